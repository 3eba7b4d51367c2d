"""Tables that are spread over several servers, as a law meets them."""

from collections.abc import Mapping

from golive.model import questions as q
from golive.model.evidence import FAILED, Spread
from golive.model.snapshot import NotObserved, Snapshot

ONE_SERVER = "nothing was seen that spreads tables over several servers"


def spread(live: Snapshot) -> Mapping[str, Spread]:
    """By table; empty where all of them are on one server."""
    key = q.DISTRIBUTION.of()
    evidence = live.evidence.get(key) or live.evidence.get(f"{FAILED}:{key}")
    if evidence is None:
        return {}
    if (told := q.DISTRIBUTION.told(evidence)) is None:
        raise NotObserved(key, evidence.note)
    return told.tables
