"""What was seen of a database at one moment; every audit judges this and nothing else."""

import gc
import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import Any, Self, TypeVar, cast

from golive.model.catalog import BY_NAME, CatalogObject, tuple_positions
from golive.model.evidence import FAILED, Evidence, plain, typed

T = TypeVar("T", bound=CatalogObject)
R = TypeVar("R")


class NotObserved(Exception):
    """Something was not looked at, or could not be: UNKNOWN, never a pass."""

    def __init__(self, what: str, reason: str) -> None:
        self.what, self.reason = what, reason
        super().__init__(f"{what} was not observed: {reason}")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A kind of object that could not be read, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Server:
    """The server and session that the snapshot was taken with."""

    version_num: int
    version: str
    database: str
    role: str
    superuser: bool = False
    sees_all_rows: bool = False  # superuser or BYPASSRLS: row security hides nothing from it
    now: str = ""  # ISO 8601, UTC
    in_recovery: bool = False
    settings: dict[str, str] = field(default_factory=dict)
    strength: str = ""  # what the login is and may beyond looking, in words
    harmless: tuple[str, ...] = ()  # what was proved of the session
    system: str = ""  # the cluster's own identifier, which its copies share; empty where it may not be asked for
    oid: int = 0  # of the database

    @property
    def major(self) -> int:
        return self.version_num // 10000


Found = tuple[CatalogObject, ...] | Unreadable
Catalog = Mapping[str, Found]


@dataclass(frozen=True, repr=False)
class Snapshot:
    """Server, catalog and evidence; equal snapshots give equal verdicts."""

    server: Server
    catalog: Catalog
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    unread: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # kind, identity: why it could not be read
    _indexes: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __repr__(self) -> str:
        return f"Snapshot({self.server.database})"

    def of(self, kind: type[T]) -> tuple[T, ...]:
        """All objects of a kind; raises NotObserved where they could not be read."""
        found = self.catalog.get(kind.kind)
        if found is None:
            raise NotObserved(kind.kind, "it is not part of this snapshot")
        if isinstance(found, Unreadable):
            raise NotObserved(kind.kind, found.reason)
        return cast(tuple[T, ...], found)

    def get(self, kind: type[T], identity: str) -> T | None:
        """The object of that identity, None where there is none; raises NotObserved."""
        index = self._indexes.get(kind.kind)
        if index is None:
            index = self._indexes[kind.kind] = {entry.identity: entry for entry in self.of(kind)}
        return cast(T | None, index.get(identity))

    def on(self, kind: type[T], relation: str) -> tuple[T, ...]:
        """The objects of a kind that hang on a relation, given by its identity; raises NotObserved."""
        key = kind.kind + " on"
        index = self._indexes.get(key)
        if index is None:
            gathered: dict[str | None, list[T]] = {}
            for entry in self.of(kind):
                gathered.setdefault(entry.relation, []).append(entry)
            index = self._indexes[key] = {name: tuple(entries) for name, entries in gathered.items()}
        return cast(tuple[T, ...], index.get(relation, ()))

    def named(self, kind: type[T], relation: str) -> Mapping[str, T]:
        """Those that hang on a relation, by their own names."""
        key = kind.kind + " named"
        index = self._indexes.get(key)
        if index is None:
            index = {}
            for entry in self.of(kind):
                index.setdefault(entry.relation, {})[entry.name] = entry
            self._indexes[key] = index  # not before: what cannot be read is so each time that it is asked for
        return cast(Mapping[str, T], index.get(relation, {}))

    def derived(self, make: Callable[..., R], *given: Hashable) -> R:
        """What follows from its catalog alone, made once, whoever asks."""
        key = (make, *given)
        if key not in self._indexes:
            self._indexes[key] = make(self, *given)
        return cast(R, self._indexes[key])

    def asked(self, claim: str) -> Evidence:
        """The evidence for a claim; raises NotObserved where the question was never asked."""
        found = self.evidence.get(claim)
        if found is None:
            failed = [f"{name}: {one.note}" for name, one in self.evidence.items() if name.startswith(f"{FAILED}:")]
            raise NotObserved(claim, "; ".join(["its question was not asked", *failed]))
        return found

    def with_evidence(self, evidence: Mapping[str, Evidence]) -> "Snapshot":
        return self._beside(replace(self, evidence={**self.evidence, **evidence}))

    def with_server(self, server: Server) -> "Snapshot":
        return self._beside(replace(self, server=server))

    def _beside(self, other: "Snapshot") -> "Snapshot":
        return other.sharing(self._indexes)

    def sharing(self, indexes: dict[Hashable, Any]) -> "Snapshot":
        """What was made of the same catalog, and what will be."""
        object.__setattr__(self, "_indexes", indexes)
        return self

    def document(self) -> dict[str, Any]:
        return {
            "server": _plain(self.server),
            "catalog": {name: in_words(name, found) for name, found in self.catalog.items()},
            "evidence": plain(self.evidence),
            "unread": self.unread,
        }

    def to_json(self) -> str:
        return json.dumps(self.document(), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        with uncollected():
            return cls.of_document(json.loads(text))

    @classmethod
    def of_document(cls, saved: Mapping[str, Any]) -> Self:
        return cls(
            Server(**{**saved["server"], "harmless": tuple(saved["server"].get("harmless", ()))}),
            {name: _objects(name, found) for name, found in saved["catalog"].items()},
            typed(saved["evidence"]),
            saved.get("unread", {}),
        )


def _plain(value: Server) -> dict[str, Any]:
    return {entry.name: getattr(value, entry.name) for entry in fields(value)}


def in_words(name: str, found: Found) -> dict[str, Any]:
    """One kind of a catalog, as it is saved."""
    return {"unreadable": found.reason} if isinstance(found, Unreadable) else _rows(name, found)


def _rows(name: str, objects: tuple[CatalogObject, ...]) -> dict[str, Any]:
    names = [entry.name for entry in fields(BY_NAME[name])]
    return {"fields": names, "rows": list(map(attrgetter(*names), objects))}  # each kind has several


def _objects(name: str, saved: dict[str, Any]) -> tuple[CatalogObject, ...] | Unreadable:
    if "unreadable" in saved:
        return Unreadable(saved["unreadable"])
    kind = BY_NAME[name]
    if saved["fields"] != [entry.name for entry in fields(kind)]:
        raise NotObserved(name, "the snapshot was saved by another version of golive")
    return objects_of(kind, saved["rows"])


def objects_of(kind: type[CatalogObject], rows: Iterable[Iterable[Any]]) -> tuple[CatalogObject, ...]:
    """Rows whose values stand in the order of the kind's fields, as values of that kind."""
    lists = tuple_positions(kind)
    if not lists:
        return tuple(kind(*row) for row in rows)
    gathered = []
    for row in rows:
        values = list(row)
        for at in lists:
            values[at] = tuple(values[at])
        gathered.append(kind(*values))
    return tuple(gathered)


@contextmanager
def uncollected() -> Iterator[None]:
    """A hundred thousand new values that all stay: looking for garbage among them finds none."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
