"""What is said of each kind of object that is missing, unlocked or changed in each of its fields, with its mend.

A saved lock with every kind of object is held against itself with one field of one kind changed in all of its objects
at once, in both directions. No server: that the mends do what they say is shown in tests/mends. A difference of
told.txt is to be read; GOLIVE_WRITE_TABLES=1 writes it anew.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from golive.diff.compare import compare
from golive.diff.difference import Difference
from golive.model.catalog import KINDS, CatalogObject, compared_fields
from golive.model.lock import Lock, load_lock
from golive.model.snapshot import Server, Snapshot

HERE = Path(__file__).parent
TOLD = HERE / "told.txt"
SAMPLES = 12  # objects of a kind that differ in what they have
FEW = 2
CODES = {
    "generated": "vs",
    "compression": ["lz4", "pglz"],
    "enabled": "DO",
    "triggers_enabled": "DO",
    "as_identity": "da",
    "persistence": "up",
    "relkind": "rv",
}
TOGETHER = {"partition_bound": ("partition_bound", "parents")}  # no database has the one without the other


@cache
def lock() -> Lock:
    return load_lock(HERE.parent / "catalog" / "lock15.json", "shop")


def shape(entry: CatalogObject) -> tuple[object, ...]:
    """Which of its fields say something, and its codes of one letter: objects of one shape are told alike."""
    values = [getattr(entry, one.name) for one in compared_fields(type(entry))]
    form = getattr(entry, "form", "") or getattr(entry, "command", "")
    return form, *(one if isinstance(one, str) and len(one) == 1 else bool(one) for one in values)


def samples(kind: type[CatalogObject]) -> list[CatalogObject]:
    by_shape: dict[tuple[object, ...], CatalogObject] = {}
    for entry in lock().snapshot.of(kind):
        by_shape.setdefault(shape(entry), entry)
    return list(by_shape.values())[:SAMPLES]


def another(field: str, value: Any, values: list[Any]) -> Any:
    """Another value of a field: of another object, where one has it; else one of its codes, or one that is none."""
    ring = sorted({one for one in values if one is not None}, key=repr)
    following = dict(pairwise([*ring, *ring[:1]]))
    if following.get(value, value) != value:
        return following[value]
    if field in CODES:
        return next(code for code in CODES[field] if code != value)
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case tuple():
            return () if value else ("other",)
        case None:
            return "other"
    return "" if value else "other"


def changed(kind: type[CatalogObject], field: str) -> dict[str, tuple[CatalogObject, ...]]:
    chosen = {one.identity for one in samples(kind)}
    every = lock().snapshot.of(kind)
    values = {name: [getattr(one, name) for one in every] for name in TOGETHER.get(field, (field,))}
    return {kind.kind: tuple(
        replace(one, **{name: another(name, getattr(one, name), values[name]) for name in values})
        if one.identity in chosen else one for one in every
    )}  # fmt: skip


def without(kind: type[CatalogObject], gone: list[CatalogObject]) -> dict[str, tuple[CatalogObject, ...]]:
    return {kind.kind: tuple(one for one in lock().snapshot.of(kind) if one not in gone)}


def seen(objects: dict[str, tuple[CatalogObject, ...]], version: int = 170000) -> Snapshot:
    return Snapshot(Server(version, "", "shop", ""), {**lock().snapshot.catalog, **objects})


def locked(objects: dict[str, tuple[CatalogObject, ...]]) -> Lock:
    return replace(lock(), objects={**lock().objects, **objects})


def cases() -> Iterator[tuple[str, Callable[[], tuple[Lock, Snapshot]]]]:
    for kind in (one for one in KINDS if lock().objects.get(one.kind)):
        for number, entry in enumerate(samples(kind), 1):
            apart = without(kind, [entry])
            yield f"{kind.kind} {number} is missing", lambda apart=apart: (lock(), seen(apart))
            yield f"{kind.kind} {number} is not locked", lambda apart=apart: (locked(apart), seen({}))
        for field in (one for one in compared_fields(kind) if one.name != "identity"):
            other = changed(kind, field.name)
            title = f"{kind.kind}: {field.name.rstrip('_')}"
            yield f"{title} is another", lambda other=other: (lock(), seen(other))
            gone = [one for one in other[kind.kind] if one not in lock().snapshot.of(kind)][:FEW]
            apart = {kind.kind: tuple(one for one in other[kind.kind] if one not in gone)}
            yield f"{title} was another, and it is missing", lambda o=other, a=apart: (locked(o), seen(a))
            yield f"{title} was another", lambda other=other: (locked(other), seen({}, 150000))


CASES = dict(cases())


def line(one: Difference) -> str:
    mend = one.mend
    parts = [f"{one.code} {one.severity} {one.kind} {one.where}", one.what, one.why]
    parts.append(f"{mend.kind}{' destructive' if mend.destructive else ''}: {mend.text}")
    parts += [f"unless {mend.unless}"] if mend.unless else []
    return "\n".join("  " * bool(n) + part.replace("\n", "\\n") for n, part in enumerate(parts))


def told(case: str) -> str:
    reference, observed = CASES[case]()
    return "\n".join(line(one) for one in compare(reference, observed).differences)


@cache
def expected() -> dict[str, str]:
    parts = ("\n" + TOLD.read_text(encoding="utf-8")).split("\n=== ")[1:]
    return {title: text.rstrip("\n") for title, _, text in (part.partition("\n") for part in parts)}


@pytest.mark.parametrize("kind", [kind.kind for kind in KINDS if lock().objects.get(kind.kind)])
def test_each_difference_is_told_as_it_was_read(kind: str) -> None:
    for case in (one for one in CASES if one.startswith((f"{kind} ", f"{kind}:"))):
        assert told(case) == expected()[case], case


def test_table_is_of_every_case() -> None:
    if os.environ.get("GOLIVE_WRITE_TABLES"):
        TOLD.write_text("".join(f"=== {case}\n{told(case)}\n" for case in CASES), encoding="utf-8")
    assert list(expected()) == list(CASES)
