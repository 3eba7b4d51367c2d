"""A run that vanished is ended and followed; when it wakes up, it changes nothing."""

import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from golive.migrate.lease import Lease, Patience
from golive.migrate.runner import Runner
from golive.model.failures import RunnerBusy
from golive.model.target import Dsn

HASTE = Patience(budget_s=20, busy_s=0.5, stale_s=1.0, beat_s=0.2)
PROGRAM = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from golive.migrate.lease import Patience
    from golive.migrate.runner import Runner
    from golive.model.step import load_steps
    from golive.model.target import Dsn
    with Runner(Dsn(sys.argv[1]), "shop", load_steps(Path(sys.argv[2])), Patience(beat_s=0.2)) as run:
        for step in run.steps:
            run.deploy(step)
            print(step.name, flush=True)
            sys.stdin.readline()
    """
)
# Long while public.slow has a row: so the run that follows is not.
SLOWLY = "SELECT pg_sleep(60) WHERE EXISTS (SELECT FROM public.slow)"
TABLE = ("CREATE TABLE public.item AS SELECT n AS id, NULL::text AS label FROM generate_series(1, 600) AS n;"
         "ALTER TABLE public.item ADD PRIMARY KEY (id);", "SELECT 'there' WHERE to_regclass('public.item') IS NULL",
         "DROP TABLE public.item;")  # fmt: skip
LABELS = "SELECT count(label), count(DISTINCT label), count(*) FROM public.item"


@pytest.fixture
def shop(database: Dsn) -> Dsn:
    query(database, "CREATE TABLE public.slow AS SELECT 1")
    return database


def query(dsn: Dsn, text: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        cursor = connection.execute(text)
        return cursor.fetchall() if cursor.description else []


def until(dsn: Dsn, text: str) -> None:
    for _ in range(1500):
        if query(dsn, text) != [(False,)]:
            return
        time.sleep(0.02)
    raise AssertionError(text)


@contextmanager
def stopped(dsn: Dsn, folder: Any, when: str, done: int = 0) -> Iterator[subprocess.Popen[str]]:
    """A run in a process of its own, stopped after so many steps, or when the database says so."""
    words = [sys.executable, "-c", PROGRAM, dsn.reveal(), str(folder.path)]
    child = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdin
    assert child.stdout
    try:
        for _ in range(done):
            child.stdout.readline()
            if when:
                child.stdin.write("\n")
                child.stdin.flush()
        if when:
            until(dsn, when)
        child.send_signal(signal.SIGSTOP)
        yield child
    finally:
        child.kill()
        child.communicate()


def taken_over(dsn: Dsn, folder: Any) -> list[str]:
    """The whole migration by another run; what it says of the one before it."""
    query(dsn, "DELETE FROM public.slow")
    with Runner(dsn, "shop", folder.steps(), HASTE) as run:
        return [note for step in run.steps for note in run.deploy(step).notes]


def woken(child: subprocess.Popen[str]) -> str:
    """What a run says of itself when it goes on after that."""
    child.send_signal(signal.SIGCONT)
    _, said = child.communicate("\n" * 9, timeout=60)
    assert child.returncode == 1
    return said


def state(dsn: Dsn) -> list[tuple[Any, ...]]:
    rows = query(dsn, "SELECT step, state, started_at, finished_at, rows_touched FROM golive.ledger ORDER BY step")
    return rows + query(dsn, "SELECT id, label FROM public.item ORDER BY id") + query(dsn, "TABLE public.slow")


def label(folder: Any, statement: str, **fields: str) -> None:
    verify = "SELECT 'every label' WHERE EXISTS (SELECT FROM public.item WHERE label IS NULL)"
    folder.step("0002_labels", statement, verify, "UPDATE public.item SET label = NULL;", **fields)


SLEEPS = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep%')"
WAYS = {
    "between steps": "",
    "in a transaction": SLEEPS,
    "in a walk": "SELECT to_regclass('golive.cursor') IS NOT NULL",
}


@pytest.mark.parametrize("way", WAYS)
def test_stopped_run_is_followed_and_changes_nothing_when_it_wakes(shop: Dsn, folder: Any, way: str) -> None:
    folder.step("0001_table", *TABLE)
    each = "UPDATE public.item AS i SET label = 'number ' || i.id"
    if way == "in a walk":
        query(shop, "CREATE FUNCTION public.rest() RETURNS text STABLE LANGUAGE sql RETURN"
                    " (SELECT pg_sleep(0.1)::text WHERE EXISTS (SELECT FROM public.slow))")  # fmt: skip
        label(folder, f"{each} || coalesce(public.rest(), '') FROM pg_temp.golive_batch AS b WHERE b.id = i.id;\n",
              Phase="backfill", Transaction="batches", Batch="public.item in 10ms")  # fmt: skip
    else:
        label(folder, f"{each};\n{SLOWLY if WAYS[way] else ''};\n", Phase="backfill")
    with stopped(shop, folder, WAYS[way], 1) as child:
        notes = taken_over(shop, folder)
        assert sum("was ended with" in note for note in notes) == 1
        assert query(shop, LABELS) == [(600, 600, 600)]
        before = state(shop)
        assert "was lost" in woken(child)
        assert state(shop) == before


def test_stopped_during_a_concurrent_build(shop: Dsn, folder: Any) -> None:
    folder.step("0001_table", *TABLE)
    valid = ("coalesce((SELECT indisvalid FROM pg_catalog.pg_index"
             " WHERE indexrelid = to_regclass('public.item_label')), false)")  # fmt: skip
    folder.step("0002_index", "CREATE INDEX CONCURRENTLY item_label ON public.item (label);",
                f"SELECT 'x' WHERE NOT {valid}",
                "DROP INDEX CONCURRENTLY public.item_label;", Transaction="none")  # fmt: skip
    folder.step("0003_more", "INSERT INTO public.item VALUES (601);", "SELECT 'one' WHERE NOT EXISTS"
                " (SELECT FROM public.item WHERE id = 601)", "DELETE FROM public.item WHERE id = 601;")  # fmt: skip
    with psycopg.connect(shop.reveal()) as reading:
        reading.execute("SELECT FROM public.slow")
        with Runner(shop, "shop", folder.steps()[:1]) as run:
            run.deploy(run.steps[0])
        reading.execute("LOCK TABLE public.item IN ROW EXCLUSIVE MODE")
        with stopped(shop, folder, "SELECT to_regclass('public.item_label') IS NOT NULL", 1) as child:
            reading.rollback()
            notes = taken_over(shop, folder)
            assert [note for note in notes if "INVALID" in note or "valid, and defined so" in note]
            before = state(shop)
            assert "was lost" in woken(child)
            assert state(shop) == before
            assert query(shop, f"SELECT {valid}") == [(True,)]


TOOL = textwrap.dedent(
    """
    import os, sys, time, psycopg
    with psycopg.connect(os.environ["URL"], autocommit=True, **dict(each.split("=") for each in sys.argv[1:])) as tool:
        tool.execute("CREATE TABLE IF NOT EXISTS public.item (id int PRIMARY KEY, label text)")
        tool.execute("SELECT pg_sleep(60) WHERE EXISTS (SELECT FROM public.slow)")
        tool.execute("INSERT INTO public.item VALUES ((SELECT count(*) FROM public.item), 'done')")
    """
)


def tool(folder: Any, *words: str) -> None:
    folder.write("tool.py", TOOL)
    argv = ", ".join(f'"{word}"' for word in (sys.executable, "tool.py", *words))
    folder.write("steps/0001_tool/command.toml", 'why = "x"\nphase = "schema"\nlocks = "none"\nrequires = []\n'
                 f'dsn_variable = "URL"\ntimeout = "90s"\nargv = [{argv}]\n')  # fmt: skip
    folder.write("steps/0001_tool/verify.sql", "SELECT 'done' WHERE to_regclass('public.item') IS NULL OR"
                 " pg_catalog.query_to_xml('TABLE public.item', true, false, '')::text NOT LIKE '%row%'")  # fmt: skip


def test_a_program_of_a_stopped_run_is_ended_with_it(shop: Dsn, folder: Any) -> None:
    tool(folder)
    with stopped(shop, folder, SLEEPS) as child:
        notes = taken_over(shop, folder)
        assert sum("was ended with 4 sessions" in note for note in notes) == 1
        before = state(shop)
        assert "exit code 1" in woken(child)
        assert state(shop) == before
        assert query(shop, LABELS) == [(1, 1, 1)]


def test_a_program_that_does_not_carry_the_name_of_its_run_is_not_followed(shop: Dsn, folder: Any) -> None:
    tool(folder, "application_name=tool")
    with stopped(shop, folder, SLEEPS):
        with pytest.raises(RunnerBusy, match="a program that it started carries no name of the run") as refused:
            taken_over(shop, folder)
        assert "has ended, then SELECT pg_terminate_backend(" in str(refused.value)
        assert query(shop, SLEEPS) == [(True,)]  # it was left alone


@pytest.mark.parametrize("runs", [4, *(pytest.param(one, marks=pytest.mark.deep) for one in (2, 8, 16, 32))])
def test_of_runs_that_begin_at_once_each_step_is_done_once(shop: Dsn, folder: Any, runs: int) -> None:
    folder.step("0001_table", *TABLE)
    label(folder, "UPDATE public.item AS i SET label = coalesce(i.label, '') || i.id FROM pg_temp.golive_batch AS b"
                  " WHERE b.id = i.id;\n", Phase="backfill", Transaction="batches",
          Batch="public.item in 10ms")  # fmt: skip
    folder.step("0003_more", "INSERT INTO public.slow VALUES (2);", "SELECT 'x' WHERE NOT EXISTS"
                " (SELECT FROM public.slow OFFSET 1)", "DELETE FROM public.slow;", Phase="seeds")  # fmt: skip
    words = [sys.executable, "-c", PROGRAM, shop.reveal(), str(folder.path)]
    every = [subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(runs)]
    said = [one.communicate("\n" * 9, timeout=300)[1] for one in every]
    assert sum(one.returncode == 0 for one in every) >= 1
    assert all("is migrating this database" in told for one, told in zip(every, said, strict=True) if one.returncode)
    assert query(shop, "SELECT id, label FROM public.item WHERE label <> id::text LIMIT 5") == []
    assert query(shop, "SELECT count(*) FROM public.slow") == [(2,)]
    assert query(shop, "SELECT DISTINCT state FROM golive.ledger") == [("deployed",)]


def test_what_a_killed_run_left_at_work_is_ended_before_the_next_begins(shop: Dsn) -> None:
    with psycopg.connect(shop.reveal(), autocommit=True, application_name="golive 0123456789ab command") as left:
        with Lease(shop, HASTE) as lease:
            assert lease.notes == [
                f"pid {left.info.backend_pid} (golive 0123456789ab command), left by a run that is gone, was ended"
            ]
        with pytest.raises(psycopg.OperationalError):
            left.execute("SELECT 1")


def test_who_may_not_end_it_is_told_the_grant(shop: Dsn) -> None:
    query(shop, "CREATE ROLE vt_first LOGIN PASSWORD 'x'; CREATE ROLE vt_second LOGIN PASSWORD 'x'")
    first, second = (Dsn.of(**{**shop.fields, "user": f"vt_{one}", "password": "x"}) for one in ("first", "second"))
    try:
        with Lease(first, Patience(beat_s=600)) as silent:
            time.sleep(1.2)
            with pytest.raises(RunnerBusy, match="seen by a role that has pg_read_all_stats and pg_signal_backend"):
                Lease(second, HASTE).__enter__()
            query(shop, "GRANT pg_read_all_stats TO vt_second")
            with pytest.raises(RunnerBusy, match='GRANT pg_signal_backend, pg_read_all_stats TO "vt_second"'):
                Lease(second, HASTE).__enter__()
            query(shop, "GRANT pg_signal_backend TO vt_second")
            with Lease(second, HASTE) as lease:
                assert len(lease.notes) == 1
            with pytest.raises(psycopg.OperationalError):
                silent.session.execute("SELECT 1")
    finally:
        query(shop, "DROP ROLE vt_first, vt_second")


def test_a_run_that_is_busy_for_long_is_left_alone(shop: Dsn) -> None:
    with Lease(shop, HASTE) as first:
        time.sleep(4)
        with pytest.raises(RunnerBusy, match="is migrating this database"):
            Lease(shop, replace(HASTE, stale_s=3)).__enter__()
        assert first.session.execute("SELECT 1").fetchone() == (1,)
