"""Secrets where none may stand: only how many rows of which column, never what they are."""

from functools import partial
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.catalog import Column, Relation
from golive.model.claims import Claims
from golive.model.claims.credential import Credential
from golive.model.evidence import Evidence
from golive.model.leftovers import is_password, is_second_factor, is_talkative, is_written
from golive.model.relation_names import identities_of
from golive.model.sealed import Sealed, sealed_tables
from golive.model.secret_patterns import (
    CASELESS,
    EXACT,
    HASHED,
    MASKED,
    OLD_IN_JSON,
    PROSE,
    SEALED_PARTS,
    SEED,
    SHORT_IN_JSON,
)
from golive.observe.by_column import count_by_column
from golive.observe.marked import holds
from golive.observe.tables import Tables


def observe_secrets(connection: Connection[tuple[Any, ...]], tables: Tables, claims: Claims) -> dict[str, Evidence]:
    return {
        **count_by_column(connection, tables, is_written, (q.SECRETS, partial(_is_secret, tables))),
        **count_by_column(
            connection, tables, lambda _, name, column: is_password(name, column), (q.PASSWORDS, _is_readable)
        ),
        **_beside(connection, tables, claims),
    }


def _beside(connection: Connection[tuple[Any, ...]], tables: Tables, claims: Claims) -> dict[str, Evidence]:
    """In tables that seal some values, those that stand in clear among them or beside them."""
    claimed = {
        f"{table}.{claim.column}"
        for claim in claims.of(Credential)
        for table in identities_of(tables.live, [claim.table])
    }  # fmt: skip
    sealed = sealed_tables(tables.live, tables.judged, claimed)
    forms = {
        Sealed.TWIN: _is_clear,
        Sealed.SHORT: _is_short,
        Sealed.DOCUMENT: _is_short_inside,
        Sealed.ITSELF: _is_open,
    }
    there = {form for columns in sealed.values() for form in columns.values()}
    found: dict[str, Evidence] = {}
    looked_at = 0
    for form, offends in ((form, offends) for form, offends in forms.items() if form in there):

        def asks(table: Relation, _: str, column: Column, form: Sealed = form) -> bool:
            return sealed.get(table.identity, {}).get(column.identity) is form

        answers = count_by_column(connection, tables, asks, (q.BESIDE_SEALED, offends))
        looked_at += answers.pop(q.BESIDE_SEALED.of()).looked_at
        found |= answers
    return {q.BESIDE_SEALED.of(): Evidence.seen(looked_at, count=len(found)), **found}


def _is_secret(tables: Tables, value: sql.Composable, column: Column) -> sql.Composable:
    """What is written for readers may speak of keys and passwords."""
    if is_second_factor(column.name):
        return sql.SQL("{} ~ {}").format(value, sql.Literal(SEED))
    table = tables.live.get(Relation, column.relation or "")
    if table and not is_talkative(table, column.name, column):
        return holds(value, *PROSE)
    return _is_any(value)


def _is_any(value: sql.Composable) -> sql.Composable:
    return holds(value, EXACT, *CASELESS)


def _is_readable(value: sql.Composable, _: Column) -> sql.Composable:
    return sql.SQL("pg_catalog.btrim({v}) <> '' AND {v} !~* {hashed}").format(v=value, hashed=sql.Literal(HASHED))


def _is_clear(value: sql.Composable, _: Column) -> sql.Composable:
    return sql.SQL("pg_catalog.btrim({v}) <> '' AND {v} !~* {masked}").format(v=value, masked=sql.Literal(MASKED))


def _is_short(value: sql.Composable, column: Column) -> sql.Composable:
    return sql.SQL("pg_catalog.length({v}) < 8 AND {clear}").format(v=value, clear=_is_clear(value, column))


def _is_short_inside(value: sql.Composable, _: Column) -> sql.Composable:
    return sql.SQL("({v} ~* {short} OR {v} ~* {old})").format(
        v=value, short=sql.Literal(SHORT_IN_JSON), old=sql.Literal(OLD_IN_JSON)
    )


def _is_open(value: sql.Composable, _: Column) -> sql.Composable:
    return sql.SQL("{v} ~ {document} AND {v} !~* {parts} OR {secret}").format(
        v=value, document=sql.Literal(r'^\s*\{\s*"'), parts=sql.Literal(SEALED_PARTS), secret=_is_any(value)
    )
