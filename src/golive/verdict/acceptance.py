"""What a person took with [[accept]]: it blocks no more, and taking what is not there is a finding itself.

Decided here and nowhere else, by the clock of the run.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from golive.judge.audit import Audit
from golive.model.claims.accept import Accept
from golive.model.extent import SAYS, beyond
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
)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The takings of one platform on one day."""

    platform: Platform
    today: date

    def settle(self, found: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[Accepted, ...]]:
        """What is left, and what a person took; more or worse than what was taken is left, and says so."""
        left, taken = [], []
        for finding in found:
            accepts = self._of(finding) if finding.severity.blocks else []
            accept = next((one for one in accepts if one.took and not beyond(finding.extent, one.took)), None)
            if accept is None:
                left.append(_grown(finding, accepts) if accepts else finding)
            else:
                taken.append(
                    Accepted(
                        finding.code, finding.where, finding.what, accept.reason, accept.owner, f"{accept.until}",
                        accept.took,
                    )
                )  # fmt: skip
        return tuple(left), tuple(taken)

    def _of(self, finding: Finding) -> list[Accept]:
        return [
            one
            for one in self.platform.claims.of(Accept)
            if (one.code, one.object) == (finding.code, finding.where) and self.today <= one.until
        ]

    def misused(
        self,
        left: Iterable[Finding],
        taken: Iterable[Accepted],
        ran: Collection[str],
        unseen: Collection[str],
        *,
        whole: bool,
    ) -> Sequence[Finding]:
        """What ended, or took nothing of what ran; in a whole run everything is taken to have run.

        Of an audit that crashed or could not look, nobody knows whether there is something to take.
        """
        there = {(one.code, one.where) for one in left}
        used = {(one.code, one.where, one.took) for one in taken}
        return [
            self._misused(one)
            for one in dict.fromkeys(self.platform.claims.of(Accept))
            if self.today > one.until
            or (
                not ((one.code, one.object) in there or (one.code, one.object, one.took) in used)
                and one.code not in unseen
                and (one.code in ran or whole)
            )
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


def _grown(finding: Finding, accepts: Sequence[Accept]) -> Finding:
    """What was taken of it is less than what is there, or nobody wrote down what that was."""
    if not any(one.took for one in accepts):
        return replace(finding, what=f"{finding.what} (its [[accept]] does not say what it took, and takes nothing)")
    new = min((beyond(finding.extent, one.took) for one in accepts), key=len)
    shown = [part for part in new if not part.startswith(SAYS)]
    more = f"beyond its [[accept]]: {', '.join(shown)}" if shown else "it is not what its [[accept]] took"
    return replace(finding, what=f"{finding.what} ({more})")


def block(finding: Finding, until: date) -> str:
    """The [[accept]] that takes a finding as it is now, for platform.toml; who takes it writes the rest."""
    took = ", ".join(json.dumps(part, ensure_ascii=False) for part in finding.extent)
    lines = [
        "[[accept]]",
        f"code = {json.dumps(finding.code)}",
        f"object = {json.dumps(finding.where, ensure_ascii=False)}",
        f"took = [{took}]",
        'reason = ""  # why it may stay, and what is done about it',
        'owner = ""  # the function that answers for it',
        f"until = {until}",
    ]
    return "\n".join(lines)
