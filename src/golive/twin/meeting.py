"""What a row has to hold so that a condition lets it through, as far as the condition compares columns with values."""

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError


def meeting(condition: str) -> dict[str, str | None]:
    """By column; of alternatives the first that says so much."""
    try:
        tree = sqlglot.parse_one(condition, dialect="postgres")
    except (SqlglotError, RecursionError):
        return {}
    return _held(tree)


def _held(node: exp.Expr) -> dict[str, str | None]:
    match node:
        case exp.Paren():
            return _held(node.this)
        case exp.And():
            return _held(node.left) | _held(node.right)
        case exp.Or():
            return _held(node.left) or _held(node.right)
        case exp.Column():
            return {node.name: "true"}
        case exp.Not(this=exp.Column() as column):
            return {column.name: "false"}
        case exp.Is(this=exp.Column() as column):
            known = {"NULL": None, "TRUE": "true", "FALSE": "false"}
            word = node.expression.sql(dialect="postgres").upper()
            return {column.name: known[word]} if word in known else {}
        case exp.EQ() | exp.In() | exp.Any():
            return _equal(node)
    return {}


def _equal(node: exp.Expr) -> dict[str, str | None]:
    column = _plain(node.this)
    others = [*(node.args.get("expressions") or ()), *([node.expression] if node.args.get("expression") else [])]
    values = [one for other in others for one in other.find_all(exp.Literal, exp.Boolean)]
    asked = any(other.find(exp.Column, exp.Select, exp.Anonymous) for other in others)
    if not (isinstance(column, exp.Column) and values) or asked:
        return {}
    first = values[0]
    return {column.name: str(first.this).lower() if isinstance(first, exp.Boolean) else str(first.this)}


def _plain(node: exp.Expr) -> exp.Expr:
    while isinstance(node, exp.Paren | exp.Cast):
        node = node.this
    return node
