"""A question to the data as a value: the query, and how its answer is read. Who sends it stands in observe."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from psycopg import sql

from golive.model.evidence import Evidence
from golive.sqltext.names import parts

Answer = list[tuple[Any, ...]]
Query = sql.SQL | sql.Composed
KEYS = 20  # that a finding names


@dataclass(frozen=True, slots=True)
class Asked:
    """What one claim asks; it takes no parameters: text of the platform's authors may hold a percent sign."""

    key: str  # under which the answer is left
    query: Query
    read: Callable[[Answer], Evidence]


def table(name: str) -> sql.Identifier:
    return sql.Identifier(*parts(name))


def text(fragment: str) -> sql.SQL:
    """SQL that the platform's authors wrote: a condition, an expression, a query."""
    end = "\n" if "--" in fragment else ""  # a comment in its last line must not swallow what follows
    return sql.SQL(fragment + end)


def query_of(select: str) -> sql.SQL:
    """A whole query of theirs, to stand within another."""
    return text(select.rstrip().rstrip(";"))


def matched(column: sql.Composable) -> sql.Composed:
    """A column as a text that patterns are held against: where different texts are equal, the server takes none."""
    return sql.SQL('({}::text COLLATE pg_catalog."default")').format(column)


def key_text(names: tuple[str, ...]) -> sql.Composed:
    """The columns that name a row of t, as one text."""
    return sql.SQL("pg_catalog.concat_ws(' ', {})").format(
        sql.SQL(", ").join(sql.SQL("coalesce(t.{}::text, 'NULL')").format(sql.Identifier(one)) for one in names)
    )


def keys_and_count(rows: Answer) -> Evidence:
    """Rows of (key, how many in all, population); none where there was nothing to look at."""
    if not rows:
        return Evidence.seen(0)
    keys = tuple(str(row[0]) for row in rows[:KEYS] if row[0] is not None)
    return Evidence.seen(looked_at=rows[0][2], count=rows[0][1], keys=keys)
