"""System rows: whether they are few and told apart, and, for platform.toml alone, what they say."""

from collections.abc import Iterable, Mapping
from typing import Any

from psycopg import Connection, sql

from golive.infer.system import SystemRows
from golive.model.asking import matched, table, text
from golive.model.catalog import Column
from golive.model.evidence import Counted, Evidence
from golive.observe.ask import Rows, ask
from golive.observe.counted import Counting, count_all
from golive.observe.tables import Tables, joined


def fetched(connection: Connection[tuple[Any, ...]], query: sql.Composed) -> Rows:
    """Rows that no evidence may hold, asked as every question is; none where nobody may look."""
    rows: Rows = []

    def read(answer: Rows) -> Evidence:
        rows.extend(answer)
        return Evidence.seen(len(answer))

    ask(connection, query, read)
    return rows


def observe_system_rows(
    connection: Connection[tuple[Any, ...]], tables: Tables, some: Iterable[SystemRows], active: tuple[str, str, str]
) -> dict[str, Evidence]:
    """active: the table of tenants, its key, and which of them must be complete."""
    asked = [Counting(one.question, _told_apart(one, *active), tables.size(one.table)) for one in some]
    found: dict[str, Evidence] = {}
    for question, answer in count_all(connection, asked).items():
        if isinstance(answer, Evidence):
            found[question] = answer
        else:
            told = dict(zip(("rows", "keys", "tenants", "alike"), answer, strict=True))
            found[question] = Evidence.seen(answer[0], told=Counted(told))
    return found


def _told_apart(one: SystemRows, root: str, key: str, active: str) -> sql.Composed:
    """How many there are (of a tenant), how many keys, how many tenants, and whether all have the same keys."""
    keys = sql.SQL("ROW({})::text").format(joined(sql.SQL("t.{}").format(sql.Identifier(name)) for name in one.key))
    if not one.tenant:
        return sql.SQL(
            "SELECT ARRAY[pg_catalog.count(*), pg_catalog.count(DISTINCT {keys}), 0, 1] FROM {table} AS t WHERE {where}"
        ).format(keys=keys, table=table(one.table), where=text(one.where))
    return sql.SQL(
        """
        SELECT ARRAY[coalesce(pg_catalog.max(s.n), 0), coalesce(pg_catalog.max(s.keys), 0), pg_catalog.count(*),
            (pg_catalog.count(DISTINCT s.same) = 1 AND pg_catalog.count(*) > 1)::int]
        FROM (SELECT w.{root_key} AS tenant, pg_catalog.count(t) AS n, pg_catalog.count(DISTINCT {keys}) AS keys,
                pg_catalog.hashtextextended(pg_catalog.string_agg({keys}, ',' ORDER BY {keys}), 0) AS same
            FROM {root} AS w LEFT JOIN (SELECT * FROM {table} AS t WHERE {where}) AS t ON t.{tenant} = w.{root_key}
            WHERE w.{root_key} IN (SELECT {root}.{root_key} FROM {root} WHERE {active}) GROUP BY 1) AS s
        """
    ).format(
        keys=keys, table=table(one.table), where=text(one.where), root=table(root), root_key=sql.Identifier(key),
        active=text(active), tenant=sql.Identifier(one.tenant),
    )  # fmt: skip


def contents(
    connection: Connection[tuple[Any, ...]], claim: Mapping[str, Any], columns: Iterable[Column]
) -> list[dict[str, Any]]:
    """The rows as a claim expects them; of rows that each tenant has, only what is the same for all of them."""
    names = [column.name for column in columns]
    chosen = sql.SQL("pg_catalog.jsonb_build_object({})").format(
        joined(sql.SQL("{}, t.{}").format(sql.Literal(name), sql.Identifier(name)) for name in names)
    )
    order = joined(sql.SQL("t.{}").format(sql.Identifier(name)) for name in claim["key"])
    query = sql.SQL("SELECT {} FROM {} AS t WHERE {} ORDER BY {}").format(
        chosen, table(claim["table"]), text(claim.get("where", "true")), order
    )
    seen: dict[str, dict[str, Any]] = {}
    differing: set[str] = set()
    for (row,) in fetched(connection, query):
        first = seen.setdefault(repr([row[name] for name in claim["key"]]), row)
        differing |= {name for name in names if row[name] != first[name]}
    return [{name: value for name, value in row.items() if name not in differing} for row in seen.values()]


def named_in(
    connection: Connection[tuple[Any, ...]], claim: Mapping[str, Any], column: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The {{names}} that every row carries in a column, and those that only some do."""
    value = matched(sql.Identifier("t", column))
    query = sql.SQL(
        "SELECT ARRAY(SELECT DISTINCT m[1] FROM pg_catalog.regexp_matches({column},"
        " '\\{{\\{{\\s*([\\w.]+)\\s*\\}}\\}}', 'g') AS m) FROM {table} AS t WHERE {where}"
    ).format(column=value, table=table(claim["table"]), where=text(claim.get("where", "true")))
    every = [set(names) for (names,) in fetched(connection, query)]
    always = set.intersection(*every) if every else set()
    return tuple(sorted(always)), tuple(sorted(set.union(*every) - always)) if every else ()
