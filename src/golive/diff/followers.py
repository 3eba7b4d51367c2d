"""Differences that only follow from another one: told once, where they began."""

from golive.diff.difference import Change
from golive.diff.kinds.comment import hangs_on, is_about
from golive.diff.retyped import Retyped
from golive.model.catalog import (
    CatalogObject,
    Column,
    Comment,
    Constraint,
    Index,
    Relation,
    Sequence,
    Trigger,
)
from golive.model.snapshot import Snapshot

Said = tuple[Change, CatalogObject | None, CatalogObject | None, tuple[str, ...]]


class Followers:
    """Which of the raw differences follow from another of them."""

    def __init__(self, raw: tuple[Said, ...], locked: Snapshot, observed: Snapshot) -> None:
        self._locked, self._observed = locked, observed
        self._relations: set[str] = set()  # missing, unlocked, or something else under that name
        self._missing: set[str] = set()
        self._views: set[str] = set()  # with another definition
        self._come_or_gone: list[CatalogObject] = []
        self._attached: set[str] = set()  # to another parent, or to none
        self._reported: dict[str, dict[str, tuple[Change, tuple[str, ...]]]] = {}
        columns = [
            (want, now, fields)
            for _, want, now, fields in raw
            if isinstance(want, Column) and isinstance(now, Column) and {"type", "collation"} & set(fields)
        ]
        self._retyped = Retyped((want, now) for want, now, fields in columns if "type" in fields)
        self._below = Retyped((want, now) for want, now, _ in columns)  # what a view shows of them is another, too
        for change, want, now, fields in raw:
            entry = want or now
            if entry is None:
                continue
            self._reported.setdefault(entry.kind, {})[entry.identity] = (change, fields)
            if change is not Change.CHANGED and not isinstance(entry, Comment):
                self._come_or_gone.append(entry)
            if isinstance(entry, Relation):
                if change is not Change.CHANGED or "relkind" in fields:
                    self._relations.add(entry.identity)
                    if change is Change.MISSING:
                        self._missing.add(entry.identity)
                elif "parents" in fields:
                    self._attached.add(entry.identity)
                elif "definition" in fields:
                    self._views.add(entry.identity)

    def follows(
        self, change: Change, want: CatalogObject | None, now: CatalogObject | None, fields: tuple[str, ...]
    ) -> bool:
        entry = want or now
        if entry is None:
            return False
        if want is not None and now is not None and self._retyped.explains(want, now, fields):
            return True
        if isinstance(entry, Relation):
            return change is Change.MISSING and entry.is_partition and bool(self._missing & set(entry.parents))
        sides = [side for side in (want, now) if side is not None]
        if any(side.relation in self._relations for side in sides):
            return True
        if entry.relation in self._attached and (set(fields) == {"parent"} or any(map(_is_clone, sides))):
            return True
        match entry:
            case Column():
                return (
                    entry.relation in self._views
                    or self._from_parent(entry, change)
                    or self._seen_through(entry, fields)
                )
            case Constraint():
                return self._cloned(sides) or (entry.type == "c" and self._from_parent(entry, change))
            case Trigger():
                return self._cloned(sides)
            case Index():
                return self._cloned(sides) or any(
                    side.constraint in self._of("constraint") for side in sides if isinstance(side, Index)
                )
            case Sequence():
                return any(self._with_column(side, fields) for side in sides if isinstance(side, Sequence))
            case Comment():
                return self._on_reported(entry)
        return False

    def _seen_through(self, column: Column, fields: tuple[str, ...]) -> bool:
        """A view's column, of another type or collation because one that it reads is."""
        view = self._observed.get(Relation, column.relation or "")
        if view is None or view.relkind not in "vm" or not fields or not set(fields) <= {"type", "collation"}:
            return False
        return bool(self._below.relations_in(view.definition, but=view.identity))

    def _of(self, kind: str) -> dict[str, tuple[Change, tuple[str, ...]]]:
        return self._reported.get(kind, {})

    def _cloned(self, sides: list[CatalogObject]) -> bool:
        """A partition's part of something of the parent that is reported itself."""
        return any(
            side.parent in self._of(side.kind) for side in sides if isinstance(side, Constraint | Index | Trigger)
        )

    def _from_parent(self, entry: Column | Constraint, change: Change) -> bool:
        """Inherited from a parent whose own is reported the same way."""
        side = self._locked if change is Change.MISSING else self._observed
        relation = side.get(Relation, entry.relation or "")
        if relation is None:
            return False
        own = entry.identity.removeprefix(f"{entry.relation}.")
        reported = self._of(entry.kind)
        return any(
            f"{parent}.{own}" in reported and reported[f"{parent}.{own}"][0] is change for parent in relation.parents
        )

    def _with_column(self, sequence: Sequence, fields: tuple[str, ...]) -> bool:
        column = self._of("column").get(sequence.owned_by)
        if column is None:
            # an identity's sequence is renamed, and owned, with its table
            return sequence.of_identity and bool(fields) and set(fields) <= {"owner", "persistence"}
        return column[0] is not Change.CHANGED or "as_identity" in column[1]

    def _on_reported(self, entry: Comment) -> bool:
        if any(hangs_on(entry, relation) for relation in self._relations):
            return True
        return any(is_about(entry, found) for found in self._come_or_gone)


def _is_clone(entry: CatalogObject) -> bool:
    return isinstance(entry, Constraint | Index | Trigger) and entry.parent != ""
