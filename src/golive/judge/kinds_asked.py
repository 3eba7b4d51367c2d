"""What a judgement stands on: which kinds of object it asked a snapshot for, and whether it asked for anything else."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar, cast

from golive.model.catalog import KINDS, CatalogObject
from golive.model.snapshot import Snapshot

T = TypeVar("T", bound=CatalogObject)
R = TypeVar("R")
BESIDE = "beside the catalog"  # answers to questions, the server, its clock


class Noted(Snapshot):
    """A snapshot that notes what is read of it. It has nothing of its own: what it does not note is not reached."""

    def __init__(self, seen: Snapshot | None = None, **values: Any) -> None:
        """Without its fields, so that each is asked for by name; values: of another one that is made from it."""
        notes: set[str] = set()
        for name, one in (("seen", seen or Snapshot(**values)), ("notes", notes)):
            object.__setattr__(self, name, one)

    seen: Snapshot
    notes: set[str]

    def of(self, kind: type[T]) -> tuple[T, ...]:
        self.notes.add(kind.kind)
        return self.seen.of(kind)

    def get(self, kind: type[T], identity: str) -> T | None:
        self.notes.add(kind.kind)
        return self.seen.get(kind, identity)

    def on(self, kind: type[T], relation: str) -> tuple[T, ...]:
        self.notes.add(kind.kind)
        return self.seen.on(kind, relation)

    def named(self, kind: type[T], relation: str) -> Mapping[str, T]:
        self.notes.add(kind.kind)
        return self.seen.named(kind, relation)

    def derived(self, make: Callable[..., R], *given: Hashable) -> R:
        made, notes = self.seen.derived(_noting, make, *given)
        self.notes.update(notes)
        return cast(R, made)

    def __getattr__(self, name: str) -> Any:
        """Of what the snapshot itself holds; what could not be read of its catalog is nobody's to use again."""
        if name == "catalog":
            self.notes.update(kind.kind for kind in KINDS)
        elif name != "unread":
            self.notes.add(BESIDE)
        return getattr(self.seen, name)


def _noting(seen: Snapshot, make: Callable[..., R], *given: Hashable) -> tuple[R, set[str]]:
    """What is made, and what it was made of."""
    noted = Noted(seen)
    return make(noted, *given), noted.notes
