"""What a step touches is what its header counted just before; what the server said of it is kept without its text."""

from typing import Any

import psycopg
import pytest

from golive.migrate.runner import Runner
from golive.model.errors import WrongUse
from golive.model.failures import StepFailed
from golive.model.target import Dsn
from golive.server import Server

FILL = "UPDATE public.t SET x = 'x' WHERE x IS NULL;"
CLAIM = "SELECT 'x' WHERE EXISTS (SELECT FROM public.t WHERE x IS NULL)"
COUNT = "SELECT count(*) FROM public.t WHERE x IS NULL"


@pytest.fixture
def table(database: Dsn) -> Dsn:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute("CREATE TABLE public.t (id int PRIMARY KEY, x text)")
        connection.execute("INSERT INTO public.t SELECT n FROM generate_series(1, 9) AS n")
    return database


def deployed(dsn: Dsn, folder: Any, text: str, **fields: str) -> tuple[str, ...]:
    folder.step("0001_fill", text, CLAIM, "UPDATE public.t SET x = NULL;", **fields)
    with Runner(dsn, "shop", folder.steps()) as runner:
        return runner.deploy(folder.steps()[0]).notes


def test_as_many_as_were_counted(table: Dsn, folder: Any) -> None:
    assert deployed(table, folder, FILL, Rows=COUNT) == ()


def test_fewer_or_more_stop_the_step_and_nothing_stays(table: Dsn, folder: Any) -> None:
    with pytest.raises(StepFailed, match="Rows says 10, and it touched 9"):
        deployed(table, folder, FILL, Rows=COUNT.replace("count(*)", "count(*) + 1"))
    with psycopg.connect(table.reveal()) as connection:
        assert connection.execute(COUNT).fetchone() == (9,)


WALK = "UPDATE public.t AS t SET x = 'x' FROM pg_temp.golive_batch AS b WHERE b.id = t.id"
BATCH = {"Transaction": "batches", "Batch": "public.t", "Phase": "backfill", "Rows": COUNT}


def test_walk_that_touches_nothing(table: Dsn, folder: Any) -> None:
    with pytest.raises(StepFailed, match="Rows says 9, and it touched 0"):
        deployed(table, folder, f"{WALK} AND false;", **BATCH)


def test_walk_that_touches_them(table: Dsn, folder: Any) -> None:
    (note,) = deployed(table, folder, f"{WALK};", **BATCH)
    assert note.startswith("9 rows in 1 transactions")


def test_rows_that_row_security_hides_are_no_silent_success(server: Server, table: Dsn, folder: Any) -> None:
    """A backfill by the owner of a table with FORCE would touch nothing, and say so to nobody."""
    with psycopg.connect(table.reveal(), autocommit=True) as connection:
        connection.execute("CREATE ROLE rows_owner LOGIN PASSWORD 'x'")
        connection.execute("ALTER TABLE public.t OWNER TO rows_owner; ALTER TABLE public.t ENABLE ROW LEVEL SECURITY")
        connection.execute("ALTER TABLE public.t FORCE ROW LEVEL SECURITY")
        connection.execute("GRANT CREATE ON DATABASE " + table.name + " TO rows_owner")
    owner = Dsn(psycopg.conninfo.make_conninfo(table.reveal(), user="rows_owner", password="x"))
    claim = CLAIM.replace("EXISTS (SELECT FROM public.t WHERE x IS NULL)", "to_regclass('golive.ledger') IS NULL")
    folder.step("0001_fill", FILL, claim, "SELECT 1;", Rows=COUNT)
    try:
        with (
            Runner(owner, "shop", folder.steps()) as runner,
            pytest.raises(StepFailed, match="Rows cannot count: 42501 query would be affected by row-level security"),
        ):
            runner.deploy(folder.steps()[0])
    finally:
        with psycopg.connect(table.reveal(), autocommit=True) as connection:
            connection.execute("DROP OWNED BY rows_owner CASCADE; DROP ROLE rows_owner")


def test_what_the_server_said_is_counted_with_its_place(table: Dsn, folder: Any) -> None:
    said = "DO $$ BEGIN FOR n IN 1..3 LOOP RAISE WARNING 'secret %', n; END LOOP; END $$;"
    (note,) = deployed(table, folder, f"{FILL}\n{said}")
    assert note == f"WARNING 01000 at {folder.path / 'steps/0001_fill/deploy.sql'}:7, 3 times"


def test_rows_is_one_query(folder: Any) -> None:
    folder.table_step(Rows="DELETE FROM public.t")
    with pytest.raises(WrongUse, match="is no query"):
        folder.steps()
