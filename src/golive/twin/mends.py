"""No mend that was not tried: each is run on clones of a twin, alone with those before it, and fix.sql as a whole.

A mend is right where its finding is gone, no other has come, and everything that could be used can be used.
"""

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from golive.diff.plan import Plan, Planned, illegible
from golive.diff.wording import named
from golive.judge.audit import AUDITS
from golive.migrate.fix import body_digest, render_fix
from golive.migrate.verify import pending_of
from golive.model import questions as q
from golive.model.catalog import CatalogObject
from golive.model.errors import WrongUse
from golive.model.evidence import Evidence, Fixed, State, Tried
from golive.model.finding import Finding, MendKind, by_weight
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.twin.culprits import Blamed
from golive.twin.trial import Bench, Key, Sight, Trial, refused, said_of
from golive.verdict.acceptance import Acceptance
from golive.verdict.remedy import plan_of
from golive.verdict.trials import with_trials

SECONDS = 30.0  # for all trials of one database; what comes later says that it was not tried
LATE = "there was no time left"
ROWLESS = "a copy has not the rows that it refers to"
IDLE = "a copy has nothing for it to do"
UNDEFINED = frozenset({"42883", "42P01", "42704", "42703", "3F000"})  # it names what is not there
Answers = dict[str, Evidence]
_OF_PSQL = re.compile(r"^psql:.*?:\d+: ", re.MULTILINE)  # where the script stood


