"""The proof after a promotion is silent, and red for each way in which a copy is not what was promoted."""

from pathlib import Path

import pytest

from golive.model.claims.credential import Credential, Format
from golive.model.failures import StepFailed
from golive.model.platform import Platform
from golive.run.observation import observe
from golive.testing.spoil import Judged, judged
from golive.vault.seal import Plain, seal

from .conftest import Sides

CODES = [f"PRM{n:03}" for n in (1, 2, 3, 4, 6, 7, 8, 9, 10, 11)]
KEYS = {"SOURCE_WORKS_KEY": "an invented key of the source...", "WORKS_KEY": "an invented key of the target..."}


def said(sides: Sides, folder: Path) -> Judged:
    platform = Platform(folder, sides.claims, None, steps=(), smokes=(), baseline=())
    return judged(platform, observe(sides.target, platform, sides.environ, source=sides.source), CODES)


@pytest.mark.parametrize("ids", ["keep", "remap"])
def test_what_was_promoted_is_proved(sides: Sides, tmp_path: Path, ids: str) -> None:
    sides.change(ids=ids)
    sides.promote()
    found = said(sides, tmp_path)
    assert (found.blocking, found.unknown, found.broken) == ((), (), ())
    assert [one.code for one in found.advice] == ["PRM010"]
    assert "references to 1 rows that stayed behind were dropped: app.flows.goal_id: 5" in found.advice[0].what


def test_a_promotion_without_switches_and_without_tables_that_stay_is_judged(sides: Sides, tmp_path: Path) -> None:
    sides.change(stays=[], switch=[])
    sides.promote()
    assert said(sides, tmp_path).certified


def test_without_a_record_what_it_would_say_is_unknown(sides: Sides, tmp_path: Path) -> None:
    found = said(sides, tmp_path).unknown
    assert {one[:6] for one in found} == {"PRM006", "PRM009", "PRM010"}


# What is done to the promoted copy, or to the source; the code; and what its finding names.
SPOILT = {
    "row lost, another in its place": ("UPDATE app.runs SET id = gen_random_uuid()", "", "PRM001", "app.runs 0000"),
    "row that nobody sent": ("INSERT INTO app.folders (org_id) SELECT id FROM app.orgs WHERE slug = "
        "'alpine'", "", "PRM002", "app.folders"),
    "number deep in a document": (
        "UPDATE app.flows SET steps = jsonb_set(steps, '{0,config,children,0,config,connectionId}', '1') WHERE "
            "steps <> '[]'",
        "", "PRM003", ": steps",
    ),
    "reference by text": (
        "UPDATE app.flows SET steps = jsonb_set(steps, '{0,config,children,0,config,personId}', '\"1\"') WHERE "
            "steps <> '[]'",
        "", "PRM003", ": steps",
    ),
    "microseconds cut": ("UPDATE app.flows SET made = date_trunc('milliseconds', made) WHERE org_id <> "
        "1", "", "PRM003", ": made"),
    "order of an array": ("UPDATE app.flows SET watchers = (SELECT array_agg(w ORDER BY w) FROM unnest(watchers) "
        "AS w)", "", "PRM003", ": watchers"),
    "scale in a document": ("UPDATE app.runs SET log = '{\"n\": 1.0}'", "", "PRM003", ": log"),
    "boss of somebody": ("UPDATE app.people SET boss_id = NULL", "", "PRM003", ": boss_id"),
    "document's key lost": ("UPDATE app.flows SET steps = steps #- '{1,connectionId}' WHERE steps <> "
        "'[]'", "", "PRM003", ": steps"),
    "stored by its old number": ("UPDATE app.flows SET folder_id = 4711 WHERE folder_id IS NOT "
        "NULL", "", "PRM003", ": folder_id"),
    "column of one side": ("", "ALTER TABLE app.runs ADD extra text", "PRM004", ""),
    "given to somebody else": ("UPDATE app.folders SET org_id = 1", "", "PRM001", "app.folders"),
    "stayed behind, and is here": (
        "INSERT INTO app.goals (id, org_id, title) VALUES (5, 1, 'a test')", "", "PRM007", "app.goals 5",
    ),
    "on in both": ("", "UPDATE app.timers SET active = true", "PRM008", "1 rows are on in the source"),
    "on in neither": ("UPDATE app.timers SET active = false", "", "PRM008", "no row is on"),
}  # fmt: skip


FIRST = {code: how for how, (_, _, code, _) in reversed(SPOILT.items())}.values()  # of each audit


