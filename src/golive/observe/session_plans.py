"""Whether the sessions' UPDATE and DELETE can be planned: lacking a right, or where policies recurse, none runs."""

from collections.abc import Iterator

from psycopg import sql

from golive.isolation.world import World
from golive.model import questions as q
from golive.model.asking import table
from golive.model.catalog import Column, Relation
from golive.model.claims.identity import Identity
from golive.observe.session_answers import NoAnswer, Sessions
from golive.observe.session_states import State
from golive.rights.policies import COMMANDS
from golive.rights.reach import columns_held, uses

_FAILING = ("42501", "42P17")  # anything else, such as no answer within the lock timeout, says nothing


def unplanned(sessions: Sessions, world: World, identity: Identity, states: list[State]) -> dict[str, str]:
    """By the key of a probe: the SQLSTATE of its plan. A standby takes no such lock, and plans nothing."""
    state = next((one for one in states if one.mine), None)
    if state is None or world.live.server.in_recovery:
        return {}
    plans = dict(_plans(world, identity))
    try:
        failed = sessions.plan(identity, state, list(plans.values()))
    except NoAnswer:
        return {}
    return {key: said for key, said in zip(plans, failed, strict=True) if said in _FAILING}


def _plans(world: World, identity: Identity) -> Iterator[tuple[str, str]]:
    """Each plan takes the lock that the command takes, and its savepoint gives it back."""
    roles = world.tenancy.roles
    for relation in world.live.of(Relation):
        if not relation.is_table or not uses(roles, identity.role, relation.schema):
            continue
        name = table(relation.identity)
        plans = {"DELETE": sql.SQL("DELETE FROM {}").format(name)}
        columns = sorted(world.live.on(Column, relation.identity), key=lambda one: one.position)
        if held := columns_held(relation, columns, roles.inherits(identity.role), "UPDATE"):
            plans["UPDATE"] = sql.SQL("UPDATE {} SET {} = DEFAULT").format(name, sql.Identifier(held[0]))
        for command in COMMANDS:
            if command in plans and roles.holds(identity.role, command, relation):
                text = sql.SQL("EXPLAIN (VERBOSE, COSTS OFF) {}").format(plans[command]).as_string()
                yield q.ISOLATION.of(identity.name, command, relation.identity), text
