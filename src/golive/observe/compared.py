"""Rows of the source against rows of the target: hashes by bucket on both servers, then the differing rows by key."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from heapq import nsmallest
from typing import Any

from psycopg import Connection, errors, sql

from golive.model.asking import table, text
from golive.model.claims import Claims
from golive.model.claims.compare import COMPARE, FAST, Compare
from golive.model.evidence import Evidence, State
from golive.observe.ask import KEYS, ask, refused
from golive.observe.ask import Rows as Answer
from golive.observe.equal_hashes import PROBE, Kind, form, row_hash

Live = Connection[tuple[Any, ...]]
Row = tuple[Any, ...]
BUCKETS = 4096
_WORKERS = sql.SQL(
    "SELECT pg_catalog.set_config('max_parallel_workers_per_gather', {}, true),"
    " pg_catalog.set_config('parallel_tuple_cost', '0', true)"
)
BATCH = 20_000  # rows of differing buckets that are in memory at a time
LIMIT_MS = 600_000
QUESTIONS = ("lost", "new", "differs", "columns")
WHERE = ("the source", "here")


@dataclass(frozen=True, slots=True)
class Side:
    """How the rows of one side are read; its columns have the names by which they are compared."""

    session: Live
    rows: sql.Composable  # FROM … AS t WHERE …
    columns: Mapping[str, sql.Composable]  # SQL over t


@dataclass(slots=True)
class Found:
    """What differs; keys name the first rows, and for rows that changed their columns."""

    looked_at: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(QUESTIONS, 0))
    keys: dict[str, list[str]] = field(default_factory=lambda: {question: [] for question in QUESTIONS})
    note: str = ""

    def add(self, question: str, keys: list[str], count: int | None = None) -> None:
        self.counts[question] += len(keys) if count is None else count
        self.keys[question] += keys[: KEYS - len(self.keys[question])]

    def evidence(self, question: str) -> Evidence:
        return Evidence.seen(self.looked_at, self.counts[question], self.keys[question], self.note)


class Unseen(Exception):
    """One side could not be read, and why."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence


def observe_compared(target: Live, claims: Claims, source: Live | None) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {}
    for claim in claims.of(Compare):
        if source is None:
            answers = dict.fromkeys(QUESTIONS, Evidence.not_observed("--source-dsn was not given"))
        else:
            answers = _claimed(source, target, claim)
        found |= {COMPARE.of(claim.name, question): evidence for question, evidence in answers.items()}
    return found


def _claimed(source: Live, target: Live, claim: Compare) -> dict[str, Evidence]:
    found = Found()
    try:
        for name in claim.tables:
            sides, key = _sides(source, target, claim, name)
            compare(*sides, key, name, found, fast=claim.fast)
    except Unseen as unseen:
        return dict.fromkeys(QUESTIONS, unseen.evidence)
    return {question: found.evidence(question) for question in QUESTIONS}


def compare(
    before: Side, after: Side, key: tuple[str, ...], name: str, found: Found | None = None, fast: bool = False
) -> Found:
    """Every row of one side against those of the other; without a key, or with one that repeats, as a bag.

    Fast: it does not see numeric scale and signed zero, and says so. Raises Unseen where a side cannot be read.
    """
    found = found or Found()
    if fast:
        found.note = FAST
    with ThreadPoolExecutor(2, "compare") as threads:
        return _Comparison((before, after), key, name, threads, fast).run(found)


