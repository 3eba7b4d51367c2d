"""Which database of which cluster a session is in, beyond its name."""

from dataclasses import replace
from typing import Any

from psycopg import Connection, errors

from golive.model.snapshot import Server
from golive.sql import fill


def identified(connection: Connection[tuple[Any, ...]], server: Server) -> Server:
    """With the cluster's identifier, where the role may ask for it, and the database's number there."""
    try:
        with connection.transaction():
            system = connection.execute(fill("server/system_identifier.sql")).fetchone()
    except errors.InsufficientPrivilege:
        system = None
    number = connection.execute(fill("server/database_oid.sql")).fetchone()
    return replace(server, system=system[0] if system else "", oid=number[0] if number else 0)
