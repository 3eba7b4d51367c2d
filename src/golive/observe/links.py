"""Which names the documents of a column have, and how many values of a place are keys of another table."""

from collections.abc import Iterable
from typing import Any

from psycopg import Connection, sql

from golive.infer.links import COMMON, FOUND, KINDS, SAME, TEMPLATES, VALUES, Link, is_name
from golive.infer.shapes import SAMPLED, is_document
from golive.model import questions as q
from golive.model.evidence import Counted, Evidence
from golive.observe.ask import Rows, ask
from golive.observe.counted import Counting, count_all
from golive.observe.tables import Tables, named, rows_of

_DOCUMENTS = 500
_DEEPEST = 12
_MOST = 300  # places of one column


def observe_documents(connection: Connection[tuple[Any, ...]], tables: Tables) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {}
    for table in tables.stored:
        for column in tables.columns(table.identity).values():
            if is_document(column.type):
                found[q.DOCUMENT.of(column.identity)] = ask(connection, _walk(rows_of(table), column.name), _places)
    return found


def _walk(rows: sql.Composable, column: str) -> sql.Composed:
    """Every scalar with the name it stands under, at whatever depth."""
    return sql.SQL(
        """
        WITH RECURSIVE walked (value, name, element, depth) AS (
            SELECT d.value, ''::text, false, 0
            FROM (SELECT t.{column}::jsonb AS value FROM {rows} AS t WHERE t.{column} IS NOT NULL LIMIT {most}) AS d
            UNION ALL
            SELECT e.value, e.name, e.element, w.depth + 1
            FROM walked AS w CROSS JOIN LATERAL (
                SELECT o.value, o.key AS name, false AS element FROM pg_catalog.jsonb_each(
                    CASE WHEN pg_catalog.jsonb_typeof(w.value) = 'object' THEN w.value ELSE '{{}}' END) AS o
                UNION ALL
                SELECT a.value, w.name, true FROM pg_catalog.jsonb_array_elements(
                    CASE WHEN pg_catalog.jsonb_typeof(w.value) = 'array' THEN w.value ELSE '[]' END) AS a
            ) AS e
            WHERE w.depth < {deepest}
        )
        SELECT pg_catalog.jsonb_typeof(w.value), w.name, w.element, pg_catalog.count(*) FROM walked AS w
        WHERE pg_catalog.jsonb_typeof(w.value) IN ('string', 'number')
        GROUP BY 1, 2, 3 ORDER BY 4 DESC, 2 LIMIT {places}
        """
    ).format(
        column=sql.Identifier(column), rows=rows, most=sql.Literal(_DOCUMENTS), deepest=sql.Literal(_DEEPEST),
        places=sql.Literal(_MOST),
    )  # fmt: skip


def _places(rows: Rows) -> Evidence:
    counts = {}
    for kind, name, element, count in rows:
        if name and is_name(name):
            counts[f"{kind} $.**.{name}" + "[*]" * element] = count
        elif not name and element:
            counts[f"{kind} $[*]"] = count
    return Evidence.seen(len(rows), told=Counted(counts))


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