class _Comparison:
    """Two sides of one table, asked at the same time, since each has a server of its own."""

    def __init__(
        self, sides: tuple[Side, Side], key: tuple[str, ...], name: str, threads: ThreadPoolExecutor, fast: bool
    ) -> None:
        self.sides, self.name, self.threads, self.fast = sides, name, threads, fast
        self.columns = sorted(sides[0].columns.keys() & sides[1].columns.keys())
        self.key = key or tuple(self.columns)
        if missing := [one for one in key if one not in self.columns]:
            raise Unseen(Evidence.absent(f"{name}.{missing[0]}, of the key, is not on both sides"))

    def both(self, work: Callable[[int], Any]) -> tuple[Any, Any]:
        first, second = self.threads.map(work, (0, 1))
        return first, second

    def run(self, found: Found) -> Found:
        self.kinds = self.both(self.read_kinds)
        probes = self.both(lambda at: _rows(self.sides[at].session, PROBE, WHERE[at]))
        self.portable = probes[0] != probes[1]
        self.add_columns(found)
        if self.fast:  # it may use more of the servers' cores
            self.both(lambda at: _rows(self.sides[at].session, _WORKERS.format("2"), WHERE[at]))
        theirs, ours = self.both(self.read_buckets)
        if self.fast:
            self.both(lambda at: _rows(self.sides[at].session, _WORKERS.format("0"), WHERE[at]))
        found.looked_at += sum(row[0] for row in (theirs or ours).values())
        chosen = [one for one in theirs.keys() | ours.keys() if theirs.get(one) != ours.get(one)]
        if chosen:
            with self.sides[0].session.transaction(), self.sides[1].session.transaction():
                rows = sum(side[one][0] for side in (theirs, ours) for one in chosen if one in side)
                self.add_rows(found, chosen, few=rows <= BATCH)
        return found

    def add_columns(self, found: Found) -> None:
        """What stands on one side only, and types between which a value does not stay what it is."""
        for at, other in ((0, 1), (1, 0)):
            missing = sorted(self.sides[at].columns.keys() - self.sides[other].columns.keys())
            where = ("in the source", "here")[other]
            found.add("columns", [f"{self.name}.{column} is not {where}" for column in missing])
        for column in self.columns:
            there, here = (kinds[column] for kinds in self.kinds)
            if there.family != here.family:
                found.add("columns", [f"{self.name}.{column} is {there.name} in the source, {here.name} here"])

    def add_rows(self, found: Found, buckets: list[int], few: bool) -> None:
        """Both sides come in the order of their keys' hashes, a batch at a time, whatever their number.

        Few come with the hashes of their columns; of many the columns are read once it is known whose are said.
        """
        counts = dict.fromkeys(("lost", "new", "differs"), 0)
        first: dict[str, list[tuple[int, str, int, str]]] = {question: [] for question in counts}
        for question, one, two in _unlike(self.stream(0, buckets, few), self.stream(1, buckets, few)):
            hashed, key = (one or two)[:2]
            counts[question] += 1
            named = first[question]
            named.append((len(key), key, hashed, self.unlike(one[2:], two[2:]) if few and one and two else ""))
            if len(named) > 50 * KEYS:
                named[:] = nsmallest(KEYS, named)
        for question, named in first.items():
            chosen = nsmallest(KEYS, named)
            columns = {hashed: said for _, _, hashed, said in chosen}
            if question == "differs" and chosen and not few:
                theirs, ours = self.both(partial(self.read_columns, hashes=list(columns)))
                columns = {hashed: self.unlike(theirs[hashed], ours[hashed]) for hashed in columns}
            keys = [f"{self.name} {key}{columns[hashed]}" for _, key, hashed, _ in chosen]
            found.add(question, keys, counts[question])

    def unlike(self, before: Row, after: Row) -> str:
        """Which columns of a row differ, from its number and their hashes; the values stay on the servers."""
        if before[0] != after[0]:
            return f": {before[0]} times there, {after[0]} here"
        pairs = zip(self.columns, before[-len(self.columns) :], after[-len(self.columns) :], strict=True)
        return ": " + ", ".join(column for column, one, two in pairs if one != two)

    def read_kinds(self, at: int) -> dict[str, Kind]:
        if not self.columns:
            return {}
        side = self.sides[at]
        listed = [sql.SQL("{} AS {}").format(side.columns[one], _numbered(n)) for n, one in enumerate(self.columns)]
        types = [sql.SQL("pg_catalog.pg_typeof(s.{})").format(_numbered(n)) for n in range(len(self.columns))]
        query = sql.SQL(
            """
            SELECT pg_catalog.format_type(b.oid, NULL), b.typtype = 'e', pg_catalog.pg_encoding_to_char(d.encoding)
            FROM (SELECT) AS one LEFT JOIN (SELECT {listed} {rows} LIMIT 0) AS s ON true
            CROSS JOIN LATERAL pg_catalog.unnest(ARRAY[{types}]::oid[]) WITH ORDINALITY AS u (type, n)
            JOIN pg_catalog.pg_type AS t ON t.oid = u.type
            JOIN pg_catalog.pg_type AS b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
            JOIN pg_catalog.pg_database AS d ON d.datname = pg_catalog.current_database()
            ORDER BY u.n
            """
        ).format(listed=sql.SQL(", ").join(listed), rows=side.rows, types=sql.SQL(", ").join(types))
        rows = _rows(side.session, query, WHERE[at])
        return {column: Kind(*row) for column, row in zip(self.columns, rows, strict=True)}

    def read_buckets(self, at: int) -> dict[int, Row]:
        # OFFSET 0: the planner would take every row for a group of its own, and sort them all, whole.
        query = sql.SQL(
            "SELECT h.key & {last}, pg_catalog.count(*), pg_catalog.sum(h.content)::text"
            " FROM ({hashed} OFFSET 0) AS h GROUP BY 1 ORDER BY 1"
        ).format(last=sql.Literal(BUCKETS - 1), hashed=self.hashed(at, self.content(at)))
        return {row[0]: row[1:] for row in _rows(self.sides[at].session, query, WHERE[at])}

    def read_columns(self, at: int, hashes: list[int]) -> dict[int, Row]:
        query = sql.SQL(
            "SELECT h.key, pg_catalog.count(*){sums} FROM ({hashed}) AS h"
            " WHERE h.key = ANY ({hashes}) GROUP BY 1 ORDER BY 1"
        ).format(sums=self.sums(), hashed=self.hashed(at, *self.each(at)), hashes=sql.Literal(hashes))
        return {row[0]: row[1:] for row in _rows(self.sides[at].session, query, WHERE[at])}

    def stream(self, at: int, buckets: list[int], few: bool) -> Iterator[Row]:
        """Rows that share a key are one entry: then their number and sum are compared."""
        query = sql.SQL(
            "SELECT h.key, pg_catalog.min(h.name), pg_catalog.count(*), pg_catalog.sum(h.content)::text{sums}"
            " FROM ({hashed}) AS h"
            " WHERE h.key & {last} = ANY ({buckets}) GROUP BY h.key ORDER BY h.key"
        ).format(
            sums=self.sums() if few else sql.SQL(""),
            hashed=self.hashed(at, self.content(at), self.called(at), *(self.each(at) if few else [])),
            last=sql.Literal(BUCKETS - 1),
            buckets=sql.Literal(buckets),
        )
        cursor = self.sides[at].session.cursor(name=f"golive_compared_{at}")

        def begin() -> list[Row]:
            cursor.execute(query)
            return cursor.fetchmany(BATCH)

        coming = self.threads.submit(begin)

        def rows() -> Iterator[Row]:
            nonlocal coming
            try:
                while batch := coming.result():
                    coming = self.threads.submit(cursor.fetchmany, BATCH)
                    yield from batch
                cursor.close()
            except errors.DatabaseError as error:
                raise Unseen(_said(refused(error, LIMIT_MS), WHERE[at])) from error

        return rows()

    def forms(self, at: int, columns: list[str] | tuple[str, ...]) -> sql.Composed:
        here, there = self.kinds[at], self.kinds[1 - at]
        values = (form(self.sides[at].columns[one], here[one], there[one], self.fast) for one in columns)
        return sql.SQL(", ").join(values)

    def content(self, at: int) -> sql.Composed:
        return sql.SQL("{} AS content").format(row_hash(self.forms(at, self.columns), self.portable, summed=True))

    def each(self, at: int) -> list[sql.Composed]:
        """The hash of every column, summed by `sums`."""
        hashes = (row_hash(self.forms(at, [one]), self.portable) for one in self.columns)
        return [sql.SQL("{} AS {}").format(one, _numbered(n)) for n, one in enumerate(hashes)]

    def sums(self) -> sql.Composed:
        return sql.Composed(
            [sql.SQL(", pg_catalog.sum(h.{})::text").format(_numbered(n)) for n in range(len(self.columns))]
        )

    def hashed(self, at: int, *more: sql.Composable) -> sql.Composed:
        if len(self.key) == 1 and {kinds[self.key[0]].family for kinds in self.kinds} == {"integer"}:
            # It is its own hash; NULL and 0 are then one entry, which has two rows.
            key = sql.SQL("coalesce(({})::bigint, 0)").format(self.sides[at].columns[self.key[0]])
        else:
            key = row_hash(self.forms(at, self.key), self.portable)
        return sql.SQL("SELECT {} AS key, {} {}").format(key, sql.SQL(", ").join(more), self.sides[at].rows)

    def called(self, at: int) -> sql.Composed:
        """What a row is called; NULL and the empty text are told apart."""
        columns = self.sides[at].columns
        named = (sql.SQL("coalesce(({})::text, 'NULL')").format(columns[one]) for one in self.key)
        return sql.SQL("pg_catalog.concat_ws(' ', {}) AS name").format(sql.SQL(", ").join(named))


