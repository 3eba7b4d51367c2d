"""One difference between lock and database."""

from dataclasses import dataclass
from enum import StrEnum

from golive.model.finding import Finding, Mend, Severity


class Change(StrEnum):
    MISSING = "missing"
    UNEXPECTED = "unexpected"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    kind: str
    code: str
    change: Change
    severity: Severity
    where: str
    what: str
    why: str
    mend: Mend
    fields: tuple[str, ...] = ()  # that differ, where it has changed

    def finding(self, platform: str) -> Finding:
        return Finding(self.code, self.severity, platform, self.where, self.what, self.why, self.mend)
