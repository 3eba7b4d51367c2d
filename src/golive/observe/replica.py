"""Where a standby is named, questions to the rows go to it: it has the same rows, a moment later."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from golive.model.claims.budget import Budget
from golive.model.errors import WrongUse
from golive.model.snapshot import Server
from golive.model.target import Dsn
from golive.observe.identity import identified
from golive.observe.looking import Looking, looking
from golive.observe.reader import Reader
from golive.observe.server import read_server
from golive.sql import fill

PLACE = "--replica"


@contextmanager
def beside(replica: Dsn | None, server: Server, budget: Budget, seconds: float | None) -> Iterator[Looking | None]:
    """A session on the standby, proved to be one of this very database; None where none is named."""
    if replica is None:
        yield None
        return
    with looking(replica, PLACE, walled=True, budget=budget, seconds=seconds) as session:
        _of_the_same(identified(session.connection, read_server(session.connection)), server, replica)
        first = _stands(session.connection)
        yield session
        last = _stands(session.connection)
        session.connection.proved.append(
            f"rows were asked of the standby {replica}, which stood at {first} before and at {last} after"
        )


def _of_the_same(standby: Server, server: Server, replica: Dsn) -> None:
    if not standby.in_recovery:
        raise WrongUse(PLACE, f"{replica} is no standby", "name a physical replica of the database of --dsn")
    if not (standby.system and server.system):
        raise WrongUse(
            PLACE,
            f"nobody can tell whether {replica} follows the database of --dsn",
            "GRANT EXECUTE ON FUNCTION pg_catalog.pg_control_system() TO the login that looks",
        )
    if (standby.system, standby.oid) != (server.system, server.oid):
        raise WrongUse(PLACE, f"{replica} follows another database", "name a physical replica of the database of --dsn")


def _stands(connection: Reader) -> str:
    """How far it has followed; a session that was lost cannot say, and what it answered before stands."""
    try:
        row = connection.execute(fill("server/replayed.sql")).fetchone()
        connection.rollback()
        connection.resettle()
    except psycopg.Error:
        return "a place that nobody could ask for"
    return f"{row[0]} ({row[1]})" if row else "an unknown place"
