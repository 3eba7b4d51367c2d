"""What a platform refers to in schemas of others: enough of it to stand in for it where they are not."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace

from golive.model.catalog import CatalogObject, Column, Constraint, Function, Relation, Schema, Trigger, Type
from golive.model.snapshot import Snapshot

_WORD = r'(?:"(?:[^"]|"")+"|[^\W\d][\w$]*)'
_QUALIFIED = re.compile(rf'(?<![\w".$])({_WORD})\.({_WORD})')
_SINGLE = re.compile(r"[^\W\d][\w$]*")
_ASIDE: dict[str, object] = {"row_security": False, "forced": False, "options": (), "partition_key": "",
                             "partition_bound": "", "parents": (), "replica_identity": "default", "tablespace": "",
                             "access_method": ""}  # fmt: skip
Objects = Mapping[str, tuple[CatalogObject, ...]]


def referred(live: Snapshot, ours: Iterable[CatalogObject], covered: Callable[[CatalogObject], bool]) -> Objects:
    """Signatures: tables with their columns and keys, types, functions with their bodies, and what those refer to."""
    theirs: dict[tuple[str, str], list[CatalogObject]] = {}
    for kind in (Type, Relation, Function):
        for one in live.of(kind):
            if covered(one):
                theirs.setdefault((one.path[0], one.path[1]), []).append(one)
    if not theirs:
        return {}
    found: dict[str, dict[str, CatalogObject]] = {}
    left = {name for one in ours for name in _names(one)} & theirs.keys()
    seen: set[tuple[str, str]] = set()
    while left:
        seen |= left
        told = [part for name in left for one in theirs[name] for part in _signature(one, live)]
        for part in told:
            found.setdefault(part.kind, {})[part.identity] = part
        left = {name for part in told for name in _names(part)} & theirs.keys() - seen
    for schema in live.of(Schema):
        if schema.name in {name for name, _ in seen}:
            found.setdefault(Schema.kind, {})[schema.identity] = schema
    return {kind: tuple(one for _, one in sorted(several.items())) for kind, several in found.items()}


def beside(more: Objects, signatures: Objects) -> Objects:
    """Both, of what stands in both the signature."""
    found = {kind: {one.identity: one for one in several} for kind, several in more.items()}
    for kind, several in signatures.items():
        found.setdefault(kind, {}).update((one.identity, one) for one in several)
    return {kind: tuple(one for _, one in sorted(several.items())) for kind, several in sorted(found.items())}


def words_about(ours: Iterable[CatalogObject], table: str) -> frozenset[str]:
    """All words of what names a table, and of the functions that triggers on it run: other columns are unused."""
    every = list(ours)
    bodies = {one.identity: one.body for one in every if isinstance(one, Function)}
    found: set[str] = set()
    for one in every:
        texts = [text for entry in fields(one) for text in _texts(getattr(one, entry.name))]
        if isinstance(one, Trigger) and one.relation == table:
            texts.append(bodies.get(one.function, ""))
        elif not any(table in text for text in texts):
            continue
        found |= {word for text in texts for word in _SINGLE.findall(text)}
    return frozenset(found)


def _signature(one: CatalogObject, live: Snapshot) -> Iterator[CatalogObject]:
    """Without what fills, guards or spreads the rows of a table: no row of theirs is ever here."""
    if not isinstance(one, Relation):
        yield one
        return
    yield stand_in(one) if one.is_table else one
    if one.relkind in "vm":
        return
    for column in live.on(Column, one.identity):
        yield of_stand_in(column)
    for constraint in live.on(Constraint, one.identity):
        if constraint.type in ("p", "u"):
            yield replace(constraint, parent="", index="")


def stand_in(table: Relation) -> Relation:
    return replace(table, **_ASIDE)  # type: ignore[arg-type]


def of_stand_in(column: Column) -> Column:
    return replace(column, default="", as_identity="", generated="", expression="")


def _names(one: CatalogObject) -> Iterator[tuple[str, str]]:
    for entry in fields(one):
        for text in _texts(getattr(one, entry.name)):
            if "." in text:
                yield from ((_bare(first), _bare(second)) for first, second in _QUALIFIED.findall(text))


def _texts(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()


def _bare(word: str) -> str:
    return word[1:-1].replace('""', '"') if word.startswith('"') else word
