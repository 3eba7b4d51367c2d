"""The session that a step runs in, and the one lock that keeps other runs out."""

import random
import time
from contextlib import suppress
from typing import Any

from psycopg import Connection, OperationalError, errors, sql

from golive.model.errors import WrongUse
from golive.model.failures import RunnerBusy
from golive.model.target import Dsn
from golive.observe.session import APPLICATION, connect
from golive.sql import fill

Session = Connection[tuple[Any, ...]]

# Constant: advisory locks belong to the database they are taken in, so its name adds nothing.
RUN_KEY = int.from_bytes(b"golive-1", "big")
STEP_KEY = RUN_KEY + 1

PATH = "pg_catalog, pg_temp"

_OPTIONS = " ".join(
    f"-c {name}={value}"
    for name, value in {
        "standard_conforming_strings": "on",
        "client_encoding": "UTF8",
        "DateStyle": "ISO,YMD",
        "TimeZone": "UTC",
        "extra_float_digits": "1",  # a key is recorded as text, and read again as the value that it is
        "default_transaction_read_only": "off",
        "default_transaction_isolation": "read\\ committed",
        "idle_in_transaction_session_timeout": "10min",
        "idle_session_timeout": "0",  # while a program works, or another step, it has nothing to say
        # A client behind a network that is gone answers nothing: the server ends its session within half a minute.
        "tcp_keepalives_idle": "10",
        "tcp_keepalives_interval": "5",
        "tcp_keepalives_count": "3",
        "tcp_user_timeout": "25s",
    }.items()
)
# And the client notices that its server is.
_KEEPALIVES = {
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "25000",
}


def opened(dsn: Dsn, name: str) -> Session:
    """A session in autocommit, on the server itself, that ends with its client."""
    keeping: dict[str, Any] = {key: dsn.fields.get(key, value) for key, value in _KEEPALIVES.items()}
    connection = connect(dsn, options=_OPTIONS, autocommit=True, application_name=name, **keeping)
    try:
        # The path is no startup option: RESET must still find the role's own, for migrations of other tools.
        row = connection.execute(fill("runner/begin.sql", path=PATH)).fetchone()
        if row is None or row[0] != connection.info.backend_pid:
            raise WrongUse(
                "--dsn",
                f"{dsn} answers as a connection pooler",
                "give the address of the server itself: a lock of a session does not survive a pooler",
            )
        # So that the server ends a statement whose client was killed. Not every operating system can.
        with suppress(errors.InvalidParameterValue):
            connection.execute("SET client_connection_check_interval = '200ms'")
        if connection.info.server_version >= 170000:  # a step says in its header how long it may take
            connection.execute("SET transaction_timeout = 0")
    except BaseException:
        connection.close()
        raise
    return connection


def writer(dsn: Dsn, key: int, patience_s: float, name: str = APPLICATION) -> Session:
    """A session that holds the advisory lock `key` until it is closed."""
    connection = opened(dsn, name)
    try:
        _alone(connection, key, patience_s)
    except BaseException:
        connection.close()
        raise
    return connection


def _alone(connection: Session, key: int, patience_s: float) -> None:
    until, rest = time.monotonic() + patience_s, 0.005
    while True:
        row = connection.execute(fill("runner/take_lock.sql", key=key)).fetchone()
        if row is not None and row[0]:
            return
        if time.monotonic() >= until:
            break
        time.sleep(rest)
        rest = min(0.1, 2 * rest)
    holder = connection.execute(fill("runner/holder.sql", key=key)).fetchone()
    who = "another session" if holder is None else f"pid {holder[0]} (application {holder[1]!r}, role {holder[2]!r})"
    raise RunnerBusy(
        connection.info.dbname,
        f"{who} is migrating this database",
        "one run at a time: wait for it, or end it with SELECT pg_terminate_backend(pid)",
    )


def held(connection: Session, key: int) -> bool:
    """Whether this session still holds the lock."""
    try:
        row = connection.execute(fill("runner/held.sql", key=key)).fetchone()
    except OperationalError:
        return False
    return row is not None and bool(row[0])


def budgets(lock_timeout_ms: int, statement_timeout_ms: int, *, local: bool) -> sql.Composed:
    return fill(
        "runner/budgets.sql",
        lock=f"{lock_timeout_ms}ms",
        statement=f"{statement_timeout_ms}ms",
        local=local,
    )


def pause(attempt: int, first_s: float, longest_s: float) -> float:
    """Full jitter: anything between nothing and an exponentially growing limit."""
    return random.uniform(0, min(longest_s, first_s * 2 ** min(attempt, 30)))
