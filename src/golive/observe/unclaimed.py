"""Documents beside the claimed ones: ids under a claimed name, and JSON that is kept as text."""

import re
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.asking import table, text
from golive.model.catalog import Column, Relation
from golive.model.claims import Claims
from golive.model.claims.reference import Reference
from golive.model.evidence import Evidence
from golive.model.json_paths import name_of
from golive.model.leftovers import words
from golive.model.relation_names import identities_of
from golive.observe.by_column import count_by_column
from golive.observe.counted import Counting, count_all, first, told
from golive.observe.tables import Tables, named

_JSON = ("json", "jsonb")
# In the text of a document: one that is a string of JSON, and a string of JSON within it.
_WHOLE = r'^"\s*(\{\s*(\\"|\}\s*"$)|\[\s*(\{\s*\\"|\\"|\]\s*"$))'
_DEFAULT = re.compile(r"'\s*([\[{])")
_INSIDE = r'^[{\[].*"\s*([{]|\[\s*[{])\s*\\"[^"]*\\"\s*:'


def observe_unclaimed(connection: Connection[tuple[Any, ...]], tables: Tables, claims: Claims) -> dict[str, Evidence]:
    claimed: dict[tuple[str, str], set[str]] = {}
    by_table: dict[tuple[str, str], Reference] = {}
    for claim in claims.of(Reference):
        for identity in identities_of(tables.live, [claim.table]) if claim.path else ():
            name = name_of(claim.path or "$")
            claimed.setdefault((identity, claim.column), set()).add(words(name))
            if name:
                by_table.setdefault((identity, name), claim)
    asked = [
        _asked(tables, identity, column, name, claim)
        for (identity, name), claim in sorted(by_table.items())
        for column in _documents(tables, identity)
        if words(name) not in claimed.get((identity, column), ()) and not tables.empty(identity)
    ]

    def asks(one: Relation, name: str, column: Column) -> bool:
        return column.type in _JSON and (one.identity, name) not in claimed

    return {
        **told(q.UNCLAIMED, first(count_all(connection, asked)), len(asked)),
        **count_by_column(connection, tables, asks, (q.TEXT_DOCUMENTS, _whole), (q.TEXT_INSIDE, _inside)),
    }


def _documents(tables: Tables, identity: str) -> list[str]:
    return sorted(name for name, column in tables.columns(identity).items() if column.type in _JSON)


def _asked(tables: Tables, identity: str, column: str, name: str, claim: Reference) -> Counting:
    """How many values under the name are keys of what the claim leads to, however the name is spelled."""
    spelled = sorted({name, words(name), _camel(words(name))})
    found = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT pg_catalog.jsonb_path_query(t.{}::jsonb, {}::jsonpath, '{{}}', true)").format(
            sql.Identifier(column), sql.Literal(f'strict $.**."{one}"')
        )
        for one in spelled
    )
    select = sql.SQL(
        "SELECT ARRAY[pg_catalog.count(*)] FROM {table} AS t CROSS JOIN LATERAL ({found}) AS f (v) CROSS JOIN LATERAL"
        " pg_catalog.jsonb_path_query(f.v, 'lax $[*]') AS e (v)"
        " WHERE e.v #>> '{{}}' IN (SELECT ({equals})::text FROM {to} AS r)"
    ).format(table=named(identity), found=found, equals=text(claim.equals), to=table(claim.to))
    return Counting(f"{tables.columns(identity)[column].identity} {name}", select, tables.size(identity))


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _whole(value: sql.Composable, column: Column) -> sql.Composable:
    """A string of JSON, or another kind of value than the default and most rows have."""
    text_of_json = sql.SQL("{} ~ {}").format(value, sql.Literal(_WHOLE))
    default = _DEFAULT.match(column.default or "")
    if default is None or column.relation is None:
        return text_of_json
    usual = sql.Literal(rf"^\s*[{default[1]}]" if column.not_null else rf"^\s*([{default[1]}]|null$)")
    return sql.SQL(
        "({text} OR {value} !~ {usual} AND (SELECT 2 * pg_catalog.count(*) FILTER (WHERE m.{name}::text ~ {usual})"
        " > pg_catalog.count(m.{name}) FROM {table} AS m))"
    ).format(
        text=text_of_json, value=value, usual=usual, name=sql.Identifier(column.name), table=named(column.relation)
    )


def _inside(value: sql.Composable, _: Column) -> sql.Composable:
    return sql.SQL("{} ~ {}").format(value, sql.Literal(_INSIDE))
