"""What a run says of each requirement: the worst of what answers it; what did not run never answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from golive.judge.audit import AUDITS
from golive.model.claims.item import Item, Measured, Signoff
from golive.model.finding import Severity
from golive.model.platform import Platform
from golive.model.requirements import CODE, Requirement
from golive.model.subjects import test_id
from golive.verdict import certificate as c
from golive.verdict.reading import Reading
from golive.verdict.result import Result

OPEN = "open"
REHEARSED = ("traffic", "rehearsed", "load")
NOT_APPLICABLE = "not applicable"
_WORST = (c.Outcome.ERROR, c.Outcome.UNKNOWN, OPEN, c.Outcome.NOT_RUN, c.Outcome.NOT_LOOKED_AT, c.Outcome.OK)


@dataclass(frozen=True, slots=True)
class Traced:
    """One platform in one run: what its tests said, which of them did not run, and what the run itself did."""

    platform: Platform
    said: Sequence[Result]
    left_out: Mapping[str, str]
    result: c.PlatformResult
    readings: Sequence[Reading] = ()

    def requirements(self) -> tuple[c.Requirement, ...]:
        return tuple(self._one(asked) for asked in self.platform.requirements)

    def _one(self, asked: Requirement) -> c.Requirement:
        if asked.not_applicable:
            return c.Requirement(asked.id, asked.sentence, (), NOT_APPLICABLE, asked.not_applicable)
        states = [self._state(answer) for answer in asked.answered_by]
        if asked.open:
            states.append((OPEN, asked.open))
        worst = next(one for one in _WORST if one in {state for state, _ in states})
        reasons = dict.fromkeys(why for state, why in states if why)
        return c.Requirement(asked.id, asked.sentence, asked.answered_by, str(worst), "; ".join(reasons))

    def _state(self, answer: str) -> tuple[str, str]:
        if CODE.fullmatch(answer):
            return self._audit(answer)
        kind, _, name = answer.partition(":")
        if kind == "RUN":
            happened = self._rehearsed(name) if name in REHEARSED else self._happened(name)
            if happened != c.Outcome.NOT_RUN and name in REHEARSED and self.result.rehearsal:
                return happened, self.result.rehearsal.figures
            return happened, "" if happened == c.Outcome.OK else f"{answer} did not happen in this run"
        if told := [one for one in self.said if one.answers == answer]:
            states = {one.outcome for one in told}
            worst = next(one for one in _WORST if one in states)
            if worst is c.Outcome.OK and (advice := [found for one in told for found in one.findings]):
                return worst, f"{answer} advises: {advice[0].what}" + f" and {len(advice) - 1} more" * (len(advice) > 1)
            shown = self._shown(name) if kind == "ITM" and worst is c.Outcome.OK else ""
            return worst, shown or _told(answer, worst, next((one.nothing for one in told if one.nothing), ""))
        # pytest escapes what is no ASCII in the name of a test.
        end = f"[{test_id(self.platform, name).encode('unicode_escape').decode('ascii')}]"
        why = next((why for test, why in self.left_out.items() if test.endswith(end)), "it did not run")
        signoff = any(isinstance(item, Signoff) and item.name == name for item in self.platform.claims.of(Item))
        return (OPEN if kind == "ITM" and signoff else c.Outcome.NOT_RUN), f"{answer}: {why.removeprefix('open: ')}"

    def _shown(self, name: str) -> str:
        """A figure without a limit answers by being there: it is told, so that nobody takes it for judged."""
        items = self.platform.claims.of(Item)
        if any(isinstance(item, Measured) and item.limited for item in items if item.name == name):
            return ""
        seen = next((one for one in self.readings if one.name == name and one.value is not None), None)
        return f"ITM:{name} is {seen.value:g} {seen.unit}".rstrip() + ", which nothing limits" if seen else ""

    def _audit(self, code: str) -> tuple[str, str]:
        """What only advises has looked: its advice is shown with the answer."""
        told = {one.outcome for one in self.result.examined if one.code == code}
        told |= {one.outcome for one in self.said if one.code == code}
        outcome = next((one for one in _WORST if one in told), c.Outcome.NOT_RUN)
        if outcome is c.Outcome.OK and code in AUDITS and AUDITS[code].severity is Severity.ADVICE:
            advised = sum(one.code == code for one in self.result.advice)
            return outcome, f"{code} advises on {advised}" if advised else ""
        reason = next((one.reason for one in self.result.examined if one.code == code), "")
        return outcome, _told(code, outcome, reason)

    def _rehearsed(self, what: str) -> str:
        told, load = self.result.rehearsal, self.platform.claims.platform.load
        if told is None:
            return c.Outcome.NOT_RUN
        asked = {
            "rehearsed": told.named,
            "traffic": bool(told.requests),
            "load": bool(told.requests and load and told.sessions >= load),
        }[what]
        if not asked:
            return c.Outcome.NOT_RUN
        if not told.borne:
            return c.Outcome.ERROR
        return c.Outcome.OK if told.whole else c.Outcome.NOT_RUN

    def _happened(self, what: str) -> str:
        done = {
            "backup": bool(self.result.backup),
            "order": bool(self.result.steps) and all(one.state in _RAN for one in self.result.steps),
            "counts": bool(self.result.counts) and all(not one.estimated for one in self.result.counts),
            "sections": bool(self.result.sections),
            "mends": bool(self.result.examined),
            "runbook": bool(self.platform.steps),  # written with the certificate, or neither is
            "headers": bool(self.result.steps) and all(step.why and step.locks for step in self.platform.steps),
            "record": bool(self.platform.claims.platform.document and self.result.server_version and self.result.role),
        }[what]
        if what == "order" and any(one.state is c.StepState.FAILED for one in self.result.steps):
            return c.Outcome.ERROR
        return c.Outcome.OK if done else c.Outcome.NOT_RUN


_RAN = (c.StepState.DEPLOYED, c.StepState.FOUND, c.StepState.BEFORE)


def _told(answer: str, outcome: str, reason: str = "") -> str:
    if outcome == c.Outcome.OK:
        return ""
    if outcome == c.Outcome.NOT_LOOKED_AT:
        return f"{answer} looked at nothing: {reason}"
    says: dict[str, str] = {c.Outcome.UNKNOWN: "could not be looked at", c.Outcome.NOT_RUN: "did not run"}
    return f"{answer} {says.get(outcome, 'did not hold')}"
