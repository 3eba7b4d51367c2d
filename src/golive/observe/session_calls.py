"""Functions that return rows, called as each declared session: with nothing, and with the key of each tenant.

Only what runs as its owner and is STABLE or IMMUTABLE is called: the rest reads as the session itself, or may write.
"""

from collections.abc import Iterator

from psycopg import sql

from golive.isolation.returned import VALUE, Returned, Way, key_types, returned
from golive.isolation.world import World
from golive.model import questions as q
from golive.model.asking import table
from golive.model.claims.identity import Identity
from golive.model.signature import arguments, required
from golive.observe.plain import Plain
from golive.observe.session_probes import Probe, Question, exist, somebody_else
from golive.observe.session_states import TENANTS, State
from golive.observe.tenant_rows import Whose, among, everybody, whose
from golive.sqltext.names import parts


def calls(world: World, plain: Plain, identity: Identity, states: list[State]) -> Iterator[Probe]:
    tenants = sorted({tenant for state in states for tenant in state.mine})
    for one in returned(world, identity.role):
        of_whom = _whose(world, plain, one, tenants) if one.way is Way.CALLED else None
        if of_whom is None:
            continue
        there = _there(world, plain, one, of_whom)
        for tenant, given in _given(world, one, tenants[:TENANTS]):
            query = sql.SQL("SELECT {}, {} FROM {}({}) AS {}").format(
                _any(of_whom.foreign), _any(of_whom.own), sql.Identifier(*one.function.path), given, _alias(one)
            )
            yield Probe(
                q.ISOLATION.of(identity.name, "EXECUTE", one.function.identity),
                there,
                Question(query.as_string(), of_whom.keys),
                tenant=tenant,
            )


def _any(condition: sql.Composable) -> sql.Composable:
    return sql.SQL("coalesce(pg_catalog.bool_or({}), false)").format(condition)


def _alias(one: Returned) -> sql.Identifier:
    return sql.Identifier(parts(one.relation.identity)[-1] if one.relation else VALUE)


def _whose(world: World, plain: Plain, one: Returned, tenants: list[str]) -> Whose | None:
    if one.relation is None:
        value = sql.SQL("pg_catalog.concat({})").format(sql.Identifier(VALUE, one.column))
        own = among(value, 1)
        foreign = sql.SQL("({} IS FALSE AND {} IS NOT NULL)").format(own, sql.Identifier(VALUE, one.column))
        if one.column == VALUE:  # a value that is nobody's key says nothing
            foreign = sql.SQL("({} AND {} OPERATOR(pg_catalog.=) ANY ({}::pg_catalog.text[]))").format(
                foreign, value, sql.Literal(tenants)
            )
        return Whose(own, foreign)
    found = whose(world, plain, one.relation)
    if found is None:
        return None
    foreign = sql.SQL("{} AND ({}) IS NOT TRUE AND NOT (({}.*) IS NULL)").format(
        found.foreign, everybody(world, one.relation), _alias(one)
    )  # one row of nothing is what a function returns that found none
    return Whose(found.own, foreign, found.keys)


def _there(world: World, plain: Plain, one: Returned, of_whom: Whose) -> Question:
    """Whether there is a row of somebody else that could come; of no known relation: whether there is somebody else."""
    if one.relation is None or not plain.reads(one.relation.identity):
        return somebody_else(world)
    found = whose(world, plain, one.relation) or of_whom
    return Question(exist(table(one.relation.identity), found.foreign, found.own), of_whom.keys)


def _given(world: World, one: Returned, tenants: list[str]) -> Iterator[tuple[str, sql.Composable]]:
    """The tenant whose key is given, and the arguments: others are NULL, or what they are by default."""
    inputs, needed = arguments(one.function, only_input=True), required(one.function)
    keyed = [at for at, (_, kind) in enumerate(inputs) if kind in key_types(world)]
    named = all(name for name, _ in inputs)

    def written(places: tuple[int, ...], tenant: str) -> sql.Composable:
        said = []
        for at, (name, kind) in enumerate(inputs):
            if at >= needed and at not in places and (named or at > max(places, default=-1)):
                continue
            value = sql.Literal(tenant) if at in places else sql.SQL("NULL")
            typed = sql.SQL("{}::{}").format(value, sql.SQL(kind))
            said.append(sql.SQL("{} => {}").format(sql.Identifier(name), typed) if named else typed)
        return sql.SQL(", ").join(said)

    yield "", written((), "")
    together = [tuple(keyed)] if keyed else []
    alone = [(at,) for at in keyed] if len(keyed) > 1 else []
    for places in (*together, *alone):
        for tenant in tenants:
            yield tenant, written(places, tenant)
