"""Extended statistics."""

from golive.diff.kinds.base import HIGH, Altered, Kind
from golive.model.catalog import Statistics
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import ident, joined, literal


class ExtendedStatistics(Kind[Statistics]):
    of = Statistics
    missing = HIGH, "the planner estimates without it, and chooses other plans than those tested"
    unexpected = HIGH, "the planner chooses other plans than those tested"

    def create(self, entry: Statistics, locked: Snapshot, observed: Snapshot) -> str | None:
        return joined(entry.definition, _owner(entry))

    def alter(
        self, want: Statistics, now: Statistics, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        return (joined(_owner(want)), False) if changed == {"owner"} else self.anew(want, now, locked, observed)

    def drop(self, entry: Statistics, observed: Snapshot) -> str | None:
        return joined(f"DROP STATISTICS {entry.identity}")

    def exists(self, entry: Statistics) -> str | None:
        return (
            f"EXISTS (SELECT FROM pg_catalog.pg_statistic_ext WHERE stxnamespace = pg_catalog.to_regnamespace("
            f"{literal(entry.identity.partition('.')[0])}) AND stxname = {literal(entry.name)})"
        )


def _owner(entry: Statistics) -> str:
    return f"ALTER STATISTICS {entry.identity} OWNER TO {ident(entry.owner)}"
