"""A twin is observed like its target, and compared with it object by object."""

from golive.diff.compare import compare
from golive.diff.difference import Change, Difference
from golive.model.catalog import (
    CatalogObject,
    Database,
    Extension,
    Index,
    LargeObjects,
    Membership,
    ParameterGrant,
    Role,
    SystemGrant,
)  # fmt: skip
from golive.model.lock import Lock
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.catalog import read_catalog
from golive.observe.server import read_server
from golive.observe.session import reading
from golive.twin.build import BUILDER, RIGHTS, STUB, VISITOR, Twin

_TAKEN = {
    "role": frozenset({"superuser", "replication", "createrole"}),
    # of this machine; what default privileges opened when it was made, or who put into it, is no part of a dump
    "extension": frozenset({"owner", "version", "opened", "made_of"}),
    "relation": frozenset({"populated"}),  # no dump of definitions fills a materialised view
}
_UNDUMPED = frozenset({LargeObjects.kind, ParameterGrant.kind})


def catalog_of(dsn: Dsn, walled: bool = True) -> Snapshot:
    with reading(dsn, walled=walled) as connection:
        return Snapshot(read_server(connection), read_catalog(connection))


def unlike(target: Snapshot, twin: Twin) -> tuple[str, ...]:
    """Objects that the twin has not, has more, or has otherwise than the target; but for what the wall took."""
    found = compare(Lock.of(target, "target"), catalog_of(twin.dsn, walled=False), made_for_it)
    unread = tuple(f"{kind} cannot be compared: {why}" for kind, why in found.unreadable.items())
    return (
        *unread,
        *(one.what for one in found.differences if not (_declared(one) or on_stubs(one, target, twin))),
    )


def lacking(target: Snapshot, live: Snapshot) -> tuple[CatalogObject, ...]:
    """What the twin has not, whoever kept it out; live: the twin's own catalog."""
    lacks: list[CatalogObject] = []
    for kind, found in target.catalog.items():
        there = live.catalog.get(kind, ())
        if isinstance(found, tuple) and isinstance(there, tuple):
            names = {one.identity for one in there}
            lacks += [one for one in found if one.identity not in names]
    return tuple(lacks)


def on_stubs(one: Difference, target: Snapshot, twin: Twin) -> bool:
    """Whether it depends on what stands in: a modifier that is not kept, a method without its options."""
    if one.kind == Extension.kind:
        return one.where in twin.stubs
    index = target.get(Index, one.where) if one.kind == Index.kind else None
    where = f"{index.table}." if index else f"{one.where}."
    return any(where.startswith(f"{name}.") for name in twin.touched)


def _declared(one: Difference) -> bool:
    """Whether the wall, or a dump, is known to make it: nothing that is used hangs on it."""
    if one.kind in _UNDUMPED:
        return one.change is Change.MISSING
    if one.kind == SystemGrant.kind:  # the server's own objects are the builder's, who is called otherwise
        return BUILDER in one.what
    return bool(one.fields) and frozenset(one.fields) <= _TAKEN.get(one.kind, frozenset())


def made_for_it(entry: CatalogObject) -> bool:
    """Whether it is the twin's own, and nothing of the target."""
    match entry:
        case Role():
            return entry.name in (BUILDER, RIGHTS, STUB, VISITOR)
        case Membership():
            return entry.member == VISITOR or RIGHTS in (entry.role, entry.member)
        case Database():
            return True  # its name and its grant to the visitor are the twin's own
        case _:
            return False
