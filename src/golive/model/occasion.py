"""What a run is for: its stage, whether it is the go-live itself, who has signed; and what it cannot observe."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite

from golive.model.claims import Claims
from golive.model.claims.item import LIMITS, Command, Environment, Item, Measured, Probe, Signoff, at_stage
from golive.model.signoffs import Signed, standing


@dataclass(frozen=True, slots=True)
class Occasion:
    stage: str = ""
    go_live: bool = False
    signed: tuple[Signed, ...] = ()

    def stage_of(self, claims: Claims) -> str:
        """The stage a platform is judged at: the one asked for, or its first."""
        stages = claims.platform.stages
        return self.stage if self.stage in stages else next(iter(stages), "")


def unobserved(item: Item, claims: Claims, occasion: Occasion, environ: Mapping[str, str], today: date) -> str:
    """Why this run does not observe an item; '' where it does. Not observed is never a pass."""
    stage, stages = occasion.stage_of(claims), claims.platform.stages
    if isinstance(item, Measured) and item.limited and not limits_at(item, stage, stages):
        return f"not judged at stage {stage!r}: it has no limit there"
    match item:
        case Probe() | Command():
            return _unset(environ, item.variable)
        case Environment():
            if item.equals and at_stage(item.equals, stage, stages) is None:
                return f"not judged at stage {stage!r}: it has no value yet"
            return _unset(environ, item.variable, item.same_as or item.differs_from)
        case Signoff():
            return standing(item, claims.platform.name, occasion.signed, today)
    return ""


def limits_at(item: Measured, stage: str, stages: tuple[str, ...]) -> dict[str, float]:
    """Its limits at a stage, by their names; inf ends one of an earlier stage."""
    found = {name: at_stage(getattr(item, name), stage, stages) for name in LIMITS}
    return {name: limit for name, limit in found.items() if limit is not None and isfinite(limit)}


def _unset(environ: Mapping[str, str], *names: str | None) -> str:
    missing = [name for name in names if name and not environ.get(name)]
    if not missing:
        return ""
    return f"not observed here: {' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not set"
