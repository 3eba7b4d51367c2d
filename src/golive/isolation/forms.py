"""The many ways to ask one thing of a query, brought to one: whether it has a row."""

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from golive.isolation.sameness import conjuncts
from golive.isolation.trees import bare, rows_of

Node = Any  # the parser's class has another name from version to version
_ORDERS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Like, exp.ILike)
_AROUND = (exp.Paren, exp.Not, exp.And, exp.Or, exp.Coalesce, exp.Case, exp.If)


def enclosed(node: Node) -> Node:
    while isinstance(node, exp.Subquery | exp.Paren):
        node = node.this
    return node


def where_of(query: Node) -> Node:
    found = query.args.get("where")
    return found.this if found is not None else exp.Boolean(this=True)


def surrounds(node: Node) -> bool:
    """Whether its truth is made of the truth of its parts, and of nothing else."""
    if isinstance(node, exp.Is):
        return isinstance(node.expression, exp.Boolean)
    return isinstance(node, _AROUND) and not (isinstance(node, exp.Case) and node.this is not None)


def elements(node: Node) -> Node | None:
    """The query that an array, or what ANY looks through, takes its values from."""
    node = enclosed(node)
    if isinstance(node, exp.Cast):
        return elements(node.this)
    if isinstance(node, exp.Array) and len(node.expressions) == 1:
        node = enclosed(node.expressions[0])
        return node if isinstance(node, exp.Select | exp.Union) else None
    if isinstance(node, exp.Coalesce) and all(_empty(one) for one in node.expressions):
        return elements(node.this)
    if isinstance(node, exp.Select) and len(node.expressions) == 1 and not node.args.get("golive_groups"):
        value = bare(node.expressions[0])
        if isinstance(value, exp.Coalesce) and all(_empty(one) for one in value.expressions):
            value = bare(value.this)
        if isinstance(value, exp.Cast):
            value = bare(value.this)
        if isinstance(value, exp.ArrayAgg):
            values = value.this
            while isinstance(values, exp.Distinct | exp.Order):
                values = values.expressions[0] if isinstance(values, exp.Distinct) else values.this
            return _plain(node, [values])
    return None


def _empty(node: Node) -> bool:
    node = bare(node)
    if isinstance(node, exp.Cast):
        return _empty(node.this)
    return isinstance(node, exp.Null) or (isinstance(node, exp.Array) and not node.expressions) or (
        isinstance(node, exp.Literal) and node.is_string and node.this == "{}"
    )  # fmt: skip


def asked(node: Node) -> Iterator[Node]:
    """Queries one of which has a row wherever the condition is true: each of them is enough to know it by."""
    match node:
        case exp.Exists():
            yield enclosed(node.this)
        case exp.Subquery():
            yield from _true(enclosed(node))
        case exp.Is() | exp.Not() if (value := _there(node)) is not None:
            yield from _with(enclosed(value), None)
        case exp.In() if (query := node.args.get("query")) is not None:
            yield from _member(bare(node.this), enclosed(query))
        case exp.In():
            found = _value(node.this, node.expressions)
            if found is not None:
                changed = node.copy()
                yield from _with(found, lambda value: _replaced(changed, "this", value))
    if isinstance(node, _ORDERS):
        for side, other in (("this", node.expression), ("expression", node.this)):
            mine = getattr(node, side)
            if isinstance(node, exp.EQ) and isinstance(bare(mine), exp.Any):
                found = elements(bare(mine).this) or enclosed(bare(mine).this)
                yield from _member(bare(other), found)
            elif (found := _value(mine, [other])) is not None:
                if counted := _counted(node, found):
                    yield counted
                yield from _with(found, lambda value, side=side: _replaced(node.copy(), side, value))


def _there(node: Node) -> Node | None:
    """What is said not to be NULL: by IS NOT NULL, or by NOT (… IS NULL)."""
    test = bare(node.this) if isinstance(node, exp.Not) else node
    if not isinstance(test, exp.Is) or not isinstance(test.expression, exp.Null):
        return None
    return test.this if isinstance(node, exp.Not) is not bool(test.args.get("negate")) else None


def _value(node: Node, others: list[Node]) -> Node | None:
    """The query whose one value is compared, and that had one: what stands for none is not what is asked for."""
    node = bare(node)
    if isinstance(node, exp.Coalesce):
        known = {one.sql() for one in others if _constant(one)}
        if len(known) < len(others) or not all(_constant(one) and one.sql() not in known for one in node.expressions):
            return None
        node = bare(node.this)
    return enclosed(node) if isinstance(node, exp.Subquery) else None


def _constant(node: Node) -> bool:
    return isinstance(bare(node.this if isinstance(node, exp.Cast) else node), exp.Literal)


def _replaced(node: Node, name: str, value: Node) -> Node:
    node.set(name, value.copy())
    return node


def _member(value: Node, query: Node) -> Iterator[Node]:
    """A value, or a row of them, is among those of the query."""
    values = list(value.expressions) if isinstance(value, exp.Tuple) else [value]
    if isinstance(query, exp.Union):
        for branches in zip(
            _member(value, enclosed(query.this)), _member(value, enclosed(query.expression)), strict=False
        ):
            yield exp.Union(this=branches[0], expression=branches[1])
    elif (
        isinstance(query, exp.Select) and len(query.expressions) == len(values) and not query.args.get("golive_grouped")
    ):
        pairs = zip(values, query.expressions, strict=True)
        yield _plain(query, [], *(exp.EQ(this=exp.Paren(this=one.copy()), expression=exp.Paren(this=bare(two).copy()))
                                  for one, two in pairs))  # fmt: skip


