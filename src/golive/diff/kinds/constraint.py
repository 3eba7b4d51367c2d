"""Constraints of relations."""

from golive.diff.kinds.base import CRITICAL, HIGH, Altered, Kind, Weight, on_relation
from golive.model.catalog import Constraint, Index
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import ident, joined


class Constraints(Kind[Constraint]):
    of = Constraint
    missing = HIGH, "rows that it refused are accepted from now on"
    unexpected = HIGH, "rows that the tested schema accepts are refused"
    changed = HIGH, "rows are accepted or refused that were not when it was tested"
    fields = {
        "validated": (CRITICAL, "rows from before it may violate it, and nothing says which"),
        "enforced": (CRITICAL, "it is written down and never checked"),
        "triggers_enabled": (CRITICAL, "the foreign key keeps its name and checks nothing"),
        "deferrable": (HIGH, "ON CONFLICT refuses a deferrable key, and violations show only at commit"),
    }
    said_by_definition = frozenset(
        {"type", "columns", "referenced", "referenced_columns", "deferrable", "deferred", "no_inherit"}
    )

    def harm_missing(self, entry: Constraint) -> Weight:
        return (CRITICAL, "duplicates are accepted, and upserts on it fail") if entry.type in "pux" else self.missing

    def create(self, entry: Constraint, locked: Snapshot, observed: Snapshot) -> str | None:
        return joined(_room_for(entry, observed), constraint_definition(entry))

    def alter(
        self, want: Constraint, now: Constraint, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        """Made anew also where its triggers were off: rows written meanwhile were never checked."""
        if want.parent:
            return None
        name, relation = ident(want.name), want.relation
        if changed == {"validated"} and want.validated:
            return joined(f"ALTER TABLE {relation} VALIDATE CONSTRAINT {name}"), False
        return joined(f"ALTER TABLE {relation} DROP CONSTRAINT {name}", constraint_definition(want)), False

    def drop(self, entry: Constraint, observed: Snapshot) -> str | None:
        return joined(f"ALTER TABLE {entry.relation} DROP CONSTRAINT {ident(entry.name)}")

    def exists(self, entry: Constraint) -> str | None:
        return on_relation("pg_constraint", "conrelid", "conname", entry)


def constraint_definition(constraint: Constraint) -> str:
    tail = "" if constraint.validated else " NOT VALID" if constraint.enforced else " NOT ENFORCED"
    return f"ALTER TABLE {constraint.relation} ADD CONSTRAINT {ident(constraint.name)} {constraint.definition}{tail}"


def _room_for(entry: Constraint, observed: Snapshot) -> str:
    """A plain index that took the constraint's name has to go first."""
    squatter = observed.get(Index, f"{ident(entry.schema or '')}.{ident(entry.name)}")
    if entry.type in "pux" and squatter is not None and not squatter.constraint:
        return f"DROP INDEX {squatter.identity}"
    return ""
