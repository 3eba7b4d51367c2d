"""Facts of the server and of the session that looks."""

from dataclasses import replace
from typing import Any

from psycopg import Connection

from golive.model.errors import WrongUse
from golive.model.snapshot import Server
from golive.observe.catalog import query
from golive.server.versions import OLDEST


def read_server(connection: Connection[tuple[Any, ...]]) -> Server:
    """The server, with every setting as a new session of this database and role would find it.

    A setting that waits for a restart is told once more as 'name (pending restart)'.
    """
    major = connection.info.server_version // 10000
    row = connection.execute(query("server", major)).fetchone()
    assert row is not None
    settings: dict[str, str] = {}
    for name, value, pending in connection.execute(query("server_settings", major)):
        settings[name] = value
        if pending:
            settings[f"{name} (pending restart)"] = "on"
    return replace(Server(*row), settings=settings)


def supported(server: Server, place: str = "--dsn") -> Server:
    if server.major < OLDEST:
        raise WrongUse(place, f"the server is PostgreSQL {server.major}", f"{OLDEST} and newer are supported")
    return server
