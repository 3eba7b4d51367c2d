"""What the first rows of every table look like: each table is read once, and only counts and lengths leave it."""

from collections.abc import Iterator
from typing import Any

from psycopg import Connection, sql

from golive.infer.shapes import BYTES, DISTINCT, FILLED, LONGEST, SAMPLED, SECRET, SHORTEST, TEXTS, is_text
from golive.model import questions as q
from golive.model.asking import matched
from golive.model.catalog import Column
from golive.model.evidence import Evidence, Profile
from golive.model.secret_patterns import EXACT
from golive.observe.counted import Counting, count_all
from golive.observe.marked import holds
from golive.observe.tables import Tables, joined, rows_of

_LOOKED_AT = 1000  # characters of a value


def observe_profiles(connection: Connection[tuple[Any, ...]], tables: Tables) -> dict[str, Evidence]:
    measured = {table.identity: list(_measures(tables.columns(table.identity).values())) for table in tables.stored}
    asked = [
        Counting(table.identity, _select(rows_of(table), [how for *_, how in measured[table.identity]]))
        for table in tables.stored
    ]
    found: dict[str, Evidence] = {}
    for name, answer in count_all(connection, asked).items():
        if isinstance(answer, Evidence):
            found[q.PROFILE.of(name)] = answer
            continue
        columns: dict[str, dict[str, int]] = {}
        for (column, measure, _), count in zip(measured[name], answer[1:], strict=True):
            columns.setdefault(column, {})[measure] = count
        found[q.PROFILE.of(name)] = Evidence.seen(answer[0], told=Profile(answer[0], columns))
    return found


def _select(rows: sql.Composable, measures: list[sql.Composable]) -> sql.Composed:
    """The first rows by their columns, then every measure of them."""
    counts = joined([sql.SQL("pg_catalog.count(*)"), *measures])
    return sql.SQL("SELECT ARRAY[{}]::bigint[] FROM (SELECT * FROM {} LIMIT {}) AS t").format(
        counts, rows, sql.Literal(SAMPLED)
    )


def _measures(columns: Any) -> Iterator[tuple[str, str, sql.Composable]]:
    for column in columns:
        yield from ((column.name, measure, how) for measure, how in _of(column))


def _of(column: Column) -> Iterator[tuple[str, sql.Composable]]:
    value = sql.SQL("t.{}").format(sql.Identifier(column.name))
    yield FILLED, sql.SQL("pg_catalog.count({})").format(value)
    if column.type == "bytea":
        for name, first in BYTES.items():
            some = sql.SQL("pg_catalog.get_byte({v}, 0) = ANY ({first})").format(
                v=value, first=sql.Literal(list(first))
            )
            yield (
                name,
                _times(sql.SQL("CASE WHEN pg_catalog.length({v}) > 0 THEN {some} END").format(v=value, some=some)),
            )
    if not is_text(column.type):
        return
    short = sql.SQL("pg_catalog.left({}, {})").format(matched(value), sql.Literal(_LOOKED_AT))
    yield DISTINCT, sql.SQL("pg_catalog.count(DISTINCT {})").format(short)
    yield SHORTEST, sql.SQL("coalesce(pg_catalog.min(pg_catalog.length({}::text)), 0)").format(value)
    yield LONGEST, sql.SQL("coalesce(pg_catalog.max(pg_catalog.length({}::text)), 0)").format(value)
    yield SECRET, _times(holds(short, EXACT))
    for name, pattern in TEXTS.items():
        yield name, _times(sql.SQL("{} ~ {}").format(short, sql.Literal(pattern)))


def _times(condition: sql.Composable) -> sql.Composed:
    return sql.SQL("pg_catalog.count(*) FILTER (WHERE {})").format(condition)
