"""The objects that are judged: all but those that [[outside]] leaves to somebody else."""

from collections.abc import Callable
from typing import TypeVar

from golive.model.catalog import CatalogObject, Membership, Role, Setting, Trigger
from golive.model.claims import Claims
from golive.model.snapshot import Snapshot
from golive.sqltext.names import parts

T = TypeVar("T", bound=CatalogObject)


def ours(live: Snapshot, kind: type[T], claims: Claims) -> list[T]:
    covered = outside(claims)
    return [entry for entry in live.of(kind) if not covered(entry)]


def outside(claims: Claims) -> Callable[[CatalogObject], bool]:
    """What [[outside]] says is somebody else's."""
    if not claims.outside:
        return lambda _: False
    schemas = frozenset(one.schema_ for one in claims.outside if one.schema_)
    roles = frozenset(one.role for one in claims.outside if one.role)

    def covered(entry: CatalogObject) -> bool:
        if entry.schema in schemas:
            return not (isinstance(entry, Trigger) and _ours(entry, schemas))
        match entry:
            case Role():
                return entry.name in roles
            case Membership():
                return entry.role in roles or entry.member in roles
            case Setting():
                return entry.role in roles
        return False

    return covered


def _ours(trigger: Trigger, outside: frozenset[str]) -> bool:
    """A trigger on a table of theirs that calls a function of ours: without it, nobody gets a profile at sign-up."""
    schema = parts(trigger.function.removesuffix("()"))[0]
    return schema not in outside and schema != "pg_catalog"
