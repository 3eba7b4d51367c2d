"""The book of a run: what every test said, and the certificate that follows from it."""

import json
import platform as machine
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from golive.isolation.matrix import JUDGED, NOTHING, WRITTEN, matrix
from golive.judge.audit import AUDITS, Audit, CouldNotLook, Findings, LookedAtNothing, NotCertified
from golive.metrics import readings
from golive.model.catalog import Relation
from golive.model.claims import Accept
from golive.model.finding import Finding, Mend, MendKind, Severity, Unknown, decision
from golive.model.platform import Platform
from golive.model.sections import SECTIONS, section_of
from golive.model.snapshot import Snapshot
from golive.model.step import Step
from golive.model.truth import Truth
from golive.reports import certificate as c
from golive.reports.isolation import Matrix
from golive.reports.metrics import Reading
from golive.reports.verdict import decide
from golive.run import Settings, Stopped
from golive.traced import Said, Traced


@dataclass(frozen=True, slots=True)
class Entry:
    """What one test said; plain enough to travel between workers."""

    test: str
    platform: str
    code: str
    seconds: float
    looked: Mapping[str, int] = field(default_factory=dict)  # by code
    audits: Mapping[str, Sequence[str]] = field(default_factory=dict)  # code: claim and truth
    findings: tuple[Mapping[str, Any], ...] = ()
    unknowns: tuple[Mapping[str, Any], ...] = ()
    broken: str = ""

    @classmethod
    def of(cls, test: str, platform: str, audit: Audit, seconds: float) -> Self:
        return cls(test, platform, audit.code, seconds)

    @property
    def codes(self) -> set[str]:
        """The codes it speaks of: its audit's own, or the kinds of object it compared."""
        found = {*self.looked, *(one["code"] for one in (*self.findings, *self.unknowns))}
        return found or {self.code}

    @property
    def outcome(self) -> c.Outcome:
        if self.broken or any(Severity(one["severity"]).blocks for one in self.findings):
            return c.Outcome.ERROR
        return c.Outcome.UNKNOWN if self.unknowns else c.Outcome.OK

    def with_result(self, findings: Findings | None, error: BaseException | None) -> "Entry":
        expected = error is None or isinstance(error, NotCertified | CouldNotLook)
        codes = {
            self.code,
            *(findings.looked if findings else ()),
            *(one.code for one in (findings.found if findings else ())),
        }
        return replace(
            self,
            audits={code: (AUDITS[code].claim, AUDITS[code].truth) for code in codes},
            looked=dict(findings.looked) if findings else {},
            findings=tuple(asdict(finding) for finding in findings.found) if findings else (),
            unknowns=tuple(asdict(unknown) for unknown in findings.unknowns) if findings else (),
            broken="" if expected else _crash(error),
        )

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, saved: str) -> Self:
        return cls(**json.loads(saved))


def _crash(error: BaseException | None) -> str:
    """What stopped a test, without values: only our own errors are known to hold none."""
    if isinstance(error, Stopped | LookedAtNothing):
        return str(error)
    return f"{type(error).__name__}; the trace stands in the terminal and in junit.xml"


def finding_of(saved: Mapping[str, Any]) -> Finding:
    mend = saved["mend"]
    return Finding(
        **{**saved, "severity": Severity(saved["severity"]), "mend": Mend(**{**mend, "kind": MendKind(mend["kind"])})}
    )


def unknown_of(saved: Mapping[str, Any]) -> Unknown:
    mend = saved["mend"]
    return Unknown(**{**saved, "mend": Mend(**{**mend, "kind": MendKind(mend["kind"])})})


