"""One question to the data, with a time limit of its own: an answer, or why there is none."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from time import monotonic
from typing import Any

from psycopg import Connection, errors, sql
from psycopg.pq import TransactionStatus

from golive.model.claims.budget import Budget
from golive.model.evidence import Evidence, State
from golive.observe.budget import Expected, beyond, expected, late
from golive.observe.patience import HELD, patiently
from golive.observe.reader import Reader, Untouched, untouched
from golive.observe.session import untraced
from golive.sqltext.names import quoted
from golive.sqltext.statements import is_one

Rows = list[tuple[Any, ...]]
LIMIT_MS = 1000 * Budget().seconds
_OURS = {"search_path": "pg_catalog, pg_temp", "row_security": "off"}
KEYS = 20

# Their messages name objects, never values of rows.
_ABSENT = (
    errors.UndefinedTable,
    errors.UndefinedColumn,
    errors.UndefinedFunction,
    errors.UndefinedObject,
    errors.InvalidSchemaName,
    errors.DatatypeMismatch,
)


def ask(
    connection: Connection[tuple[Any, ...]],
    query: sql.SQL | sql.Composed,
    read: Callable[[Rows], Evidence],
    parameters: Mapping[str, object] | None = None,
    limit_ms: int | None = None,
    settings: Mapping[str, str] = {},  # it is only read
) -> Evidence:
    """The evidence of one query; row security that would hide rows makes it UNKNOWN, not empty.

    It has a transaction of its own, unless one is open; settings are the planner's, for this query alone.
    """
    budget = connection.budget if isinstance(connection, Reader) else Budget()
    limit_ms = limit_ms or budget.seconds * 1000
    written = query.as_string(connection)
    if not is_one(written):  # a second one could leave the read-only transaction
        return Evidence.unknown("it is more than one statement, and was not sent")
    query = sql.SQL(written)  # put together once, for all that is done with it below
    if isinstance(connection, Reader) and connection.until is not None and monotonic() > connection.until:
        return Evidence.unknown("it was not asked: the time that this database may take was over (seconds)")
    if (closed := untouched(connection, query)) is not None and isinstance(connection, Reader):
        return _elsewhere(connection, closed, query, read, parameters, limit_ms)

    kept = connection.kept if isinstance(connection, Reader) else None
    key = (written, repr(parameters), repr(settings))
    if kept is not None and key in kept.asked:
        return read(kept.asked[key])

    alone = connection.info.transaction_status == TransactionStatus.IDLE
    explains = written.lstrip().startswith("EXPLAIN")
    large, foreseen = (connection.large, connection.foreseen) if isinstance(connection, Reader) else (False, None)
    given = {**_OURS, **settings, "statement_timeout": str(limit_ms)}

    def answer() -> Evidence:
        connection.execute(_set(len(given)), [word for pair in given.items() for word in pair])
        if large or foreseen is not None:
            plan = expected(connection, query, parameters) if not explains else Expected((), 0)
            if (refusal := beyond(budget, plan)) is not None:
                return refusal
            if foreseen is not None:
                foreseen.append(plan.scans)
                return Evidence.not_observed("it was planned and not asked")
        rows = connection.execute(query, parameters).fetchall()
        if kept is not None and not explains:
            kept.asked[key] = rows
        found = read(rows)
        if alone:
            untraced(connection)
        return found

    try:
        return patiently(connection, answer)
    except errors.InsufficientPrivilege as error:
        return replace(refused(error, limit_ms), cure=_right(connection, error))
    except errors.DatabaseError as error:
        return refused(error, limit_ms)


def _set(number: int) -> sql.Composed:
    one = sql.SQL("pg_catalog.set_config(%s, %s, true)")
    return sql.SQL("SELECT {}").format(sql.SQL(", ").join([one] * number))


def _right(connection: Connection[tuple[Any, ...]], error: errors.InsufficientPrivilege) -> str:
    """What lets this login look; a prober gets what it needs by the script of its platform alone."""
    if not isinstance(connection, Reader) or connection.elsewhere is None:
        return ""
    login = quoted(connection.info.user)
    hidden = "row-level security" in (error.diag.message_primary or "")
    return f"ALTER ROLE {login} BYPASSRLS;" if hidden else f"GRANT pg_read_all_data TO {login};"


def _elsewhere(
    reader: Reader, closed: Untouched, query: sql.SQL | sql.Composed, read: Callable[[Rows], Evidence],
    parameters: Mapping[str, object] | None, limit_ms: int,
) -> Evidence:  # fmt: skip
    """What runs code of the database is asked by the login that has no other rights."""
    if reader.elsewhere is None:
        return Evidence.unknown(str(closed))
    with reader.elsewhere() as opened:
        if isinstance(opened, Evidence):
            return Evidence.unknown(f"{closed}; {opened.note}", opened.cure)
        evidence = ask(opened[0], query, read, parameters, limit_ms)
        return replace(evidence, cure=reader.script) if evidence.state is State.UNKNOWN else evidence


def refused(error: errors.DatabaseError, limit_ms: int = LIMIT_MS) -> Evidence:
    """Why there is no answer, without any value of a row."""
    match error:
        case errors.QueryCanceled():
            return Evidence.unknown(late(limit_ms / 1000))
        case Untouched():
            return Evidence.unknown(str(error))
        case errors.InsufficientPrivilege():
            return Evidence.unknown(error.diag.message_primary or "no right to look")
        case _ if isinstance(error, HELD):
            return Evidence.unknown("others held a lock for longer than a reader waits")
        case _ if isinstance(error, _ABSENT):
            return Evidence.absent(error.diag.message_primary or "something it names does not exist")
        case _ if error.sqlstate is None:  # the connection is gone: nothing more can be asked
            raise error
    note = f"the server answered {error.sqlstate} ({type(error).__name__}); its text may hold values of rows"
    return Evidence.unknown(note, "golive check --sql prints the question; by hand, the server says what is wrong")


def keys_and_count(rows: Rows) -> Evidence:
    """Rows of (key, how many in all, population)."""
    keys = tuple(str(row[0]) for row in rows[:KEYS] if row[0] is not None)
    return Evidence.seen(looked_at=rows[0][2], count=rows[0][1], keys=keys)
