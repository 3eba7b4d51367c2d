"""Queries that find by its key the very row that a condition is about."""

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from golive.isolation.forms import enclosed, where_of
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


def asked_before(world: World, reading: Reading, where: Node, row: str) -> list[Node]:
    """What queries that had a row asked of it, where it is the very row: the key that finds it is the same."""
    relation = reading.tables.get(row, "")
    given = {one.sql() for one in conjuncts(where) if isinstance(one, exp.EQ)}
    told: list[Node] = []
    for query in _answered(where):
        rows = rows_of(query)
        if len(rows) != 1 or reading.tables.get(rows[0]) != relation or query.args.get("golive_grouped"):
            continue
        asked = [each.transform(lambda node, it=rows[0]: _of_row(node, it, row)) for each in conjuncts(where_of(query))]
        same = [each for each in asked if isinstance(each, exp.EQ) and {each.sql(), _turned(each)} & given]
        keys = {side.name for each in same for side in _steady(each) if side.table == row}
        if any(world.unique(relation, some) for some in [*([one] for one in keys), sorted(keys)]):
            told += asked
    return told


def _steady(equation: Node) -> Iterator[Node]:
    """The columns that it compares with what is the same each time it is asked for."""
    sides = bare(equation.this), bare(equation.expression)
    if all(isinstance(one, exp.Column | exp.Literal) for one in sides):
        yield from (one for one in sides if isinstance(one, exp.Column))


def _answered(node: Node) -> Iterator[Node]:
    """The queries that had a row, wherever the condition is true."""
    for one in conjuncts(node):
        if isinstance(one, exp.Exists):
            yield enclosed(one.this)
        elif isinstance(one, exp.Not):
            yield from _answered_unless(one.this)


def _answered_unless(node: Node) -> Iterator[Node]:
    """Those that had one wherever it is not true."""
    node = bare(node)
    match node:
        case exp.Or():
            yield from _answered_unless(node.this)
            yield from _answered_unless(node.expression)
        case exp.Is(expression=exp.Boolean(this=True)):
            yield from _answered_unless(node.this)
        case exp.Is(expression=exp.Null()) if isinstance(value := bare(node.this), exp.Subquery):
            if isinstance(bare(value.this.expressions[0]), exp.Column):
                yield value.this
        case exp.Not() if isinstance(bare(node.this), exp.Exists):  # is never NULL
            yield from _answered(node.this)


def _of_row(node: Node, other: str, row: str) -> Node:
    return column(row, node.name) if isinstance(node, exp.Column) and node.table == other else node


def _turned(node: Node) -> str:
    return str(exp.EQ(this=node.expression.copy(), expression=node.this.copy()).sql())
