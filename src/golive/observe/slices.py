"""A large table in parts, each asked in a transaction of its own.

By the hash of a key, where equal keys have to be met together: each part is one reading of the table, whose hash table
fits into memory and needs no temporary file. By blocks, where rows are looked at one by one: each is read once.
"""

from collections.abc import Iterable, Mapping
from math import ceil

from psycopg import Connection, sql

from golive.model.catalog import Relation
from golive.model.claims.budget import Budget
from golive.observe.budget import HEAVY
from golive.observe.reader import Reader
from golive.observe.tables import joined, rows_of

_ROW = 100  # bytes that a row takes in a hash table, beside a short key
_NARROW = 60  # bytes of a row in a table that nobody has counted
_BLOCK = 8192
_STRETCH = 256 * 1024 * 1024  # bytes that are read under one snapshot
_SAMPLE = 8 * 1024 * 1024  # bytes of a table whose values are each held against many forms
_SHARE = 2  # of work_mem, what a hash table may have


def fitting(connection: Connection[object]) -> Mapping[str, str]:
    """Settings with which keys are hashed and not sorted, within the memory of the budget."""
    return {
        "work_mem": f"{_budget(connection).memory_mb}MB",
        "hash_mem_multiplier": str(_SHARE),
        "enable_sort": "off",
        "enable_mergejoin": "off",
        "enable_nestloop": "off",
    }


def slices(connection: Connection[object], table: Relation, size: int | None) -> int:
    """In how many parts the keys of a table fit into memory."""
    if (size or 0) <= HEAVY:
        return 1
    rows = table.rows if table.rows > 0 else (size or 0) / _NARROW
    return max(1, ceil(rows * _ROW / (_budget(connection).memory_mb * 1024 * 1024 * _SHARE)))


def within(keys: Iterable[sql.Composable], number: int, of: int) -> sql.Composed:
    """Whether a row belongs to one part."""
    return sql.SQL("(pg_catalog.hash_record_extended(ROW({}), 0) & 9223372036854775807) % {} = {}").format(
        joined(keys), sql.Literal(of), sql.Literal(number)
    )


def stretches(size: int | None) -> tuple[sql.Composable, ...]:
    """A table's blocks in stretches that take no long snapshot; rows behind them all belong to the last."""
    if (size or 0) <= HEAVY:
        return ()
    starts = range(0, ceil((size or 0) / _BLOCK), _STRETCH // _BLOCK)
    return tuple(_between(at, at + starts.step if at != starts[-1] else None) for at in starts)


def sample_of(table: Relation, size: int | None) -> sql.Composed:
    """All rows of a table, as t; of one that takes long to look through blocks here and there, the same each time."""
    if (size or 0) <= _SAMPLE:
        return sql.SQL("{} AS t").format(rows_of(table))
    share = sql.Literal(round(100 * _SAMPLE / (size or _SAMPLE), 6))
    return sql.SQL("{} AS t TABLESAMPLE SYSTEM ({}) REPEATABLE (0)").format(rows_of(table), share)


def _between(first: int, end: int | None) -> sql.Composable:
    low = sql.SQL("t.ctid OPERATOR(pg_catalog.>=) {}::pg_catalog.tid").format(sql.Literal(f"({first},0)"))
    if end is None:
        return low
    return sql.SQL("{} AND t.ctid OPERATOR(pg_catalog.<) {}::pg_catalog.tid").format(low, sql.Literal(f"({end},0)"))


def _budget(connection: Connection[object]) -> Budget:
    return connection.budget if isinstance(connection, Reader) else Budget()
