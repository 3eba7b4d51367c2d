"""What is in a database, in figures: rows, hashes of rows, sequences; the same on every server."""

from collections.abc import Container
from hashlib import blake2b
from typing import Any

import psycopg
from psycopg import sql

from golive.observe.reader import open_session
from golive.server.queries import Row, rows

Contents = dict[str, Any]
# A row is hashed as text, so whatever shapes text is pinned. row_security off: a filtered row is an error.
PINNED = {
    "search_path": "pg_catalog",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "TimeZone": "UTC",
    "extra_float_digits": "1",
    "bytea_output": "hex",
    "lc_monetary": "C",
    "xmlbinary": "base64",
    "row_security": "off",
    "statement_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
}


def pin(connection: psycopg.Connection[Any]) -> None:
    """For the rest of the transaction."""
    for name, value in PINNED.items():
        connection.execute("SELECT pg_catalog.set_config(%s, %s, true)", (name, value))


def read_contents(connection: psycopg.Connection[Any], unplanned: Container[str] = ()) -> Contents:
    """Figures of every table, and of the schemas and large objects. The session is pinned.

    Unplanned: tables that a query would run code of others for, while it is planned or by a cast; COPY does neither.
    """
    return {
        "tables": {
            table["shown"]: _copied(connection, table) if table["shown"] in unplanned else _figures(connection, table)
            for table in rows(connection, "tables")
        },
        "large_objects": rows(connection, "large_objects")[0],
        "schemas": {schema.pop("name"): schema for schema in rows(connection, "schemas")},
    }


def read_sequences(connection: psycopg.Connection[Any]) -> dict[str, list[Any]]:
    """Where each sequence stands: its last value, and whether that was handed out."""
    return {each["shown"]: _position(connection, each) for each in rows(connection, "sequences")}


def content_differences(wanted: Contents, found: Contents) -> list[str]:
    """In words, without a value of any row."""
    told = []
    for name, figures in wanted["tables"].items():
        there = found["tables"].get(name)
        if there is None:
            told.append(f"table {name} is missing")
        elif there["rows"] != figures["rows"]:
            told.append(f"table {name} has {there['rows']} rows instead of {figures['rows']}")
        elif there != figures:
            told.append(f"table {name} has other contents in its {figures['rows']} rows")
    told += [f"table {name} is not in the backup" for name in found["tables"] if name not in wanted["tables"]]
    if wanted["large_objects"] != found["large_objects"]:
        told.append("large objects differ")
    for name in sorted(wanted["schemas"].keys() | found["schemas"].keys()):
        if wanted["schemas"].get(name) != found["schemas"].get(name):
            told.append(f"schema {name} differs in being there, in its owner or in its grants")
    return told


def sequence_differences(
    before: dict[str, list[Any]], after: dict[str, list[Any]], found: dict[str, list[Any]]
) -> list[str]:
    """Sequences obey no snapshot: on a busy server the dump has one of the values between two readings."""
    told = []
    for name, first in before.items():
        last, here = after.get(name, first), found.get(name)
        if here is None:
            told.append(f"sequence {name} is missing")
        elif not (min(first[0], last[0]) <= here[0] <= max(first[0], last[0]) and here[1] in (first[1], last[1])):
            told.append(f"sequence {name} stands at {here[0]} instead of {first[0]}")
    return told


def figures_of(connection: psycopg.Connection[Any]) -> dict[str, tuple[int, str]]:
    """Rows of every table and what they come to, by one query. The session is pinned."""
    each = [
        sql.SQL("(SELECT {}::text, f.* FROM ({}) AS f)").format(sql.Literal(table["shown"]), _counting(table))
        for table in rows(connection, "tables")
    ]
    if not each:
        return {}
    return {name: (count, digest) for name, count, digest in connection.execute(sql.SQL(" UNION ALL ").join(each))}


def _counting(table: Row) -> sql.Composed:
    return sql.SQL(
        "SELECT pg_catalog.count(*), COALESCE(pg_catalog.sum(pg_catalog.hashtextextended("
        'pg_catalog.concat((t.*)) COLLATE "C", 0)::numeric), 0)::text FROM ONLY {} AS t'
    ).format(sql.Identifier(table["schema"], table["name"]))


def _figures(connection: psycopg.Connection[Any], table: Row) -> dict[str, Any]:
    counted = connection.execute(_counting(table)).fetchone()
    assert counted is not None
    return {"rows": counted[0], "digest": counted[1]}


def _copied(connection: psycopg.Connection[Any], table: Row) -> dict[str, Any]:
    """The same from outside: hashes of its lines, summed."""
    count = digest = 0
    copy = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table["schema"], table["name"]))
    with open_session(connection), connection.cursor().copy(copy) as lines:
        for line in lines:
            count += 1
            digest += int.from_bytes(blake2b(line, digest_size=8).digest())
    return {"rows": count, "copied": str(digest)}


def _position(connection: psycopg.Connection[Any], sequence: Row) -> list[Any]:
    read = connection.execute(
        sql.SQL("SELECT last_value, is_called FROM {}").format(sql.Identifier(sequence["schema"], sequence["name"]))
    ).fetchone()
    assert read is not None
    return list(read)
