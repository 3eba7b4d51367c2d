"""What an owner plants does not run with the rights of the one who looks, and forges no answer."""

import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.migrate.backup import Backup, take_backup
from golive.model.claims import Claims
from golive.model.claims.filled import Filled
from golive.model.claims.platform import Head
from golive.model.claims.rows import Rows
from golive.model.claims.rule import Rule
from golive.model.lock import Lock
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.run.observation import observe
from golive.server import Server, choose

ATTACKS = tomllib.loads((Path(__file__).parent / "attacks.toml").read_text("utf-8"))["attack"]
NAMES = [one["name"] for one in ATTACKS]
EVIL = """
CREATE FUNCTION public.leave(what text) RETURNS void LANGUAGE plpgsql AS $$BEGIN
    IF (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = session_user) THEN
        PERFORM pg_catalog.set_config('role', 'none', true);
        EXECUTE pg_catalog.format('COPY (SELECT 1) TO %L',
            pg_catalog.current_setting('data_directory') || '/called ' || what);
    END IF;
END$$;
CREATE FUNCTION public.evil(what text) RETURNS integer IMMUTABLE LANGUAGE plpgsql
    AS $$BEGIN PERFORM public.leave(what); RETURN 1; END$$;
"""
CLAIMS = Claims(
    platform=Head(name="attacked", title="Attacked", search_path=("public",)),
    rows=(
        Rows(name="domains", table="public.a_domains", key=("k",), expect=({"k": "x", "d": "x"},), why="attack"),
        Rows(name="tones", table="public.a_json", key=("k",), expect=({"k": "x", "m": "low"},), why="attack"),
    ),
    filled=(Filled(table="public.a_parent", where="n = 3", minimum=1, why="attack"),),
    rule=tuple(
        Rule(name=name, select=select, why="attack", mend="none")
        for name, select in {
            "view": "SELECT n FROM public.a_view",
            "call": "SELECT 1 WHERE public.fair(1)",
            "quoted": 'SELECT n FROM "public" . "a_view"',
            "policy": "SELECT n FROM public.a_policy",
            "cast": "SELECT note::text FROM public.a_cast",
            "type": "SELECT 'x'::public.a_domain",
            "span": "SELECT 1 FROM public.a_span WHERE s && '[1,2]'",
            "kept": "SELECT n FROM public.a_kept",
            "far": "SELECT n FROM public.a_far",
        }.items()
    ),
    counts=("public.a_index", "public.a_view"),
)


@dataclass(frozen=True)
class Attacked:
    major: int
    before: frozenset[str]  # what plain sessions of the superuser called
    after: frozenset[str]
    backed: frozenset[str]  # while a backup was taken
    seen: Snapshot
    taken: Backup


def called(server: Server) -> frozenset[str]:
    """What has left its file since the last time."""
    found = list((server.folder / "data").glob("called *"))
    for path in found:
        path.unlink()
    return frozenset(path.name.removeprefix("called ") for path in found)


def plant(server: Server) -> Dsn:
    there, fields = server.create_database("attacked"), server.dsn("attacked").fields
    owner = Dsn.of(**{**fields, "user": "owner", "password": "owner"})
    with psycopg.connect(there.reveal(), autocommit=True) as admin:
        admin.execute("CREATE ROLE owner LOGIN PASSWORD 'owner'")
        admin.execute("ALTER DATABASE attacked OWNER TO owner")
        with psycopg.connect(owner.reveal(), autocommit=True) as planting:
            planting.execute(EVIL)
            for one in attacks(server.major):
                admin.execute(one.get("before", ""))
                planting.execute(one["sql"])
                admin.execute(one.get("after", ""))
    return there


def attacks(major: int) -> list[dict[str, Any]]:
    return [one for one in ATTACKS if one.get("since", 0) <= major]


def plain(dsn: Dsn, statements: str) -> None:
    """As a tool that only means to read does it."""
    with suppress(psycopg.Error), psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute(statements)


@pytest.fixture(scope="module", params=["embedded", pytest.param("system", marks=pytest.mark.deep)])
def attacked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    with choose(request.param).launch() as server:
        dsn = plant(server)
        for one in attacks(server.major):
            plain(dsn, one["called"])
        before = called(server)
        seen = observe(dsn, Platform(Path("attacked"), CLAIMS, Lock("attacked", 170000, {}), (), (), ()), {})
        after = called(server)
        taken = take_backup(dsn, tmp_path_factory.mktemp("backup"))
        yield Attacked(server.major, before, after, called(server), seen, taken)


@pytest.mark.parametrize("attack", ATTACKS, ids=NAMES)
def test_what_a_plain_session_ran_is_not_run(attacked: Attacked, attack: dict[str, Any]) -> None:
    if attack["called"] and attack in attacks(attacked.major):
        assert attack["name"] in attacked.before
    assert attack["name"] not in attacked.after


def test_nothing_at_all_ran(attacked: Attacked) -> None:
    assert attacked.after == frozenset()


def test_a_backup_runs_nothing_either(attacked: Attacked) -> None:
    assert attacked.backed == frozenset()
    tables = attacked.taken.manifest["contents"]["tables"]
    assert tables["public.a_rows"] == {"rows": 1, "copied": tables["public.a_rows"]["copied"]}
    assert "digest" in tables["public.a_check"]


@pytest.mark.parametrize(
    ("question", "said"),
    {
        "rule:view": "public.a_view: it is a view",
        "rule:quoted": "public.a_view: it is a view",
        "count:public.a_view": "public.a_view: it is a view",
        "rule:call": "public.fair(…): it is code of owner",
        "rule:cast": "public.a_cast: a cast of public.mood runs public.told(public.mood)",
        "rule:type": "public.a_domain: the check of public.a_domain runs public.fine(text)",
        "rows:domains": "public.a_domains: the check of public.a_domain runs public.fine(text)",
        "rows:tones": "public.a_json: a cast of public.tone runs public.told(public.tone)",
        "rule:span": "public.a_span: type public.span runs public.apart",
        "rule:kept": "public.a_kept: ",
        "rule:far": "public.a_far: it is a foreign table (in a part of it)",
        "count:public.a_index": "index public.a_index_expr_idx runs public.evil(text), of owner",
    }.items(),
)
def test_what_is_not_touched_is_unknown_and_says_why(attacked: Attacked, question: str, said: str) -> None:
    evidence = attacked.seen.asked(question)
    assert evidence.state == "unknown"
    assert said in evidence.note


def test_what_runs_nothing_is_read(attacked: Attacked) -> None:
    assert attacked.seen.asked("rule:policy").count == 1
    assert attacked.seen.asked("filled:public.a_parent:n = 3").state == "seen"
    assert attacked.seen.server.role == "postgres"  # whatever role the database names
