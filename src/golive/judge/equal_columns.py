"""Columns that hold the same value as another one, in each row of a table."""

import re
from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from golive.model.catalog import Constraint
from golive.model.relation_names import columns_of
from golive.model.snapshot import Snapshot
from golive.sqltext.expressions import conjuncts, is_column, parsed

Node = Any  # the parser's class has another name from version to version
_CHECK = re.compile(r"^CHECK (?P<condition>\(.*\))(?: NO INHERIT)?(?: NOT VALID)?$", re.DOTALL)


def equal_columns(live: Snapshot, table: str, column: str) -> frozenset[str]:
    """Those that a CHECK, or the expression that makes them, holds equal to it.

    Not one that may be NULL beside it: a foreign key over it is not checked then.
    """
    columns = columns_of(live, table)
    made = ((one.name, parsed(one.expression)) for one in columns.values() if one.generated)
    found = {name for name, node in made if node is not None and is_column(node, column)}
    for check in live.on(Constraint, table):
        text = _CHECK.match(check.definition) if check.type == "c" else None
        tree = parsed(f"SELECT {text['condition']}") if text else None
        for name, null_too in _equal(tree.expressions[0], column) if tree is not None else ():
            if name in columns and (null_too or columns[name].not_null):
                found.add(name)
    return frozenset(found)


def _equal(condition: Node, column: str) -> Iterator[tuple[str, bool]]:
    """The columns, and whether they are NULL where it is."""
    for one in conjuncts(condition):
        pair = one.this if isinstance(one, exp.Not) else one
        while isinstance(pair, exp.Paren):
            pair = pair.this
        if not isinstance(pair, exp.NullSafeNEQ if isinstance(one, exp.Not) else (exp.EQ, exp.NullSafeEQ)):
            continue
        for side, other in ((pair.this, pair.expression), (pair.expression, pair.this)):
            if is_column(side, column) and isinstance(other, exp.Column):
                yield other.name, not isinstance(pair, exp.EQ)
