"""What will be brought is said before anything is written, and what nobody decided is wrong use by then."""

import pytest

from golive.model.errors import WrongUse
from golive.model.failures import StepFailed
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


TAGS = "CREATE TABLE app.tags (id int PRIMARY KEY, name text);"
CIRCLE = (
    "CREATE TABLE app.tags (id int PRIMARY KEY, org_id int NOT NULL REFERENCES app.orgs, mark int NOT NULL);"
    "CREATE TABLE app.marks (id int PRIMARY KEY, org_id int NOT NULL REFERENCES app.orgs, "
    "tag int NOT NULL REFERENCES app.tags);"
    "ALTER TABLE app.tags ADD FOREIGN KEY (mark) REFERENCES app.marks"
)


@pytest.mark.parametrize(
    ("made", "taken", "said", "form"),
    [
        ("", ["app.tags"], "[promotion]: app.tags does not exist here", "tables that both sides have"),
        (TAGS, ["app.tags"], "`where` does not say whose its rows are", "SQL over t that compares with tenant.id"),
        (
            CIRCLE,
            ["app.tags", "app.marks"],
            "no row of them can be the first",
            "make one of their foreign keys DEFERRABLE",
        ),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_place(
    sides: Sides, made: str, taken: list[str], said: str, form: str
) -> None:
    if made:
        sides.here(made)
        sides.there(made)
    takes = [one.model_dump() for one in sides.claims.promotion.take]  # type: ignore[union-attr]
    sides.change(take=[*takes, *({"table": one} for one in taken)])
    with pytest.raises((WrongUse, StepFailed)) as caught:
        sides.promote()
    assert said in str(caught.value)
    assert str(caught.value).splitlines()[-1].endswith(form)


def test_a_database_is_not_promoted_into_itself(sides: Sides) -> None:
    sides.target = Dsn.parse(sides.source.reveal(), "test")
    with pytest.raises(WrongUse, match="is the database that is judged"):
        sides.promote()
