"""The ledger says which steps a database has seen; each row was written in its step's own transaction."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from importlib.metadata import version
from typing import Any

from psycopg import Connection, errors, sql

from golive.model.failures import LedgerHidden, StepEdited
from golive.model.step import Step
from golive.sql import fill

Locks = tuple[tuple[str, str], ...]


class State(StrEnum):
    STARTED = "started"  # a step without a transaction that has not verified yet
    DEPLOYED = "deployed"
    REVERTED = "reverted"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    platform: str
    step: str
    checksum: str
    phase: str
    state: State
    found: bool  # verified before it ran, so recorded and not run
    history: str | None  # what it added to the tool's history: row, table or schema
    role: str
    server_version: str
    started_at: datetime
    finished_at: datetime | None
    rows_touched: int
    duration_ms: int
    longest_wait_ms: int
    locks: Locks
    suite_version: str


@cache  # the file that says it is read each time
def _suite() -> str:
    return version("golive")


def exists(connection: Connection[tuple[Any, ...]]) -> bool:
    row = connection.execute(fill("ledger/exists.sql")).fetchone()
    return row is not None and bool(row[0])


def read(connection: Connection[tuple[Any, ...]], platform: str | None = None) -> tuple[LedgerRow, ...]:
    """The rows of one platform or of all; without a ledger there are none."""
    if not exists(connection):
        return ()
    try:
        with connection.transaction():
            rows = connection.execute(fill("ledger/read.sql")).fetchall()
    except errors.InsufficientPrivilege:
        raise LedgerHidden(
            "golive.ledger",
            "this role may not read it",
            "GRANT USAGE ON SCHEMA golive TO …; GRANT SELECT ON golive.ledger TO …;",
        ) from None
    return tuple(_row(row) for row in rows if platform in (None, row[0]))


def _row(values: tuple[Any, ...]) -> LedgerRow:
    fields = list(values)
    fields[4] = State(fields[4])
    fields[14] = tuple((name, mode) for name, mode in fields[14])
    return LedgerRow(*fields)


def refuse_edited(step: Step, row: LedgerRow) -> None:
    """A deployed step stands as its files were: other files would speak of another database."""
    if row.checksum != step.checksum:
        raise StepEdited(
            str(step.folder),
            f"{step.name} was deployed as {row.checksum[:12]}, and its files are now {step.checksum[:12]}",
            "put the deployed files back and change the database by a new step;"
            " or revert it with the deployed files first",
        )


def create() -> sql.Composed:
    return fill("ledger/create.sql")


def drop() -> sql.Composed:
    return fill("ledger/drop.sql")


def write(
    platform: str,
    step: Step,
    state: State,
    *,
    found: bool = False,
    history: str | sql.Composable | None = None,  # Composable: a variable of a script
    rows_touched: int = 0,
    duration_ms: int = 0,
    longest_wait_ms: int = 0,
    locks: Locks = (),
) -> sql.Composed:
    """The statement that records a step: for the step's own transaction, or for a script."""
    return fill(
        "ledger/write.sql",
        platform=platform,
        step=step.name,
        checksum=step.checksum,
        phase=str(step.phase),
        state=str(state),
        found=found,
        history=history,
        rows_touched=rows_touched,
        duration_ms=duration_ms,
        longest_wait_ms=longest_wait_ms,
        locks=json.dumps(locks),
        suite_version=_suite(),
    )
