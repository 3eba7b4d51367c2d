"""What one test said, plain enough to travel between workers and to be read again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from golive.judge.audit import AUDITS, Audit, CouldNotLook, Findings, LookedAtNothing, NotCertified
from golive.model.finding import Finding, Mend, MendKind, Severity, Unknown
from golive.run.case import Stopped
from golive.verdict.certificate import Outcome


@dataclass(frozen=True, slots=True)
class Entry:
    """Of one test: what it looked at, what it found, or what broke it."""

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
    def outcome(self) -> Outcome:
        if self.broken or any(Severity(one["severity"]).blocks for one in self.findings):
            return Outcome.ERROR
        return Outcome.UNKNOWN if self.unknowns else Outcome.OK

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
