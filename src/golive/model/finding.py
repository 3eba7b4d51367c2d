"""What an audit says: a finding with its mend, that it could not look, or that there is nothing to look at."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from golive.model.deed import Deed

PUBLISHED = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=True)  # as certificate.json has it
AuditCode = Annotated[str, Field(min_length=1, description="Permanent: never renumbered, never reused.")]


class Severity(StrEnum):
    CRITICAL = "critical"
    HIGH = "high"
    ADVICE = "advice"

    @property
    def blocks(self) -> bool:
        return self is not Severity.ADVICE


class Reach(StrEnum):
    """Who comes to what a finding opens, the widest first; empty where it opens nothing."""

    ANYBODY = "anybody"  # a session that nobody signed in for
    MEMBERS = "members"  # a session of the application
    OWNERS = "owners"  # who owns or operates it
    NOBODY = ""


class MendKind(StrEnum):
    SQL = "sql"
    COMMAND = "command"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Mend:
    """What puts it right. Only SQL that destroys nothing stands uncommented in fix.sql."""

    __pydantic_config__: ClassVar[ConfigDict] = PUBLISHED

    kind: MendKind
    text: str
    destructive: bool = False
    unless: str | None = None  # boolean SQL: true once the mend is not needed any more
    tried: str = ""  # what came of it on a copy of the structure; empty where there was none

    @property
    def digest(self) -> str:
        """By which what came of it is found again."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


Fix = Annotated[Mend, Field(serialization_alias="fix")]


def sql(text: str, *, destructive: bool = False, unless: str | None = None) -> Mend:
    return Mend(MendKind.SQL, text, destructive, unless)


def command(text: str) -> Mend:
    return Mend(MendKind.COMMAND, text)


def decision(text: str) -> Mend:
    return Mend(MendKind.DECISION, text)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is not as it should be, of one object."""

    __pydantic_config__: ClassVar[ConfigDict] = PUBLISHED

    code: AuditCode
    severity: Severity
    platform: str
    where: Annotated[str, Field(description="The object's quoted, schema-qualified name.")]
    what: str
    why: str
    mend: Fix
    extent: Annotated[
        tuple[str, ...], Field(description="What it says, part by part: took of an [[accept]] that takes it.")
    ] = ()
    reach: Reach = Reach.NOBODY
    cause: Annotated[str, Field(description="What it says, without the names of objects: equal where a cause is.")] = ""
    shown: Annotated[str, Field(description="How a copy of the structure shows it; empty where none was made.")] = ""
    deeds: Annotated[tuple[Deed, ...], Field(exclude=True)] = ()  # each would show it

    def __str__(self) -> str:
        return (
            f"{self.code} {self.severity}  {self.where}  ({self.platform})\n"
            f"  what  {self.what}\n"
            f"  why   {self.why}\n" + (f"  shown {self.shown}\n" if self.shown else "") + f"  mend  {self.mend.text}"
        )


@dataclass(frozen=True, slots=True)
class Unknown:
    """Could not look. Never a pass."""

    __pydantic_config__: ClassVar[ConfigDict] = PUBLISHED

    code: AuditCode
    platform: str
    where: str
    why: str
    mend: Fix
    cause: Annotated[str, Field(description="Why, without the names of objects: equal where a cause is.")] = ""

    def __str__(self) -> str:
        return f"{self.code} UNKNOWN  {self.where}  ({self.platform})\n  why   {self.why}\n  mend  {self.mend.text}"


@dataclass(frozen=True, slots=True)
class NotLookedAt:
    """There is nothing that the audit speaks of, and why. Never green, never counted."""

    code: str
    reason: str


_RANK = {severity: rank for rank, severity in enumerate(Severity)}
REACHES = {reach: rank for rank, reach in enumerate(Reach)}


def by_weight(one: Finding) -> tuple[int, int, str, str, str]:
    return _RANK[one.severity], REACHES[one.reach], one.code, one.where, one.what
