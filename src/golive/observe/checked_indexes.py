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
        if _is_whole(connection, index, query.format(sql.Identifier(schema), sql.Literal(index.identity)))
    }


def _is_whole(connection: Connection[tuple[Any, ...]], index: Index, query: sql.Composed) -> bool:
    if isinstance(connection, Reader) and connection.foreseen is not None:
        connection.foreseen.append((index.table,))
        return True
    return ask(connection, query, lambda rows: Evidence.seen(len(rows))).state is State.SEEN


def _schema(connection: Connection[tuple[Any, ...]]) -> str | None:
    """Where the extension's own function stands, if this login may call it."""
    with connection.transaction(force_rollback=True):
        row = connection.execute(_where()).fetchone()
    return str(row[0]) if row else None


@cache
def _where() -> Any:
    return files("golive.sql").joinpath("data", "amcheck.sql").read_text(encoding="utf-8")


def _names_code(connection: Connection[tuple[Any, ...]], index: Index) -> bool:
    """Whether expressions or condition of the index are among what the reader does not touch."""
    return isinstance(connection, Reader) and connection.closed_to(index.definition) is not None
