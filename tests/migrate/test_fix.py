"""psql runs fix.sql: it deploys what is pending, mends what may be mended, and stops at the first error."""

import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.diff.plan import Plan, planned
from golive.migrate.fix import render_fix
from golive.migrate.psql_text import comment
from golive.migrate.runner import Outcome, Runner
from golive.migrate.verify import Pending, pending
from golive.model.finding import Finding, Mend, Severity, command, decision, sql
from golive.model.target import Dsn
from golive.server.binaries import find_binaries
from golive.sqltext.visible import visible


def query(database: Dsn, text: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        cursor = connection.execute(text)
        return cursor.fetchall() if cursor.description else []


def now_pending(database: Dsn, folder: Any) -> tuple[Pending, ...]:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        return pending(connection, "shop", folder.steps())


def write_fix(path: Path, steps: Iterable[Pending], findings: Sequence[Finding] = ()) -> None:
    path.write_text(render_fix("shop", steps, planned(findings, (), None, None, lambda _: ())))


def psql(database: Dsn, path: Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which("psql") or str(find_binaries("embedded").program("psql"))
    return subprocess.run(
        [program, "-X", "-q", "-f", str(path), database.reveal()],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def finding(mend: Mend, where: str = "public.item", what: str = "is not as it should be") -> Finding:
    return Finding("TST001", Severity.HIGH, "shop", where, what, "somebody would be harmed", mend)


@pytest.fixture
def shop(folder: Any) -> Any:
    """A migration of a tool, a step with quotes that psql must not read, an index without transaction."""
    folder.write("migrations/20250101_items/migration.sql", "CREATE TABLE item (id int PRIMARY KEY, label text);")
    folder.step(
        "0001_items",
        "",
        "SELECT 'public.item is missing' WHERE to_regclass('public.item') IS NULL",
        "DROP TABLE public.item;",
        Migration="20250101_items",
    )
    folder.step(
        "0002_rows",
        "INSERT INTO public.item VALUES (1, ':HOST \\d it''s'), (2, $$\\if :x$$) -- no semicolon at the end",
        "SELECT 'rows ' || '$golive$' WHERE (SELECT count(*) FROM public.item) <> 2;\n-- so",
        "DELETE FROM public.item;",
        Phase="seeds",
    )
    folder.step(
        "0003_index",
        "CREATE INDEX CONCURRENTLY item_label ON public.item (label);",
        "SELECT 'no valid index' WHERE NOT coalesce((SELECT indisvalid FROM pg_catalog.pg_index"
        " WHERE indexrelid = to_regclass('public.item_label')), false)",
        "DROP INDEX CONCURRENTLY public.item_label;",
        Phase="seeds",
        Transaction="none",
    )
    return folder


def test_the_script_leads_where_the_runner_leads(database: Dsn, shop: Any, tmp_path: Path) -> None:
    write_fix(tmp_path / "fix.sql", now_pending(database, shop))
    run = psql(database, tmp_path / "fix.sql")
    assert (run.returncode, run.stderr) == (0, "")
    assert query(database, "SELECT label FROM public.item ORDER BY id") == [(":HOST \\d it's",), ("\\if :x",)]
    assert query(database, "SELECT migration_name, applied_steps_count FROM public._prisma_migrations") == [
        ("20250101_items", 1)
    ]
    assert now_pending(database, shop) == ()
    with Runner(database, "shop", shop.steps()) as runner:
        assert {runner.deploy(step).outcome for step in shop.steps()} == {Outcome.ALREADY}
        assert len(runner.revert_all(consent=True)) == 3
    assert query(database, "SELECT to_regclass('public._prisma_migrations'), to_regclass('public.item')") == [
        (None, None)
    ]


def test_running_it_again_changes_nothing(database: Dsn, shop: Any, tmp_path: Path) -> None:
    write_fix(tmp_path / "fix.sql", now_pending(database, shop))
    assert psql(database, tmp_path / "fix.sql").returncode == 0
    before = query(database, "SELECT step, started_at FROM golive.ledger ORDER BY step")
    run = psql(database, tmp_path / "fix.sql")
    assert (run.returncode, run.stderr) == (0, "")
    assert query(database, "SELECT step, started_at FROM golive.ledger ORDER BY step") == before


def test_what_is_in_place_is_recorded(database: Dsn, shop: Any, tmp_path: Path) -> None:
    query(database, "CREATE TABLE public.item (id int PRIMARY KEY, label text)")
    write_fix(tmp_path / "fix.sql", now_pending(database, shop))
    assert psql(database, tmp_path / "fix.sql").returncode == 0
    assert query(database, "SELECT found, history FROM golive.ledger ORDER BY step") == [
        (True, "table"),
        (False, None),
        (False, None),
    ]
    assert query(database, "SELECT count(*) FROM public._prisma_migrations") == [(1,)]


def test_it_stops_where_a_step_does_not_verify(database: Dsn, shop: Any, tmp_path: Path) -> None:
    shop.write("steps/0002_rows/verify.sql", "SELECT 'seven rows' WHERE (SELECT count(*) FROM public.item) <> 7")
    write_fix(tmp_path / "fix.sql", now_pending(database, shop))
    run = psql(database, tmp_path / "fix.sql")
    assert run.returncode == 3
    assert "step 0002_rows does not verify: seven rows" in run.stderr
    assert query(database, "SELECT step FROM golive.ledger") == [("0001_items",)]
    assert query(database, "SELECT count(*) FROM public.item") == [(0,)]


def test_an_invalid_index_is_dropped_first(database: Dsn, shop: Any, tmp_path: Path) -> None:
    query(database, "CREATE TABLE public.item (id int PRIMARY KEY, label text)")
    query(database, "CREATE INDEX item_label ON public.item (label)")
    query(database, "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'public.item_label'::regclass")
    write_fix(tmp_path / "fix.sql", now_pending(database, shop))
    assert psql(database, tmp_path / "fix.sql").returncode == 0
    assert now_pending(database, shop) == ()


def test_mends_run_unless_they_need_not_or_must_not(database: Dsn, tmp_path: Path) -> None:
    query(database, "CREATE TABLE public.item (a int)")
    there = "EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'public.item'::regclass AND attname = 'a') -- so"
    findings = [
        finding(sql("ALTER TABLE public.item ADD COLUMN b int")),
        finding(sql("ALTER TABLE public.item ADD COLUMN b int")),  # the same mend of another finding
        finding(sql("ALTER TABLE public.item ADD COLUMN a int;", unless=there)),
        finding(sql("ALTER TABLE public.item ADD COLUMN c int;", unless=there.replace("'a'", "'c'"))),
        finding(sql("CREATE INDEX CONCURRENTLY item_b ON public.item (b);")),
        finding(sql("DROP TABLE public.item;", destructive=True)),
        finding(command("npx prisma migrate deploy\nrm -rf build")),
        finding(decision("who owns it?\nDROP TABLE public.item;")),
        finding(sql("SELECT 'open")),
        finding(
            sql("SELECT 1;"),
            where='public."x\nDROP TABLE public.item;"',
            what="a\r\\! echo harm\nDROP TABLE public.item;",
        ),
    ]
    write_fix(tmp_path / "fix.sql", (), findings)
    run = psql(database, tmp_path / "fix.sql")
    assert (run.returncode, run.stderr) == (0, "")
    assert "harm" not in run.stdout
    columns = "SELECT attname FROM pg_attribute WHERE attrelid = 'public.item'::regclass AND attnum > 0 ORDER BY attnum"
    assert query(database, columns) == [("a",), ("b",), ("c",)]
    assert query(database, "SELECT to_regclass('public.item_b') IS NOT NULL") == [(True,)]


def test_no_line_hides_what_it_does(database: Dsn, tmp_path: Path) -> None:
    table, index = 'public."a\x1b]0;x\x07\u202eb"', '"i\u200b"'
    query(database, f"CREATE TABLE {table} (a int)")
    findings = [
        finding(sql(f"COMMENT ON TABLE {table} IS '\u2066it''s';", unless=f"to_regclass('{table}') IS NULL")),
        finding(sql(f"CREATE INDEX {index} ON {table} (a);")),
        finding(sql("DO $$BEGIN NULL; --\u202e\nEND$$;"), where=table),
        finding(decision(f"who owns {table}?"), where=table),
    ]
    write_fix(tmp_path / "fix.sql", (), findings)
    script = (tmp_path / "fix.sql").read_text()
    assert visible(script) == script
    run = psql(database, tmp_path / "fix.sql")
    assert (run.returncode, run.stderr) == (0, "")
    assert query(database, f"SELECT obj_description('{table}'::regclass, 'pg_class')") == [("\u2066it's",)]
    assert query(database, f"SELECT to_regclass('public.{index}') IS NOT NULL") == [(True,)]


def test_without_pending_steps_no_ledger_is_made(database: Dsn, tmp_path: Path) -> None:
    write_fix(tmp_path / "fix.sql", ())
    assert psql(database, tmp_path / "fix.sql").returncode == 0
    assert query(database, "SELECT to_regnamespace('golive')") == [(None,)]


def test_a_run_of_the_suite_keeps_the_script_out(database: Dsn, shop: Any, tmp_path: Path) -> None:
    write_fix(tmp_path / "fix.sql", now_pending(database, shop))
    with Runner(database, "shop", shop.steps()):
        run = psql(database, tmp_path / "fix.sql")
    assert run.returncode == 3
    assert "another session is migrating this database" in run.stderr


def test_a_command_must_have_been_run(database: Dsn, folder: Any, tmp_path: Path) -> None:
    folder.write(
        "steps/0001_tool/command.toml",
        'why = "w"\nphase = "schema"\nlocks = "all"\nrequires = []\n'
        'argv = ["npx", "prisma", "migrate", "deploy"]\ndsn_variable = "DATABASE_URL"\ntimeout = "5min"\n',
    )
    folder.write("steps/0001_tool/verify.sql", "SELECT 'no table' WHERE to_regclass('public.t') IS NULL")
    script = render_fix("shop", now_pending(database, folder), Plan())
    assert "-- Run this first, in shop/: npx prisma migrate deploy" in script
    (tmp_path / "fix.sql").write_text(script)
    assert "step 0001_tool does not verify: no table" in psql(database, tmp_path / "fix.sql").stderr
    query(database, "CREATE TABLE public.t ()")
    assert psql(database, tmp_path / "fix.sql").returncode == 0


@pytest.mark.parametrize("text", ["a\nb", "a\rb", "a\r\nb", "a\0b", "a\x0bb\x85c\u2028d", "*/ \\! ls"])
def test_no_text_leaves_its_comment(text: str) -> None:
    assert all(line.startswith("-- ") for line in comment(text).split("\n"))
    assert "\r" not in comment(text)
