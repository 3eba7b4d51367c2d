"""The statements of sql/server/, by name."""

from functools import cache
from importlib.resources import files
from typing import Any

import psycopg
from psycopg.rows import dict_row

Row = dict[str, Any]


@cache
def _text(name: str) -> bytes:
    return (files("golive.sql") / "server" / f"{name}.sql").read_bytes()


def rows(connection: psycopg.Connection[Any], name: str, *values: str) -> list[Row]:
    """The rows of one statement, looked up in pg_catalog alone."""
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_text(name), values or None).fetchall()
