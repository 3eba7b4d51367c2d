"""Partitions that were locked and whose time is over: a table that keeps its rows for so many days may be without."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from golive.judge.time_partitions import children_of, time_table
from golive.model.catalog import Relation
from golive.model.snapshot import Snapshot


def expired(locked: Snapshot, live: Snapshot, kept_days: Mapping[str, int]) -> frozenset[str]:
    """The locked partitions, and theirs, that are gone and held nothing but rows older than the table keeps."""
    if not kept_days or not live.server.now:
        return frozenset()
    now = datetime.fromisoformat(live.server.now).astimezone(UTC)
    children = children_of(locked)
    found: set[str] = set()
    for name, days in kept_days.items():
        table = locked.get(Relation, name)
        by_time = table and time_table(table, locked, children.get(name, []))
        if not by_time:
            continue
        ended = now - timedelta(days=days)
        over = [span.partition for span in by_time.spans if span.end <= ended]
        found |= {one for one in over if live.get(Relation, one) is None}
    return frozenset(found | {below for one in found for below in _below(one, children)})


def _below(name: str, children: Mapping[str, list[Relation]]) -> list[str]:
    own = [child.identity for child in children.get(name, ())]
    return [*own, *(below for child in own for below in _below(child, children))]
