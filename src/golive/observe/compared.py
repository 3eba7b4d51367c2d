"""Rows of the source against rows of the target: hashes by bucket on both servers, then the differing rows by key."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from psycopg import Connection, sql

from golive.model.claims import Claims
from golive.model.occasion import NOT_OBSERVED
from golive.model.promotion import Compare
from golive.model.snapshot import Evidence
from golive.observe.ask import KEYS, ask
from golive.observe.ask import Rows as Answer
from golive.observe.claims import table, text

Live = Connection[tuple[Any, ...]]
BUCKETS = 1024
LOOKED_INTO = 50_000  # rows; what differs beyond them is counted by bucket
LIMIT_MS = 600_000
QUESTIONS = ("lost", "new", "differs", "columns")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a table's rows are compared by, as both sides have it."""

    columns: tuple[str, ...]
    key: tuple[str, ...]
    only_source: tuple[str, ...] = ()
    only_target: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    looked_at: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(QUESTIONS, 0))
    keys: dict[str, list[str]] = field(default_factory=lambda: {question: [] for question in QUESTIONS})
    unseen: Evidence | None = None

    def add(self, question: str, count: int, keys: Iterable[str]) -> None:
        self.counts[question] += count
        self.keys[question] += list(keys)[: KEYS - len(self.keys[question])]


class _Unseen(Exception):
    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence


def observe_compared(target: Live, claims: Claims, source: Live | None) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {}
    for claim in claims.compare:
        if source is None:
            answers = dict.fromkeys(QUESTIONS, Evidence(NOT_OBSERVED, note="--source-dsn was not given"))
        else:
            answers = _compared(source, target, claim)
        found |= {f"compare:{claim.name}:{question}": evidence for question, evidence in answers.items()}
    return found


def _compared(source: Live, target: Live, claim: Compare) -> dict[str, Evidence]:
    found = _Found()
    try:
        for name in claim.tables:
            _table(source, target, claim, name, found)
    except _Unseen as unseen:
        return dict.fromkeys(QUESTIONS, unseen.evidence)
    return {one: Evidence.seen(found.looked_at, found.counts[one], found.keys[one]) for one in QUESTIONS}


def _table(source: Live, target: Live, claim: Compare, name: str, found: _Found) -> None:
    shape = _shape(source, target, claim, name)
    for side, names in (("here", shape.only_source), ("in the source", shape.only_target)):
        found.add("columns", len(names), (f"{name}.{column} is not {side}" for column in names))
    query = _buckets(claim, name, shape)
    theirs, ours = ({row[0]: row[1:] for row in _rows(side, query, where)} for side, where in _both(source, target))
    found.looked_at += sum(row[0] for row in theirs.values()) + (0 if theirs else sum(row[0] for row in ours.values()))
    differing = sorted(bucket for bucket in theirs.keys() | ours.keys() if theirs.get(bucket) != ours.get(bucket))
    chosen: list[int] = []
    rows = 0
    for bucket in differing:
        chosen.append(bucket)
        rows += max(theirs.get(bucket, (0,))[0], ours.get(bucket, (0,))[0])
        if rows > LOOKED_INTO:
            break
    if not chosen:
        return
    query = _of_buckets(claim, name, shape, chosen)
    before, after = ({row[0]: row[1:] for row in _rows(side, query, where)} for side, where in _both(source, target))
    changed = sorted(key for key in before.keys() & after.keys() if before[key] != after[key])
    found.add("lost", *_named(name, before.keys() - after.keys()))
    found.add("new", *_named(name, after.keys() - before.keys()))
    found.add("differs", len(changed), _columns(source, target, claim, name, shape, changed[:KEYS]))


def _both(source: Live, target: Live) -> tuple[tuple[Live, str], tuple[Live, str]]:
    return (source, "the source"), (target, "here")


def _named(name: str, keys: Iterable[str]) -> tuple[int, list[str]]:
    ordered = sorted(keys, key=lambda key: (len(key), key))
    return len(ordered), [f"{name} {key}" for key in ordered[:KEYS]]


def _rows(side: Live, query: sql.Composed, where: str) -> Answer:
    """The answer of one side, or the end of this claim."""
    kept: Answer = []

    def keep(rows: Answer) -> Evidence:
        kept.extend(rows)
        return Evidence.seen(len(rows))

    evidence = ask(side, query, keep, limit_ms=LIMIT_MS)
    if evidence.state == "absent":
        raise _Unseen(Evidence.absent(f"{where}: {evidence.note}"))
    if evidence.state != "seen":
        raise _Unseen(Evidence.unknown(f"{where}: {evidence.note}"))
    return kept


