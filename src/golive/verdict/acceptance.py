"""What a person took with [[accept]]: it blocks no more, and taking what is not there is a finding itself.

Decided here and nowhere else, by the clock of the run.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from golive.judge.audit import Audit, Part
from golive.model.claims import Accept
from golive.model.finding import Finding, Severity, decision
from golive.model.platform import Platform
from golive.model.truth import Truth
from golive.verdict.certificate import Accepted

# An audit of the whole run: what each taking took is known at its end.
MISUSED = Audit(
    "ACC001",
    Severity.HIGH,
    Truth.DECLARED,
    "Every [[accept]] takes a finding that is there, and has not ended.",
    "What was taken once is taken for ever, and the next defect of that name hides behind it.",
    Part.ACCEPTANCE,
)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The takings of one platform on one day."""

    platform: Platform
    today: date

    def settle(self, found: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[Accepted, ...]]:
        """What is left, and what a person took."""
        left, taken = [], []
        for finding in found:
            accept = self._taking(finding) if finding.severity.blocks else None
            if accept is None:
                left.append(finding)
            else:
                taken.append(
                    Accepted(finding.code, finding.where, finding.what, accept.reason, accept.owner, f"{accept.until}")
                )
        return tuple(left), tuple(taken)

    @property
    def _takings(self) -> Mapping[tuple[str, str], Accept]:
        return {(one.code, one.object): one for one in self.platform.claims.accept}

    def _taking(self, finding: Finding) -> Accept | None:
        accept = self._takings.get((finding.code, finding.where))
        return accept if accept and self.today <= accept.until else None

    def misused(self, found: Collection[tuple[str, str]], ran: Collection[str], *, whole: bool) -> Sequence[Finding]:
        """What ended, or took nothing of what ran; in a whole run everything is taken to have run.

        `found` holds code and place of every finding, taken or left.
        """
        return [
            self._misused(one)
            for key, one in self._takings.items()
            if self.today > one.until or (key not in found and (one.code in ran or whole))
        ]

    def _misused(self, accept: Accept) -> Finding:
        what = (
            f"the [[accept]] of {accept.code} ended on {accept.until}" if self.today > accept.until
            else f"nothing of {accept.code} was found there, so the [[accept]] takes nothing"
        )  # fmt: skip
        why = "what was taken once is taken for ever, and the next defect of that name hides behind it"
        mend = decision(
            f"remove or renew [[accept]] code = {accept.code!r}, object = {accept.object!r} in platform.toml"
        )
        return Finding(MISUSED.code, MISUSED.severity, self.platform.name, accept.object, what, why, mend)
