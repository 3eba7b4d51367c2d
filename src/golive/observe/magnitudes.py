"""Numbers that are many times all others of their column, a small part of them, or below nothing."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.catalog import Column, Constraint, Relation
from golive.model.evidence import Counted, Evidence
from golive.model.leftovers import words
from golive.model.strays import FEWEST, few
from golive.observe.counted import Counting, count_all, told
from golive.observe.slices import sample_of
from golive.observe.tables import Tables, joined

LARGER, SMALLER, BELOW = "many times all others", "a small part of all others", "below nothing"
_TYPE = re.compile(r"(?:smallint|integer|bigint|numeric(?:\([\d,]+\))?|real|double precision)\Z")
# What counts things, names them, or says where they are: it has no size.
_NO_SIZE = re.compile(
    r"(?:^|_)(?:id|ids|no|nr|num|number|code|key|version|revision|year|position|order|index|sort|priority|zip|postcode"
    r"|phone|port|pid|seed|hash|checksum|lat|lng|lon|latitude|longitude|offset|epoch|timestamp|at|ms|ns|seq|sequence|rank)$"
)
# What cannot be less than nothing, and no correction of it is kept as such.
_POSITIVE = re.compile(
    r"(?:^|_)(?:count|size|bytes|length|width|height|weight|duration|age|minutes|hours|seconds|days|attempts|retries"
    r"|price|fee|salary|used|limit|max|min|capacity|seats|area|percent|percentage)(?:_|$)"
)
_TIMES = 20  # beyond what nine in ten have
_GAP = 10  # so many times the next to them, and as many times more as that is itself beyond the nine in ten
_CLOSE = 3  # what nine in ten differ by at most, where one may be too small: others come near to nothing by chance

_USUAL = (
    "pg_catalog.percentile_disc(ARRAY[0.0501, 0.95]) WITHIN GROUP (ORDER BY pg_catalog.abs({v}))"
    " FILTER (WHERE {v} <> 0) AS {u}"
)
_APART = (
    "pg_catalog.min({u}) AS {u}, pg_catalog.count({v}) AS {n}, pg_catalog.count(*) FILTER (WHERE {v} < 0) AS {m},"
    " pg_catalog.count(*) FILTER (WHERE {above}) AS {l}, pg_catalog.count(*) FILTER (WHERE {under}) AS {s},"
    " pg_catalog.min(pg_catalog.abs({v})) FILTER (WHERE {above}) AS {lm},"
    " pg_catalog.max(pg_catalog.abs({v})) FILTER (WHERE NOT ({above})) AS {lr},"
    " pg_catalog.max(pg_catalog.abs({v})) FILTER (WHERE {under}) AS {sm},"
    " pg_catalog.min(pg_catalog.abs({v})) FILTER (WHERE {v} <> 0 AND NOT ({under})) AS {sr}"
)
_FOUR = (
    "{n}, CASE WHEN {lm} > {gap} * {lr} * GREATEST(1, {lr} / {u}[2]) THEN {l} ELSE 0 END,"
    " CASE WHEN {u}[2] < {close} * {u}[1] AND {sm} * {gap} * GREATEST(1, {u}[1] / {sr}) < {sr} THEN {s} ELSE 0 END,"
    " {m}"
)


def observe_magnitudes(
    connection: Connection[tuple[Any, ...]], tables: Tables, counts: Mapping[str, int]
) -> dict[str, Evidence]:
    """counts: by table, its rows; one that nobody counted is asked. Of a large table some blocks are looked at."""
    chosen = {
        table.identity: columns
        for table in tables.stored
        if counts.get(table.identity, FEWEST) >= FEWEST and (columns := _sizes(tables, table))
    }
    asked = []
    for name, columns in chosen.items():
        table = tables.get(name)
        assert table is not None  # it is one of them
        asked.append(Counting(name, _counted(tables, table, columns), tables.size(name)))
    found: dict[str, Evidence] = {}
    for name, answer in count_all(connection, asked).items():
        if isinstance(answer, Evidence):
            found[name] = answer  # one line for the table that could not be read
            continue
        for at, column in enumerate(chosen[name]):
            filled, larger, smaller, below = answer[4 * at : 4 * at + 4]
            strays = {LARGER: larger, SMALLER: smaller}
            if _POSITIVE.search(words(column.name)):
                strays[BELOW] = below
            told_of = {said: count for said, count in strays.items() if few(count, filled)}
            found[column.identity] = Evidence.seen(filled, sum(told_of.values()), told=Counted(told_of))
    return told(q.MAGNITUDES, found, sum(map(len, chosen.values())))


def _sizes(tables: Tables, table: Relation) -> list[Column]:
    """Numbers that say how much: no key, and nothing that refers to one."""
    keys = {name for one in tables.live.on(Constraint, table.identity) if one.type in "pfu" for name in one.columns}
    return [
        one
        for name, one in tables.columns(table.identity).items()
        if name not in keys and _TYPE.match(one.type)
        and not one.generated and not one.as_identity and not _NO_SIZE.search(words(name))
    ]  # fmt: skip


def _counted(tables: Tables, table: Relation, columns: Sequence[Column]) -> sql.Composable:
    """First what nine in ten keep to, then what is far from it, then how far apart the two are."""
    values = joined(
        sql.SQL("t.{}::pg_catalog.numeric AS {}").format(sql.Identifier(column.name), sql.Identifier(f"v{at}"))
        for at, column in enumerate(columns)
    )
    asked = [_asked(at) for at, _ in enumerate(columns)]
    return sql.SQL(
        "SELECT ARRAY[{counts}] FROM (SELECT {apart} FROM (SELECT {values} FROM {rows}) AS v CROSS JOIN"
        " (SELECT {usual} FROM (SELECT {values} FROM {rows}) AS v) AS u) AS w"
    ).format(
        usual=joined(one[0] for one in asked), apart=joined(one[1] for one in asked),
        counts=joined(one[2] for one in asked), values=values, rows=sample_of(table, tables.size(table.identity)),
    )  # fmt: skip


@cache
def _asked(at: int) -> tuple[sql.SQL, ...]:
    """Of one column: what is usual, what is apart from it and how far, and the four counts."""
    n = {word: sql.Identifier(f"{word}{at}") for word in ("v", "u", "n", "m", "l", "s", "lm", "lr", "sm", "sr")}
    given = {"times": sql.Literal(_TIMES), "gap": sql.Literal(_GAP), "close": sql.Literal(_CLOSE), **n}
    above = sql.SQL("pg_catalog.abs({v}) > {u}[2] * {times}").format(**given)
    under = sql.SQL("{v} <> 0 AND pg_catalog.abs({v}) < {u}[1] / {times}").format(**given)
    each = (_USUAL, _APART, _FOUR)
    return tuple(sql.SQL(sql.SQL(one).format(above=above, under=under, **given).as_string(None)) for one in each)
