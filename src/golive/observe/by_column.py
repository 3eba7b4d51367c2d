"""One look at the texts of chosen columns: by question, how many rows of each column offend."""

from collections.abc import Callable, Sequence
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.asking import matched
from golive.model.catalog import Column, Relation
from golive.model.evidence import Evidence
from golive.observe.counted import Counting, count_all, told
from golive.observe.tables import Tables, joined, rows_of

Condition = Callable[[sql.Composable, Column], sql.Composable]  # of a value, as text, of this column


def count_by_column(
    connection: Connection[tuple[Any, ...]],
    tables: Tables,
    asks: Callable[[Relation, str, Column], bool],
    *asked: tuple[q.Question, Condition],
) -> dict[str, Evidence]:
    """Each table is read once for all of its columns and all conditions on them."""
    chosen = {
        table.identity: [column for name, column in tables.texts(table.identity).items() if asks(table, name, column)]
        for table in tables.judged
        if table.relkind == "r"
    }
    questions = []
    for table in tables.stored:
        if columns := chosen[table.identity]:
            counts = joined(
                sql.SQL("pg_catalog.count(*) FILTER (WHERE {})").format(
                    offends(matched(sql.Identifier("t", column.name)), column)
                )
                for _, offends in asked
                for column in columns
            )
            select = sql.SQL("SELECT ARRAY[{}] FROM {} AS t").format(counts, rows_of(table))
            questions.append(Counting(table.identity, select, tables.size(table.identity), table.rows))
    answers = count_all(connection, questions)
    found: dict[str, Evidence] = {}
    for number, (question, _) in enumerate(asked):
        some = _answers(answers, chosen, number)
        found |= told(question, some, sum(map(len, chosen.values())))
    return found


def _answers(
    answers: dict[str, tuple[int, ...] | Evidence], chosen: dict[str, list[Column]], number: int
) -> dict[str, Evidence]:
    """By column what one condition found, by table why there is no answer."""
    found: dict[str, Evidence] = {}
    for name, answer in answers.items():
        if isinstance(answer, Evidence):
            found[name] = answer
            continue
        columns = chosen[name]
        counts: Sequence[int] = answer[number * len(columns) : (number + 1) * len(columns)]
        found |= {
            column.identity: Evidence.seen(looked_at=1, count=count)
            for column, count in zip(columns, counts, strict=True)
        }
    return found
