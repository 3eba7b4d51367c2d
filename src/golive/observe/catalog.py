"""The catalog of the target, kind by kind: one query, one round trip each."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, LiteralString

from psycopg import Connection, errors

from golive.model.catalog import KINDS, CatalogObject
from golive.model.snapshot import Catalog, Unreadable, objects_of, uncollected
from golive.observe.grants import granted
from golive.observe.one_by_one import MOVED, read_rows
from golive.sqltext.canonical import plain_identity

Unread = dict[str, Mapping[str, str]]  # kind: identity: why

FOLDER = Path(str(files("golive.sql"))) / "catalog"
_OLDEST_CURRENT = 15  # the .to14 variants of a query serve servers before it

# Who owns all rights on an object without being told so, by kind.
_OWNER_HAS = {
    "relation": "arwdDxt",
    "sequence": "rwU",
    "function": "X",
    "schema": "UC",
    "type": "U",
    "database": "CTc",
    "large_objects": "rw",
    "foreign": "U",
    "other": "U",
}
# Whatever role or database say: these decide how the server writes definitions down.
_PINNED = """
SET LOCAL search_path = pg_catalog, pg_temp;
SET LOCAL quote_all_identifiers = off;
SET LOCAL standard_conforming_strings = on;
SET LOCAL DateStyle = 'ISO, YMD';
SET LOCAL IntervalStyle = 'postgres';
SET LOCAL TimeZone = 'UTC';
SET LOCAL extra_float_digits = 1;
SET LOCAL bytea_output = 'hex';
SET LOCAL xmloption = 'content';
SET LOCAL jit = off
"""
_NO_ACL = frozenset({"system_grant"})  # told by name already


def read_catalog(connection: Connection[tuple[Any, ...]], unread: Unread | None = None) -> Catalog:
    """Every kind of object, in a transaction that has begun; a kind that may not be read says why.

    Objects that others move or hold go to `unread`, by kind and name; where nobody asks for them, their kind is
    unreadable as a whole.
    """
    return read_kinds(connection, KINDS, unread)


def read_kinds(
    connection: Connection[tuple[Any, ...]], kinds: Iterable[type[CatalogObject]], unread: Unread | None = None
) -> Catalog:
    """Some of them."""
    major = connection.info.server_version // 10000
    pinned(connection)
    with uncollected():
        return {kind.kind: _read(connection, kind, major, unread) for kind in kinds}


def pinned(connection: Connection[tuple[Any, ...]]) -> None:
    connection.execute(_PINNED)


def _read(
    connection: Connection[tuple[Any, ...]], kind: type[CatalogObject], major: int, unread: Unread | None
) -> tuple[CatalogObject, ...] | Unreadable:
    try:
        rows, failed = read_rows(connection, query(kind.kind, major))
    except (errors.InsufficientPrivilege, *MOVED) as error:
        return Unreadable(error.diag.message_primary or type(error).__name__)
    except errors.QueryCanceled:
        return Unreadable("the query took longer than the session allows")
    if failed and unread is None:
        return Unreadable("; ".join(f"{name}: {why}" for name, why in failed.items()))
    if failed and unread is not None:
        unread[kind.kind] = failed
    return _objects(kind, rows)


@cache
def query(name: str, major: int) -> LiteralString:
    """The text of one file of sql/catalog, in the variant for that version."""
    older = FOLDER / f"{name}.to14.sql"
    path = older if major < _OLDEST_CURRENT and older.exists() else FOLDER / f"{name}.sql"
    return path.read_text(encoding="utf-8")


def _objects(kind: type[CatalogObject], rows: list[tuple[Any, ...]]) -> tuple[CatalogObject, ...]:
    rows = [row if '"' not in row[0] else (plain_identity(row[0]), *row[1:]) for row in rows]
    names = [entry.name for entry in fields(kind)]
    if "grants" not in names or kind.kind in _NO_ACL:
        return objects_of(kind, rows)
    at = names.index("grants")
    owner_at = names.index("owner") if "owner" in names else None
    full = _OWNER_HAS.get(kind.kind, "")
    return objects_of(
        kind,
        (
            row
            if owner_at is None and not row[at]
            else (
                *row[:at],
                granted(tuple(row[at]), row[owner_at] if owner_at is not None else "", full),
                *row[at + 1 :],
            )
            for row in rows
        ),
    )
