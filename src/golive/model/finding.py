"""What an audit says: a finding with its mend, or that it could not look."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    CRITICAL = "critical"
    HIGH = "high"
    ADVICE = "advice"

    @property
    def blocks(self) -> bool:
        return self is not Severity.ADVICE


class MendKind(StrEnum):
    SQL = "sql"
    COMMAND = "command"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Mend:
    """What puts it right. Only SQL that destroys nothing stands uncommented in fix.sql."""

    kind: MendKind
    text: str
    destructive: bool = False
    unless: str | None = None  # boolean SQL: true once the mend is not needed any more


def sql(text: str, *, destructive: bool = False, unless: str | None = None) -> Mend:
    return Mend(MendKind.SQL, text, destructive, unless)


def command(text: str) -> Mend:
    return Mend(MendKind.COMMAND, text)


def decision(text: str) -> Mend:
    return Mend(MendKind.DECISION, text)


@dataclass(frozen=True, slots=True)
class Finding:
    code: str
    severity: Severity
    platform: str
    where: str
    what: str
    why: str
    mend: Mend

    def __str__(self) -> str:
        return (
            f"{self.code} {self.severity}  {self.where}  ({self.platform})\n"
            f"  what  {self.what}\n"
            f"  why   {self.why}\n"
            f"  mend  {self.mend.text}"
        )


@dataclass(frozen=True, slots=True)
class Unknown:
    """Could not look. Never a pass."""

    code: str
    platform: str
    where: str
    why: str
    mend: Mend

    def __str__(self) -> str:
        return f"{self.code} UNKNOWN  {self.where}  ({self.platform})\n  why   {self.why}\n  mend  {self.mend.text}"
