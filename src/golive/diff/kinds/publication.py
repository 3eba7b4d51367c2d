"""Publications of logical replication."""

from golive.diff.kinds.base import CRITICAL, HIGH, Altered, Kind, in_catalog
from golive.model.catalog import Publication
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import ident, joined, literal


class Publications(Kind[Publication]):
    of = Publication
    missing = HIGH, "consumers of the changes get none"
    unexpected = CRITICAL, "rows leave the database on a path that row security does not cover"
    fields = {"tables": (CRITICAL, "consumers miss changes, or get rows that were not meant for them")}

    def create(self, entry: Publication, locked: Snapshot, observed: Snapshot) -> str | None:
        return joined(
            f"CREATE PUBLICATION {entry.identity}{_published(entry)} WITH ({_options(entry)})",
            f"ALTER PUBLICATION {entry.identity} OWNER TO {ident(entry.owner)}",
        )

    def alter(
        self, want: Publication, now: Publication, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        name = want.identity
        if "all_tables" in changed:
            return self.anew(want, now, locked, observed)
        made = []
        if changed & {"operations", "via_root", "generated_columns"}:
            made.append(f"ALTER PUBLICATION {name} SET ({_options(want)})")
        if changed & {"tables", "schemas"}:
            if want.tables or want.schemas:
                made.append(f"ALTER PUBLICATION {name} SET{_published(want).removeprefix(' FOR')}")
            else:
                made += [f"ALTER PUBLICATION {name} DROP TABLE {entry.split(' ')[0]}" for entry in now.tables]
                made += [f"ALTER PUBLICATION {name} DROP TABLES IN SCHEMA {entry}" for entry in now.schemas]
        if "owner" in changed:
            made.append(f"ALTER PUBLICATION {name} OWNER TO {ident(want.owner)}")
        return joined(*made), False

    def drop(self, entry: Publication, observed: Snapshot) -> str | None:
        return joined(f"DROP PUBLICATION {entry.identity}")

    def exists(self, entry: Publication) -> str | None:
        return in_catalog("pg_publication", "pubname", entry.name)


def _published(entry: Publication) -> str:
    if entry.all_tables:
        return " FOR ALL TABLES"
    parts = [f"TABLE {name}" for name in entry.tables] + [f"TABLES IN SCHEMA {name}" for name in entry.schemas]
    return f" FOR {', '.join(parts)}" if parts else ""


def _options(entry: Publication) -> str:
    text = (
        f"publish = {literal(', '.join(entry.operations))}, publish_via_partition_root = {str(entry.via_root).lower()}"
    )
    return text + (
        f", publish_generated_columns = {entry.generated_columns}" if entry.generated_columns != "none" else ""
    )
