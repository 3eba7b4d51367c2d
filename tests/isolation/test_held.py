"""What is proved of catalogs that were saved, without a server: who gives authority, and what a condition lets through.

The same cases are planted on a server in test_authority.py and test_generated.py; what is said of each, word for word,
stands in tests/replay.
"""

import pytest

from golive.isolation.cells import Prover, State
from golive.model.catalog import Relation
from golive.testing.spoil import Judged, judged
from tests.isolation.test_authority import CASES, CODES, cases
from tests.isolation.test_generated import ISOLATING, LEAKING, OTHERS
from tests.replay.recorded import recorded


def said(title: str) -> Judged:
    world = recorded("authority")
    return judged(world.world.platform(title, world.live), world.live(title), CODES)


@pytest.mark.parametrize("title", cases("wrong"))
def test_what_is_not_his_to_give_is_named(title: str) -> None:
    assert {one.where for one in said(f"wrong: {title}").blocking} == {CASES["wrong"][title][0]}


@pytest.mark.parametrize("title", cases("right"))
def test_what_is_right_is_proved(title: str) -> None:
    found = said(title)
    assert (found.blocking, found.unknown, found.broken) == ((), (), ())


@pytest.mark.parametrize("condition", [*ISOLATING, *OTHERS, *LEAKING])
def test_condition_is_proved_where_it_keeps_to_the_tenant(condition: str) -> None:
    world = recorded("conditions")
    live = world.live(condition)
    table = live.get(Relation, "public.docs")
    assert table is not None
    cell = Prover.of(live, world.world.platform(condition, world.live).claims).cell("generated_app", table, "SELECT")
    assert (cell.state in (State.PROVED, State.CLOSED)) is (condition in ISOLATING or condition == "false")
