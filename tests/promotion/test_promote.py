"""One tenant travels whole: kept or renumbered, matched, with all that it names, at once, and twice the same."""

from typing import Any

import psycopg
import pytest

from golive.model.errors import WrongUse
from golive.model.failures import StepFailed
from golive.records import ledger

from .conftest import Sides

TABLES = ("orgs", "people", "folders", "connections", "flows", "runs", "timers", "layouts", "goals", "events", "audit")
EVERYTHING = " UNION ALL ".join(f"SELECT '{one}', to_jsonb(x) FROM app.{one} AS x" for one in TABLES) + " ORDER BY 1, 2"
FLOW = "SELECT steps, watchers, folder_id, owner_id, goal_id, made FROM app.flows WHERE org_id <> 1 ORDER BY id"


def test_rows_keep_their_numbers(sides: Sides) -> None:
    sides.promote()
    mine = "SELECT steps, watchers, folder_id, owner_id, made FROM app.flows WHERE org_id = 7 ORDER BY id"
    assert sides.here(mine) == sides.there(mine)
    assert sides.here("SELECT id, head_id FROM app.orgs WHERE slug = 'alpine'") == [(7, 11)]
    # Layouts are the same by name, and stand under the other number here; goals stayed behind; the timer is on here.
    assert sides.here("SELECT id, boss_id, layout_id, mood::text FROM app.people WHERE org_id = 7 ORDER BY id") == [
        (11, None, 2, None),
        (12, 11, 1, "busy"),
    ]
    assert sides.here("SELECT goal_id, active FROM app.flows, app.timers WHERE flows.id = 31") == [(None, True)]
    assert sides.here("SELECT count(*) FROM app.people WHERE org_id = 8") == [(0,)]
    assert sides.here("SELECT nextval('app.flows_id_seq'), nextval('app.people_id_seq')") == [(33, 13)]


@pytest.mark.parametrize("ids", ["keep", "remap"])
@pytest.mark.parametrize(
    "how",
    [
        {},
        pytest.param({"foreign_keys": "after", "triggers": "off"}, marks=pytest.mark.deep),
        pytest.param({"triggers": "off"}, marks=pytest.mark.deep),
    ],
)
def test_twice_gives_the_same(sides: Sides, ids: str, how: dict[str, str]) -> None:
    sides.change(ids=ids, **how)
    sides.promote()
    before = sides.here(EVERYTHING)
    again = sides.promote()
    assert sides.here(EVERYTHING) == before
    assert not any(one.inserted or one.updated or one.removed for one in again.rows.values())


def test_rows_get_other_numbers_and_so_does_everything_that_names_them(sides: Sides) -> None:
    sides.change(ids="remap")
    moves = sides.promote()
    assert moves.here == "2"
    connections = dict(sides.here("SELECT secret, id FROM app.connections WHERE org_id = 2"))
    people = dict(sides.here("SELECT split_part(email, '@', 1), id FROM app.people WHERE org_id = 2"))
    folders = dict(sides.here('SELECT "Name", id FROM app.folders WHERE org_id = 2'))
    assert (connections["one"], people["boss"], folders["leaf"]) == (2, 10, 2)
    (steps, watchers, folder, owner, goal, made), _ = sides.here(FLOW)
    first, second, third = steps
    assert first["config"]["connectionId"] == connections["one"]
    assert first["config"]["children"][0]["config"] == {
        "connectionId": connections["two"],
        "personId": str(people["fitter"]),
    }
    assert (second["connectionId"], third["connectionId"]) == ("{{trigger.id}}", None)
    assert watchers == [people["boss"], people["fitter"], people["boss"]]
    assert (folder, owner, goal) == (folders["leaf"], people["fitter"], None)
    assert made == sides.there(FLOW)[0][5]
    assert sides.here("SELECT boss_id FROM app.people WHERE org_id = 2 ORDER BY id") == [(None,), (people["boss"],)]
    assert sides.here("SELECT flow_id, log::text FROM app.runs") == [(2, '{"n": 1.00}')]
    assert sides.here("SELECT nextval('app.connections_id_seq')") == [(4,)]


def test_rows_that_came_later_get_numbers_of_their_own(sides: Sides) -> None:
    sides.change(ids="remap")
    sides.promote()
    sides.here("INSERT INTO app.connections (org_id, secret) VALUES (1, 'made here meanwhile')")
    sides.there("INSERT INTO app.connections (id, org_id, secret) VALUES (24, 7, 'three'), (20, 7, 'zero')")
    sides.promote()
    found = sides.here("SELECT id, secret FROM app.connections ORDER BY id")
    assert found == [(1, "first"), (2, "one"), (3, "two"), (4, "made here meanwhile"), (5, "zero"), (7, "three")]


