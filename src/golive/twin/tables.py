"""What must be known of a table before a row can be made for it, and the order in which tables get theirs."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from golive.model.catalog import Column, Constraint, Relation
from golive.model.relation_names import columns_of
from golive.model.snapshot import Snapshot

_CHECK = re.compile(r"CHECK \((?P<text>.*)\)(?: NO INHERIT)?(?: NOT VALID)?(?: NOT ENFORCED)?$", re.DOTALL)


@dataclass(frozen=True)
class Table:
    """A table with its columns by their unquoted names."""

    relation: Relation
    columns: Mapping[str, Column]
    constraints: tuple[Constraint, ...]
    bounds: tuple[str, ...]  # of its partitions

    @property
    def name(self) -> str:
        return self.relation.identity

    @cached_property
    def checks(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        """The columns and the text of each check."""
        return tuple((one.columns, text) for one in self.constraints if one.enforced and (text := checked(one)))

    @cached_property
    def foreign(self) -> tuple[Constraint, ...]:
        """The widest first: what it pins, the narrower ones keep to."""
        keys = [one for one in self.constraints if one.type == "f" and not one.parent and one.enforced]
        return tuple(sorted(keys, key=lambda one: (-len(one.columns), one.identity)))

    @cached_property
    def given(self) -> tuple[str, ...]:
        """The columns that a statement may fill."""
        return tuple(name for name, one in self.columns.items() if not one.generated and one.as_identity != "a")

    @cached_property
    def defaulted(self) -> tuple[str, ...]:
        return tuple(name for name in self.given if self.columns[name].default or self.columns[name].as_identity)

    def about(self, name: str) -> tuple[str, ...]:
        """The texts of what restricts a column."""
        return (*(text for columns, text in self.checks if name in columns), *self.bounds)


def checked(constraint: Constraint) -> str | None:
    """The text of a check."""
    found = _CHECK.match(constraint.definition) if constraint.type == "c" else None
    return found["text"] if found else None


def tables_of(live: Snapshot, ours: Iterable[Relation]) -> list[Table]:
    """Parents before those that refer to them, as far as there is such an order."""
    bounds: dict[str, list[str]] = {}
    for one in live.of(Relation):
        for parent in one.parents:
            bounds.setdefault(parent, []).append(one.partition_bound)
    found = {
        one.identity: Table(
            one, columns_of(live, one.identity), live.on(Constraint, one.identity), tuple(bounds.get(one.identity, ()))
        )
        for one in ours
        if one.is_table and not one.is_partition
    }
    return list(_ordered(found))


def _ordered(tables: Mapping[str, Table]) -> Iterator[Table]:
    left = dict(tables)
    while left:
        free = [
            one for one in left.values()
            if not any(key.referenced in left and key.referenced != one.name for key in one.foreign)
        ] or [min(left.values(), key=_bound)]  # fmt: skip
        for one in free:
            yield left.pop(one.name)


def _bound(table: Table) -> tuple[int, str]:
    """Of a circle, that first which can stand without the others."""
    needed = sum(all(table.columns[name].not_null for name in key.columns) for key in table.foreign)
    return needed, table.name


def in_circles(tables: Iterable[Table]) -> frozenset[str]:
    """Those whose first row needs a row that needs it, and no key waits for the commit."""
    needs = {one.name: {key.referenced for key in one.foreign if _hard(one, key)} - {one.name} for one in tables}

    return frozenset(name for name in needs if name in _behind(needs, name))


def waiting_circles(tables: Iterable[Table]) -> list[list[Table]]:
    """Those whose first rows need each other, and one of the keys waits for the commit."""
    tables = list(tables)
    needs = {one.name: {key.referenced for key in one.foreign if _needed(one, key)} - {one.name} for one in tables}
    behind = {name: _behind(needs, name) for name in needs}
    found: dict[frozenset[str], list[Table]] = {}
    for one in tables:
        if one.name in behind[one.name]:
            found.setdefault(frozenset(name for name in behind[one.name] if one.name in behind.get(name, ())), [])
    hard = in_circles(tables)
    return [[one for one in tables if one.name in names] for names in found if not names & hard]


def in_order(circle: Sequence[Table]) -> Iterator[Table]:
    """Those first on whose rows a key insists at once."""
    left = {one.name: one for one in circle}
    while left:
        free = [one for one in left.values()
                if not any(_hard(one, key) and key.referenced in left and key.referenced != one.name
                           for key in one.foreign)] or [*left.values()]  # fmt: skip
        for one in free:
            yield left.pop(one.name)


def _behind(needs: Mapping[str, Iterable[str]], name: str) -> set[str]:
    found: set[str] = set()
    left = {*needs.get(name, ())}
    while left:
        found |= left
        left = {two for one in left for two in needs.get(one, ())} - found
    return found


def _needed(table: Table, key: Constraint) -> bool:
    return all(table.columns[name].not_null for name in key.columns)


def _hard(table: Table, key: Constraint) -> bool:
    return not key.deferrable and _needed(table, key)
