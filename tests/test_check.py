"""One audit by itself, with an exit code; and the statements it stands on, which psql takes."""

from pathlib import Path

import psycopg
import pytest

from golive.app.check import asked, statements
from golive.app.cli import main
from golive.migrate.runner import Runner
from golive.model.platform import BUILT_IN, load_platform
from golive.model.target import Dsn

FOLDER = Path(__file__).parent / "platforms" / "shop"
SHOP = load_platform(FOLDER)


@pytest.fixture
def shop(database: Dsn) -> Dsn:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        for path in SHOP.baseline:
            connection.execute(path.read_bytes())
    with Runner(database, SHOP.name, SHOP.steps) as runner:
        for step in SHOP.steps:
            runner.deploy(step)
    return database


def check(dsn: Dsn, subject: str) -> int:
    return main(["check", subject, "--platform", str(FOLDER), "--dsn", dsn.reveal()])


def test_code_section_and_object_are_checked_alone(shop: Dsn, capsys: pytest.CaptureFixture[str]) -> None:
    for subject in ("COL001", "Columns", "public.plans"):
        assert check(shop, subject) == 0
        assert capsys.readouterr().out.strip()
    with psycopg.connect(shop.reveal(), autocommit=True) as connection:
        connection.execute("ALTER TABLE public.plans DROP max_notes CASCADE")
    for subject in ("COL001", "col", "public.plans"):
        assert check(shop, subject) == 1
        assert "public.plans.max_notes" in capsys.readouterr().out
    assert check(shop, "IDX001") == 0


AIMEE = load_platform(BUILT_IN / "aimee")


@pytest.mark.parametrize(
    "symptom",
    [
        "Integration not found",
        "decrypt to undefined",
        "Agent user not found",
        "Menu items don't appear",
        "[object Object]",
    ],
)
def test_symptom_leads_to_the_claim_that_knows_its_cause(symptom: str) -> None:
    """The five of aimee's document (AIM-54), as people type them."""
    wanted = asked(symptom, AIMEE)
    told = [why for one in AIMEE.claims.every if wanted.concerns(why := str(getattr(one, "why", "")))]
    assert any(why.startswith("symptom: ") for why in told)


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("COL01", "is no code, section or object of shop (did you mean 'COL001'?)"),
        ("STP001", "cannot be asked by itself"),
        ("STP003", "cannot be asked by itself"),
    ],
)
def test_what_cannot_be_asked_is_wrong_use(subject: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", subject, "--platform", str(FOLDER), "--sql"]) == 4
    assert said in capsys.readouterr().err


def test_statements_of_every_audit_are_taken_by_the_server(shop: Dsn) -> None:
    """The kinds of the catalog, and the platform's own claims with their values."""
    for subject in ("COL001", "ROW001", "TRG002", "public.plans"):
        text = statements(asked(subject, SHOP), SHOP)
        with psycopg.connect(shop.reveal()) as connection:
            connection.execute(text.encode())
    assert "public.plans" in statements(asked("public.plans", SHOP), SHOP)
