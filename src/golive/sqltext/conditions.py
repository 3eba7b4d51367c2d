"""What a condition can come out as, whatever the row: for verdicts that are given only when certain.

Every scalar stands for a few states (NULL, each constant it is compared with, what lies between), every other
condition for true, false and NULL; all combinations are tried. What is not understood can come out as anything,
so a set of results is never too small.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from golive.sqltext.expressions import predicate
from golive.sqltext.literals import array_of, as_boolean, bare, literal
from golive.sqltext.logic import Assignment, Condition, State, Truth, all_of, any_of, constant, first_of, negated, truth

Node = Any  # the parser's class has another name from version to version

ANYTHING: frozenset[Truth] = frozenset({True, False, None})
_TRUE: frozenset[Truth] = frozenset({True})
_MOST = 40_000  # combinations
_NULL, _OTHER = object(), object()  # equal to no constant, whatever a condition compares with
_VOLATILE = re.compile(r"(?i)\b(random|clock_timestamp|timeofday|nextval|\w*gen_random_\w+|uuid_generate_v\d)\b")
_NOT_NEGATIVE = re.compile(
    r"(?i)^(CHAR_LENGTH|CHARACTER_LENGTH|LENGTH|OCTET_LENGTH|CARDINALITY|ABS|ARRAY_LENGTH|ARRAY_SIZE)\("
)


@lru_cache(maxsize=8192)  # a thousand tables have the same dozen conditions
def outcomes(
    text: str, never_null: frozenset[str] = frozenset(), wanted: frozenset[Truth] = ANYTHING
) -> frozenset[Truth]:
    """The results the condition can have; columns in never_null are named as the condition names them.

    Nothing more is tried once all that are wanted were found.
    """
    try:
        tree = sqlglot.parse_one(f"SELECT {text}", dialect="postgres").expressions[0]
    except (SqlglotError, RecursionError, IndexError):
        return ANYTHING
    reading = _Reading(frozenset(name.lower() for name in never_null))
    try:
        condition = reading.condition(tree)
    except RecursionError:
        return ANYTHING
    found: set[Truth] = set()
    for tried, result in enumerate(_results(condition, reading.variables(), {})):
        found.add(result)
        if found >= wanted:
            break
        if tried >= _MOST:
            return ANYTHING
    return frozenset(found)


def _results(condition: Condition, states: Mapping[str, Sequence[State]], given: dict[str, State]) -> Iterator[Truth]:
    """Of every combination: what one of them does not ask for is not chosen."""
    try:
        yield condition(given)
        return
    except KeyError as missing:
        name = missing.args[0]
    for state in states[name]:
        given[name] = state
        yield from _results(condition, states, given)
    del given[name]


def holds_for_all(text: str, never_null: frozenset[str] = frozenset()) -> bool:
    """True for every row, except where it is null because a column is."""
    found = outcomes(text, never_null)
    return True in found and False not in found


def holds_for_none(text: str, never_null: frozenset[str] = frozenset()) -> bool:
    """True for no row at all."""
    return True not in outcomes(text, never_null, _TRUE)


@dataclass(slots=True)
class _Scalar:
    numbers: set[Decimal] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    boolean: bool = False
    nullable: bool = True
    not_negative: bool = False

    def states(self) -> list[State]:
        found: list[State] = [_NULL] if self.nullable else []
        if self.boolean:
            return [*found, True, False]
        if self.numbers:
            values = sorted(self.numbers)
            between = [(low + high) / 2 for low, high in pairwise(values)]
            some = sorted([*values, *between, values[0] - 1, values[-1] + 1])
            return [*found, *(value for value in some if value >= 0 or not self.not_negative)]
        return [*found, *sorted(self.texts), _OTHER]


@dataclass(slots=True)
class _Reading:
    never_null: frozenset[str]
    scalars: dict[str, _Scalar] = field(default_factory=dict)
    pairs: set[str] = field(default_factory=set)
    opaque: set[str] = field(default_factory=set)
    volatile: int = 0

    def variables(self) -> dict[str, Sequence[State]]:
        named: dict[str, Sequence[State]] = {name: scalar.states() for name, scalar in self.scalars.items()}
        named |= dict.fromkeys(self.pairs, (-1, 0, 1))
        named |= dict.fromkeys(self.opaque, (True, False, None))
        return named

    def condition(self, node: Node) -> Condition:
        """The boolean value of an expression, as three-valued logic has it."""
        node = predicate(node)
        if node.args.get("negate"):  # some versions of the parser write IS NOT so
            plain = node.copy()
            plain.set("negate", None)
            return negated(self.condition(plain))
        match node:
            case exp.Paren() | exp.Alias():
                return self.condition(node.this)
            case exp.Boolean():
                return constant(bool(node.this))
            case exp.Null():
                return constant(None)
            case exp.Not():
                return negated(self.condition(node.this))
            case exp.And():
                return all_of(self.condition(node.left), self.condition(node.right))
            case exp.Or():
                return any_of(self.condition(node.left), self.condition(node.right))
            case exp.Between():
                low = self.compared(node.this, node.args["low"], lambda order: order >= 0)
                return all_of(low, self.compared(node.this, node.args["high"], lambda order: order <= 0))
            case exp.In() if node.expressions and not node.args.get("query"):
                return self.among(node.this, node.expressions)
            case exp.Is():
                return self.tested(node)
            case exp.NullSafeEQ():
                return self.distinct(node.left, node.right, distinct=False)
            case exp.NullSafeNEQ():
                return self.distinct(node.left, node.right, distinct=True)
            case exp.Coalesce():
                return first_of([self.condition(part) for part in (node.this, *node.expressions)])
            case exp.Case() if node.this is None:
                return self.cases(node)
            case exp.Like() if literal(node.expression) == "%":
                return self.compared(node.this, node.this, lambda _: True)
            case exp.Cast() if node.to.sql().upper() == "BOOLEAN":
                return self.condition(as_boolean(node.this))
            case exp.EQ() if (listed := array_of(node.right, exp.Any)) is not None:
                return self.among(node.left, listed)
            case exp.NEQ() if (listed := array_of(node.right, exp.All)) is not None:
                return negated(self.among(node.left, listed))
        if type(node) in _ORDERS:
            return self.compared(node.left, node.right, _ORDERS[type(node)])
        if isinstance(node, exp.Column):
            name = self.scalar(node)
            if not (self.scalars[name].numbers or self.scalars[name].texts):
                self.scalars[name].boolean = True
                return lambda given: truth(given[name])
        return self.unknown(node)

    def unknown(self, node: Node) -> Condition:
        name = self._key(node) + " is true"
        self.opaque.add(name)
        return lambda given: given[name]  # type: ignore[return-value]

    def tested(self, node: exp.Is) -> Condition:
        if isinstance(node.expression, exp.Null):
            if literal(node.this) is not None:
                return constant(False)
            if isinstance(bare(node.this), exp.Null):
                return constant(True)
            name = self.scalar(node.this)
            return lambda given: given[name] == _NULL
        if isinstance(node.expression, exp.Boolean):
            wanted, inner = bool(node.expression.this), self.condition(node.this)
            return lambda given: inner(given) is wanted
        return self.unknown(node)

    def among(self, node: Node, listed: list[Node]) -> Condition:
        return any_of(*(self.compared(node, part, lambda order: order == 0) for part in listed))

    def cases(self, node: exp.Case) -> Condition:
        branches = [(self.condition(one.this), self.condition(one.args["true"])) for one in node.args["ifs"]]
        default = node.args.get("default")
        otherwise = self.condition(default) if default is not None else constant(None)

        def run(given: Assignment) -> Truth:
            return next((then(given) for when, then in branches if when(given)), otherwise(given))

        return run

    def compared(self, left: Node, right: Node, wanted: Callable[[int], bool]) -> Condition:
        order = self.order(left, right)
        if order is None:
            return self.unknown(exp.EQ(this=left.copy(), expression=right.copy()))

        def run(given: Assignment) -> Truth:
            found = order(given)
            return None if found is None else wanted(found)

        return run

    def distinct(self, left: Node, right: Node, *, distinct: bool) -> Condition:
        for one, other in ((left, right), (right, left)):
            if isinstance(bare(other), exp.Null):
                tested = self.tested(exp.Is(this=one.copy(), expression=exp.Null()))
                return negated(tested) if distinct else tested
        order = self.order(left, right)
        if order is None:
            return self.unknown(exp.NullSafeEQ(this=left.copy(), expression=right.copy()))
        names = [self.scalar(side) for side in (left, right) if literal(side) is None]

        def run(given: Assignment) -> Truth:
            if (found := order(given)) is not None:
                return (found != 0) is distinct
            both = len(names) > 1 and all(given[name] == _NULL for name in names)
            return both is not distinct

        return run

    def order(self, left: Node, right: Node) -> Callable[[Assignment], int | None] | None:
        """-1, 0 or 1 as left is below, equal to or above right; None where either is NULL."""
        if isinstance(bare(left), exp.Null) or isinstance(bare(right), exp.Null):
            return lambda _: None
        one, other = literal(left), literal(right)
        if one is not None and other is not None:
            return _fixed(one, other)
        if one is not None:
            swapped = self.order(right, left)
            return swapped and (lambda given: None if (found := swapped(given)) is None else -found)
        name = self.scalar(left)
        if other is None:
            return self._pair(name, self.scalar(right))
        return self._against(name, other)

    def _pair(self, name: str, second: str) -> Callable[[Assignment], int | None]:
        if name == second:
            return lambda given: None if given[name] == _NULL else 0
        pair, sign = (f"{name} <=> {second}", 1) if name < second else (f"{second} <=> {name}", -1)
        self.pairs.add(pair)

        def run(given: Assignment) -> int | None:
            if given[name] == _NULL or given[second] == _NULL:
                return None
            return sign * given[pair]  # type: ignore[operator]

        return run

    def _against(self, name: str, constant: Decimal | str | bool) -> Callable[[Assignment], int | None] | None:
        scalar = self.scalars[name]
        if isinstance(constant, bool):
            if scalar.numbers or scalar.texts:
                return None
            scalar.boolean = True
            return lambda given: None if given[name] == _NULL else int(given[name]) - constant  # type: ignore[call-overload]
        if scalar.boolean or (scalar.texts if isinstance(constant, Decimal) else scalar.numbers):
            return None
        if isinstance(constant, Decimal):
            scalar.numbers.add(constant)
            return lambda given: None if given[name] == _NULL else _compare(given[name], constant)
        scalar.texts.add(constant)
        pair = f"{name} <=> {constant!r}"
        self.pairs.add(pair)

        def run(given: Assignment) -> int | None:
            """Equal is what the state says; which of the others is above depends on type and collation."""
            if given[name] == _NULL:
                return None
            if given[name] == constant:
                return 0
            return given[pair] or 1  # type: ignore[return-value]

        return run

    def scalar(self, node: Node) -> str:
        node = bare(node)
        name = self._key(node)
        if name not in self.scalars:
            nullable = not (isinstance(node, exp.Column) and name.lower() in self.never_null)
            self.scalars[name] = _Scalar(nullable=nullable, not_negative=_NOT_NEGATIVE.match(name) is not None)
        return name

    def _key(self, node: Node) -> str:
        text = str(node.sql(dialect="postgres"))
        if _VOLATILE.search(text):
            self.volatile += 1
            return f"{text} #{self.volatile}"
        return text


_ORDERS: dict[type[Any], Callable[[int], bool]] = {
    exp.EQ: lambda order: order == 0,
    exp.NEQ: lambda order: order != 0,
    exp.LT: lambda order: order < 0,
    exp.LTE: lambda order: order <= 0,
    exp.GT: lambda order: order > 0,
    exp.GTE: lambda order: order >= 0,
}


def _compare(one: object, other: Decimal) -> int:
    return (one > other) - (one < other)  # type: ignore[operator]


def _fixed(one: Decimal | str | bool, other: Decimal | str | bool) -> Callable[[Assignment], int | None] | None:
    if type(one) is not type(other):
        return None
    if isinstance(one, str):
        return (lambda _: 0) if one == other else None
    return lambda _: (one > other) - (one < other)  # type: ignore[operator]
