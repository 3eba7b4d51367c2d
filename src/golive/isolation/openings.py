"""Queries of memberships that end at nobody's tenant: a leak, however little of the condition was understood."""

from typing import Any

from sqlglot import exp

from golive.isolation.forms import asked, where_of
from golive.isolation.keys import USER
from golive.isolation.prove import Proof
from golive.isolation.sameness import conjuncts
from golive.isolation.trees import bare, rows_of
from golive.model.catalog import Constraint, Relation
from golive.rights.binding import binds

Node = Any  # the parser's class has another name from version to version
_ASKS = (exp.Exists, exp.Subquery, exp.In, exp.EQ)


def open_to_members(proof: Proof, where: Node, relation: str) -> bool:
    """Whether a member of any tenant passes, or everybody does wherever a tenant has a member."""
    where = bare(where)
    if isinstance(where, exp.And | exp.Or):
        ways = (open_to_members(proof, one, relation) for one in (where.this, where.expression))
        return all(ways) if isinstance(where, exp.And) else any(ways)
    return isinstance(where, _ASKS) and any(_open(proof, query, relation) for query in asked(where))


def _open(proof: Proof, query: Node, relation: str) -> bool:
    reading, rows = proof.reading, rows_of(query)
    members = [row for row in rows if reading.tables.get(row) == proof.world.members]
    if len(members) != 1 or not all(row in reading.tables for row in rows) or query.args.get("golive_grouped"):
        return False
    return _of_anybody(proof, query, rows) or _of_any_tenant(proof, query, members[0], relation)


def _of_anybody(proof: Proof, query: Node, rows: tuple[str, ...]) -> bool:
    """Nothing of the session is asked, and nothing is hidden from whoever reads."""
    asks = any(one.name in proof.reading.values.used for one in query.find_all(exp.Column))
    return not (asks or query.find(exp.Anonymous, exp.Null) or any(_hidden(proof, row) for row in rows))


def _hidden(proof: Proof, row: str) -> bool:
    relation = proof.world.live.get(Relation, proof.reading.tables[row])
    return relation is None or binds(proof.world.tenancy.roles, proof.reading.readers.get(row, ""), relation)


def _of_any_tenant(proof: Proof, query: Node, member: str, relation: str) -> bool:
    """A membership of the session's user is asked for, one that counts, and nothing else of it."""
    tenancy, reading = proof.world.claims.tenancy, proof.reading
    if (
        tenancy is None
        or tenancy.members is None
        or any(_hidden(proof, one) for one in rows_of(query) if one != member)
    ):
        return False
    reader = reading.readers.get(member, "")
    counts = reading.condition(tenancy.members.where, tenancy.members.table, member, reader)
    known = {one.sql() for one in map(bare, conjuncts(counts))}
    left = [one for one in map(bare, conjuncts(where_of(query))) if one.sql() not in known]
    users = [one for one in left if _is_user(proof, one, member, tenancy.members.user)]
    rest = [one for one in left if one not in users and not (isinstance(one, exp.Boolean) and one.this)]
    return bool(users) and all(_leads(proof, one, member, relation) for one in rest)


def _is_user(proof: Proof, node: Node, member: str, user: str) -> bool:
    if not isinstance(node, exp.EQ):
        return False
    sides = [one for one in (bare(node.this), bare(node.expression)) if isinstance(one, exp.Column)]
    mine = any(one.table == member and one.name == user for one in sides)
    return mine and any(proof.reading.values.used.get(one.name) == USER and not one.table for one in sides)


def _leads(proof: Proof, node: Node, member: str, relation: str) -> bool:
    """Whether it only finds what the row refers to by a foreign key, which every row has."""
    sides = [bare(node.this), bare(node.expression)] if isinstance(node, exp.EQ) else []
    if not sides or not all(isinstance(one, exp.Column) and one.table not in ("", member) for one in sides):
        return False
    keys = [one for one in proof.world.live.on(Constraint, relation) if one.type == "f"]
    tables = proof.reading.tables
    return any(
        tables.get(mine.table) == relation and (one.columns, one.referenced) == ((mine.name,), tables.get(other.table))
        for mine, other in (sides, reversed(sides)) for one in keys
    )  # fmt: skip
