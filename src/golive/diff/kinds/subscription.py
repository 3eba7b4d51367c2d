"""Subscriptions: a mend never makes one, since its connection is never read."""

from golive.diff.kinds.base import CRITICAL, HIGH, Altered, Kind
from golive.model.catalog import Subscription
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import joined


class Subscriptions(Kind[Subscription]):
    of = Subscription
    missing = HIGH, "changes no longer arrive"
    unexpected = CRITICAL, "rows enter the database on a path that nobody tested"

    def alter(
        self, want: Subscription, now: Subscription, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        if changed == {"enabled"}:
            return joined(f"ALTER SUBSCRIPTION {want.identity} {'ENABLE' if want.enabled else 'DISABLE'}"), False
        return None

    def drop(self, entry: Subscription, observed: Snapshot) -> str | None:
        return joined(f"DROP SUBSCRIPTION {entry.identity}")
