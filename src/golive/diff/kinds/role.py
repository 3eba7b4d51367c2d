"""Roles of the cluster."""

from collections.abc import Container

from golive.diff.kinds.base import CRITICAL, HIGH, Altered, Kind, Weight, in_catalog
from golive.model.catalog import Role
from golive.model.snapshot import Snapshot, Unreadable
from golive.sqltext.quoting import joined, literal

_FLAGS = ("login", "superuser", "inherit", "createrole", "createdb", "replication", "bypassrls")
_REACH = ("superuser", "bypassrls", "createrole", "replication")


class Roles(Kind[Role]):
    of = Role
    missing = HIGH, "what connects or switches to it is refused"
    unexpected = HIGH, "whoever holds it has rights that nobody reviewed"
    changed = HIGH, "the role can do, or can no longer do, what was tested"

    def harm_unexpected(self, entry: Role) -> Weight:
        passes = entry.superuser or entry.bypassrls
        return (CRITICAL, "row security does not bind it") if passes else self.unexpected

    def harm_changed(self, want: Role, now: Role | None, field: str) -> Weight:
        if field in _REACH and getattr(now, field):
            return CRITICAL, "it gained a right that passes every policy by, or can give itself one"
        return super().harm_changed(want, now, field)

    def create(self, entry: Role, locked: Snapshot, observed: Snapshot) -> str | None:
        return joined(f"CREATE ROLE {entry.identity} {_options(entry)}")

    def alter(self, want: Role, now: Role, changed: frozenset[str], locked: Snapshot, observed: Snapshot) -> Altered:
        return joined(f"ALTER ROLE {want.identity} {_options(want, changed)}"), False

    def drop(self, entry: Role, observed: Snapshot) -> str | None:
        """Its rights go first; of one that owns anything nothing is dropped, and the server says what is in the way."""
        rights = f"DROP OWNED BY {entry.identity}" if _only_holds_rights(entry, observed) else ""
        return joined(rights, f"DROP ROLE {entry.identity}")

    def exists(self, entry: Role) -> str | None:
        return in_catalog("pg_roles", "rolname", entry.name)


def _only_holds_rights(role: Role, observed: Snapshot) -> bool:
    kinds = observed.catalog.values()
    if any(isinstance(found, Unreadable) for found in kinds):
        return False
    every = [one for found in kinds if not isinstance(found, Unreadable) for one in found]
    granted = any(entry.startswith(f"{role.name}=") for one in every for entry in getattr(one, "grants", ()))
    return granted and all(getattr(one, "owner", "") != role.name for one in every)


def _options(entry: Role, changed: Container[str] | None = None) -> str:
    """All of them, or those that changed: what another hand renewed meanwhile stays."""
    words = {flag: flag.upper() if getattr(entry, flag) else f"NO{flag.upper()}" for flag in _FLAGS}
    words["connection_limit"] = f"CONNECTION LIMIT {entry.connection_limit}"
    words["valid_until"] = f"VALID UNTIL {literal(entry.valid_until or 'infinity')}"
    return " ".join(word for field, word in words.items() if changed is None or field in changed)
