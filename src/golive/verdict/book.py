"""The book of a run: what every test said, and the certificate that follows from it."""

import json
import platform as machine
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from golive.isolation.grids import Matrix
from golive.isolation.matrix import matrix, unsaid
from golive.judge.audit import AUDITS, Part, having
from golive.model import questions as q
from golive.model.catalog import Relation
from golive.model.claims.counts import COUNT, Count
from golive.model.claims.outside import Outside
from golive.model.evidence import State
from golive.model.finding import Finding, Severity
from golive.model.platform import Platform
from golive.model.rehearsal import PERFORMED, told_of
from golive.model.snapshot import Snapshot
from golive.model.step import Step
from golive.model.truth import Truth
from golive.run.case import Settings
from golive.verdict import certificate as c
from golive.verdict.acceptance import Acceptance
from golive.verdict.audits import load_audits
from golive.verdict.complete import UNSAID, Due, absent
from golive.verdict.decision import counted, decide, of_scan
from golive.verdict.figures import readings
from golive.verdict.reading import Reading
from golive.verdict.requirements import Traced
from golive.verdict.result import Result
from golive.verdict.tally import Line, audits_of, examined, lines_of, sections
from golive.verdict.trials import mends_said, with_trials


@dataclass(slots=True)
class Book:
    """What the controller of a run has been told."""

    settings: Settings
    narrowed: str
    command: str
    postcheck: bool = False
    results: dict[str, Result] = field(default_factory=dict)
    whole: tuple[Due, ...] = ()  # what a full run consists of
    strangers: dict[str, None] = field(default_factory=dict)  # whose code took part, and what leaves it out
    interrupted: str = ""
    collect_errors: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)  # tests whose process has ended
    backends: dict[str, str] = field(default_factory=dict)
    seen: dict[str, Snapshot] = field(default_factory=dict)  # by platform; of others their files are read
    matrices: dict[str, Matrix] = field(default_factory=dict)  # by platform, as the certificate is made
    figures: dict[str, list[Reading]] = field(default_factory=dict)  # by platform, as the certificate is made
    inferred: tuple[c.Inferred, ...] = ()  # of a scan
    previous: str = ""  # the digest of the certificate before this one
    left: Mapping[str, Any] | None = None  # what a run did, by name, where it is judged again
    finished: datetime | None = None  # likewise; else when its certificate is made
    lacking: tuple[str, ...] = ()  # audits whose tests cannot be judged again, one for each of them

    @property
    def folder(self) -> Path:
        """Where files go: those of a narrowed run never overwrite a certificate."""
        return self.settings.out / "partial" if self.narrowed else self.settings.out

    @property
    def scope(self) -> c.Scope:
        if self.settings.fail_on is not None:
            return c.Scope.SCAN
        return c.Scope.POSTCHECK if self.postcheck else c.Scope.FULL

    @property
    def end(self) -> datetime:
        """The same for all that is written of the run."""
        if self.finished is None:
            self.finished = datetime.now(UTC)
        return self.finished

    @property
    def _valid_days(self) -> int:
        return min(platform.claims.platform.valid_days for platform in self.settings.platforms)

    @property
    def left_out(self) -> dict[str, str]:
        return {one.test: one.left_out for one in self.whole if one.left_out and one.left_out not in UNSAID}

    @property
    def incomplete(self) -> tuple[str, ...]:
        """What kept the run from being the whole of it, and nobody else's."""
        return (
            *absent(self.whole, self.results),
            *(f"{one} took part, and is not golive's" for one in self.strangers),
            *self._again(),
            *self._moment(),
            *(line for platform in self.settings.platforms for line in self._clock(platform)),
            *(line for platform in self.settings.platforms for line in self._unread(platform)),
        )

    def _again(self) -> Iterable[str]:
        if lacking := self.lacking:
            verb = "test was" if len(lacking) == 1 else "tests were"
            yield f"{len(lacking)} {verb} not judged again: {', '.join(dict.fromkeys(lacking))}"

    def _moment(self) -> Iterable[str]:
        """A certificate is of now: an earlier day revives acceptances and sign-offs that have ended."""
        judged, now = self.settings.moment, self.settings.started
        if abs(judged - now) > HOUR:
            yield f"judged as of {judged:%Y-%m-%d %H:%M %Z} (--as-of), not now"

    def _clock(self, platform: Platform) -> Iterable[str]:
        """What is judged by a date is judged by one day: both clocks have to tell it, or --as-of."""
        live = self.live(platform)
        if live is None or not live.server.now or self.settings.as_of:
            return
        there = datetime.fromisoformat(live.server.now)
        if not self.settings.started - HOUR < there < self.end + HOUR:
            here = f"{self.settings.started:%Y-%m-%d %H:%M}"
            yield f"the server of {platform.name} says it is {there:%Y-%m-%d %H:%M}, and this machine {here}"

    def _unread(self, platform: Platform) -> Iterable[str]:
        """What others held for as long as this run looked; where there is a lock, the comparison with it says so."""
        live = self.live(platform)
        names = {} if live is None or platform.lock else {k: v for one in live.unread.values() for k, v in one.items()}
        if names:
            first, why = next(iter(names.items()))
            yield f"{counted(len(names), 'object', 'objects')} could not be read: {first} ({why})" + (
                f" and {len(names) - 1:,} more" if len(names) > 1 else ""
            )

    def enter(self, result: Result) -> None:
        known = self.results.get(result.test)
        self.results[result.test] = result if known is None or not known.broken else known

    def certificate(self) -> c.Certificate:
        broken = [c.Broken(test, "could not be collected") for test in self.collect_errors]
        broken += [c.Broken(one.test, one.broken) for one in self._sorted() if one.broken]
        broken += [c.Broken(test, "the process that ran it ended") for test in self.lost]
        platforms = [self._platform(platform) for platform in self.settings.platforms]
        verdict, reasons = (
            of_scan(platforms, broken=broken, interrupted=self.interrupted, open_=self.incomplete)
            if self.scope is c.Scope.SCAN and not self.narrowed
            else decide(
                platforms,
                broken=broken,
                interrupted=self.interrupted,
                narrowed=self.narrowed,
                open_=self.incomplete,
            )
        )
        return c.Certificate(
            verdict=verdict,
            reasons=reasons,
            scope=self.scope,
            platforms=tuple(platforms),
            started=self.settings.started,
            finished=self.end,
            previous=self.previous,
            expires=self.settings.started + timedelta(days=self._valid_days),
            versions=versions(),
            command=self.command,
            broken=tuple(broken),
        )

    def failing(self, certificate: c.Certificate) -> bool:
        """Whether a scan found, or could not look at, what is as grave as it was asked to fail by."""
        least = self.settings.fail_on
        assert least is not None  # it is a scan
        grave = [one.severity for one in (*certificate.findings, *certificate.advice)]
        grave += [AUDITS[one.code].severity for one in certificate.unknowns]
        order = list(Severity)
        return bool(certificate.broken) or any(order.index(one) <= order.index(least) for one in grave)

    def _sorted(self) -> list[Result]:
        return [self.results[test] for test in sorted(self.results)]

    def read(self, platform: Platform, name: str) -> Any:
        """What a worker left for all: a step's result, the snapshot; None where it did not come to that."""
        return self._left(platform, name).get("value")

    def done(self, platform: Platform) -> dict[str, Any]:
        """What the run did, by name, with its result or its failure."""
        names = ("backup", "promotion", PERFORMED, *(f"step-{step.name}" for step in platform.steps))
        return {name: left for name in names if (left := self._left(platform, name))}

    def _left(self, platform: Platform, name: str) -> dict[str, Any]:
        if self.left is not None:
            return dict(self.left.get(name, {}))
        path = self.settings.shared / f"{platform.name}.{name}.json"
        left: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
        return left

    def live(self, platform: Platform) -> Snapshot | None:
        """What was seen of its database, by this process or another; None where it did not come to that."""
        known = self.seen.get(platform.name)
        if known is None and (saved := self.read(platform, "snapshot")):
            known = self.seen[platform.name] = Snapshot.from_json(saved)
        return known

    def _platform(self, platform: Platform) -> c.PlatformResult:
        left_out = self.left_out
        mine = [
            *(result for result in self._sorted() if result.platform == platform.name),
            *(Result.unlooked(one.test, platform.name, one.code, one.left_out) for one in self.whole
              if one.left_out in UNSAID),
        ]  # fmt: skip
        accepted = tuple(one for result in mine for one in result.accepted)
        found = [*(one for result in mine for one in result.findings), *self._misused(platform, mine)]
        lines = lines_of(mine)
        looked_through = examined(lines, audits_of(mine))
        live = self.live(platform)
        found = with_trials(found, live)
        backup = self.read(platform, "backup")
        isolation = self._isolation(platform, live, lines, accepted)
        result = c.PlatformResult(
            name=platform.name,
            title=platform.claims.platform.title,
            target=str(self.settings.dsn or f"a fresh database {platform.name}"),
            server_version=_version(live) if live else "",
            backend=self.backends.get(platform.name, "the database named by --dsn" if self.settings.dsn else ""),
            role=_role(live) if live else "",
            isolation=(
                c.Isolation(isolation.sentence, isolation.proved)
                if isolation
                else c.Isolation(unsaid(platform.claims.tenancy))
            ),
            digests=c.Digests(**platform.digests),
            database=c.Database(live.server.database, live.server.oid, live.server.system) if live else c.Database(),
            claims=_claims(platform, looked_through),
            harmless=(*live.server.harmless, *_ran(live)) if live and not self.settings.writes else (),
            proved=_proved(live) if live else "",
            rehearsal=told_of(self.read(platform, PERFORMED)),
            backup=backup["sentence"] if backup else "",
            sections=sections(lines),
            promoted=tuple(self.read(platform, "promotion") or ()),
            counts=_counts(platform, live) if live else (),
            examined=looked_through,
            mends=mends_said(found, live),
            findings=tuple(one for one in found if one.severity.blocks),
            advice=tuple(one for one in found if not one.severity.blocks),
            unknowns=tuple(one for result in mine for one in result.unknowns),
            accepted=accepted,
            not_run=tuple(
                c.NotRun(test, why)
                for test, why in sorted(left_out.items())
                if f"[{platform.name}-" in test or test.endswith(f"[{platform.name}]")
            ),
            steps=self._steps(platform, live),
            outside=tuple(
                c.Outside(one.schema_ or f"role {one.role}", one.owner, one.reason)
                for one in platform.claims.of(Outside)
            ),
            inferred=self.inferred,
            known=sum(result.known for result in mine),
        )  # fmt: skip
        figures = self.figures[platform.name] = readings(platform, live, result, self.settings.occasion)
        return replace(result, requirements=Traced(platform, mine, left_out, result, figures).requirements())

    def _misused(self, platform: Platform, mine: Sequence[Result]) -> Sequence[Finding]:
        """Takings that take nothing; a part of a run cannot know."""
        if self.narrowed:
            return ()
        left = [one for result in mine for one in result.findings]
        taken = [one for result in mine for one in result.accepted]
        ran = {code for result in mine for code in result.codes}
        unseen = {code for result in mine if result.broken or result.unknowns for code in result.codes}
        whole = not self.postcheck and not absent(self.whole, self.results)
        return Acceptance(platform, self.settings.today).misused(left, taken, ran, unseen, whole=whole)

    def _isolation(
        self, platform: Platform, live: Snapshot | None, lines: Mapping[str, Line], taken: Sequence[c.Accepted]
    ) -> Matrix | None:
        load_audits()
        writes = {audit.code for audit in having(Part.WRITES)}
        proving = {audit.code for audit in having(Part.ISOLATION)} | (writes & lines.keys())
        well = all(code in lines and lines[code].outcome in _WELL for code in proving)
        by_accept = sum(one.code in proving for one in taken)
        found = matrix(platform, live, by_accept, well=well, written=bool(writes & lines.keys()))
        if found is not None:
            self.matrices[platform.name] = found
        return found

    def _unrun(self, step: Step, live: Snapshot | None) -> c.StepEntry:
        """A step that this run did not run: what the ledger and its own verification say of it."""
        evidence = live.evidence.get(q.STEP.of(step.name)) if live else None
        if self.settings.writes or evidence is None:
            return c.StepEntry(step.name, step.phase, c.StepState.NOT_RUN)
        if q.STEP.word(evidence) == q.DEPLOYED:
            return c.StepEntry(step.name, step.phase, c.StepState.BEFORE)
        holds = evidence.state is State.SEEN and not evidence.count
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


