"""A server that others use: no snapshot while the client computes, and no question beyond its budget."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import sql

from golive.model import questions as q
from golive.model.claims import Claims
from golive.model.claims.budget import Budget
from golive.model.claims.platform import Head
from golive.model.claims.rule import Rule
from golive.model.evidence import Evidence, State
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe import budget, checked_indexes, counted, session, slices
from golive.observe.ask import ask
from golive.observe.catalog import read_catalog
from golive.observe.claims import observe_claims
from golive.observe.data import observe_data
from golive.observe.looking import Looking, looking
from golive.observe.server import read_server

Live = psycopg.Connection[tuple[Any, ...]]
ROWS = 3000


@pytest.fixture
def other(database: Dsn) -> Iterator[Live]:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        yield connection


@pytest.fixture
def rows(other: Live, monkeypatch: pytest.MonkeyPatch) -> Live:
    """A table that counts as large, and one that refers to it."""
    other.execute(
        f"CREATE TABLE t (n integer, t text, CONSTRAINT t_n_key UNIQUE (n)); INSERT INTO t"
        f" SELECT n, 'text ' || n FROM generate_series(1, {ROWS}) AS n; CREATE UNIQUE INDEX t_t ON t (t);"
        "CREATE TABLE u (n integer REFERENCES t (n)); INSERT INTO u SELECT n FROM t; ANALYZE"
    )
    for module in (budget, counted, slices, checked_indexes):
        monkeypatch.setattr(module, "HEAVY", 8192, raising=False)
    monkeypatch.setattr(slices, "_ROW", 200_000)  # bytes: five parts
    return other


def data(dsn: Dsn, given: Budget = Budget()) -> dict[str, Evidence]:  # noqa: B008  # a frozen value
    claims = Claims(platform=Head(name="x", title="X"), budget=given)
    with looking(dsn, "--dsn", True, given) as session_:
        live = Snapshot(read_server(session_.connection), read_catalog(session_.connection))
        return session_.evidence("data", lambda here: observe_data(here, claims, live))


def spoilt(other: Live, dsn: Dsn) -> None:
    """A key twice, behind the back of its index, and a reference to nothing."""
    other.execute("UPDATE pg_index SET indisunique = false, indimmediate = false WHERE indrelid = 't'::regclass")
    with psycopg.connect(dsn.reveal(), autocommit=True) as another:
        another.execute("ALTER TABLE t DISABLE TRIGGER ALL; ALTER TABLE u DISABLE TRIGGER ALL")
        another.execute("INSERT INTO t VALUES (7, 'more'), (2000, 'yet more'); INSERT INTO u VALUES (-1), (-2)")
    other.execute("UPDATE pg_index SET indisunique = true, indimmediate = true WHERE indrelid = 't'::regclass")


@pytest.mark.parametrize("extension", [False, True])
def test_a_large_table_is_read_in_parts_or_by_amcheck(
    rows: Live, database: Dsn, monkeypatch: pytest.MonkeyPatch, extension: bool
) -> None:
    if extension:
        rows.execute("CREATE EXTENSION amcheck")
    sent: list[str] = []
    check = session.Reader.check
    monkeypatch.setattr(
        session.Reader, "check", lambda self, query: (sent.append(words(self, query)), check(self, query))[1]
    )
    sound = data(database)
    assert sound[q.TWICE.of()].looked_at == 2
    assert sound[q.TWICE.of()].count == sound[q.ORPHANS.of()].count == 0
    ran = [one for one in sent if not one.startswith("EXPLAIN")]
    assert sum(".bt_index_check(" in one for one in ran) == (2 if extension else 0)
    assert sum("HAVING" in one for one in ran) == (0 if extension else 10)
    assert sum("NOT EXISTS" in one and "hash_record" in one for one in ran) == 5
    spoilt(rows, database)
    found = data(database)
    assert found[q.TWICE.of("public.t_n_key")].count == 2
    assert q.TWICE.of("public.t_t") not in found
    assert found[q.ORPHANS.of("public.u.u_n_fkey")].count == 2


def words(connection: Live, query: Any) -> str:
    if isinstance(query, bytes):
        return query.decode()
    return query.as_string(connection) if isinstance(query, sql.Composable) else str(query)


def test_a_function_of_that_name_which_is_not_the_extensions_is_not_called(rows: Live, database: Dsn) -> None:
    rows.execute(
        "CREATE FUNCTION bt_index_check(regclass, boolean, boolean) RETURNS void LANGUAGE plpgsql"
        " AS 'BEGIN RAISE EXCEPTION ''called''; END'"
    )
    spoilt(rows, database)
    assert data(database)[q.TWICE.of("public.t_n_key")].count == 2


def test_no_snapshot_stands_while_the_client_computes(other: Live, database: Dsn) -> None:
    """The session's own limit would end it; and what others delete could not be cleaned away meanwhile."""
    claims = Claims(
        platform=Head(name="x", title="X"),
        rule=tuple(Rule(name=f"r{n}", select="SELECT 1 WHERE false", why="none", mend="none") for n in range(3)),
    )
    seen: list[tuple[Any, ...]] = []

    def look(here: session.Reader) -> dict[str, Evidence]:
        found = observe_claims(here, claims, "")
        seen.extend(
            other.execute(
                "SELECT state, backend_xmin FROM pg_stat_activity WHERE pid = %s", (here.info.backend_pid,)
            ).fetchall()
        )
        return found

    with looking(database, "--dsn", True, Budget()) as session_:
        assert len(session_.evidence("claims", look)) == 3
    assert seen == [("idle", None)]


def asked(session_: Looking, query: str) -> Evidence:
    session_.connection.rollback()
    return ask(session_.connection, sql.SQL(query), lambda rows: Evidence.seen(len(rows)))  # type: ignore[arg-type]


def test_beyond_the_budget_is_unknown_with_the_way(rows: Live, database: Dsn) -> None:
    with looking(database, "--dsn", True, Budget(seconds=1, temporary_mb=1)) as session_:
        late = asked(session_, "SELECT pg_sleep(3)")
        large = asked(session_, "SELECT n FROM generate_series(1, 1000000) AS n ORDER BY 1")
        small = asked(session_, "SELECT n FROM public.t ORDER BY 1")
    assert late == Evidence.unknown("no answer within 1 s: raise [budget] seconds, or look at a standby")
    assert large.state is State.UNKNOWN
    assert large.note.startswith("it would need about ")
    assert large.note.endswith("raise [budget] temporary_mb, or look at a standby")
    assert small.looked_at == ROWS


def test_a_part_that_is_not_answered_leaves_the_table_unknown_with_its_share(database: Dsn) -> None:
    quick, slow = "SELECT ARRAY[1::bigint]", "SELECT ARRAY[pg_catalog.count(*)] FROM pg_catalog.pg_sleep(3)"
    parts = tuple(map(sql.SQL, (quick, quick, slow, quick)))
    question = counted.Counting("public.big", sql.SQL(quick), budget.HEAVY + 1, 5000, parts)
    with looking(database, "--dsn", True, Budget(seconds=1)) as session_:
        found = counted.count_all(session_.connection, [question])["public.big"]
    assert isinstance(found, Evidence)
    assert found.state is State.UNKNOWN
    assert found.note.endswith("; it has about 5,000 rows; 2 of 4 parts of it were looked at")
