"""Steps run once, in order, alone, and only what verifies stays."""

import os
import signal
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

from golive.migrate.runner import Outcome, Patience, Runner
from golive.model.errors import WrongUse
from golive.model.failures import ConsentNeeded, RunnerBusy, StepEdited, StepFailed
from golive.model.target import Dsn

HASTE = Patience(budget_s=3, first_pause_s=0.02, longest_pause_s=0.1, busy_s=0.2, beat_s=0.2)
INDEX_STEP = {
    "deploy": "CREATE INDEX CONCURRENTLY item_label ON public.item (label);\n",
    "verify": "SELECT 'item_label is valid' WHERE NOT coalesce((SELECT indisvalid FROM pg_catalog.pg_index"
    " WHERE indexrelid = to_regclass('public.item_label')), false)",
    "revert": "DROP INDEX CONCURRENTLY public.item_label;",
}


def runner(database: Dsn, folder: Any, patience: Patience = HASTE) -> Runner:
    return Runner(database, "shop", folder.steps(), patience)


def query(database: Dsn, text: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        cursor = connection.execute(text)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def holding(database: Dsn, lock: str) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """Somebody else's transaction that holds a lock."""
    with psycopg.connect(database.reveal(), application_name="reporting") as connection:
        connection.execute(lock)
        yield connection
        connection.rollback()


def test_a_step_runs_once(database: Dsn, folder: Any) -> None:
    folder.table_step()
    with runner(database, folder) as run:
        (step,) = run.pending()
        first = run.deploy(step)
        assert (first.outcome, first.rows_touched, first.attempts) == (Outcome.DEPLOYED, 2, 1)
        assert ("public.item", "AccessExclusiveLock") in first.locks
        assert run.pending() == ()
        second = run.deploy(step)
        assert (second.outcome, second.rows_touched) == (Outcome.ALREADY, 0)


def test_broken_sql_leaves_nothing(database: Dsn, folder: Any) -> None:
    folder.step(
        "0001_first",
        "CREATE TABLE public.t ();\n\nINSERT INTO public.t (nothing)\n  VALUES (1);\n",
        "SELECT 'no table' WHERE to_regclass('public.t') IS NULL",
        "DROP TABLE public.t;",
    )
    with runner(database, folder) as run, pytest.raises(StepFailed) as caught:
        run.deploy(folder.steps()[0])
    assert "deploy.sql:8" in caught.value.place
    assert '42703 column "nothing" of relation "t" does not exist' in str(caught.value)
    assert query(database, "SELECT to_regclass('public.t'), to_regnamespace('golive')") == [(None, None)]


def test_values_of_rows_stay_out_of_messages(database: Dsn, folder: Any) -> None:
    folder.table_step()
    folder.step("0002_again", "INSERT INTO public.item VALUES (1, 'hush');", "SELECT 'x'", "DELETE FROM public.item;")
    with runner(database, folder) as run:
        run.deploy(folder.steps()[0])
        with pytest.raises(StepFailed, match=r"23505 .* \(constraint item_pkey\)") as caught:
            run.deploy(folder.steps()[1])
    assert "hush" not in str(caught.value)
    assert "(1)" not in str(caught.value)


def test_what_does_not_verify_does_not_stay(database: Dsn, folder: Any) -> None:
    folder.step("0001_first", "CREATE TABLE public.t ();", "SELECT 'the table has a key'", "DROP TABLE public.t;")
    with runner(database, folder) as run, pytest.raises(StepFailed) as caught:
        run.deploy(folder.steps()[0])
    assert caught.value.claims == ("the table has a key",)
    assert query(database, "SELECT to_regclass('public.t')") == [(None,)]


def test_verify_may_not_write(database: Dsn, folder: Any) -> None:
    folder.step(
        "0001_first",
        "CREATE TABLE public.t (a int);",
        "WITH w AS (INSERT INTO public.t VALUES (1) RETURNING 1) SELECT 'x' FROM w WHERE false",
        "DROP TABLE public.t;",
    )
    with runner(database, folder) as run, pytest.raises(StepFailed, match="25006"):
        run.deploy(folder.steps()[0])


def test_a_deferred_constraint_speaks_before_the_verdict(database: Dsn, folder: Any) -> None:
    folder.step(
        "0001_first",
        "CREATE TABLE public.a (id int PRIMARY KEY);\n"
        "CREATE TABLE public.b (a int REFERENCES public.a DEFERRABLE INITIALLY DEFERRED);\n"
        "INSERT INTO public.b VALUES (7);\n",
        "SELECT 'x' WHERE to_regclass('public.b') IS NULL",
        "DROP TABLE public.b, public.a;",
    )
    with runner(database, folder) as run, pytest.raises(StepFailed, match="23503"):
        run.deploy(folder.steps()[0])


def test_a_role_taken_on_in_a_step_ends_with_it(database: Dsn, folder: Any) -> None:
    role = f"owner_{database.name}"
    query(database, f"CREATE ROLE {role} NOLOGIN; GRANT CREATE ON SCHEMA public TO {role}")
    try:
        folder.step(
            "0001_first",
            f"SET LOCAL ROLE {role};\nSET LOCAL search_path = public;\nCREATE TABLE t ();\n",
            "SELECT 'x' WHERE to_regclass('public.t') IS NULL OR current_schema() <> 'pg_catalog'",
            "DROP TABLE public.t;",
        )
        with runner(database, folder) as run:
            run.deploy(folder.steps()[0])
        assert query(database, "SELECT role FROM golive.ledger") == [("postgres",)]
        assert query(database, "SELECT relowner::regrole::text FROM pg_class WHERE relname = 't'") == [(role,)]
    finally:
        query(database, f"DROP OWNED BY {role}; DROP ROLE {role}")


def test_what_is_in_place_is_recorded_and_not_run(database: Dsn, folder: Any) -> None:
    folder.table_step()
    query(database, "CREATE TABLE public.item AS SELECT generate_series(1, 2) AS id")
    with runner(database, folder) as run:
        assert run.deploy(folder.steps()[0]).outcome is Outcome.FOUND
        assert run.rows()["0001_table"].found
        run.revert(folder.steps()[0])
    assert query(database, "SELECT count(*) FROM public.item") == [(2,)]


def test_an_edited_step_is_refused(database: Dsn, folder: Any) -> None:
    folder.table_step()
    with runner(database, folder) as run:
        run.deploy(folder.steps()[0])
    folder.table_step(Why="Another reason.")
    with (
        runner(database, folder) as run,
        pytest.raises(StepEdited, match=r"was deployed as .* its files are now"),
    ):
        run.deploy(folder.steps()[0])


def test_a_step_of_the_ledger_without_a_folder_is_refused(database: Dsn, folder: Any) -> None:
    folder.table_step()
    with runner(database, folder) as run:
        run.deploy(folder.steps()[0])
    with pytest.raises(WrongUse, match="'0001_table' of shop is deployed here"), Runner(database, "shop", ()):
        pass
    with Runner(database, "another", ()) as run:
        assert run.pending() == ()


def test_a_deployed_step_must_still_hold(database: Dsn, folder: Any) -> None:
    folder.table_step()
    with runner(database, folder) as run:
        run.deploy(folder.steps()[0])
        query(database, "DELETE FROM public.item WHERE id = 2")
        with pytest.raises(StepFailed, match="does not hold any more"):
            run.deploy(folder.steps()[0])


def test_what_a_step_requires_comes_first(database: Dsn, folder: Any) -> None:
    folder.table_step()
    folder.step("0002_next", "ALTER TABLE public.item ADD x int;", "SELECT 'x'", "SELECT 1;", Requires="0001_table")
    with (
        runner(database, folder) as run,
        pytest.raises(StepFailed, match="requires 0001_table, which is not deployed"),
    ):
        run.deploy(folder.steps()[1])


def test_two_runs_at_once(database: Dsn, folder: Any) -> None:
    folder.table_step()
    with (
        runner(database, folder),
        pytest.raises(RunnerBusy, match=r"pid \d+ \(application 'golive \w+ lock'.* is migrating"),
        runner(database, folder),
    ):
        pass


def test_a_lock_is_asked_for_again(database: Dsn, folder: Any) -> None:
    folder.table_step()
    folder.step(
        "0002_column",
        "ALTER TABLE public.item ADD COLUMN price int;",
        "SELECT 'item has a price' WHERE NOT EXISTS (SELECT FROM pg_attribute WHERE attname = 'price')",
        "ALTER TABLE public.item DROP COLUMN price;",
        Lock_Timeout="50ms",
    )
    with runner(database, folder) as run:
        run.deploy(folder.steps()[0])
        with holding(database, "SELECT * FROM public.item") as other:
            threading.Timer(0.5, other.rollback).start()
            result = run.deploy(folder.steps()[1])
    assert result.attempts > 1
    assert 30 <= result.longest_wait_ms < 500


def test_a_lock_that_never_comes_names_who_holds_it(database: Dsn, folder: Any) -> None:
    folder.table_step()
    folder.step(
        "0002_column",
        "ALTER TABLE public.item ADD COLUMN price int;",
        "SELECT 'x'",
        "SELECT 1;",
        Lock_Timeout="50ms",
    )
    with runner(database, folder, Patience(0.5, 0.02, 0.1, 0.2)) as run:
        run.deploy(folder.steps()[0])
        with (
            holding(database, "SELECT * FROM public.item"),
            pytest.raises(
                StepFailed, match=r"55P03 .* in \d+ attempts within the budget; in the way: pid \d+ reporting"
            ),
        ):
            run.deploy(folder.steps()[1])


def test_no_statement_outlives_its_budget(database: Dsn, folder: Any) -> None:
    folder.step("0001_slow", "SELECT pg_sleep(60);", "SELECT 'x'", "SELECT 1;", Statement_Timeout="100ms")
    with runner(database, folder) as run, pytest.raises(StepFailed, match="57014"):
        run.deploy(folder.steps()[0])


def test_a_lost_connection_is_said(database: Dsn, folder: Any) -> None:
    folder.step("0001_end", "SELECT pg_terminate_backend(pg_backend_pid());", "SELECT 'x'", "SELECT 1;")
    with runner(database, folder) as run, pytest.raises(StepFailed, match="the connection was lost"):
        run.deploy(folder.steps()[0])


def test_a_lost_lock_stops_before_the_commit(database: Dsn, folder: Any) -> None:
    folder.step(
        "0001_end",
        "CREATE TABLE public.t ();\n"
        "SELECT pg_terminate_backend(l.pid) FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database\n"
        "WHERE l.locktype = 'advisory' AND d.datname = current_database() AND l.pid <> pg_backend_pid();\n"
        "SELECT pg_sleep(0.2);\n",
        "SELECT 'x' WHERE to_regclass('public.t') IS NULL",
        "DROP TABLE public.t;",
    )
    with pytest.raises(StepFailed, match="lock of this run was lost"), runner(database, folder) as run:
        run.deploy(folder.steps()[0])
    assert query(database, "SELECT to_regclass('public.t')") == [(None,)]


# Steps without a transaction


def test_an_index_is_built_without_a_transaction(database: Dsn, folder: Any) -> None:
    folder.table_step()
    folder.step("0002_index", **INDEX_STEP, Transaction="none")
    with runner(database, folder) as run:
        for step in folder.steps():
            run.deploy(step)
        assert run.deploy(folder.steps()[1]).outcome is Outcome.ALREADY
        run.revert(folder.steps()[1])
        assert run.deploy(folder.steps()[1]).outcome is Outcome.DEPLOYED


def test_an_invalid_index_is_built_again(database: Dsn, folder: Any) -> None:
    folder.table_step()
    folder.step("0002_index", **INDEX_STEP, Transaction="none")
    with runner(database, folder) as run:
        run.deploy(folder.steps()[0])
        query(database, "CREATE INDEX item_label ON public.item (label)")
        query(
            database,
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'public.item_label'::regclass",
        )
        result = run.deploy(folder.steps()[1])
    assert result.notes == ("dropped the INVALID index public.item_label of a build that was cut off",)


def test_a_build_that_fails_leaves_no_invalid_index(database: Dsn, folder: Any) -> None:
    folder.table_step()
    folder.step(
        "0002_index",
        INDEX_STEP["deploy"].replace("INDEX", "UNIQUE INDEX").replace("(label)", "((1))"),
        INDEX_STEP["verify"],
        INDEX_STEP["revert"],
        Transaction="none",
    )
    with runner(database, folder) as run:
        run.deploy(folder.steps()[0])
        with pytest.raises(StepFailed, match="23505"):
            run.deploy(folder.steps()[1])
    assert query(database, "SELECT to_regclass('public.item_label')") == [(None,)]
    assert query(database, "SELECT state FROM golive.ledger WHERE step = '0002_index'") == [("started",)]


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ("CREATE INDEX item_label ON public.item (label)", None),
        ("CREATE INDEX item_label ON public.item (label, id)", "is there with another definition"),
        ("CREATE UNIQUE INDEX item_label ON public.item (label)", "is there with another definition"),
        ("CREATE INDEX item_label ON public.item (label) WHERE id > 0", "is there with another definition"),
        ("CREATE INDEX item_label ON public.item (label DESC)", "is there with another definition"),
    ],
)
def test_a_repair_takes_only_what_it_would_have_built(database: Dsn, folder: Any, there: str, said: str | None) -> None:
    """The step was cut off after its first statement; the second fails until the way is free."""
    folder.table_step()
    verify = "SELECT 'flag' WHERE to_regclass('public.flag') IS NULL"
    flag = "CREATE TABLE public.flag AS SELECT 1 / count(*) AS x FROM public.ready;\n"
    deploy = INDEX_STEP["deploy"] + flag
    folder.step("0002_index", deploy, verify, "DROP TABLE public.flag;", Transaction="none")
    query(database, "CREATE TABLE public.ready ()")
    with runner(database, folder) as run:
        run.deploy(folder.steps()[0])
        with pytest.raises(StepFailed, match="22012 division by zero"):
            run.deploy(folder.steps()[1])
        query(database, f"INSERT INTO public.ready DEFAULT VALUES; DROP INDEX public.item_label; {there}")
        if said:
            with pytest.raises(StepFailed, match=said):
                run.deploy(folder.steps()[1])
        else:
            result = run.deploy(folder.steps()[1])
            assert result.notes == ("index public.item_label is there, valid, and defined so",)


