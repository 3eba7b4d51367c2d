"""Columns that equal each other wherever a condition is true, under one name."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp

from golive.isolation.trees import bare

Node = Any  # the parser's class has another name from version to version


@dataclass
class Sameness:
    """What equals what at one place of a proof."""

    exact: Callable[[Node], bool]  # whether equal values of the column are the same value
    known: dict[str, Node] = field(default_factory=dict)

    @contextmanager
    def within(self, where: Node, row: str) -> Iterator[Node]:
        """The condition with one name for each such column: that of the row, where it is one of them."""
        before = self.known
        for one, other in _equations(where):
            if self.exact(one) and self.exact(other):
                self._unite(self.named(one), self.named(other), row)
        try:
            yield self.everywhere(where)
        finally:
            self.known = before

    def _unite(self, one: Node, other: Node, row: str) -> None:
        if one.sql() == other.sql():
            return
        if other.table == row or (one.table != row and not one.table):
            one, other = other, one
        self.known = {name: one if it.sql() == other.sql() else it for name, it in self.known.items()}
        self.known[other.sql()] = one

    def named(self, node: Node) -> Node:
        return self.known.get(node.sql(), node)

    def everywhere(self, node: Node) -> Node:
        if not self.known:
            return node
        return node.copy().transform(lambda one: self.named(one).copy() if isinstance(one, exp.Column) else one)


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
            if all(isinstance(side, exp.Column) for side in sides):
                yield sides
