"""What says that a row is the session's own, and of a row that gives authority: that who writes it may give it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp

from golive.isolation.authority import Authority
from golive.isolation.keys import TENANT, USER
from golive.isolation.reading import Frame, Reading
from golive.isolation.sameness import Sameness
from golive.isolation.trees import bare, column, lossless, parse_expression, spelled
from golive.isolation.world import World
from golive.model.catalog import Column
from golive.sqltext.names import parts

Node = Any  # the parser's class has another name from version to version


@dataclass
class Goals:
    """The goals of one proof."""

    world: World
    role: str
    reading: Reading
    same: Sameness
    authority: Authority | None = None  # asked for: who writes has to hold it, not only to belong to the tenant
    fresh: str = ""  # a row that is about to be written: what it says of the session itself is not true yet
    written: frozenset[str] = field(default_factory=frozenset)  # the columns of it that the session may choose

    def of(self, row: str, where: Node | None) -> Iterator[Node]:
        """What says that a row is of the session's own tenant."""
        relation = self.reading.tables.get(row)
        if relation is None or row in self.reading.outer_joined:
            return
        world = self.world
        name = world.tenant_column(relation)
        if name and not (self.authority and self.authority.ranked):
            yield from self.equals(row, relation, name, TENANT, where)
        if relation == world.members and row != self.fresh:
            yield from self._membership(row, relation, where)
        if self.authority and relation == world.root and row != self.fresh:
            yield from self._owner(row, relation, where)

    def equals(self, row: str, relation: str, name: str, kind: str, where: Node | None) -> Iterator[Node]:
        exact = self.world.exact(relation, name)
        if not exact:
            return
        forms: dict[str, Node] = {name: self.same.named(column(row, name))}
        there = None if where is None else {one.name for one in where.find_all(exp.Column) if not one.table}
        for cast in where.find_all(exp.Cast) if where is not None else ():
            inner = bare(cast.this)
            if isinstance(inner, exp.Column) and spelled(inner) == spelled(forms[name]) and lossless(exact, cast.to):
                forms[cast.sql()] = cast
        for form in forms.values():
            for key, its in self.reading.values.used.items():
                if its == kind and (there is None or key in there):
                    yield exp.EQ(this=form.copy(), expression=exp.column(key))

    def _membership(self, row: str, relation: str, where: Node | None) -> Iterator[Node]:
        members = self.world.claims.tenancy.members if self.world.claims.tenancy else None
        if members is None:
            return
        counts = self._counts(row, relation, members.where)
        ranks = [None] if self.authority is None else self.authority.proofs(row, where)
        for equal in self.equals(row, relation, members.user, USER, where):
            for rank in ranks:
                yield _all([equal, counts, *([rank] if rank is not None else [])])

    def _counts(self, row: str, relation: str, text: str) -> Node:
        """Which memberships count."""
        return self.reading.expression(parse_expression(text), Frame({parts(relation)[-1]: row}, reader=self.role))

    def _owner(self, row: str, relation: str, where: Node | None) -> Iterator[Node]:
        """The tenant's own row names the session."""
        for name in self._columns(relation):
            yield from self.equals(row, relation, name, USER, where)

    def _columns(self, relation: str) -> list[str]:
        return [one.name for one in self.world.live.on(Column, relation)]

    def tied(self, row: str, other: str, goals: Iterable[Node], where: Node | None = None) -> Iterator[Node]:
        """What makes two rows beside each other rows of one tenant, and the other one the session's own."""
        goals = list(goals)
        for tie in self._ties(row, other):
            yield from (_all([tie, goal]) for goal in goals)
            if row == self.fresh and self.reading.tables.get(row) == self.world.members:
                yield from (_all([tie, goal]) for goal in self._given(row, other, where))

    def _ties(self, row: str, other: str) -> Iterator[Node]:
        mine, theirs = self.reading.tables.get(row), self.reading.tables.get(other)
        if mine is None or theirs is None or other in self.reading.outer_joined:
            return
        parent = self.world.parents.get(mine)
        if parent is not None and theirs == parent.relation:
            yield exp.EQ(this=column(row, parent.column), expression=column(other, parent.key))
        name, their_name = self.world.tenant_column(mine), self.world.tenant_column(theirs)
        if name and their_name and self.world.exact(mine, name) and self.world.exact(theirs, their_name):
            yield exp.EQ(this=column(row, name), expression=column(other, their_name))

    def _given(self, row: str, other: str, where: Node | None) -> Iterator[Node]:
        """What gives a new membership to the session: an invitation, the tenant's own row, or the one that it has."""
        relation, members = self.reading.tables[other], self.world.claims.tenancy.members  # type: ignore[union-attr]
        if relation == self.world.root:
            yield from self._owner(other, relation, where)
            return
        if members is None or self.world.tenant_column(relation) is None:
            return
        mine = list(self.equals(row, self.world.members, members.user, USER, where))
        if relation == self.world.members:
            if self.authority is None:
                return
            counts = self._counts(other, relation, members.where)
            theirs = [_all([one, counts]) for one in self.equals(other, relation, members.user, USER, where)]
        else:
            theirs = [
                one for name in self._columns(relation) for one in self.equals(other, relation, name, USER, where)
            ]
        kept = [] if self.authority is None else self.authority.kept(row, other, relation, self.written)
        if kept is not None:
            yield from (_all([one, two, *kept]) for one in mine for two in theirs)


def _all(nodes: list[Node]) -> Node:
    return exp.and_(*(exp.Paren(this=one.copy()) for one in nodes), copy=False)
