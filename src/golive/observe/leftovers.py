"""What was left behind, and whether it holds anything."""

from typing import Any

from psycopg import Connection, sql

from golive.model.claims import Claims
from golive.model.leftovers import leftover_tables, queue_like
from golive.model.snapshot import Evidence
from golive.model.tenants import normal
from golive.observe.counted import Counting, count_all, first, told
from golive.observe.tables import Tables, named

COPIES, QUEUES = "leftover", "undeclared queue"
_HOURS = 24
_PENDING = ["pending", "queued", "enqueued", "waiting", "ready", "scheduled", "available", "retry", "retrying", "new"]


def observe_leftovers(connection: Connection[tuple[Any, ...]], tables: Tables, claims: Claims) -> dict[str, Evidence]:
    return _copies(connection, tables) | _queues(connection, tables, claims)


def _copies(connection: Connection[tuple[Any, ...]], tables: Tables) -> dict[str, Evidence]:
    """By table that was left behind, its rows."""
    found = leftover_tables(tables.live, tables.judged)
    asked = [
        Counting(one.table, sql.SQL("SELECT ARRAY[count(*)] FROM {}").format(named(one.table)), tables.size(one.table))
        for one in found
        if not tables.empty(one.table)
    ]
    return told(COPIES, first(count_all(connection, asked)), len(tables.judged))


def _queues(connection: Connection[tuple[Any, ...]], tables: Tables, claims: Claims) -> dict[str, Evidence]:
    """By table that looks like a queue and is not declared, the rows that have waited for long."""
    declared = {normal(queue.table) for queue in claims.queue}
    found = [one for one in queue_like(tables.live, tables.judged) if one.table not in declared]
    asked = [
        Counting(
            one.table,
            sql.SQL(
                "SELECT ARRAY[count(*)] FROM {} WHERE lower({}::text) = ANY ({}) AND {} < now() - make_interval(hours => {})"
            ).format(
                named(one.table),
                sql.Identifier(one.status),
                sql.Literal(_PENDING),
                sql.Identifier(one.since),
                sql.Literal(_HOURS),
            ),
            tables.size(one.table),
        )
        for one in found
        if not tables.empty(one.table)
    ]
    return told(QUEUES, first(count_all(connection, asked)), len(tables.judged))
