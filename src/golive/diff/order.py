"""The order in which mends run: what others lean on first, what is dropped last and in reverse."""

from graphlib import CycleError, TopologicalSorter

from golive.diff.difference import Change
from golive.diff.kinds import RANK
from golive.model.catalog import CatalogObject, Column, Constraint, Function, Relation
from golive.model.snapshot import Snapshot

Key = tuple[Change, str, str]


def ordered(entries: list[tuple[Change, CatalogObject]], locked: Snapshot) -> list[Key]:
    places = _places([entry for _, entry in entries if isinstance(entry, Relation)], locked)

    def place(found: tuple[Change, CatalogObject]) -> tuple[int, int, int, str]:
        change, entry = found
        rank = RANK[type(entry)]
        late = int(isinstance(entry, Constraint) and entry.type == "f")
        within = places.get(entry.identity, 0) if isinstance(entry, Relation) else late
        if isinstance(entry, Relation) and entry.relkind in "vm":
            rank, within = RANK[Column], 2 + within  # its query names columns, which are there by then
        elif isinstance(entry, Column):
            within = int(change is Change.CHANGED)
        if isinstance(entry, Function) and any(name in f"{entry.identity} {entry.result}" for name in places):
            rank, within = RANK[Column], 2 + len(places)  # rows of the relation are its arguments or result
        if change is Change.UNEXPECTED:
            return 1, -rank, -within, entry.identity
        return 0, rank, within, entry.identity

    return [(change, entry.kind, entry.identity) for change, entry in sorted(entries, key=place)]


def _places(relations: list[Relation], locked: Snapshot) -> dict[str, int]:
    """Tables after those they refer to or are part of, views after what they read."""
    names = {entry.identity for entry in relations}
    needs = {
        entry.identity: {
            *(parent for parent in entry.parents if parent in names),
            *(found.referenced for found in locked.on(Constraint, entry.identity) if found.referenced in names),
            *(other for other in names if entry.definition and other in entry.definition),
        }
        - {entry.identity}
        for entry in sorted(relations, key=lambda entry: (entry.relkind in "vm", entry.identity))
    }
    try:
        return {name: n for n, name in enumerate(TopologicalSorter(needs).static_order())}
    except CycleError:
        return {name: n for n, name in enumerate(needs)}
