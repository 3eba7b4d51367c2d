"""The catalog as it will be once mends have run: what is judged before anything is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace

from golive.diff.difference import Change, Difference
from golive.model.catalog import KINDS, CatalogObject, Relation
from golive.model.snapshot import Snapshot, Unreadable


def mended(
    locked: Snapshot, live: Snapshot, told: Iterable[Difference], done: Callable[[Difference], bool]
) -> Snapshot:
    """Every object as the lock has it, but for those whose difference is not mended, and what follows from it."""
    left = {(one.kind, one.where) for one in told if not done(one)}
    theirs = {one.where for one in told if not done(one) and one.kind == Relation.kind and one.change != Change.CHANGED}
    catalog = dict(live.catalog)
    for kind in KINDS:
        found = catalog.get(kind.kind)
        if found is None or isinstance(found, Unreadable) or not kind.locked:
            continue
        catalog[kind.kind] = tuple(_mended(kind, locked, live, left, theirs))
    return Snapshot(live.server, catalog, live.evidence)


def _mended(
    kind: type[CatalogObject], locked: Snapshot, live: Snapshot, left: set[tuple[str, str]], theirs: set[str]
) -> Iterator[CatalogObject]:
    now = {one.identity: one for one in live.of(kind)}
    want = {one.identity: one for one in locked.of(kind)}
    for identity in sorted(now.keys() | want.keys()):
        here, there = now.get(identity), want.get(identity)
        one = here or there
        assert one is not None
        follows = getattr(one, "parent", "")
        if (kind.kind, identity) in left or one.relation in theirs or (kind.kind, follows) in left:
            if here is not None:
                yield here
        elif there is not None:
            yield _seen(there, here)


def _seen(there: CatalogObject, here: CatalogObject | None) -> CatalogObject:
    """The locked object with what was only observed."""
    if here is None:
        return there
    seen = {one.name: getattr(here, one.name) for one in fields(here) if one.metadata.get("observed")}
    return replace(there, **seen) if seen else there
