"""A database once more on the same server, and gone again."""

import psycopg
from psycopg import sql

from golive.model.target import Dsn
from golive.server.properties import apply_properties, read_properties


def clone(admin: Dsn, source: str, name: str) -> Dsn:
    """A copy with the owner, settings and grants that a copy from a template loses."""
    with psycopg.connect(admin.reveal(), autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source))
        )
        apply_properties(connection, name, read_properties(connection, source))
    return admin.database(name)


def drop(admin: Dsn, name: str) -> None:
    """Also while somebody is connected to it."""
    with psycopg.connect(admin.reveal(), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
