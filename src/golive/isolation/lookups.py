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


def asked_before(world: World, reading: Reading, where: Node, row: str) -> tuple[list[Node], tuple[str, ...]]:
    """What queries that had a row asked of it, where it is the very row, and the rows that were joined to it.

    It is the same row where the key that finds it is the same.
    """
    relation = reading.tables.get(row, "")
    given = {one.sql() for one in conjuncts(where) if isinstance(one, exp.EQ)}
    told: list[Node] = []
    beside: dict[str, None] = {}
    for query in map(_spread, _answered(where)):
        rows = [one for one in rows_of(query) if reading.tables.get(one) == relation]
        for one in rows if not query.args.get("golive_grouped") else ():
            if one == row or one in reading.outer_joined:
                continue
            asked = [each.transform(lambda node, it=one: _of_row(node, it, row)) for each in conjuncts(where_of(query))]
            same = [each for each in asked if isinstance(each, exp.EQ) and {each.sql(), _turned(each)} & given]
            keys = {side.name for each in same for side in _steady(each) if side.table == row}
            if any(world.unique(relation, some) for some in [*([one] for one in keys), sorted(keys)]):
                told += asked
                beside |= dict.fromkeys(each for each in rows_of(query) if each != one)
    return told, tuple(beside)


def unchanged(world: World, reading: Reading, where: Node, row: str) -> frozenset[str]:
    """The columns of a changed row that are as in the row with the same key, which is what it was before."""
    relation, found = reading.tables.get(row, ""), set[str]()
    for query in _answered(where):
        rows = [one for one in rows_of(query) if reading.tables.get(one) == relation]
        for one in rows if not query.args.get("golive_grouped") else ():
            pairs = [(bare(each.this), bare(each.expression)) for each in conjuncts(where_of(query)) if _equates(each)]
            same = {
                this.name
                for this, other in pairs
                if {this.table, other.table} == {one, row} and this.name == other.name
            }
            if any(world.unique(relation, some) for some in [*([name] for name in same), sorted(same)]):
                found |= same
    return frozenset(found)


def _equates(node: Node) -> bool:
    return isinstance(node, exp.EQ) and all(isinstance(bare(one), exp.Column) for one in (node.this, node.expression))


def _spread(query: Node) -> Node:
    """The query, and in it the rows of those whose one value it compares: it had a row, so that each of them had."""
    rows, asked, held = dict.fromkeys(rows_of(query)), list(conjuncts(where_of(query))), list[Node]()
    for n, one in enumerate(asked):
        for name in ("this", "expression") if isinstance(one, exp.EQ) else ():
            if (inner := _plain_query(one.args[name])) is not None:
                rows |= dict.fromkeys(rows_of(inner))
                held += conjuncts(where_of(inner))
                asked[n] = asked[n].copy()
                asked[n].set(name, inner.expressions[0].copy())
    if not held:
        return query
    found = exp.Select(expressions=[exp.Boolean(this=True)])
    found.set("where", exp.Where(this=exp.and_(*(exp.Paren(this=one.copy()) for one in (*asked, *held)), copy=False)))
    found.set("golive_rows", tuple(rows))
    found.set("golive_grouped", query.args.get("golive_grouped"))
    return found


def _plain_query(node: Node) -> Node | None:
    """A query of one value, that is one of a row of it."""
    node = bare(node)
    inner = enclosed(node) if isinstance(node, exp.Subquery) else None
    if not isinstance(inner, exp.Select) or len(inner.expressions) != 1 or inner.args.get("golive_grouped"):
        return None
    return inner if rows_of(inner) else None


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
