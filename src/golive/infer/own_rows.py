"""Columns that name the person whose row it is, as policies compare them with who asks."""

import re
from collections.abc import Collection, Iterator

from sqlglot import exp

from golive.infer.facts import Facts
from golive.infer.sessions import PUBLIC, USER, reads_of
from golive.infer.tenancy import Tenants
from golive.model.catalog import Policy
from golive.sqltext.expressions import Node, conjuncts, parsed
from golive.sqltext.names import quoted

_PUBLIC = re.compile(
    r"(?i)(?:^|[ _])(?:public|published|shared?|sharing|visibility|private|unlisted|open_to)(?:$|[ _])"
)


def own_columns(facts: Facts, tenants: Tenants, roles: Collection[str]) -> dict[str, str]:
    """By table of tenants the column that alone lets a person come to the row, whatever the tenant."""
    found: dict[str, str] = {}
    for table in (tenants.root, *tenants.columns, *tenants.through):
        names = facts.columns(table)
        for text in _reading(facts, table, roles, "UPDATE", "DELETE"):
            for column, asked in _alone(text):
                whose = tenants.key if table == tenants.root else tenants.columns.get(table)
                if column in names and column != whose and USER in reads_of(facts, asked, tenants):
                    found.setdefault(table, column)
    return found


def shared_rows(facts: Facts, tenants: Tenants, roles: Collection[str]) -> dict[str, str]:
    """By table of tenants the mark of rows that a policy lets everybody read, whatever the tenant."""
    found: dict[str, str] = {}
    for table in (tenants.root, *tenants.columns, *tenants.through):
        tenant = tenants.key if table == tenants.root else tenants.columns.get(table)
        for text in _reading(facts, table, roles):
            tree = parsed(text)
            for way in _ways(tree) if tree is not None else ():
                marks = [mark for one in conjuncts(way) if (mark := _mark(facts, table, _bare(one)))]
                if marks and not any(one.name == tenant for one in _columns(way)):
                    found.setdefault(table, marks[0])
    return found


def _mark(facts: Facts, table: str, node: Node) -> str:
    """A column that is true, or one that is called or said to be public, shared or published."""
    columns = facts.columns(table)
    if isinstance(node, exp.Column):
        return quoted(node.name) if node.name in columns and columns[node.name].type == "boolean" else ""
    if not isinstance(node, exp.EQ | exp.NEQ):
        return ""
    side, other = _bare(node.this), _bare(node.expression)
    said = isinstance(side, exp.Column) and isinstance(other, exp.Literal) and side.name in columns
    return str(node.sql(dialect="postgres")) if said and _PUBLIC.search(f"{side.name} {other.this}") else ""


def _reading(facts: Facts, table: str, roles: Collection[str], *more: str) -> Iterator[str]:
    """What lets sessions of these roles read, or do more with rows that are there."""
    for one in facts.live.on(Policy, table):
        if one.permissive and one.command in ("ALL", "SELECT", *more) and {PUBLIC, *roles} & set(one.roles):
            yield one.using


def _alone(text: str) -> Iterator[tuple[str, str]]:
    """Each column that a way through the condition compares and nothing else, and what it is compared with."""
    tree = parsed(text)
    for one in _ways(tree) if tree is not None else ():
        if isinstance(one, exp.EQ):
            for side, other in ((one.this, one.expression), (one.expression, one.this)):
                side = _bare(side)
                if isinstance(side, exp.Column) and not side.table and not any(_columns(other)):
                    yield side.name, other.sql(dialect="postgres")


def _ways(node: Node) -> Iterator[Node]:
    node = _bare(node)
    if isinstance(node, exp.Or):
        yield from _ways(node.this)
        yield from _ways(node.expression)
    else:
        yield node


def _bare(node: Node) -> Node:
    while isinstance(node, exp.Paren | exp.Cast):
        node = node.this
    return node


def _columns(node: Node) -> Iterator[Node]:
    return (one for one in node.find_all(exp.Column) if one.find_ancestor(exp.Select) is None)
