"""The states that a declared session is tried in: never set, empty, strange values, and those of real tenants."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, errors, sql

from golive.isolation.keys import STRANGE, TOKEN, filled
from golive.model.asking import table, text
from golive.model.claims import Claims
from golive.model.claims.identity import Identity
from golive.model.evidence import Evidence
from golive.model.relation_names import identity_of
from golive.observe.patience import patiently
from golive.observe.plain import Plain

LIMIT_MS = 60_000
TENANTS, USERS, FEW = 4, 3, 2  # of many relations, few tenants and strange values are tried
Connected = Connection[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class State:
    """One state of a session: what it says of itself, and which tenants are its own."""

    label: str
    settings: Mapping[str, str]
    mine: tuple[str, ...]
    user: str


def states_of(
    connection: Connected, plain: Plain, claims: Claims, identity: Identity, *, few: bool = False
) -> list[State] | Evidence:
    if not identity.sessions:
        return _anonymous(identity)
    members = claims.tenancy.members if claims.tenancy else None
    if not plain.runs_nothing(identity.sessions):
        return Evidence.unknown("its sessions are listed by code of the database: list them from tables alone")
    if members and not (plain.reads(identity_of(plain.live, members.table)) and plain.runs_nothing(members.where)):
        return Evidence.unknown("its memberships are read by code of the database: let [tenancy] members be a table")

    asked = text(identity.sessions.rstrip("; \n"))

    def listed() -> list[tuple[str, ...]]:
        connection.execute("SELECT set_config('statement_timeout', %s, true)", (str(LIMIT_MS),))
        return [tuple(map(str, row)) for row in connection.execute(asked).fetchall()]

    try:
        pairs = patiently(connection, listed)
    except errors.DatabaseError as error:
        return Evidence.unknown(f"its sessions were not listed: {type(error).__name__}")
    if not pairs:
        return Evidence.absent("it has no session: nobody could be tried")
    tenants: dict[str, list[str]] = defaultdict(list)
    of_user: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        tenants[pair[0]].append(pair[1] if len(pair) > 1 else "")
        of_user[pair[-1] if len(pair) == 1 else pair[1]].append(pair[0])
    chosen = sorted(tenants)[: FEW if few else TENANTS]
    users = {user for tenant in chosen for user in sorted(tenants[tenant])[: 1 if few else USERS] if user}
    try:
        for user, tenant in patiently(connection, lambda: _memberships(connection, claims, users)):
            of_user[user].append(tenant)
    except errors.DatabaseError as error:
        return Evidence.unknown(f"the memberships of its users were not listed: {type(error).__name__}")
    states = [State("never set", {}, (), "")]
    for n, tenant in enumerate(chosen, 1):
        for m, user in enumerate(sorted(tenants[tenant])[: 1 if few else USERS], 1):
            mine = tuple(sorted(set(of_user[user or tenant])))
            label = f"tenant {n}" + (f", user {m}" if user else "")
            states.append(State(label, settings_of(identity, tenant, user), mine, user))
    first = next(iter(tenants))
    states.append(State("empty", dict.fromkeys(settings_of(identity, first, first), ""), (), ""))
    states += [
        State(f"strange value {n}", settings_of(identity, one, one), (), "")
        for n, one in enumerate(STRANGE[:FEW] if few else STRANGE, 1)
    ]
    return states


def _anonymous(identity: Identity) -> list[State]:
    """Of somebody who is nobody's: every tenant's row is somebody else's."""
    said = settings_of(identity, "", "")
    states = [State("never set", {}, (), ""), *([State("as declared", said, (), "")] if said else [])]
    return [*states, *([State("empty", dict.fromkeys(said, ""), (), "")] if said else [])]


def _memberships(connection: Connected, claims: Claims, users: set[str]) -> list[tuple[str, str]]:
    """What else users belong to, as another identity of theirs may."""
    members = claims.tenancy.members if claims.tenancy else None
    if members is None or not users:
        return []
    pairs = "SELECT {user}::text, {tenant}::text FROM {table} WHERE {user}::text = ANY (%s) AND ({where})"
    asked = sql.SQL(pairs).format(
        user=sql.Identifier(members.user), tenant=sql.Identifier(members.tenant), table=table(members.table),
        where=text(members.where.replace("%", "%%")),
    )  # fmt: skip
    with connection.transaction():
        return [(str(user), str(tenant)) for user, tenant in connection.execute(asked, (sorted(users),)).fetchall()]


def settings_of(identity: Identity, tenant: str, user: str) -> dict[str, str]:
    found = {name: str(filled(value, tenant, user)) for name, value in identity.settings.items()}
    if identity.claims:
        found[TOKEN] = json.dumps(filled(identity.claims, tenant, user))
    return found
