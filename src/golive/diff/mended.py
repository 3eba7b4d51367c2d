"""The catalog as it will be once mends have run: what is judged before anything is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace

from golive.diff.difference import Change, Difference
from golive.diff.kinds.comment import is_about
from golive.model.catalog import KINDS, CatalogObject, Comment, Relation
from golive.model.snapshot import Snapshot, Unreadable


def mended(
    locked: Snapshot, live: Snapshot, told: Iterable[Difference], done: Callable[[Difference], bool]
) -> Snapshot:
    """Every object as the lock has it, but for those whose difference is not mended, and what follows from it."""
    told = list(told)
    left = {(one.kind, one.where) for one in told if not done(one)}
    theirs = {one.where for one in told if not done(one) and one.kind == Relation.kind and one.change != Change.CHANGED}
    apart = [one for one in told if not done(one) and one.change is not Change.CHANGED]
    catalog = dict(live.catalog)
    for kind in KINDS:
        found = catalog.get(kind.kind)
        if found is None or isinstance(found, Unreadable) or not kind.locked:
            continue
        if kind is Comment:
            left |= _said_of(apart, locked, live)
        catalog[kind.kind] = tuple(_mended(kind, locked, live, left, theirs))
    return Snapshot(live.server, catalog, live.evidence)


def _said_of(apart: Iterable[Difference], locked: Snapshot, live: Snapshot) -> set[tuple[str, str]]:
    """Comments on what does not come, or does not go."""
    kinds = {kind.kind: kind for kind in KINDS}
    objects = [side.get(kinds[one.kind], one.where) for side in (locked, live) for one in apart]
    present = [one for one in objects if one is not None]
    comments = (*locked.of(Comment), *live.of(Comment))
    return {(Comment.kind, one.identity) for one in comments if any(is_about(one, found) for found in present)}


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
