"""The objects that are judged: all but what [[outside]] leaves to somebody else, and roles of other databases."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from golive.model.catalog import CatalogObject, Comment, Membership, Role, Setting, Trigger
from golive.model.claims import Claims
from golive.model.claims.outside import Outside
from golive.model.lock import Lock
from golive.model.snapshot import NotObserved, Snapshot
from golive.sqltext.names import parts

T = TypeVar("T", bound=CatalogObject)


def ours(live: Snapshot, kind: type[T], claims: Claims) -> list[T]:
    theirs = (outside(claims), of_other_databases(live, known=[one.role for one in claims.identity]))
    some = [covers for covers in theirs if covers is not _nobodys]
    return [entry for entry in live.of(kind) if not any(covers(entry) for covers in some)] if some else [*live.of(kind)]


def _nobodys(_: CatalogObject) -> bool:
    return False


def of_other_databases(
    live: Snapshot, lock: Lock | None = None, known: Iterable[str] = ()
) -> Callable[[CatalogObject], bool]:
    """Roles that reach nothing here, and what hangs on them; what is locked or declared is never theirs."""
    try:
        names = {role.name for role in live.of(Role) if not role.here} - set(known)
    except NotObserved:
        names = set[str]()
    names -= {role.name for role in lock.snapshot.of(Role)} if lock else set()
    locked = {(kind, one.identity) for kind, several in lock.objects.items() for one in several} if lock else set()

    def foreign(entry: CatalogObject) -> bool:
        match entry:
            case Role():
                theirs = entry.name in names
            case Membership():
                theirs = entry.role in names or entry.member in names
            case Setting():
                theirs = entry.role in names
            case Comment(on="ROLE"):
                theirs = parts(entry.object)[0] in names
            case _:
                theirs = False
        return theirs and (entry.kind, entry.identity) not in locked

    return foreign if names else _nobodys


def outside(claims: Claims) -> Callable[[CatalogObject], bool]:
    """What [[outside]] says is somebody else's."""
    if not claims.of(Outside):
        return _nobodys
    schemas = frozenset(one.schema_ for one in claims.of(Outside) if one.schema_)
    roles = frozenset(one.role for one in claims.of(Outside) if one.role)

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
