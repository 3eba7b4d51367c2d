"""What each declared session reaches, tried without writing: reading as its role, writing by what its policies ask."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from psycopg import errors, sql

from golive.isolation.cells import Prover
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
from golive.observe.session_states import LIMIT_MS, Connected, State, states_of

SAMPLE = 500
MANY = 200  # beyond so many relations, few states are enough for one round trip
Answer = tuple[bool | None, bool | None, str | None]  # rows of others came, own rows came, what failed


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
    """One command of one role on one relation: what there is to find, and what is found."""

    key: str
    there: Question
    seen: Question
    view: bool
    leaning: bool


def observe_isolation(connection: Connected, claims: Claims, live: Snapshot) -> dict[str, Evidence]:
    """By identity, command and relation: in how many states rows of others came; the note counts the controls."""
    tenancy = claims.tenancy
    if tenancy is None or tenancy.enforced_by != "database" or tenancy.proposal:
        return {}
    prover = Prover.of(live, claims)
    found: dict[str, Evidence] = {}
    answers: dict[str, list[list[Any]]] = defaultdict(list)
    known: dict[tuple[object, ...], Answer] = {}
    asked: dict[tuple[object, ...], tuple[str, str, bool]] = {}
    probes = {one.name: list(_probes(connection, prover.world, one, asked)) for one in claims.identity}
    many = len(live.of(Relation)) > MANY
    batches = [(identity, states_of(connection, identity, few=many)) for identity in claims.identity]
    for never in (True, False):  # once a setting was set it is empty, not unset, for the rest of the session
        for identity, states in batches:
            if isinstance(states, Evidence):
                found[f"isolation:{identity.name}"] = states
                continue
            some = [one for one in states if (not one.settings) is never]
            said = _ask(connection, prover.world, identity, some, probes[identity.name], known)
            if isinstance(said, Evidence):
                found[f"isolation:{identity.name}"] = said
            else:
                for row in said:
                    answers[row[0]].append(row)
    for identity, states in batches:
        if not isinstance(states, Evidence):
            found.setdefault(f"isolation:{identity.name}", Evidence.seen(looked_at=len(states)))
    return found | {key: _evidence(rows) for key, rows in answers.items()}


def _ask(
    connection: Connected, world: World, identity: Identity, states: list[State], probes: list[Probe],
    known: dict[tuple[object, ...], Answer],
) -> list[list[Any]] | Evidence:  # fmt: skip
    """The answers, and in `known` what need not be asked again: many commands and roles ask the same."""
    wanted: dict[Question, list[int]] = {}
    for one in dict.fromkeys(each for probe in probes for each in (probe.there, probe.seen)):
        open_ = {_told(one, state): at for at, state in enumerate(states) if _told(one, state) not in known}
        if open_:
            wanted[one] = list(open_.values())
    try:
        for question, at, *answer in _answers(connection, world, identity, states, wanted):
            known[_told(question, states[at])] = (answer[0], answer[1], answer[2])
    except errors.InsufficientPrivilege:
        return Evidence.unknown(f"{world.live.server.role} may not become {identity.role}")
    except errors.QueryCanceled:
        return Evidence.unknown(f"no answer within {LIMIT_MS / 1000:g} s")
    except errors.DatabaseError as error:
        if error.sqlstate is None:
            raise
        return Evidence.unknown(f"the server answered {error.sqlstate}")
    return [_row(one, state, known) for state in states for one in probes]


def _told(question: Question, state: State) -> tuple[object, ...]:
    """What an answer depends on."""
    settings = () if question.settled else tuple(sorted(state.settings.items()))
    return question, settings, state.mine, state.user


def _answers(
    connection: Connected, world: World, identity: Identity, states: list[State], wanted: Mapping[Question, list[int]]
) -> list[tuple[Any, ...]]:
    path = ", ".join(json.dumps(name) for name in world.claims.platform.search_path)
    every = list(wanted)
    asked = {
        "states": [{"settings": dict(s.settings), "mine": _array(s.mine), "user": s.user} for s in states],
        "questions": [
            {"role": one.role, "row_security": "on" if one.row_security else "off", "query": one.query,
             "states": wanted[one], **dict(one.keys)}
            for one in every
        ],
    }  # fmt: skip
    with connection.transaction(force_rollback=True):
        connection.execute(
            "SELECT set_config('golive.asked', %s, true), set_config('golive.role', current_user, true),"
            " set_config('golive.path', %s, true), set_config('statement_timeout', %s, true)",
            (json.dumps(asked), path, str(LIMIT_MS)),
        )
        with connection.transaction(force_rollback=True):
            connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(identity.role)))
        if not every:
            return []
        connection.execute((files("golive.sql") / "probes" / "isolation.sql").read_bytes())
        row = connection.execute("SELECT current_setting('golive.answers')").fetchone()
    return [(every[number], *rest) for number, *rest in json.loads(row[0])] if row else []


def _array(values: tuple[str, ...]) -> str:
    """An array as the server writes it."""
    return "{" + ",".join(json.dumps(one, ensure_ascii=False) for one in values) + "}"


def _row(probe: Probe, state: State, known: Mapping[tuple[object, ...], Answer]) -> list[Any]:
    foreign_there, own_there, hidden = known[_told(probe.there, state)]
    if hidden and not probe.view:  # a view may read as somebody whom row security binds: what its readers get counts
        failed = hidden if hidden.startswith("reader") else f"reader {hidden}"
        return [probe.key, state.label, None, None, None, None, failed]
    foreign_seen, own_seen, failed_ = known[_told(probe.seen, state)]
    if foreign_seen and probe.leaning:
        failed_ = "leaning"
    return [probe.key, state.label, foreign_there, own_there, foreign_seen, own_seen, failed_]


def _probes(
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
                everybody = _everybody(world, relation) if command == "SELECT" else sql.SQL("false")
                foreign = sql.SQL("{} AND ({}) IS NOT TRUE").format(of_whom.foreign, everybody)
                name = table(relation.identity)
                seen = _exist(connection, name, *(_both(one, condition) for one in (foreign, of_whom.own)))
                leaning = command != "SELECT" and _leaning(world, same[2])
                asked[same] = (_exist(connection, name, foreign, of_whom.own), seen, leaning)
            there, seen, leaning = asked[same]
            yield Probe(
                f"isolation:{identity.name}:{command}:{relation.identity}",
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
