"""One figure that a run read off, for those who watch it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure of one platform in one run."""

    metric: str  # as the runbook calls it: usersWithoutOrganizations
    name: str
    value: float | None  # None: not measured in this run
    unit: str = ""
    limits: Mapping[str, float] = field(default_factory=dict)  # at the stage of the run
    holds: bool | None = None  # None: nothing limits it
