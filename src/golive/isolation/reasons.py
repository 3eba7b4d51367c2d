"""What is missing in a policy that is not proved, in the words of whoever wrote it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlglot import exp

from golive.isolation.doubt import Doubt
from golive.isolation.forms import where_of
from golive.isolation.prove import Proof
from golive.isolation.trees import bare, rows_of
from golive.isolation.world import World
from golive.model.catalog import Constraint, Relation
from golive.sqltext.conditions import holds_for_all
from golive.sqltext.statements import Kind, Token, tokens

Node = Any  # the parser's class has another name from version to version
_TOKEN_ROLE = re.compile(
    r"(?i)(?:auth\.role\(\)|->>\s*'role'(?:::text)?\)*|request\.jwt\.claim\.role'(?:::text)?(?:,\s*true)?\))"
    r"(?:\s+AS\s+role\))?\s*=\s*'(?P<role>\w+)'"
)


def reason(world: World, role: str, relation: Relation, text: str, proof: Proof, where: Node, *, new: bool) -> str:
    """Empty where nothing certain can be said beyond that it was not understood."""
    return next(_reasons(world, role, relation, text, proof, where, new=new), "")


def _reasons(
    world: World, role: str, relation: Relation, text: str, proof: Proof, where: Node, *, new: bool
) -> Iterator[str]:
    if found := _TOKEN_ROLE.search(text):
        name = found["role"]
        declared = {identity.role for identity in world.claims.identity}
        if name not in declared:
            yield f"it lets a token with the role {name} through, and nothing declares what {name} is"
    members = world.claims.tenancy.members if world.claims.tenancy else None
    reads = list(_queries(proof, where))
    if secret := next(_by_header(proof, reads), ""):
        yield f"whoever sends {secret} in a header of the request is let through, as the tenant of that row"
    asked = [one for one in reads if members and proof.reading.tables[one[1]] == world.members]
    told = bool(members and asked and not holds_for_all(members.where))
    if members and told and _holds(_of_all_members(world), role, relation, text, new=new):
        yield f"its membership query does not ask for {members.where} of {world.members}: a removed member passes"
    for query, row in asked:
        columns = {one.name for one in where_of(query).find_all(exp.Column) if one.table == row}
        if members and members.user not in columns:
            yield f"its query of {world.members} does not ask for {members.user}: anybody's membership will do"
        elif members and members.tenant not in columns | {one.name for one in query.expressions}:
            yield f"its query of {world.members} does not ask for {members.tenant}: a member of any tenant passes"
    if members and (beside := next(_beside_members(world, proof, reads), "")):
        yield f"it goes by {beside}, and asks for no membership in that tenant"
    if unread := _unread(where):
        yield f"what {' and '.join(unread)} answers is not known: its body is not followed"
    if members is None and (
        others := [proof.reading.tables[row] for _, row in reads if world.tenant_column(proof.reading.tables[row])]
    ):
        yield f"it goes by {others[0]}, and nothing declares that memberships stand there ([tenancy.members])"
    parent = world.parents.get(relation.identity)
    column = world.tenant_column(relation.identity) or (parent.column if parent else "")
    if column and column not in {one.name for one in where.find_all(exp.Column)}:
        yield f"it does not ask for {column} of the row"


def alternatives(text: str) -> list[str]:
    """What it joins by OR, as it stands there; empty where it is one condition."""
    words = list(tokens(text))
    while len(words) > 1 and words[0].text == "(" and _closing(words) == len(words) - 1:
        words = words[1:-1]
    found: list[list[Token]] = [[]]
    depth = 0
    for one in words:
        depth += {"(": 1, ")": -1}.get(one.text, 0)
        if depth == 0 and one.kind is Kind.WORD and one.text.upper() == "OR":
            found.append([])
        else:
            found[-1].append(one)
    joined = ["".join(each.text for each in one).strip() for one in found]
    return joined if len(joined) > 1 else []


def _closing(words: list[Token]) -> int:
    depth = 0
    for at, one in enumerate(words):
        depth += {"(": 1, ")": -1}.get(one.text, 0)
        if depth == 0:
            return at
    return -1


def _of_all_members(world: World) -> World:
    """The same, were every membership one that counts."""
    tenancy = world.claims.tenancy
    if tenancy is None or tenancy.members is None:
        return world
    every = tenancy.members.model_copy(update={"where": "true"})
    claims = world.claims.model_copy(update={"tenancy": tenancy.model_copy(update={"members": every})})
    return replace(world, claims=claims)


def _holds(world: World, role: str, relation: Relation, text: str, *, new: bool) -> bool:
    proof = Proof(world, role)
    try:
        return proof.holds(text, relation.identity, reader=role, old=not new, everybody=not new)[0]
    except Doubt:
        return False


def _queries(proof: Proof, where: Node) -> Iterator[tuple[Node, str]]:
    """Each query inside of the condition with each table that it reads."""
    for query in where.find_all(exp.Select):
        for row in rows_of(query):
            if row in proof.reading.tables:
                yield query, row


def _beside_members(world: World, proof: Proof, reads: list[tuple[Node, str]]) -> Iterator[str]:
    """Columns of other tables that are taken for the session's tenant: the one that somebody has chosen last."""
    for query, row in reads:
        relation, values = proof.reading.tables[row], query.expressions
        value = bare(values[0]) if len(values) == 1 else None
        if relation in (world.members, world.root) or not isinstance(value, exp.Column) or value.table != row:
            continue
        if not any(one.name in proof.reading.values.used for one in where_of(query).find_all(exp.Column)):
            continue
        keys = world.live.on(Constraint, relation)
        if any(one.type == "f" and one.columns == (value.name,) and one.referenced == world.root for one in keys):
            yield f"{value.name} of {relation}"


def _by_header(proof: Proof, reads: list[tuple[Node, str]]) -> Iterator[str]:
    """Columns that are compared with what the client sends beside its token."""
    for query, row in reads:
        for one in where_of(query).find_all(exp.EQ):
            named = [each.name for each in one.find_all(exp.Column) if each.table == row]
            if named and "request.headers" in one.sql(dialect="postgres"):
                yield f"{named[0]} of {proof.reading.tables[row]}"


def _unread(where: Node) -> list[str]:
    """Functions that people made and whose bodies are not followed."""
    found = [
        str(one.expressions[0].this) for one in where.find_all(exp.Anonymous)
        if one.this == "golive_call" and one.expressions and "." in str(one.expressions[0].this)
    ]  # fmt: skip
    return sorted({f"{one}()" for one in found if not one.startswith("pg_catalog.")})
