"""Which tables are spread over several servers, and by what: where there are catalogs that say it."""

from typing import Any

from psycopg import Connection

from golive.model import questions as q
from golive.model.evidence import Distribution, Evidence, Spread
from golive.observe.ask import Rows, ask
from golive.sql import fill


def observe_distribution(connection: Connection[tuple[Any, ...]]) -> dict[str, Evidence]:
    there = connection.execute("SELECT pg_catalog.to_regclass('pg_catalog.pg_dist_partition') IS NOT NULL").fetchone()
    connection.rollback()
    if there is None or not there[0]:
        return {}
    return {q.DISTRIBUTION.of(): ask(connection, fill("state/distribution.sql"), _distribution)}


def _distribution(rows: Rows) -> Evidence:
    return Evidence.seen(len(rows), told=Distribution({table: Spread(*words) for table, *words in rows}))
