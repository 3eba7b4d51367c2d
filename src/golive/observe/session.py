"""A session that can only read: locked on the server before its first query, and proved so."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import psycopg
from psycopg import Connection, IsolationLevel, errors

from golive.model.errors import WrongUse
from golive.model.target import Dsn, client_settings_are_ours
from golive.observe.reader import Reader, session_sql
from golive.server.versions import OLDEST

APPLICATION = "golive"

# As startup options, so that they hold before the first query; text forms of values are pinned as well,
# because contents are compared as text.
_OPTIONS = " ".join(
    f"-c {name}={value}"
    for name, value in {
        "default_transaction_read_only": "on",
        "search_path": "pg_catalog,pg_temp",
        "role": "none",
        "local_preload_libraries": "",
        "exit_on_error": "off",
        "constraint_exclusion": "off",  # else the planner evaluates checks
        "statement_timeout": "15s",
        "lock_timeout": "200ms",
        "idle_in_transaction_session_timeout": "60s",
        "jit": "off",
        "max_parallel_workers_per_gather": "0",
        "DateStyle": "ISO,YMD",
        "IntervalStyle": "postgres",
        "TimeZone": "UTC",
        "extra_float_digits": "1",
        "bytea_output": "hex",
        "standard_conforming_strings": "on",
        "quote_all_identifiers": "off",
    }.items()
)
_DIRECT = "give the address of the server itself: settings of a session do not survive a pooler"


_TRIGGERED: set[str] = set()  # where no session may be begun without login triggers
_NO_TRIGGERS = "event_triggers"


def connect(
    dsn: Dsn, place: str = "--dsn", kind: type[Connection[tuple[Any, ...]]] = Connection, **settings: Any
) -> Connection[tuple[Any, ...]]:
    """A connection, or one line that says why there is none; never the password."""
    client_settings_are_ours()
    words = [dsn.fields.get("options", ""), settings.pop("options", "")]  # of two values the last holds
    settings |= {"options": " ".join(filter(None, words)), "client_encoding": "utf8"}
    settings.setdefault("connect_timeout", dsn.fields.get("connect_timeout", 10))
    settings.setdefault("application_name", dsn.fields.get("application_name", APPLICATION))
    try:
        connection = kind.connect(dsn.reveal(), prepare_threshold=None, **settings)
    except psycopg.Error as error:
        reason = _reason(str(error), dsn)
    else:
        if (major := connection.info.server_version // 10000) >= OLDEST:
            return connection
        connection.close()
        raise WrongUse(place, f"{dsn} is PostgreSQL {major}", f"{OLDEST} and newer are supported")
    if "unsupported startup parameter" in reason:
        raise WrongUse(place, f"{dsn} answers as a connection pooler", _DIRECT)
    raise WrongUse(place, f"cannot connect to {dsn}: {reason}", "check host, port, database, role and password")


def _reason(text: str, dsn: Dsn) -> str:
    """The last thing the server or the network said; libpq's question behind it is no reason."""
    said = [line.strip() for line in text.splitlines() if line.strip() and not line.strip().endswith("?")]
    line = said[-1] if said else "no reason given"
    return line.replace(dsn.password, "***") if dsn.password else line


def session_of(dsn: Dsn, place: str = "--dsn", kind: type[Reader] = Reader) -> Reader:
    """Without login triggers, which are the database's code, where this role may say so (17 and later, superuser)."""
    if str(dsn) not in _TRIGGERED:
        try:
            return cast(Reader, connect(dsn, place, kind, options=f"{_OPTIONS} -c {_NO_TRIGGERS}=off"))
        except WrongUse as error:
            if _NO_TRIGGERS not in str(error):
                raise
        _TRIGGERED.add(str(dsn))
    return cast(Reader, connect(dsn, place, kind, options=_OPTIONS))


@contextmanager
def reading(dsn: Dsn, place: str = "--dsn", walled: bool = True) -> Iterator[Reader]:
    """One read-only, repeatable view of the database; leaves no trace behind.

    Not walled: a server of our own, or a login that runs code of the database because it has no rights.

    READ ONLY can be taken back until the first query has run, so that query runs here.
    """
    with session_of(dsn, place) as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        row = connection.execute(
            "SELECT pg_catalog.pg_backend_pid(), pg_catalog.current_setting('transaction_read_only'),"
            " CURRENT_USER OPERATOR(pg_catalog.=) SESSION_USER"
        ).fetchone()
        if row is None or row[0] != connection.info.backend_pid:
            raise WrongUse(place, f"{dsn} answers as a connection pooler", _DIRECT)
        if row[1] != "on" or not row[2]:
            raise WrongUse(place, f"{dsn} did not lock the session read-only", _DIRECT)
        prove_read_only(connection, place)
        connection.proved.append("the session was read-only before its first query, and a write was refused")
        if walled:
            connection.settle()
            refuse_triggers(connection, place)
        try:
            yield connection
            if not connection.broken:
                connection.summed_up()
                untraced(connection)
                connection.proved.append("no transaction id was assigned")
        finally:
            if not connection.broken:
                connection.rollback()


@contextmanager
def resting(connection: Connection[tuple[Any, ...]]) -> Iterator[None]:
    """No transaction is open while golive computes: the server ends a session that is idle in one for too long."""
    untraced(connection)
    connection.rollback()
    yield
    if isinstance(connection, Reader):
        connection.resettle()


def anew(connection: Connection[tuple[Any, ...]], *, resettled: bool = True) -> None:
    """A new transaction, that sees the database as it is by then; the one before left no trace.

    Not resettled: what it does not touch is still what the one before knew.
    """
    untraced(connection)
    connection.rollback()
    if resettled and isinstance(connection, Reader):
        connection.resettle()


def untraced(connection: Connection[tuple[Any, ...]]) -> None:
    if isinstance(connection, Reader) and connection.spoilt:
        return
    assigned = connection.execute("SELECT pg_catalog.pg_current_xact_id_if_assigned() IS NOT NULL").fetchone()
    if assigned is None or assigned[0]:
        raise RuntimeError("a transaction id was assigned in a session that only reads")


def refuse_triggers(connection: Reader, place: str) -> None:
    """A login trigger of somebody else's has run in this session before its first statement."""
    row = connection.execute(session_sql("login_triggers.sql")).fetchone()
    if row is not None:
        name, function, owner = row
        raise WrongUse(
            place,
            f"event trigger {name} runs {function}, of {owner}, at every login, so at this one too",
            f"as superuser: ALTER EVENT TRIGGER {name} DISABLE; or give the function to a superuser",
        )


def prove_read_only(connection: Connection[tuple[Any, ...]], place: str = "--dsn") -> None:
    """A write is attempted and must be refused by the server."""
    try:
        with connection.transaction():
            connection.execute("CREATE TEMPORARY TABLE golive_write_probe ()")
    except errors.ReadOnlySqlTransaction:
        return
    raise WrongUse(place, "the server did not refuse a write in a read-only session", _DIRECT)
