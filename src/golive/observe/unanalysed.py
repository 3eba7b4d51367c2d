"""Tables of which the planner knows nothing, where they are large enough that a wrong plan is felt."""

from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.evidence import Evidence, Numbers, State
from golive.observe.ask import Rows, ask
from golive.observe.counted import Counting, count_all, told
from golive.observe.tables import Tables, rows_of
from golive.sql import fill

_ROWS = 1000  # with fewer a wrong plan costs nothing, and autovacuum may never look at them


def observe_unanalysed(connection: Connection[tuple[Any, ...]], tables: Tables) -> dict[str, Evidence]:
    names: list[str] = []

    def read(rows: Rows) -> Evidence:
        names.extend(name for (name,) in rows)
        return Evidence.seen(len(rows))

    if not tables.stored:
        return told(q.UNANALYSED, {}, 0)
    asked = ask(connection, fill("state/unanalysed.sql", names=[one.identity for one in tables.stored]), read)
    if asked.state is not State.SEEN:
        return {q.UNANALYSED.of(): asked}
    questions = [
        Counting(
            name,
            sql.SQL("SELECT ARRAY[pg_catalog.count(*)] FROM (SELECT FROM {} LIMIT {}) AS t").format(
                rows_of(table), sql.Literal(_ROWS + 1)
            ),
        )
        for name in names
        if (table := tables.get(name)) is not None and not tables.empty(name)
    ]
    found = {
        name: Evidence.seen(1, 1, told=Numbers(tables.size(name) or 0))
        for name, counts in count_all(connection, questions).items()
        if not isinstance(counts, Evidence) and counts[0] > _ROWS
    }
    return told(q.UNANALYSED, found, len(tables.stored))