@dataclass(slots=True)
class Mending:
    """The mends of one database, as they are tried on its twin."""

    bench: Bench
    target: Snapshot
    before: Sight
    found: Sequence[Finding] | None = None  # in the target, where that is known
    lacks: Sequence[CatalogObject] = ()  # what the target has, and its twin has not
    end: float = field(default_factory=lambda: time.monotonic() + SECONDS)
    answers: Answers = field(default_factory=dict)

    def all(self) -> Answers:
        found = said_of(self.bench.platform, self.target)[0] if self.found is None else self.found
        left, _ = Acceptance(self.bench.platform, date.fromisoformat(self.target.server.now[:10])).settle(found)
        steps = {one.step.name for one in pending_of(self.bench.platform.steps, self.target)}
        left = tuple(sorted((one for one in left if one.where not in steps), key=by_weight))  # as a certificate has it
        blocking = [one for one in left if one.severity.blocks]
        plan = plan_of(self.bench.platform, self.target, blocking)
        whole = plan_of(self.bench.platform, self.target, left)
        runs = _first(plan, whole)
        others = _others(runs, whole, left)
        if not (runs or others or steps):
            return {q.FIXED.of(): Evidence.not_observed("there is none")}
        clean = self.right(runs, locked=True)
        for locked in (True, False):  # what only a law asks for may be what the lock has
            self.right([one for one in others if _of_lock(one) is locked], locked=locked, apart=True)
        self.answers[q.FIXED.of()] = self._script(blocking, clean)
        return self.answers

    def right(
        self, mends: Sequence[Planned], *, locked: bool, apart: bool = False
    ) -> tuple[Sequence[Planned], Sight] | None:
        """One after the other on one clone, and again without those that went wrong, until all that is left is well.

        apart: none of them waits for another, so that one which went wrong beside others is run once more by itself.
        """
        left = [one for one in mends if not self._refused(one)]
        while left:
            if time.monotonic() > self.end:
                self._unknown(left, LATE)
                return None
            trial = self.bench.tried(left, self.target, locked=locked)
            if not (wrong := self._wrong(left, trial, locked=locked)):
                for one in left:
                    seen = any(map(self.before.shows, one.findings))
                    if one.mend.digest in trial.idle and not seen:
                        self._unknown([one], IDLE)
                    else:
                        self._tell(one, Tried(locks=trial.locks.get(one.mend.digest, ()), seen=seen))
                assert trial.after is not None
                return left, trial.after
            for one, why in wrong:
                if apart and len(left) > 1:
                    self.right([one], locked=locked)
                else:
                    self._wrongly(one, why, trial)
            left = [one for one in left if all(one is not two for two, _ in wrong)]
        return None

    def _refused(self, one: Planned) -> bool:
        if why := refused(one):
            self._unknown([one], why)
        return bool(why)

    def _wrong(self, mends: Sequence[Planned], trial: Trial, *, locked: bool) -> list[tuple[Planned, str]]:
        if trial.at is not None:
            return [(trial.at, f"was refused: {trial.error}")]
        assert trial.after is not None
        came = trial.after.beside(self.before)
        blamed = Blamed(mends, came, lambda some: self._brings(some, locked=locked)).all()
        stays = [
            (one, f"leaves it as it is: {two.what}")
            for one in mends
            for two in one.findings
            if one not in [each for each, _ in blamed] and self.before.shows(two) and trial.after.shows(two)
        ]
        return [*blamed, *stays]

    def _wrongly(self, one: Planned, why: str, trial: Trial) -> None:
        """What is refused since the copy has not all that the target has is no fault of the mend."""
        if trial.at is one and (missing := self._missing(one, trial)):
            self._unknown([one], missing)
        else:
            self._tell(one, Tried(why))

    def _missing(self, one: Planned, trial: Trial) -> str:
        if trial.sqlstate in UNDEFINED:
            for each in self.lacks:
                if _names(trial.error, each):
                    return f"a copy has no {named(each)}"
        if trial.sqlstate == "42704" and not any(map(self.before.shows, one.findings)):
            return f"a copy has not what it speaks of: {trial.error}"  # a slot, and what else is of a server
        if trial.sqlstate == "23503":
            return f"{ROWLESS}: {trial.error}"
        if trial.sqlstate == "2BP01" and trial.beside:
            return "other databases of a copy have what hangs on it"
        return ""

    def _brings(self, mends: Sequence[Planned], *, locked: bool) -> Mapping[Key, str]:
        """Nothing where there is no time to see it."""
        if time.monotonic() > self.end:
            return {}
        trial = self.bench.tried(mends, self.target, locked=locked)
        return trial.after.beside(self.before) if trial.after else {}

    def _script(self, blocking: Sequence[Finding], clean: tuple[Sequence[Planned], Sight] | None) -> Evidence:
        """fix.sql as it is written, by psql; where the same mends ran alone before, what came of them is known."""
        platform = self.bench.platform
        told = self.target.with_evidence({**self.answers, q.FIXED.of(): Evidence.not_observed("it runs now")})
        plan = plan_of(platform, told, with_trials(blocking, told))
        pending = pending_of(platform.steps, told)
        if not (plan.runs or pending):
            return Evidence.not_observed("nothing of it runs by itself")
        answers = (self.answers.get(q.TRIED.of(one.mend.digest)) for one in plan.runs)
        untried = [one.note for one in answers if one and one.state is State.NOT_OBSERVED]
        if rowless := next((note for note in untried if note.startswith(ROWLESS)), ""):
            return Evidence.not_observed(rowless)  # there it would stop, and here it does not
        script = render_fix(platform.name, pending, plan, told)
        shown = [one for one in blocking if self.before.shows(one)]
        fixed = Fixed(body_digest(script), len(shown), 0, 0, len(blocking) - len(shown))
        with self.bench.clone() as copy:
            try:
                self.bench.ran(copy, script)
            except WrongUse as error:
                if untried:  # alone it could not be tried here, either
                    return Evidence.not_observed(untried[0])
                return Evidence.seen(1, told=replace(fixed, stopped=_OF_PSQL.sub("", error.what)))
            if clean and not pending and [one.mend for one in clean[0]] == [one.mend for one in plan.runs]:
                after = clean[1]
            else:
                after = self.bench.look(copy)
        new = tuple(f"{code} {where}" for code, where in after.beside(self.before))
        left = {(one.code, one.where) for one in shown if after.shows(one)}
        decided = {(one.code, one.where) for each in plan.decisions for one in each.findings}
        decided |= {(one.code, one.where) for one in plan.waiting}
        asked = sum((one.code, one.where) in left & decided for one in shown)
        gone = sum((one.code, one.where) not in left for one in shown)
        return Evidence.seen(1, len(new), told=replace(fixed, gone=gone, asked=asked, new=new))

    def _tell(self, one: Planned, tried: Tried) -> None:
        self.answers[q.TRIED.of(one.mend.digest)] = Evidence.seen(1, bool(tried.wrong), told=tried)

    def _unknown(self, mends: Sequence[Planned], why: str) -> None:
        for one in mends:
            self.answers[q.TRIED.of(one.mend.digest)] = Evidence.not_observed(why)


def _others(runs: Sequence[Planned], whole: Plan, found: Sequence[Finding]) -> list[Planned]:
    """What fix.sql does not run by itself, and what findings suggest that go with another's mend: each text once."""
    several: dict[str, Planned] = {}
    suggested = (Planned(one.mend, (one,)) for one in found if one.mend.kind is MendKind.SQL)
    for one in (*(each for each in whole.decisions if each.mend.kind is MendKind.SQL), *suggested):
        before = several.get(one.mend.text)
        several[one.mend.text] = replace(before, findings=(*before.findings, *one.findings)) if before else one
    texts = {one.mend.text for one in runs}
    return [one for text, one in several.items() if text not in texts and not illegible(one.mend)]


def _of_lock(one: Planned) -> bool:
    return any(AUDITS[each.code].truth is Truth.LOCKED for each in one.findings if each.code in AUDITS)


def _names(error: str, one: CatalogObject) -> bool:
    return re.search(rf"(?<!\w){re.escape(one.name.split()[-1])}(?!\w)", error) is not None


def _first(plan: Plan, whole: Plan) -> list[Planned]:
    """Those of fix.sql in its order, then those of advice."""
    texts = {one.mend.text for one in plan.runs}
    return [*plan.runs, *(one for one in whole.runs if one.mend.text not in texts)]
