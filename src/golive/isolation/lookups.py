"""Queries that find by its key the very row that a condition is about."""

from typing import Any

from sqlglot import exp

from golive.isolation.forms import where_of
from golive.isolation.reading import Reading
from golive.isolation.sameness import conjuncts
from golive.isolation.trees import bare, column, rows_of, spelled
from golive.isolation.world import World

Node = Any  # the parser's class has another name from version to version


def looked_up(world: World, reading: Reading, where: Node, row: str) -> dict[str, Node]:
    """By what such a query is written as: the row's column that it gives."""
    found: dict[str, Node] = {}
    relation = reading.tables.get(row, "")
    given = {one.sql() for one in conjuncts(where) if isinstance(one, exp.EQ)}
    for one in where.find_all(exp.Subquery):
        query = one.this
        rows = rows_of(query)
        if len(rows) != 1 or reading.tables.get(rows[0]) != relation or query.args.get("golive_grouped"):
            continue
        asked, value = list(conjuncts(where_of(query))), bare(query.expressions[0])
        keys = [bare(side) for each in asked if isinstance(each, exp.EQ) for side in (each.this, each.expression)]
        names = [each.name for each in keys if isinstance(each, exp.Column) and each.table == rows[0]]
        mine = [each.transform(lambda node, it=rows[0]: _of_row(node, it, row)) for each in asked]
        same = all(isinstance(each, exp.EQ) and ({each.sql(), _turned(each)} & given) for each in mine)
        if same and len(names) == len(asked) and world.unique(relation, names) and isinstance(value, exp.Column):
            found[spelled(one)] = _of_row(value, rows[0], row)
    return found


def _of_row(node: Node, other: str, row: str) -> Node:
    return column(row, node.name) if isinstance(node, exp.Column) and node.table == other else node


def _turned(node: Node) -> str:
    return str(exp.EQ(this=node.expression.copy(), expression=node.this.copy()).sql())
