"""Expressions as the parser has them: names, casts, calls, and marks that a reading leaves on them."""

from functools import lru_cache
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from golive.isolation.doubt import Doubt

Node = Any  # the parser's class has another name from version to version
TOKEN_VALUE = "golive_token"  # the column that stands for the token
TEXTS, INTS = ("TEXT", "VARCHAR"), ("INT", "BIGINT", "SMALLINT")


@lru_cache(maxsize=4096)  # many tables have one condition: it is read anew each time, and never changed
def parse_expression(text: str) -> Node:
    try:
        return sqlglot.parse_one(f"SELECT {text}", dialect="postgres").expressions[0]
    except (SqlglotError, RecursionError, IndexError):
        raise Doubt("its text is beyond the parser") from None


def column(row: str, name: str) -> Node:
    return exp.Column(this=exp.to_identifier(name, quoted=True), table=exp.to_identifier(row))


def spelled(node: Node) -> str:
    """By which equal expressions are known: most are columns, which need no generator of SQL."""
    if isinstance(node, exp.Column) and not node.args.get("db"):
        name = node.this
        mark = '"' if isinstance(name, exp.Identifier) and name.args.get("quoted") else ""
        return f"{node.table}.{mark}{name.name}"
    return str(node.sql())


def rows_of(query: Node) -> tuple[str, ...]:
    return tuple(query.args.get("golive_rows") or ())


def bare(node: Node) -> Node:
    while isinstance(node, exp.Paren):
        node = node.this
    return node


def lossless(kind: str, target: Node) -> bool:
    """Whether a column of this type keeps its values apart under the cast."""
    to = target.this.name if not target.expressions else ""
    if kind in ("integer", "bigint", "smallint"):
        return to in (*INTS, *TEXTS, "DECIMAL")
    if kind == "uuid":
        return to in ("UUID", *TEXTS)
    return kind in ("text", "character varying") and to in TEXTS


def is_token(node: Node) -> bool:
    node = bare(node)
    return isinstance(node, exp.Column) and not node.table and node.name.split("\x1f")[0] == TOKEN_VALUE


def steps(node: Node) -> tuple[str, ...]:
    path = node.expression
    while isinstance(path, exp.Cast | exp.Paren):  # the catalog says what type a constant is of
        path = path.this
    if isinstance(path, exp.Array) and path.expressions:
        every = [one.this if isinstance(one, exp.Cast) else one for one in path.expressions]
        return tuple(str(one.this) for one in every) if all(isinstance(one, exp.Literal) for one in every) else ()
    if isinstance(path, exp.JSONPath):
        found = [one.this for one in path.expressions if isinstance(one, exp.JSONPathKey)]
        return tuple(found) if len(found) == 1 == len(path.expressions) - 1 and str(found[0]).isidentifier() else ()
    if isinstance(path, exp.Literal) and path.is_string:
        text = str(path.this)
        if text.startswith("{") and isinstance(node, exp.JSONBExtract | exp.JSONBExtractScalar):
            return tuple(part.strip() for part in text.strip("{}").split(","))
        return (text,)
    return ()


def called(node: Node) -> tuple[str, ...] | None:
    if isinstance(node, exp.Anonymous):
        return (function_name(node),)
    above: list[str] = []
    inner = node.this
    while isinstance(inner, exp.Dot):
        above.insert(0, name_of(inner.expression))
        inner = inner.this
    if not isinstance(inner, exp.Identifier) or not isinstance(node.expression, exp.Anonymous):
        return None
    return (name_of(inner), *above, function_name(node.expression))


def function_name(node: Node) -> str:
    return name_of(node.this) if isinstance(node.this, exp.Identifier) else str(node.this).lower()


def name_of(node: Node) -> str:
    name = str(node.name)
    return name if getattr(node, "quoted", False) or node.args.get("quoted") else name.lower()
