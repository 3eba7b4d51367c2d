"""What a database is at one moment, so that another moment can be compared with it: its catalog and its rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import Any

from psycopg import Connection, IsolationLevel

from golive.migrate.contents import figures_of, pin
from golive.model.catalog import KINDS, CatalogObject, Relation, compared_fields
from golive.model.snapshot import Snapshot
from golive.observe.catalog import read_catalog
from golive.observe.server import read_server

_LEDGER = "golive."
UNDO = "golive_undo."  # what deploy found, kept for revert


@dataclass(frozen=True, slots=True)
class State:
    """Each object by what it is compared in, each table by its rows."""

    objects: Mapping[str, object]
    tables: Mapping[str, tuple[int, str]]


@dataclass(slots=True)
class Watched:
    """One session that looks again and again, and reads the catalog only where something of it was written."""

    session: Connection[tuple[Any, ...]]
    objects: Mapping[str, object] = field(default_factory=dict)
    written: object = None

    def now(self) -> State:
        self.session.isolation_level = IsolationLevel.REPEATABLE_READ
        with self.session.transaction(force_rollback=True):
            by_whom = self.session.execute(_of_catalogs()).fetchone()
            written = self.session.execute(by_whom[0].encode()).fetchall() if by_whom else None
            if written is None or written != self.written:
                live = Snapshot(read_server(self.session), read_catalog(self.session))
                self.written, self.objects = written, dict(_objects(live))
            pin(self.session)
            tables = {name: rows for name, rows in figures_of(self.session).items() if not name.startswith(_LEDGER)}
        return State(self.objects, tables)


def differences(before: State, after: State, *, drawn: bool = False) -> dict[str, str]:
    """What is not as it was, by name and in words. `drawn`: values may differ, such as moments and identifiers."""
    told = {}
    for name in sorted(before.objects.keys() | after.objects.keys()):
        if before.objects.get(name) != after.objects.get(name):
            told[name] = _word(name in before.objects, name in after.objects)
    for name in sorted(before.tables.keys() | after.tables.keys()):
        was, there = before.tables.get(name), after.tables.get(name)
        if was == there or (drawn and name.startswith(UNDO)):
            continue
        if was is None or there is None:
            if name.startswith(UNDO):
                told[f"table {name}"] = _word(was is not None, there is not None)
        elif was[0] != there[0]:
            told[f"rows of {name}"] = f"are {there[0]} instead of {was[0]}"
        elif not drawn:
            told[f"rows of {name}"] = f"are not the {was[0]} that were there"
    return told


def _word(was: bool, there: bool) -> str:
    if was and there:
        return "is not as it was"
    return "is missing" if was else "was not there before"


@cache
def _of_catalogs() -> bytes:
    return (files("golive.sql") / "rehearsal" / "catalogs.sql").read_bytes()


def _objects(live: Snapshot) -> Iterator[tuple[str, object]]:
    """Without what is only measured of an object, such as its size."""
    for kind in KINDS:
        compared = attrgetter(*(each.name for each in compared_fields(kind)))
        for one in live.of(kind):
            yield f"{_said(kind, one)} {one.identity}", compared(one)


def _said(kind: type[CatalogObject], one: CatalogObject) -> str:
    return "table" if isinstance(one, Relation) and one.relkind in "rp" else kind.kind.replace("_", " ")
