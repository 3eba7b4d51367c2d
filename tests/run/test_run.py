"""One run migrates and certifies; a second one changes nothing; what is missing is named with its way out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.model.platform import BUILT_IN
from golive.model.target import Dsn
from golive.server import choose
from golive.server.client import client_environment

Contents = Callable[[Dsn], str]
Client = Callable[..., str]


def test_one_run_takes_the_baseline_to_certified(once: Any) -> None:
    answer = once
    assert answer.code == 0, answer.text
    assert (answer.certificate["verdict"], answer.certificate["scope"]) == ("CERTIFIED", "full")
    assert answer.steps == {"0001_plan_limit": "deployed", "0002_plans": "deployed"}
    assert answer.platform["backend"].startswith("embedded ")
    assert "restored and compared" in answer.platform["backup"]
    examined = {one["code"]: one["looked_at"] for one in answer.platform["examined"]}
    assert examined["STP001"] == 2
    assert examined["SMK001"] == 1
    assert examined["STP003"] == 2
    assert all(one["looked_at"] for one in answer.platform["examined"] if one["outcome"] == "OK")
    left = {path.name for path in answer.out.iterdir()}
    assert left >= {
        "certificate.json",
        "certificate.html",
        "junit.xml",
        "fix.sql",
        "runbook.md",
        "runbook.html",
        "allure-results",
    }
    assert not {name for name in left if name.startswith(".")}


def test_a_second_run_changes_nothing(run: Any, shop: Path, migrated: Dsn, contents: Contents) -> None:
    before = contents(migrated)
    second = run.apply(shop, migrated)
    assert second.code == 0, second.text
    assert set(second.steps.values()) == {"deployed before"}
    assert contents(migrated) == before


@pytest.mark.deep
def test_a_named_database_is_migrated(run: Any, another: Any, shop: Path, found: Dsn, contents: Contents) -> None:
    first = run.apply(shop, found)
    assert first.code == 0, first.text
    assert set(first.steps.values()) == {"deployed"}
    assert "restored and compared" in first.platform["backup"]
    before = contents(found)
    second = another.apply(shop, found)
    assert second.code == 0, second.text
    assert contents(found) == before


def test_fix_sql_leads_from_everything_named_to_certified(
    run: Any, another: Any, shop: Path, found: Dsn, contents: Contents, client: Client
) -> None:
    before = contents(found)
    answer = run.postcheck(shop, found)
    assert answer.code == 1, answer.text
    assert answer.certificate["verdict"] == "NOT CERTIFIED"
    assert contents(found) == before
    assert answer.found.keys() >= {
        "STP002 0001_plan_limit",
        "STP002 0002_plans",
        "COL001 public.plans.max_notes",
        "CON001 public.plans.plans_max_notes_check",
        "ROW001 public.plans",
    }
    assert "not so: public.plans has the row paid" in answer.found["STP002 0002_plans"]
    assert answer.steps == {"0001_plan_limit": "pending", "0002_plans": "pending"}
    assert all(f"{one['code']} " in answer.text and one["where"] in answer.text for one in answer.platform["findings"])

    client("psql", found, "-X", "-q", "-f", answer.out / "fix.sql")
    strange = {"PGCLIENTENCODING": "LATIN1", "PGTZ": "Asia/Tokyo", "PGDATESTYLE": "SQL, DMY", "PGOPTIONS": "-c jit=on"}
    named = {**client_environment(found), **strange}  # libpq's variables name it as well as --dsn does
    mended = another("-v", "-m", "postcheck", "--platform", shop, env=named)
    assert mended.code == 0, mended.text
    assert f" on {found}, named by PGDATABASE, PGHOST; results in " in mended.text
    assert (mended.certificate["verdict"], mended.certificate["scope"]) == ("CERTIFIED", "postcheck")
    assert set(mended.steps.values()) == {"deployed before"}
    after = contents(found)
    client("psql", found, "-X", "-q", "-f", answer.out / "fix.sql")
    assert contents(found) == after


@pytest.mark.deep
def test_fix_sql_leads_to_certified_on_a_real_platform(run: Any, another: Any, client: Client) -> None:
    with choose("embedded").launch() as server:
        dsn = server.create_database("propertyhub")
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            for path in sorted((BUILT_IN / "propertyhub" / "baseline").glob("*.sql")):
                connection.execute(path.read_bytes())
        answer = run.postcheck("propertyhub", dsn)
        assert answer.code == 1, answer.text
        assert set(answer.steps.values()) == {"pending"}
        assert {f"STP002 {name}" for name in answer.steps} <= answer.found.keys()
        client("psql", dsn, "-X", "-q", "-f", answer.out / "fix.sql")
        mended = another.postcheck("propertyhub", dsn)
        assert mended.code == 0, mended.text
        assert mended.certificate["verdict"] == "CERTIFIED"
