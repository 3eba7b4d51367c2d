"""Conditions and queries that say a little less, or a little else, than they did."""

from collections.abc import Callable, Iterator
from itertools import islice

from sqlglot import exp

from golive.sqltext.expressions import Node, parsed

Change = Callable[[Node], Node]
_SHOWN = 60


def rewritten(text: str, columns: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Each with a title: a condition left out, another column of the same table, a column against itself."""
    tree = parsed(text)
    if tree is None:
        return
    for node, number in _numbered(tree, exp.And):
        yield f"without {_said(node.this)}", _changed(tree, exp.And, number, lambda one: one.expression)
        yield f"without {_said(node.expression)}", _changed(tree, exp.And, number, lambda one: one.this)
    for node, number in _numbered(tree, exp.EQ):
        side = node.this if isinstance(node.this, exp.Column) else node.expression
        if isinstance(side, exp.Column):
            yield f"compares {_said(side)} with itself", _changed(tree, exp.EQ, number, _with_itself)
    for node, number in _numbered(tree, exp.Column):
        if node.name in columns and not node.table:
            for other in islice((one for one in columns if one != node.name), 2):
                yield f"{other} in the place of {node.name}", _changed(tree, exp.Column, number, _named(other))


def unlike(text: str, columns: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """As `rewritten`, for a query: also without its WHERE."""
    tree = parsed(text)
    if tree is None:
        return
    for node, number in _numbered(tree, exp.Where):
        yield f"without WHERE {_said(node.this)}", _changed(tree, exp.Where, number, lambda _: None)
    yield from rewritten(text, columns)


def _numbered(tree: Node, kind: type[exp.Expression]) -> Iterator[tuple[Node, int]]:
    yield from ((node, number) for number, node in enumerate(tree.find_all(kind)))


def _changed(tree: Node, kind: type[exp.Expression], number: int, change: Change) -> str:
    """The text with one node changed; the tree is kept by others, so a copy is."""
    copied = tree.copy()
    node = next(islice(copied.find_all(kind), number, None))
    other = change(node)
    if node is copied:
        copied = other
    elif other is None:
        node.pop()
    else:
        node.replace(other.copy())
    return str(copied.sql(dialect="postgres"))


def _with_itself(node: Node) -> Node:
    column = node.this if isinstance(node.this, exp.Column) else node.expression
    return exp.EQ(this=column.copy(), expression=column.copy())


def _named(name: str) -> Change:
    return lambda node: exp.column(name, table=node.args.get("table"), quoted=True)


def _said(node: Node) -> str:
    text = str(node.sql(dialect="postgres"))
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
