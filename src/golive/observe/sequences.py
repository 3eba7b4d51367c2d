"""Where a sequence stands, against the highest number in the columns that it feeds."""

import re
from collections.abc import Iterator
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.catalog import Column, Sequence
from golive.model.evidence import Evidence
from golive.observe.counted import Counting, count_all, told
from golive.observe.tables import Tables, named

_NEXTVAL = re.compile(r"^nextval\('((?:[^']|'')+)'::regclass\)$")
_NUMBERS = ("smallint", "integer", "bigint", "numeric")


def observe_sequences(connection: Connection[tuple[Any, ...]], tables: Tables) -> dict[str, Evidence]:
    """By sequence and column: 1 where its next number is not beyond the column; the note tells which it is."""
    feeding = [pair for pair in fed_columns(tables) if not pair[0].cycles]
    filled = [(sequence, column) for sequence, column in feeding if not tables.empty(column.relation or "")]
    furthest = count_all(
        connection, (Counting(column.identity, _furthest(sequence, column)) for sequence, column in filled)
    )
    found: dict[str, Evidence] = {}
    for sequence, column in filled:
        subject, reached = f"{sequence.identity} {column.identity}", furthest[column.identity]
        if isinstance(reached, Evidence):
            found[subject] = reached
        elif reached:  # no number: no row
            found[subject] = _judged(connection, sequence, reached[0])
    return told(q.AHEAD, found, len(feeding))


def fed_columns(tables: Tables) -> Iterator[tuple[Sequence, Column]]:
    """Columns of whole numbers with a sequence behind them: identity, serial, or any default nextval()."""
    owners = {sequence.owned_by: sequence for sequence in tables.live.of(Sequence) if sequence.of_identity}
    for table in tables.judged:
        if table.is_partition:
            continue
        for column in tables.columns(table.identity).values():
            if not column.type.startswith(_NUMBERS):
                continue
            sequence = owners.get(column.identity) if column.as_identity else None
            if match := _NEXTVAL.match(column.default):
                sequence = tables.live.get(Sequence, match[1].replace("''", "'"))
            if sequence is not None:
                yield sequence, column


def _furthest(sequence: Sequence, column: Column) -> sql.Composed:
    return sql.SQL(
        "SELECT pg_catalog.array_remove(ARRAY[pg_catalog.trunc({far}({column}))::bigint], NULL) FROM {table}"
    ).format(
        far=sql.SQL("pg_catalog.max" if sequence.increment > 0 else "pg_catalog.min"),
        column=sql.Identifier(column.name),
        table=named(column.relation or ""),
    )


def _judged(connection: Connection[tuple[Any, ...]], sequence: Sequence, reached: int) -> Evidence:
    beyond = sequence.last_value is not None and _past(sequence, sequence.last_value + sequence.increment, reached)
    if beyond:
        return Evidence.seen(looked_at=1)
    # RESTART and setval(…, false) leave no last value in the catalog: only the sequence itself knows.
    select = sql.SQL("SELECT ARRAY[CASE WHEN is_called THEN last_value + {} ELSE last_value END] FROM {}").format(
        sql.Literal(sequence.increment), named(sequence.identity)
    )
    following = count_all(connection, [Counting(sequence.identity, select)])[sequence.identity]
    if isinstance(following, Evidence):
        return following
    wrong = not _past(sequence, following[0], reached)
    note = f"its next number is {following[0]}, the column has reached {reached}"
    return Evidence.seen(looked_at=1, count=int(wrong), note=note)


def _past(sequence: Sequence, following: int, reached: int) -> bool:
    return following > reached if sequence.increment > 0 else following < reached
