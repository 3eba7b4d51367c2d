"""Settings of the database, of roles, and of roles in the database."""

from golive.diff.kinds.base import HIGH, Altered, Kind
from golive.model.catalog import Setting
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import config_value, ident, in_database, joined


class Settings(Kind[Setting]):
    of = Setting
    missing = HIGH, "sessions run with another value than the one that was tested"
    unexpected = HIGH, "sessions run with another value than the one that was tested"
    destructive = False

    def create(self, entry: Setting, locked: Snapshot, observed: Snapshot) -> str | None:
        if entry.value.startswith("hidden ("):
            return None
        _, value = config_value(f"{entry.setting}={entry.value}")
        return _changed(entry, f"SET {_name(entry)} TO {value}")

    def alter(
        self, want: Setting, now: Setting, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        text = self.create(want, locked, observed)
        return None if text is None else (text, False)

    def drop(self, entry: Setting, observed: Snapshot) -> str | None:
        return _changed(entry, f"RESET {_name(entry)}")


def _name(entry: Setting) -> str:
    return ".".join(ident(part) for part in entry.setting.split("."))


def _changed(entry: Setting, change: str) -> str:
    percent = change.replace("%", "%%")
    match entry.scope:
        case "database":
            return in_database(f"ALTER DATABASE %I {percent}")
        case "role":
            return joined(f"ALTER ROLE {ident(entry.role) if entry.role else 'ALL'} {change}")
    who = ident(entry.role).replace("%", "%%")
    return in_database(f"ALTER ROLE {who} IN DATABASE %I {percent}")
