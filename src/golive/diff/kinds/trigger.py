"""Triggers on relations."""

from golive.diff.kinds.base import CRITICAL, Altered, Kind, on_relation
from golive.diff.kinds.ddl import ENABLE
from golive.model.catalog import Trigger
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import ident, joined


class Triggers(Kind[Trigger]):
    of = Trigger
    missing = CRITICAL, "what it did for every row is no longer done, and nobody is told"
    unexpected = CRITICAL, "it runs for every row written, and nobody tested what it does"
    changed = CRITICAL, "it fires at other moments, or does something else, than was tested"
    fields = {
        "enabled": (CRITICAL, "rows written by the application pass it by"),
        "function": (CRITICAL, "another function runs under the name of the tested trigger"),
    }

    def told(self, fields: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(field for field in fields if field != "definition") if len(fields) > 1 else fields

    def create(self, entry: Trigger, locked: Snapshot, observed: Snapshot) -> str | None:
        return joined(*trigger_definition(entry))

    def alter(
        self, want: Trigger, now: Trigger, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        if changed == {"enabled"}:
            return joined(_enabled(want)), False
        return None if want.parent else self.anew(want, now, locked, observed)

    def drop(self, entry: Trigger, observed: Snapshot) -> str | None:
        return joined(f"DROP TRIGGER {ident(entry.name)} ON {entry.relation}")

    def exists(self, entry: Trigger) -> str | None:
        return on_relation("pg_trigger", "tgrelid", "tgname", entry)


def trigger_definition(trigger: Trigger) -> list[str]:
    return [trigger.definition] + ([_enabled(trigger)] if trigger.enabled != "O" else [])


def _enabled(trigger: Trigger) -> str:
    return f"ALTER TABLE {trigger.relation} {ENABLE[trigger.enabled]} TRIGGER {ident(trigger.name)}"
