"""What the tables of one side are made of, as far as rows that travel need it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql

from golive.sql import fill
from golive.sqltext.names import parts

Live = Connection[tuple[Any, ...]]
Path = tuple[str, ...]
INTEGERS = ("smallint", "integer", "bigint")


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    required: bool
    generated: bool
    key_at: int  # from 1; 0 where it is not of the primary key
    sequence: str | None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    name: str
    child: Path
    columns: tuple[str, ...]
    parent: Path
    parent_columns: tuple[str, ...]
    deferrable: bool


@dataclass(frozen=True, slots=True)
class Table:
    path: Path
    columns: tuple[Column, ...]

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(one.name for one in sorted(self.columns, key=lambda one: one.key_at) if one.key_at)

    def column(self, name: str) -> Column | None:
        return next((one for one in self.columns if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Shape:
    tables: Mapping[Path, Table]
    foreign_keys: tuple[ForeignKey, ...]

    def of(self, children: Iterable[Path]) -> list[ForeignKey]:
        """The foreign keys that these tables have."""
        among = set(children)
        return [one for one in self.foreign_keys if one.child in among]

    def domain(self, table: Path, column: str) -> Path | None:
        """The table whose numbers stand in the column, by its foreign keys; its own where it is the key itself."""
        seen: set[tuple[Path, str]] = set()
        while (table, column) not in seen:
            seen.add((table, column))
            mine = [one for one in self.foreign_keys if one.child == table and column in one.columns]
            if not mine:
                found = self.tables.get(table)
                return table if found and found.key == (column,) else None
            first = min(mine, key=lambda one: (len(one.columns), one.name))
            table, column = first.parent, first.parent_columns[first.columns.index(column)]
        return None


def read_shape(side: Live) -> Shape:
    gathered: dict[Path, list[Column]] = {}
    for schema, name, *column in side.execute(fill("promote/columns.sql")).fetchall():
        gathered.setdefault((schema, name), []).append(Column(*column))
    foreign = [
        ForeignKey(name, parts(child), tuple(columns), parts(parent), tuple(theirs), deferrable)
        for child, name, columns, parent, theirs, deferrable in side.execute(fill("promote/foreign_keys.sql"))
    ]
    return Shape({path: Table(path, tuple(columns)) for path, columns in gathered.items()}, tuple(foreign))


def relation(path: Path) -> sql.Identifier:
    return sql.Identifier(*path)


def of_t(column: str) -> sql.Composed:
    return sql.SQL("t.{}").format(sql.Identifier(column))
