"""The database that a restore fills: its name tells whose it is, so that what a killed restore leaves is found."""

from collections.abc import Iterator

import psycopg
from psycopg import sql

from golive.migrate.session import Session
from golive.sql import fill

PREFIX = "golive_restoring"


def scratch(token: str, name: str) -> str:
    """Of a run and of the database that it restores."""
    return f"{PREFIX}_{token.rpartition(' ')[2]}_{cut(name, 33)}"


def cut(name: str, most: int) -> str:
    """So many bytes of it: a longer name would be cut by the server, without a word."""
    return name.encode()[:most].decode(errors="ignore")


def dropped(admin: Session) -> Iterator[str]:
    """What restores that were killed have left; of one that lives, a session carries the name."""
    for (found,) in admin.execute(fill("restore/left_behind.sql", prefix=PREFIX)).fetchall():
        try:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(found)))
        except psycopg.Error as error:
            yield f"database {found} was left by a restore that was killed, and stays: {error.diag.message_primary}"
        else:
            yield f"dropped database {found}, left by a restore that was killed"
