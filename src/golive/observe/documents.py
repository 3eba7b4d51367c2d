"""Which names the documents of a column have, and whether the names in one of them repeat."""

from collections.abc import Callable
from typing import Any

from psycopg import Connection, sql

from golive.infer.links import is_name
from golive.infer.shapes import SAMPLED, is_document
from golive.model import questions as q
from golive.model.evidence import Counted, Evidence
from golive.observe.ask import Rows, ask
from golive.observe.tables import Tables, rows_of

_DOCUMENTS = 500
_DEEPEST = 12
_MOST = 300  # places of one column


def observe_documents(connection: Connection[tuple[Any, ...]], tables: Tables) -> dict[str, Evidence]:
    return _each(connection, tables, q.DOCUMENT, _walk, _places)


def observe_names(connection: Connection[tuple[Any, ...]], tables: Tables) -> dict[str, Evidence]:
    return _each(connection, tables, q.NAMES, _repeated, _names)


def _each(
    connection: Connection[tuple[Any, ...]],
    tables: Tables,
    question: q.Question,
    query: Callable[[sql.Composable, str], sql.Composed],
    read: Callable[[Rows], Evidence],
) -> dict[str, Evidence]:
    return {
        question.of(column.identity): ask(connection, query(rows_of(table), column.name), read)
        for table in tables.stored
        for column in tables.columns(table.identity).values()
        if is_document(column.type)
    }


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


def _repeated(rows: sql.Composable, column: str) -> sql.Composed:
    return sql.SQL(
        """
        SELECT pg_catalog.count(*) FILTER (WHERE n.every > 1), pg_catalog.count(*) FILTER (WHERE n.every > n.different)
        FROM (SELECT * FROM {rows} LIMIT {most}) AS t CROSS JOIN LATERAL (
            SELECT pg_catalog.count(*) AS every, pg_catalog.count(DISTINCT v) AS different
            FROM pg_catalog.jsonb_path_query(t.{column}::jsonb, 'strict $.**.id', '{{}}', true) AS p (v)
            WHERE pg_catalog.jsonb_typeof(p.v) = 'string') AS n
        """
    ).format(rows=rows, most=sql.Literal(SAMPLED), column=sql.Identifier(column))


def _names(rows: Rows) -> Evidence:
    several, twice = rows[0]
    return Evidence.seen(several, told=Counted({"several": several, "twice": twice}))
