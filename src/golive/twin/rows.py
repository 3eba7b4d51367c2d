"""Rows that code looks up come into a twin: of declared system and shared tables, without secrets and people."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import psycopg
from psycopg import sql

from golive.model.catalog import Column, Constraint, Relation, Sequence
from golive.model.claims import Claims
from golive.model.claims.credential import Credential
from golive.model.claims.frozen import Frozen
from golive.model.claims.people import People
from golive.model.claims.rows import Rows
from golive.model.claims.token import Token
from golive.model.leftovers import is_password, is_secret, is_text
from golive.model.relation_names import columns_of, identities_of, identity_of
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.reader import Reader
from golive.observe.session import connect, reading
from golive.sql import fill
from golive.twin.build import Twin

MOST = 10_000  # of a table
_PERSON = re.compile(r"(?i)e_?mail(?:_address)?$|phone|passw(?:or)?d")
_BLANK = {"bytea": "'\\x'::bytea", "json": "'{}'::json", "jsonb": "'{}'::jsonb"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Rows of one table."""

    table: str
    where: str = "true"


def declared(live: Snapshot, claims: Claims) -> tuple[Wanted, ...]:
    """System rows, frozen tables and those that carry no tenant by intent; of each table the first that is said."""
    said = [Wanted(one.table, one.where) for one in claims.of(Rows) if one.per_tenant is None]
    said += [Wanted(one.table, one.where) for one in claims.of(Frozen)]
    said += [Wanted(name) for name in (claims.tenancy.shared if claims.tenancy else ())]
    named = {identity_of(live, one.table): one for one in reversed(said)}
    people = _of_people(live, claims)
    return tuple(Wanted(name, one.where) for name, one in sorted(named.items()) if name not in people)


def _of_people(live: Snapshot, claims: Claims) -> frozenset[str]:
    """Tenants and people are nobody's system rows, though a platform may declare them shared."""
    tenancy = claims.tenancy
    said = [one.table for one in claims.of(People)]
    said += [tenancy.root, *([tenancy.members.table] if tenancy.members else [])] if tenancy else []
    tables = [one.identity for one in live.of(Relation) if any(map(_PERSON.search, columns_of(live, one.identity)))]
    return identities_of(live, said) | frozenset(tables)


def every(live: Snapshot) -> tuple[Wanted, ...]:
    return tuple(Wanted(one.identity) for one in live.of(Relation) if one.is_table)


def carried(target: Dsn, twin: Twin, live: Snapshot, claims: Claims, wanted: Iterable[Wanted]) -> tuple[str, ...]:
    """What was not had of them, each with the reason; live: the twin's own catalog."""
    tables = {one.identity: one for one in live.of(Relation) if one.relkind == "r" and one.identity not in twin.touched}
    came: list[str] = []
    left: list[str] = []
    with (
        reading(target) as source,
        connect(twin.dsn, autocommit=True, options="-c session_replication_role=replica") as builder,
    ):
        for one in wanted:
            if one.table not in tables:
                continue
            if why := _copied(source, builder, one, live, claims):
                left.append(f"rows of {one.table} are left out: {why}")
            else:
                came.append(one.table)
        _hanging(builder, came, live)
        _numbered(builder, came, live)
    return tuple(left)


def _copied(
    source: Reader, builder: psycopg.Connection[tuple[object, ...]], one: Wanted, live: Snapshot, claims: Claims
) -> str:
    columns = {name: column for name, column in columns_of(live, one.table).items() if not column.generated}
    if not columns:
        return ""
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    values = sql.SQL(", ").join(_value(one.table, name, column, claims) for name, column in columns.items())
    query = fill("twin/rows.sql", values=values, table=sql.SQL(one.table), where=sql.SQL(one.where), most=MOST)
    try:
        with (
            source.transaction(force_rollback=True),
            source.cursor() as there,
            builder.cursor() as here,
            there.copy(query) as out,
            here.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(sql.SQL(one.table), names)) as into,
        ):
            for data in out:
                into.write(data)
    except psycopg.Error as error:
        return error.diag.message_primary or type(error).__name__
    return ""


def _value(table: str, name: str, column: Column, claims: Claims) -> sql.Composable:
    """What is sealed, or called a secret, is blank: nobody reads it on a twin."""
    own = sql.Identifier("t", name)
    sealed = {(one.table, one.column) for one in claims.of(Credential)}
    sealed |= {(one.table, one.column) for one in claims.of(Token)}
    said = (table, name) in sealed or is_password(name, column) or is_secret(name)
    blank = _BLANK.get(column.type, "''" if is_text(column) else "")
    if not (said and blank):
        return own
    return sql.SQL("CASE WHEN {} IS NOT NULL THEN {} END").format(own, sql.SQL(blank))


def _hanging(builder: psycopg.Connection[tuple[object, ...]], tables: list[str], live: Snapshot) -> None:
    """Rows whose parents stayed behind do too, and so on."""
    keys = [one for table in tables for one in live.on(Constraint, table) if one.type == "f" and not one.parent]
    gone = True
    while gone:
        gone = False
        for key in keys:
            pairs = [
                sql.SQL("p.{} OPERATOR(pg_catalog.=) c.{}").format(sql.Identifier(there), sql.Identifier(here))
                for here, there in zip(key.columns, key.referenced_columns, strict=True)
            ]
            filled = [sql.SQL("c.{} IS NOT NULL").format(sql.Identifier(name)) for name in key.columns]
            asked = fill(
                "twin/hanging.sql", table=sql.SQL(key.relation or ""), parent=sql.SQL(key.referenced),
                filled=sql.SQL(" AND ").join(filled), same=sql.SQL(" AND ").join(pairs),
            )  # fmt: skip
            gone = builder.execute(asked).rowcount > 0 or gone


def _numbered(builder: psycopg.Connection[tuple[object, ...]], tables: list[str], live: Snapshot) -> None:
    """Sequences go on behind the rows."""
    owned = {one.owned_by: one.identity for one in live.of(Sequence) if one.owned_by}
    for table in tables:
        for name, column in columns_of(live, table).items():
            if sequence := owned.get(column.identity):
                builder.execute(
                    fill("twin/numbered.sql", sequence=sequence, column=sql.Identifier(name), table=sql.SQL(table))
                )
