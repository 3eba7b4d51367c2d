"""A mend is run on a copy before it is suggested: what takes its finding away and harms nobody is told apart."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from golive.diff.plan import Plan, Planned
from golive.migrate.fix import render_fix
from golive.model import questions as q
from golive.model.catalog import EventTrigger
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.evidence import Evidence, Fixed, Tried
from golive.model.finding import Finding, MendKind, Severity, by_weight, sql
from golive.model.platform import Platform
from golive.model.snapshot import Server as Seen
from golive.model.snapshot import Snapshot
from golive.server import Server
from golive.server.enclosure import refused
from golive.sqltext.statements import split
from golive.twin.build import built
from golive.twin.culprits import Blamed
from golive.twin.faithful import catalog_of
from golive.twin.mends import Mending
from golive.twin.structure import structure_of
from golive.twin.trial import Bench, said_of
from golive.twin.use import used
from golive.twin.wall import reaches_out
from golive.verdict.remedy import plan_of
from golive.verdict.trials import GOOD, mends_said, with_trials

SHOP = """
DO $$ BEGIN IF to_regrole('vault_app') IS NULL THEN CREATE ROLE vault_app; CREATE ROLE vault_owner; END IF; END $$;
CREATE SCHEMA extensions; CREATE EXTENSION pgcrypto SCHEMA extensions; GRANT USAGE ON SCHEMA extensions TO PUBLIC;
CREATE SCHEMA api AUTHORIZATION vault_owner; GRANT USAGE, CREATE ON SCHEMA api TO vault_app;
ALTER DATABASE mended SET search_path = api, extensions;
SET search_path = api, extensions;
SET ROLE vault_owner;
CREATE FUNCTION api.seal(one text) RETURNS bytea LANGUAGE plpgsql SECURITY DEFINER AS
  $$ BEGIN RETURN pgp_sym_encrypt(one, 'a key', 'cipher-algo=aes256'); END $$;
CREATE TABLE api.notes (id bigint PRIMARY KEY, tenant_id bigint NOT NULL);
CREATE TABLE api.bare (id bigint PRIMARY KEY, tenant_id bigint NOT NULL);
GRANT SELECT, INSERT ON api.notes, api.bare TO vault_app;
"""
PLATFORM = Platform(Path("nobody's"), Claims(platform=Head(name="vault", title="Vault")), None, (), (), ())


def suggested(where: str, text: str, code: str = "FUN004") -> Planned:
    return Planned(sql(text), (Finding(code, Severity.HIGH, "vault", where, "what", "why", sql(text)),))


WRONG = {
    "ALTER FUNCTION api.seal(text) SET search_path = pg_catalog, pg_temp;": "brings USE004 api.seal(text)",
    "ALTER TABLE api.bare ENABLE ROW LEVEL SECURITY;": "brings POL004 api.bare",
    "ALTER TABLE api.notes ALTER COLUMN missing SET NOT NULL;": "was refused: column",
}


@pytest.fixture(scope="module")
def target(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    if why := refused():
        pytest.skip(why)
    dsn = server.create_database("mended")
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        for statement in split(SHOP):
            connection.execute(statement.text.encode())
    with ExitStack() as stack:
        structure = structure_of(dsn, tmp_path_factory.mktemp("vault"))
        yield Bench(structure, PLATFORM, stack, stack.enter_context(built(structure)))
    server.drop("mended")
    with psycopg.connect(server.dsn().reveal(), autocommit=True) as connection:
        connection.execute("DROP ROLE vault_app, vault_owner")


def test_each_mend_is_told_by_what_came_of_it(target: Bench) -> None:
    live = catalog_of(target.twin.dsn, walled=False)
    answers = used(target.twin.cloned("first"), live, PLATFORM.claims)
    mending = Mending(target, live.with_evidence(answers), target.sight(live, answers))
    right = suggested("api.notes", "CREATE INDEX ON api.notes (tenant_id);")
    clean = mending.right([*(suggested("api", text) for text in WRONG), right], locked=True)
    assert clean is not None
    assert clean[0] == [right]
    told = {text: q.TRIED.told(mending.answers[q.TRIED.of(sql(text).digest)]) for text in WRONG}
    assert {text: one is not None and one.wrong.startswith(WRONG[text]) for text, one in told.items()} == (
        dict.fromkeys(WRONG, True)
    ), told
    good = q.TRIED.told(mending.answers[q.TRIED.of(right.mend.digest)])
    assert good is not None
    assert not good.wrong

    found = mending.all()
    law = next(one for one in said_of(PLATFORM, live)[0] if (one.code, one.where) == ("FUN004", "api.seal(text)"))
    assert "extensions" in law.mend.text  # where pgcrypto is, which its body needs
    judged = live.with_evidence({**answers, **found})
    (shown,) = with_trials([law], judged)
    assert shown.mend.tried == GOOD
    assert "1 of 1 were run" in mends_said([shown], judged)
    blocking = sorted((one for one in said_of(PLATFORM, live)[0] if one.severity.blocks), key=by_weight)
    script = render_fix("vault", (), plan_of(PLATFORM, judged, with_trials(blocking, judged)), judged)
    assert re.search(r"Run on a copy of this structure, without .*: [1-9] of [1-9] findings gone, 0 new", script), (
        script
    )


def test_decisions_do_not_wait_for_one_another(target: Bench) -> None:
    """What one of them took away is no fault of the next; what no copy has is nobody's fault."""
    live = catalog_of(target.twin.dsn, walled=False)
    mending = Mending(
        target, live, target.sight(live, {}), None, (EventTrigger("watch", "ddl_command_end", "api.f()"),)
    )
    texts = ("DROP TABLE api.bare;", "ALTER TABLE api.bare DROP COLUMN tenant_id;", "ALTER EVENT TRIGGER watch ENABLE;",
             "ALTER TABLE api.missing DROP COLUMN id;")  # fmt: skip
    mending.right([suggested("api", text) for text in texts], locked=False, apart=True)
    answers = [mending.answers[q.TRIED.of(sql(text).digest)] for text in texts]
    told = [q.TRIED.told(one) for one in answers]
    assert [one.wrong[:11] if one else None for one in told] == ["", "", None, "was refused"]
    assert answers[2].note == "a copy has no event trigger watch"


