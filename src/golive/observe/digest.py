"""What a server tells of a catalog without sending it: by kind of object, a digest of the rows that are read of it."""

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import Connection, sql

from golive.model.catalog import KINDS
from golive.observe.catalog import pinned, query
from golive.observe.patience import patiently
from golive.sql import fill

Digests = Mapping[str, str]


def digests(connection: Connection[tuple[Any, ...]]) -> Digests:
    """In a transaction that has begun. A kind whose rows cannot be had has none: it is read, and says why."""
    major = connection.info.server_version // 10000
    pinned(connection)
    found = {kind.kind: _digest(connection, query(kind.kind, major)) for kind in KINDS}
    return {kind: one for kind, one in found.items() if one}


def _digest(connection: Connection[tuple[Any, ...]], text: str) -> str:
    rows = sql.SQL(text.rstrip().rstrip(";") + "\n")
    try:
        row = patiently(connection, lambda: connection.execute(fill("state/digest.sql", rows=rows)).fetchone())
    except psycopg.DatabaseError as error:
        if error.sqlstate is None:  # the connection is gone
            raise
        return ""
    return str(row[0]) if row else ""
