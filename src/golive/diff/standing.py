"""What stands on a column or a view has to step aside while that changes, or PostgreSQL refuses the change.

Found by name in the texts of the catalog: one too many is only made again; one too few fails, and with it the whole,
which is one transaction. What comes back is as the lock has it, or where it has none, as it was.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from golive.diff.kinds import kind_of
from golive.diff.kinds.column import stored
from golive.diff.kinds.comment import comments_on
from golive.diff.kinds.function import function_definition
from golive.model.catalog import (
    CatalogObject,
    Column,
    Constraint,
    Function,
    Index,
    Policy,
    Publication,
    Relation,
    Rule,
    Statistics,
    Trigger,
)
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import ident, joined

T = TypeVar("T", bound=CatalogObject)
Node = Relation | Function


class Immovable(Exception):
    """Something stands on it that no statement moves."""


@dataclass(frozen=True, slots=True)
class Aside:
    away: str = ""
    back: str = ""


def names(text: str, objects: Iterable[str]) -> bool:
    """Whether it names one of these, each as SQL writes it."""
    return any(name in text and re.search(rf'(?<![\w".]){re.escape(name)}(?![\w"])', text) for name in objects)


def aside(one: Column | Relation, locked: Snapshot, observed: Snapshot) -> Aside:
    """Of a column, and of a view that is made anew."""
    return _Standing(one, locked, observed).aside()


class _Standing:
    def __init__(self, one: Column | Relation, locked: Snapshot, observed: Snapshot) -> None:
        self._one, self._locked, self._observed = one, locked, observed
        self._tables: set[str] = set()
        self._columns: set[str] = set()
        self._computed: dict[str, Column] = {}
        self._views: dict[str, Relation] = {}
        if isinstance(one, Column):
            self._tables = _family(one.relation or "", observed)
            self._columns = {ident(one.name)}
            for side in (locked, observed):  # one that is missing may be back before this runs
                beside = [each for each in side.on(Column, one.relation or "") if self._column_in(each.expression)]
                self._computed.update((each.identity, each) for each in beside)
            self._columns |= {ident(each.name) for each in self._computed.values()}
        else:
            self._views[one.identity] = one
        self._gone = {
            ident(each.name) for each in (*self._computed.values(), one) if isinstance(each, Column) and each.generated
        }
        views = [each for each in observed.of(Relation) if each.relkind in "vm"]
        while more := [each for each in views if each.identity not in self._views and self._in(each.definition)]:
            self._views.update((each.identity, each) for each in more)

    def _column_in(self, text: str) -> bool:
        return _columns_in(text, self._columns)

    def _in(self, text: str) -> bool:
        """Whether a text elsewhere stands on it."""
        return names(text, self._views) or (names(text, self._tables) and self._column_in(text))

    def aside(self) -> Aside:
        self._refuse()
        functions = [one for one in self._observed.of(Function) if self._in(one.sql_body)]
        views = [one for one in self._views.values() if one.identity != self._one.identity]
        small, parts = [*self._policies(), *self._rules(), *self._triggers()], self._parts()
        computed = self._computed.values()
        keys = [one for one in parts if isinstance(one, Constraint) and one.type == "f"]
        away = [
            *map(_emptied, functions),
            *self._published(back=False),
            *(kind_of(one).drop(one, self._observed) or "" for one in (*small, *reversed(_ordered(views)), *keys)),
            *(f"ALTER TABLE {one.relation} DROP COLUMN IF EXISTS {ident(one.name)}" for one in computed),
        ]
        nodes: list[Node] = [*views, *functions]
        upper = _ordered([self._again(one)[0] for one in nodes])
        back = [*map(self._made, (*computed, *parts, *upper, *reversed(small))), *self._published(back=True)]
        return Aside(joined(*away), joined(*back))

    def _refuse(self) -> None:
        for name in sorted(self._tables):
            table = self._observed.get(Relation, name)
            if table is not None and self._column_in(table.partition_key):
                raise Immovable(f"{name} is partitioned by it")
            if table is not None and table.of_type:
                raise Immovable(f"{name} is a table of type {table.of_type}")
        rows = {*self._views, *self._tables}
        for column in self._observed.of(Column):
            if column.relation not in rows and names(column.type, rows):
                raise Immovable(f"{column.identity} holds rows of it")
        for one in self._observed.of(Function):
            if names(f"{one.identity.partition('(')[2]} {one.result} {one.arguments}", self._views):
                raise Immovable(f"function {one.identity} takes or returns rows of a view on it")

    def _policies(self) -> Iterator[Policy]:
        for one in self._observed.of(Policy):
            text = f"{one.using} {one.check}"
            if self._in(text) or (one.relation in self._tables and self._column_in(text)):
                yield one

    def _rules(self) -> Iterator[Rule]:
        for one in self._observed.of(Rule):
            if one.relation not in self._views and self._in(one.definition):
                yield one

    def _triggers(self) -> Iterator[Trigger]:
        for one in self._observed.of(Trigger):
            text = f"{' '.join(map(ident, one.columns))} {one.condition}"
            if one.relation in self._tables and not one.parent and self._column_in(text):
                yield one

    def _parts(self) -> list[Constraint | Index | Statistics]:
        """What goes with a column that is computed anew; keys before what refers to them."""
        table = self._one.relation or ""

        def uses(one: Constraint | Index | Statistics) -> bool:
            if isinstance(one, Constraint) and one.referenced == table:
                return bool(self._gone & set(map(ident, one.referenced_columns)))
            return one.relation == table and _columns_in(one.definition, self._gone)

        constraints = [one for one in self._observed.of(Constraint) if not one.parent and uses(one)]
        indexes = [one for one in self._observed.on(Index, table) if not (one.constraint or one.parent) and uses(one)]
        statistics = [one for one in self._observed.on(Statistics, table) if uses(one)]
        return [*sorted(constraints, key=lambda one: one.type == "f"), *indexes, *statistics]

    def _published(self, *, back: bool) -> Iterator[str]:
        for one in self._observed.of(Publication):
            want, _ = self._again(one)
            for entry in one.tables:
                table, _, rest = entry.partition(" ")
                if table in self._tables and self._column_in(rest):
                    again = next((each for each in want.tables if each.partition(" ")[0] == table), entry)
                    yield f"ALTER PUBLICATION {one.identity} " + (
                        f"ADD TABLE {again}" if back else f"DROP TABLE {table}"
                    )

    def _again(self, one: T) -> tuple[T, Snapshot]:
        """What comes back, and the side on which it stands."""
        want = self._locked.get(type(one), one.identity)
        if want is None or (isinstance(want, Relation) and want.relkind not in "vm"):
            return one, self._observed
        return want, self._locked

    def _made(self, one: CatalogObject) -> str:
        again, side = self._again(one)
        if isinstance(again, Function):
            return function_definition(again)
        made = kind_of(again).create(again, side, side)
        if made is None:
            raise Immovable(f"nothing makes {kind_of(again).named(again)} again")
        return joined(made, stored(again) if isinstance(again, Column) else "", *comments_on(again, side))


def _columns_in(text: str, columns: Iterable[str]) -> bool:
    return any(name in text and re.search(rf'(?<![\w"]){re.escape(name)}(?![\w"])', text) for name in columns)


def _family(table: str, observed: Snapshot) -> set[str]:
    """The table and all that inherit its columns."""
    family = {table}
    while more := {each.identity for each in observed.of(Relation) if family & set(each.parents)} - family:
        family |= more
    return family


def _emptied(one: Function) -> str:
    """Under its name, with its rights, and standing on nothing."""
    empty = function_definition(replace(one, sql_body="", body="SELECT NULL"))
    return joined("SET check_function_bodies = off", empty, "RESET check_function_bodies")


def _ordered(nodes: Sequence[Node]) -> list[Node]:
    """Each after those that its text names."""
    known = {one.identity: one for one in nodes}
    called = {name: name.partition("(")[0] for name in known}
    needs = {
        name: {other for other in known if other != name and names(_text(one), [called[other]])}
        for name, one in known.items()
    }
    try:
        return [known[name] for name in TopologicalSorter(needs).static_order()]
    except CycleError:
        raise Immovable("what stands on it stands on each other") from None


def _text(one: Node) -> str:
    return one.definition if isinstance(one, Relation) else one.sql_body
