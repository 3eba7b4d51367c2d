"""A step or smoke that fails is red by its name, nothing after it runs, and nothing of it stays."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from golive.model.target import Dsn


def test_a_step_that_fails_stops_everything_that_stands_on_it(
    run: Any, shop: Path, found: Dsn, contents: Callable[[Dsn], str]
) -> None:
    deploy = shop / "steps/0001_plan_limit/deploy.sql"
    deploy.write_text(deploy.read_text("utf-8") + "UPDATE public.plans SET max_notes = 1 / 0;\n", "utf-8")
    before = contents(found)
    answer = run.apply(shop, found)
    assert answer.code == 1, answer.text
    assert contents(found) == before  # neither the column nor the ledger
    assert answer.certificate["verdict"] == "NOT CERTIFIED"
    assert "restored and compared" in answer.platform["backup"]
    assert answer.steps == {"0001_plan_limit": "failed", "0002_plans": "not run"}
    note = next(one["note"] for one in answer.platform["steps"] if one["name"] == "0001_plan_limit")
    assert "deploy.sql:10" in note
    assert "22012 division by zero" in note
    broken = {one["test"].partition("::")[2]: one["why"] for one in answer.certificate["broken"]}
    assert "0001_plan_limit" in broken["test_step_is_deployed_and_verified[shop-0001_plan_limit]"]
    assert "0001_plan_limit" in broken["test_step_is_deployed_and_verified[shop-0002_plans]"]
    assert "0001_plan_limit" in broken["test_smoke[shop-0001_note_of_a_shop]"]
    assert len([name for name in broken if name.startswith("test_system_rows_are_as_claimed")]) == 1
    outcomes = {one["code"]: one["outcome"] for one in answer.platform["examined"]}
    assert outcomes["STP001"] == "ERROR"
    others = {code for code, outcome in outcomes.items() if outcome != "ERROR"}
    assert others == {"LCK003", "STP004", "STP005", "STP006", "ISO010"}  # of the file, and of what nobody asked for
    assert "Traceback" not in answer.text


@pytest.mark.deep
def test_a_verification_that_does_not_hold_leaves_nothing(
    run: Any, shop: Path, found: Dsn, contents: Callable[[Dsn], str]
) -> None:
    verify = shop / "steps/0002_plans/verify.sql"
    verify.write_text("SELECT 'the plans are not as I wish';\n", "utf-8")
    answer = run.apply(shop, found)
    assert answer.code == 1, answer.text
    assert answer.steps == {"0001_plan_limit": "deployed", "0002_plans": "failed"}
    assert "the plans are not as I wish" in answer.text
    assert "'paid'" not in contents(found)
    assert "max_notes" in contents(found)


SMOKES = {
    "0002_false": "SELECT 'two are one', 1 = 2;",
    "0003_unknown": "SELECT 'nothing is something', NULL::boolean;",
    "0004_silent": "SELECT 'never said', true WHERE false;",
    "0005_broken": "INSERT INTO public.notes (shop_id, body) VALUES (99, 'nobody''s');\nSELECT 'never reached', true;",
}


def test_a_smoke_is_red_where_its_claim_does_not_hold(
    run: Any, shop: Path, migrated: Dsn, contents: Callable[[Dsn], str]
) -> None:
    for name, text in SMOKES.items():
        (shop / "smoke" / f"{name}.sql").write_text(f"-- Why: somebody is harmed\n{text}\n", "utf-8")
    answer = run.apply(shop, migrated)
    assert answer.code == 1, answer.text
    assert answer.found["SMK001 0002_false"] == "does not hold: two are one"
    assert answer.found["SMK001 0003_unknown"] == "does not hold: nothing is something"
    broken = {one["test"].partition("[")[2]: one["why"] for one in answer.certificate["broken"]}
    assert "looked at nothing" in broken["shop-0004_silent]"]
    assert "shop-0005_broken]" in broken
    assert "smoke" not in contents(migrated)
    assert set(answer.steps.values()) == {"deployed before"}
