"""What each declared session reaches, tried without writing: reading as its role, writing by what its policies ask."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from psycopg import Connection, errors, sql

from golive.isolation.cells import Prover
from golive.isolation.keys import TOKEN, filled
from golive.isolation.rules import rule
from golive.isolation.world import World
from golive.judge.bound import binds
from golive.judge.policies import COMMANDS
from golive.judge.reach import uses
from golive.model.catalog import Column, Relation
from golive.model.claims import Claims, Identity
from golive.model.names import parts
from golive.model.snapshot import Evidence, Snapshot
from golive.observe.claims import table, text

LIMIT_MS = 60_000
TENANTS, USERS, SAMPLE = 4, 3, 500
MANY, FEW = 200, 2  # beyond so many relations, so many tenants and strange values are enough for one round trip
STRANGE = ("abc", "%", "1,2", "1 OR 1=1", "１", "9" * 400, "' OR ''='")
Connected = Connection[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class State:
    """One state of a session: what it says of itself, and which tenants are its own."""

    label: str
    settings: Mapping[str, str]
    mine: tuple[str, ...]
    user: str


def observe_isolation(connection: Connected, claims: Claims, live: Snapshot) -> dict[str, Evidence]:
    """By identity, command and relation: in how many states rows of others came; the note counts the controls."""
    tenancy = claims.tenancy
    if tenancy is None or tenancy.enforced_by != "database" or tenancy.proposal:
        return {}
    prover = Prover.of(live, claims)
    found: dict[str, Evidence] = {}
    answers: dict[str, list[list[Any]]] = defaultdict(list)
    many = len(live.of(Relation)) > MANY
    batches = [(identity, states_of(connection, identity, few=many)) for identity in claims.identity]
    for never in (True, False):  # once a setting was set it is empty, not unset, for the rest of the session
        for identity, states in batches:
            if isinstance(states, Evidence):
                found[f"isolation:{identity.name}"] = states
                continue
            some = [one for one in states if (not one.settings) is never]
            said = _ask(connection, prover.world, identity, some)
            if isinstance(said, Evidence):
                found[f"isolation:{identity.name}"] = said
            else:
                for row in said:
                    answers[row[0]].append(row)
    for identity, states in batches:
        if not isinstance(states, Evidence):
            found.setdefault(f"isolation:{identity.name}", Evidence.seen(looked_at=len(states)))
    return found | {key: _evidence(rows) for key, rows in answers.items()}


def states_of(connection: Connected, identity: Identity, *, few: bool = False) -> list[State] | Evidence:
    try:
        with connection.transaction():
            connection.execute("SELECT set_config('statement_timeout', %s, true)", (str(LIMIT_MS),))
            pairs = [
                tuple(map(str, row)) for row in connection.execute(text(identity.sessions.rstrip("; \n"))).fetchall()
            ]
    except errors.DatabaseError as error:
        return Evidence.unknown(f"its sessions were not listed: {type(error).__name__}")
    if not pairs:
        return Evidence.absent("it has no session: nobody could be tried")
    tenants: dict[str, list[str]] = defaultdict(list)
    of_user: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        tenants[pair[0]].append(pair[1] if len(pair) > 1 else "")
        of_user[pair[-1] if len(pair) == 1 else pair[1]].append(pair[0])
    states = [State("never set", {}, (), "")]
    for n, tenant in enumerate(sorted(tenants)[: FEW if few else TENANTS], 1):
        for m, user in enumerate(sorted(tenants[tenant])[: 1 if few else USERS], 1):
            mine = tuple(sorted(set(of_user[user or tenant])))
            label = f"tenant {n}" + (f", user {m}" if user else "")
            states.append(State(label, _settings(identity, tenant, user), mine, user))
    first = next(iter(tenants))
    states.append(State("empty", dict.fromkeys(_settings(identity, first, first), ""), (), ""))
    states += [
        State(f"strange value {n}", _settings(identity, one, one), (), "")
        for n, one in enumerate(STRANGE[:FEW] if few else STRANGE, 1)
    ]
    return states


def _settings(identity: Identity, tenant: str, user: str) -> dict[str, str]:
    found = {name: str(filled(value, tenant, user)) for name, value in identity.settings.items()}
    if identity.claims:
        found[TOKEN] = json.dumps(filled(identity.claims, tenant, user))
    return found


def _ask(connection: Connected, world: World, identity: Identity, states: list[State]) -> list[list[Any]] | Evidence:
    if not states:
        return []
    path = ", ".join(json.dumps(name) for name in world.claims.platform.search_path)
    try:
        with connection.transaction(force_rollback=True):
            asked = {
                "role": identity.role,
                "states": [
                    {"label": s.label, "settings": dict(s.settings), "mine": s.mine, "user": s.user} for s in states
                ],
                "relations": list(_relations(connection, world, identity)),
            }
            connection.execute(
                "SELECT set_config('golive.asked', %s, true), set_config('golive.role', current_user, true),"
                " set_config('golive.path', %s, true), set_config('statement_timeout', %s, true)",
                (json.dumps(asked), path, str(LIMIT_MS)),
            )
            with connection.transaction(force_rollback=True):
                connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(identity.role)))
            connection.execute((files("golive.sql") / "probes" / "isolation.sql").read_bytes())
            row = connection.execute("SELECT current_setting('golive.answers')").fetchone()
            said: list[list[Any]] = json.loads(row[0]) if row else []
            leaning = {one["key"] for one in asked["relations"] if one["leaning"]}  # type: ignore[index]
            return [[*one[:6], "leaning"] if one[4] and one[0] in leaning else one for one in said]
    except errors.InsufficientPrivilege:
        return Evidence.unknown(f"{world.live.server.role} may not become {identity.role}")
    except errors.QueryCanceled:
        return Evidence.unknown(f"no answer within {LIMIT_MS / 1000:g} s")
    except errors.DatabaseError as error:
        if error.sqlstate is None:
            raise
        return Evidence.unknown(f"the server answered {error.sqlstate}")


def _relations(connection: Connected, world: World, identity: Identity) -> Iterator[dict[str, Any]]:
    """What is asked of each relation; SQL whose $1 is the list of own tenants and $2 the user."""
    roles = world.tenancy.roles
    for relation in world.live.of(Relation):
        of_whom = whose(connection, world, relation)
        if of_whom is None or not uses(roles, identity.role, relation.schema):
            continue
        for command in COMMANDS:
            if not roles.holds(identity.role, command, relation):
                continue
            everybody = _everybody(world, relation) if command == "SELECT" else sql.SQL("false")
            foreign = sql.SQL("{} AND ({}) IS NOT TRUE").format(of_whom.foreign, everybody)
            condition = _condition(world, identity.role, relation, command)
            name = table(relation.identity)
            yield {
                "key": f"isolation:{identity.name}:{command}:{relation.identity}",
                "as_role": command == "SELECT",
                "view": relation.relkind == "v",
                "leaning": command != "SELECT" and _leaning(world, condition.as_string(connection)),
                "there": _exist(connection, name, foreign, of_whom.own),
                "seen": _exist(connection, name, *(_both(one, condition) for one in (foreign, of_whom.own))),
                **of_whom.keys,
            }


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


def _exist(connection: Connected, name: sql.Identifier, *conditions: sql.Composable) -> str:
    """Whether rows are there, condition by condition, in one query."""
    asked = [sql.SQL("EXISTS (SELECT FROM {} WHERE {})").format(name, one) for one in conditions]
    return sql.SQL("SELECT {}").format(sql.SQL(", ").join(asked)).as_string(connection)


@dataclass(frozen=True, slots=True)
class Whose:
    """SQL that tells own rows from those of others: $1 own tenants, $2 the user, $3 and $4 keys of parent rows."""

    own: sql.Composable
    foreign: sql.Composable
    keys: Mapping[str, str]


def whose(connection: Connected, world: World, relation: Relation) -> Whose | None:
    """None where nothing says whose rows the relation has."""
    short = sql.Identifier(parts(relation.identity)[-1])
    column = world.tenant_column(relation.identity)
    if column is None and relation.relkind in "vmf":
        names = {one.name for one in world.live.on(Column, relation.identity)}
        claimed = world.claims.tenancy.columns if world.claims.tenancy else ()
        column = next((one for one in claimed if one in names), None)
    owner = world.own.get(relation.identity)
    extra = sql.SQL(" OR {}.{}::text = $2").format(short, sql.Identifier(owner)) if owner else sql.SQL("")
    if column is not None:
        own = sql.SQL("({}.{}::text = ANY ($1){})").format(short, sql.Identifier(column), extra)
        return Whose(own, sql.SQL("({}) IS NOT TRUE").format(own), {})
    parent = world.parents.get(relation.identity)
    above = world.tenant_column(parent.relation) if parent else None
    if parent is None or above is None:
        return None
    of_parent = sql.SQL(
        "SELECT ARRAY(SELECT p.{key}::text FROM {parent} AS p WHERE (p.{tenant}::text = ANY ($1)) IS {what}"
        " AND EXISTS (SELECT FROM {child} AS c WHERE c.{column} = p.{key}) ORDER BY 1 LIMIT {limit})"
    )
    named = {
        "key": sql.Identifier(parent.key), "parent": table(parent.relation), "tenant": sql.Identifier(above),
        "child": table(relation.identity), "column": sql.Identifier(parent.column), "limit": sql.Literal(SAMPLE),
    }  # fmt: skip
    value = sql.SQL("{}.{}::text").format(short, sql.Identifier(parent.column))
    return Whose(
        sql.SQL("{} = ANY ($4)").format(value),
        sql.SQL("{} = ANY ($3)").format(value),
        {
            "foreign_keys": of_parent.format(what=sql.SQL("NOT TRUE"), **named).as_string(connection),
            "own_keys": of_parent.format(what=sql.SQL("TRUE"), **named).as_string(connection),
        },
    )


def _everybody(world: World, relation: Relation) -> sql.Composable:
    claimed = world.shared_rows.get(relation.identity)
    found: sql.Composable = text(f"({claimed})") if claimed else sql.SQL("false")
    column = world.tenant_column(relation.identity)
    if column and relation.identity in world.nullable:
        short = sql.Identifier(parts(relation.identity)[-1])
        found = sql.SQL("{} OR {}.{} IS NULL").format(found, short, sql.Identifier(column))
    return found


def _evidence(rows: list[list[Any]]) -> Evidence:
    """Counts: states tried, those that rows of others came to, those that own rows came to, those that failed."""
    crossing = [label for _, label, _, _, foreign_seen, _, failed in rows if foreign_seen and failed is None]
    note = {
        "tried": sum(1 for row in rows if row[2] and row[6] is None),
        "controls": sum(1 for row in rows if row[5]),
        "blind": sum(1 for row in rows if row[3] and not row[5]),
        "refused": sum(1 for row in rows if row[6] == "42501"),
        "failed": sum(1 for row in rows if row[6] not in (None, "42501")),
        "unseen": sum(1 for row in rows if str(row[6]).startswith("reader")),
    }
    return Evidence.seen(len(rows), len(crossing), crossing, json.dumps(note))
