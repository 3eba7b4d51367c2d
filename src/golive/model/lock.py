"""The lock: what a reference database looked like when it was tested, reviewed in git, one line per object."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Self, TypeVar, cast

from golive.model.catalog import BY_NAME, KINDS, CatalogObject, locked_fields
from golive.model.errors import WrongUse, did_you_mean
from golive.model.reaching import reaching
from golive.model.referred import beside, referred
from golive.model.snapshot import Server, Snapshot, uncollected
from golive.model.stub import Stub
from golive.sqltext.visible import visible_json

T = TypeVar("T", bound=CatalogObject)

FORMAT = 1
_KEYS = ("format", "digest", "platform", "learned_on", "frozen", "history", "objects", "outside", "extensions")
_PLACE = re.compile(r'("format": *\d+,(\s*))(?:"digest": *"[^"]*",\s*)?')  # of the digest
_LEARN = "a lock is written by golive learn --dsn URL --into FOLDER, never by hand"


@dataclass(frozen=True, repr=False)
class Lock:
    """What is compared of every object, by kind; and what others lock beside it."""

    platform: str
    learned_on: int  # server_version_num
    objects: Mapping[str, tuple[CatalogObject, ...]]
    frozen: Mapping[str, Any] = field(default_factory=dict)  # table: count and content hash
    history: Mapping[str, Any] = field(default_factory=dict)  # migration history, as its reader wants it
    digested: bool = True  # False: its file has no digest, and a change by hand would not be seen
    # what others own and these refer to, and who of them reaches here; where a structure is made from the lock it is
    # stood in for
    outside: Mapping[str, tuple[CatalogObject, ...]] = field(default_factory=dict)
    stubs: tuple[Stub, ...] = ()  # for what these refer to of extensions that another server may not have

    def __repr__(self) -> str:
        return f"Lock({self.platform})"

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        platform: str,
        covered: Callable[[CatalogObject], bool] | None = None,
        *,
        frozen: Mapping[str, Any] | None = None,
        history: Mapping[str, Any] | None = None,
    ) -> Self:
        """The lock of a snapshot, without what `covered` names as somebody else's; raises NotObserved."""
        objects = {
            kind.kind: tuple(
                sorted(
                    (_compared(kind, entry) for entry in snapshot.of(kind) if covered is None or not covered(entry)),
                    key=lambda entry: entry.identity,
                )
            )
            for kind in KINDS
            if kind.locked
        }
        ours = [one for several in objects.values() for one in several]
        theirs = beside(reaching(snapshot, covered), referred(snapshot, ours, covered)) if covered else {}
        return cls(platform, snapshot.server.version_num, objects, frozen or {}, history or {}, outside=theirs)

    @cached_property
    def snapshot(self) -> Snapshot:
        """The locked objects, to be asked like observed ones."""
        server = Server(self.learned_on, f"PostgreSQL {self.learned_on // 10000}", "", "")
        return Snapshot(server, {kind.kind: self.objects.get(kind.kind, ()) for kind in KINDS})

    def dumps(self) -> str:
        """Sorted, one line per object: the same database gives the same bytes."""
        head = (
            f'{{\n"format": {FORMAT},\n"platform": {_json(self.platform)},\n"learned_on": {self.learned_on},\n'
            f'"frozen": {_section(dict(sorted(self.frozen.items())))},\n'
            f'"history": {_section(dict(sorted(self.history.items())))},\n"objects": {{'
        )
        outside = f',\n"outside": {{{_kinds(self.outside)}\n}}' if self.outside else ""
        stubs = {one.name: one.to_plain() for one in self.stubs}
        extensions = f',\n"extensions": {_section(stubs)}' if stubs else ""
        return stamped(visible_json(f"{head}{_kinds(self.objects)}\n}}{outside}{extensions}\n}}\n"))

    def save(self, path: Path) -> None:
        path.write_bytes(self.dumps().encode())


def load_lock(path: Path, platform: str | None = None) -> Lock:
    """The lock in a file; one line says what is wrong with it."""
    place = str(path)
    saved = _saved(place, _text(path))
    with uncollected():
        lock = _lock(place, saved, platform)
    if lock.digested and saved["digest"] != digest_of(saved):
        raise WrongUse(
            f"{place}: digest",
            "does not fit what stands in the file: it was changed by hand, or merged",
            f"read the change in git; golive lock --accept --platform {path.parent} takes it",
        )
    return lock


def accept_lock(path: Path) -> bool:
    """Renews the digest of a lock that a person has read, and nothing else in it; False where it fitted."""
    text = _text(path)
    _lock(str(path), _saved(str(path), text), None)
    renewed = stamped(text)
    if renewed == text:
        return False
    path.write_bytes(renewed.encode())
    return True


def digest_of(saved: Mapping[str, Any]) -> str:
    """Of all that a lock says. It shows a change by hand; who forges one can make its digest, too."""
    said = json.dumps({key: value for key, value in saved.items() if key != "digest"}, sort_keys=True)
    return f"sha256:{sha256(said.encode()).hexdigest()}"


def stamped(text: str) -> str:
    """The text of a lock with the digest that fits it behind its format, and every other byte as it was."""
    return _PLACE.sub(rf'\g<1>"digest": "{digest_of(json.loads(text))}",\g<2>', text, count=1)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except OSError as error:
        raise WrongUse(str(path), f"cannot be read ({error.strerror})", _LEARN) from None
    except UnicodeDecodeError:
        raise WrongUse(str(path), "is not UTF-8", _LEARN) from None


def _saved(place: str, text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=lambda pairs: _unique(place, pairs))
    except json.JSONDecodeError as error:
        raise WrongUse(f"{place}:{error.lineno}", f"is no JSON ({error.msg})", _LEARN) from None
    except RecursionError:
        raise WrongUse(place, "is nested too deep", _LEARN) from None


