"""A postcheck reads and does nothing else: proved by what the server counts, on a standby, and as the DBA's roles."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.isolation.probed import probed
from golive.model.platform import BUILT_IN, load_platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.session import reading
from golive.run.observation import observe
from golive.run.rehearse import migrated_database
from golive.server import Server
from golive.server.logins import PROBER, READER, made, script
from golive.testing.spoil import judged
from golive.testing.standby import standby_of

Do = Callable[..., list[tuple[Any, ...]]]
LOOKS = 18
TRACES = """
SELECT (SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_all_tables),
       (SELECT sum(last_value) FROM pg_sequences),
       (SELECT string_agg(md5(m::text), ' ' ORDER BY m.oid) FROM pg_largeobject_metadata AS m),
       (SELECT string_agg(md5(l::text), ' ' ORDER BY l.loid, l.pageno) FROM pg_largeobject AS l),
       pg_notification_queue_usage(),
       pg_snapshot_xmax(pg_current_snapshot())::text
"""
# What is read here sends a notification; a transaction that is read only may.
TELLS = """
CREATE FUNCTION public.tells() RETURNS boolean LANGUAGE plpgsql STABLE
    AS $$ BEGIN PERFORM pg_catalog.pg_notify('golive', 'read'); RETURN true; END $$;