@dataclass(slots=True)
class Book:
    """What the controller of a run has been told."""

    settings: Settings
    narrowed: str
    command: str
    postcheck: bool = False
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    entries: dict[str, Entry] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    collected: bool = False
    interrupted: str = ""
    collect_errors: list[str] = field(default_factory=list)
    backends: dict[str, str] = field(default_factory=dict)
    matrices: dict[str, Matrix] = field(default_factory=dict)  # by platform, as the certificate is made
    figures: dict[str, list[Reading]] = field(default_factory=dict)  # by platform, as the certificate is made

    @property
    def folder(self) -> Path:
        """Where files go: those of a narrowed run never overwrite a certificate."""
        return self.settings.out / "partial" if self.narrowed else self.settings.out

    def enter(self, entry: Entry) -> None:
        known = self.entries.get(entry.test)
        self.entries[entry.test] = entry if known is None or not known.broken else known

    def certificate(self) -> c.Certificate:
        broken = [c.Broken(test, "could not be collected") for test in self.collect_errors]
        broken += [c.Broken(e.test, e.broken) for e in self._sorted() if e.broken]
        platforms = [self._platform(platform) for platform in self.settings.platforms]
        verdict, reasons = decide(platforms, broken=broken, interrupted=self.interrupted, narrowed=self.narrowed)
        return c.Certificate(
            verdict=verdict,
            reasons=reasons,
            scope=c.Scope.POSTCHECK if self.postcheck else c.Scope.FULL,
            platforms=tuple(platforms),
            started=self.started,
            finished=datetime.now(UTC),
            versions=versions(),
            command=self.command,
            broken=tuple(broken),
        )

    def _sorted(self) -> list[Entry]:
        return [self.entries[test] for test in sorted(self.entries)]

    def read(self, platform: Platform, name: str) -> Any:
        """What a worker left for all: a step's result, the snapshot; None where it did not come to that."""
        return self._left(platform, name).get("value")

    def _left(self, platform: Platform, name: str) -> dict[str, Any]:
        path = self.settings.shared / f"{platform.name}.{name}.json"
        left: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
        return left

    def _platform(self, platform: Platform) -> c.PlatformResult:
        said = [entry for entry in self._sorted() if entry.platform == platform.name]
        mine, taken, misused = self._accepted(platform, said)
        lines = _lines(mine)
        examined = _examined(lines, _audits(mine))
        saved = self.read(platform, "snapshot")
        live = Snapshot.from_json(saved) if saved else None
        backup = self.read(platform, "backup")
        isolation = self._isolation(platform, live, lines, taken)
        result = c.PlatformResult(
            name=platform.name,
            title=platform.claims.platform.title,
            target=str(self.settings.dsn or f"a fresh database {platform.name}"),
            server_version=_version(live) if live else "",
            backend=self.backends.get(platform.name, "the database named by --dsn" if self.settings.dsn else ""),
            role=_role(live) if live else "",
            isolation=isolation.sentence if isolation else NOTHING,
            isolation_proved=isolation.proved if isolation else False,
            digests=c.Digests(**platform.digests),
            claims=_claims(platform, examined),
            harmless=() if self.settings.writes else HARMLESS,
            backup=backup["sentence"] if backup else "",
            sections=_sections(lines),
            counts=_counts(platform, live) if live else (),
            examined=examined,
            findings=(*(finding_of(saved) for entry in mine for saved in entry.findings), *misused),
            unknowns=tuple(unknown_of(saved) for entry in mine for saved in entry.unknowns),
            accepted=tuple(taken),
            not_run=tuple(
                c.NotRun(test, why)
                for test, why in sorted(self.left_out.items())
                if f"[{platform.name}-" in test or test.endswith(f"[{platform.name}]")
            ),
            steps=self._steps(platform, live),
            outside=tuple(
                c.Outside(one.schema_ or f"role {one.role}", one.owner, one.reason) for one in platform.claims.outside
            ),
        )  # fmt: skip
        told = [Said(one.test, one.code, frozenset(one.codes), one.outcome, bool(one.findings)) for one in mine]
        self.figures[platform.name] = readings(platform, live, result, self.settings.occasion)
        return replace(result, requirements=Traced(platform, told, self.left_out, result).requirements())

    def _isolation(
        self, platform: Platform, live: Snapshot | None, lines: Mapping[str, "_Line"], taken: Sequence[c.Accepted]
    ) -> Matrix | None:
        judged = {code: code in lines and lines[code].outcome is c.Outcome.OK for code in JUDGED}
        by_accept = sum(one.code in (*JUDGED, WRITTEN) for one in taken)
        judged |= {WRITTEN: lines[WRITTEN].outcome is c.Outcome.OK} if WRITTEN in lines else {}
        found = matrix(platform, live, judged, by_accept, written=WRITTEN in lines)
        if found is not None:
            self.matrices[platform.name] = found
        return found

    def _accepted(
        self, platform: Platform, said: Iterable[Entry]
    ) -> tuple[list[Entry], list[c.Accepted], list[Finding]]:
        """The entries without what a person took; what was taken; and what is wrong with the taking."""
        today = (self.settings.as_of or self.started).date()
        accepts = {(one.code, one.object): one for one in platform.claims.accept}
        mine, taken, used, ran = [], [], set(), set()
        for entry in said:
            ran |= entry.codes
            left = []
            for saved in entry.findings:
                key = (saved["code"], saved["where"])
                accept = accepts.get(key)
                if accept:
                    used.add(key)
                if accept and today <= accept.until and Severity(saved["severity"]).blocks:
                    taken.append(c.Accepted(*key, saved["what"], accept.reason, accept.owner, f"{accept.until}"))
                else:
                    left.append(saved)
            mine.append(replace(entry, findings=tuple(left)))
        misused = [
            _misused(platform, one, today)
            for key, one in accepts.items()
            if not self.narrowed and (today > one.until or (key not in used and (key[0] in ran or not self.postcheck)))
        ]
        return mine, taken, misused

    def _unrun(self, step: Step, live: Snapshot | None) -> c.StepEntry:
        """A step that this run did not run: what the ledger and its own verification say of it."""
        evidence = live.evidence.get(f"step:{step.name}") if live else None
        if self.settings.writes or evidence is None:
            return c.StepEntry(step.name, step.phase, c.StepState.NOT_RUN)
        if evidence.note == "deployed":
            return c.StepEntry(step.name, step.phase, c.StepState.BEFORE)
        holds = evidence.state == "seen" and not evidence.count
        return c.StepEntry(step.name, step.phase, c.StepState.PENDING, note=IN_PLACE if holds else "")

    def _steps(self, platform: Platform, live: Snapshot | None) -> tuple[c.StepEntry, ...]:
        entries = []
        for step in platform.steps:
            left = self._left(platform, f"step-{step.name}")
            result = left.get("value")
            if failed := left.get("stopped") or " ".join(left.get("wrong use", ())):
                entries.append(c.StepEntry(step.name, step.phase, c.StepState.FAILED, note=failed))
                continue
            if result is None:
                entries.append(self._unrun(step, live))
                continue
            entries.append(
                c.StepEntry(
                    name=step.name,
                    phase=step.phase,
                    state=c.StepState(result["state"]),
                    seconds=result["duration_ms"] / 1000,
                    rows=result["rows_touched"],
                    locks=tuple(f"{mode} {relation}" for relation, mode in result["locks"]),
                    longest_wait_ms=result["longest_wait_ms"],
                    note="; ".join([*result["notes"], *([f"residue: {step.residue}"] if step.residue else [])]),
                )
            )
        return tuple(entries)


