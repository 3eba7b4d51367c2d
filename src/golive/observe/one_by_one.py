"""A kind of object of which one row cannot be read: the others are, and that one is named."""

from collections.abc import Mapping, Sequence
from typing import Any, LiteralString

from psycopg import Connection, errors, sql

from golive.observe.patience import HELD, patiently

# What the server says of an object that is dropped, made or held while its row is written down.
MOVED = (
    *HELD,
    errors.UndefinedTable,
    errors.UndefinedColumn,
    errors.UndefinedObject,
    errors.UndefinedFunction,
    errors.InvalidSchemaName,
    errors.InternalError,
)
LOCKED = "another session holds it locked"
Rows = list[tuple[Any, ...]]


def read_rows(connection: Connection[tuple[Any, ...]], query: LiteralString) -> tuple[Rows, Mapping[str, str]]:
    """The rows of a catalog query, whose first column is the identity; and of those that fail, why."""
    try:
        return _rows(connection, sql.SQL(query)), {}
    except MOVED:
        of_some = sql.SQL("SELECT * FROM ({}) AS q WHERE identity = ANY (%s) ORDER BY 1").format(_inner(query))
        listed = sql.SQL("SELECT identity FROM ({}) AS q").format(_inner(query))
        identities = [row[0] for row in _rows(connection, listed)]
    failed: dict[str, str] = {}

    def some(names: Sequence[str]) -> Rows:
        try:
            return _rows(connection, of_some, (list(names),)) if names else []
        except MOVED as error:
            if len(names) == 1:
                failed[names[0]] = (
                    LOCKED if isinstance(error, HELD) else error.diag.message_primary or type(error).__name__
                )
                return []
        middle = len(names) // 2
        return [*some(names[:middle]), *some(names[middle:])]

    return some(identities), failed


def _rows(
    connection: Connection[tuple[Any, ...]], query: sql.SQL | sql.Composed, parameters: tuple[object, ...] | None = None
) -> Rows:
    return patiently(connection, lambda: connection.execute(query, parameters).fetchall())


def _inner(query: LiteralString) -> sql.SQL:
    """As a sub-query inside a query with parameters."""
    return sql.SQL(query.replace("%", "%%").rstrip().rstrip(";") + "\n")
