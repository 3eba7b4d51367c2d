"""What a written value is, whatever brackets and casts stand around it."""

from decimal import Decimal, InvalidOperation
from typing import Any

from sqlglot import exp

Node = Any  # the parser's class has another name from version to version

_SAME_ORDER = ("TEXT", "VARCHAR", "DECIMAL", "NUMERIC", "BIGINT")
_NUMERIC = ("INT", "BIGINT", "SMALLINT", "DECIMAL", "NUMERIC", "DOUBLE", "FLOAT", "REAL")


def bare(node: Node) -> Node:
    """Without brackets, and without casts that keep equality and order."""
    while isinstance(node, exp.Paren) or (
        isinstance(node, exp.Cast)
        and (node.to.this.name in _SAME_ORDER or isinstance(node.this, exp.Null))
        and not node.to.expressions
    ):
        node = node.this
    return node


def literal(node: Node) -> Decimal | str | bool | None:
    node = bare(node)
    match node:
        case exp.Boolean():
            return bool(node.this)
        case exp.Neg():
            inner = literal(node.this)
            return -inner if isinstance(inner, Decimal) else None
        case exp.Cast():
            inner = literal(node.this)
            if isinstance(inner, str) and node.to.this.name in _NUMERIC:
                return _number(inner)
            return inner
        case exp.Literal():
            return str(node.this) if node.is_string else _number(node.this)
    return None


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def array_of(node: Node, kind: type[Any]) -> list[Node] | None:
    if not isinstance(node, kind):
        return None
    inner = node.this
    while isinstance(inner, exp.Paren | exp.Cast):
        inner = inner.this
    return list(inner.expressions) if isinstance(inner, exp.Array) and inner.expressions else None


def as_boolean(node: Node) -> Node:
    if isinstance(node, exp.Literal) and node.is_string:
        known = {"t": True, "true": True, "f": False, "false": False}.get(str(node.this).lower())
        return exp.Boolean(this=known) if known is not None else node
    return node