def _single(query: Node, count: int = 1) -> bool:
    """Whether each of its rows is one of what it reads from."""
    return isinstance(query, exp.Select) and len(query.expressions) == count and not query.args.get("golive_grouped")


def _with(query: Node, compare: Any) -> Iterator[Node]:
    """The one value of a query, which is there only where a row is, compared inside of it."""
    if _single(query):
        yield _plain(query, [], *([compare(query.expressions[0])] if compare else []))


def _true(query: Node) -> Iterator[Node]:
    """The value of a query is true: that of a row of it, of one of them, or that there are some."""
    if not isinstance(query, exp.Select) or len(query.expressions) != 1 or query.args.get("golive_groups"):
        return
    value = bare(query.expressions[0])
    while isinstance(value, exp.Coalesce) and all(
        isinstance(bare(one), exp.Boolean) and not bare(one).this for one in value.expressions
    ):
        value = bare(value.this)
    if isinstance(value, exp.LogicalOr):
        yield _plain(query, [], value.this)
    elif isinstance(value, _ORDERS) and (counted := _counted(value, query, value.this, value.expression)):
        yield counted
    if not query.args.get("golive_grouped"):
        yield _plain(query, [], value)


def counts(node: Node) -> bool:
    """Whether it is a query that compares a count: always one row, and never NULL."""
    query = enclosed(node)
    values = query.expressions if isinstance(query, exp.Select) and not query.args.get("golive_groups") else []
    value = bare(values[0]) if len(values) == 1 else None
    return isinstance(value, _ORDERS) and _counted(value, query, value.this, value.expression) is not None


def _counted(node: Node, query: Node, count: Node | None = None, than: Node | None = None) -> Node | None:
    """The rows that are counted, where the comparison says that there are some."""
    if count is None:
        if not isinstance(query, exp.Select) or query.args.get("golive_groups") or len(query.expressions) != 1:
            return None
        count, than = query.expressions[0], node.expression
    value, limit = bare(count), bare(than)
    if not isinstance(value, exp.Count) or not isinstance(limit, exp.Literal) or limit.is_string:
        return None
    least = {exp.GT: 0, exp.NEQ: 0, exp.GTE: 1, exp.EQ: 1}.get(type(node))
    enough = least is not None and str(limit.this).isdigit() and int(str(limit.this)) >= least
    if isinstance(node, exp.NEQ):
        enough = enough and int(str(limit.this)) == 0
    return _plain(query, []) if enough else None


def _plain(query: Node, values: list[Node], *conditions: Node) -> Node:
    """The rows of a query without what is made of them, and with conditions more."""
    found = exp.Select(expressions=[one.copy() for one in values] or [exp.Boolean(this=True)])
    for name in ("from_", "joins"):
        if query.args.get(name):
            found.set(name, query.args[name])
    every = [where_of(query).copy(), *(exp.Paren(this=one.copy()) for one in conditions)]
    found.set("where", exp.Where(this=exp.and_(*every, copy=False)))
    found.set("golive_rows", rows_of(query))
    return found


def parted(node: Node) -> Node:
    """An equation with a value that is chosen, as the choice of one of several equations."""
    if isinstance(node, exp.EQ):
        for value, other in ((bare(node.this), node.expression), (bare(node.expression), node.this)):
            if isinstance(bare(other), exp.Column) and (ways := _ways(value)) is not None:
                *chosen, (_, last) = [(when, _equal(other, one)) for when, one in ways]
                if all(nothing(one) for _, one in (*chosen, (None, last))):
                    return exp.Null()
                return exp.Case(ifs=[exp.If(this=when, true=one) for when, one in chosen], default=last)
    return node


def _equal(one: Node, other: Node) -> Node:
    return exp.Null() if nothing(other) else parted(exp.EQ(this=one.copy(), expression=other))


def _ways(value: Node) -> list[tuple[Node, Node]] | None:
    """What it may be, each with its condition; the last where none of them holds."""
    if isinstance(value, exp.Case) and value.this is None:
        found = [(one.this.copy(), one.args["true"].copy()) for one in value.args["ifs"]]
        return [*found, (None, (value.args.get("default") or exp.Null()).copy())]
    if isinstance(value, exp.Coalesce) and any(isinstance(bare(one), exp.Subquery) for one in value.expressions):
        *first, last = (value.this, *value.expressions)
        there = [(exp.Not(this=exp.Is(this=one.copy(), expression=exp.Null())), one.copy()) for one in first]
        return [*there, (None, last.copy())]
    return None


def nothing(node: Node) -> bool:
    """Whether a value can only be NULL."""
    node = bare(node)
    return isinstance(node, exp.Null) or (isinstance(node, exp.Subquery) and rowless(node))


def rowless(query: Node) -> bool:
    """Whether it has no row, whatever stands in its tables."""
    query = enclosed(query)
    if isinstance(query, exp.Union):
        return rowless(query.this) and rowless(query.expression)
    if not isinstance(query, exp.Select) or query.args.get("golive_grouped"):
        return False
    every = map(bare, conjuncts(where_of(query)))
    return any(isinstance(one, exp.Null) or (isinstance(one, exp.Boolean) and not one.this) for one in every)


def shared(node: Node) -> Node:
    """Arrays one of which has one element: that it is among those of the other."""
    for one, other, apart in (
        (node.this, node.expression, exp.ArrayContainsAll), (node.expression, node.this, exp.ArrayContainedBy)
    ):  # fmt: skip
        single = bare(one)
        if isinstance(node, apart) or not isinstance(single, exp.Array) or len(single.expressions) != 1:
            continue
        if not isinstance(single.expressions[0], exp.Select | exp.SetOperation):
            return exp.EQ(this=single.expressions[0], expression=exp.Any(this=exp.Paren(this=other)))
    return node
