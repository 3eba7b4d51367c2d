"""One difference between lock and database."""

from dataclasses import dataclass
from enum import StrEnum

from golive.model.extent import weighed
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
    extent: tuple[str, ...] = ()  # what there is now, field by field

    def finding(self, platform: str) -> Finding:
        extent = weighed(self.severity, self.extent)
        return Finding(self.code, self.severity, platform, self.where, self.what, self.why, self.mend, extent)
