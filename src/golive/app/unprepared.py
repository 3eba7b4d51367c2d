"""A database that nobody prepared: what it shows of itself stands in the place of a platform's folder."""

import json
import logging
from dataclasses import dataclass, replace
from datetime import datetime
from os import environ
from pathlib import Path

from golive.model import questions as q
from golive.model.claims import Claims
from golive.model.evidence import Evidence
from golive.model.finding import by_weight
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.model.truth import Truth
from golive.reports.summary import heads
from golive.run.observation import observe, structure
from golive.twin.build import lacking
from golive.twin.look import observe_twin
from golive.verdict.audits import judge
from golive.verdict.baseline import Baseline
from golive.verdict.certificate import Inferred
from golive.verdict.entries import entries
from golive.verdict.inferred import taken, unlocked

_CLAIMS, _SNAPSHOT = "claims.json", "snapshot.json"


@dataclass(frozen=True, slots=True)
class Unprepared:
    """What was seen of it, and what was taken for so from that."""

    platform: Platform
    live: Snapshot
    inferred: tuple[Inferred, ...]

    def save(self, folder: Path) -> None:
        """For the workers of this run."""
        (folder / _CLAIMS).write_text(self.platform.claims.model_dump_json(by_alias=True), "utf-8")
        seen = folder / f"{self.platform.name}.{_SNAPSHOT}"
        seen.write_text(json.dumps({"value": self.live.to_json()}), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Unprepared":
        claims = Claims.model_validate_json((folder / _CLAIMS).read_text("utf-8"))
        saved = json.loads((folder / f"{claims.platform.name}.{_SNAPSHOT}").read_text("utf-8"))
        return cls(unlocked(claims), Snapshot.from_json(saved["value"]), ())


def look_at(
    dsn: Dsn, place: str, probe: Dsn | None = None, as_of: datetime | None = None, replica: Dsn | None = None
) -> Unprepared:
    """Reads the catalog, takes from it what it shows, and looks at everything by that."""
    logging.getLogger("psycopg").addHandler(logging.NullHandler())  # before pytest keeps what is logged
    claims, inferred = taken(structure(dsn, place))
    platform = unlocked(claims)
    return Unprepared(platform, observe(dsn, platform, environ, as_of, place, probe=probe, replica=replica), inferred)


def used_once(seen: Unprepared, dsn: Dsn) -> Unprepared:
    """And what came of using a twin of it."""
    if why := lacking(seen.live.server.major):
        unseen = Evidence.not_observed(f"this machine can make no twin: {why}")
        return replace(seen, live=seen.live.with_evidence({q.TWIN.of(): unseen, q.FIXED.of(): unseen}))
    return replace(seen, live=seen.live.with_evidence(observe_twin(dsn, seen.live, seen.platform)))


def at_first(seen: Unprepared, baseline: Baseline) -> list[str]:
    """What the laws find in what was seen: nobody waits for a twin to read the worst."""
    lawful = (each for each in judge(seen.platform, seen.live) if each.audit.truth is Truth.LAWFUL)
    found = (one for each in lawful for one in each.found if one.severity.blocks and baseline.lacks(one))
    weighed = sorted(found, key=by_weight)
    return heads(entries(weighed))
