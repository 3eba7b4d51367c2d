"""Each migration tool finds in its own history table what it would have written itself."""

import json
from hashlib import sha256
from typing import Any

import psycopg
import pytest

from golive.migrate.runner import Outcome, Runner
from golive.model.errors import WrongUse
from golive.model.failures import StepFailed
from golive.model.target import Dsn
from golive.records import history
from golive.records.folders import flyway_checksum

CREATE = "CREATE TABLE item (id int PRIMARY KEY);\n"
VERIFY = "SELECT 'public.item is missing' WHERE to_regclass('public.item') IS NULL"
REVERT = "DROP TABLE public.item;"


def query(database: Dsn, text: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        cursor = connection.execute(text)
        return cursor.fetchall() if cursor.description else []


def prisma(folder: Any) -> str:
    folder.write("migrations/migration_lock.toml", 'provider = "postgresql"')
    folder.write("migrations/20250101_items/migration.sql", CREATE)
    return "20250101_items"


def drizzle(folder: Any) -> str:
    entry = {"idx": 0, "version": "7", "when": 1765208421815, "tag": "0000_items", "breakpoints": True}
    folder.write("migrations/meta/_journal.json", json.dumps({"version": "7", "entries": [entry]}))
    folder.write("migrations/0000_items.sql", CREATE + "--> statement-breakpoint\nCREATE INDEX ON item (id);")
    return "0000_items"


def supabase(folder: Any) -> str:
    folder.write("migrations/20250101_items.sql", CREATE)
    return "20250101_items"


def alembic(folder: Any) -> str:
    folder.write("migrations/versions/aaa_items.sql", CREATE)
    folder.write("migrations/versions/aaa_items.py", 'revision: str = "aaa"\ndown_revision = "000"\n')
    folder.write("migrations/versions/bbb_next.py", 'revision = "bbb"\ndown_revision = ("aaa",)\n')
    folder.write("migrations/versions/000_first.py", 'revision = "000"\ndown_revision = None\n')
    return "aaa_items"


def flyway(folder: Any) -> str:
    folder.write("migrations/V1_2__make_items.sql", CREATE)
    return "V1_2__make_items"


def sha(folder: Any, path: str) -> str:
    return sha256((folder.path / path).read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("layout", "asked", "row"),
    [
        pytest.param(
            prisma,
            "SELECT migration_name, applied_steps_count, checksum, finished_at >= started_at, rolled_back_at,"
            " length(id) FROM public._prisma_migrations",
            lambda folder: (
                "20250101_items",
                1,
                sha(folder, "migrations/20250101_items/migration.sql"),
                True,
                None,
                36,
            ),
            id="prisma",
        ),
        pytest.param(
            drizzle,
            "SELECT id, hash, created_at FROM drizzle.__drizzle_migrations",
            lambda folder: (1, sha(folder, "migrations/0000_items.sql"), 1765208421815),
            id="drizzle",
        ),
        pytest.param(
            supabase,
            "SELECT version, name, statements FROM supabase_migrations.schema_migrations",
            lambda _: ("20250101", "items", [CREATE.rstrip(";\n")]),
            id="supabase",
        ),
        pytest.param(alembic, "SELECT version_num FROM public.alembic_version", lambda _: ("aaa",), id="alembic"),
        pytest.param(
            flyway,
            "SELECT installed_rank, version, description, type, script, checksum, success"
            " FROM public.flyway_schema_history",
            lambda _: (1, "1.2", "make items", "SQL", "V1_2__make_items.sql", -497061696, True),
            id="flyway",
        ),
    ],
)
def test_applies_and_records_as_the_tool_would(database: Dsn, folder: Any, layout: Any, asked: str, row: Any) -> None:
    name = layout(folder)
    folder.step("0001_items", "", VERIFY, REVERT, Migration=name)
    (step,) = folder.steps()
    assert step.migration is not None
    tool, one = history.find(step.migration)
    assert tool.name == layout.__name__
    with Runner(database, "shop", (step,)) as run:
        result = run.deploy(step)
        assert result.notes == (f"recorded {name} in the history of {tool.name}",)
        assert query(database, asked) == [row(folder)]
        with psycopg.connect(database.reveal()) as connection:
            (recorded,) = history.read_history(connection, tool) or ()
            assert (recorded.key, recorded.state) == (one.key, "applied")
            assert recorded.checksum in (None, one.checksum)
            assert history.standing(connection, tool, one) == "applied"
        run.revert(step)
        assert query(database, f"SELECT to_regclass('{tool.schema}.{tool.table}')") == [(None,)]
        assert query(
            database, "SELECT count(*) FROM pg_namespace WHERE nspname IN ('drizzle', 'supabase_migrations')"
        ) == [(0,)]
        assert run.deploy(step).outcome is Outcome.DEPLOYED


def test_what_the_tool_has_recorded_is_not_run_again(database: Dsn, folder: Any) -> None:
    folder.step(
        "0001_items",
        "COMMENT ON TABLE public.item IS 'i';",
        "SELECT 'no comment' WHERE obj_description(to_regclass('public.item'), 'pg_class') IS NULL",
        "COMMENT ON TABLE public.item IS NULL;",
        Migration=prisma(folder),
    )
    (step,) = folder.steps()
    tool, one = history.find(step.migration)
    query(database, CREATE)
    with psycopg.connect(database.reveal()) as connection:
        connection.execute(history.creation(tool, schema=False)[0])
        connection.execute(history.record(tool, one, step.migration))
    with Runner(database, "shop", (step,)) as run:
        assert run.deploy(step).notes == ("prisma has already recorded 20250101_items",)
        run.revert(step)
    assert query(database, "SELECT count(*) FROM public._prisma_migrations") == [(1,)]


def test_schema_without_a_row_is_recorded(database: Dsn, folder: Any) -> None:
    """`prisma db push` changes the schema and leaves the history as it was."""
    folder.step("0001_items", "", VERIFY, REVERT, Migration=prisma(folder))
    query(database, CREATE)
    with Runner(database, "shop", folder.steps()) as run:
        result = run.deploy(folder.steps()[0])
    assert (result.outcome, result.notes) == (
        Outcome.FOUND,
        ("recorded 20250101_items in the history of prisma",),
    )


def test_a_migration_that_failed_stops_the_run(database: Dsn, folder: Any) -> None:
    folder.step("0001_items", "", VERIFY, REVERT, Migration=prisma(folder))
    (step,) = folder.steps()
    tool, one = history.find(step.migration)
    with psycopg.connect(database.reveal()) as connection:
        connection.execute(history.creation(tool, schema=False)[0])
        connection.execute(history.record(tool, one, step.migration))
        connection.execute("UPDATE public._prisma_migrations SET finished_at = NULL")
    with (
        Runner(database, "shop", (step,)) as run,
        pytest.raises(StepFailed, match="prisma has recorded it as failed"),
    ):
        run.deploy(step)


def test_a_revision_that_others_follow_is_applied(database: Dsn, folder: Any) -> None:
    folder.step("0001_items", "", VERIFY, REVERT, Migration=alembic(folder))
    (step,) = folder.steps()
    tool, one = history.find(step.migration)
    query(
        database,
        "CREATE TABLE public.alembic_version (version_num varchar(32));INSERT INTO alembic_version VALUES ('bbb')",
    )
    with psycopg.connect(database.reveal()) as connection:
        assert history.standing(connection, tool, one) == "applied"


def test_a_migration_without_transaction_is_recorded_once(database: Dsn, folder: Any) -> None:
    folder.write("migrations/20250101_items.sql", CREATE + "CREATE INDEX CONCURRENTLY item_again ON public.item (id);")
    folder.step(
        "0001_items",
        "CREATE TABLE public.flag AS SELECT 1 / count(*) AS x FROM public.ready;",
        "SELECT 'flag' WHERE to_regclass('public.flag') IS NULL",
        "DROP TABLE public.flag, public.item;",
        Migration="20250101_items",
        Transaction="none",
        Loses="SELECT 0",
    )
    query(database, "CREATE TABLE public.ready ()")
    with Runner(database, "shop", folder.steps()) as run:
        (step,) = folder.steps()
        with pytest.raises(StepFailed, match="22012"):
            run.deploy(step)
        query(database, "INSERT INTO public.ready DEFAULT VALUES")
        assert run.deploy(step).notes == ("supabase has already recorded 20250101_items",)
        assert run.rows()["0001_items"].history == "schema"
        run.revert(step)
    assert query(database, "SELECT count(*) FROM pg_namespace WHERE nspname = 'supabase_migrations'") == [(0,)]


def test_a_layout_nobody_knows_is_refused(folder: Any) -> None:
    folder.write("migrations/items.sql", CREATE)
    folder.step("0001_items", "", VERIFY, REVERT, Migration="items")
    with pytest.raises(WrongUse, match="is the layout of no migration tool"):
        history.find(folder.steps()[0].migration)


@pytest.mark.parametrize(
    ("raw", "same"),
    [(b"a\r\nb\r\n", b"a\nb"), (b"\xef\xbb\xbfa\n", b"a"), (b"a\rb", b"a\nb"), (b"", b"\n")],
)
def test_flyways_checksum_leaves_out_line_ends_and_bom(raw: bytes, same: bytes) -> None:
    assert flyway_checksum(raw) == flyway_checksum(same)
