"""A rehearsal is asked for by an option: the database is only read, its rows are gone at the end, the page is there."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.app.judge import judge
from golive.model.target import Dsn

ROLE = "rehearsed_shopkeeper"
NOTES = f"""-- Why: the notes of a shop
-- Identity: role {ROLE}
-- Weight: 1
-- Release: both
-- Keys: SELECT id FROM public.shops
SELECT id, shop_id, body FROM public.notes WHERE shop_id = $1;
"""


@pytest.fixture
def data() -> Iterator[Path]:
    """Where the server's account may come to, which may be another than ours."""
    place = Path(tempfile.mkdtemp(prefix="golive-test-"))
    place.chmod(0o755)
    yield place / "data"
    shutil.rmtree(place)


@pytest.fixture
def asked(shop: Path, found: Dsn) -> Iterator[Path]:
    """The platform with what its application sends, and the role that it has."""
    with psycopg.connect(found.reveal(), autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {ROLE}")
        connection.execute(f"GRANT SELECT ON public.shops, public.notes TO {ROLE}")
        (shop / "traffic").mkdir()
        (shop / "traffic" / "0001_notes.sql").write_text(NOTES, "utf-8")
        yield shop
        connection.execute(f"DROP OWNED BY {ROLE}; DROP ROLE {ROLE}")


def test_clone_is_rehearsed_and_gone(
    run: Any, asked: Path, found: Dsn, data: Path, contents: Callable[[Dsn], str]
) -> None:
    before = contents(found)
    answer = run.postcheck(asked, found, "--rehearse", "--data", data)
    told = answer.platform["rehearsal"]
    assert told["named"]
    assert [one["name"] for one in told["steps"]] == ["0001_plan_limit", "0002_plans"]
    assert all(one["again_seconds"] is not None for one in told["steps"])
    assert (told["errors"], told["requests"][0]["who"]) == (0, f"role {ROLE}")
    page = (answer.out / "rehearsal.html").read_text("utf-8")
    assert "3 tables, 6 rows, restored and compared: nothing differs; migrated, taken back and migrated again" in page
    assert not {code for code in answer.found if code.startswith(("STP005", "STP006"))}
    assert contents(found) == before
    assert not data.exists()

    judge(answer.out / "snapshot.json", str(asked), answer.out / "again", lambda _: None)
    again = json.loads((answer.out / "again" / "certificate.json").read_text("utf-8"))["platforms"][0]
    assert again["rehearsal"] == told
    examined = [{one["code"]: one["outcome"] for one in each["examined"]} for each in (answer.platform, again)]
    assert examined[0] == examined[1]


def test_what_says_how_without_saying_what_is_wrong_use(run: Any, shop: Path, found: Dsn, data: Path) -> None:
    own, named = [f"--platform={shop}"], [f"--platform={shop}", "--dsn", found.reveal()]
    said = {
        "--data: was given without --rehearse": [*own, "--data", data],
        "--load: was given without --rehearse": [*own, "--load", "7"],
        "--rehearse: was given with --apply": [*named, "--rehearse", "--apply", "--data", data],
        "--rehearse: copies the rows of the database": [*named, "--rehearse", "-m", "postcheck"],
        "--data: was given without --dsn": [*own, "--rehearse", "--data", data],
        "--load: [platform] of shop says no load": [*own, "--rehearse", "--load"],
        f"--data: {shop} is there, and not empty": [*named, "--rehearse", "-m", "postcheck", "--data", shop],
        "--load: -1 sessions": [*own, "--rehearse", "--load=-1"],
    }
    answers = run.together(said)
    for line, answer in answers.items():
        assert (answer.code, line in answer.text) == (4, True), answer.text
