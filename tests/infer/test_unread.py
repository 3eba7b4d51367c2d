"""A kind of object that may not be read: what does not need it is inferred, and that it was not read is said."""

from dataclasses import replace

import pytest

from golive.infer import infer
from golive.model.catalog import KINDS
from golive.model.snapshot import Unreadable
from golive.verdict.inferred import taken
from tests.replay.recorded import recorded
from tests.replay.worlds import SOUND

LIVE = recorded("reading").live(SOUND)
NEEDED = frozenset({"relation", "column", "constraint", "index", "policy", "function", "role", "membership"})


@pytest.mark.parametrize("kind", [one.kind for one in KINDS])
def test_each_is_left_out_and_told(kind: str) -> None:
    seen = replace(LIVE, catalog={**LIVE.catalog, kind: Unreadable("permission denied")})
    inference = infer(seen)
    why = f"{kind} was not observed: permission denied"
    assert (why in inference.unread) >= (kind in NEEDED)
    assert set(inference.unread) <= {why}
    _, told = taken(seen)
    assert [one.what for one in told if why in one.evidence] == ["whose the rows are is not known in full"] * bool(
        inference.unread
    )


def test_where_all_is_read_nothing_is_told() -> None:
    assert infer(LIVE).unread == ()
