"""Unique indexes of large tables that amcheck, of 17 and newer, finds whole: every row is in them, and no key twice.

It reads the index and the table once each, under one snapshot, without sorting anything. What it does not find whole
is counted.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from psycopg import Connection, sql

from golive.model.catalog import Index
from golive.model.evidence import Evidence, State
from golive.observe.ask import ask
from golive.observe.budget import HEAVY
from golive.observe.reader import Reader
from golive.observe.tables import Tables


def checked_unique(connection: Connection[tuple[Any, ...]], indexes: Iterable[Index], tables: Tables) -> set[str]:
    """Those that were found whole."""
    large = [
        index
        for index in indexes
        if (tables.size(index.table) or 0) > HEAVY
        and index.access_method == "btree"
        and not index.nulls_not_distinct
        and not _names_code(connection, index)
    ]
    schema = _schema(connection) if large else None
    if schema is None:
        return set()
    query = sql.SQL("SELECT {}.bt_index_check({}::pg_catalog.regclass, true, true)")
    return {
        index.identity
        for index in large
        if ask(
            connection,
            query.format(sql.Identifier(schema), sql.Literal(index.identity)),
            lambda rows: Evidence.seen(len(rows)),
        ).state
        is State.SEEN
    }


def _schema(connection: Connection[tuple[Any, ...]]) -> str | None:
    """Where the extension's own function stands, if this login may call it."""
    found = ask(
        connection, sql.SQL(_where()), lambda rows: Evidence.seen(len(rows), keys=[str(name) for (name,) in rows])
    )
    return found.keys[0] if found.keys else None


@cache
def _where() -> Any:
    return files("golive.sql").joinpath("data", "amcheck.sql").read_text(encoding="utf-8")


def _names_code(connection: Connection[tuple[Any, ...]], index: Index) -> bool:
    """Whether expressions or condition of the index are among what the reader does not touch."""
    return isinstance(connection, Reader) and connection.closed_to(index.definition) is not None
