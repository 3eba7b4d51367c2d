"""What each declared session reaches, tried without writing: reading as its role, writing by what its policies ask."""

import json
from collections import defaultdict
from typing import Any

from psycopg import errors

from golive.isolation.world import World
from golive.model import questions as q
from golive.model.catalog import Relation
from golive.model.claims import Claims
from golive.model.claims.identity import Identity
from golive.model.evidence import Evidence, Reach
from golive.model.snapshot import Snapshot
from golive.observe.earlier_answers import Kept
from golive.observe.pipeline import Connected
from golive.observe.plain import Plain
from golive.observe.prober import Login, Prober
from golive.observe.reader import Reader
from golive.observe.session_answers import NoAnswer, Readings, Sessions
from golive.observe.session_calls import calls
from golive.observe.session_plans import unplanned
from golive.observe.session_probes import Probe, Question, probes
from golive.observe.session_states import State, states_of
from golive.sqltext.names import quoted

# A condition is read in pg_catalog: a helper without a path of its own may be looked for there in vain.
_NOT_AS_STORED = ("42P01", "42883", "42704", "3F000")
MANY = 200  # beyond so many relations, few states are enough


def observe_isolation(connection: Reader, claims: Claims, live: Snapshot, prober: Prober) -> dict[str, Evidence]:
    """By identity, command and relation: in how many states rows of others came; and how many controls."""
    tenancy = claims.tenancy
    if tenancy is None or tenancy.enforced_by != "database" or tenancy.proposal or not claims.identity:
        return {}
    if prober.dsn is None and all(one.proposal for one in claims.identity):
        return {}  # sessions that nobody has declared need not be tried
    try:
        with prober.session() as opened:
            if not isinstance(opened, Evidence):
                return _observed(World(live, claims), Plain(live, connection), Readings(connection), *opened)
            unknown = opened
    except errors.OperationalError as error:
        if connection.closed:
            raise
        unknown = Evidence.unknown(f"the session in which code of the database ran was ended ({type(error).__name__})")
    return {q.ISOLATION.of(identity.name): unknown for identity in claims.identity}


def _observed(world: World, plain: Plain, reader: Readings, session: Connected, login: Login) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {}
    answers: dict[str, list[list[Any]]] = defaultdict(list)
    made: dict[tuple[object, ...], tuple[Question, Question | None]] = {}
    many = len(world.live.of(Relation)) > MANY
    path = ", ".join(json.dumps(name) for name in world.claims.platform.search_path)
    kept = reader.connection.kept or Kept()
    sessions = Sessions(session, login.name, path, kept.found, kept.planned)
    batches: list[tuple[Identity, list[State], list[Probe]]] = []
    for identity in world.claims.identity:
        states = _become(identity, login) or states_of(reader.connection, plain, world.claims, identity, few=many)
        if isinstance(states, Evidence):
            found[q.ISOLATION.of(identity.name)] = states
        else:
            asked = [*probes(world, plain, identity, made), *calls(world, plain, identity, states)]
            batches.append((identity, states, asked))
    for _, states, asked in batches:
        reader.there((one.there, state) for one in asked if not one.beyond for state in states)
        reader.ask((one.seen, state) for one in asked if one.seen and not one.beyond for state in states)
    for never in (True, False):  # once a setting was set it is empty, not unset, for the rest of the session
        for identity, states, asked in batches:
            some = [one for one in states if (not one.settings) is never]
            questions = list(dict.fromkeys(one.seen for one in asked if one.seen and not one.beyond))
            try:
                sessions.ask(identity, questions, some, reader)
            except NoAnswer as error:
                found[q.ISOLATION.of(identity.name)] = error.evidence
                continue
            for state in some:
                for one in asked:
                    answers[one.key].append(_row(one, state, identity, reader, sessions))
    failing: dict[str, str] = {}
    for identity, states, _ in batches:
        failing |= unplanned(sessions, world, identity, states)
        found.setdefault(q.ISOLATION.of(identity.name), Evidence.seen(looked_at=len(states)))
    return found | {key: _evidence(rows, failing.get(key, "")) for key, rows in answers.items()}


def _become(identity: Identity, login: Login) -> Evidence | None:
    if identity.role in login.becomes:
        return None
    grant = f"GRANT {quoted(identity.role)} TO {quoted(login.name)};"
    return Evidence.unknown(f"{login.name} may not become {identity.role}", grant)


def _row(probe: Probe, state: State, identity: Identity, reader: Readings, sessions: Sessions) -> list[Any]:
    label = state.label + _given(probe, state)
    if probe.beyond:
        return [probe.key, label, None, None, None, None, probe.beyond]
    foreign_there, own_there, hidden = reader.found(probe.there, state)
    if hidden:
        return [probe.key, label, None, None, None, None, f"reader {hidden}"]
    if probe.seen is None:
        return [probe.key, label, foreign_there, own_there, foreign_there, own_there, None]
    if unread := reader.failed(probe.seen, state):
        return [probe.key, label, None, None, None, None, f"reader {unread}"]
    foreign_seen, own_seen, failed = sessions.found(probe.seen, state, identity)
    if probe.seen.claimed and failed in _NOT_AS_STORED:
        return [probe.key, label, None, None, None, None, f"reader {failed}"]
    if probe.view:  # what it would hold nobody but its readers can say; that it fails is known
        own_there = bool(state.mine) and failed is not None
    return [probe.key, label, foreign_there, own_there, foreign_seen, own_seen, failed]


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
