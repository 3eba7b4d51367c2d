"""The two logins that a run looks with: the script that makes them, and the making of it on a server of our own."""

import secrets
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from importlib.resources import files

import psycopg
from psycopg import sql

from golive.model.platform import Platform
from golive.model.target import Dsn
from golive.sqltext.names import quoted

READER, PROBER = "golive_reader", "golive_prober"


@dataclass(frozen=True, slots=True)
class Logins:
    """The addresses of one database for both."""

    reader: Dsn = field(repr=False)
    prober: Dsn = field(repr=False)


def script(platform: Platform, roles: Container[str] | None = None) -> str:
    """For psql or any client; of the declared identities all, or those whose role is there."""
    head = (files("golive.sql") / "roles" / "logins.sql").read_text("utf-8")
    return "\n".join([head, *_grants(platform, roles), "COMMIT;", ""])


def _grants(platform: Platform, roles: Container[str] | None) -> Iterator[str]:
    yield f"-- What {platform.name} declares: the sessions that isolation is looked at as."
    for role in sorted({identity.role for identity in platform.claims.identity}):
        if roles is None or role in roles:
            yield f"GRANT {quoted(role)} TO {PROBER};"


def made(admin: Dsn, platform: Platform) -> Logins:
    """Both logins on a server of our own, with passwords that nobody else knows."""
    own = {name: secrets.token_urlsafe(24) for name in (READER, PROBER)}
    with psycopg.connect(admin.reveal(), autocommit=True) as connection:
        rows = connection.execute("SELECT rolname FROM pg_catalog.pg_roles WHERE NOT rolsuper").fetchall()
        connection.execute(script(platform, {row[0] for row in rows}).encode())
        for name, password in own.items():
            # sent as a verifier: a password in a statement would stand in logs and in pg_stat_statements
            verifier = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256")
            connection.execute(
                sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(name), sql.Literal(verifier.decode()))
            )
    reader, prober = (Dsn.of(**{**admin.fields, "user": name, "password": own[name]}) for name in (READER, PROBER))
    return Logins(reader, prober)
