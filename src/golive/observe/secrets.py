"""Secrets where none may stand: only how many rows of which column, never what they are."""

from collections.abc import Callable
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.catalog import Column, Relation
from golive.model.evidence import Evidence
from golive.model.leftovers import is_password, is_talkative
from golive.model.secret_patterns import CASELESS, EXACT, HASHED
from golive.observe.counted import Counting, count_all, told
from golive.observe.tables import Tables, joined, rows_of


def observe_secrets(connection: Connection[tuple[Any, ...]], tables: Tables) -> dict[str, Evidence]:
    return _asked(connection, tables, q.SECRETS, is_talkative, _is_secret) | _asked(
        connection, tables, q.PASSWORDS, lambda _, name, column: is_password(name, column), _is_readable
    )


def _asked(
    connection: Connection[tuple[Any, ...]],
    tables: Tables,
    question: q.Question,
    asks: Callable[[Relation, str, Column], bool],
    offends: Callable[[sql.Composable], sql.Composable],
) -> dict[str, Evidence]:
    chosen = {
        table.identity: [column for name, column in tables.columns(table.identity).items() if asks(table, name, column)]
        for table in tables.judged
        if table.relkind == "r"
    }
    questions = []
    for table in tables.stored:
        if columns := chosen[table.identity]:
            counts = joined(
                sql.SQL("pg_catalog.count(*) FILTER (WHERE {})").format(
                    offends(sql.SQL("t.{}::text").format(sql.Identifier(column.name)))
                )
                for column in columns
            )
            select = sql.SQL("SELECT ARRAY[{}] FROM {} AS t").format(counts, rows_of(table))
            questions.append(Counting(table.identity, select, tables.size(table.identity), table.rows))
    found: dict[str, Evidence] = {}
    for name, answer in count_all(connection, questions).items():
        if isinstance(answer, Evidence):
            found[name] = answer
        else:
            found |= {
                column.identity: Evidence.seen(looked_at=1, count=count)
                for column, count in zip(chosen[name], answer, strict=True)
            }
    return told(question, found, sum(map(len, chosen.values())))


def _is_secret(value: sql.Composable) -> sql.Composable:
    return sql.SQL("{v} ~ {exact} OR {v} ~* {caseless}").format(
        v=value, exact=sql.Literal(EXACT), caseless=sql.Literal(CASELESS)
    )


def _is_readable(value: sql.Composable) -> sql.Composable:
    return sql.SQL("pg_catalog.btrim({v}) <> '' AND {v} !~* {hashed}").format(v=value, hashed=sql.Literal(HASHED))