def _numbered(number: int) -> sql.Identifier:
    return sql.Identifier(f"c{number}")


def _unlike(theirs: Iterator[Row], ours: Iterator[Row]) -> Iterator[tuple[str, Row, Row]]:
    """Entries (hash of the key, name, count, sum, …) in the order of their hashes, merged; () where there is none."""
    one, two = next(theirs, ()), next(ours, ())
    while one or two:
        if not two or (one and one[0] < two[0]):
            yield "lost", one, ()
            one = next(theirs, ())
        elif not one or two[0] < one[0]:
            yield "new", (), two
            two = next(ours, ())
        else:
            if one[2:4] != two[2:4]:
                yield "differs", one, two
            one, two = next(theirs, ()), next(ours, ())


def _rows(session: Live, query: sql.SQL | sql.Composed, where: str) -> Answer:
    """The answer of one side, or the end of this comparison."""
    kept: Answer = []

    def keep(rows: Answer) -> Evidence:
        # Until the whole transaction ends: one side may be idle for as long as the other works.
        session.execute("SELECT pg_catalog.set_config('idle_in_transaction_session_timeout', '0', true)")
        kept.extend(rows)
        return Evidence.seen(len(rows))

    evidence = ask(session, query, keep, limit_ms=LIMIT_MS)
    if evidence.state is not State.SEEN:
        raise Unseen(_said(evidence, where))
    return kept


