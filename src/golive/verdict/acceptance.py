"""What a person took with [[accept]]: it blocks no more, and taking what is not there is a finding itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from golive.model.claims import Accept
from golive.model.finding import Finding, Severity, decision
from golive.model.platform import Platform
from golive.verdict import certificate as c
from golive.verdict.result import Entry


def accepts(platform: Platform, finding: Finding, today: date) -> bool:
    return any(
        (accept.code, accept.object) == (finding.code, finding.where) and today <= accept.until
        for accept in platform.claims.accept
    )


@dataclass(slots=True)
class Accepting:
    """Every entry passes through once; what no entry used is known at the end."""

    platform: Platform
    today: date
    taken: list[c.Accepted] = field(default_factory=list)
    _accepts: dict[tuple[str, str], Accept] = field(init=False)
    _used: set[tuple[str, str]] = field(default_factory=set)
    _ran: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._accepts = {(one.code, one.object): one for one in self.platform.claims.accept}

    def without_taken(self, said: Iterable[Entry]) -> list[Entry]:
        """The entries without the findings that a person took."""
        return [self._without(entry) for entry in said]

    def _without(self, entry: Entry) -> Entry:
        self._ran |= entry.codes
        left = []
        for saved in entry.findings:
            key = (saved["code"], saved["where"])
            accept = self._accepts.get(key)
            if accept:
                self._used.add(key)
            if accept and self.today <= accept.until and Severity(saved["severity"]).blocks:
                self.taken.append(c.Accepted(*key, saved["what"], accept.reason, accept.owner, f"{accept.until}"))
            else:
                left.append(saved)
        return replace(entry, findings=tuple(left))

    def misused(self, *, whole: bool) -> Sequence[Finding]:
        """What ended, or took nothing of what ran; in a whole run everything is taken to have run."""
        return [
            _misused(self.platform, one, self.today)
            for key, one in self._accepts.items()
            if self.today > one.until or (key not in self._used and (one.code in self._ran or whole))
        ]


def _misused(platform: Platform, accept: Accept, today: date) -> Finding:
    what = (
        f"the [[accept]] of {accept.code} ended on {accept.until}" if today > accept.until
        else f"nothing of {accept.code} was found there, so the [[accept]] takes nothing"
    )  # fmt: skip
    why = "what was taken once is taken for ever, and the next defect of that name hides behind it"
    mend = decision(f"remove or renew [[accept]] code = {accept.code!r}, object = {accept.object!r} in platform.toml")
    return Finding("ACC001", Severity.HIGH, platform.name, accept.object, what, why, mend)
