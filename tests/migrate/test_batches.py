"""A walk is short transactions with their cursor: killed anywhere, there or back, it comes to the same end."""

import random
import re
import shutil
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from golive.app.progress import progress
from golive.migrate import walk
from golive.migrate.pace import FEW, LEAST, MOST, Pace
from golive.migrate.psql_steps import deploying, opening, reverting
from golive.migrate.runner import Outcome, Patience, Runner
from golive.model.errors import WrongUse
from golive.model.failures import StepEdited, StepFailed
from golive.model.target import Dsn
from golive.server.binaries import find_binaries

ROWS = 4000
HASTE = Patience(budget_s=5, first_pause_s=0.02, longest_pause_s=0.1, busy_s=2)
DEPLOY = """CREATE TABLE golive_undo.shop (id int PRIMARY KEY, label text);
WITH kept AS (
  INSERT INTO golive_undo.shop
  SELECT s.id, s.label FROM pg_temp.golive_batch JOIN public.shop AS s USING (id) WHERE s.label IS NULL FOR UPDATE OF s
  RETURNING id
)
UPDATE public.shop AS s SET label = 'number ' || s.id FROM kept AS k WHERE k.id = s.id;
ALTER TABLE golive_undo.shop ADD COLUMN closed bool;
"""
VERIFY = """SELECT 'shops have labels' WHERE EXISTS (SELECT FROM public.shop WHERE label IS NULL)
UNION ALL SELECT 'what was found is kept' WHERE to_regclass('golive_undo.shop') IS NULL"""
REVERT = """WITH gone AS (
  DELETE FROM golive_undo.shop AS u USING pg_temp.golive_batch AS b WHERE b.id = u.id RETURNING u.id, u.label
)
UPDATE public.shop AS s SET label = g.label FROM gone AS g WHERE g.id = s.id;
DROP TABLE golive_undo.shop;
"""
BATCH = {"Phase": "backfill", "Transaction": "batches", "Batch": "public.shop in 10ms"}