IN_PLACE = "in place, and not recorded in the ledger"
HARMLESS = (
    "the session was read-only before its first query, and a write was refused",
    "no transaction id was assigned",
)


def _misused(platform: Platform, accept: Accept, today: date) -> Finding:
    what = (
        f"the [[accept]] of {accept.code} ended on {accept.until}" if today > accept.until
        else f"nothing of {accept.code} was found there, so the [[accept]] takes nothing"
    )  # fmt: skip
    why = "what was taken once is taken for ever, and the next defect of that name hides behind it"
    mend = decision(f"remove or renew [[accept]] code = {accept.code!r}, object = {accept.object!r} in platform.toml")
    return Finding("ACC001", Severity.HIGH, platform.name, accept.object, what, why, mend)


def _version(live: Snapshot) -> str:
    return f"{live.server.version_num // 10000}.{live.server.version_num % 10000}"


def _role(live: Snapshot) -> str:
    sees = "reads every row" if live.server.sees_all_rows else "row security hides rows from it"
    return f"{live.server.role}, {'superuser, ' if live.server.superuser else ''}{sees}"


def _claims(platform: Platform, examined: Iterable[c.Examined]) -> c.Claims:
    looked: dict[str, int] = defaultdict(int)
    for one in examined:
        looked[one.truth] += one.looked_at
    return c.Claims(
        locked=looked[Truth.LOCKED],
        declared=looked[Truth.DECLARED],
        lawful=looked[Truth.LAWFUL],
        unconfirmed=platform.claims.unconfirmed,
    )


