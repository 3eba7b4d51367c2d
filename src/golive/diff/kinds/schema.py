"""Schemas."""

from golive.diff.kinds.base import HIGH, Altered, Kind, in_catalog
from golive.diff.kinds.ddl import owned
from golive.model.catalog import Schema
from golive.model.snapshot import Snapshot
from golive.rights import grants
from golive.sqltext.quoting import ident, joined


class Schemas(Kind[Schema]):
    of = Schema
    missing = HIGH, "everything that was in it is gone"
    unexpected = HIGH, "what stands in it is outside every check, and may hide tested objects on a search path"

    def create(self, entry: Schema, locked: Snapshot, observed: Snapshot) -> str | None:
        on = f"SCHEMA {entry.identity}"
        return joined(
            f"CREATE SCHEMA {entry.identity} AUTHORIZATION {ident(entry.owner)}",
            *grants.statements(on, entry.grants, (), owner=entry.owner, full="CREATE,USAGE"),
        )

    def alter(
        self, want: Schema, now: Schema, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        return owned(f"SCHEMA {want.identity}", want, now, "CREATE,USAGE"), False

    def drop(self, entry: Schema, observed: Snapshot) -> str | None:
        return joined(f"DROP SCHEMA {entry.identity}")

    def exists(self, entry: Schema) -> str | None:
        return in_catalog("pg_namespace", "nspname", entry.name)
