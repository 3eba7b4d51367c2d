"""Tokens that stand elsewhere as something that is no secret: the id of a row, the iv of a sealed value."""

from collections.abc import Iterator
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.asking import table, text
from golive.model.catalog import Constraint
from golive.model.claims import Claims
from golive.model.claims.credential import Credential
from golive.model.claims.token import Token
from golive.model.evidence import Evidence
from golive.model.relation_names import identities_of
from golive.observe.counted import Counting, count_all, first, told
from golive.observe.tables import Tables, named

_ID = sql.SQL("r.{} = CASE WHEN b.bare ~ '^[0-9a-f]{{32}}$' THEN b.bare::uuid END")
_IV = sql.SQL("pg_catalog.lower(pg_catalog.substring(r.{}::text, '[0-9A-Fa-f]{{24,64}}')) = b.bare")


def observe_known_tokens(
    connection: Connection[tuple[Any, ...]], tables: Tables, claims: Claims
) -> dict[str, Evidence]:
    """By token and place, how many."""
    places = [*_ids(tables), *_ivs(tables, claims)] if claims.of(Token) else []
    asked = [
        Counting(f"{claim.name} in {tables.columns(where)[column].identity}", select, tables.size(own))
        for claim in claims.of(Token)
        for own in identities_of(tables.live, [claim.table])
        if not tables.empty(own)
        for where, column, same in places
        if where != own and not _refers(tables, own, claim.column, where)
        for select in [_select(claim, where, same.format(sql.Identifier(column)))]
    ]
    return told(q.KNOWN_TOKENS, first(count_all(connection, asked)), len(asked))


def _refers(tables: Tables, own: str, column: str, where: str) -> bool:
    """What is kept there as the key of that row is meant to be known."""
    keys = tables.live.on(Constraint, own)
    return any(key.type == "f" and key.columns == (column,) and key.referenced == where for key in keys)


def _select(claim: Token, where: str, same: sql.Composed) -> sql.Composed:
    return sql.SQL(
        "SELECT ARRAY[pg_catalog.count(*)] FROM"
        " (SELECT pg_catalog.translate(pg_catalog.lower(t.{column}::text), '-', '')"
        " FROM {table} AS t WHERE {rows}) AS b (bare) WHERE EXISTS (SELECT FROM {where} AS r WHERE {same})"
    ).format(
        column=sql.Identifier(claim.column), table=table(claim.table), rows=text(claim.where), where=named(where),
        same=same,
    )  # fmt: skip


def _ids(tables: Tables) -> Iterator[tuple[str, str, sql.SQL]]:
    for one in tables.judged:
        if one.is_partition or tables.empty(one.identity):
            continue
        types = {name: column.type for name, column in tables.columns(one.identity).items()}
        for key in tables.live.on(Constraint, one.identity):
            if key.type == "p" and len(key.columns) == 1 and types.get(key.columns[0]) == "uuid":
                yield one.identity, key.columns[0], _ID


def _ivs(tables: Tables, claims: Claims) -> Iterator[tuple[str, str, sql.SQL]]:
    seen = set()
    for claim in claims.of(Credential):
        for where in identities_of(tables.live, [claim.table]):
            for column in {claim.column, *(form.iv for form in claim.format if form.iv)}:
                if column in tables.texts(where) and not tables.empty(where) and (where, column) not in seen:
                    seen.add((where, column))
                    yield where, column, _IV
