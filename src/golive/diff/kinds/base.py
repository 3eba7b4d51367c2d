"""One kind of object: how it is told, who is harmed, how it is made, changed and dropped."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from golive.model.catalog import CatalogObject
from golive.model.finding import Severity
from golive.model.snapshot import Snapshot
from golive.rights.grants import gained
from golive.sqltext.quoting import joined, literal

T = TypeVar("T", bound=CatalogObject)
Weight = tuple[Severity, str]
Altered = tuple[str, bool] | None  # the statements, and whether they may lose something

CRITICAL, HIGH = Severity.CRITICAL, Severity.HIGH
_GAINED = (CRITICAL, "a role holds a right that nobody reviewed")
_LOST = (HIGH, "a role is refused what it was tested with")


class Kind(Generic[T]):
    """What holds of a kind that says nothing else: a person decides."""

    of: type[T]
    word: str | None = None  # in messages, where it is not the kind's own name
    missing: Weight = HIGH, "what was tested leaned on it"
    unexpected: Weight = HIGH, "nobody tested it"
    changed: Weight = HIGH, "it behaves differently from what was tested"
    fields: Mapping[str, Weight] = {}  # where a field says more
    said_by_definition: frozenset[str] = frozenset()  # fields told with it, weighed by themselves
    destructive = True  # dropping it takes away more than a right or a remark

    def named(self, entry: T) -> str:
        """'trigger public.customers.set_customer_code'."""
        word = self.of.kind if self.word is None else self.word
        return f"{word} {entry.identity}" if word else entry.identity

    def harm_missing(self, entry: T) -> Weight:
        return self.missing

    def harm_unexpected(self, entry: T) -> Weight:
        return self.unexpected

    def harm_changed(self, want: T, now: T | None, field: str) -> Weight:
        if field == "grants" and now is not None:
            return _GAINED if gained(getattr(want, field), getattr(now, field)) else _LOST
        return self.fields.get(field, self.changed)

    def alike(self, want: T, now: T, field: str, locked: Snapshot, observed: Snapshot) -> bool:
        """Whether a field only differs because the servers do."""
        return False

    def told(self, fields: tuple[str, ...]) -> tuple[str, ...]:
        """The fields that a message names: each difference once."""
        if "definition" not in fields:
            return fields
        return tuple(field for field in fields if field not in self.said_by_definition)

    def create(self, entry: T, locked: Snapshot, observed: Snapshot) -> str | None:
        """The statements that make it as the lock has it; None where a person has to decide."""
        return None

    def alter(self, want: T, now: T, changed: frozenset[str], locked: Snapshot, observed: Snapshot) -> Altered:
        """The statements that change the named fields back; None where a person has to decide."""
        return None

    def drop(self, entry: T, observed: Snapshot) -> str | None:
        """Never CASCADE: what still depends on it has to be seen. None where a person has to decide."""
        return None

    def exists(self, entry: T) -> str | None:
        """Boolean SQL that is true when it is there: what guards a mend that is not needed any more."""
        return None

    def anew(self, want: T, now: T, locked: Snapshot, observed: Snapshot, *, lossy: bool = False) -> Altered:
        """Dropped and made anew, where there is no ALTER."""
        away, made = self.drop(now, observed), self.create(want, locked, observed)
        return None if away is None or made is None else (joined(away, made), lossy)


def in_catalog(table: str, column: str, name: str) -> str:
    return f"EXISTS (SELECT FROM pg_catalog.{table} WHERE {column} = {literal(name)})"


def on_relation(table: str, relation: str, column: str, entry: CatalogObject) -> str:
    return (
        f"EXISTS (SELECT FROM pg_catalog.{table} WHERE {relation} = pg_catalog.to_regclass("
        f"{literal(entry.relation or '')}) AND {column} = {literal(entry.name)})"
    )


def by_name(function: str, identity: str) -> str:
    """function: to_regclass, to_regprocedure, to_regtype."""
    return f"pg_catalog.{function}({literal(identity)}) IS NOT NULL"
