"""Partitions by time: what they cover, and which come next."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from golive.model.catalog import Column, Relation
from golive.model.snapshot import Snapshot
from golive.sqltext.names import parts, quoted

_KEY = re.compile(r'^RANGE \((?P<column>"(?:[^"]|"")+"|[a-z_][\w$]*)(?:,.*)?\)$')
_BOUND = re.compile(r"^FOR VALUES FROM \((?P<low>[^)]*)\) TO \((?P<high>[^)]*)\)$")
_FORMS = {"date": "%Y-%m-%d", "timestamp without time zone": "%Y-%m-%d %H:%M:%S"}
_ALWAYS = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
_MOST = 400  # partitions that one mend makes


@dataclass(frozen=True, slots=True)
class Span:
    start: datetime
    end: datetime
    partition: str = ""


@dataclass(frozen=True)
class TimeTable:
    """A table partitioned by ranges of a date or timestamp."""

    table: Relation
    column: Column
    spans: tuple[Span, ...]  # in order
    default: Relation | None

    def gaps(self, start: datetime, end: datetime) -> list[Span]:
        found = []
        at = start
        for span in self.spans:
            if span.end <= at or span.start >= end:
                continue
            if span.start > at:
                found.append(Span(at, span.start))
            at = max(at, span.end)
        if at < end:
            found.append(Span(at, end))
        return found

    def shown(self, moment: datetime) -> str:
        if self.column.type in _FORMS:
            return moment.strftime(_FORMS[self.column.type])
        return moment.strftime("%Y-%m-%d %H:%M:%S+00")


def time_table(table: Relation, live: Snapshot, children: list[Relation]) -> TimeTable | None:
    """None for a table that is partitioned by something else."""
    key = _KEY.match(table.partition_key)
    if key is None:
        return None
    name = key["column"].strip('"').replace('""', '"')
    column = next((one for one in live.on(Column, table.identity) if one.name == name), None)
    if column is None or not column.type.startswith(("date", "timestamp")):
        return None
    spans = [span for child in children if (span := _span(child)) is not None]
    default = next((child for child in children if child.partition_bound == "DEFAULT"), None)
    if len(spans) + (default is not None) < len(children):
        return None  # a bound that is not understood may cover anything
    return TimeTable(table, column, tuple(sorted(spans, key=lambda span: span.start)), default)


def _span(child: Relation) -> Span | None:
    bound = _BOUND.match(child.partition_bound)
    if bound is None:
        return None
    low, high = (_moment(bound[side].split(", ")[0], n) for n, side in enumerate(("low", "high")))
    return Span(low, high, child.identity) if low and high else None


def _moment(text: str, side: int) -> datetime | None:
    if text in ("MINVALUE", "MAXVALUE", "'-infinity'", "'infinity'"):
        return _ALWAYS[text in ("MAXVALUE", "'infinity'")]
    try:
        found = datetime.fromisoformat(text.strip("'"))
    except ValueError:
        return _ALWAYS[side] if "BC" not in text and re.match(r"'\d{5,}-", text) else None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def coming(found: TimeTable, gap: Span) -> list[Span]:
    """Partitions that fill a gap, each as long as the one before it; none where there is nothing to go by."""
    before = [span for span in found.spans if span.end <= gap.start and span.start > _ALWAYS[0]]
    if not before:
        return []
    last = before[-1]
    after = next((span.start for span in found.spans if span.start >= gap.start), _ALWAYS[1])
    made: list[Span] = []
    length = Span(last.start, last.end)
    start = last.end
    while start < gap.end and len(made) < _MOST:
        end = min(_next(length, start), after)
        if end > gap.start:
            made.append(Span(start, end, _named(found.table, last, start)))
        start = end
    return made


def _next(length: Span, start: datetime) -> datetime:
    """By whole months where the partition before has whole months, else by its length."""
    first, last = length.start, length.end
    if first.day == last.day == start.day and first.time() == last.time() and start.day <= 28:
        months = (last.year - first.year) * 12 + last.month - first.month
        if months:
            turn = start.year * 12 + start.month - 1 + months
            return start.replace(year=turn // 12, month=turn % 12 + 1)
    return start + max(last - first, timedelta(minutes=1))


_NAMES = ("%Y_%m_%d", "%Y-%m-%d", "%Y%m%d", "%Y_%m", "%Y-%m", "%Y%m", "%Y")


def _named(table: Relation, last: Span, start: datetime) -> str:
    """Named as the last one is: its date with the new one in its place."""
    schema, name = parts(last.partition)[:2]
    for form in _NAMES:
        before, after = last.start.strftime(form), start.strftime(form)
        if name.count(before) == 1 and before != after:
            return quoted(schema, name.replace(before, after))
    return quoted(schema, f"{table.name}_{start:%Y%m%d}")


def children_of(live: Snapshot) -> dict[str, list[Relation]]:
    """Partitions and inheritance children by parent."""
    found: dict[str, list[Relation]] = {}
    for relation in live.of(Relation):
        for parent in relation.parents:
            found.setdefault(parent, []).append(relation)
    return found
