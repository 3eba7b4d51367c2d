"""What an owner plants in policies, views and functions runs without the looker's rights, and forges no answer."""

import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from golive.isolation.probed import probed
from golive.model.claims import Claims
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.run.observation import observe
from golive.server import Server, choose
from golive.server.logins import Logins, made
from golive.testing.spoil import judged

FILE = Path(__file__).parent / "attacks.toml"
PLANTED = tomllib.loads(FILE.read_text("utf-8"))
ATTACKS, UNKNOWN = PLANTED["attack"], PLANTED["unknown"]
NAMES = [one["name"] for one in ATTACKS]
TABLES = sorted({word.split(".")[1] for one in ATTACKS for word in one["sql"].split() if word.startswith("public.a_")})
BASE = """
CREATE TABLE public.tenants (id integer PRIMARY KEY);
INSERT INTO public.tenants VALUES (1), (2);
GRANT SELECT ON public.tenants TO application;
CREATE FUNCTION public.evil(what text) RETURNS integer LANGUAGE plpgsql AS $$BEGIN
    IF (SELECT r.rolsuper FROM pg_catalog.pg_roles AS r WHERE r.rolname = session_user) THEN
        PERFORM pg_catalog.set_config('role', 'none', true);
        EXECUTE pg_catalog.format('COPY (SELECT 1) TO PROGRAM %L',
            'touch "' || pg_catalog.current_setting('data_directory') || '/called ' || what || '"');
    END IF;
    RETURN 1; END$$;
CREATE FUNCTION public.evil_now(what text) RETURNS integer IMMUTABLE LANGUAGE plpgsql
    AS $$BEGIN RETURN public.evil(what); END$$;
"""
TABLE = """
CREATE TABLE public.{0} (id integer, tenant_id integer, body text);
INSERT INTO public.{0} VALUES (1, 1, 'one'), (2, 2, 'two');
ALTER TABLE public.{0} ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.{0} TO application;
"""
CLAIMS = Claims.model_validate(
    {
        "platform": {"name": "attacked", "title": "Attacked", "search_path": ("public",)},
        "tenancy": {"root": "public.tenants", "columns": ("tenant_id",), "enforced_by": "database"},
        "identity": (
            {
                "name": "tenant", "role": "application", "settings": {"app.tenant": "{tenant}"},
                "sessions": "SELECT id::text FROM public.tenants ORDER BY 1",
            },
        ),
    }
)  # fmt: skip
PLATFORM = Platform(FILE.parent, CLAIMS, None, steps=(), smokes=(), baseline=())


@dataclass(frozen=True)
class Attacked:
    server: Server
    logins: Logins
    before: frozenset[str]  # what sessions of a superuser called, with SET ROLE
    after: frozenset[str]
    seen: Snapshot


def called(server: Server) -> frozenset[str]:
    """What has left its file since the last time."""
    found = list((server.folder / "data").glob("called *"))
    for path in found:
        path.unlink()
    return frozenset(path.name.removeprefix("called ") for path in found)


def carried(dsn: Dsn) -> frozenset[str]:
    """What a session of its own wrote, of what another owner keeps to himself."""
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        there = connection.execute("SELECT pg_catalog.to_regclass('public.carried')").fetchone()
        connection.execute("DROP TABLE IF EXISTS public.carried")
    return frozenset({"dblink"}) if there and there[0] else frozenset()


def as_owner(server: Server, database: str, *statements: str) -> None:
    owner = Dsn.of(**{**server.dsn(database).fields, "user": "owner", "password": "owner"})
    with psycopg.connect(owner.reveal(), autocommit=True) as planting:
        for statement in statements:
            planting.execute(statement.encode())


@pytest.fixture(scope="module")
def attacked() -> Iterator[Attacked]:
    """Everything that is planted in one database, looked at once by both logins."""
    with choose("embedded").launch() as server:
        there = server.create_database("attacked")
        with psycopg.connect(there.reveal(), autocommit=True) as admin:
            admin.execute("CREATE ROLE owner LOGIN PASSWORD 'owner'; CREATE ROLE application")
            admin.execute("ALTER DATABASE attacked OWNER TO owner; GRANT ALL ON SCHEMA public TO owner")
            admin.execute("GRANT USAGE ON SCHEMA public TO application")
            admin.execute("CREATE SCHEMA other; CREATE TABLE other.secrets AS SELECT 'of another owner' AS word")
            for one in ATTACKS:
                admin.execute(one.get("before", "").encode())
        as_owner(server, "attacked", BASE, TABLE.format("a_last"), *map(TABLE.format, TABLES))
        server.clone("attacked", "empty")
        chosen = [one for one in ATTACKS if server.major >= one.get("since", 0)]
        as_owner(server, "attacked", *(one["sql"].replace("HOST", there.fields["host"]) for one in chosen))
        as_owner(server, "attacked", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO application")
        with psycopg.connect(there.reveal()) as plain:
            for one in chosen:
                plain.execute("SET LOCAL ROLE application; SET LOCAL search_path = pg_catalog, public")
                with suppress(psycopg.Error):
                    plain.execute(one["called"].encode())
                plain.rollback()
        before = called(server) | carried(there)
        logins = made(there, PLATFORM)
        with psycopg.connect(there.reveal(), autocommit=True) as listening:
            listening.execute("LISTEN leak")
            seen = observe(logins.reader, PLATFORM, {}, probe=logins.prober)
            assert list(listening.notifies(timeout=0.2)) == []
        yield Attacked(server, logins, before, called(server) | carried(there), seen)


def test_every_attack_was_a_real_one(attacked: Attacked) -> None:
    assert attacked.before == set(NAMES)


def test_nothing_ran_with_the_rights_of_the_one_who_looks(attacked: Attacked) -> None:
    assert attacked.after == frozenset()


def test_no_answer_is_forged(attacked: Attacked) -> None:
    """Every table shows rows of others: each of them is said."""
    leaking = {one.relation for one in probed(attacked.seen, CLAIMS) if one.command == "SELECT" and one.crossing}
    assert leaking >= {f"public.{name}" for name in TABLES}
    assert {one.where for one in judged(PLATFORM, attacked.seen, ("ISO003",)).blocking} >= leaking


def test_the_prober_reads_nothing_of_another_owner(attacked: Attacked) -> None:
    with psycopg.connect(attacked.logins.prober.reveal()) as prober:
        for role in ("none", "application"):
            prober.execute(f"SET ROLE {role}".encode())
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                prober.execute("SELECT word FROM other.secrets")
            prober.rollback()


@pytest.mark.parametrize("name", [one["name"] for one in UNKNOWN])
def test_what_takes_an_answer_away_is_unknown(name: str, attacked: Attacked) -> None:
    dsn = attacked.server.clone("empty", "tried")
    try:
        as_owner(attacked.server, "tried", next(one["sql"] for one in UNKNOWN if one["name"] == name))
        logins = made(dsn, PLATFORM)
        seen = observe(logins.reader, PLATFORM, {}, probe=logins.prober)
    finally:
        attacked.server.drop("tried")
    said = judged(PLATFORM, seen, ("ISO003",))
    assert said.unknown
    assert not said.certified