_WELL = (c.Outcome.OK, c.Outcome.NOT_LOOKED_AT)
HOUR = timedelta(hours=1)
IN_PLACE = "in place, and not recorded in the ledger"


def _proved(live: Snapshot) -> str:
    whole = live.evidence.get(q.PROVED.of())
    return whole.note if whole is not None else ""


def _ran(live: Snapshot) -> tuple[str, ...]:
    """As whom code of the database ran, and what that session could still do."""
    evidence = live.evidence.get(q.PROBER.of())
    if evidence is None:
        return ()
    return (
        f"code of the database ran as {evidence.note}, which owns nothing and has the rights of declared sessions",
        "it could end sessions of a role that it may become, and hold advisory locks until its own ended;"
        " its transaction was undone, so that no NOTIFY was sent",
    )


def _version(live: Snapshot) -> str:
    return f"{live.server.version_num // 10000}.{live.server.version_num % 10000}"


def _role(live: Snapshot) -> str:
    sees = "reads every row" if live.server.sees_all_rows else "row security hides rows from it"
    strength = f"; it {live.server.strength}, more than looking needs" if live.server.strength else ""
    return f"{live.server.role}, {sees}{strength}"


def _claims(platform: Platform, examined: Iterable[c.Examined]) -> c.Claims:
    looked: dict[str, int] = defaultdict(int)
    for one in examined:
        looked[one.truth] += one.looked_at
    return c.Claims(
        locked=looked[Truth.LOCKED],
        declared=looked[Truth.DECLARED],
        lawful=looked[Truth.LAWFUL],
        unconfirmed=platform.unanswered,
    )


def _counts(platform: Platform, live: Snapshot) -> tuple[c.TableCount, ...]:
    counted = []
    for name in map(str, platform.claims.of(Count)):
        evidence = live.evidence.get(COUNT.of(name))
        relation = live.get(Relation, name)
        if evidence and evidence.state is State.SEEN:
            counted.append(c.TableCount(name, evidence.count))
        else:
            estimate = int(relation.rows) if relation and relation.rows >= 0 else None
            counted.append(c.TableCount(name, estimate, estimated=True))
    return tuple(counted)


def versions() -> dict[str, str]:
    names = ("golive", "pytest", "psycopg", "SQLAlchemy", "cryptography", "allure-pytest")
    return {"python": machine.python_version(), **{name.lower(): version(name) for name in names}}
