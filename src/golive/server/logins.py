"""The two logins that a run looks with: the script that makes them, and the making of it on a server of our own."""

import re
import secrets
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import psycopg
from psycopg import errors, sql

from golive.model.catalog import Function, Relation
from golive.model.claim import Claim
from golive.model.claims import Claims
from golive.model.claims.identity import Identity
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.server.verifier import verifier
from golive.sqltext.names import parts, quoted

_PART = r'(?:[a-z_][a-z0-9_$]*|"(?:[^"]|"")+")'
_NAMED = re.compile(rf"{_PART}\.{_PART}")
READER, PROBER, GATEWAY = "golive_reader", "golive_prober", "golive_gateway"


@dataclass(frozen=True, slots=True)
class Logins:
    """The addresses of one database for both."""

    reader: Dsn = field(repr=False)
    prober: Dsn = field(repr=False)


def script(platform: Platform, roles: Container[str] | None = None) -> str:
    """For psql or any client; of the declared identities all, or those whose role is there."""
    head = (files("golive.sql") / "roles" / "logins.sql").read_text("utf-8")
    called = () if platform.lock is None or roles is not None else _called(platform, platform.lock.snapshot)
    return "\n".join([head, *_grants(platform, roles), *called, "COMMIT;", ""])


def _grants(platform: Platform, roles: Container[str] | None) -> Iterator[str]:
    yield f"-- What {platform.name} declares: the sessions that isolation is looked at as."
    for role in sorted({identity.role for identity in platform.claims.identity}):
        if roles is None or role in roles:
            yield f"GRANT {quoted(role)} TO {PROBER};"


def _called(platform: Platform, live: Snapshot) -> Iterator[str]:
    """What the prober reads itself: claims that name a view, a foreign table or a function, and all that these name."""
    relations = {one.path: one for one in live.of(Relation)}
    functions = {one.path for one in live.of(Function)}
    for claim in _claims(platform.claims):
        named = {tuple(parts(found[0])) for found in _NAMED.finditer(" ".join(_texts(claim.model_dump())))}
        read = sorted(one for one in named if one in relations)
        called = sorted(named & functions)
        if called or any(relations[one].relkind in "vf" for one in read):
            yield f"-- [[{type(claim).__name__.lower()}]] {getattr(claim, 'name', '')}"
            if any(_hides(relations[one]) for one in read):
                yield "-- stays UNKNOWN: it asks code of the database for rows that row security hides; ask tables"
                continue
            for schema in sorted({one[0] for one in (*read, *called)}):
                yield f"GRANT USAGE ON SCHEMA {quoted(schema)} TO {PROBER};"
            yield from (f"GRANT SELECT ON {quoted(*one)} TO {PROBER};" for one in read)


def _hides(relation: Relation) -> bool:
    """Whether somebody without rights of his own may find it empty, whatever he is granted."""
    return relation.row_security or any(one.startswith("security_invoker") for one in relation.options)


def _claims(claims: Claims) -> Iterator[Claim]:
    """Those that ask for rows: isolation is asked as its identities, which have rights of their own."""
    for name in type(claims).model_fields:
        value = getattr(claims, name)
        for one in value if isinstance(value, tuple) else ():
            if isinstance(one, Claim) and not isinstance(one, Identity):
                yield one


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def made(admin: Dsn, platform: Platform) -> Logins:
    """Both logins on a server of our own, with passwords that nobody else knows."""
    with psycopg.connect(admin.reveal(), autocommit=True) as connection:
        rows = connection.execute("SELECT rolname FROM pg_catalog.pg_roles WHERE NOT rolsuper").fetchall()
        connection.execute(script(platform, {row[0] for row in rows}).encode())
        for grant in _called(platform, platform.lock.snapshot) if platform.lock is not None else ():
            with suppress(errors.UndefinedTable, errors.InvalidSchemaName):  # that it is missing is found elsewhere
                connection.execute(grant.encode())
        reader, prober = (login(connection, admin, name) for name in (READER, PROBER))
    return Logins(reader, prober)


def login(connection: psycopg.Connection[Any], admin: Dsn, name: str) -> Dsn:
    """The address for a role of a server of our own, which from now on may log in with a password that nobody knows."""
    password = secrets.token_urlsafe(24)
    kept = sql.Literal(verifier(password))
    connection.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(name), kept))
    return Dsn.of(**{**admin.fields, "user": name, "password": password})


def gateway(admin: Dsn, roles: Sequence[str]) -> Dsn:
    """On a server of our own: who takes on what sends requests, and has no right beside it."""
    name = sql.Identifier(GATEWAY)
    with psycopg.connect(admin.reveal(), autocommit=True) as connection:
        there = connection.execute("SELECT FROM pg_catalog.pg_roles WHERE rolname = %s", (GATEWAY,)).fetchone()
        if there is None:
            connection.execute(sql.SQL("CREATE ROLE {} NOINHERIT").format(name))
        for role in roles:
            connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), name))
        database = sql.Identifier(admin.name)
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, name))
        return login(connection, admin, GATEWAY)
