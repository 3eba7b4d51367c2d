"""What an audit may be parametrized by: a claim, a step, a smoke, or what the lock holds together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from golive.model.catalog import KINDS, CatalogObject, Relation, RelationObject
from golive.model.claim import Claim
from golive.model.claim_kind import kind_of
from golive.model.claims import Claims
from golive.model.claims.compare import Compare
from golive.model.claims.platform import Head
from golive.model.lock import Lock
from golive.model.platform import Platform, Smoke
from golive.model.step import Step
from golive.sqltext.names import parts, quoted

MANY = 100  # from here on a schema's relations are judged together: nobody reads a list of 1,000 green lines


@dataclass(frozen=True, slots=True, repr=False)
class LockedRelations:
    """One table with all that hangs on it; or all of a schema, where there are many."""

    label: str
    relations: tuple[str, ...]

    def __str__(self) -> str:
        return self.label

    __repr__ = __str__


@dataclass(frozen=True, slots=True)
class LockedKind:
    """All objects of a kind that hang on no table."""

    kind: type[CatalogObject]

    def __str__(self) -> str:
        return self.kind.kind


def subjects(kind: object) -> Callable[[Platform], Sequence[Any]] | None:
    """What one test each is made for, where a parameter of an audit has this type; None for a fixture."""
    if kind is LockedRelations:
        return lambda platform: locked_relations(platform.lock) if platform.lock else ()
    if kind is LockedKind:
        return lambda platform: locked_kinds() if platform.lock else ()
    if kind is Step:
        return lambda platform: platform.steps
    if kind is Smoke:
        return lambda platform: platform.smokes
    if kind is Compare:
        return lambda platform: platform.claims.compared
    if kind is Head:  # a time budget speaks of steps
        return lambda platform: (
            (platform.claims.platform,) if platform.claims.platform.minutes and platform.steps else ()
        )
    if isinstance(kind, type) and issubclass(kind, Claim) and kind is not Claims:
        return lambda platform: platform.claims.of(kind)
    return None


def test_id(platform: Platform, subject: object) -> str:
    """How the test of one subject is told from the others of its audit."""
    return f"{platform.name}-{subject}".replace("::", ":")


def answer_of(subject: object) -> str:
    """How a requirement names what a test was made for; empty where none may."""
    match subject:
        case Step():
            answers = "STP"
        case Smoke():
            answers = "SMK"
        case Claim():
            answers = kind_of(type(subject)).answers
        case _:
            answers = ""
    return f"{answers}:{subject}" if answers else ""


def locked_relations(lock: Lock) -> list[LockedRelations]:
    names = [relation.identity for relation in lock.snapshot.of(Relation)]
    found: list[LockedRelations] = []
    for schema, group in groupby(sorted(names, key=parts), key=lambda name: parts(name)[0]):
        members = tuple(group)
        if len(members) > MANY:
            found.append(LockedRelations(f"{quoted(schema)} ({len(members)} relations)", members))
        else:
            found.extend(LockedRelations(name, (name,)) for name in members)
    return found


def locked_kinds() -> list[LockedKind]:
    """Relation is among them, for those that nobody locked."""
    return [LockedKind(kind) for kind in KINDS if not issubclass(kind, RelationObject)]
