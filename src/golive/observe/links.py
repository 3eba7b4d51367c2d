"""How many values of a place are keys of another table."""

import json
from collections.abc import Iterable
from typing import Any

from psycopg import Connection, sql

from golive.infer.links import COMMON, FOUND, KINDS, SAME, TEMPLATES, VALUES, Link
from golive.infer.shapes import SAMPLED
from golive.model.evidence import Counted, Evidence
from golive.observe.ask import Rows, ask
from golive.observe.counted import Counting, count_all
from golive.observe.tables import Tables, named


def observe_links(
    connection: Connection[tuple[Any, ...]], tables: Tables, links: Iterable[Link]
) -> dict[str, Evidence]:
    several = [one for one in links if not tables.empty(one.table)]
    asked = [Counting(one.question, _resolved(one), tables.size(one.table)) for one in several]
    found: dict[str, Evidence] = {}
    for question, answer in count_all(connection, asked).items():
        if isinstance(answer, Evidence):
            found[question] = answer
        else:
            counts = dict(zip((VALUES, KINDS, FOUND, SAME, COMMON, TEMPLATES), answer, strict=True))
            found[question] = Evidence.seen(answer[0], told=Counted(counts))
    return found


def observe_holders(
    connection: Connection[tuple[Any, ...]], tables: Tables, links: Iterable[Link]
) -> dict[str, Evidence]:
    """Kinds of objects in documents of which every one, three at least, holds the name: by itself or one level down."""
    several = {one.held: one for one in links if one.held and not tables.empty(one.table)}
    return {question: ask(connection, _holders(one), _kinds) for question, one in several.items()}


def _kinds(rows: Rows) -> Evidence:
    return Evidence.seen(len(rows), told=Counted({f"{key} {kind}": count for key, kind, count in rows}))


def _holders(link: Link) -> sql.Composed:
    return sql.SQL(
        """
        SELECT k.key, o.v ->> k.key, pg_catalog.count(*)
        FROM (SELECT * FROM {table} LIMIT {most}) AS t
        CROSS JOIN LATERAL pg_catalog.jsonb_path_query(t.{column}::jsonb, 'strict $.**', '{{}}', true) AS o (v)
        CROSS JOIN (VALUES ('type'), ('kind')) AS k (key)
        WHERE pg_catalog.jsonb_typeof(o.v) = 'object' AND pg_catalog.jsonb_typeof(o.v -> k.key) = 'string'
        GROUP BY 1, 2
        HAVING pg_catalog.count(*) >= 3 AND (o.v ->> k.key) ~ '^[A-Za-z][A-Za-z0-9_.-]{{0,60}}$'
           AND pg_catalog.bool_and(pg_catalog.jsonb_path_exists(o.v, {own}::jsonpath, '{{}}', true)
                                OR pg_catalog.jsonb_path_exists(o.v, {below}::jsonpath, '{{}}', true))
        ORDER BY 1 DESC, 2
        """
    ).format(
        table=named(link.table), most=sql.Literal(SAMPLED), column=sql.Identifier(link.column),
        own=sql.Literal(f"strict $.{json.dumps(link.leaf)}"), below=sql.Literal(f"strict $.*.{json.dumps(link.leaf)}"),
    )  # fmt: skip


def _resolved(link: Link) -> sql.Composed:
    to, key = named(link.to), sql.Identifier(link.key)
    tenant = sql.SQL("t.{}::text").format(sql.Identifier(link.tenant)) if link.tenant else sql.SQL("NULL::text")
    same: sql.Composable = sql.SQL("false")
    common: sql.Composable = sql.SQL("false")
    if link.to_tenant:
        theirs = sql.Identifier(link.to_tenant)
        same = sql.SQL("(x.v, x.tenant) IN (SELECT r.{k}::text, r.{t}::text FROM {to} AS r)").format(
            k=key, t=theirs, to=to
        )
        common = sql.SQL("x.v IN (SELECT r.{k}::text FROM {to} AS r WHERE r.{t} IS NULL)").format(
            k=key, t=theirs, to=to
        )
    return sql.SQL(
        """
        SELECT ARRAY[
            pg_catalog.count(*), pg_catalog.count(DISTINCT x.v),
            pg_catalog.count(*) FILTER (WHERE x.v IN (SELECT r.{key}::text FROM {to} AS r)),
            pg_catalog.count(*) FILTER (WHERE {same}), pg_catalog.count(*) FILTER (WHERE {common}),
            pg_catalog.count(*) FILTER (WHERE x.v LIKE '%{{{{%')]
        FROM ({values}) AS x WHERE x.v IS NOT NULL AND x.v <> ''
        """
    ).format(key=key, to=to, same=same, common=common, values=_values(link, tenant))  # fmt: skip


def _values(link: Link, tenant: sql.Composable) -> sql.Composed:
    column = sql.Identifier(link.column)
    some = sql.SQL("(SELECT * FROM {} LIMIT {})").format(named(link.table), sql.Literal(SAMPLED))
    if link.path:
        return sql.SQL(
            "SELECT f.v #>> '{{}}' AS v, {tenant} AS tenant FROM {some} AS t CROSS JOIN LATERAL"
            " pg_catalog.jsonb_path_query(t.{column}::jsonb, {path}::jsonpath, '{{}}', true) AS f (v)"
            " WHERE pg_catalog.jsonb_typeof(f.v) = {kind}"
        ).format(
            tenant=tenant,
            some=some,
            column=column,
            path=sql.Literal(f"strict {link.path}"),
            kind=sql.Literal(link.kind),
        )
    if link.array:
        return sql.SQL(
            "SELECT e.v::text AS v, {tenant} AS tenant FROM {some} AS t"
            " CROSS JOIN LATERAL pg_catalog.unnest(t.{column}) AS e (v)"
        ).format(tenant=tenant, some=some, column=column)
    return sql.SQL("SELECT t.{column}::text AS v, {tenant} AS tenant FROM {some} AS t").format(
        column=column, tenant=tenant, some=some
    )
