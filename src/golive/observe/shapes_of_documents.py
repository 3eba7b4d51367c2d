"""Documents that lack a name which nearly all others of their column have, or have it with another kind of value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.catalog import Column
from golive.model.evidence import Counted, Evidence, State
from golive.model.strays import FEWEST, LACKED, OTHERWISE, few
from golive.observe.ask import Rows, ask
from golive.observe.counted import told
from golive.observe.slices import sample_of
from golive.observe.tables import Tables

_JSON = ("json", "jsonb")
_LARGEST = 2000  # bytes of a document that is taken apart
_DOCUMENTS = 10_000
_NAMES = 100  # of a column
_COUNTS = sql.SQL(
    ", ".join(
        f"pg_catalog.count(*) FILTER (WHERE pg_catalog.jsonb_typeof(e.value) = '{kind}')"
        for kind in ("string", "number", "boolean", "object", "array")
    )
)


@dataclass(frozen=True, slots=True)
class _Name:
    """How many of the documents with anything in them have it, and with which kinds of values."""

    name: str
    of: int
    there: int
    kinds: tuple[int, ...]


def observe_shapes(
    connection: Connection[tuple[Any, ...]], tables: Tables, counts: Mapping[str, int]
) -> dict[str, Evidence]:
    """counts: by table, its rows; one that nobody counted is asked."""
    found: dict[str, Evidence] = {}
    looked_at = 0
    for table in tables.stored:
        name = table.identity
        columns = [one for one in tables.columns(name).values() if one.type in _JSON and one.generated != "v"]
        if columns and counts.get(name, FEWEST) >= FEWEST:
            looked_at += len(columns)
            by_column: dict[str, Evidence] = {}
            query = sql.SQL(" UNION ALL ").join(_names(tables, name, at, one) for at, one in enumerate(columns))
            answer = ask(connection, query, partial(_read, columns, by_column))
            found |= by_column if answer.state is State.SEEN else {name: answer}
    return told(q.SHAPES, found, looked_at)


def _names(tables: Tables, name: str, at: int, column: Column) -> sql.Composed:
    """Of those that most have; where some are in part of the documents these are of several kinds."""
    table = tables.get(name)
    assert table is not None  # it is one of them
    return sql.SQL(
        """
        (SELECT {at}::int, s.key, s.every, s.there, s.kinds FROM (
            SELECT e.key, d.every, pg_catalog.count(*) AS there, ARRAY[{kinds}] AS kinds
            FROM (
                SELECT v.document, pg_catalog.count(*) OVER () AS every FROM (
                    SELECT t.{column}::pg_catalog.jsonb AS document FROM {rows}
                    WHERE pg_catalog.pg_column_size(t.{column}) <= {largest} LIMIT {most}
                ) AS v WHERE pg_catalog.jsonb_typeof(v.document) = 'object' AND v.document <> '{{}}'
            ) AS d CROSS JOIN LATERAL pg_catalog.jsonb_each(
                CASE WHEN pg_catalog.jsonb_typeof(d.document) = 'object' THEN d.document ELSE '{{}}' END
            ) AS e (key, value)
            GROUP BY e.key, d.every
        ) AS s WHERE s.every >= {fewest} AND 10 * s.there >= s.every ORDER BY s.there DESC, s.key LIMIT {names})
        """
    ).format(
        at=sql.Literal(at), column=sql.Identifier(column.name), rows=sample_of(table, tables.size(name)),
        kinds=_COUNTS, largest=sql.Literal(_LARGEST), most=sql.Literal(_DOCUMENTS),
        fewest=sql.Literal(FEWEST), names=sql.Literal(_NAMES),
    )  # fmt: skip


def _read(columns: Sequence[Column], found: dict[str, Evidence], rows: Rows) -> Evidence:
    for at, column in enumerate(columns):
        names = [_Name(*one) for number, *one in rows if number == at]
        counts = {f"{LACKED} {one.name}": one.of - one.there for one in names if few(one.of - one.there, one.of)}
        if any(one.there < one.of and not few(one.of - one.there, one.of) for one in names):
            counts = {}  # some have names that others have not, and a rare kind of them is none that is spoilt
        for one in names:
            filled = sum(one.kinds)
            if few(others := filled - max(one.kinds), filled):
                counts[f"{OTHERWISE} {one.name}"] = others
        every = max((one.of for one in names), default=0)
        found[column.identity] = Evidence.seen(every, max(counts.values(), default=0), told=Counted(counts))
    return Evidence.seen(len(rows))
