"""What tells rows apart that have a value from those that need none."""

from collections.abc import Iterable
from typing import Any

from psycopg import Connection, sql

from golive.infer.companions import Companion
from golive.infer.shapes import SAMPLED
from golive.model import questions as q
from golive.model.asking import text
from golive.model.evidence import Counted, Evidence
from golive.observe.counted import Counting, count_all
from golive.observe.tables import Tables, joined, named


def observe_companions(
    connection: Connection[tuple[Any, ...]], tables: Tables, companions: Iterable[Companion]
) -> dict[str, Evidence]:
    by_key = {q.COMPANIONS.of(one.table, one.column): one for one in companions}
    asked = [Counting(key, _together(one), tables.size(one.table)) for key, one in by_key.items()]
    found: dict[str, Evidence] = {}
    for key, answer in count_all(connection, asked).items():
        if isinstance(answer, Evidence):
            found[key] = answer
            continue
        halves = zip(by_key[key].conditions, answer[0::2], answer[1::2], strict=True)
        exact = {condition: with_it for condition, with_it, differing in halves if with_it and not differing}
        found[key] = Evidence.seen(len(by_key[key].conditions), told=Counted(exact))
    return found


def _together(one: Companion) -> sql.Composed:
    """By condition: how many rows have both, and how many one without the other."""
    filled = sql.SQL("t.{} IS NOT NULL").format(sql.Identifier(one.column))
    counts = [
        sql.SQL("pg_catalog.count(*) FILTER (WHERE {how})").format(how=how)
        for condition in one.conditions
        for how in (
            sql.SQL("{} AND ({})").format(filled, text(condition)),
            sql.SQL("{} <> (({}) IS TRUE)").format(sql.SQL("({})").format(filled), text(condition)),
        )
    ]
    return sql.SQL("SELECT ARRAY[{}]::bigint[] FROM (SELECT * FROM {} LIMIT {}) AS t").format(
        joined(counts), named(one.table), sql.Literal(SAMPLED)
    )
