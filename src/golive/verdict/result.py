"""What one test said: the one value from the audit to the page, saved where it leaves its process."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from golive.judge.audit import AUDITS, Audit, CouldNotLook, Findings, LookedAtNothing, NotCertified, Part
from golive.model.finding import Finding, Unknown
from golive.model.truth import Truth
from golive.run.case import Stopped
from golive.sqltext.visible import visible
from golive.verdict.acceptance import Acceptance
from golive.verdict.audits import load_audits
from golive.verdict.baseline import NONE, Baseline
from golive.verdict.certificate import Accepted, Outcome
from golive.verdict.entries import entries


@dataclass(frozen=True, slots=True)
class About:
    """What the book has to know of an audit: where workers judge, it has not loaded any."""

    claim: str
    truth: Truth
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Of one test: what it looked at, what it found and what of that a person took, or what broke it."""

    test: str
    platform: str
    code: str
    answers: str = ""  # the subject that it was made for, as requirements name it
    seconds: float = 0.0
    about: Mapping[str, About] = field(default_factory=dict)  # by code
    looked: Mapping[str, int] = field(default_factory=dict)  # by code
    findings: tuple[Finding, ...] = ()  # without those that were taken
    accepted: tuple[Accepted, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    nothing: str = ""  # why there was nothing to look at
    broken: str = ""
    known: int = 0  # findings that an earlier scan has told
    given: Mapping[str, Any] = field(default_factory=dict)  # by parameter, what was done for it beside the snapshot

    @classmethod
    def of(
        cls,
        test: str,
        audit: Audit,
        platform: str,
        findings: Findings | None,
        acceptance: Acceptance,
        baseline: Baseline = NONE,
    ) -> "Result":
        """What stands of the findings; without any where the test did not come to judging."""
        if findings is None:
            return cls(test, platform, audit.code, about=_about({audit.code}))
        left, accepted = acceptance.settle(one for one in findings.found if baseline.lacks(one))
        codes = {audit.code, *findings.looked, *(one.code for one in findings.found)}
        return cls(
            test, platform, audit.code, about=_about(codes), looked=dict(findings.looked), findings=left,
            accepted=accepted, unknowns=tuple(one for one in findings.unknowns if baseline.lacks(one)),
            known=len([one for one in findings.found if not baseline.lacks(one)])
            + len([one for one in findings.unknowns if not baseline.lacks(one)]),
            nothing="" if findings.looked_at or findings.found or findings.unknowns else findings.reason,
        )  # fmt: skip

    @classmethod
    def unlooked(cls, test: str, platform: str, code: str, why: str) -> "Result":
        """Of an audit that has nothing to compare with."""
        load_audits()
        return cls(test, platform, code, about=_about({code}), nothing=why)

    @property
    def codes(self) -> frozenset[str]:
        """The codes it speaks of: its audit's own, or the kinds of object it compared."""
        said: tuple[Finding | Accepted | Unknown, ...] = (*self.findings, *self.accepted, *self.unknowns)
        return frozenset({*self.looked, *(one.code for one in said)} or {self.code})

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity.blocks)

    @property
    def outcome(self) -> Outcome:
        if self.broken or self.blocking:
            return Outcome.ERROR
        if self.unknowns:
            return Outcome.UNKNOWN
        return Outcome.NOT_LOOKED_AT if self.nothing else Outcome.OK

    @property
    def error(self) -> Exception | None:
        """What its test ends with, once, with everything; advice and what was taken do not fail."""
        if self.blocking:
            return NotCertified(visible("\n\n".join(map(str, entries((*self.blocking, *self.unknowns))))))
        if self.unknowns:
            return CouldNotLook(visible("\n\n".join(map(str, entries(self.unknowns)))))
        if not (self.nothing or sum(self.looked.values()) or self.findings or self.accepted or self.known):
            return LookedAtNothing(f"{self.code} looked at nothing: {AUDITS[self.code].claim}")
        return None

    def ended(self, error: BaseException | None, seconds: float) -> "Result":
        expected = error is None or isinstance(error, NotCertified | CouldNotLook)
        return replace(self, broken="" if expected else _crash(error), seconds=seconds)

    def to_json(self) -> str:
        return json.dumps(_edge().dump_python(self, mode="json"))

    @classmethod
    def from_json(cls, saved: str) -> "Result":
        return _edge().validate_python(json.loads(saved))


@cache
def _edge() -> TypeAdapter[Result]:
    return TypeAdapter(Result)


def _about(codes: set[str]) -> dict[str, About]:
    return {code: About(AUDITS[code].claim, AUDITS[code].truth, AUDITS[code].part) for code in codes}


def _crash(error: BaseException | None) -> str:
    """What stopped a test, without values: only our own errors are known to hold none."""
    if isinstance(error, Stopped | LookedAtNothing):
        return str(error)
    return f"{type(error).__name__}; the trace stands in the terminal and in junit.xml"
