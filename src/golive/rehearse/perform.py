"""The rehearsal: there under the requests of both releases, back, and there again; and once more as the owner."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic, sleep

from golive.migrate.declared_locks import rank, untrue
from golive.migrate.runner import Runner, StepResult
from golive.model.claims import Claims
from golive.model.platform import Platform
from golive.model.rehearsal import RehearsalTold, RequestTold, StepTold
from golive.model.step import Step
from golive.model.traffic import Release, Request
from golive.observe.session import connect
from golive.records.ledger import Locks
from golive.rehearse.answers import Answer, points, share, within
from golive.rehearse.clone import Clone
from golive.rehearse.gateway import Gateway
from golive.rehearse.obstacle import STOPS, line
from golive.rehearse.parity import Parity, as_owner
from golive.rehearse.row_owners import Whose
from golive.rehearse.seen_locks import SeenLocks
from golive.rehearse.traffic import Traffic
from golive.rehearse.visitors import guests_of
from golive.server.logins import gateway
from golive.sqltext.names import quoted

SESSIONS = 8  # where no load was asked for
GRACE_MS = 150.0  # beyond Lock-Timeout and what the slowest took before: as docs/steps.md has it


@dataclass(slots=True)
class Times:
    """One step there, on the monotonic clock."""

    began: float
    ended: float
    next: float  # when the next one began, or all was over
    result: StepResult | None = None
    locks: Locks = ()
    failed: str = ""


@dataclass(slots=True)
class Performance:
    clone: Clone
    platform: Platform
    named: bool
    sessions: int = SESSIONS
    gateway: Gateway = field(default_factory=Gateway)
    times: dict[str, Times] = field(default_factory=dict)
    back: dict[str, float] = field(default_factory=dict)
    again: dict[str, float] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)  # by step, why it could not go back, or again
    notes: list[str] = field(default_factory=list)

    def run(self) -> RehearsalTold:
        parity = as_owner(self.clone, self.platform)
        login = gateway(self.clone.dsn, sorted({one.role for one in self.platform.traffic}))
        path = [quoted(name) for name in self.platform.claims.platform.search_path]
        traffic = Traffic(login, ",".join(path), self.sessions, Whose.of(self.platform.claims), self.gateway)
        began = monotonic()
        with traffic:
            before = self._there(traffic)
        ended = monotonic()
        if not any(one.failed for one in self.times.values()):
            self._back_and_again()
        return self._told(traffic, parity, began, before, ended)

    def _there(self, traffic: Traffic) -> float:
        """Every step, with a roll call before the first and after each; gives when the first began."""
        steps, claims = self.platform.steps, self.platform.claims
        self._begin(traffic, claims, [one for one in self.platform.traffic if one.release.before])
        self._everybody(traffic)
        before = monotonic()
        with SeenLocks(self.clone.dsn) as locks, Runner(self.clone.dsn, self.platform.name, steps) as runner:
            for step in steps:
                traffic.switch_off(step.name)
                began = monotonic()
                times = self.times[step.name] = Times(began, began, began)
                try:
                    times.result = runner.deploy(step)
                except STOPS as error:
                    times.failed = line(error)
                times.ended = monotonic()
                times.locks = locks.taken(times.result.locks if times.result else ())
                traffic.roll_call()
                self._dwell(traffic)
                times.next = monotonic()
                if times.failed:
                    break
            else:
                self._begin(traffic, claims, [one for one in self.platform.traffic if one.release is Release.NEXT])
                self._everybody(traffic)
                if steps:
                    times.next = monotonic()
        if traffic.unsent:
            self.notes.append(f"nobody has parameters for {', '.join(sorted(traffic.unsent))}: it was not sent")
        return before

    def _begin(self, traffic: Traffic, claims: Claims, requests: Sequence[Request]) -> None:
        with connect(self.clone.dsn, options="-c default_transaction_read_only=on") as session:
            traffic.begin(guests_of(session, claims, requests))

    def _everybody(self, traffic: Traffic) -> None:
        traffic.roll_call()
        if not traffic.everybody():
            self.notes.append("not every session was answered within a minute")

    def _dwell(self, traffic: Traffic) -> None:
        """So long that over all steps every session comes twice."""
        sleep(2 * traffic.think_s / len(self.platform.steps))

    def _back_and_again(self) -> None:
        with Runner(self.clone.dsn, self.platform.name, self.platform.steps) as runner:
            for step in runner.standing():
                if step.command and not step.revert:
                    self.notes.append(f"{step} has no revert.sql: the tool that deployed it must take it back")
                    return
                began = monotonic()
                try:
                    runner.revert(step, consent=True)
                except STOPS as error:
                    self.wrong[step.name] = f"cannot be taken back: {line(error)}"
                    return
                self.back[step.name] = monotonic() - began
            for step in self.platform.steps:
                began = monotonic()
                try:
                    runner.deploy(step)
                except STOPS as error:
                    self.wrong[step.name] = f"cannot be deployed again: {line(error)}"
                    return
                self.again[step.name] = monotonic() - began

    # What it told

    def _told(self, traffic: Traffic, parity: Parity, began: float, before: float, ended: float) -> RehearsalTold:
        answers = [one for one in traffic.answers if not one.called]
        ordered = sorted(one.ms for one in answers if not one.error)
        control = max((one.ms for one in answers if one.until < before), default=0.0)
        requests = {one.name: one for one in self.platform.traffic}
        return RehearsalTold(
            of=self.clone.said,
            named=self.named,
            sessions=self.sessions,
            connections=traffic.connections,
            seconds=ended - began,
            sent=len(traffic.answers),
            errors=sum(bool(one.error) for one in traffic.answers),
            median_ms=share(ordered, 0.5),
            p95_ms=share(ordered, 0.95),
            p99_ms=share(ordered, 0.99),
            worst_ms=max(ordered, default=0.0),
            control_ms=control,
            points=points(answers, began, ended),
            requests=tuple(_request(one, traffic.answers) for one in self.platform.traffic),
            steps=tuple(
                self._step(step, traffic.answers, requests, parity, began, control)
                for step in self.platform.steps
                if step.name in self.times
            ),
            owner=parity.owner,
            deployer=parity.deployer,
            unowned=parity.unowned,
            compared=sum(one.compared for one in traffic.answers),
            leaks=tuple(leaks(traffic.answers, requests, before, self._over)),
            notes=(*self.clone.notes, *parity.notes, *self.notes),
        )

    @property
    def _over(self) -> float:
        """When the last step had run."""
        return max((one.ended for one in self.times.values()), default=0.0)

    def _step(
        self, step: Step, answers: Sequence[Answer], requests: Mapping[str, Request], parity: Parity, began: float,
        control: float,
    ) -> StepTold:  # fmt: skip
        times = self.times[step.name]
        during = [one for one in within(answers, times.began, times.ended) if not one.called]
        result = times.result
        return StepTold(
            name=step.name,
            at_s=times.began - began,
            seconds=times.ended - times.began,
            back_seconds=self.back.get(step.name),
            again_seconds=self.again.get(step.name),
            rows=result.rows_touched if result else 0,
            locks=tuple(strongest(times.locks)),
            sent=len(during),
            worst_ms=max((one.ms for one in during), default=0.0),
            bound_ms=step.lock_timeout_ms + GRACE_MS + control,
            wait_ms=result.longest_wait_ms if result else 0,
            errors=tuple(self._errors(times, answers, requests)),
            failed=times.failed or self.wrong.get(step.name, ""),
            untrue=untrue(step, times.locks, ()),
            otherwise=parity.otherwise.get(step.name, ""),
            refused=parity.refused.get(step.name, ""),
        )

    def _errors(self, times: Times, answers: Sequence[Answer], requests: Mapping[str, Request]) -> Iterator[str]:
        """Those that were on their way while it ran, and those sent after it and before the next one."""
        for when, begin, end in (("during", times.began, times.ended), ("after", times.ended, times.next)):
            some = [
                one for one in answers if begin <= one.at < end or (when == "during" and one.at < begin <= one.until)
            ]
            wrong = Counter((one.request, one.error) for one in some if one.error)
            sent = Counter(one.request for one in some)
            for (name, code), count in sorted(wrong.items()):
                release = requests[name].release
                whose = "both releases" if release is Release.BOTH else f"the {release} release"
                yield f"{name} of {whose}, {when} it: {code}, {count:,} of {sent[name]:,}"


def leaks(answers: Sequence[Answer], requests: Mapping[str, Request], before: float, over: float) -> Iterator[str]:
    """By request; what showed rows of others before the first step already is told only from the last one on."""
    open_ = {one.request for one in answers if one.strange and one.until < before}
    for name in requests:
        late = [one for one in answers if one.request == name and one.strange]
        if name in open_:
            late = [one for one in late if one.at > over]
        if late:
            yield f"{name}: {len(late):,} answers held {sum(one.strange for one in late):,} rows of another tenant"


def strongest(locks: Locks) -> Iterator[str]:
    """One for each relation."""
    by_name: dict[str, list[str]] = {}
    for name, mode in locks:
        by_name.setdefault(name, []).append(mode)
    for name, modes in sorted(by_name.items()):
        yield f"{max(modes, key=rank)} {name}"


def _request(request: Request, answers: Sequence[Answer]) -> RequestTold:
    mine = [one for one in answers if one.request == request.name]
    ordered = sorted(one.ms for one in mine if not one.error)
    return RequestTold(
        request.name, request.release, request.identity or f"role {request.role}", len(mine),
        sum(bool(one.error) for one in mine), share(ordered, 0.5), share(ordered, 0.99), max(ordered, default=0.0),
    )  # fmt: skip
