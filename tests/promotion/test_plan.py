"""What will be brought is said before anything is written, and what nobody decided is wrong use by then."""

import pytest

from golive.model.errors import WrongUse
from golive.model.target import Dsn
from golive.observe.session import reading
from golive.promote.plan import plan

from .conftest import Sides


def planned(sides: Sides) -> list[str]:
    assert sides.claims.promotion
    with reading(sides.source) as source:
        return list(plan(source, "works", sides.claims, sides.claims.promotion))


def test_tables_stand_in_the_order_in_which_they_are_filled(sides: Sides) -> None:
    lines = planned(sides)
    assert set(lines) == {
        "app.orgs: 1 rows",
        "app.people: 2 rows",
        "app.folders: 2 rows",
        "app.connections: 2 rows",
        "app.flows: 2 rows",
        "app.runs: 1 rows",
        "app.timers: 1 rows",
        "app.events: 2 rows",
        "app.flows.goal_id: dropped where it names 5",
        "app.layouts: 2 rows are expected here",
    }
    at = {line.partition(":")[0]: place for place, line in enumerate(lines)}
    assert at["app.orgs"] < at["app.people"] < at["app.flows"] < at["app.runs"]
    assert at["app.connections"] < at["app.flows"]  # by a reference inside its documents


def test_what_nobody_decided_is_wrong_use(sides: Sides) -> None:
    sides.change(leaving=[])
    with pytest.raises(WrongUse, match=r"app\.flows\.goal_id: 1 rows that are not taken"):
        planned(sides)


def test_a_database_is_not_promoted_into_itself(sides: Sides) -> None:
    sides.target = Dsn.parse(sides.source.reveal(), "test")
    with pytest.raises(WrongUse, match="is the database that is judged"):
        sides.promote()
