"""Rewrite rules."""

from golive.diff.kinds.base import CRITICAL, HIGH, Altered, Kind, on_relation
from golive.diff.kinds.ddl import ENABLE
from golive.model.catalog import Rule
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import ident, joined


class Rules(Kind[Rule]):
    of = Rule
    missing = HIGH, "statements on the relation do something else than tested"
    unexpected = CRITICAL, "statements on the relation are rewritten, and nobody tested into what"

    def create(self, entry: Rule, locked: Snapshot, observed: Snapshot) -> str | None:
        return joined(entry.definition, _enabled(entry) if entry.enabled != "O" else "")

    def alter(self, want: Rule, now: Rule, changed: frozenset[str], locked: Snapshot, observed: Snapshot) -> Altered:
        return (joined(_enabled(want)), False) if changed == {"enabled"} else self.anew(want, now, locked, observed)

    def drop(self, entry: Rule, observed: Snapshot) -> str | None:
        return joined(f"DROP RULE {ident(entry.name)} ON {entry.relation}")

    def exists(self, entry: Rule) -> str | None:
        return on_relation("pg_rewrite", "ev_class", "rulename", entry)


def _enabled(rule: Rule) -> str:
    return f"ALTER TABLE {rule.relation} {ENABLE[rule.enabled]} RULE {ident(rule.name)}"