GRANT EXECUTE ON FUNCTION public.tells() TO PUBLIC
"""
READS = {
    "shop": "CREATE VIEW public.told AS SELECT * FROM public.plans WHERE public.tells()",
    "bnaura": "CREATE POLICY tells ON public.customers AS RESTRICTIVE USING (public.tells())",
}
ASKS = """
[[rule]]
name = "reads what tells"
select = "SELECT name FROM public.told WHERE false AND public.tells() OR name IS NULL"
why = "somebody is told"
mend = "never"
"""
LEAVES = """
[[rule]]
name = "leaves the transaction"
select = "SELECT 1) SELECT 1; COMMIT; BEGIN READ WRITE; DELETE FROM public.notes; COMMIT; SELECT (1"
why = "somebody is harmed"
mend = "never"
"""
WRITTEN = """
SELECT resource_manager, record_type FROM pg_get_wal_records_info('{}', pg_current_wal_insert_lsn())
"""


@pytest.fixture
def isolated() -> Iterator[Dsn]:
    """A platform whose sessions are tried, migrated on a server of its own."""
    with migrated_database(BUILT_IN / "bnaura") as dsn:
        yield dsn


@pytest.fixture(params=[pytest.param(name, marks=() if name == "shop" else pytest.mark.deep) for name in READS])
def quiet(request: pytest.FixtureRequest, shop: Path, do: Do) -> Iterator[tuple[Dsn, Path]]:
    """A database on a server where nobody else does anything, and its platform."""
    dsn: Dsn = request.getfixturevalue("migrated" if request.param == "shop" else "isolated")
    do(dsn.database("postgres"), "CREATE EXTENSION IF NOT EXISTS pg_walinspect")
    do(dsn, "ALTER SYSTEM SET autovacuum = off", "SELECT pg_reload_conf()", "SELECT lo_from_bytea(4711, 'large')")
    do(dsn, TELLS, READS[request.param])
    with (shop / "platform.toml").open("a", encoding="utf-8") as claims:
        claims.write(ASKS)
    yield dsn, shop if request.param == "shop" else BUILT_IN / request.param
    do(dsn, "ALTER SYSTEM RESET autovacuum", "SELECT pg_reload_conf()")


@pytest.mark.parametrize("runs", [1, pytest.param(2, marks=pytest.mark.deep)])
def test_looks_and_runs_leave_no_trace(run: Any, quiet: tuple[Dsn, Path], do: Do, runs: int) -> None:
    dsn, folder = quiet
    platform = load_platform(folder)
    probe = made(dsn, platform).prober if platform.claims.identity else None
    observe(dsn, platform, {}, probe=probe)  # what the first look would change, such as hint bits, is changed
    asked = ("--probe-dsn", probe.reveal()) if probe else ()
    with psycopg.connect(dsn.reveal(), autocommit=True) as listening:
        listening.execute("LISTEN golive")
        do(dsn, "VACUUM", "CHECKPOINT", "SELECT pg_stat_force_next_flush()")
        before = do(dsn, TRACES)
        place = do(dsn, "SELECT pg_current_wal_insert_lsn()::text")[0][0]
        for _ in range(LOOKS):
            observe(dsn, platform, {}, probe=probe)
        calls = {name: ("-m", "postcheck", "--platform", folder, "--dsn", dsn.reveal(), *asked) for name in "ab"[:runs]}
        answers = run.together(calls)
        assert {answer.code for answer in answers.values()} == {1}, answers["a"].text  # nobody tested the large object
        moved = do(dsn, f"SELECT pg_current_wal_insert_lsn() > '{place}'")[0][0]
        # The server notes by itself, within 15 seconds of a checkpoint, which transactions run.
        noted = do(dsn.database("postgres"), WRITTEN.format(place)) if moved else []
        assert set(noted) <= {("Standby", "RUNNING_XACTS")}
        assert do(dsn, TRACES) == before
        assert list(listening.notifies(timeout=0.2)) == []
        do(dsn, "SELECT public.tells()")
        assert [one.payload for one in listening.notifies(timeout=5, stop_after=1)] == ["read"]


@pytest.mark.parametrize(
    "statement",
    [
        "SET TRANSACTION READ WRITE",
        "SET transaction_read_only = off",
        "INSERT INTO public.plans (name) VALUES ('another')",
        "SELECT nextval('public.notes_id_seq')",
        "SELECT * FROM public.plans FOR UPDATE",
        "CREATE TEMPORARY TABLE note ()",
    ],
)
def test_the_session_cannot_be_made_to_write(migrated: Dsn, statement: str) -> None:
    with reading(migrated) as connection:
        with pytest.raises((psycopg.errors.ReadOnlySqlTransaction, psycopg.errors.ActiveSqlTransaction)):
            connection.execute(statement.encode())
        connection.rollback()


def test_a_claim_of_several_statements_is_not_sent(shop: Path, migrated: Dsn, do: Do) -> None:
    claims = shop / "platform.toml"
    claims.write_text(claims.read_text("utf-8") + LEAVES, "utf-8")
    evidence = observe(migrated, load_platform(shop), {}).evidence["rule:leaves the transaction"]
    assert (evidence.state, evidence.note) == ("unknown", "it is more than one statement, and was not sent")
    assert do(migrated, "SELECT count(*) FROM public.notes") == [(3,)]


@pytest.fixture
def logins(
    shop: Path, migrated: Dsn, do: Do, client: Callable[..., str], tmp_path: Path
) -> Iterator[Callable[[str], Dsn]]:
    """The logins of `golive roles`, made as the DBA makes them, and made again; by name."""
    (tmp_path / "roles.sql").write_text(script(load_platform(shop)), "utf-8")
    for _ in "ab":
        client("psql", migrated, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", tmp_path / "roles.sql")
    names = (READER, PROBER)
    do(migrated, *(f"ALTER ROLE {name} PASSWORD 'looks'" for name in names))
    yield lambda name: Dsn.of(**{**migrated.fields, "user": name, "password": "looks"})
    do(migrated, *(f"DROP OWNED BY {name}; DROP ROLE {name}" for name in names))


def test_the_data_role_certifies_on_two_workers_with_two_connections(
    run: Any, shop: Path, migrated: Dsn, logins: Callable[[str], Dsn]
) -> None:
    dsn = logins(READER)  # the server gives this role two connections, and not one more
    with watching(migrated, READER) as most:
        answer = run.postcheck(shop, dsn, "-n", "2")
    assert answer.code == 0, answer.text
    assert answer.certificate["verdict"] == "CERTIFIED"
    assert answer.platform["role"].startswith(READER)
    assert 1 <= max(most[READER]) <= 2


@pytest.mark.deep
def test_both_logins_certify_on_two_workers_with_two_connections_each(run: Any, isolated: Dsn, do: Do) -> None:
    folder = BUILT_IN / "bnaura"
    both = made(isolated, load_platform(folder))
    assert do(isolated, f"SELECT rolconnlimit FROM pg_roles WHERE rolname IN ('{READER}', '{PROBER}')") == [(2,), (2,)]
    with watching(isolated, READER, PROBER) as most:
        answer = run.postcheck(folder, both.reader, "--probe-dsn", both.prober.reveal(), "-n", "2")
    assert answer.code == 0, answer.text
    assert answer.certificate["verdict"] == "CERTIFIED"
    assert [1 <= max(each) <= 2 for each in most.values()] == [True, True]


@contextmanager
def watching(dsn: Dsn, *roles: str) -> Iterator[dict[str, list[int]]]:
    """How many sessions of each role were open at a time."""
    counted: dict[str, list[int]] = {role: [] for role in roles}
    over = threading.Event()

    def count() -> None:
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            while not over.wait(0.005):
                rows = connection.execute("SELECT usename, count(*) FROM pg_stat_activity GROUP BY 1").fetchall()
                for role, times in counted.items():
                    times.append(dict(rows).get(role, 0))

    watch = threading.Thread(target=count)
    watch.start()
    try:
        yield counted
    finally:
        over.set()
        watch.join()


# What becomes UNKNOWN where the DBA leaves a line of the script out; by the line's grant.
LEFT_OUT = {
    "nothing": (READER, "SELECT", set()),
    "pg_read_all_data": (
        READER,
        f"REVOKE pg_read_all_data FROM {READER}",
        {"rows:plans", "filled:public.shops:true", "step:0001_plan_limit", "step:0002_plans"},
    ),
    "BYPASSRLS": (READER, f"ALTER ROLE {READER} NOBYPASSRLS", {"filled:public.shops:true"}),
}


@pytest.mark.parametrize("left_out", LEFT_OUT)
def test_what_a_role_may_not_see_is_unknown(
    left_out: str, shop: Path, migrated: Dsn, do: Do, logins: Callable[[str], Dsn]
) -> None:
    role, revoke, expected = LEFT_OUT[left_out]
    do(migrated, "ALTER TABLE public.shops ENABLE ROW LEVEL SECURITY", revoke)
    live: Snapshot = observe(logins(role), load_platform(shop), {})
    unknown = {name for name, evidence in live.evidence.items() if evidence.state == "unknown"}
    assert expected <= unknown
    if not expected:
        assert not unknown
    assert live.evidence["filled:public.shops:true"].count == (0 if expected else 1)


def test_a_whole_postcheck_runs_on_a_hot_standby(run: Any, shop: Path, server: Server, migrated: Dsn, do: Do) -> None:
    with standby_of(migrated, server.major) as standby:
        assert do(standby, "SELECT pg_is_in_recovery()") == [(True,)]
        refused = run.apply(shop, standby)
        assert refused.code == 4, refused.text
        assert f"--apply: {standby} is a standby; migrate its primary" in refused.text
        answer = run.postcheck(shop, standby)
        assert answer.code == 0, answer.text
        assert answer.certificate["verdict"] == "CERTIFIED"


@pytest.mark.deep
def test_isolation_is_proved_on_a_hot_standby(isolated: Dsn, do: Do) -> None:
    major = int(do(isolated, "SHOW server_version_num")[0][0]) // 10_000
    platform = load_platform(BUILT_IN / "bnaura")
    prober = made(isolated, platform).prober
    here = observe(isolated, platform, {}, probe=prober)
    with standby_of(isolated, major) as standby:
        assert do(standby, "SELECT pg_is_in_recovery()") == [(True,)]
        there = observe(standby, platform, {}, probe=Dsn.of(**{**prober.fields, "port": standby.fields["port"]}))
    said = judged(platform, there, ("ISO001", "ISO003", "ISO004"))
    assert [*said.blocking, *said.unknown, *said.broken] == []
    assert list(probed(there, platform.claims)) == list(probed(here, platform.claims)) != []
