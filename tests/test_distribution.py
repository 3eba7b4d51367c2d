"""Catalogs that say how tables are spread, and may not be read, are no word that nothing is."""

import pytest

from golive.model import questions as q
from golive.model.distribution import spread
from golive.model.evidence import FAILED, Evidence
from golive.model.snapshot import NotObserved, Server, Snapshot

KEY = q.DISTRIBUTION.of()


@pytest.mark.parametrize("key", [KEY, f"{FAILED}:{KEY}"])
def test_what_could_not_be_read_is_unknown(key: str) -> None:
    with pytest.raises(NotObserved, match="permission denied"):
        spread(Snapshot(Server(170000, "17", "none", "nobody"), {}, {key: Evidence.unknown("permission denied")}))
