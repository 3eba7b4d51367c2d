"""What a run saw is kept, and gives its verdict again: without the database, the clock or the environment."""

import json
import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from golive.app.judge import judge
from golive.model.errors import WrongUse
from golive.model.platform import built_in
from golive.model.target import Dsn
from golive.reports.folder import taken

from .conftest import SHOP
from .test_same_verdict import timeless

SAMPLE = SHOP.parent / "sample"


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be connected to."""

    def refused(*_: object) -> None:
        raise AssertionError("a saved snapshot was to be judged, and something is connected to")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr("psycopg.connect", refused)


def again(answer: Any, platform: str | Path | None, folder: Path) -> dict[str, Any]:
    judge(answer.out / "snapshot.json", str(platform) if platform else None, folder, lambda _: None)
    (path,) = folder.glob("*.json")
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def test_a_whole_run_is_judged_again(once: Any, tmp_path: Path, alone: None) -> None:
    """Its steps, smokes and ways back are what they were; nothing is left out."""
    found = again(once, SHOP, tmp_path)
    assert {one["code"] for one in found["platforms"][0]["examined"]} >= {"STP001", "STP003", "SMK001"}
    assert timeless(found) == timeless(once.certificate)


def test_findings_are_found_again(run: Any, shop: Path, found: Dsn, tmp_path: Path, alone: None) -> None:
    answer = run.postcheck(shop, found)
    assert answer.found
    assert timeless(again(answer, shop, tmp_path / "again")) == timeless(answer.certificate)


def test_nothing_is_written_beside_another_run(once: Any, tmp_path: Path) -> None:
    with taken(tmp_path), pytest.raises(WrongUse, match="another run writes"):
        again(once, SHOP, tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_was_not_kept_is_not_looked_at(once: Any, tmp_path: Path, alone: None) -> None:
    """An audit that is newer than the snapshot, or that was given what no file holds."""
    text = (once.out / "snapshot.json").read_text("utf-8")
    head, _, rest = text.partition("\n")
    saved = json.loads(head.rstrip(",") + "}")
    saved["head"]["given"] = {test: one for test, one in saved["head"]["given"].items() if "smoke" not in test}
    rest = re.sub(r'\n"collations":.*', "", rest)
    (tmp_path / "snapshot.json").write_text(json.dumps(saved)[:-1] + ",\n" + rest, "utf-8")
    told: list[str] = []
    judge(tmp_path / "snapshot.json", str(SHOP), tmp_path / "out", told.append)
    (path,) = (tmp_path / "out").glob("*.json")
    examined = {one["code"]: one for one in json.loads(path.read_text("utf-8"))["platforms"][0]["examined"]}
    assert examined["SMK001"]["outcome"] == "NOT LOOKED AT"
    assert examined["SMK001"]["reason"] == "not judged again: what was done for it was not kept"
    assert told[-1] == "PARTIAL: 1 test was not judged again: SMK001"


WRONG: dict[str, tuple[Callable[[str], str], str]] = {
    "no JSON": (lambda text: text[:-4], "is no saved snapshot"),
    "JSON that no reader ends": (lambda text: "[" * len(text), "is no saved snapshot"),
    "another form": (lambda text: text.replace('"format":1', '"format":2', 1), "this golive reads format 1"),
    "a head that says more": (lambda text: text.replace('"format":1', '"format":1,"more":1', 1), "head.more|more"),
    "another version's objects": (lambda text: text.replace('"fields":["identity"', '"fields":["name"', 1), "another"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_is_none_is_told_in_one_line(once: Any, tmp_path: Path, name: str) -> None:
    change, said = WRONG[name]
    path = tmp_path / "snapshot.json"
    path.write_text(change((once.out / "snapshot.json").read_text("utf-8")), "utf-8")
    with pytest.raises(WrongUse, match=said):
        judge(path, str(SHOP), None, print)


def test_the_snapshot_of_another_platform_is_refused(once: Any) -> None:
    with pytest.raises(WrongUse, match="this is a snapshot of shop"):
        judge(once.out / "snapshot.json", "knowledge", None, print)
    with pytest.raises(WrongUse, match="--platform: is missing"):
        judge(once.out / "snapshot.json", None, None, print)


@pytest.mark.deep
@pytest.mark.parametrize("platform", [*built_in(), SAMPLE], ids=str)
def test_every_platform_is_judged_again(run: Any, tmp_path: Path, platform: str | Path) -> None:
    answer = run("--platform", platform, "--backend", "embedded")
    assert answer.certificates, answer.text
    assert timeless(again(answer, platform, tmp_path / "again")) == timeless(answer.certificate)


@pytest.mark.deep
def test_a_scan_is_judged_again(run: Any, found: Dsn, tmp_path: Path, alone: None) -> None:
    answer = run("-m", "postcheck", "--dsn", found.reveal())
    assert answer.verdict == "SCANNED"
    assert timeless(again(answer, None, tmp_path / "again")) == timeless(answer.certificate)
