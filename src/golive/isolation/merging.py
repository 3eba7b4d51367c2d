"""Queries in the FROM of a query, merged into it."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlglot import exp

from golive.isolation.forms import enclosed
from golive.isolation.trees import rows_of

Node = Any  # the parser's class has another name from version to version


def merged(query: Node, derived: Mapping[str, Node], outer_joined: Collection[str]) -> list[Node]:
    """The query without queries in its FROM: each of the results, of which one has a row where it has one."""
    for row in rows_of(query):
        beneath = derived.get(row)
        if beneath is None or row in outer_joined:
            continue
        branches = _branches(beneath)
        if not any(one.args.get("golive_grouped") for one in branches):
            names = beneath.args.get("golive_columns") or ()
            every = [_into(query, row, one, names) for one in branches]
            return [found for one in every for found in merged(one, derived, outer_joined)]
    return [query]


def _branches(query: Node) -> list[Node]:
    query = enclosed(query)
    if isinstance(query, exp.Union):
        return [*_branches(query.this), *_branches(query.expression)]
    return [query]


def _into(query: Node, row: str, beneath: Node, columns: tuple[str, ...]) -> Node:
    """A query whose derived row is what another query makes of its own rows."""
    values = dict(zip(columns, beneath.expressions, strict=False))

    def value(node: Node) -> Node:
        if isinstance(node, exp.Column) and node.table == row and node.name in values:
            found = values[node.name]
            return found.copy() if isinstance(found, exp.Column) else exp.Paren(this=found.copy())
        return node

    found = query.transform(value)
    rows = [one for one in rows_of(query) if one != row] + [
        one for one in rows_of(beneath) if one not in rows_of(query)
    ]
    conditions = [one.args["where"].this for one in (found, beneath) if one.args.get("where") is not None]
    if conditions:
        found.set("where", exp.Where(this=exp.and_(*(exp.Paren(this=one.copy()) for one in conditions), copy=False)))
    found.set("golive_rows", tuple(rows))
    return found
