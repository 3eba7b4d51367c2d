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
    """Also while somebody is connected to it, or it still subscribes to something."""
    with psycopg.connect(admin.reveal(), autocommit=True) as connection:
        gone = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        try:
            connection.execute(gone)
        except psycopg.errors.ObjectInUse:
            _unsubscribe(admin.database(name))
            connection.execute(gone)


def _unsubscribe(dsn: Dsn) -> None:
    """The slot at the other end is not its own: a copy never made one."""
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        own = "SELECT subname FROM pg_subscription AS s JOIN pg_database AS d ON d.oid = subdbid WHERE datname = %s"
        for (name,) in connection.execute(own, (dsn.fields["dbname"],)).fetchall():
            for end in (
                "ALTER SUBSCRIPTION {} DISABLE",
                "ALTER SUBSCRIPTION {} SET (slot_name = NONE)",
                "DROP SUBSCRIPTION {}",
            ):
                connection.execute(sql.SQL(end).format(sql.Identifier(name)))
