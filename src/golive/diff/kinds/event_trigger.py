"""Event triggers of the database."""

from golive.diff.kinds.base import CRITICAL, Altered, Kind, in_catalog
from golive.diff.kinds.ddl import ENABLE
from golive.model.catalog import EventTrigger
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import ident, joined, literal


class EventTriggers(Kind[EventTrigger]):
    of = EventTrigger
    word = "event trigger"
    missing = CRITICAL, "what it did at every change of the schema is no longer done"
    unexpected = CRITICAL, "it runs at every change of the schema, and nobody tested what it does"
    fields = {"enabled": (CRITICAL, "changes of the schema pass it by")}

    def create(self, entry: EventTrigger, locked: Snapshot, observed: Snapshot) -> str | None:
        when = f" WHEN TAG IN ({', '.join(literal(tag) for tag in entry.tags)})" if entry.tags else ""
        return joined(
            f"CREATE EVENT TRIGGER {entry.identity} ON {entry.event}{when} EXECUTE FUNCTION {entry.function}",
            _owner(entry),
            _enabled(entry) if entry.enabled != "O" else "",
        )

    def alter(
        self, want: EventTrigger, now: EventTrigger, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        if changed == {"enabled"}:
            return joined(_enabled(want)), False
        if changed == {"owner"}:
            return joined(_owner(want)), False
        return self.anew(want, now, locked, observed)

    def drop(self, entry: EventTrigger, observed: Snapshot) -> str | None:
        return joined(f"DROP EVENT TRIGGER {entry.identity}")

    def exists(self, entry: EventTrigger) -> str | None:
        return in_catalog("pg_event_trigger", "evtname", entry.name)


def _owner(entry: EventTrigger) -> str:
    return f"ALTER EVENT TRIGGER {entry.identity} OWNER TO {ident(entry.owner)}"


def _enabled(entry: EventTrigger) -> str:
    return f"ALTER EVENT TRIGGER {entry.identity} {ENABLE[entry.enabled]}"
