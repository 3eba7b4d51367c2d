"""The catalog as the inferences ask it: tables of the platform, what they point to, what names mean."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from golive.model.catalog import Column, Constraint, Function, Index, Policy, Relation
from golive.model.leftovers import words
from golive.model.relation_names import columns_of
from golive.model.snapshot import Snapshot

MARK = re.compile(  # of rows that are everybody's
    r"^(?:is_)?(?:system|default|builtin|built_in|global|predefined|standard)(?:_(?:role|template|function|row|type))?$"
)
_WIDEST = {"character varying": "text", "character": "text", "integer": "bigint", "smallint": "bigint"}
_LINK = re.compile(r"^(?P<stem>.+?)_?(?:id|uuid|key|ref|fk)$")


@dataclass(frozen=True, slots=True)
class Pointer:
    """A column whose values are keys of another table: a foreign key says so, or name and type do."""

    table: str
    column: str
    to: str
    key: str
    guarded: bool  # by a foreign key
    cascades: bool = False


@dataclass(frozen=True)
class Facts:
    """One snapshot without the schemas of others."""

    live: Snapshot
    outside: Collection[str] = ()

    @cached_property
    def tables(self) -> Mapping[str, Relation]:
        """What holds rows of the platform; a partition speaks through its parent."""
        found = (one for one in self.live.of(Relation) if one.is_table and not one.is_partition)
        return {one.identity: one for one in found if one.schema not in self.outside}

    def columns(self, table: str) -> Mapping[str, Column]:
        return columns_of(self.live, table)

    def key(self, table: str) -> str:
        """The one column that names a row, '' where it takes several or none."""
        for kind in "pu":
            for one in self.live.on(Constraint, table):
                if one.type == kind and len(one.columns) == 1:
                    return one.columns[0]
        return ""

    def keys(self, table: str) -> tuple[str, ...]:
        """The columns that name a row for a reader: its primary key."""
        for one in self.live.on(Constraint, table):
            if one.type == "p":
                return one.columns
        return tuple(sorted(self.columns(table)))[:1]

    def unique(self, table: str) -> list[tuple[str, ...]]:
        """Every unique key, whole tables only."""
        return [
            one.columns
            for one in self.live.on(Index, table)
            if one.unique and one.valid and not one.predicate
        ]  # fmt: skip

    @cached_property
    def pointers(self) -> tuple[Pointer, ...]:
        return (*self._guarded, *self._named)

    def pointers_of(self, table: str) -> tuple[Pointer, ...]:
        return self._by_table.get(table, ())

    @cached_property
    def _by_table(self) -> dict[str, tuple[Pointer, ...]]:
        found: dict[str, list[Pointer]] = {}
        for one in self.pointers:
            found.setdefault(one.table, []).append(one)
        return {table: tuple(some) for table, some in found.items()}

    @cached_property
    def _guarded(self) -> tuple[Pointer, ...]:
        """By foreign keys; of one over several columns, the column that its others do not explain is meant."""
        found = []
        for table in self.tables:
            keys = [one for one in self.live.on(Constraint, table) if one.type == "f" and not one.parent]
            alone = {one.columns[0] for one in keys if len(one.columns) == 1}
            for one in keys:
                for column, key in zip(one.columns, one.referenced_columns, strict=False):
                    if len(one.columns) == 1 or (column not in alone and key == self.key(one.referenced)):
                        cascades = "ON DELETE CASCADE" in one.definition
                        found.append(Pointer(table, column, one.referenced, key, guarded=True, cascades=cascades))
        return tuple(found)

    @cached_property
    def _named(self) -> tuple[Pointer, ...]:
        guarded = {(one.table, one.column) for one in self._guarded}
        targets: dict[str, list[str]] = {}
        for table in self.tables:
            if self.key(table):
                targets.setdefault(singular(words(self.tables[table].name)), []).append(table)
        found = []
        for table in self.tables:
            for name, column in self.columns(table).items():
                if (table, name) in guarded:
                    continue
                for to in targets.get(stem(name), ()):
                    key = self.columns(to).get(self.key(to))
                    if key is not None and alike(key, column) and to != table:
                        found.append(Pointer(table, name, to, self.key(to), guarded=False))
                        break
        return tuple(found)

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        return tuple(one for one in self.live.of(Function) if one.schema not in self.outside)

    def policies(self, table: str) -> Iterator[str]:
        for one in self.live.on(Policy, table):
            yield from (text for text in (one.using, one.check) if text)


def alike(one: Column, other: Column) -> bool:
    """Whether values of one can be values of the other: texts and whole numbers of whatever length."""
    kinds = [each.type.partition("(")[0] for each in (one, other)]
    return len({_WIDEST.get(kind, kind) for kind in kinds}) == 1


def stem(column: str) -> str:
    """What a column that points somewhere is called after: customerId and customer_id after customer."""
    match = _LINK.match(words(column))
    return singular(match["stem"]) if match else ""


def singular(name: str) -> str:
    """Of the last word of a name; good enough to bring a column and a table together."""
    if name.endswith("ies") and len(name) > 4:
        return name[:-3] + "y"
    if re.search(r"(ss|sh|ch|x|z)es$", name):
        return name[:-2]
    if name.endswith("s") and not name.endswith(("ss", "us", "is")):
        return name[:-1]
    return name
