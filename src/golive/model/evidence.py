"""The answer of the data to one question: counts, keys, and what its kind of question tells beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, TypeAdapter

KEYS = 20
FAILED = "failed"  # what of the evidence could not be had, by what looked for it
_CLOSED = ConfigDict(extra="forbid")


class State(StrEnum):
    """Whether there is an answer."""

    SEEN = "seen"
    UNKNOWN = "unknown"  # could not look
    ABSENT = "absent"  # something that the question names does not exist
    NOT_OBSERVED = "not observed"  # this run does not ask, and is not stopped by that


@dataclass(frozen=True, slots=True)
class Numbers:
    """What was measured."""

    value: float | None = None
    ms: float | None = None
    tells: Literal["numbers"] = "numbers"


@dataclass(frozen=True, slots=True)
class Named:
    """A word that decides: the stage of a run, what the ledger says of a step, the digest of a frozen table."""

    word: str
    tells: Literal["named"] = "named"


@dataclass(frozen=True, slots=True)
class WrongRow:
    """What is wrong with a system row, the number of the expected one, its tenant, and the columns or times."""

    what: Literal["missing", "beside", "twice", "differs", "stranger"]
    number: int = 0
    tenant: str | None = None
    columns: tuple[str, ...] = ()
    times: int = 0
    key: str = ""  # of one that nobody expects


@dataclass(frozen=True, slots=True)
class WrongRows:
    """Of one claim of system rows."""

    rows: tuple[WrongRow, ...]
    tells: Literal["wrong rows"] = "wrong rows"


@dataclass(frozen=True, slots=True)
class Reach:
    """What one identity reached by one command on one relation, in how many states of a session."""

    tried: int  # states with rows of others that could have come
    controls: int  # states in which own rows came
    blind: int  # states with own rows that did not come
    refused: int
    failed: int
    unseen: int  # states in which the reader itself could not look
    unplanned: str = ""  # the SQLSTATE of an UPDATE or DELETE that cannot even be planned
    tells: Literal["reach"] = "reach"


@dataclass(frozen=True, slots=True)
class Copy:
    """A table that was left behind: why it seems so, and what it is a copy of."""

    reason: str
    original: str
    tells: Literal["copy"] = "copy"


@dataclass(frozen=True, slots=True)
class Waiting:
    """The columns by which a table looks like a queue."""

    status: str
    since: str
    tells: Literal["waiting"] = "waiting"


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of the server by name, as its files or its session have them."""

    values: dict[str, str]
    tells: Literal["settings"] = "settings"


@dataclass(frozen=True, slots=True)
class Slot:
    """A replication slot that nobody reads."""

    name: str
    kind: str
    holds: bool
    status: str | None
    bytes: int | None


@dataclass(frozen=True, slots=True)
class Slots:
    idle: tuple[Slot, ...]
    tells: Literal["slots"] = "slots"


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A subscription that does not apply what it receives."""

    name: str
    enabled: bool
    runs: bool
    failures: int


@dataclass(frozen=True, slots=True)
class Subscriptions:
    troubled: tuple[Subscribed, ...]
    tells: Literal["subscriptions"] = "subscriptions"


@dataclass(frozen=True, slots=True)
class Sorting:
    """The versions of a collation, and the indexes that are sorted by it."""

    recorded: str
    actual: str
    indexes: tuple[str, ...]
    tells: Literal["sorting"] = "sorting"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One row of a history."""

    key: str
    checksum: str | None
    state: str  # applied, resolved (marked by hand), failed, rolled back, reverted
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """One migration as its files, or the lock, have it."""

    key: str
    name: str
    checksum: str | None
    state: str = "applied"
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempts:
    """What a tool recorded, in its table."""

    table: str
    rows: tuple[Attempt, ...] = ()
    tells: Literal["attempts"] = "attempts"


@dataclass(frozen=True, slots=True)
class Files:
    """The migrations of a folder, in order."""

    files: tuple[File, ...]
    tells: Literal["files"] = "files"


@dataclass(frozen=True, slots=True)
class Profile:
    """What the first rows of a table look like: by column and by measure, how many of them; never a value."""

    rows: int
    columns: dict[str, dict[str, int]]
    tells: Literal["profile"] = "profile"

    def of(self, column: str, measure: str) -> int:
        return self.columns.get(column, {}).get(measure, 0)