def _said(evidence: Evidence, where: str) -> Evidence:
    return (Evidence.absent if evidence.state is State.ABSENT else Evidence.unknown)(f"{where}: {evidence.note}")


def _sides(source: Live, target: Live, claim: Compare, name: str) -> tuple[tuple[Side, Side], tuple[str, ...]]:
    """Columns by name, whatever their order; the key as the claim or the target has it."""
    query = sql.SQL(
        """
        SELECT a.attname, coalesce(pg_catalog.array_position(i.indkey::int2[], a.attnum), -1)
        FROM pg_catalog.pg_attribute AS a
        LEFT JOIN pg_catalog.pg_index AS i ON i.indrelid = a.attrelid AND i.indisprimary
        WHERE a.attrelid = {}::pg_catalog.regclass AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY 2, 1
        """
    ).format(sql.Literal(name))
    rows = sql.SQL("FROM {} AS t WHERE ({})").format(table(name), text(claim.where))
    without = set(claim.without.get(name, ()))
    sides, key = [], claim.key.get(name, ())
    for session, where in zip((source, target), WHERE, strict=True):
        found = _rows(session, query, where)
        columns = {row[0]: sql.SQL("t.{}").format(sql.Identifier(row[0])) for row in found if row[0] not in without}
        sides.append(Side(session, rows, columns))
        own = tuple(row[0] for row in found if row[1] >= 0)
    return (sides[0], sides[1]), key or own
