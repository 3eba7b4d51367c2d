"""Schemas that hold the same tables, such as one for each tenant: what most of them are is what each is to be."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Any, TypeVar

from golive.diff.compare import compare
from golive.diff.difference import Difference
from golive.model.catalog import KINDS, CatalogObject, Relation, Schema, compared_fields
from golive.model.lock import Lock
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import ident

FEWEST_SCHEMAS, FEWEST_TABLES = 3, 2
_ALIKE = 0.8  # of their tables that two of them share
_OF_ROLES = frozenset({"owner", "grants", "roles"})  # where a role may bear the name of its schema
T = TypeVar("T", bound=CatalogObject)


@dataclass(frozen=True, slots=True)
class Sisters:
    alike: tuple[str, ...]  # to the letter, but for their own names
    odd: tuple[str, ...]  # those that are like them, and are not they

    @property
    def all(self) -> tuple[str, ...]:
        return self.alike + self.odd


def sisters(live: Snapshot, relations: Iterable[Relation]) -> tuple[Sisters, ...]:
    """Of one owner, or each of its own: what somebody else makes is no model for a schema that is not his."""
    owners = {one.path[0]: one.owner.replace(one.path[0], "") for one in live.of(Schema)}
    tables: dict[str, set[str]] = defaultdict(set)
    for one in relations:
        if one.is_table:
            tables[one.path[0]].add(one.name)
    several: dict[tuple[str, frozenset[str]], list[str]] = defaultdict(list)
    for schema, names in sorted(tables.items()):
        several[owners.get(schema, ""), frozenset(names)].append(schema)
    families = [
        [
            schema
            for schema, theirs in tables.items()
            if owners.get(schema, "") == owner and len(shared & theirs) >= _ALIKE * len(shared | theirs)
        ]
        for (owner, shared), schemas in several.items()
        if len(schemas) >= FEWEST_SCHEMAS and len(shared) >= FEWEST_TABLES
    ]
    forms = {schema: _form(all_) for schema, all_ in _objects(live, {*chain.from_iterable(families)}).items()}
    found = []
    for family in families:
        form, number = Counter(forms[schema] for schema in family).most_common(1)[0]
        if number >= FEWEST_SCHEMAS and 2 * number > len(family):
            found.append(
                Sisters(
                    tuple(sorted(schema for schema in family if forms[schema] == form)),
                    tuple(sorted(schema for schema in family if forms[schema] != form)),
                )
            )
    return tuple(found)


def differences(live: Snapshot, model: str, odd: str) -> Iterator[Difference]:
    """Of one schema from another, as if the other were its lock; its sequences and its mends bear its own name."""
    both = _objects(live, [model, odd])
    wanted = Lock("", live.server.version_num, _by_kind(_renamed(one, model, odd) for one in both[model]))
    mine = {kind.kind: () for kind in KINDS} | _by_kind(iter(both[odd]))
    for one in compare(wanted, Snapshot(live.server, mine)).differences:
        told = one.what.replace("is not in the lock", "is in none of the others").replace("locked as", "elsewhere")
        yield replace(one, what=told)


def _objects(live: Snapshot, schemas: Iterable[str]) -> Mapping[str, list[CatalogObject]]:
    found: dict[str, list[CatalogObject]] = {schema: [] for schema in schemas}
    for kind in KINDS:
        for one in live.of(kind):
            if (schema := one.schema) in found:
                found[schema].append(one)
    return found


def _by_kind(objects: Iterator[CatalogObject]) -> dict[str, tuple[CatalogObject, ...]]:
    found: dict[str, list[CatalogObject]] = defaultdict(list)
    for one in objects:
        found[one.kind].append(one)
    return {kind: tuple(several) for kind, several in found.items()}


def _form(objects: list[CatalogObject]) -> int:
    """The same of two schemas whose objects are the same but for its name; small, as there may be thousands."""
    return hash(frozenset(hash(_values(_renamed(one, one.schema or "", ""))) for one in objects))


def _values(one: CatalogObject) -> tuple[Any, ...]:
    return one.kind, *(getattr(one, field.name) for field in compared_fields(type(one)))


def _renamed(one: T, old: str, new: str) -> T:
    changed: dict[str, Any] = {}
    for field in one.__dataclass_fields__:
        value = getattr(one, field)
        if isinstance(value, str) and old in value:
            changed[field] = _swapped(value, old, new, field)
        elif isinstance(value, tuple) and any(isinstance(each, str) and old in each for each in value):
            changed[field] = tuple(_swapped(each, old, new, field) if isinstance(each, str) else each for each in value)
    return replace(one, **changed) if changed else one


def _swapped(text: str, old: str, new: str, field: str) -> str:
    if field in _OF_ROLES:
        return text.replace(old, new)
    return ident(new) if text == ident(old) else _qualified(old).sub(lambda _: ident(new), text)


@cache
def _qualified(schema: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$.]){re.escape(ident(schema))}(?=\.)")
