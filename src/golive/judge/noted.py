"""What a judgement stands on: which kinds of object it asked a snapshot for, and whether it asked for anything else."""

from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from golive.model.catalog import KINDS, CatalogObject
from golive.model.snapshot import Snapshot

T = TypeVar("T", bound=CatalogObject)
BESIDE = "beside the catalog"  # answers to questions, the server, its clock
_BESIDE = frozenset({"server", "evidence", "asked"})


@dataclass(frozen=True, repr=False)
class Noted(Snapshot):
    """A snapshot that notes what is read of it. What could not be read of the catalog is nobody's to use again."""

    seen: Snapshot = field(kw_only=True)
    notes: set[str] = field(kw_only=True, default_factory=set)

    @classmethod
    def of_seen(cls, seen: Snapshot) -> Self:
        return cls(seen.server, seen.catalog, seen.evidence, seen.unread, seen=seen)

    def of(self, kind: type[T]) -> tuple[T, ...]:
        self.notes.add(kind.kind)
        return self.seen.of(kind)

    def get(self, kind: type[T], identity: str) -> T | None:
        self.notes.add(kind.kind)
        return self.seen.get(kind, identity)

    def on(self, kind: type[T], relation: str) -> tuple[T, ...]:
        self.notes.add(kind.kind)
        return self.seen.on(kind, relation)

    def __getattribute__(self, name: str) -> Any:
        if name == "catalog":
            self.notes.update(kind.kind for kind in KINDS)
        elif name in _BESIDE:
            self.notes.add(BESIDE)
        return super().__getattribute__(name)
