"""Times that no row can have, or that stand before the one they follow, where nearly all others are right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.catalog import Column, Relation
from golive.model.evidence import Counted, Evidence
from golive.model.strays import FEWEST, few
from golive.model.time_names import Order, has_happened, is_open, is_time, orders
from golive.observe.counted import Counting, count_all, told
from golive.observe.slices import stretches
from golive.observe.tables import Tables, joined, rows_of

EARLY, LATE, AHEAD = "long ago", "far ahead", "in the future"
# Of a column: rows with a time, rows of no age that a platform has, and others that only old things have; likewise of
# what programs write for none (the first days of 1970, of 1900) and of all before there was anything to write.
_COUNTS = (
    "pg_catalog.count({c})",
    "pg_catalog.count(*) FILTER (WHERE {c} < '1850-01-01' AND pg_catalog.isfinite({c}))",
    "pg_catalog.count(*) FILTER (WHERE {c} < '1900-01-01' AND pg_catalog.isfinite({c}))",
    "pg_catalog.count(*) FILTER (WHERE ({none}) AND pg_catalog.isfinite({c}))",
    "pg_catalog.count(*) FILTER (WHERE {c} < '1990-01-01' AND pg_catalog.isfinite({c}))",
    "pg_catalog.count(*) FILTER (WHERE ({late}) AND pg_catalog.isfinite({c}))",
    "pg_catalog.count(*) FILTER (WHERE {ahead})",
)
_OF_TIME = "{c} < '1971-02-01'"
_OF_DAY = "{c} < '1850-01-01' OR {c} BETWEEN '1899-12-30' AND '1900-01-01' OR {c} BETWEEN '1969-12-31' AND '1970-01-31'"
_NEVER = "{c} > pg_catalog.now() + interval '50 years'"
_NOT_FOR_EVER = "{c} > pg_catalog.now() + interval '200 years' AND {c} < '9000-01-01'"
_PAST = "{c} > pg_catalog.now() + interval '2 days' AND pg_catalog.isfinite({c})"


@dataclass(frozen=True, slots=True)
class _Asked:
    columns: tuple[Column, ...]
    orders: tuple[Order, ...]


def observe_times(
    connection: Connection[tuple[Any, ...]], tables: Tables, counts: Mapping[str, int]
) -> dict[str, Evidence]:
    """counts: by table, its rows; one that nobody counted is asked."""
    asked = {
        table.identity: one
        for table in tables.stored
        if counts.get(table.identity, FEWEST) >= FEWEST and (one := _asked(tables, table)).columns
    }
    questions = []
    for name, one in asked.items():
        table = tables.get(name)
        assert table is not None  # it is one of them
        size = tables.size(name)
        parts = tuple(_scan(table, one, part) for part in stretches(size))
        questions.append(Counting(name, _scan(table, one), size, table.rows, parts if parts[1:] else ()))
    disordered: dict[str, Evidence] = {}
    impossible: dict[str, Evidence] = {}
    for name, answer in count_all(connection, questions).items():
        if isinstance(answer, Evidence):
            impossible[name] = answer  # one line for the table that could not be read
            continue
        at = len(_COUNTS) * len(asked[name].columns)
        impossible |= _instants(asked[name].columns, answer)
        disordered |= _disorder(asked[name].orders, answer[at:])
    return {
        **told(q.IMPOSSIBLE_TIMES, impossible, sum(len(one.columns) for one in asked.values())),
        **told(q.DISORDER, disordered, sum(len(one.orders) for one in asked.values())),
    }


def _asked(tables: Tables, table: Relation) -> _Asked:
    columns = tables.columns(table.identity).values()
    return _Asked(tuple(filter(is_time, columns)), tuple(orders(columns)))


def _scan(
    table: Relation,
    asked: _Asked,
    of: sql.Composable = sql.SQL("true"),  # noqa: B008  # a value
) -> sql.Composable:
    counts: list[sql.Composable] = [_of_column(column) for column in asked.columns]
    counts += [one for order in asked.orders for one in _of_order(order)]
    return sql.SQL("SELECT ARRAY[{}] FROM {} AS t WHERE {}").format(joined(counts), rows_of(table), of)


def _of_column(column: Column) -> sql.SQL:
    return _counts(column.name, column.type == "date", is_open(column), has_happened(column))


@lru_cache(maxsize=1000)  # most tables call them alike
def _counts(column: str, day: bool, for_ever: bool, happened: bool) -> sql.SQL:
    name = sql.Identifier("t", column)
    none = sql.SQL(_OF_DAY if day else _OF_TIME).format(c=name)
    late = sql.SQL(_NOT_FOR_EVER if for_ever else _NEVER).format(c=name)
    ahead = sql.SQL(_PAST).format(c=name) if happened else sql.SQL("false")
    every = sql.SQL(", ".join(_COUNTS)).format(c=name, none=none, late=late, ahead=ahead)
    return sql.SQL(every.as_string(None))


def _of_order(order: Order) -> list[sql.Composable]:
    """Two clocks may differ by a moment, and a day begins at another hour elsewhere."""
    first, then = (sql.Identifier("t", one.name) for one in (order.first, order.then))
    both = sql.SQL("pg_catalog.count(*) FILTER (WHERE {} IS NOT NULL AND {} IS NOT NULL)").format(first, then)
    if order.first.type == order.then.type == "date":
        differs = "{} > {}"
    elif order.first.type == order.then.type:
        differs = "{} > {} + interval '1 minute'"
    else:
        differs = "{}::pg_catalog.date > {}::pg_catalog.date + 1"
    return [both, sql.SQL("pg_catalog.count(*) FILTER (WHERE {})").format(sql.SQL(differs).format(first, then))]


def _instants(columns: Sequence[Column], answer: Sequence[int]) -> dict[str, Evidence]:
    found = {}
    for at, column in enumerate(columns):
        filled, ancient, old, none, before, late, ahead = answer[at * len(_COUNTS) : (at + 1) * len(_COUNTS)]
        early = none if none == before else ancient if ancient == old else 0
        strays = {EARLY: early, LATE: late, AHEAD: ahead - late}
        counts = {said: count for said, count in strays.items() if few(count, filled, wrong=True)}
        found[column.identity] = Evidence.seen(filled, sum(counts.values()), told=Counted(counts))
    return found


def _disorder(orders: Sequence[Order], answer: Sequence[int]) -> dict[str, Evidence]:
    """By the later of two columns: by the earlier, the rows that have it the other way round."""
    by_then: dict[str, dict[str, int]] = {}
    both: dict[str, int] = {}
    for at, order in enumerate(orders):
        filled, differs = answer[2 * at : 2 * at + 2]
        if few(differs, filled, order.certain):
            by_then.setdefault(order.then.identity, {})[order.first.name] = differs
            both[order.then.identity] = max(filled, both.get(order.then.identity, 0))
    return {
        name: Evidence.seen(both[name], max(counts.values()), told=Counted(counts)) for name, counts in by_then.items()
    }
