"""One question to the data, with a time limit of its own: an answer, or why there is none."""

from collections.abc import Callable, Mapping
from typing import Any

from psycopg import Connection, errors, sql

from golive.model.snapshot import Evidence

Rows = list[tuple[Any, ...]]
LIMIT_MS = 60_000
KEYS = 20

# Their messages name objects, never values of rows.
_ABSENT = (
    errors.UndefinedTable,
    errors.UndefinedColumn,
    errors.UndefinedFunction,
    errors.UndefinedObject,
    errors.InvalidSchemaName,
    errors.DatatypeMismatch,
)


def ask(
    connection: Connection[tuple[Any, ...]],
    query: sql.SQL | sql.Composed,
    read: Callable[[Rows], Evidence],
    parameters: Mapping[str, object] | None = None,
    limit_ms: int = LIMIT_MS,
) -> Evidence:
    """The evidence of one query; row security that would hide rows makes it UNKNOWN, not empty."""
    try:
        with connection.transaction():
            connection.execute(
                "SELECT set_config('row_security', 'off', true), set_config('statement_timeout', %s, true)",
                (str(limit_ms),),
            )
            return read(connection.execute(query, parameters).fetchall())
    except errors.QueryCanceled:
        return Evidence.unknown(f"no answer within {limit_ms / 1000:g} s")
    except errors.InsufficientPrivilege as error:
        return Evidence.unknown(error.diag.message_primary or "no right to look")
    except _ABSENT as error:
        return Evidence.absent(error.diag.message_primary or "something it names does not exist")
    except errors.DatabaseError as error:
        if error.sqlstate is None:  # the connection is gone: nothing more can be asked
            raise
        name = type(error).__name__
        return Evidence.unknown(f"the server answered {error.sqlstate} ({name}); its text may hold values of rows")


def keys_and_count(rows: Rows) -> Evidence:
    """Rows of (key, how many in all, population)."""
    keys = tuple(str(row[0]) for row in rows[:KEYS] if row[0] is not None)
    return Evidence.seen(looked_at=rows[0][2], count=rows[0][1], keys=keys)
