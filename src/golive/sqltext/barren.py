"""A query that returns no row whatever stands in its tables."""

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from golive.sqltext.conditions import holds_for_none


def barren(select: str) -> bool:
    """Where that is certain: its condition is true of no row, or it stops before the first."""
    try:
        tree = sqlglot.parse_one(select, dialect="postgres")
    except (SqlglotError, RecursionError):
        return False
    return _barren(tree)


def _barren(tree: exp.Expr) -> bool:
    if isinstance(tree, exp.Subquery):
        return _barren(tree.this)
    if isinstance(tree, exp.Union):
        return _barren(tree.this) and _barren(tree.expression)
    limit, where = tree.args.get("limit"), tree.args.get("where")
    if limit is not None and limit.expression is not None and limit.expression.sql() == "0":
        return True
    grouped = tree.args.get("group") or tree.args.get("having")
    counts = not grouped and any(one.find(exp.AggFunc) for one in tree.expressions)  # one row, of no rows too
    return where is not None and not counts and holds_for_none(where.this.sql(dialect="postgres"))