@dataclass(slots=True)
class _Line:
    """What one code came to on one platform."""

    looked_at: int = 0
    seconds: float = 0.0
    findings: int = 0
    advice: int = 0
    unknowns: int = 0
    broken: int = 0

    @property
    def outcome(self) -> c.Outcome:
        if self.findings or self.broken:
            return c.Outcome.ERROR
        return c.Outcome.UNKNOWN if self.unknowns else c.Outcome.OK


def _audits(mine: Iterable[Entry]) -> dict[str, Sequence[str]]:
    return {code: told for entry in mine for code, told in entry.audits.items()}


def _lines(mine: Iterable[Entry]) -> dict[str, _Line]:
    lines: dict[str, _Line] = defaultdict(_Line)
    for entry in mine:
        for code in entry.codes:
            lines[code].seconds += entry.seconds / len(entry.codes)
            lines[code].looked_at += entry.looked.get(code, 0)
            lines[code].broken += bool(entry.broken)
        for finding in entry.findings:
            blocks = Severity(finding["severity"]).blocks
            lines[finding["code"]].findings += blocks
            lines[finding["code"]].advice += not blocks
        for unknown in entry.unknowns:
            lines[unknown["code"]].unknowns += 1
    return dict(sorted(lines.items()))


def _examined(lines: Mapping[str, _Line], audits: Mapping[str, Sequence[str]]) -> tuple[c.Examined, ...]:
    return tuple(
        c.Examined(
            code=code,
            sentence=audits[code][0],
            truth=Truth(audits[code][1]),
            outcome=line.outcome,
            looked_at=line.looked_at,
            seconds=round(line.seconds, 4),
            section=section_of(code),
        )
        for code, line in lines.items()
    )


def _sections(lines: Mapping[str, _Line]) -> tuple[c.Section, ...]:
    gathered: dict[str, list[_Line]] = defaultdict(list)
    for code, line in lines.items():
        gathered[section_of(code)].append(line)
    return tuple(
        c.Section(
            name=name,
            outcome=next(o for o in _WORST if o in {line.outcome for line in gathered[name]}),
            looked_at=sum(line.looked_at for line in gathered[name]),
            findings=sum(line.findings for line in gathered[name]),
            unknowns=sum(line.unknowns for line in gathered[name]),
            advice=sum(line.advice for line in gathered[name]),
        )
        for name in SECTIONS.values()
        if name in gathered
    )


_WORST = (c.Outcome.ERROR, c.Outcome.UNKNOWN, c.Outcome.OK)


def _counts(platform: Platform, live: Snapshot) -> tuple[c.TableCount, ...]:
    counted = []
    for name in platform.claims.counts:
        evidence = live.evidence.get(f"count:{name}")
        relation = live.get(Relation, name)
        if evidence and evidence.state == "seen":
            counted.append(c.TableCount(name, evidence.count))
        else:
            estimate = int(relation.rows) if relation and relation.rows >= 0 else None
            counted.append(c.TableCount(name, estimate, estimated=True))
    return tuple(counted)


def versions() -> dict[str, str]:
    names = ("golive", "pytest", "psycopg", "SQLAlchemy", "cryptography", "allure-pytest")
    return {"python": machine.python_version(), **{name.lower(): version(name) for name in names}}
