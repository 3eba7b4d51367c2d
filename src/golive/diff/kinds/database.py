"""The database itself."""

from golive.diff.kinds.base import CRITICAL, HIGH, Altered, Kind, Weight
from golive.diff.kinds.ddl import taken_over
from golive.model.catalog import Database
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import ident, in_database, joined


class Databases(Kind[Database]):
    of = Database
    word = ""
    changed = HIGH, "text is stored, ordered or opened differently from what was tested"
    fields = {"grants": (CRITICAL, "the database is open, or closed, to roles it was not tested with")}

    def harm_changed(self, want: Database, now: Database | None, field: str) -> Weight:
        return self.fields.get(field, self.changed)

    def alter(
        self, want: Database, now: Database, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        if changed & {"encoding", "collation", "ctype"}:
            return None
        made = []
        if "owner" in changed:
            made.append(f"ALTER DATABASE %I OWNER TO {ident(want.owner)}")
        if "connection_limit" in changed:
            made.append(f"ALTER DATABASE %I CONNECTION LIMIT {want.connection_limit}")
        if "allows_connections" in changed:
            made.append(f"ALTER DATABASE %I ALLOW_CONNECTIONS {want.allows_connections}")
        if "is_template" in changed:
            made.append(f"ALTER DATABASE %I IS_TEMPLATE {want.is_template}")
        if changed & {"grants", "owner"}:
            made += taken_over(
                "DATABASE %I", want.grants, now.grants, want.owner, now.owner, "CONNECT,CREATE,TEMPORARY"
            )
        return joined(*(in_database(text) for text in made)), False
