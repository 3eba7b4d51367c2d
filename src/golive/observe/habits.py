"""Whether every row keeps to what nothing demands of it."""

from collections.abc import Iterable
from typing import Any

from psycopg import Connection, sql

from golive.infer.habit import OFFENDING, SPOKEN, Habit
from golive.model.asking import text
from golive.model.evidence import Counted, Evidence
from golive.observe.counted import Counting, count_all
from golive.observe.tables import Tables, named


def observe_habits(
    connection: Connection[tuple[Any, ...]], tables: Tables, habits: Iterable[Habit]
) -> dict[str, Evidence]:
    """Of all rows: a rule that some row of a sound database offends is none."""
    asked = [Counting(one.question, _counted(one), tables.size(one.table)) for one in habits]
    found: dict[str, Evidence] = {}
    for question, answer in count_all(connection, asked).items():
        if isinstance(answer, Evidence):
            found[question] = answer
        else:
            found[question] = Evidence.seen(answer[0], told=Counted({SPOKEN: answer[0], OFFENDING: answer[1]}))
    return found


def _counted(one: Habit) -> sql.Composed:
    return sql.SQL(
        "SELECT ARRAY[pg_catalog.count(*) FILTER (WHERE {tells}), pg_catalog.count(*) FILTER (WHERE {offends})]"
        " FROM {table} AS t WHERE {speaks}"
    ).format(tells=text(one.tells), offends=text(one.offends), table=named(one.table), speaks=text(one.speaks))