def query(dsn: Dsn, text: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        cursor = connection.execute(text)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def shop(database: Dsn, folder: Any) -> Dsn:
    query(
        database,
        "CREATE SCHEMA golive_undo; CREATE TABLE public.shop (id int PRIMARY KEY, label text);"
        f"INSERT INTO public.shop SELECT n, CASE WHEN n % 4 = 0 THEN 'own' END FROM generate_series(1, {ROWS}) AS n",
    )
    folder.step("0001_labels", DEPLOY, VERIFY, REVERT, **BATCH)
    return database


def state(dsn: Dsn) -> list[tuple[Any, ...]]:
    there = query(dsn, "SELECT to_regclass('golive_undo.shop')")[0][0]
    kept = query(dsn, "SELECT count(*), sum(hashtext(id || '')) FROM golive_undo.shop") if there else []
    return query(dsn, "SELECT count(*), sum(hashtext(id || coalesce(label, '-'))) FROM public.shop") + kept


def runner(dsn: Dsn, folder: Any, patience: Patience = HASTE) -> Runner:
    return Runner(dsn, "shop", folder.steps(), patience)


@contextmanager
def holding(dsn: Dsn, lock: str) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    with psycopg.connect(dsn.reveal(), application_name="reporting") as connection:
        connection.execute(lock)
        yield connection
        connection.rollback()


def test_walks_there_and_back(shop: Dsn, folder: Any) -> None:
    before = state(shop)
    (step,) = folder.steps()
    with runner(shop, folder) as run:
        result = run.deploy(step)
        assert (result.outcome, result.rows_touched) == (Outcome.DEPLOYED, ROWS * 3 // 4)
        assert result.notes[0].startswith(f"{ROWS * 3 // 4:,} rows in ")
        assert int(result.notes[0].split(" rows in ")[1].split()[0]) > 1  # how many, the machine decides
        assert run.deploy(step).outcome is Outcome.ALREADY
        assert query(shop, "SELECT count(*) FROM golive.cursor") == [(0,)]
        assert run.revert(step).rows_touched == ROWS * 3 // 4
        assert state(shop) == before
        assert run.deploy(step).outcome is Outcome.DEPLOYED
        run.revert_all()
    assert query(shop, "SELECT to_regnamespace('golive')") == [(None,)]


def test_walks_by_keys_of_any_kind(database: Dsn, folder: Any) -> None:
    query(
        database,
        'CREATE TABLE public."Or ders" ("the day" date NOT NULL, code text COLLATE "C" NOT NULL, x int);'
        'CREATE UNIQUE INDEX ON public."Or ders" ("the day", code);'
        "INSERT INTO public.\"Or ders\" SELECT date '2026-01-01' + n % 9, 'c''' || n FROM generate_series(1, 900) AS n",
    )
    folder.step(
        "0001_x",
        'UPDATE public."Or ders" AS o SET x = coalesce(x, 0) + 1 FROM pg_temp.golive_batch AS b\n'
        'WHERE (o."the day", o.code) = (b."the day", b.code);',
        "SELECT 'once each' WHERE EXISTS (SELECT FROM public.\"Or ders\" WHERE x IS DISTINCT FROM 1)",
        'UPDATE public."Or ders" SET x = NULL;',
        **BATCH | {"Batch": 'public."Or ders" by "the day", code in 10ms'},
    )
    with runner(database, folder) as run:
        assert run.deploy(folder.steps()[0]).rows_touched == 900
        run.revert(folder.steps()[0])


def test_walks_by_the_order_of_a_number(database: Dsn, folder: Any) -> None:
    """As text 99 stands behind 200: each row is walked once all the same."""
    query(database, "CREATE TABLE public.n AS SELECT n AS id, 0 AS x FROM generate_series(-900, 2000) AS n")
    query(database, "ALTER TABLE public.n ADD PRIMARY KEY (id)")
    step = "UPDATE public.n SET x = x {} 1 FROM pg_temp.golive_batch AS b WHERE b.id = n.id;"
    folder.step("0001_x", step.format("+"), "SELECT 'x' WHERE EXISTS (SELECT FROM public.n WHERE x <> 1)",
                step.format("-"), **BATCH | {"Batch": "public.n in 10ms"})  # fmt: skip
    with runner(database, folder) as run:
        assert run.deploy(folder.steps()[0]).rows_touched == 2901
        assert run.revert(folder.steps()[0]).rows_touched == 2901


def test_what_the_role_sets_for_its_sessions_does_not_reach_a_walk(shop: Dsn, folder: Any) -> None:
    """Keys are recorded as text, and read again; no limit but the header's ends a transaction or an idle session."""
    query(
        shop,
        "CREATE TABLE public.n (x float8 PRIMARY KEY, seen int NOT NULL DEFAULT 0);"
        "INSERT INTO public.n SELECT 1 + n / 1e9 FROM generate_series(1, 900) AS n",
    )
    folder.step(
        "0002_seen",
        "UPDATE public.n SET seen = seen + 1 FROM pg_temp.golive_batch AS b WHERE b.x = n.x;\nSELECT pg_sleep(0.6);",
        "SELECT 'once each' WHERE EXISTS (SELECT FROM public.n WHERE seen <> 1)",
        "UPDATE public.n SET seen = seen - 1 FROM pg_temp.golive_batch AS b WHERE b.x = n.x;",
        **BATCH | {"Batch": "public.n in 10ms"},
    )
    ((name, version),) = query(shop, "SELECT current_database(), current_setting('server_version_num')::int")
    odd = {"extra_float_digits": "-10", "idle_session_timeout": "300ms"}
    for key, value in (odd | ({"transaction_timeout": "500ms"} if version >= 170000 else {})).items():
        query(shop, f"ALTER DATABASE \"{name}\" SET {key} = '{value}'")
    with runner(shop, folder) as run:
        time.sleep(0.5)
        (_, step) = folder.steps()
        assert run.deploy(step).rows_touched == 900
        assert run.revert(step).rows_touched == 900


def test_what_is_written_behind_the_walk_is_found_by_another_round(shop: Dsn, folder: Any) -> None:
    late = "INSERT INTO public.shop SELECT -1 FROM pg_temp.golive_batch HAVING min(id) > 2000 ON CONFLICT DO NOTHING;\n"
    folder.step("0001_labels", DEPLOY.replace("ALTER", late + "ALTER"), VERIFY, REVERT, **BATCH)
    with runner(shop, folder) as run:
        result = run.deploy(folder.steps()[0])
    assert "rows were written behind it: walked again" in result.notes
    assert query(shop, "SELECT label FROM public.shop WHERE id = -1") == [("number -1",)]


def test_row_behind_the_walk_that_breaks_a_constraint_is_found_by_another_round(shop: Dsn, folder: Any) -> None:
    late = "INSERT INTO public.shop SELECT -1 FROM pg_temp.golive_batch HAVING min(id) > 2000 ON CONFLICT DO NOTHING;\n"
    closed = "ALTER TABLE public.shop ADD CONSTRAINT labelled CHECK (label IS NOT NULL);\n"
    folder.step("0001_labels", DEPLOY.replace("ALTER", late + closed + "ALTER"), VERIFY, REVERT, **BATCH)
    with runner(shop, folder) as run:
        result = run.deploy(folder.steps()[0])
    assert "rows were written behind it: walked again" in result.notes


AGES = """CREATE TABLE public.age (writes interval);
CREATE FUNCTION public.note_age() RETURNS trigger LANGUAGE plpgsql AS
  $$BEGIN INSERT INTO public.age SELECT clock_timestamp() - now(); RETURN NULL; END$$;
CREATE TRIGGER note_age AFTER UPDATE ON golive.ledger FOR EACH ROW EXECUTE FUNCTION public.note_age()"""


def test_transaction_that_writes_the_end_is_short_however_long_it_is_verified(shop: Dsn, folder: Any) -> None:
    slow = f"WITH nap AS MATERIALIZED (SELECT pg_sleep(1.2)), {VERIFY.replace('SELECT', 'claim AS (SELECT', 1)}"
    slow += ") SELECT claim.* FROM nap LEFT JOIN claim ON true WHERE claim IS NOT NULL"
    folder.step("0001_labels", DEPLOY.partition("ALTER")[0], slow, REVERT, **BATCH)
    folder.step("0000_ledger", "CREATE TABLE public.x ()", "SELECT 'x' WHERE to_regclass('public.x') IS NULL", "SELECT")
    with runner(shop, folder) as run:
        first, walks = folder.steps()
        run.deploy(first)
        query(shop, AGES)
        run.deploy(walks)
    assert query(shop, "SELECT max(writes) < interval '1 s' FROM public.age") == [(True,)]


def test_statements_of_a_batch_share_its_time(shop: Dsn, folder: Any) -> None:
    query(shop, "DELETE FROM public.shop WHERE id > 400")
    slow = DEPLOY.replace("ALTER", "SELECT pg_sleep(0.004) FROM pg_temp.golive_batch;\n" * 2 + "ALTER")
    folder.step("0001_labels", slow, VERIFY, REVERT, **BATCH)
    with runner(shop, folder) as run:
        result = run.deploy(folder.steps()[0])
    assert int(result.notes[0].split("the longest ")[1].split()[0]) < 1500  # 200 rows would have taken 1600


EXPECTS = """CREATE TABLE public.seen (expected int, keys int, jit text);
CREATE FUNCTION public.expected() RETURNS int LANGUAGE plpgsql AS $$
DECLARE plan json;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT JSON) SELECT FROM pg_temp.golive_batch' INTO plan;
  RETURN plan -> 0 -> 'Plan' -> 'Plan Rows';
END$$"""
ASKS = "INSERT INTO public.seen SELECT public.expected(), count(*), current_setting('jit') FROM pg_temp.golive_batch;\n"


def test_planner_knows_how_large_a_batch_is_and_compiles_none(shop: Dsn, folder: Any) -> None:
    query(shop, EXPECTS)
    folder.step("0001_labels", DEPLOY.replace("ALTER", ASKS + "ALTER"), VERIFY, REVERT, **BATCH)
    with runner(shop, folder) as run:
        run.deploy(folder.steps()[0])
    seen = query(shop, "SELECT expected, keys, jit FROM public.seen")
    assert len(seen) > 2
    assert all(1 / 3 <= expected / max(found, 1) <= 3 or found < 200 for expected, found, _ in seen), seen
    assert {jit for *_, jit in seen} == {"off"}


def test_row_in_use_is_waited_for_and_no_transaction_is_long(shop: Dsn, folder: Any) -> None:
    slow = DEPLOY.replace("'number ' || s.id", "left('number ' || s.id || pg_sleep(0.006)::text, 20)")
    query(shop, "UPDATE public.shop SET label = 'own' WHERE id > 400")
    folder.step("0001_labels", slow, VERIFY, REVERT, Lock_Timeout="100ms", **BATCH)
    with runner(shop, folder) as run, holding(shop, "SELECT FROM public.shop WHERE id = 7 FOR UPDATE") as other:
        threading.Timer(0.7, other.rollback).start()
        result = run.deploy(folder.steps()[0])
    assert result.attempts > 1
    longest = int(result.notes[0].split("the longest ")[1].split()[0])
    assert longest < 1500  # 900 ms for a statement, and a machine that is loaded


def test_rests_while_the_server_is_strained_and_goes_on_from_its_cursor(
    shop: Dsn, folder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (step,) = folder.steps()
    monkeypatch.setattr(walk, "SNAPSHOT_S", 0)
    monkeypatch.setattr(walk, "LOOK_S", 0)
    reading = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM public.shop"
    with (
        holding(shop, reading),
        runner(shop, folder, Patience(budget_s=1)) as run,
        pytest.raises(StepFailed, match=r"strained for 1 s: pid \d+ \(reporting\) keeps a snapshot of .* is recorded"),
    ):
        run.deploy(step)
    ((way, batches, walked),) = query(shop, "SELECT way, batches, rows_walked FROM golive.cursor")
    assert (way, batches) == ("there", 1)
    with runner(shop, folder) as run:
        assert run.deploy(step).rows_touched == ROWS * 3 // 4
    assert walked < ROWS


def test_tells_how_far_it_is(shop: Dsn, folder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(walk, "TELL_S", 0)
    query(shop, "ANALYZE public.shop")
    with runner(shop, folder) as run, progress(told.append):
        run.deploy(folder.steps()[0])
    assert re.fullmatch(r"0001_labels: [\d,]+ of about 4,000 rows, \d+ a second, about \d+ s left", told[0])


def test_walk_that_was_cut_off_is_taken_back_and_cannot_be_edited(shop: Dsn, folder: Any) -> None:
    before = state(shop)
    failing = DEPLOY.replace("'number ' || s.id", "'number ' || s.id / (CASE WHEN s.id > 3000 THEN 0 ELSE 1 END)")
    folder.step("0001_labels", failing, VERIFY, REVERT, **BATCH)
    (step,) = folder.steps()
    with runner(shop, folder) as run:
        with pytest.raises(StepFailed, match="22012 division by zero") as failed:
            run.deploy(step)
        assert "it goes on where it came to; or take it back" in str(failed.value)
        assert state(shop) != before
        assert run.standing() == (step,)
    folder.step("0001_labels", DEPLOY, VERIFY, REVERT, **BATCH)
    with runner(shop, folder) as run, pytest.raises(StepEdited):
        run.deploy(folder.steps()[0])
    folder.step("0001_labels", failing, VERIFY, REVERT, **BATCH)
    with runner(shop, folder) as run:
        run.revert(folder.steps()[0])
    assert state(shop) == before


def test_walk_back_that_takes_nothing_back_is_refused(shop: Dsn, folder: Any) -> None:
    nothing = "UPDATE public.shop AS s SET label = s.label FROM pg_temp.golive_batch AS b WHERE b.id = s.id;"
    folder.step("0001_labels", DEPLOY, VERIFY, nothing, **BATCH)
    with runner(shop, folder) as run:
        run.deploy(folder.steps()[0])
        with pytest.raises(StepFailed, match=r"changed nothing that verify\.sql can see"):
            run.revert(folder.steps()[0])


@pytest.mark.parametrize(
    ("fields", "deploy", "said"),
    [
        ({"Batch": "public.shop; x"}, DEPLOY, "the form is 'public.orders'"),
        ({"Transaction": "one"}, DEPLOY, "go together"),
        ({}, "UPDATE public.shop SET label = 'x';", r"no statement names pg_temp\.golive_batch"),
        ({}, DEPLOY + "UPDATE public.shop SET label = (SELECT 'x' FROM golive_batch);", "ALTER TABLE … stands between"),
    ],
)
def test_header_and_statements_that_do_not_fit(folder: Any, fields: dict[str, str], deploy: str, said: str) -> None:
    folder.step("0001_labels", deploy, VERIFY, REVERT, **BATCH | fields)
    with pytest.raises(WrongUse, match=said):
        folder.steps()


@pytest.mark.parametrize("batch", ["public.gone", "public.loose", "public.shop by label"])
def test_table_without_a_key_is_refused(shop: Dsn, folder: Any, batch: str) -> None:
    query(shop, "CREATE TABLE public.loose (id int)")
    folder.step("0001_labels", DEPLOY, VERIFY, REVERT, **BATCH | {"Batch": batch})
    with runner(shop, folder) as run, pytest.raises(StepFailed, match="Batch walks public"):
        run.deploy(folder.steps()[0])


def test_pace_stays_near_its_time_and_within_its_bounds() -> None:
    pace = Pace(100)
    for _ in range(20):
        pace.took(pace.rows, 10)
    assert pace.rows == MOST
    for _ in range(20):
        pace.took(pace.rows, 300)
    assert pace.rows == FEW
    for _ in range(20):
        pace.failed()
    assert (pace.rows, pace.limit_ms) == (LEAST, None)
    for ms in (60, 150, 300, 390, 99):  # each about as slow as the one before: it is not the rows that are slow
        pace.took(pace.rows, ms)
    assert pace.rows == 17
    pace.took(pace.rows, 800)
    assert pace.rows == 5
    pace.rows = 1000
    pace.took(10, 1)  # the last batch says nothing of how fast a full one is
    assert pace.rows == 1000


# Killed

PROGRAM = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from golive.migrate.runner import Runner
    from golive.model.step import load_steps
    from golive.model.target import Dsn
    with Runner(Dsn(sys.argv[1]), "shop", load_steps(Path(sys.argv[2]))) as run:
        for step in run.steps:
            run.deploy(step) if sys.argv[3] == "deploy" else run.revert(step)
    """
)


def killed(dsn: Dsn, folder: Any, way: str, after: float) -> bool:
    """A run in a process of its own, killed so many seconds after its first batch; whether it was still at work."""
    child = subprocess.Popen([sys.executable, "-c", PROGRAM, dsn.reveal(), str(folder.path), way])
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        while child.poll() is None:
            try:
                seen = connection.execute("SELECT batches FROM golive.cursor WHERE way = %s", [way_of(way)]).fetchone()
            except psycopg.errors.UndefinedTable:
                seen = None
            if seen is not None:
                break
            time.sleep(0.002)
    time.sleep(after)
    alive = child.poll() is None
    child.kill()
    child.wait()
    return alive


def way_of(way: str) -> str:
    return "there" if way == "deploy" else "back"


def converges(shop: Dsn, folder: Any, seed: int) -> int:
    """Kills there and back, in any order; how many runs were cut off."""
    chance = random.Random(seed)  # the points of interruption, the same each time
    before, (step,) = state(shop), folder.steps()
    with runner(shop, folder) as run:
        began = time.monotonic()
        run.deploy(step)
        took = time.monotonic() - began
        after = state(shop)
        run.revert(step)
    assert state(shop) == before
    cut = 0
    for way in [chance.choice(["deploy", "deploy", "revert"]) for _ in range(4)]:
        with runner(shop, folder) as run:
            stands = step in run.standing()
        if way == "deploy" or stands:
            cut += killed(shop, folder, way, chance.random() * took)
    with runner(shop, folder) as run:
        run.deploy(step)
        assert state(shop) == after
        run.revert(step)
        assert state(shop) == before
    return cut


def test_killed_there_and_back_it_converges(shop: Dsn, folder: Any) -> None:
    assert converges(shop, folder, 1) >= 1


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(200))
def test_killed_anywhere_it_converges(shop: Dsn, folder: Any, seed: int) -> None:
    """800 kills, four a case."""
    converges(shop, folder, 100 + seed)


def test_walk_by_hand(shop: Dsn, folder: Any) -> None:
    """The script for psql walks as well, there and back, and again after it was cut off."""
    before, (step,) = state(shop), folder.steps()
    deploy, revert = ("\n".join([opening(), part("shop", step)]) for part in (deploying, reverting))
    assert psql(shop, deploy.partition("\\gexec")[0]) == 3
    assert query(shop, "SELECT state FROM golive.ledger") == [("started",)]
    assert psql(shop, deploy) == 0
    assert query(shop, "SELECT state FROM golive.ledger") == [("deployed",)]
    assert query(shop, "SELECT count(*) FROM public.shop WHERE label LIKE 'number %'") == [(ROWS * 3 // 4,)]
    assert psql(shop, revert) == 0
    assert state(shop) == before


def psql(dsn: Dsn, script: str) -> int:
    program = shutil.which("psql") or str(find_binaries("embedded").program("psql"))
    called = [program, "-X", "-q", "-d", dsn.reveal()]
    return subprocess.run(called, input=script, text=True, stdout=subprocess.DEVNULL, check=False).returncode
