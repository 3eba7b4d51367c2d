"""What acts by itself or when called: functions, triggers, event triggers."""

from dataclasses import dataclass
from typing import ClassVar

from golive.model.catalog.base import CatalogObject, RelationObject, SchemaObject
from golive.sqltext.names import parts


@dataclass(frozen=True, slots=True)
class Function(SchemaObject):
    """A function (f), procedure (p), aggregate (a) or window function (w)."""

    kind: ClassVar[str] = "function"
    code: ClassVar[str] = "FUN001"

    prokind: str
    language: str
    arguments: str = ""  # with names, modes and defaults
    result: str = ""
    body: str = ""
    sql_body: str = ""  # BEGIN ATOMIC … END or RETURN …
    library: str = ""  # of a C function
    volatility: str = "volatile"
    strict: bool = False
    security_definer: bool = False
    leakproof: bool = False
    parallel: str = "unsafe"
    config: tuple[str, ...] = ()
    owner: str = ""
    grants: tuple[str, ...] = ()
    trusted: bool = True  # the language
    cost: float = 100.0
    rows: float = 0.0
    support: str = ""
    aggregate: str = ""  # the options of an aggregate

    @property
    def path(self) -> tuple[str, ...]:
        return parts(_without_arguments(self.identity))


def _without_arguments(identity: str) -> str:
    quoted = False
    for at, letter in enumerate(identity):
        if letter == '"':
            quoted = not quoted
        elif letter == "(" and not quoted:
            return identity[:at]
    return identity


@dataclass(frozen=True, slots=True)
class Trigger(RelationObject):
    """A trigger, on every partition too; never an internal one of a foreign key."""

    kind: ClassVar[str] = "trigger"
    code: ClassVar[str] = "TRG001"

    definition: str
    enabled: str = "O"  # O ordinary sessions, D disabled, R replica only, A always
    function: str = ""  # schema.name(argument types)
    timing: str = "BEFORE"  # BEFORE, AFTER, INSTEAD OF
    level: str = "ROW"  # ROW, STATEMENT
    events: tuple[str, ...] = ()  # DELETE, INSERT, TRUNCATE, UPDATE
    columns: tuple[str, ...] = ()  # of UPDATE OF
    condition: str = ""
    parent: str = ""  # identity of the partitioned table's trigger it is a clone of
    old_table: str = ""
    new_table: str = ""
    constraint: bool = False
    deferrable: bool = False
    deferred: bool = False


@dataclass(frozen=True, slots=True)
class EventTrigger(CatalogObject):
    """An event trigger of the database."""

    kind: ClassVar[str] = "event_trigger"
    code: ClassVar[str] = "EVT001"

    event: str
    function: str
    enabled: str = "O"
    tags: tuple[str, ...] = ()
    owner: str = ""