def test_a_label_of_an_enum_is_recognised(database: Dsn, folder: Any) -> None:
    query(database, "CREATE TYPE public.kind AS ENUM ('a')")
    query(database, "CREATE TABLE public.ready ()")
    folder.step(
        "0001_label",
        "ALTER TYPE public.kind ADD VALUE 'b''c';\n"
        "CREATE TABLE public.flag AS SELECT 1 / count(*) AS x FROM public.ready;\n",
        "SELECT 'flag' WHERE to_regclass('public.flag') IS NULL",
        "DROP TABLE public.flag;",
        Transaction="none",
        Residue="the label",
    )
    with runner(database, folder) as run:
        with pytest.raises(StepFailed, match="22012"):
            run.deploy(folder.steps()[0])
        query(database, "INSERT INTO public.ready DEFAULT VALUES")
        assert run.deploy(folder.steps()[0]).notes == ("public.kind has the label",)


# Killed


def killed_during(database: Dsn, folder: Any, statement: str) -> None:
    """A run in a process of its own, killed with SIGKILL as soon as its statement shows on the server."""
    program = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from golive.migrate.runner import Runner
        from golive.model.step import load_steps
        from golive.model.target import Dsn
        with Runner(Dsn(sys.argv[1]), "shop", load_steps(Path(sys.argv[2]))) as run:
            for step in run.pending():
                run.deploy(step)
        """
    )
    child = subprocess.Popen([sys.executable, "-c", program, database.reveal(), str(folder.path)])
    seen = "SELECT query FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
    until = time.monotonic() + 10
    while not any(row[0].startswith(statement) for row in query(database, seen)) and time.monotonic() < until:
        time.sleep(0.02)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()


def test_killed_inside_a_transaction_nothing_stays(database: Dsn, folder: Any) -> None:
    folder.step(
        "0001_slow",
        "CREATE TABLE public.t ();\n"
        "SELECT pg_sleep(CASE WHEN to_regclass('public.fast') IS NULL THEN 30 ELSE 0 END);\n",
        "SELECT 'no table' WHERE to_regclass('public.t') IS NULL",
        "DROP TABLE public.t;",
    )
    killed_during(database, folder, "SELECT pg_sleep")
    query(database, "CREATE TABLE public.fast ()")
    began = time.monotonic()
    with runner(database, folder, Patience(busy_s=2)) as run:
        assert query(database, "SELECT to_regclass('public.t')") == [(None,)]
        assert run.deploy(folder.steps()[0]).outcome is Outcome.DEPLOYED
    assert time.monotonic() - began < 2  # the server noticed the kill within its check interval


def test_killed_during_a_concurrent_build_the_next_run_repairs(database: Dsn, folder: Any) -> None:
    folder.table_step()
    folder.step("0002_index", **INDEX_STEP, Transaction="none")
    with runner(database, folder) as run:
        run.deploy(folder.steps()[0])
    # The build waits for this older transaction, which has written to the table.
    with holding(database, "UPDATE public.item SET label = 'c' WHERE id = 1"):
        killed_during(database, folder, "CREATE INDEX CONCURRENTLY")
        assert query(database, "SELECT state FROM golive.ledger WHERE step = '0002_index'") == [("started",)]
        time.sleep(0.4)
    assert query(database, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'public.item_label'::regclass") == [
        (False,)
    ]
    with runner(database, folder, Patience(busy_s=2)) as run:
        result = run.deploy(folder.steps()[1])
    assert result.outcome is Outcome.DEPLOYED
    assert "dropped the INVALID index" in result.notes[0]


# Reverting


def test_revert_counts_what_it_loses(database: Dsn, folder: Any) -> None:
    folder.table_step(Loses="SELECT count(*) FROM public.item")
    with runner(database, folder) as run:
        (step,) = folder.steps()
        run.deploy(step)
        with pytest.raises(ConsentNeeded, match="reverting it loses 2 rows"):
            run.revert(step)
        with pytest.raises(ConsentNeeded, match=r"loses 2 rows \(0001_table 2\)"):
            run.revert_all()
        assert run.revert(step, consent=True).outcome is Outcome.REVERTED
        assert run.pending() == (step,)
        assert run.deploy(step).outcome is Outcome.DEPLOYED


def test_rows_that_go_with_a_table_are_counted_by_the_header_or_need_consent(database: Dsn, folder: Any) -> None:
    folder.table_step()
    folder.step(
        "0002_kept",
        "CREATE SCHEMA golive_undo; CREATE TABLE golive_undo.item AS TABLE public.item; CREATE TABLE public.none ();",
        "SELECT 'x' WHERE to_regclass('public.none') IS NULL",
        "DROP TABLE golive_undo.item, public.none; DROP SCHEMA golive_undo;",
    )
    with runner(database, folder) as run:
        for step in folder.steps():
            run.deploy(step)
        with pytest.raises(ConsentNeeded, match=r"0001_table: reverting it takes public\.item away with rows"):
            run.revert_all()
        assert [result.step for result in run.revert_all(consent=True)] == ["0002_kept", "0001_table"]


def test_a_revert_that_does_nothing_is_refused(database: Dsn, folder: Any) -> None:
    folder.step(
        "0001_first",
        "CREATE TABLE public.t ();",
        "SELECT 'x' WHERE to_regclass('public.t') IS NULL",
        "SELECT 1;",
    )
    with runner(database, folder) as run:
        run.deploy(folder.steps()[0])
        with pytest.raises(StepFailed, match=r"changed nothing that verify\.sql can see"):
            run.revert(folder.steps()[0])


def test_reverts_from_the_last_backwards(database: Dsn, folder: Any) -> None:
    folder.table_step(Loses="SELECT 0")
    folder.step("0002_index", **INDEX_STEP, Transaction="none")
    with runner(database, folder) as run:
        for step in folder.steps():
            run.deploy(step)
        with pytest.raises(WrongUse, match="0002_index was deployed after it"):
            run.revert(folder.steps()[0])
        assert [result.step for result in run.revert_all()] == ["0002_index", "0001_table"]
    assert query(database, "SELECT to_regclass('public.item'), to_regnamespace('golive')") == [(None, None)]


# External commands


def command(folder: Any, program: str, timeout: str = "10s") -> None:
    folder.write("tool.py", program)
    folder.write(
        "steps/0001_tool/command.toml",
        'why = "The team has a tool."\nphase = "schema"\nlocks = "as the tool takes them"\nrequires = []\n'
        f'argv = ["{sys.executable}", "tool.py"]\ndsn_variable = "DATABASE_URL"\ntimeout = "{timeout}"\n',
    )
    folder.write("steps/0001_tool/verify.sql", "SELECT 'x' WHERE to_regclass('public.tool') IS NULL")


def test_a_command_is_a_step(database: Dsn, folder: Any) -> None:
    command(
        folder,
        "import os, psycopg\nurl = os.environ['DATABASE_URL']\nprint('connecting to', url)\n"
        "psycopg.connect(url, autocommit=True).execute('CREATE TABLE public.tool ()')\n",
    )
    with runner(database, folder) as run:
        result = run.deploy(folder.steps()[0])
        assert "exit code 0" in result.notes[0]
        assert "connecting to postgresql://postgres:***@" in result.notes[1]
        assert run.deploy(folder.steps()[0]).outcome is Outcome.ALREADY
        with pytest.raises(WrongUse, match=r"has no revert\.sql"):
            run.revert(folder.steps()[0])


@pytest.mark.parametrize(
    ("program", "timeout", "said"),
    [
        ("import sys\nprint('no such migration')\nsys.exit(3)", "10s", "ended with exit code 3"),
        ("import time\ntime.sleep(60)", "200ms", "took longer than 0.2 s and was ended"),
        ("pass", "10s", "does not hold after deploy"),
    ],
)
def test_a_command_that_fails_stops_the_run(database: Dsn, folder: Any, program: str, timeout: str, said: str) -> None:
    command(folder, program, timeout)
    with runner(database, folder) as run, pytest.raises(StepFailed, match=said):
        run.deploy(folder.steps()[0])