def test_a_tenant_that_is_here_under_another_number_is_itself(sides: Sides) -> None:
    sides.here("INSERT INTO app.orgs (id, slug, name) VALUES (5, 'alpine', 'Alpine, by hand')")
    moves = sides.promote()
    assert moves.here == "5"
    assert sides.here("SELECT id, name, head_id FROM app.orgs ORDER BY id") == [(1, "First", None), (5, "Alpine", 11)]
    assert sides.here("SELECT DISTINCT org_id FROM app.flows ORDER BY 1") == [(1,), (5,)]


def test_what_is_here_already(sides: Sides) -> None:
    sides.promote()
    sides.here("UPDATE app.people SET mood = 'calm', seen_at = '2026-01-01' WHERE id = 12; DELETE FROM app.runs")
    sides.here("INSERT INTO app.folders (id, org_id, \"Name\") VALUES (50, 7, 'only here')")
    moves = sides.promote()
    assert {path[1]: str(one) for path, one in moves.rows.items()} | {"runs": "", "people": ""} == {
        "orgs": "1 taken, nothing to change",
        "people": "",
        "folders": "2 taken, nothing to change",
        "connections": "2 taken, nothing to change",
        "flows": "2 taken, nothing to change",
        "timers": "1 taken, nothing to change",
        "events": "2 taken, nothing to change",
        "runs": "",
    }
    assert sides.here("SELECT mood::text, seen_at IS NULL FROM app.people WHERE id = 12") == [("busy", False)]
    sides.take("app.folders", others="remove")
    sides.take("app.people", exists="keep")
    sides.here("UPDATE app.people SET mood = 'calm' WHERE id = 12")
    sides.promote()
    assert sides.here("SELECT mood::text FROM app.people WHERE id = 12") == [("calm",)]
    assert sides.here("SELECT id FROM app.folders WHERE org_id = 7 ORDER BY id") == [(2,), (3,)]
    sides.take("app.people", exists="refuse")
    refused(sides, "has rows here already")


def test_rows_beyond_the_selection_come_along_with_what_they_name(sides: Sides) -> None:
    leaving = [one.model_dump() for one in sides.claims.promotion.leaving]  # type: ignore[union-attr]
    leaving[0] |= {"decide": "bring", "match": ()}
    sides.change(leaving=leaving)
    sides.here("TRUNCATE app.layouts CASCADE; SELECT setval('app.layouts_id_seq', 1, false)")
    sides.here("INSERT INTO app.orgs (id, slug, name) VALUES (1, 'first', 'First')")
    moves = sides.promote()
    assert moves.brought == {("app", "layouts"): ["1", "2"]}
    assert sides.here("SELECT id, name FROM app.layouts ORDER BY id") == [(1, "wide"), (2, "narrow")]


REFUSED: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "undecided": ({"leaving": []}, "", "", "nobody decided"),
    "number of somebody else": ({}, "", "INSERT INTO app.flows (id, org_id, owner_id) VALUES (31, 1, "
        "1)", "flows_pkey"),
    "not expected here": ({}, "", "UPDATE app.layouts SET name = 'tall' WHERE id = 1", "has no row here for 1"),
    "another tenant's person": (
        {"leaving": "bring"},
        "UPDATE app.layouts SET org_id = 8 WHERE id = 1",
        "",
        "which is another tenant's",
    ),
    "shared row that is another here": (
        {"leaving": "bring"},
        "",
        "",
        "has rows here, shared with others, that are not as in the source: 1, 2",
    ),
    "another tenant that is named": (
        {},
        "UPDATE app.connections SET lent_to = 8 WHERE id = 21",
        "",
        "app.connections.lent_to: 1 rows that are not taken",
    ),
    "column lost": ({}, "", "ALTER TABLE app.flows DROP COLUMN made", "app.flows.made is not here"),
    "other type": ({}, "ALTER TABLE app.folders ALTER \"Name\" TYPE varchar(9)", "", "is text here and character "
        "varying(9)"),
    "a trigger wrote elsewhere": (
        {},
        "",
        "CREATE FUNCTION app.log() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO app.audit (what) VALUES"
        " (tg_table_name); RETURN new; END$$; CREATE TRIGGER log AFTER INSERT ON app.folders FOR EACH ROW "
            "EXECUTE FUNCTION app.log()",
        "app.audit: 2 inserted",
    ),
    "public number": (
        {"ids": "remap", "public": ["app.orgs"]},
        "",
        "INSERT INTO app.orgs (id, slug, name) VALUES (5, 'alpine', '')",
        "would have another number here (7 becomes 5)",
    ),
    "no room": ({"ids": "remap"}, "", "SELECT setval('app.connections_id_seq', 32767)", "has no room for keys 21 "
        "to 22"),
    "two of one match": (
        {},
        "ALTER TABLE app.orgs DROP CONSTRAINT orgs_slug_key",
        "ALTER TABLE app.orgs DROP CONSTRAINT orgs_slug_key; INSERT INTO app.orgs (id, slug, name) VALUES (5, "
            "'alpine', ''), (6, 'alpine', '')",
        "has several rows of one slug",
    ),
    "an orphan, found as a set": (
        {"foreign_keys": "after", "triggers": "off"},
        "ALTER TABLE app.flows DROP CONSTRAINT flows_org_id_owner_id_fkey; UPDATE app.flows SET owner_id = 99 "
            "WHERE id = 31",
        "",
        "1 rows break foreign key flows_org_id_owner_id_fkey",
    ),
}  # fmt: skip