def snapshot(wrong: str, text: str) -> Snapshot:
    told = {q.TRIED.of(sql(text).digest): Evidence.seen(1, told=Tried(wrong)), q.FIXED.of(): Evidence.seen(1)}
    return Snapshot(Seen(170000, "", "", ""), {}, told)


def test_what_went_wrong_is_a_decision_everywhere() -> None:
    (text, wrong), *_ = WRONG.items()
    one = suggested("api.seal(text)", text).findings[0]
    live = snapshot(wrong, text)
    (shown,) = with_trials([one], live)
    assert shown.mend.kind is MendKind.DECISION
    assert wrong in shown.mend.text
    assert text in shown.mend.text
    plan = plan_of(PLATFORM, live, [one])
    assert plan.runs == []
    assert wrong in plan.decisions[0].question


def test_what_nobody_tried_says_so() -> None:
    one = suggested("api.seal(text)", "SELECT 1;").findings[0]
    assert with_trials([one], None) == [one]
    assert "--twin" in mends_said([one], None)
    assert "--twin" in render_fix("vault", (), Plan(), None)
    (shown,) = with_trials([one], snapshot("", "SELECT 2;"))
    assert shown.mend.tried == "not run on a copy"


def test_a_script_that_is_another_than_the_one_that_ran_says_so() -> None:
    fixed = Evidence.seen(1, told=Fixed("another", 1, 1, 0, 0))
    live = snapshot("", "SELECT 2;").with_evidence({q.FIXED.of(): fixed})
    assert "is not what was run on a copy" in render_fix("vault", (), Plan(), live)


def test_the_guilty_of_several() -> None:
    mends = [suggested("a", f"ALTER TABLE {name} x{n};") for n in range(3) for name in ("a.one", "a.two", "a.three")]
    came = {("POL004", "a.one"): "is shut", ("POL004", "a.two.policy"): "is open", ("SRV001", "server"): "is off"}

    def brings(some: Sequence[Planned]) -> Mapping[tuple[str, str], str]:
        by = {("POL004", "a.one"): mends[3], ("POL004", "a.two.policy"): mends[7], ("SRV001", "server"): mends[2]}
        return {key: "" for key, one in by.items() if one in some}

    assert Blamed(mends, came, brings).all() == [
        (mends[3], "brings POL004 a.one: is shut"),
        (mends[7], "brings POL004 a.two.policy: is open"),
    ]
    assert Blamed(mends, {("SRV001", "server"): "is off"}, brings).all() == [(mends[2], "brings SRV001 server: is off")]
    assert Blamed(mends, {}, brings).all() == []


@pytest.mark.parametrize(
    "text",
    [
        "ALTER ROLE app SUPERUSER",
        "ALTER ROLE app WITH REPLICATION",
        "GRANT pg_execute_server_program TO app",
        'GRANT "pg_read_server_files" TO app',
        "CREATE EXTENSION dblink",
        "CREATE EXTENSION IF NOT EXISTS postgres_fdw SCHEMA x",
        "CREATE SERVER s FOREIGN DATA WRAPPER w",
        "CREATE USER MAPPING FOR app SERVER s",
        "CREATE FUNCTION f() RETURNS int LANGUAGE plpython3u AS 'return 1'",
        "CREATE FUNCTION f() RETURNS int AS 'lib', 'f' LANGUAGE c",
        "CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION f()",
        "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p",
        "ALTER SYSTEM SET archive_command = 'x'",
        "ALTER ROLE app SET session_preload_libraries = 'x'",
        "COPY t TO PROGRAM 'x'",
        "LOAD 'x'",
    ],
)
def test_what_no_copy_gives(text: str) -> None:
    (statement,) = split(text)
    assert reaches_out(statement)


@pytest.mark.parametrize(
    "text",
    [
        "CREATE EXTENSION pgcrypto SCHEMA extensions",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
        "GRANT SELECT ON t TO app",
        "ALTER ROLE app SET statement_timeout = '60s'",
    ],
)
def test_what_a_copy_bears(text: str) -> None:
    (statement,) = split(text)
    assert not reaches_out(statement)
