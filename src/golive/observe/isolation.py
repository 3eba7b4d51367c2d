"""What each declared session reaches, tried without writing: reading as its role, writing by what its policies ask."""

import json
from collections import defaultdict
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from psycopg import errors, sql

from golive.isolation.world import World
from golive.model import questions as q
from golive.model.catalog import Relation
from golive.model.claims import Claims, Identity
from golive.model.evidence import Evidence, Reach
from golive.model.snapshot import Snapshot
from golive.observe.session_calls import calls
from golive.observe.session_plans import unplanned
from golive.observe.session_probes import Probe, Question, probes
from golive.observe.session_states import LIMIT_MS, Connected, State, states_of

MANY = 200  # beyond so many relations, few states are enough for one round trip
Answer = tuple[bool | None, bool | None, str | None]  # rows of others came, own rows came, what failed


def observe_isolation(connection: Connected, claims: Claims, live: Snapshot) -> dict[str, Evidence]:
    """By identity, command and relation: in how many states rows of others came; and how many controls."""
    tenancy = claims.tenancy
    if tenancy is None or tenancy.enforced_by != "database" or tenancy.proposal:
        return {}
    world = World(live, claims)
    found: dict[str, Evidence] = {}
    answers: dict[str, list[list[Any]]] = defaultdict(list)
    known: dict[tuple[object, ...], Answer] = {}
    asked: dict[tuple[object, ...], tuple[str, str, bool]] = {}
    many = len(live.of(Relation)) > MANY
    batches: list[tuple[Identity, list[State], tuple[list[Probe], ...]]] = []
    for identity in claims.identity:
        states = states_of(connection, identity, few=many)
        if isinstance(states, Evidence):
            found[q.ISOLATION.of(identity.name)] = states
            continue
        of_relations = list(probes(connection, world, identity, asked))
        batches.append((identity, states, (of_relations, list(calls(connection, world, identity, states)))))
    for never in (True, False):  # once a setting was set it is empty, not unset, for the rest of the session
        for identity, states, groups in batches:
            some = [one for one in states if (not one.settings) is never]
            for several in groups:
                said = _ask(connection, world, identity, some, several, known)
                if isinstance(said, Evidence):
                    found[q.ISOLATION.of(identity.name)] = said
                else:
                    for row in said:
                        answers[row[0]].append(row)
    failing: dict[str, str] = {}
    for identity, states, _ in batches:
        failing |= unplanned(connection, world, identity, states)
        found.setdefault(q.ISOLATION.of(identity.name), Evidence.seen(looked_at=len(states)))
    return found | {key: _evidence(rows, failing.get(key, "")) for key, rows in answers.items()}


def _ask(
    connection: Connected, world: World, identity: Identity, states: list[State], asked: list[Probe],
    known: dict[tuple[object, ...], Answer],
) -> list[list[Any]] | Evidence:  # fmt: skip
    """The answers, and in `known` what need not be asked again: many commands and roles ask the same."""
    wanted: dict[Question, list[int]] = {}
    for one in dict.fromkeys(each for probe in asked for each in (probe.there, probe.seen)):
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
    return [_row(one, state, known) for state in states for one in asked]


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
    label = state.label + _given(probe, state)
    foreign_there, own_there, hidden = known[_told(probe.there, state)]
    if hidden and not probe.view:  # a view may read as somebody whom row security binds: what its readers get counts
        failed = hidden if hidden.startswith("reader") else f"reader {hidden}"
        return [probe.key, label, None, None, None, None, failed]
    foreign_seen, own_seen, failed_ = known[_told(probe.seen, state)]
    if foreign_seen and probe.leaning:
        failed_ = "leaning"
    return [probe.key, label, foreign_there, own_there, foreign_seen, own_seen, failed_]


def _given(probe: Probe, state: State) -> str:
    """The argument that a function was called with."""
    if not probe.tenant:
        return ""
    return " with its own key" if probe.tenant in state.mine else " with the key of another tenant"


def _evidence(rows: list[list[Any]], unplanned: str) -> Evidence:
    """Counts: states tried, those that rows of others came to, those that own rows came to, those that failed."""
    crossing = [label for _, label, _, _, foreign_seen, _, failed in rows if foreign_seen and failed is None]
    told = Reach(
        tried=sum(1 for row in rows if row[2] and row[6] is None),
        controls=sum(1 for row in rows if row[5]),
        blind=sum(1 for row in rows if row[3] and not row[5]),
        refused=sum(1 for row in rows if row[6] == "42501"),
        failed=sum(1 for row in rows if row[6] not in (None, "42501")),
        unseen=sum(1 for row in rows if str(row[6]).startswith("reader")),
        unplanned=unplanned,
    )
    return Evidence.seen(len(rows), len(crossing), crossing, told=told)
