"""A catalog that stands still while it is read, and what of it still stands at the end of the run.

The rows of a catalog are those of one moment, but pg_get_indexdef() and its like tell what is now: where something
moved in between, the reading is done once more. What nobody locked and did not live until the end is nobody's
finding; what was missing and came back is none either.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from time import sleep
from typing import Any

from psycopg import Connection

from golive.model.catalog import KINDS, CatalogObject
from golive.model.lock import Lock
from golive.model.snapshot import Catalog, Snapshot, Unreadable
from golive.observe.catalog import Unread, read_kinds
from golive.observe.digest import digests, stamp
from golive.observe.memory import Memory
from golive.observe.one_by_one import LOCKED
from golive.observe.session import anew
from golive.sql import fill

ATTEMPTS = 4
_PAUSE_S = 0.2
Live = Connection[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Settled:
    """One reading, the state of the catalog that it is of, and which relation bore which name."""

    catalog: Catalog
    unread: Unread
    version: str
    relations: Mapping[str, int]


def settled(connection: Live, memory: Memory | None = None) -> Settled:
    """The catalog, read again where others changed it meanwhile; after a few times it is taken as it is.

    The transaction that is open afterwards is a new one. memory: of the last look, and then of this one.
    """
    for attempt in range(ATTEMPTS):
        if attempt:
            sleep(_PAUSE_S)
            anew(connection)
        unread: Unread = {}
        # Before what it stands for: a change in between is another's.
        stamped = stamp(connection) if memory and not memory.once else ""
        same = memory is not None and not attempt and stamped == memory.stamp != ""
        version = memory.version if memory and same else _version(connection)  # its own is asked for behind the reading
        now = digests(connection, memory.standing(stamped)) if memory else {}
        known = memory.of(now) if memory else {}
        read = read_kinds(connection, (kind for kind in KINDS if kind.kind not in known), unread)
        catalog = {kind.kind: (known if kind.kind in known else read)[kind.kind] for kind in KINDS}
        found = Settled(catalog, unread, version, _relations(connection))
        anew(connection, resettled=False)  # what is not touched is still what it was, where the version is
        moved = _version(connection) != version
        if not unread and not moved:
            break
    if moved:
        anew(connection)
    if memory:
        memory.keep(stamped, version, now, found.catalog)
    return found


def still(connection: Live, live: Snapshot, first: Settled, lock: Lock | None) -> Snapshot:
    """What stands at the end as well."""
    anew(connection, resettled=False)  # the version names nothing that could be untouched
    if not first.unread and _version(connection) == first.version:
        return live
    anew(connection)
    last = settled(connection)
    again = {name for name, oid in first.relations.items() if last.relations.get(name, oid) != oid}
    catalog, gone = dict(last.catalog), set[str]()
    for kind in KINDS:
        before, now = first.catalog[kind.kind], last.catalog[kind.kind]
        if isinstance(before, Unreadable) or isinstance(now, Unreadable):
            catalog[kind.kind] = before if isinstance(now, Unreadable) else now
            continue
        locked = _names(lock.objects.get(kind.kind, ())) if lock else set()
        known = _names(before) | first.unread.get(kind.kind, {}).keys()
        stays = {one.identity for one in now if one.identity in known and not {one.identity, one.relation} & again}
        catalog[kind.kind] = tuple(one for one in now if one.identity in stays | locked)
        held = {name for name, why in last.unread.get(kind.kind, {}).items() if why == LOCKED}
        gone |= known - stays - locked - held
    unread = {kind: _both(failed, last.unread.get(kind, {}), gone) for kind, failed in first.unread.items()}
    return _without(replace(live, catalog=catalog, unread={kind: some for kind, some in unread.items() if some}), gone)


def _both(first: Mapping[str, str], last: Mapping[str, str], gone: set[str]) -> Mapping[str, str]:
    return {name: why for name, why in last.items() if name in first and name not in gone}


def _without(live: Snapshot, gone: set[str]) -> Snapshot:
    """What was found or could not be asked of something that is gone is nobody's."""
    evidence = dict(live.evidence)
    for key in live.evidence:
        question, _, subject = key.partition(":")
        if not any(subject == name or subject.startswith(f"{name}.") or key.endswith(f":{name}") for name in gone):
            continue
        del evidence[key]
        if (whole := evidence.get(question)) is not None and whole.count:
            evidence[question] = replace(whole, count=whole.count - 1)
    return replace(live, evidence=evidence)


def _names(objects: Iterable[CatalogObject]) -> set[str]:
    return {entry.identity for entry in objects}


def _version(connection: Live) -> str:
    row = connection.execute(fill("state/versions.sql")).fetchone()
    return str(row[0]) if row else ""


def _relations(connection: Live) -> dict[str, int]:
    return dict(connection.execute(fill("state/relations.sql")).fetchall())
