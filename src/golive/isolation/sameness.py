"""Columns that equal each other wherever a condition is true, under one name."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp

from golive.isolation.trees import bare, spelled

Node = Any  # the parser's class has another name from version to version
_VALUES = (exp.Column, exp.Subquery)


@dataclass
class Sameness:
    """What equals what at one place of a proof."""

    exact: Callable[[Node], bool]  # whether equal values of the column are the same value
    looked_up: Callable[[Node, str], dict[str, Node]]  # queries of one row that is the row itself: their column of it
    known: dict[str, Node] = field(default_factory=dict)

    @contextmanager
    def within(self, where: Node, row: str) -> Iterator[Node]:
        """The condition with one name for each such column: that of the row, where it is one of them."""
        before = self.known
        self.known = {**before, **self.looked_up(where, row)}
        asked: list[Node] = []
        for one, other in _equations(where):
            if self.exact(one) and self.exact(other):
                if isinstance(one, exp.Subquery) or isinstance(other, exp.Subquery):  # it says more than an equation
                    asked.append(exp.EQ(this=one.copy(), expression=other.copy()))
                self._unite(self.named(one), self.named(other), row)
        try:
            yield exp.and_(self.everywhere(where), *asked) if asked else self.everywhere(where)
        finally:
            self.known = before

    def _unite(self, one: Node, other: Node, row: str) -> None:
        if spelled(one) == spelled(other):
            return
        if _weight(other, row) > _weight(one, row):
            one, other = other, one
        said = spelled(other)
        self.known = {name: one if spelled(it) == said else it for name, it in self.known.items()}
        self.known[said] = one

    def named(self, node: Node) -> Node:
        return self.known.get(spelled(node), node)

    def everywhere(self, node: Node) -> Node:
        if not self.known:
            return node
        return node.transform(lambda one: self.named(one).copy() if isinstance(one, _VALUES) else one)


def _weight(node: Node, row: str) -> int:
    """A column of the row before one of another, that before what is given, and a query last."""
    if not isinstance(node, exp.Column):
        return 0
    return 3 if node.table == row else 2 if node.table else 1


def conjuncts(node: Node) -> Iterator[Node]:
    node = bare(node)
    if isinstance(node, exp.And):
        yield from conjuncts(node.this)
        yield from conjuncts(node.expression)
    else:
        yield node


def _equations(where: Node) -> Iterator[tuple[Node, Node]]:
    for one in conjuncts(where):
        if isinstance(one, exp.EQ):
            sides = bare(one.this), bare(one.expression)
            if all(isinstance(side, _VALUES) for side in sides) and any(isinstance(side, exp.Column) for side in sides):
                yield sides
