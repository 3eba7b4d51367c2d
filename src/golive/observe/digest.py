"""What a server tells of a catalog without sending it: by kind of object, a digest of the rows that are read of it.

The kinds that it takes longest to write down are made of rows of its catalogs and of nothing else. A stamp of those
rows, asked in a tenth of the time, says that their digests are what they were.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import psycopg
from psycopg import Connection, sql

from golive.model.catalog import KINDS, Column, Constraint, Index, Policy, Trigger
from golive.observe.catalog import pinned, query
from golive.observe.patience import patiently
from golive.sql import fill

Digests = Mapping[str, str]


STAMPED: frozenset[str] = frozenset(one.kind for one in (Column, Constraint, Index, Trigger, Policy))


def stamp(connection: Connection[tuple[Any, ...]]) -> str:
    """Of one life of one server: of another one it is another."""
    row = connection.execute(fill("state/stamp.sql")).fetchone()
    return str(row[0]) if row else ""


def digests(connection: Connection[tuple[Any, ...]], standing: Digests = MappingProxyType({})) -> Digests:
    """In a transaction that has begun. A kind whose rows cannot be had has none: it is read, and says why.

    standing: those that need not be asked.
    """
    major = connection.info.server_version // 10000
    pinned(connection)
    asked = (kind.kind for kind in KINDS if kind.kind not in standing)
    found = {kind: _digest(connection, query(kind, major)) for kind in asked}
    return {**standing, **{kind: one for kind, one in found.items() if one}}


def _digest(connection: Connection[tuple[Any, ...]], text: str) -> str:
    rows = sql.SQL(text.rstrip().rstrip(";") + "\n")
    try:
        row = patiently(connection, lambda: connection.execute(fill("state/digest.sql", rows=rows)).fetchone())
    except psycopg.DatabaseError as error:
        if error.sqlstate is None:  # the connection is gone
            raise
        return ""
    return str(row[0]) if row else ""