@pytest.mark.parametrize(
    ("how", "ids"),  # in each run with the one or the other in turn
    [
        pytest.param(how, ids, marks=pytest.mark.deep if (n + turn) % 2 or how not in FIRST else ())
        for n, how in enumerate(SPOILT)
        for turn, ids in enumerate(("keep", "remap"))
    ],
)
def test_each_way_to_spoil_the_copy_is_red(sides: Sides, tmp_path: Path, how: str, ids: str) -> None:
    here, there, code, names = SPOILT[how]
    sides.change(ids=ids)
    sides.promote()
    for spoil, text in ((sides.here, here), (sides.there, there)):
        if text:
            spoil(text)
    found = [one for one in said(sides, tmp_path).blocking if one.code == code]
    assert len(found) == 1
    assert names in found[0].what


def test_a_row_that_a_trigger_gives_away_is_a_stray(sides: Sides, tmp_path: Path) -> None:
    sides.here(
        "CREATE FUNCTION app.give() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN new.org_id := 1; RETURN new; END$$;"
        "CREATE TRIGGER give BEFORE INSERT ON app.timers FOR EACH ROW EXECUTE FUNCTION app.give()"
    )
    sides.promote()
    found = {one.code: one.what for one in said(sides, tmp_path).blocking}
    assert found["PRM006"] == "1 rows that it wrote are not the tenant's: app.timers 41"
    assert found["PRM001"].endswith("app.timers 41")


def test_a_number_that_others_have_and_that_was_changed(sides: Sides, tmp_path: Path) -> None:
    sides.change(ids="remap")
    sides.promote()
    sides.change(public=["app.connections"])
    found = said(sides, tmp_path).blocking
    assert [one.code for one in found] == ["PRM009"]
    assert "app.connections 21 to 22 begin at 2 here" in found[0].what


# --- Two environments, two keys


def seals(sides: Sides, ids: str = "keep") -> Credential:
    form = Format(cipher="aes-256-gcm", layout="iv:tag:ciphertext", variable="WORKS_KEY")
    claim = Credential(name="secrets", table="app.connections", column="secret", format=(form,), plaintext="text")
    sides.claims = sides.claims.model_copy(update={"credential": (claim,)})
    sides.environ = dict(KEYS)
    sides.change(ids=ids)
    for number in (21, 22):
        text = seal(form, KEYS["SOURCE_WORKS_KEY"], Plain(f"password {number}".encode())).stored
        sides.there(f"UPDATE app.connections SET secret = '{text}' WHERE id = {number}")
    return claim


@pytest.mark.parametrize("ids", ["keep", "remap"])
def test_credentials_are_sealed_anew_and_once(sides: Sides, tmp_path: Path, ids: str) -> None:
    seals(sides, ids)
    moves = sides.promote()
    assert moves.rows["app", "connections"].sealed == 2
    assert said(sides, tmp_path).certified
    before = sides.here("SELECT * FROM app.connections ORDER BY id")
    assert sides.promote().rows["app", "connections"].sealed == 0
    assert sides.here("SELECT * FROM app.connections ORDER BY id") == before


def test_one_key_leaves_every_byte(sides: Sides, tmp_path: Path) -> None:
    seals(sides)
    sides.environ["WORKS_KEY"] = sides.environ["SOURCE_WORKS_KEY"]
    sides.promote()
    query = "SELECT id, secret FROM app.connections WHERE org_id = 7 ORDER BY id"
    assert sides.here(query) == sides.there(query)
    assert said(sides, tmp_path).certified


@pytest.mark.parametrize("ids", ["keep", "remap"])
def test_a_credential_that_is_another_rows_is_red(sides: Sides, tmp_path: Path, ids: str) -> None:
    seals(sides, ids)
    sides.promote()
    one, two = (row[0] for row in sides.here("SELECT id FROM app.connections WHERE org_id <> 1 ORDER BY id"))
    sides.here(
        f"UPDATE app.connections SET secret = (SELECT secret FROM app.connections WHERE id = {one}) WHERE id = {two}"
    )
    found = said(sides, tmp_path).blocking
    assert [(each.code, each.what) for each in found] == [
        ("PRM011", f"1 of 2 credentials hold something else: app.connections {two}")
    ]


def test_a_credential_that_does_not_open_stops_the_promotion(sides: Sides) -> None:
    seals(sides)
    sides.there("UPDATE app.connections SET secret = overlay(secret placing 'ffff' from 1) WHERE id = 22")
    before = sides.here("SELECT count(*) FROM app.flows")
    with pytest.raises(StepFailed) as caught:
        sides.promote()
    assert "app.connections cannot be sealed anew: row 22" in str(caught.value)
    assert str(caught.value).startswith(str(sides.claims.promotion))
    assert not any(text in str(caught.value) for text in (*KEYS.values(), "password"))
    assert sides.here("SELECT count(*) FROM app.flows") == before
