"""Every claim of platform.toml about rows, asked by one set-based query each."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.claims import Claims, Feed, Filled, Frozen, People, Queue, Rows, Rule, Tenancy, nulls
from golive.model.evidence import Evidence, Named, WrongRow, WrongRows
from golive.observe.ask import KEYS, ask, keys_and_count
from golive.observe.ask import Rows as Answer
from golive.sqltext.names import parts

Read = Callable[[Answer], Evidence]
Query = sql.SQL | sql.Composed
Question = tuple[str, Query, Read]


def table(name: str) -> sql.Identifier:
    return sql.Identifier(*parts(name))


def text(fragment: str) -> sql.SQL:
    """SQL that the platform's authors wrote: a condition, an expression, a query."""
    end = "\n" if "--" in fragment else ""  # a comment in its last line must not swallow what follows
    return sql.SQL(fragment + end)


def observe_claims(connection: Connection[tuple[Any, ...]], claims: Claims) -> dict[str, Evidence]:
    """No parameters: text of the platform's authors may hold a percent sign."""
    return {identity: ask(connection, query, read) for identity, query, read in questions(claims)}


def questions(claims: Claims) -> Iterator[Question]:
    for rows in claims.rows:
        yield q.ROWS.of(rows.name), *_rows(rows, claims.tenancy)
        for column in sorted({*rows.placeholders, *rows.optional}):
            yield q.PLACEHOLDERS.of(rows.name, column), *_placeholders(rows, column)
    for filled in claims.filled:
        yield q.FILLED.of(filled.table, filled.where), *_filled(filled)
    for rule in claims.rule:
        yield q.RULE.of(rule.name), *_rule(rule)
    for feed in claims.feed:
        yield q.FEED.of(feed.sequence), *_feed(feed)
    for frozen in claims.frozen:
        yield q.FROZEN.of(frozen.table), *_frozen(frozen)
    for queue in claims.queue:
        yield q.QUEUE.of(queue.table), *_queue(queue)
    for people in claims.people:
        yield q.PEOPLE.of(people.table), *_people(people)
        if people.temporary:
            yield q.TEMPORARY.of(people.table), *_temporary(people, people.temporary)
    for name in claims.counts:
        query = sql.SQL("SELECT pg_catalog.count(*) FROM {}").format(table(name))
        yield q.COUNT.of(name), query, _count


def _count(answer: Answer) -> Evidence:
    return Evidence.seen(looked_at=answer[0][0], count=answer[0][0])


