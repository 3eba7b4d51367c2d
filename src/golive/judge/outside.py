"""What others own, held against what the lock knows of it: what these objects refer to, and who reaches in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property

from golive.diff.fields import differing, told_fields
from golive.diff.wording import changes
from golive.model.catalog import (
    CatalogObject,
    Column,
    Constraint,
    DefaultPrivilege,
    Function,
    Index,
    Membership,
    Relation,
    Role,
    Schema,
    Type,
)  # fmt: skip
from golive.model.claims import Claims
from golive.model.lock import Lock
from golive.model.reaching import Covered, holders, passes, reaching
from golive.model.referred import beside, referred, words_about
from golive.model.scope import of_other_databases, outside
from golive.model.snapshot import Snapshot
from golive.rights import grants

_SIGNATURES: tuple[type[CatalogObject], ...] = (Type, Relation, Function, Column, Constraint)
_OF_RIGHTS = frozenset({"grants", "owner"})
_OPENED: tuple[type[CatalogObject], ...] = (Schema, Relation, Column, Function, DefaultPrivilege)
Said = tuple[CatalogObject, str]


@dataclass(frozen=True)
class Others:
    """Of one database, beside one lock."""

    live: Snapshot
    claims: Claims
    lock: Lock

    @cached_property
    def _ours(self) -> list[CatalogObject]:
        return [one for several in self.lock.objects.values() for one in several]

    def owns(self, one: CatalogObject) -> bool:
        return any(covers(one) for covers in self._covers)

    @cached_property
    def _covers(self) -> tuple[Covered, ...]:
        return outside(self.claims), of_other_databases(self.live, self.lock)

    @cached_property
    def now(self) -> Mapping[str, Mapping[str, CatalogObject]]:
        """What a lock would know of others, learned today."""
        return _by_name(beside(reaching(self.live, self.owns), referred(self.live, self._ours, self.owns)))

    @cached_property
    def locked(self) -> Mapping[str, Mapping[str, CatalogObject]]:
        return _by_name(self.lock.outside)

    @property
    def referred(self) -> list[CatalogObject]:
        """What is looked at, in the lock's words; of tables the columns that something of ours names."""
        every = [one for kind in _SIGNATURES for one in self.lock.outside.get(kind.kind, ())]
        return [one for one in every if not isinstance(one, Column) or self._used(one)]

    def _used(self, column: Column) -> bool:
        return column.name in words_about(self._ours, column.relation or "")

    def changed(self, want: CatalogObject) -> str:
        """What is other of something that is referred to; empty where it is as it was locked."""
        now = self.live.get(type(want), want.identity)
        if now is None:
            return "is not there"
        if isinstance(want, Constraint):
            return _unkept(now, self.live) or _otherwise(want, now, self)
        found = self.now.get(want.kind, {}).get(want.identity)
        return "" if found is None or isinstance(want, Relation) else _otherwise(want, found, self)

    def opened(self) -> Iterator[Said]:
        """Rights of everybody or of our roles in schemas of others, more or fewer; and what has become theirs."""
        ours = holders(self.live, outside(self.claims))
        for kind in _OPENED:
            before, after = self.locked.get(kind.kind, {}), self.now.get(kind.kind, {})
            for name in sorted(before.keys() | after.keys()):
                one = after.get(name) or before[name]
                if kind is Function and name not in before:
                    continue
                if said := _rights(before.get(name), after.get(name), ours):
                    yield one, said

    def roles(self) -> Iterator[Said]:
        """Roles of others that can do more than they could, or that nobody knew; and who has become whom."""
        known = self.locked.get(Role.kind, {})
        for name, role in self.now.get(Role.kind, {}).items():
            assert isinstance(role, Role)
            if name not in known and (how := passes(role)):
                yield role, f"logs in, is {', '.join(how)}, and nobody has locked it"
            elif name in known and (more := [flag for flag in _flags(role) if not getattr(known[name], flag)]):
                yield role, f"is {', '.join(more)}, and was not when it was locked"
        for name, one in self.now.get(Membership.kind, {}).items():
            if name not in self.locked.get(Membership.kind, {}):
                assert isinstance(one, Membership)
                yield one, f"{one.member} is a member of {one.role}, and was not when it was locked"


def _by_name(objects: Mapping[str, tuple[CatalogObject, ...]]) -> Mapping[str, Mapping[str, CatalogObject]]:
    return {kind: {one.identity: one for one in several} for kind, several in objects.items()}


def _otherwise(want: CatalogObject, now: CatalogObject, others: Others) -> str:
    found = [name for name in differing(want, now, others.lock.snapshot, others.live) if name not in _OF_RIGHTS]
    return changes(want, now, told_fields(want, tuple(found))) if found else ""


def _unkept(now: CatalogObject, live: Snapshot) -> str:
    for index in live.on(Index, now.relation or ""):
        if index.constraint == now.identity and not (index.valid and index.ready):
            return "has an index that is not valid: it keeps nothing apart"
    return ""


def _rights(want: CatalogObject | None, now: CatalogObject | None, ours: frozenset[str]) -> str:
    before, after = (_held(one, ours) for one in (want, now))
    said = grants.told(before, after)
    owner = getattr(now, "owner", "")
    if owner in ours and owner != getattr(want, "owner", ""):
        said = "; ".join(filter(None, (f"is owned by {owner}", said)))
    return said


def _held(one: CatalogObject | None, ours: frozenset[str]) -> tuple[str, ...]:
    return tuple(entry for entry in getattr(one, "grants", ()) if entry.rpartition("=")[0] in ours)


def _flags(role: Role) -> list[str]:
    return [
        entry.name
        for entry in fields(role)
        if getattr(role, entry.name) is True and entry.name not in ("here", "expired")
    ]