SOME = {"undecided", "number of somebody else", "column lost", "a trigger wrote elsewhere"}


@pytest.mark.parametrize("case", [pytest.param(one, marks=() if one in SOME else pytest.mark.deep) for one in REFUSED])
def test_what_cannot_be_promoted_changes_nothing(sides: Sides, case: str) -> None:
    changed, there, here, said = REFUSED[case]
    if changed.get("leaving") == "bring":
        leaving = [one.model_dump() for one in sides.claims.promotion.leaving]  # type: ignore[union-attr]
        leaving[0] |= {"decide": "bring", "match": ()}
        changed = {"leaving": leaving}
    sides.change(**changed)
    if there:
        sides.there(there)
    if here:
        sides.here(here)
    refused(sides, said)


def refused(sides: Sides, said: str) -> None:
    before = sides.here(EVERYTHING)
    with pytest.raises(StepFailed) as caught:
        sides.promote()
    assert said in str(caught.value)
    assert str(caught.value).startswith(str(sides.claims.promotion))
    assert sides.here(EVERYTHING) == before


def test_a_tenant_that_the_source_does_not_have(sides: Sides) -> None:
    sides.change(tenant="99")
    with pytest.raises(WrongUse, match="has no row '99'"):
        sides.promote()


def test_triggers_are_silent_where_claimed_and_speak_again(sides: Sides) -> None:
    _, _, trigger, _ = REFUSED["a trigger wrote elsewhere"]
    sides.here(trigger)
    sides.change(triggers="off")
    sides.promote()
    assert sides.here("SELECT count(*) FROM app.audit") == [(0,)]
    sides.here("INSERT INTO app.folders (org_id) VALUES (1)")
    assert sides.here("SELECT count(*) FROM app.audit") == [(1,)]


def test_rows_that_row_security_hides_are_an_error(sides: Sides) -> None:
    """A role that sees a part of the rows would bring a part of the tenant."""
    sides.there("DROP ROLE IF EXISTS promotion_reader; CREATE ROLE promotion_reader LOGIN PASSWORD 'reader'")
    sides.there(
        "GRANT USAGE ON SCHEMA app TO promotion_reader; GRANT SELECT ON ALL TABLES IN SCHEMA app TO promotion_reader"
    )
    sides.there("ALTER TABLE app.flows ENABLE ROW LEVEL SECURITY")
    info = psycopg.conninfo.conninfo_to_dict(sides.source.reveal())
    source = sides.source
    sides.source = type(source).parse(
        f"postgresql://promotion_reader:reader@{info['host']}:{info['port']}/{info['dbname']}", "test"
    )
    try:
        refused(sides, "row-level security")
    finally:
        sides.source = source
        sides.there("DROP OWNED BY promotion_reader; DROP ROLE promotion_reader")


def test_the_record_outlives_the_ledger(sides: Sides) -> None:
    """Steps may come after a promotion, and go again."""
    sides.promote()
    for statements in (ledger.create(), ledger.drop()):
        sides.here(statements.as_string())
    assert sides.here("SELECT tenant FROM golive.promotion") == [("7",)]
