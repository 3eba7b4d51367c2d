"""What has become another between two looks at a database, object by object."""

from dataclasses import dataclass, replace

from golive.diff.compare import compare
from golive.diff.difference import Change
from golive.model.catalog import KINDS
from golive.model.lock import Lock
from golive.model.scope import of_other_databases
from golive.model.snapshot import Snapshot, Unreadable

_SAYS = {Change.MISSING: "is gone", Change.UNEXPECTED: "is new", Change.CHANGED: "has changed"}


@dataclass(frozen=True, slots=True)
class Drifted:
    """One object."""

    kind: str
    name: str
    change: Change
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        fields = f" ({', '.join(self.fields)})" if self.fields else ""
        return f"{self.kind.replace('_', ' ')} {self.name} {_SAYS[self.change]}{fields}"


def drift(before: Snapshot, now: Snapshot) -> tuple[Drifted, ...]:
    """As the lock is compared, with the earlier look in its place; what hangs on something is told with it."""
    dark = unread(before, now)
    before = replace(before, catalog={**before.catalog, **dict.fromkeys(dark, ())})
    now = replace(now, catalog={**now.catalog, **dict.fromkeys(dark, Unreadable("it was not read both times"))})
    foreign = of_other_databases(before)
    lock = Lock.of(before, "", foreign)
    theirs = of_other_databases(now, lock)
    found = compare(lock, now, lambda one: foreign(one) or theirs(one)).differences
    return tuple(Drifted(one.kind, one.where, one.change, one.fields) for one in found)


def unread(before: Snapshot, now: Snapshot) -> tuple[str, ...]:
    """Kinds that one of both looks could not read: of them nothing is known."""
    looks = (before.catalog, now.catalog)
    return tuple(kind.kind for kind in KINDS if any(not isinstance(look.get(kind.kind), tuple) for look in looks))
