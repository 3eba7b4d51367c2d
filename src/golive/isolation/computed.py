"""What an expression of a session comes out as where it can be nothing else: NULL, or a text that is known."""

from typing import Any

from sqlglot import exp

from golive.isolation.forms import nothing, rowless
from golive.isolation.trees import bare

Node = Any  # the parser's class has another name from version to version
_UNSET = "golive_unset"  # the setting is NULL, or empty where somebody has set it before, or the text behind the mark
_MAYBE = "golive_maybe"  # NULL or that text
_MARK = "\x1f"


def unset(text: str | None) -> Node:
    """A setting of an older gateway: newer ones do not set it."""
    return _column(_UNSET, text)


def computed(node: Node) -> Node:
    """The node, or what it can only be."""
    first = bare(node.this) if hasattr(node.this, "args") else None
    mark, _, text = first.name.partition(_MARK) if isinstance(first, exp.Column) and not first.table else ("", "", "")
    null = first is not None and nothing(first)
    match node:
        case exp.Cast() if null or (mark == _UNSET and not text and not _to_text(node)):
            return exp.Null()
        case exp.Nullif() if null:
            return exp.Null()
        case exp.JSONExtract() | exp.JSONExtractScalar() | exp.JSONBExtract() | exp.JSONBExtractScalar() if null:
            return exp.Null()
        case exp.Nullif() if mark == _UNSET and constant(node.expression) == "":
            return _column(_MAYBE, text) if text else exp.Null()
        case exp.Coalesce() if null:
            rest = [one for one in node.expressions if not isinstance(bare(one), exp.Null)]
            return exp.Coalesce(this=rest[0], expressions=rest[1:]) if rest[1:] else rest[0] if rest else exp.Null()
        case exp.Coalesce() if mark == _MAYBE and node.expressions and constant(node.expressions[0]) == text:
            return exp.Literal.string(text)
        case exp.EQ() | exp.NEQ() | exp.GT() | exp.GTE() | exp.LT() | exp.LTE():
            other = bare(node.expression)
            if null or nothing(other) or (isinstance(other, exp.Any) and isinstance(bare(other.this), exp.Null)):
                return exp.Null()
            one, two = constant(node.this), constant(node.expression)
            if isinstance(node, exp.EQ | exp.NEQ) and one is not None and two is not None:
                return exp.Boolean(this=(one == two) == isinstance(node, exp.EQ))
        case exp.In() if null:
            return exp.Null()
        case exp.Like() | exp.ILike() | exp.DPipe() if null or nothing(node.expression):
            return exp.Null()
        case exp.Exists() if rowless(node.this):
            return exp.Boolean(this=False)
        case exp.In() if (query := node.args.get("query")) is not None and rowless(query):
            return exp.Boolean(this=False)
    return node


def constant(node: Node) -> str | None:
    """A text, through casts to text."""
    node = bare(node)
    while isinstance(node, exp.Cast) and _to_text(node) and not node.to.expressions:
        node = bare(node.this)
    return str(node.this) if isinstance(node, exp.Literal) and node.is_string else None


def _to_text(node: Node) -> bool:
    return bool(node.to.is_type(*exp.DataType.TEXT_TYPES))


def _column(mark: str, text: str | None) -> Node:
    return exp.Column(this=exp.to_identifier(f"{mark}{_MARK}{text}" if text else mark, quoted=True))