def _shape(source: Live, target: Live, claim: Compare, name: str) -> Shape:
    query = sql.SQL(
        """
        SELECT a.attname, a.attnum = ANY (coalesce(i.indkey::int2[], '{{}}')),
               coalesce(array_position(i.indkey::int2[], a.attnum), 0)
        FROM pg_attribute AS a
        LEFT JOIN pg_index AS i ON i.indrelid = a.attrelid AND i.indisprimary
        WHERE a.attrelid = {}::regclass AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY 3, 1
        """
    ).format(sql.Literal(name))
    theirs, ours = (_rows(side, query, where) for side, where in _both(source, target))
    without = set(claim.without.get(name, ()))
    source_names, target_names = ({row[0] for row in rows} - without for rows in (theirs, ours))
    both = source_names & target_names
    key = claim.key.get(name) or tuple(row[0] for row in ours if row[1])
    columns = tuple(sorted(both))
    if missing := [one for one in key if one not in both]:
        raise _Unseen(Evidence.absent(f"{name}.{missing[0]}, of the key, is not on both sides"))
    return Shape(
        columns, key or columns, tuple(sorted(source_names - target_names)), tuple(sorted(target_names - source_names))
    )


def _key(shape: Shape) -> sql.Composed:
    """What a row is called; NULL and the empty text are told apart."""
    named = (sql.SQL("coalesce(t.{}::text, 'NULL')").format(sql.Identifier(one)) for one in shape.key)
    return sql.SQL("concat_ws(' ', {})").format(sql.SQL(", ").join(named))


def _content(shape: Shape) -> sql.Composed:
    """The whole row as text: exact in scale, precision, zone (both sessions are in UTC) and NULL."""
    return sql.SQL("ROW({})::text").format(
        sql.SQL(", ").join(sql.SQL("t.{}").format(sql.Identifier(one)) for one in shape.columns)
    )


def _hashed(claim: Compare, name: str, shape: Shape) -> sql.Composed:
    return sql.SQL(
        "SELECT s.key, (hashtextextended(s.key, 0) & {last})::int AS bucket,"
        " hashtextextended(s.content, 1) AS one, hashtextextended(s.content, 2) AS two"
        ' FROM (SELECT {key} COLLATE "C" AS key, {content} COLLATE "C" AS content FROM {table} AS t WHERE {where}) AS s'
    ).format(
        last=sql.Literal(BUCKETS - 1),
        key=_key(shape),
        content=_content(shape),
        table=table(name),
        where=text(claim.where),
    )


def _buckets(claim: Compare, name: str, shape: Shape) -> sql.Composed:
    return sql.SQL(
        "SELECT h.bucket, count(*), sum(h.one)::text, sum(h.two)::text FROM ({}) AS h"
        " GROUP BY h.bucket ORDER BY h.bucket"
    ).format(_hashed(claim, name, shape))


def _of_buckets(claim: Compare, name: str, shape: Shape, buckets: list[int]) -> sql.Composed:
    """Rows that share a key are one entry: then their number and sum are compared."""
    return sql.SQL(
        "SELECT h.key, count(*), sum(h.one)::text, sum(h.two)::text FROM ({}) AS h"
        " WHERE h.bucket = ANY ({}) GROUP BY h.key ORDER BY h.key"
    ).format(_hashed(claim, name, shape), sql.Literal(buckets))


def _columns(source: Live, target: Live, claim: Compare, name: str, shape: Shape, keys: list[str]) -> list[str]:
    """Which columns of a row differ; their values stay on the servers."""
    if not keys:
        return []
    hashes = sql.SQL(", ").join(sql.SQL("md5(t.{}::text)").format(sql.Identifier(one)) for one in shape.columns)
    query = sql.SQL(
        "SELECT {key}, ARRAY[{hashes}] FROM {table} AS t WHERE ({where}) AND {key} = ANY ({keys}) ORDER BY 1"
    ).format(key=_key(shape), hashes=hashes, table=table(name), where=text(claim.where), keys=sql.Literal(keys))
    before, after = ({row[0]: row[1] for row in _rows(side, query, where)} for side, where in _both(source, target))
    said = []
    for key in keys:
        pairs = zip(shape.columns, before[key], after[key], strict=True)
        said.append(f"{name} {key}: {', '.join(column for column, one, two in pairs if one != two)}")
    return said