def _kinds(objects: Mapping[str, tuple[CatalogObject, ...]]) -> str:
    return ",".join(
        f"\n{_json(name)}: {_section({entry.identity: _told(entry) for entry in entries})}"
        for name, entries in objects.items()
        if entries
    )


def _lock(place: str, saved: Any, platform: str | None) -> Lock:
    if not isinstance(saved, dict) or "format" not in saved:
        raise WrongUse(place, "is no lock", _LEARN)
    if saved["format"] != FORMAT:
        raise WrongUse(f"{place}: format", f"is {saved['format']!r}", f"this golive reads format {FORMAT}: learn again")
    for key in saved:
        if key not in _KEYS:
            raise WrongUse(place, f"unknown key {key!r}{did_you_mean(key, _KEYS)}", f"allowed: {', '.join(_KEYS)}")
    for key, form in (("platform", str), ("learned_on", int), ("objects", dict)):
        if not isinstance(saved.get(key), form):
            raise WrongUse(f"{place}: {key}", "is missing or of another form", _LEARN)
    if platform is not None and saved["platform"] != platform:
        raise WrongUse(
            f"{place}: platform", f"is the lock of {saved['platform']!r}, not of {platform!r}", "one lock per platform"
        )
    objects = {kind.kind: () for kind in KINDS if kind.locked} | _objects(place, "objects", saved["objects"])
    return Lock(
        saved["platform"],
        saved["learned_on"],
        objects,
        _dict(place, "frozen", saved.get("frozen", {})),
        _dict(place, "history", saved.get("history", {})),
        digested="digest" in saved,
        outside=_objects(place, "outside", _dict(place, "outside", saved.get("outside", {}))),
        stubs=tuple(_stubs(place, _dict(place, "extensions", saved.get("extensions", {})))),
    )


def _stubs(place: str, saved: Mapping[str, Any]) -> Iterator[Stub]:
    for name, told in saved.items():
        stub = Stub.of_plain(name, told)
        if stub is None:
            raise WrongUse(f"{place}: extensions {name}", "is not a version, a schema and a list of statements", _LEARN)
        yield stub


def _objects(place: str, section: str, saved: Mapping[str, Any]) -> dict[str, tuple[CatalogObject, ...]]:
    for name in saved:
        if name not in BY_NAME:
            raise WrongUse(
                f"{place}: {section}",
                f"unknown kind {name!r}{did_you_mean(name, BY_NAME)}",
                f"allowed: {', '.join(BY_NAME)}",
            )
    return {
        kind.kind: tuple(
            _object(place, kind, identity, told)
            for identity, told in sorted(_dict(place, kind.kind, saved[kind.kind]).items())
        )
        for kind in KINDS
        if kind.locked and kind.kind in saved
    }


def _dict(place: str, key: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise WrongUse(f"{place}: {key}", "is not an object with one line per name", _LEARN)
    return value


def _unique(place: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for n, name in enumerate(names) if name in names[:n])
        raise WrongUse(place, f"{twice!r} stands twice", "each object once: resolve the merge")
    return found


def _default(entry: Field[Any]) -> Any:
    return entry.default


def _told(entry: CatalogObject) -> dict[str, Any]:
    """What is not the default of its kind."""
    return {
        field.name: value
        for field in locked_fields(type(entry))[1:]
        if (value := getattr(entry, field.name)) != _default(field)
    }


def _compared(kind: type[T], entry: T) -> T:
    """The object without what was only observed."""
    return kind(*(getattr(entry, field.name) for field in locked_fields(kind)))


_FORMS: dict[str, type | tuple[type, ...]] = {"str": str, "bool": bool, "int": int, "float": (int, float)}


def _object(place: str, kind: type[CatalogObject], identity: str, told: Any) -> CatalogObject:
    where = f"{place}: {kind.kind} {identity}"
    if not isinstance(told, dict):
        raise WrongUse(where, "is not an object of fields", _LEARN)
    known, needed = _fields_of(cast(Any, kind))
    values: dict[str, Any] = {}
    for name, value in told.items():
        if name not in known:
            raise WrongUse(where, f"unknown field {name!r}{did_you_mean(name, known)}", f"allowed: {', '.join(known)}")
        values[name] = _value(where, name, known[name], value)
    for name in needed:
        if name not in values:
            raise WrongUse(where, f"has no field {name!r}", _LEARN)
    return kind(identity, **values)


@cache  # a lock has tens of thousands of objects of thirty kinds
def _fields_of(kind: Any) -> tuple[dict[str, str], tuple[str, ...]]:
    """The form of each field that a lock may tell, and those that it must."""
    told = locked_fields(kind)[1:]
    return {entry.name: _form(entry) for entry in told}, tuple(entry.name for entry in told if entry.default is MISSING)


def _form(entry: Field[Any]) -> str:
    if "tuple" in str(entry.type):
        return "tuple"
    return entry.type.__name__ if isinstance(entry.type, type) else str(entry.type)


def _value(where: str, name: str, form: str, value: Any) -> Any:
    if form == "tuple":
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            return tuple(value)
        raise WrongUse(f"{where}: {name}", f"is {value!r}", "a list of strings")
    if not isinstance(value, _FORMS[form]) or (form != "bool" and isinstance(value, bool)):
        raise WrongUse(f"{where}: {name}", f"is {value!r}", f"a value of type {form}")
    return value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _section(entries: Mapping[str, Any]) -> str:
    if not entries:
        return "{}"
    return "{\n" + ",\n".join(f"  {_json(name)}: {_json(told)}" for name, told in entries.items()) + "\n}"
