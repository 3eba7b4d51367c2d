"""Every step goes there, back and there again on a copy of the baseline, and what comes back is compared."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from psycopg import Error

from golive.migrate.runner import Outcome, Runner
from golive.migrate.work import said
from golive.model.catalog import Membership, Role, Setting
from golive.model.errors import WrongUse
from golive.model.failures import StepFailed
from golive.model.step import Rehearsed, Step
from golive.model.target import Dsn
from golive.observe.session import connect
from golive.run.case import Case
from golive.run.states import State, Watched, differences
from golive.server.copies import clone, drop

_SHARED = tuple(f"{kind.kind} " for kind in (Role, Membership, Setting))  # by all databases of a server
APART = 4  # steps from one comparison to the next; where something is wrong, all is done again and each compared
_STOPS = (StepFailed, WrongUse, Error)


def rehearsed(case: Case) -> Mapping[str, Rehearsed]:
    """By step; once in a run, before anything of it is changed."""

    def work() -> dict[str, Any]:
        name, steps = case.platform.name, case.platform.steps
        with _copy(case.dsn) as copy:
            results = Rehearsal(copy, name, steps, APART).run()
        if any(one.wrong for one in results.values()):
            with _copy(case.dsn) as copy:
                results = Rehearsal(copy, name, steps).run()
        return {name: asdict(one) for name, one in results.items()}

    told = case.once("rehearsal", work)
    return {name: Rehearsed(tuple(one["wrong"]), one["untried"]) for name, one in told.items()}


@contextmanager
def _copy(dsn: Dsn) -> Iterator[Dsn]:
    name, admin = f"{dsn.name}_rehearsal", dsn.database("postgres")
    yield clone(admin, dsn.name, name)
    drop(admin, name)


@dataclass(slots=True)
class Rehearsal:
    """All steps there, back from the last, and there again, with the state before them compared."""

    dsn: Dsn
    platform: str
    steps: Sequence[Step]
    apart: int = 1
    said: dict[str, Rehearsed] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)  # differences, each at the step that left it

    def run(self) -> dict[str, Rehearsed]:
        with connect(self.dsn) as session, Runner(self.dsn, self.platform, self.steps, exact=True) as runner:
            watched = Watched(session)
            first = watched.now()
            before = self._there(runner, watched, first)
            last = watched.now()
            if before and self._back(runner, watched, before):
                self._again(runner, watched, list(before), last)
            if any(name.startswith(_SHARED) for name in differences(first, watched.now())):
                runner.revert_all(consent=True)
        return {step.name: self.said.get(step.name, Rehearsed()) for step in self.steps}

    def _there(self, runner: Runner, watched: Watched, first: State) -> dict[Step, State | None]:
        """What was found before the steps that are compared. One that fails ends it: the run itself says why."""
        before: dict[Step, State | None] = {}
        for n, step in enumerate(self.steps):
            found = None if n % self.apart else watched.now() if n else first
            try:
                if runner.deploy(step).outcome is Outcome.FOUND:
                    self.said[step.name] = Rehearsed(untried="it was in place before: nothing was done or taken back")
            except _STOPS as error:
                self._untried(self.steps[n:], f"{step} was not deployed: {_line(error)}")
                break
            before[step] = found
        return before

    def _back(self, runner: Runner, watched: Watched, before: Mapping[Step, State | None]) -> bool:
        """From the last to the first; a difference is told of the step that left it."""
        gone = list(before)
        while gone:
            step = gone.pop()
            if step.command and not step.revert and step.name not in self.said:
                self._untried([*gone, step], f"{step} has no revert.sql: the tool that deployed it must take it back")
                return False
            try:
                runner.revert(step, consent=True)
            except _STOPS as error:
                self._wrong(step, f"cannot be taken back: {_line(error)}")
                self._untried(gone, f"{step} stands on it, and cannot be taken back")
                return False
            if (found := before[step]) is None:
                continue
            left = differences(found, watched.now())
            declared = {name for name in left if step.residue and name.rpartition(" ")[2] in step.residue}
            self._wrong(step, *(f"{name} {left[name]}" for name in left if name not in self.told | declared))
            self.told |= left.keys()
        return True

    def _again(self, runner: Runner, watched: Watched, steps: Sequence[Step], last: State) -> None:
        for step in steps:
            try:
                runner.deploy(step)
            except _STOPS as error:
                self._wrong(step, f"cannot be deployed again: {_line(error)}")
                return
        left = differences(last, watched.now(), drawn=True)
        again = (f"deployed again, {name} {left[name]}" for name in left if name not in self.told)
        self._wrong(steps[-1], *again)

    def _wrong(self, step: Step, *what: str) -> None:
        if what:
            self.said[step.name] = Rehearsed(wrong=(*self.said.get(step.name, Rehearsed()).wrong, *what))

    def _untried(self, steps: Sequence[Step], why: str) -> None:
        self.said |= {step.name: Rehearsed(untried=why) for step in steps}


def _line(error: Exception) -> str:
    """Without what the server says of rows."""
    if isinstance(error, StepFailed):
        return "; ".join((error.what, *error.claims))
    return said(error) if isinstance(error, Error) else str(error)
