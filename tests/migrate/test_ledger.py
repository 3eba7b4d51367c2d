"""The ledger says which steps a database has seen; who may not read it is told so."""

from typing import Any

import psycopg
import pytest

from golive.migrate.runner import Runner
from golive.migrate.verify import pending
from golive.model.failures import LedgerHidden
from golive.model.target import Dsn
from golive.observe.session import reading
from golive.records import ledger


def test_without_a_ledger_there_are_no_rows(database: Dsn) -> None:
    with reading(database) as connection:
        assert ledger.read(connection) == ()


def test_a_row_tells_what_a_step_did(database: Dsn, folder: Any) -> None:
    folder.table_step()
    (step,) = folder.steps()
    with Runner(database, "shop", (step,)) as run:
        result = run.deploy(step)
    with reading(database) as connection:
        (row,) = ledger.read(connection)
        assert ledger.read(connection, "another") == ()
        assert pending(connection, "shop", (step,)) == ()
    assert (row.platform, row.step, row.checksum) == ("shop", "0001_table", step.checksum)
    assert (row.phase, row.state, row.found) == ("schema", ledger.State.DEPLOYED, False)
    assert (row.role, row.rows_touched, row.locks) == ("postgres", 2, result.locks)
    assert row.finished_at is not None
    assert row.started_at <= row.finished_at


def test_pending_is_asked_without_writing(database: Dsn, folder: Any) -> None:
    folder.table_step()
    folder.step("0002_in_place", "SELECT 1;", "SELECT 'x' WHERE false", "SELECT 1;")
    with reading(database) as connection:
        found = pending(connection, "shop", folder.steps())
    assert [(each.step.name, each.in_place) for each in found] == [
        ("0001_table", False),
        ("0002_in_place", True),
    ]


def test_a_role_that_may_not_read_it_is_told(database: Dsn, folder: Any) -> None:
    folder.table_step()
    with Runner(database, "shop", folder.steps()) as run:
        run.deploy(folder.steps()[0])
    role = f"guest_{database.name}"
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {role}")
        try:
            with connection.transaction(force_rollback=True):
                connection.execute(f"SET LOCAL ROLE {role}")
                with pytest.raises(LedgerHidden, match="GRANT USAGE ON SCHEMA golive"):
                    ledger.read(connection)
        finally:
            connection.execute(f"DROP ROLE {role}")
