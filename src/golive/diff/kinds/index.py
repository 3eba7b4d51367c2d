"""Indexes, of partitions too."""

from golive.diff.kinds.base import CRITICAL, HIGH, Altered, Kind, Weight, by_name
from golive.model.catalog import Index
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import ident, joined

_BROKEN = {"valid", "ready", "live"}


class Indexes(Kind[Index]):
    of = Index
    missing = HIGH, "queries that relied on it read the whole table"
    unexpected = HIGH, "every write pays for it, and a unique one refuses rows the tested schema accepts"
    changed = HIGH, "queries and uniqueness rest on another index than the one tested"
    fields = {
        "valid": (CRITICAL, "the planner ignores it, and a unique one proves nothing"),
        "ready": (CRITICAL, "new rows are not in it"),
        "live": (CRITICAL, "it is half dropped"),
        "unique": (CRITICAL, "duplicates are accepted"),
    }
    said_by_definition = frozenset(
        {"access_method", "columns", "included", "predicate", "unique", "nulls_not_distinct"}
    )

    def harm_missing(self, entry: Index) -> Weight:
        return (CRITICAL, "duplicates are accepted, and upserts on it fail") if entry.unique else self.missing

    def create(self, entry: Index, locked: Snapshot, observed: Snapshot) -> str | None:
        attach = f"ALTER INDEX {entry.parent} ATTACH PARTITION {entry.identity}" if entry.parent else ""
        cluster = f"ALTER TABLE {entry.table} CLUSTER ON {ident(entry.name)}" if entry.clustered else ""
        return joined(index_definition(entry), attach, cluster)

    def alter(self, want: Index, now: Index, changed: frozenset[str], locked: Snapshot, observed: Snapshot) -> Altered:
        if changed == {"clustered"}:
            how = f"CLUSTER ON {ident(want.name)}" if want.clustered else "SET WITHOUT CLUSTER"
            return joined(f"ALTER TABLE {want.table} {how}"), False
        if changed == {"tablespace"}:
            return joined(f"ALTER INDEX {want.identity} SET TABLESPACE {ident(want.tablespace or 'pg_default')}"), False
        if changed == {"parent"} and want.parent:
            return joined(f"ALTER INDEX {want.parent} ATTACH PARTITION {want.identity}"), False
        if changed <= _BROKEN and " ON ONLY " not in want.definition:
            return joined(f"REINDEX INDEX {want.identity}"), False
        if want.constraint or want.parent:
            return None
        return joined(f"DROP INDEX {want.identity}", index_definition(want)), False

    def drop(self, entry: Index, observed: Snapshot) -> str | None:
        return joined(f"DROP INDEX {entry.identity}")

    def exists(self, entry: Index) -> str | None:
        return by_name("to_regclass", entry.identity)


def index_definition(index: Index) -> str:
    """ON ONLY is how the server tells of a partitioned table's index; without it the partitions get theirs too."""
    text = index.definition.replace(" ON ONLY ", " ON ", 1)
    if index.tablespace:
        head, where, tail = text.partition(" WHERE ")
        text = f"{head} TABLESPACE {ident(index.tablespace)}{where}{tail}"
    return text
