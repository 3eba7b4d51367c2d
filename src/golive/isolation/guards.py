"""What is true once a statement has run: the functions that it called came to their end, and raised nothing."""

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from golive.isolation.doubt import Doubt
from golive.isolation.programs import Branched, Command, Raised, Returned, Statement
from golive.isolation.reading import Frame
from golive.isolation.runs import Run, parse_statement
from golive.isolation.sameness import conjuncts
from golive.isolation.trees import bare, called, parse_expression

Node = Any  # the parser's class has another name from version to version
_ALL = (exp.Paren, exp.Cast, exp.Alias, exp.Not, exp.Is, exp.Neg, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE,
        exp.JSONExtract, exp.JSONExtractScalar, exp.JSONBExtract, exp.JSONBExtractScalar)  # fmt: skip
_NARROWS = ("from_", "from", "where", "group", "having", "limit", "offset", "with_", "with")
_TRUE = exp.Boolean(this=True)


def of_statement(run: Run, statement: Statement, frame: Frame) -> list[Node]:
    """The conditions under which it comes to the next one."""
    match statement:
        case Command() | Returned(rows=True):
            return of_query(run, parse_statement(statement.text), frame)
        case Branched() if statement.branches:
            return of_expression(run, statement.branches[0][0], frame)
        case Returned() | Raised() | Branched():
            return []
    return of_expression(run, statement.text, frame)


def of_expression(run: Run, text: str, frame: Frame) -> list[Node]:
    try:
        return of_query(run, parse_expression(text), frame) if text else []
    except Doubt:
        return []


def of_query(run: Run, node: Node, frame: Frame) -> list[Node]:
    found = [_ended(run, one, frame) for one in _always(node)]
    return [one for one in found if one != _TRUE]


def _always(node: Node) -> Iterator[Node]:
    """The calls in it that are made whatever the rows are."""
    if isinstance(node, exp.Dot | exp.Anonymous) and called(node) is not None:
        yield node
    elif isinstance(node, exp.Subquery):
        yield from _always(node.this)
    elif isinstance(node, exp.Select):
        if not any(node.args.get(one) for one in _NARROWS):
            for one in node.expressions:
                yield from _always(one)
    elif isinstance(node, _ALL):
        for one in (node.this, node.args.get("expression")):
            if hasattr(one, "args"):
                yield from _always(one)


def _ended(run: Run, node: Node, frame: Frame) -> Node:
    """That a call came to its end; of a body that is not followed nobody knows when it does."""
    call, name = (node.expression if isinstance(node, exp.Dot) else node), called(node) or ()
    reading = run.reading
    try:
        given = [reading.expression(one, frame) for one in call.expressions]
        function = reading.routines.find(name, len(given), frame.path)
        if function is None or function.language != "plpgsql":
            return _TRUE
    except Doubt:
        return _TRUE
    try:
        body = reading.routines.body(function, reading.role)
        if body is not None:
            return _passes(run, body.program, reading.opened(body, given, frame))
    except Doubt:
        pass
    return exp.Anonymous(this="golive_call", expressions=[exp.Literal.string(f"{function.identity} ends"), *given])


def _passes(run: Run, statements: tuple[Statement, ...], frame: Frame) -> Node:
    run.step()
    if not statements:
        return _TRUE
    first, rest = statements[0], statements[1:]
    before = of_statement(run, first, frame)
    match first:
        case Returned(rows=False):
            return _TRUE
        case Raised():
            return exp.Boolean(this=False)
        case Branched():
            passed: list[Node] = []
            ways: list[Node] = []
            for text, inside in (*first.branches, ("true", first.otherwise)):
                condition = run.condition(text, frame)
                ways.append(_together([*passed, condition, _passes(run, (*inside, *rest), frame)]))
                passed.append(exp.Not(this=exp.Is(this=exp.Paren(this=condition), expression=exp.Boolean(this=True))))
            either = [one for one in ways if one.find(exp.Boolean) is None or not _never(one)]
            return _together([*before, exp.or_(*either, copy=False) if either else exp.Boolean(this=False)])
        case Returned():
            return _together([*before, _passes(run, rest, frame)])
    return _together([*before, _passes(run, rest, run.after(first, frame))])


def _never(node: Node) -> bool:
    """Whether one of what has to be true is false."""
    return any(isinstance(bare(one), exp.Boolean) and not bare(one).this for one in conjuncts(node))


def _together(nodes: list[Node]) -> Node:
    some = [one for one in nodes if one != _TRUE]
    return exp.and_(*(exp.Paren(this=one.copy()) for one in some), copy=False) if some else _TRUE
