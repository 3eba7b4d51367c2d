"""What can be said for certain of a condition as the server writes it down: it holds for every row, or for none.

Each part that is not understood may be true, false or null, so that what is called certain is certain.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import product

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

Truth = bool | None
World = dict[str, object]

ANY: frozenset[Truth] = frozenset({True, False, None})
_MANY = 20_000  # combinations: beyond that, nothing is certain
_VOLATILE = ("random", "clock_timestamp", "nextval", "gen_random_uuid", "uuid_generate", "timeofday", "statement_timestamp")
_COMPARED = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.NullSafeEQ, exp.NullSafeNEQ)


@lru_cache(maxsize=8192)
def parsed(text: str) -> exp.Expression | None:
    """The expression, or None where it is beyond the parser."""
    try:
        return sqlglot.parse_one(text, dialect="postgres") if text else None
    except (SqlglotError, RecursionError):
        return None


@lru_cache(maxsize=8192)
def outcomes(text: str, not_null: frozenset[str] = frozenset()) -> frozenset[Truth]:
    """Every value the condition may take over all rows and sessions, or more; the columns named are never null."""
    tree = parsed(text)
    if tree is None:
        return ANY
    domains: dict[str, tuple[object, ...]] = {}
    for name, values in _unknowns(tree, not_null):
        domains[name] = tuple(dict.fromkeys((*domains.get(name, ()), *values)))
    size = 1
    for values in domains.values():
        size *= len(values)
        if size > _MANY:
            return ANY
    return frozenset(_value(tree, dict(zip(domains, world, strict=True))) for world in product(*domains.values()))


def holds_for_all(text: str, not_null: frozenset[str] = frozenset()) -> bool:
    """True for every row, except where it is null because a column is."""
    found = outcomes(text, not_null)
    return True in found and False not in found


def holds_for_none(text: str, not_null: frozenset[str] = frozenset()) -> bool:
    return True not in outcomes(text, not_null)


def bare(node: exp.Expression) -> exp.Expression:
    """Without brackets, and without the cast of a constant."""
    while isinstance(node, exp.Paren) or (isinstance(node, exp.Cast) and isinstance(bare(node.this), exp.Literal | exp.Boolean | exp.Null)):
        node = node.this
    return node


def conjuncts(node: exp.Expression) -> Iterator[exp.Expression]:
    node = bare(node)
    if isinstance(node, exp.And):
        yield from conjuncts(node.this)
        yield from conjuncts(node.expression)
    else:
        yield node


def name_of(node: exp.Expression) -> str:
    """One spelling for each term; equal terms have equal values within one row."""
    return node.sql(dialect="postgres")


def _constant(node: exp.Expression) -> object:
    """A number, a text or a truth; raises where it is none."""
    node = bare(node)
    if isinstance(node, exp.Boolean):
        return bool(node.this)
    if isinstance(node, exp.Neg):
        inner = _constant(node.this)
        if isinstance(inner, Fraction):
            return -inner
    if isinstance(node, exp.Literal):
        return node.this if node.is_string else Fraction(node.this)
    raise ValueError


def _is_constant(node: exp.Expression) -> bool:
    try:
        _constant(node)
    except (ValueError, ZeroDivisionError):
        return False
    return True


def _steady(node: exp.Expression) -> bool:
    text = name_of(node).lower()
    return not any(word in text for word in _VOLATILE) and node.find(exp.Select) is None


def _sides(node: exp.Expression) -> tuple[exp.Expression, exp.Expression] | None:
    """The two terms of a comparison whose outcome follows from their values."""
    if not isinstance(node, _COMPARED):
        return None
    left, right = bare(node.this), bare(node.expression)
    if isinstance(right, exp.Any | exp.All) or not (_steady(left) and _steady(right)):
        return None
    return left, right


def _members(node: exp.Expression) -> tuple[exp.Expression, list[exp.Expression]] | None:
    """`x IN (1, 2)` and `x = ANY (ARRAY[1, 2])`, as the term and the constants."""
    if isinstance(node, exp.In) and node.args.get("query") is None and node.expressions:
        found = node.expressions
    elif isinstance(node, exp.EQ) and isinstance(node.expression, exp.Any):
        inner = bare(node.expression.this)
        found = inner.expressions if isinstance(inner, exp.Array) else []
    else:
        return None
    if found and all(_is_constant(one) for one in found) and _steady(node.this):
        return bare(node.this), found
    return None


def _null_test(node: exp.Expression) -> tuple[exp.Expression, bool] | None:
    """The term of IS NULL, and whether it is IS NOT NULL."""
    if isinstance(node, exp.Is) and isinstance(node.expression, exp.Null) and _steady(node.this):
        return bare(node.this), bool(node.args.get("negate"))
    return None


def _truth_test(node: exp.Expression) -> bool:
    return isinstance(node, exp.Is) and isinstance(node.expression, exp.Boolean)


def _unknowns(node: exp.Expression, not_null: frozenset[str]) -> Iterator[tuple[str, tuple[object, ...]]]:
    """What the outcome hangs on, with the values that stand for all others."""
    node = bare(node)
    if isinstance(node, exp.Boolean | exp.Null):
        return
    if isinstance(node, exp.And | exp.Or):
        yield from _unknowns(node.this, not_null)
        yield from _unknowns(node.expression, not_null)
    elif isinstance(node, exp.Not):
        yield from _unknowns(node.this, not_null)
    elif isinstance(node, exp.Coalesce):
        for one in (node.this, *node.expressions):
            yield from _unknowns(one, not_null)
    elif _truth_test(node):
        yield from _unknowns(node.this, not_null)
    elif test := _null_test(node):
        yield _term(test[0], not_null, ("·",))
    elif many := _members(node):
        yield _term(many[0], not_null, _around([_constant(one) for one in many[1]]))
    elif (sides := _sides(node)) is not None:
        left, right = sides
        if _is_constant(left) and _is_constant(right):
            return
        if _is_constant(left) or _is_constant(right):
            term, constant = (right, left) if _is_constant(left) else (left, right)
            yield _term(term, not_null, _around([_constant(constant)]))
            if isinstance(_constant(constant), str) and not isinstance(node, exp.EQ | exp.NEQ | exp.NullSafeEQ | exp.NullSafeNEQ):
                yield f"order of {name_of(node)}", (True, False)
            return
        yield _term(left, not_null, ("·",))
        if name_of(left) != name_of(right):
            yield _term(right, not_null, ("·",))
            yield _pair(left, right), (-1, 0, 1)
    elif isinstance(node, exp.Column):
        yield _term(node, not_null, (True, False))
    else:
        yield name_of(node), (True, False) if isinstance(node, exp.Exists) else (True, False, None)


def _term(node: exp.Expression, not_null: frozenset[str], values: tuple[object, ...]) -> tuple[str, tuple[object, ...]]:
    if isinstance(node, exp.Null):
        return "NULL", (None,)
    certain = isinstance(node, exp.Column) and not node.table and node.name in not_null
    return name_of(node), values if certain else (*values, None)


def _around(constants: list[object]) -> tuple[object, ...]:
    """The constants and a value in every gap between them."""
    numbers = sorted(one for one in constants if isinstance(one, Fraction))
    gaps = [(low + high) / 2 for low, high in zip(numbers, numbers[1:], strict=False)]
    outer = [numbers[0] - 1, numbers[-1] + 1] if numbers else []
    truths = [True, False] if any(isinstance(one, bool) for one in constants) else []
    return (*constants, *gaps, *outer, *truths, "·")


def _pair(left: exp.Expression, right: exp.Expression) -> str:
    return " ? ".join(sorted((name_of(left), name_of(right))))


def _value(node: exp.Expression, world: World) -> Truth:
    node = bare(node)
    if isinstance(node, exp.Boolean):
        return bool(node.this)
    if isinstance(node, exp.Null):
        return None
    if isinstance(node, exp.And | exp.Or):
        left, right = _value(node.this, world), _value(node.expression, world)
        decisive = isinstance(node, exp.Or)
        if decisive in (left, right):
            return decisive
        return None if None in (left, right) else not decisive
    if isinstance(node, exp.Not):
        inner = _value(node.this, world)
        return None if inner is None else not inner
    if isinstance(node, exp.Coalesce):
        return next((found for one in (node.this, *node.expressions) if (found := _value(one, world)) is not None), None)
    if _truth_test(node):
        same = _value(node.this, world) is bool(node.expression.this)
        return same is not bool(node.args.get("negate"))
    if test := _null_test(node):
        return (_at(test[0], world) is None) is not test[1]
    if many := _members(node):
        value = _at(many[0], world)
        return None if value is None else any(_equal(value, _constant(one)) for one in many[1])
    if (sides := _sides(node)) is not None:
        return _compared(node, *sides, world)
    found = world[name_of(node)]
    return None if found is None else found is not False


def _at(node: exp.Expression, world: World) -> object:
    if isinstance(node, exp.Null):
        return None
    return _constant(node) if _is_constant(node) else world[name_of(node)]


def _equal(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other


def _compared(node: exp.Expression, left: exp.Expression, right: exp.Expression, world: World) -> Truth:
    a, b = _at(left, world), _at(right, world)
    if isinstance(node, exp.NullSafeEQ | exp.NullSafeNEQ) and (a is None or b is None):
        return (a is b) is isinstance(node, exp.NullSafeEQ)
    if a is None or b is None:
        return None
    order = _order(node, left, right, a, b, world)
    match node:
        case exp.EQ() | exp.NullSafeEQ():
            return order == 0
        case exp.NEQ() | exp.NullSafeNEQ():
            return order != 0
        case exp.LT():
            return order < 0
        case exp.LTE():
            return order <= 0
        case exp.GT():
            return order > 0
    return order >= 0


def _order(node: exp.Expression, left: exp.Expression, right: exp.Expression, a: object, b: object, world: World) -> int:
    """Below, equal or above; for two terms as this world says."""
    first, second = name_of(left), name_of(right)
    if first == second:
        return 0
    if not _is_constant(left) and not _is_constant(right):
        order = world[_pair(left, right)]
        assert isinstance(order, int)  # noqa: S101
        return order if first < second else -order
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return (a > b) - (a < b)
    if _equal(a, b):
        return 0
    return 1 if world.get(f"order of {name_of(node)}", True) else -1
