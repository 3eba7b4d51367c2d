"""What was left behind, and whether it holds anything."""

from dataclasses import replace
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.claims import Claims
from golive.model.claims.queue import Queue
from golive.model.evidence import Copy, Evidence, Waiting
from golive.model.leftovers import leftover_tables, queue_like
from golive.model.relation_names import identities_of
from golive.observe.counted import Counting, count_all, first, told
from golive.observe.tables import Tables, named

_HOURS = 24
_PENDING = ["pending", "queued", "enqueued", "waiting", "ready", "scheduled", "available", "retry", "retrying", "new"]


def observe_leftovers(connection: Connection[tuple[Any, ...]], tables: Tables, claims: Claims) -> dict[str, Evidence]:
    return _copies(connection, tables) | _queues(connection, tables, claims)


def _copies(connection: Connection[tuple[Any, ...]], tables: Tables) -> dict[str, Evidence]:
    """By table that was left behind, its rows."""
    found = tables.live.derived(leftover_tables, tables.outside)
    asked = [
        Counting(
            one.table,
            sql.SQL("SELECT ARRAY[pg_catalog.count(*)] FROM {}").format(named(one.table)),
            tables.size(one.table),
        )
        for one in found
        if not tables.empty(one.table)
    ]
    counts = first(count_all(connection, asked))
    why = {
        one.table: replace(counts[one.table], told=Copy(one.reason, one.original))
        for one in found
        if one.table in counts
    }
    return told(q.COPIES, why, len(tables.judged))


def _queues(connection: Connection[tuple[Any, ...]], tables: Tables, claims: Claims) -> dict[str, Evidence]:
    """By table that looks like a queue and is not declared, the rows that have waited for long."""
    declared = identities_of(tables.live, (queue.table for queue in claims.of(Queue)))
    found = [one for one in queue_like(tables.live, tables.judged) if one.table not in declared]
    asked = [
        Counting(
            one.table,
            sql.SQL(
                "SELECT ARRAY[pg_catalog.count(*)] FROM {table}"
                " WHERE pg_catalog.lower({status}::text) = ANY ({pending})"
                " AND {since} < pg_catalog.now() - pg_catalog.make_interval(hours => {hours})"
            ).format(
                table=named(one.table),
                status=sql.Identifier(one.status),
                pending=sql.Literal(_PENDING),
                since=sql.Identifier(one.since),
                hours=sql.Literal(_HOURS),
            ),
            tables.size(one.table),
        )
        for one in found
        if not tables.empty(one.table)
    ]
    counts = first(count_all(connection, asked))
    return told(
        q.UNDECLARED_QUEUE,
        {
            one.table: replace(counts[one.table], told=Waiting(one.status, one.since))
            for one in found
            if one.table in counts
        },
        len(tables.judged),
    )
