"""What fires by itself or is called by its token, and what hangs on a parent: each claim one query."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.claims import Claims
from golive.model.evidence import Evidence
from golive.model.references import Schedule, Token, Tree
from golive.model.zones import is_abbreviated
from golive.observe.ask import KEYS, ask
from golive.observe.ask import Rows as Answer
from golive.observe.claims import table, text

_SHOWN = re.compile(r"^[\w\s*/,#?@+-]{1,40}$")


def observe_schedules(connection: Connection[tuple[Any, ...]], claims: Claims, now: str) -> dict[str, Evidence]:
    found = {q.TOKEN.of(token.name): ask(connection, _token(token), _told) for token in claims.token}
    found |= {q.TREE.of(tree.name): ask(connection, _tree(tree), _told) for tree in claims.tree}
    start = datetime.fromisoformat(now)
    for claim in claims.schedule:
        try:
            judge = _judge(claim, start)
        except ImportError:
            found[q.SCHEDULE.of(claim.name)] = Evidence.unknown("croniter is not installed: it reads cron expressions")
            continue
        found[q.SCHEDULE.of(claim.name)] = ask(connection, _schedule(claim), partial(_fires, judge))
    return found


def _key(names: tuple[str, ...]) -> sql.Composed:
    return sql.SQL("pg_catalog.concat_ws(' ', {})").format(
        sql.SQL(", ").join(sql.SQL("coalesce(t.{}::text, 'NULL')").format(sql.Identifier(one)) for one in names)
    )


def _schedule(claim: Schedule) -> sql.Composed:
    zone = sql.SQL("t.{}::text").format(sql.Identifier(claim.timezone)) if claim.timezone else sql.SQL("'UTC'::text")
    return sql.SQL(
        """
        SELECT s.cron, s.zone, pg_catalog.count(*), (pg_catalog.array_agg(s.key ORDER BY s.key))[1:20],
               EXISTS (SELECT FROM pg_catalog.pg_timezone_names AS z WHERE z.name = s.zone)
        FROM (SELECT {key} AS key, t.{column}::text AS cron, {zone} AS zone FROM {table} AS t WHERE {where}) AS s
        GROUP BY s.cron, s.zone ORDER BY s.cron, s.zone
        """
    ).format(
        key=_key(claim.key), column=sql.Identifier(claim.column), zone=zone, table=table(claim.table),
        where=text(claim.where),
    )  # fmt: skip


def _judge(claim: Schedule, start: datetime) -> Callable[[str | None], str]:
    """What is wrong with an expression, by a maintained parser; '' where nothing is."""
    from croniter import CroniterBadDateError, CroniterError, croniter

    fields = {"no": (5,), "first": (6,), "last": (6,), "optional first": (5, 6)}[claim.seconds]

    def wrong(text: str | None) -> str:
        if text is None or not text.strip():
            return "is empty"
        if claim.allowed:
            return "" if text in claim.allowed else "is none that the application writes"
        if not text.startswith("@") and len(text.split()) not in fields:
            return f"has not {' or '.join(map(str, fields))} fields"
        first = claim.seconds in ("first", "optional first")
        try:
            runs = croniter(text, start, second_at_beginning=first, max_years_between_matches=claim.years)
            runs.get_next(datetime)
        except CroniterBadDateError:
            return f"never fires within {claim.years} years"
        except (CroniterError, ValueError, KeyError, AttributeError, TypeError, IndexError, OverflowError):
            return "is no cron expression"
        return ""

    return wrong


def _fires(wrong: Callable[[str | None], str], rows: Answer) -> Evidence:
    keys: list[str] = []
    count = looked_at = 0
    for cron, zone, times, names, known in rows:
        looked_at += times
        said = [what] if (what := wrong(cron)) else []
        if zone and is_abbreviated(zone):
            said.append("has a time zone that is an abbreviation or an offset")
        elif not known:
            said.append("has a time zone that does not exist")
        if said:
            count += times
            shown = f" '{cron}'" if cron and _SHOWN.match(cron) else ""
            keys += [f"{name}:{shown} {' and '.join(said)}" for name in names]
    return Evidence.seen(looked_at, count, sorted(keys)[:KEYS])


def _token(claim: Token) -> sql.Composed:
    """Its strength is what its alphabet and length can give at most."""
    return sql.SQL(
        """
        WITH tokens AS (
            SELECT {key} AS key, t.{column}::text AS token, pg_catalog.count(*)
                OVER (PARTITION BY t.{column}::text) AS times
            FROM {table} AS t WHERE {where}
        ), judged AS (
            SELECT key, CASE
                WHEN token IS NULL OR pg_catalog.btrim(token) = '' THEN 'has none'
                WHEN times > 1 THEN 'has that of another row'
                WHEN pg_catalog.length(token) * CASE WHEN token ~ '^[0-9]+$'
                    THEN 3.32 WHEN token ~* '^[0-9a-f-]+$' THEN 4
                    WHEN token ~ '^[0-9a-z]+$' THEN 5.17 ELSE 6 END < {bits} THEN 'has a short one'
                WHEN (SELECT pg_catalog.count(DISTINCT c) FROM pg_catalog.regexp_split_to_table(token, '') AS c) < 8
                    THEN 'has one of few different characters' END AS wrong
            FROM tokens
        )
        SELECT key || ' ' || wrong, pg_catalog.count(wrong) OVER (), pg_catalog.count(*) OVER () FROM judged
        ORDER BY (wrong IS NULL), key LIMIT 20
        """
    ).format(
        key=_key(claim.key), column=sql.Identifier(claim.column), table=table(claim.table), where=text(claim.where),
        bits=sql.Literal(claim.bits),
    )  # fmt: skip


def _tree(claim: Tree) -> sql.Composed:
    """Rows that no root leads to stand in a circle, or under one."""
    tenant = sql.SQL("t.{}::text").format(sql.Identifier(claim.tenant)) if claim.tenant else sql.SQL("NULL::text")
    place = sql.SQL("t.{}::text").format(sql.Identifier(claim.order)) if claim.order else sql.SQL("NULL::text")
    return sql.SQL(
        """
        WITH RECURSIVE nodes AS MATERIALIZED (
            SELECT t.{id} AS id, t.{parent} AS parent, {tenant} AS tenant, {place} AS place
            FROM {table} AS t WHERE {where}
        ), reached AS (
            SELECT n.id FROM nodes AS n
            WHERE n.parent IS NULL OR NOT EXISTS (SELECT FROM nodes AS p WHERE p.id = n.parent)
            UNION ALL
            SELECT n.id FROM nodes AS n JOIN reached AS r ON n.parent = r.id
        ), judged AS (
            SELECT n.id::text AS key, CASE
                WHEN n.parent IS NOT NULL AND p.id IS NULL THEN 'has a parent that is not there'
                WHEN r.id IS NULL THEN 'is in a circle, or under one'
                WHEN p.tenant IS DISTINCT FROM n.tenant AND p.id IS NOT NULL THEN 'has a parent of another tenant'
                WHEN n.place IS NOT NULL AND pg_catalog.count(*) OVER (PARTITION BY n.tenant, n.parent, n.place) > 1
                    THEN 'has the place of a sibling' END AS wrong
            FROM nodes AS n LEFT JOIN nodes AS p ON p.id = n.parent LEFT JOIN reached AS r ON r.id = n.id
        )
        SELECT key || ' ' || wrong, pg_catalog.count(wrong) OVER (), pg_catalog.count(*) OVER () FROM judged
        ORDER BY (wrong IS NULL), key LIMIT 20
        """
    ).format(
        id=sql.Identifier(claim.id), parent=sql.Identifier(claim.parent), tenant=tenant, place=place,
        table=table(claim.table), where=text(claim.where),
    )  # fmt: skip


def _told(rows: Answer) -> Evidence:
    if not rows:
        return Evidence.seen(0)
    return Evidence.seen(rows[0][2], rows[0][1], (key for key, _, _ in rows if key is not None))
