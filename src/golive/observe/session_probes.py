"""What is asked of each relation, as each declared session."""

from collections.abc import Iterator
from dataclasses import dataclass

from psycopg import sql

from golive.isolation.cells import Prover
from golive.isolation.rules import rule
from golive.isolation.world import World
from golive.model import questions as q
from golive.model.catalog import Relation
from golive.model.claims import Identity
from golive.observe.claims import table, text
from golive.observe.session_states import Connected
from golive.observe.tenant_rows import everybody, whose
from golive.rights.binding import binds
from golive.rights.policies import COMMANDS
from golive.rights.reach import uses


@dataclass(frozen=True, slots=True)
class Question:
    """One query for rows of others and own ones, as somebody; planned once for all states of a session."""

    role: str | None  # None: the reader itself
    row_security: bool
    query: str
    keys: tuple[tuple[str, str], ...]
    settled: bool = False  # the answer does not depend on the session's settings


@dataclass(frozen=True, slots=True)
class Probe:
    """One command of one role on one relation, or one call: what there is to find, and what is found."""

    key: str
    there: Question
    seen: Question
    view: bool = False
    leaning: bool = False
    tenant: str = ""  # whose key a function is called with


def probes(
    connection: Connected, world: World, identity: Identity, asked: dict[tuple[object, ...], tuple[str, str, bool]]
) -> Iterator[Probe]:
    """What is asked of each relation; SQL whose $1 is the list of own tenants and $2 the user."""
    roles = world.tenancy.roles
    for relation in world.live.of(Relation):
        of_whom = whose(connection, world, relation)
        if of_whom is None or not uses(roles, identity.role, relation.schema):
            continue
        keys = tuple(of_whom.keys.items())
        for command in COMMANDS:
            if not roles.holds(identity.role, command, relation):
                continue
            condition = _condition(world, identity.role, relation, command)
            same = (relation.identity, command == "SELECT", condition.as_string(connection))
            if same not in asked:  # many roles and commands ask the same
                shared = everybody(world, relation) if command == "SELECT" else sql.SQL("false")
                foreign = sql.SQL("{} AND ({}) IS NOT TRUE").format(of_whom.foreign, shared)
                name = table(relation.identity)
                seen = exist(connection, name, *(_both(one, condition) for one in (foreign, of_whom.own)))
                leaning = command != "SELECT" and _leaning(world, same[2])
                asked[same] = (exist(connection, name, foreign, of_whom.own), seen, leaning)
            there, seen, leaning = asked[same]
            yield Probe(
                q.ISOLATION.of(identity.name, command, relation.identity),
                Question(None, False, there, keys, relation.is_table),
                Question(identity.role if command == "SELECT" else None, True, seen, keys),
                relation.relkind == "v",
                leaning,
            )


def _condition(world: World, role: str, relation: Relation, command: str) -> sql.Composable:
    """What a row has to be for the command, besides being seen."""
    if command == "SELECT" or not binds(world.tenancy.roles, role, relation):
        return sql.SQL("true")
    condition = rule(world, role, relation, command, new=command == "INSERT")
    if command == "UPDATE" and Prover(world).moves(role, relation):
        condition = f"({condition}) OR ({rule(world, role, relation, command, new=True)})"
    return text(condition)


def _leaning(world: World, condition: str) -> bool:
    """Whether it reads relations whose own row security narrows what it finds: it may look wider than it is."""
    relations = [world.live.get(Relation, one) for one in world.routines.names.relations_in(condition)]
    return any(one is not None and one.row_security for one in relations)


def _both(one: sql.Composable, other: sql.Composable) -> sql.Composable:
    return sql.SQL("({}) AND ({})").format(one, other)


def exist(connection: Connected, name: sql.Identifier, *conditions: sql.Composable) -> str:
    """Whether rows are there, condition by condition, in one query."""
    asked = [sql.SQL("EXISTS (SELECT FROM {} WHERE {})").format(name, one) for one in conditions]
    return sql.SQL("SELECT {}").format(sql.SQL(", ").join(asked)).as_string(connection)