def _rows(claim: Rows, tenancy: Tenancy | None) -> tuple[sql.Composed, Read]:
    """Each expected row (of each active tenant) once and equal; then the rows nobody expects."""
    documents = []
    for row in claim.expect:
        document = {name: value for name, value in row.items() if name != "NULL"}
        documents.append(document | dict.fromkeys(nulls(row)))
    columns = sorted({name for document in documents for name in document})
    of_tenant = join_tenant = elsewhere = sql.Composed([])
    tenants: sql.Composable = sql.SQL("(SELECT NULL::text AS tenant) AS tenants")
    if claim.per_tenant and tenancy:
        tenants = sql.SQL("(SELECT {key}::text AS tenant FROM {root} WHERE {active}) AS tenants").format(
            key=sql.Identifier(tenancy.key), root=table(tenancy.root), active=text(tenancy.active)
        )
        of_tenant = sql.SQL("AND t.{}::text = e.tenant").format(sql.Identifier(claim.per_tenant))
        join_tenant = sql.SQL("coalesce(t.{}::text, 'no tenant') || ': ' ||").format(sql.Identifier(claim.per_tenant))
        # A tenant that is not active need not be complete, and its rows are no strangers.
        elsewhere = sql.SQL(
            "AND NOT EXISTS (SELECT FROM {root} WHERE {root}.{key}::text = t.{own}::text AND ({active}) IS NOT TRUE)"
        ).format(
            root=table(tenancy.root),
            key=sql.Identifier(tenancy.key),
            own=sql.Identifier(claim.per_tenant),
            active=text(tenancy.active),
        )
    same_key = sql.SQL(" AND ").join(
        sql.SQL("t.{c} IS NOT DISTINCT FROM (e.wanted).{c}").format(c=sql.Identifier(column)) for column in claim.key
    )
    differing = sql.SQL(", ").join(
        sql.SQL(
            "CASE WHEN e.doc ? {n} AND pg_catalog.bool_or(pg_catalog.to_jsonb(t.{c}) IS DISTINCT"
            " FROM pg_catalog.to_jsonb((e.wanted).{c}))"
            " FILTER (WHERE {where}) THEN {n} END"
        ).format(n=sql.Literal(column), c=sql.Identifier(column), where=text(claim.where))
        for column in columns
    )
    key_text = _key_text(claim)
    query = sql.SQL(
        """
        WITH expected AS MATERIALIZED (
            SELECT e.n, e.doc, wanted, tenants.tenant
            FROM pg_catalog.jsonb_array_elements({documents}::jsonb) WITH ORDINALITY AS e (doc, n)
            CROSS JOIN LATERAL pg_catalog.jsonb_populate_record(NULL::{table}, e.doc) AS wanted
            CROSS JOIN {tenants}
        ), compared AS (
            SELECT e.n, e.tenant, m.times, m.beside, m.differing
            FROM expected AS e
            CROSS JOIN LATERAL (
                SELECT pg_catalog.count(*) FILTER (WHERE {where}) AS times,
                       pg_catalog.count(*) FILTER (WHERE ({where}) IS NOT TRUE) AS beside,
                       pg_catalog.array_remove(ARRAY[{differing}], NULL) AS differing
                FROM {table} AS t WHERE {same_key} {of_tenant}
            ) AS m
        ), strangers AS (
            SELECT {join_tenant} {key_text} AS key
            FROM {table} AS t
            WHERE ({where}) {elsewhere} AND NOT EXISTS (SELECT FROM expected AS e WHERE {same_key} {of_tenant})
        )
        SELECT 'compared', n, tenant, times, beside, differing FROM compared
        UNION ALL
        (SELECT 'stranger', pg_catalog.count(*) OVER (), key, 0, 0, NULL FROM strangers ORDER BY key LIMIT 20)
        ORDER BY 1, 2, 3
        """
    ).format(
        documents=sql.Literal(json.dumps(documents)), table=table(claim.table), where=text(claim.where),
        tenants=tenants, differing=differing,
        same_key=same_key, of_tenant=of_tenant, join_tenant=join_tenant, key_text=key_text, elsewhere=elsewhere,
    )  # fmt: skip

    def read(answer: Answer) -> Evidence:
        compared = [row for row in answer if row[0] == "compared"]
        wrong: list[WrongRow] = []
        for _, number, tenant, times, beside, columns in compared:
            if times == 0:
                wrong.append(WrongRow("beside" if beside else "missing", number, tenant))
            elif times > 1:
                wrong.append(WrongRow("twice", number, tenant, times=times))
            elif columns:
                wrong.append(WrongRow("differs", number, tenant, tuple(columns)))
        strangers = [] if claim.others else [row for row in answer if row[0] == "stranger"]
        count = len(wrong) + (strangers[0][1] if strangers else 0)
        wrong += [WrongRow("stranger", key=row[2]) for row in strangers]
        return Evidence.seen(looked_at=len(compared), count=count, told=WrongRows(tuple(wrong[:KEYS])))

    return query, read


def _key_text(claim: Rows) -> sql.Composed:
    return sql.SQL(" || ' ' || ").join(
        sql.SQL("coalesce(t.{}::text, 'NULL')").format(sql.Identifier(column)) for column in claim.key
    )


def _placeholders(claim: Rows, column: str) -> tuple[sql.Composed, Read]:
    """Which {{names}} each row carries; the names are the evidence, never the text around them."""
    query = sql.SQL(
        """
        SELECT {key}, ARRAY(
            SELECT DISTINCT m[1] FROM pg_catalog.regexp_matches(t.{column}::text,
                '\\{{\\{{\\s*([\\w.]+)\\s*\\}}\\}}', 'g') AS m
            ORDER BY 1)
        FROM {table} AS t WHERE {where} ORDER BY 1
        """
    ).format(
        key=_key_text(claim),
        column=sql.Identifier(column),
        table=table(claim.table),
        where=text(claim.where),
    )
    required = set(claim.placeholders.get(column, ()))
    allowed = required | set(claim.optional.get(column, ()))

    def read(answer: Answer) -> Evidence:
        keys = []
        for key, names in answer:
            if missing := required - set(names):
                keys.append(f"{key}: {column} lacks {', '.join('{{' + name + '}}' for name in sorted(missing))}")
            if strange := set(names) - allowed:
                keys.append(f"{key}: {column} names unknown {', '.join('{{' + n + '}}' for n in sorted(strange))}")
        return Evidence.seen(looked_at=len(answer), count=len(keys), keys=tuple(keys[:KEYS]))

    return query, read


def _filled(claim: Filled) -> tuple[sql.Composed, Read]:
    query = sql.SQL("SELECT pg_catalog.count(*) FROM (SELECT FROM {table} WHERE {where} LIMIT {n}) AS found").format(
        table=table(claim.table), where=text(claim.where), n=sql.Literal(claim.minimum)
    )
    return query, lambda answer: Evidence.seen(looked_at=1, count=answer[0][0])


