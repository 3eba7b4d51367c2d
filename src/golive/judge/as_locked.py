"""The comparison with the lock, told apart by what a reader thinks of: a table, or a kind of object."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from golive.diff.compare import Comparison, compare
from golive.diff.difference import Difference
from golive.judge.audit import Audit, Findings, register
from golive.judge.retention import expired
from golive.model.catalog import (
    BY_NAME,
    KINDS,
    CatalogObject,
    Relation,
    RelationObject,
    Role,
)
from golive.model.claims import Claims
from golive.model.claims.outside import Outside
from golive.model.claims.partitions import Partitions
from golive.model.finding import Severity, command, decision
from golive.model.lock import Lock
from golive.model.scope import of_other_databases, outside
from golive.model.snapshot import Snapshot
from golive.model.subjects import LockedKind, LockedRelations
from golive.model.truth import Truth
from golive.sqltext.names import parts, quoted

OF_RELATIONS: tuple[type[RelationObject], ...] = tuple(kind for kind in KINDS if issubclass(kind, RelationObject))
_WITH_RELATIONS: tuple[type[CatalogObject], ...] = (Relation, *OF_RELATIONS)

for _kind in KINDS:
    register(
        Audit(
            _kind.code,
            Severity.HIGH,
            Truth.LOCKED,
            f"Every {_kind.kind.replace('_', ' ')} is as it was locked, and there is no other.",
            "What goes live is not what was tested: whoever relies on the test is harmed by the difference.",
        )
    )


@dataclass(frozen=True)
class AsLocked:
    """All differences of one database from its lock, computed once."""

    lock: Lock
    live: Snapshot
    claims: Claims

    @cached_property
    def _locked_names(self) -> frozenset[str]:
        return frozenset(relation.identity for relation in self.lock.snapshot.of(Relation))

    @cached_property
    def comparison(self) -> Comparison:
        covered, foreign = outside(self.claims), of_other_databases(self.live, self.lock)
        strict = self.claims.platform.strict
        gone = expired(self.lock.snapshot, self.live, self.claims.the(Partitions).kept_days)
        return compare(self.lock, self.live, lambda entry: covered(entry) or foreign(entry), strict, gone)

    @cached_property
    def _grouped(self) -> tuple[Mapping[str, list[Difference]], Mapping[str, int], Mapping[str, str]]:
        """Each difference once: by the locked relation it belongs to, else by its kind."""
        found = self.comparison
        grouped: dict[str, list[Difference]] = {}
        for difference in found.differences:
            grouped.setdefault(self._group(difference), []).append(difference)
        return grouped, found.looked_at, found.unreadable

    def _group(self, difference: Difference) -> str:
        kind = BY_NAME[difference.kind]
        if kind is Relation and difference.where in self._locked_names:
            return difference.where
        if issubclass(kind, RelationObject):
            relation = quoted_relation(difference.where, self._locked_names)
            return relation or Relation.kind
        return kind.kind

    def judge_relations(self, relations: LockedRelations, findings: Findings) -> None:
        grouped, _, unreadable = self._grouped
        locked = self.lock.snapshot
        for name in relations.relations:
            findings.look(name, code=Relation.code)
            for hanging in OF_RELATIONS:
                if count := len(locked.on(hanging, name)):
                    findings.looked[hanging.code] += count
            tell(findings, grouped.get(name, ()))
        for kind in _WITH_RELATIONS:
            if kind.kind in unreadable:
                findings.unknown(kind.kind, unreadable[kind.kind], command("give the role the right to read it"))
            self._name_unread(kind, findings)

    def _name_unread(self, kind: type[CatalogObject], findings: Findings) -> None:
        """Objects that others held or changed for as long as this run looked at them."""
        covered = tuple(f"{quoted(one.schema_)}." for one in self.claims.of(Outside) if one.schema_)
        for name, why in self.live.unread.get(kind.kind, {}).items():
            if not covered or not name.startswith(covered):
                findings.unknown(name, f"it could not be read: {why}", decision("look again when nobody changes it"))

    def judge_kind(self, kind: LockedKind, findings: Findings) -> None:
        grouped, looked_at, unreadable = self._grouped
        name = kind.kind.kind
        if name in unreadable:
            findings.unknown(name, unreadable[name], command("give the role the right to read it"))
            return
        findings.looked[kind.kind.code] += looked_at[name]
        findings.names.append(f"{looked_at[name]} of kind {name}")
        if kind.kind is Role and (others := sum(not role.here for role in self.live.of(Role))):
            findings.names.append(f"{others} of other databases, which reach nothing here: counted, not judged")
        if not looked_at[name]:  # the query ran: that there is none is what was seen
            findings.look(f"the database, for any {name.replace('_', ' ')}", code=kind.kind.code)
        tell(findings, grouped.get(name, ()))
        if kind.kind not in _WITH_RELATIONS:
            self._name_unread(kind.kind, findings)


def quoted_relation(identity: str, locked: frozenset[str]) -> str | None:
    """The locked relation that an object named schema.relation.name hangs on."""
    relation = quoted(*parts(identity)[:2])
    if relation in locked:
        return relation
    return next((name for name in locked if identity.startswith(f"{name}.")), None)


def tell(findings: Findings, differences: "list[Difference] | tuple[()]") -> None:
    for one in differences:
        findings.add(one.where, one.what, one.why, one.mend, code=one.code, severity=one.severity, extent=one.extent)