@dataclass(frozen=True, slots=True)
class Broken:
    """What was refused when it was used on a copy without a row of anybody's."""

    sqlstate: str
    message: str
    statement: str  # to be pasted
    within: str = ""  # the function it happened in
    tells: Literal["broken"] = "broken"


@dataclass(frozen=True, slots=True)
class Tried:
    """A mend that was run on a copy of the structure: what went wrong, the locks it took, whether its end was seen."""

    wrong: str = ""
    locks: tuple[str, ...] = ()
    seen: bool = True  # False: the copy does not show the finding, which hangs on rows, or on the target's server
    tells: Literal["tried"] = "tried"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a finding says was done on a copy of the structure: what was run, and what came of it."""

    statement: str  # to be pasted
    came: str
    refuted: bool = False  # it could not be done
    tells: Literal["shown"] = "shown"


@dataclass(frozen=True, slots=True)
class Fixed:
    """fix.sql as a whole, run on a copy of the structure."""

    digest: str  # of the script that was run
    findings: int  # that the copy shows, too
    gone: int
    asked: int  # that are there still, since a person decides about them
    unseen: int  # that hang on rows
    new: tuple[str, ...] = ()
    stopped: str = ""
    tells: Literal["fixed"] = "fixed"


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each thing was met, by what it is called in the catalog or by a claim."""

    counts: dict[str, int]
    tells: Literal["counted"] = "counted"


@dataclass(frozen=True, slots=True)
class Opened:
    """What opens sealed values: the format with the name of its variable; fields by kind, by name alone."""

    form: dict[str, Any]
    opened: int
    tried: int
    json: bool
    fields: dict[str, tuple[str, ...]]
    tells: Literal["opened"] = "opened"


@dataclass(frozen=True, slots=True)
class Spread:
    """How one table is spread over servers: by which column, and which tables have their rows where it has its own."""

    kind: str  # distributed, reference, single, local
    by: str
    place: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """By table."""

    tables: dict[str, Spread]
    tells: Literal["distribution"] = "distribution"


Told = (
    Numbers | Named | WrongRows | Reach | Copy | Waiting | Settings | Slots | Subscriptions | Sorting | Attempts | Files
    | Profile | Counted | Opened | Broken | Tried | Shown | Fixed | Distribution
)  # by the word that each carries  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """The answer of the data to one claim: counts and at most 20 keys, never values."""

    __pydantic_config__: ClassVar[ConfigDict] = _CLOSED

    state: State
    looked_at: int = 0
    count: int = 0
    keys: tuple[str, ...] = ()
    note: str = ""  # for people: why there is no answer; nothing reads it back
    told: Annotated[Told, Field(discriminator="tells")] | None = None
    cure: str = ""  # SQL, or a command, by which what is unknown can be known

    def __post_init__(self) -> None:
        if len(self.keys) > KEYS:
            object.__setattr__(self, "keys", self.keys[:KEYS])

    @classmethod
    def seen(
        cls, looked_at: int, count: int = 0, keys: Iterable[str] = (), note: str = "", told: Told | None = None
    ) -> Self:
        return cls(State.SEEN, looked_at, count, tuple(keys), note, told)

    @classmethod
    def unknown(cls, note: str, cure: str = "") -> Self:
        return cls(State.UNKNOWN, note=note, cure=cure)

    @classmethod
    def absent(cls, note: str, told: Told | None = None) -> Self:
        return cls(State.ABSENT, note=note, told=told)

    @classmethod
    def not_observed(cls, note: str) -> Self:
        return cls(State.NOT_OBSERVED, note=note)


@cache
def _edge() -> TypeAdapter[dict[str, Evidence]]:
    return TypeAdapter(dict[str, Evidence])


def plain(evidence: Mapping[str, Evidence]) -> dict[str, Any]:
    """As a saved snapshot has it."""
    found: dict[str, Any] = _edge().dump_python(dict(evidence), mode="json")
    return found


def typed(saved: dict[str, Any]) -> dict[str, Evidence]:
    return _edge().validate_python(saved)
