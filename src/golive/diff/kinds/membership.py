"""Memberships of roles in roles."""

from golive.diff.kinds.base import CRITICAL, HIGH, Altered, Kind, Weight
from golive.model.catalog import Membership, Role
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import ident, joined, literal


class Memberships(Kind[Membership]):
    of = Membership
    missing = HIGH, "the member is refused what it was tested with"
    unexpected = CRITICAL, "the member holds every right of that role"

    def harm_changed(self, want: Membership, now: Membership | None, field: str) -> Weight:
        if field == "admin" and now is not None and now.admin:
            return CRITICAL, "the member may give the role to anyone, itself with more rights included"
        return super().harm_changed(want, now, field)

    def alike(self, want: Membership, now: Membership, field: str, locked: Snapshot, observed: Snapshot) -> bool:
        """Before 16 a membership is inherited when its member inherits: the role says it already."""
        if field != "inherit" or min(locked.server.major, observed.server.major) >= 16:
            return False
        roles = [
            next((role for role in side.of(Role) if role.name == want.member), None) for side in (locked, observed)
        ]
        return None in roles or len({role.inherit for role in roles if role is not None}) == 2

    def create(self, entry: Membership, locked: Snapshot, observed: Snapshot) -> str | None:
        return joined(_grant(entry, observed))

    def alter(
        self, want: Membership, now: Membership, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        return joined(_grant(want, observed)), False

    def drop(self, entry: Membership, observed: Snapshot) -> str | None:
        """A membership may be how somebody comes in."""
        return joined(f"REVOKE {ident(entry.role)} FROM {ident(entry.member)}")

    def exists(self, entry: Membership) -> str | None:
        return (
            "EXISTS (SELECT FROM pg_catalog.pg_auth_members AS m JOIN pg_catalog.pg_roles AS r ON r.oid = m.roleid "
            "JOIN pg_catalog.pg_roles AS u ON u.oid = m.member "
            f"WHERE r.rolname = {literal(entry.role)} AND u.rolname = {literal(entry.member)})"
        )


def _grant(entry: Membership, observed: Snapshot) -> str:
    """Also of a membership that is there: its options change, and it is never away."""
    text = f"GRANT {ident(entry.role)} TO {ident(entry.member)}"
    if observed.server.major < 16:
        there = observed.get(Membership, entry.identity)
        if there is not None and there.admin and not entry.admin:
            return f"REVOKE ADMIN OPTION FOR {ident(entry.role)} FROM {ident(entry.member)}"
        return text + (" WITH ADMIN OPTION" if entry.admin else "")
    flags = {"ADMIN": entry.admin, "INHERIT": entry.inherit, "SET": entry.set}
    return f"{text} WITH {', '.join(f'{word} {str(on).upper()}' for word, on in flags.items())}"
