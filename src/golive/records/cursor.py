"""How far a step has walked its table, recorded in the transaction of each batch."""

from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from golive.sql import fill

THERE, BACK = "there", "back"
Session = Connection[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Cursor:
    way: str
    key: tuple[str, ...] | None  # of the last row that was done; none: nothing yet
    batches: int = 0
    walked: int = 0  # rows that were looked at
    rows: int = 0  # rows that were touched


def read(session: Session, platform: str, step: str) -> Cursor | None:
    there = session.execute(fill("ledger/cursor_exists.sql")).fetchone()
    if there is None or not there[0]:
        return None
    row = session.execute(fill("ledger/cursor_read.sql", platform=platform, step=step)).fetchone()
    return Cursor(row[0], tuple(row[1]) if row[1] is not None else None, *row[2:]) if row else None


def begin(session: Session, platform: str, step: str, at: Cursor) -> None:
    session.execute(fill("ledger/cursor_create.sql"))
    write(session, platform, step, at)


def write(session: Session, platform: str, step: str, at: Cursor) -> None:
    session.execute(
        fill(
            "ledger/cursor_write.sql",
            platform=platform,
            step=step,
            way=at.way,
            key=None if at.key is None else list(at.key),
            batches=at.batches,
            walked=at.walked,
            rows=at.rows,
        )
    )


def erase(session: Session, platform: str, step: str) -> None:
    session.execute(fill("ledger/cursor_erase.sql", platform=platform, step=step))