def _rule(claim: Rule) -> tuple[sql.Composed, Read]:
    population = text(claim.population.rstrip().rstrip(";")) if claim.population else sql.SQL("SELECT 1::bigint")
    query = sql.SQL(
        """
        WITH offending AS ({select}), population (n) AS ({population}), shown AS (
            SELECT pg_catalog.btrim(o::text, '()') AS key, pg_catalog.count(*) OVER () AS times
                FROM offending AS o ORDER BY 1 LIMIT 20
        )
        SELECT s.key, coalesce(s.times, 0), p.n FROM population AS p LEFT JOIN shown AS s ON true ORDER BY 1
        """
    ).format(select=text(claim.select.rstrip().rstrip(";")), population=population)
    return query, keys_and_count


def _feed(claim: Feed) -> tuple[sql.Composed, Read]:
    """The next number against the highest that was given."""
    *relation, column = parts(claim.feeds)
    query = sql.SQL(
        """
        SELECT CASE WHEN q.is_called THEN q.last_value + s.seqincrement ELSE q.last_value END,
               (SELECT pg_catalog.max(substring({column}::text FROM {pattern})::numeric) FROM {table})
        FROM {sequence} AS q CROSS JOIN pg_catalog.pg_sequence AS s WHERE s.seqrelid = {name}::pg_catalog.regclass
        """
    ).format(
        sequence=table(claim.sequence),
        name=sql.Literal(claim.sequence),
        column=sql.Identifier(column),
        pattern=sql.Literal(claim.pattern),
        table=sql.Identifier(*relation),
    )

    def read(answer: Answer) -> Evidence:
        following, highest = answer[0]
        if highest is None or following > highest:
            return Evidence.seen(looked_at=1, count=0)
        return Evidence.seen(1, 1, (f"the next number is {following}, {highest} is given already",))

    return query, read


def _frozen(claim: Frozen) -> tuple[sql.Composed, Read]:
    """Count and content of a table, in no order, as one short text."""
    query = sql.SQL(
        """
        SELECT pg_catalog.count(*), coalesce(pg_catalog.md5(pg_catalog.string_agg(h, '' ORDER BY h)), '-')
        FROM (SELECT pg_catalog.md5((pg_catalog.to_jsonb(t) - {without}::text[])::text) AS h
            FROM {table} AS t WHERE {where}) AS hashed
        """
    ).format(table=table(claim.table), where=text(claim.where), without=sql.Literal(list(claim.without)))

    def read(answer: Answer) -> Evidence:
        count, digest = answer[0]
        return Evidence.seen(looked_at=max(count, 1), count=count, told=Named(f"{count}:{digest}"))

    return query, read


def _queue(claim: Queue) -> tuple[sql.Composed, Read]:
    query = sql.SQL(
        """
        SELECT NULL, pg_catalog.count(*) FILTER (WHERE ({pending})
            AND {since} < pg_catalog.now() - pg_catalog.make_interval(hours => {hours})),
               pg_catalog.count(*) + 1
        FROM {table}
        """
    ).format(
        pending=text(claim.pending),
        since=sql.Identifier(claim.since),
        hours=sql.Literal(claim.hours),
        table=table(claim.table),
    )
    return query, keys_and_count


def _people(claim: People) -> tuple[sql.Composed, Read]:
    """Addresses that only tests use: reserved names, and the words testers write."""
    email = sql.Identifier(claim.email)
    query = sql.SQL(
        """
        WITH judged AS (
            SELECT pg_catalog.lower(pg_catalog.split_part({email}::text, '@', 2)) AS domain,
                   pg_catalog.lower(pg_catalog.split_part({email}::text, '@', 1)) AS mailbox
            FROM {table}
        )
        SELECT NULL, pg_catalog.count(*) FILTER (WHERE NOT (domain = ANY ({real})
              OR EXISTS (SELECT FROM pg_catalog.unnest({real}::text[]) AS r WHERE domain LIKE '%.' || r))
            AND (domain ~ '(^|\\.)(test|example|invalid|localhost)$' OR domain ~ '^(example|test|mailinator|yopmail)\\.'
                 OR mailbox ~ '^(test|demo|dummy|e2e|qa|fake)([0-9._+-]|$)')), pg_catalog.count(*)
        FROM judged
        """
    ).format(email=email, table=table(claim.table), real=sql.Literal(list(claim.real)))
    return query, keys_and_count


def _temporary(claim: People, condition: str) -> tuple[sql.Composed, Read]:
    query = sql.SQL(
        "SELECT NULL, pg_catalog.count(*) FILTER (WHERE {condition}), pg_catalog.count(*) FROM {table}"
    ).format(condition=text(condition), table=table(claim.table))
    return query, keys_and_count
