"""Rights that stand by themselves: on new objects, on the server's own objects, on parameters."""

from golive.diff.kinds.base import CRITICAL, HIGH, Altered, Kind
from golive.model.catalog import DefaultPrivilege, ParameterGrant, SystemGrant
from golive.model.snapshot import Snapshot
from golive.rights import grants
from golive.sqltext.quoting import ident, joined


class DefaultPrivileges(Kind[DefaultPrivilege]):
    of = DefaultPrivilege
    word = "default privileges"
    missing = HIGH, "objects made from now on grant other rights than those tested"
    unexpected = CRITICAL, "objects made from now on grant rights that nobody reviewed"
    destructive = False

    def create(self, entry: DefaultPrivilege, locked: Snapshot, observed: Snapshot) -> str | None:
        return _granted(entry, entry.grants, grants.builtin(entry))

    def alter(
        self,
        want: DefaultPrivilege,
        now: DefaultPrivilege,
        changed: frozenset[str],
        locked: Snapshot,
        observed: Snapshot,
    ) -> Altered:
        return _granted(want, want.grants, now.grants), False

    def drop(self, entry: DefaultPrivilege, observed: Snapshot) -> str | None:
        return _granted(entry, grants.builtin(entry), entry.grants)


def _granted(entry: DefaultPrivilege, want: tuple[str, ...], now: tuple[str, ...]) -> str:
    where = f" IN SCHEMA {ident(entry.in_schema)}" if entry.in_schema else ""
    prefix = f"ALTER DEFAULT PRIVILEGES FOR ROLE {ident(entry.role)}{where} "
    return joined(*grants.statements(entry.objects, want, now, prefix=prefix))


class SystemGrants(Kind[SystemGrant]):
    of = SystemGrant
    word = "rights on"
    unexpected = CRITICAL, "the server's own objects are open to a role they came closed to"
    destructive = False

    def create(self, entry: SystemGrant, locked: Snapshot, observed: Snapshot) -> str | None:
        return joined(*grants.system_statements(entry.on, entry.identity, entry.grants, entry.initial))

    def alter(
        self, want: SystemGrant, now: SystemGrant, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        return joined(*grants.system_statements(want.on, want.identity, want.grants, now.grants)), False

    def drop(self, entry: SystemGrant, observed: Snapshot) -> str | None:
        return joined(*grants.system_statements(entry.on, entry.identity, entry.initial, entry.grants))


class ParameterGrants(Kind[ParameterGrant]):
    of = ParameterGrant
    word = "rights on parameter"
    unexpected = CRITICAL, "a role may change a setting that was the superuser's"
    destructive = False

    def create(self, entry: ParameterGrant, locked: Snapshot, observed: Snapshot) -> str | None:
        return joined(*grants.statements(f"PARAMETER {entry.identity}", entry.grants, ()))

    def alter(
        self, want: ParameterGrant, now: ParameterGrant, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        return joined(*grants.statements(f"PARAMETER {want.identity}", want.grants, now.grants)), False

    def drop(self, entry: ParameterGrant, observed: Snapshot) -> str | None:
        return joined(*grants.statements(f"PARAMETER {entry.identity}", (), entry.grants))
