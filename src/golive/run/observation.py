"""Everything that is seen of a database in one read-only session, as one snapshot."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from psycopg import Connection

from golive.model import questions as q
from golive.model.claims.budget import Budget
from golive.model.claims.server import Server
from golive.model.evidence import Evidence
from golive.model.occasion import Occasion
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.claims import observe_claims
from golive.observe.compared import observe_compared
from golive.observe.data import observe_data
from golive.observe.distribution import observe_distribution
from golive.observe.environment import observe_environment
from golive.observe.history import observe_history
from golive.observe.identity import identified
from golive.observe.isolation import observe_isolation
from golive.observe.items import observe_items, observe_outside
from golive.observe.json_references import observe_json_references
from golive.observe.looking import Looking, looking
from golive.observe.memory import Memory
from golive.observe.plpgsql import observe_bodies
from golive.observe.prober import Prober
from golive.observe.reader import Reader
from golive.observe.replica import beside
from golive.observe.server import read_server, supported
from golive.observe.server_state import observe_server_state
from golive.observe.session import untraced
from golive.observe.settled import settled, still
from golive.observe.source import reading_source
from golive.observe.steps import observe_steps
from golive.observe.transient import lasting
from golive.observe.vault import observe_vault
from golive.promote.observed import observe_promoted

Live = Connection[tuple[Any, ...]]


def observe(
    dsn: Dsn,
    platform: Platform,
    environ: Mapping[str, str],
    as_of: datetime | None = None,
    place: str = "--dsn",
    occasion: Occasion = Occasion(),  # noqa: B008  # a frozen value
    source: Dsn | None = None,
    own: bool = False,
    keys: Mapping[str, str] | None = None,
    probe: Dsn | None = None,
    memory: Memory | None = None,
    seconds: float | None = None,
    replica: Dsn | None = None,
) -> Snapshot:
    """own: a server of our own, with rows that the platform's folder invents; keys: of sealed rows, of both sides.

    probe: the login that code of the database runs as; memory: of an earlier look at the same database;
    seconds: how long its data may be asked; replica: a standby of it, which is asked what concerns the rows alone.
    """
    budget = platform.claims.the(Budget)
    with looking(dsn, place, not own, budget, seconds) as session:
        connection = session.connection
        server = identified(connection, supported(read_server(connection), place))
        server = replace(server, strength=connection.strength())
        if as_of:
            server = replace(server, now=as_of.isoformat())
        first = settled(connection, memory)
        live = Snapshot(server, first.catalog, unread=first.unread).sharing(memory.indexes if memory else {})
        prober = Prober(probe, platform.claims)
        with beside(replica, server, budget, seconds) as standby:
            live = looked(session, standby, platform, live, environ, prober, own=own)
        if prober.used:
            live = live.with_evidence({q.PROBER.of(): Evidence.seen(1, note=", ".join(prober.used))})
        with reading_source(session.connection, source) as other:
            compared = session.evidence(
                "compared", at_once(lambda here: observe_compared(here, platform.claims, other))
            )
            promoted = session.evidence(
                "promoted",
                at_once(lambda here: observe_promoted(here, platform.name, platform.claims, other, keys or environ)),
            )
            live = live.with_evidence({**compared, **promoted})
        grace = platform.claims.the(Server).grace_seconds
        live = live.with_evidence(session.evidence("what lasts", lambda here: lasting(here, live, grace)))
        live = still(session.connection, live, first, platform.lock)
        session.connection.proved += standby.connection.proved if standby else []
    if memory and live.catalog is not first.catalog:
        memory.forget()
    live = live.with_evidence({q.TWIN.of(): Evidence.not_observed("no twin was asked for: --twin makes one")})
    live = live.with_server(replace(server, harmless=tuple(session.connection.proved)))
    today = datetime.fromisoformat(server.now).date()
    return live.with_evidence(observe_outside(platform.claims, occasion, environ, today))


def structure(dsn: Dsn, place: str = "--dsn") -> Snapshot:
    """The catalog alone, read-only: no row is asked for."""
    with looking(dsn, place, walled=True, budget=Budget()) as session:
        server = identified(session.connection, supported(read_server(session.connection), place))
        first = settled(session.connection)
    return Snapshot(server, first.catalog, unread=first.unread)


Look = Callable[[Reader], Mapping[str, Evidence]]


_OF_ROWS = frozenset({"claims", "data", "vault", "json references"})


def looked(
    session: Looking, standby: Looking | None, platform: Platform, live: Snapshot, environ: Mapping[str, str],
    prober: Prober, *, own: bool,
) -> Snapshot:  # fmt: skip
    """The catalog with what each look gives; one that fails says so, and the others go on."""
    for what, look in looks(platform, live, environ, own, prober).items():
        where = standby if standby is not None and what in _OF_ROWS else session
        live = live.with_evidence(where.evidence(what, prober.beside(look)))
    return live


def opened(look: Look) -> Look:
    """For what the server analyses and does not run."""

    def within(here: Reader) -> Mapping[str, Evidence]:
        with here.open():
            return look(here)

    return at_once(within)


def at_once(look: Look) -> Look:
    """For what is compared with each other: one snapshot of the database. All other questions have each their own."""

    def within(here: Reader) -> Mapping[str, Evidence]:
        with here.transaction(force_rollback=True):
            found = look(here)
            untraced(here)
            return found

    return within


def looks(platform: Platform, live: Snapshot, environ: Mapping[str, str], own: bool, prober: Prober) -> dict[str, Look]:
    """What is looked for, by name."""
    claims = platform.claims
    return {
        "claims": lambda here: observe_claims(here, claims, live.server.now),
        "steps": lambda here: observe_steps(here, platform),
        "data": lambda here: observe_data(here, claims, live),
        "bodies": opened(lambda here: observe_bodies(here, live, claims)),
        "server state": lambda here: observe_server_state(here, claims),
        "distribution": lambda here: observe_distribution(here),
        "history": lambda here: observe_history(here, platform, live),
        "environment": lambda _: observe_environment(claims, environ),
        "vault": lambda here: observe_vault(here, claims, environ, own, live),
        "json references": lambda here: observe_json_references(here, claims),
        "items": lambda here: observe_items(here, claims),
        "isolation": at_once(lambda here: observe_isolation(here, claims, live, prober)),
    }
