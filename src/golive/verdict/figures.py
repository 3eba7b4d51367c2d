"""The figures of a run, for those who watch them: what was measured, and whether it keeps its limits."""

from golive.model import questions as q
from golive.model.claims.item import Figure, Item, Measured, Query, passed_over
from golive.model.evidence import Evidence
from golive.model.occasion import Occasion, limits_at
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.verdict.certificate import PlatformResult, StepState
from golive.verdict.reading import Reading


def readings(platform: Platform, live: Snapshot | None, result: PlatformResult, occasion: Occasion) -> list[Reading]:
    """Those of the platform's items, in their order; then those of the migration itself."""
    claims = platform.claims
    stage = occasion.stage_of(claims)
    found = []
    for item in claims.of(Item):
        if not isinstance(item, Measured | Query) or item.metric is None:
            continue
        evidence = live.evidence.get(q.ITEM.of(item.name)) if live else None
        value = _value(item, evidence)
        limits = limits_at(item, stage, claims.platform.stages) if isinstance(item, Measured) else {}
        holds = not passed_over(value, limits) if value is not None and limits else None
        unit = item.unit if isinstance(item, Measured) else "ms"
        found.append(Reading(item.metric, item.name, value, unit, limits, holds))
    if result.steps:
        failed = sum(step.state is StepState.FAILED for step in result.steps)
        found.append(Reading("migrationErrors", "steps that failed in this run", float(failed), "steps"))
        spent = sum(step.seconds for step in result.steps)
        found.append(Reading("migrationSeconds", "seconds that the steps of this run took", round(spent, 3), "s"))
    return found


def _value(item: Measured | Query, evidence: Evidence | None) -> float | None:
    told = q.ITEM.told(evidence)
    if told is None:
        return None
    return told.ms if told.value is None and not isinstance(item, Figure) else told.value
