"""The tables whose rows are judged, and which of them hold any."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from psycopg import Connection, errors, sql

from golive.model.catalog import Column, Relation
from golive.model.claims import Claims
from golive.model.claims.outside import Outside
from golive.model.leftovers import is_text
from golive.model.relation_names import columns_of
from golive.model.snapshot import Snapshot


def named(identity: str) -> sql.SQL:
    """The identity is the server's own quote_ident, so it is SQL as it stands."""
    return sql.SQL(identity)


def joined(pieces: Iterable[sql.Composable], by: str = ", ") -> sql.Composed:
    return sql.SQL(by).join(pieces)


_ARGUMENTS = 99  # that the server lets a function have, beside one more


def called(call: sql.SQL, values: Sequence[sql.Composable], by: str) -> sql.Composed:
    """A function of all the values; of more than it may have in parts, which `by` puts together."""
    parts = [call.format(joined(values[at : at + _ARGUMENTS])) for at in range(0, len(values), _ARGUMENTS)]
    return sql.SQL("({})").format(joined(parts, by)) if parts[1:] else parts[0]


@dataclass(frozen=True)
class Tables:
    """Tables and partitioned tables of the platform's own schemas."""

    live: Snapshot
    outside: frozenset[str]  # schemas
    judged: tuple[Relation, ...]
    sizes: Mapping[str, int]  # bytes; what could not be measured is missing

    @cached_property
    def stored(self) -> tuple[Relation, ...]:
        """Those that hold rows themselves: a partitioned table's rows are those of its partitions."""
        return tuple(table for table in self.judged if table.relkind == "r" and self.size(table.identity) != 0)

    def get(self, identity: str) -> Relation | None:
        return self._by_name.get(identity)

    def size(self, identity: str) -> int | None:
        return self.sizes.get(identity)

    def empty(self, identity: str) -> bool:
        return self.size(identity) == 0

    def columns(self, identity: str) -> Mapping[str, Column]:
        return columns_of(self.live, identity)

    def texts(self, identity: str) -> Mapping[str, Column]:
        """Those that hold texts or documents."""
        return self.live.derived(_texts).get(identity, {})

    @cached_property
    def _by_name(self) -> dict[str, Relation]:
        return {table.identity: table for table in self.judged}


def read_tables(connection: Connection[tuple[Any, ...]], live: Snapshot, claims: Claims) -> Tables:
    outside = frozenset(one.schema_ for one in claims.of(Outside) if one.schema_)
    judged = live.derived(_judged, outside)
    return Tables(live, outside, judged, _with_parents(judged, _sizes(connection)))


def _judged(live: Snapshot, outside: frozenset[str]) -> tuple[Relation, ...]:
    return tuple(table for table in live.of(Relation) if table.is_table and table.schema not in outside)


def _texts(live: Snapshot) -> Mapping[str, Mapping[str, Column]]:
    found: dict[str, dict[str, Column]] = {}
    for column in live.of(Column):
        if is_text(column, documents=True):
            found.setdefault(column.relation or "", {})[column.name] = column
    return found


def _sizes(connection: Connection[tuple[Any, ...]]) -> dict[str, int]:
    """Measured, not estimated: a table that was never analysed has no pages in the catalog, and rows nevertheless."""
    try:
        with connection.transaction():
            rows = connection.execute(_sizes_query()).fetchall()
    except (errors.LockNotAvailable, errors.QueryCanceled):
        return {}
    return {name: size for name, size in rows if size is not None}


@cache
def _sizes_query() -> str:
    path = Path(str(files("golive.sql"))) / "data" / "sizes.sql"
    return path.read_text(encoding="utf-8")


def _with_parents(judged: tuple[Relation, ...], sizes: dict[str, int]) -> dict[str, int]:
    """A partitioned table is as large as its partitions together; unknown where one of them is."""
    children: dict[str, list[str]] = {}
    for table in judged:
        for parent in table.parents:
            children.setdefault(parent, []).append(table.identity)
    partitioned = {table.identity for table in judged if table.relkind == "p"}

    def total(identity: str) -> int | None:
        if identity not in partitioned:
            return sizes.get(identity)
        found = [total(child) for child in children.get(identity, ())]
        return None if None in found else sum(size for size in found if size is not None)

    measured = {identity: total(identity) for identity in partitioned}
    return sizes | {identity: size for identity, size in measured.items() if size is not None}


def rows_of(table: Relation) -> sql.Composed:
    """The table as its constraints see it: without inheritance children, with partitions."""
    return sql.SQL("ONLY {}" if table.relkind == "r" else "{}").format(named(table.identity))
