"""As whom requests come: the declared sessions of their identity, each with whose rows it may be shown."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from psycopg import Connection, Error

from golive.model.claims import Claims
from golive.model.errors import WrongUse
from golive.model.traffic import Request
from golive.observe.session_states import settings_of

MANY = 2_000  # sessions of an identity: more of them say nothing new


@dataclass(frozen=True, slots=True, eq=False)
class Visitor:
    """One session of the application."""

    role: str
    settings: Mapping[str, str] = field(default_factory=dict)
    tenants: frozenset[str] | None = None  # whose rows it may be shown; None: nothing says that


@dataclass(frozen=True, slots=True)
class Guests:
    """All who send a request; nobody is a session without a token, where there are tokens."""

    visitors: tuple[Visitor, ...]
    nobody: Visitor | None = None


def guests_of(
    session: Connection[tuple[Any, ...]], claims: Claims, requests: Iterable[Request]
) -> Mapping[Request, Guests]:
    """Asked of the database as it is: what the next release's sessions are listed by may be made by a step."""
    known: dict[tuple[str, str, str], Guests] = {}
    found = {}
    for one in requests:
        key = (one.identity, one.role, one.sessions or "")
        if key not in known:
            known[key] = _guests(session, claims, one)
        found[one] = known[key]
    return found


def _guests(session: Connection[tuple[Any, ...]], claims: Claims, request: Request) -> Guests:
    identity = next((one for one in claims.identity if one.name == request.identity), None)
    if identity is None:
        return Guests((Visitor(request.role),))
    listed = request.sessions or identity.sessions
    if not listed:
        return Guests((Visitor(request.role, settings_of(identity, "", ""), frozenset()),))
    try:
        with session.transaction():
            rows = session.execute(listed.encode()).fetchmany(MANY)
    except Error as error:
        what = f"the sessions of {identity.name} cannot be listed when it is sent: {error.sqlstate}"
        raise WrongUse(str(request.path), what, "-- Sessions: lists them as platform.toml does") from None
    pairs = [tuple("" if value is None else str(value) for value in row) for row in rows]
    if not pairs:
        raise WrongUse(str(request.path), f"{identity.name} has no session to send it", "-- Sessions: lists some")
    tenants = defaultdict(set)
    for pair in pairs:
        tenants[pair[-1]].add(pair[0])
    by_tenant = any("{tenant}" in said for said in (*identity.settings.values(), repr(identity.claims)))
    return Guests(
        tuple(
            Visitor(
                request.role,
                settings_of(identity, pair[0], pair[-1]),
                frozenset({pair[0]} if by_tenant else tenants[pair[-1]]) if pair[0] else None,
            )
            for pair in pairs
        ),
        Visitor(request.role, tenants=frozenset()),
    )
