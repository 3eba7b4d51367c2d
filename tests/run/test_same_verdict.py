"""The verdict is the same on one worker and on two, and in any order of the tests."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from golive.model.target import Dsn

BACKWARDS = """
import pytest

@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    yield
    items.reverse()
"""
# What differs between any two runs on two databases.
TIMES = {
    "seconds", "started", "finished", "longest_wait_ms", "command", "target", "system_identifier", "snapshot",
}  # fmt: skip


def timeless(value: Any) -> Any:
    """A certificate without its times."""
    if isinstance(value, Mapping):
        return {key: timeless(inner) for key, inner in value.items() if key not in TIMES}
    if isinstance(value, list):
        return [timeless(inner) for inner in value]
    return value


def told_to_allure(out: Path) -> list[str]:
    results = (out / "allure-results").glob("*-result.json")
    return sorted(json.loads(path.read_text("utf-8"))["name"] for path in results)


def backwards(folder: Path) -> dict[str, str]:
    """The surroundings in which -p backwards turns the order of the tests round."""
    (folder / "backwards.py").write_text(BACKWARDS, "utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])}


@pytest.mark.deep
def test_migrating_backwards_on_two_workers_is_the_same_migration(run: Any, shop: Path, once: Any) -> None:
    words = ("--platform", shop, "--backend", "embedded", "-n", "2", "-p", "backwards", "--partial-ok")
    answer = run(*words, env=backwards(run.folder), plain=False)
    assert answer.code == 0, answer.text
    assert told_to_allure(answer.out) == told_to_allure(once.out)
    assert answer.certificate["reasons"] == ["the plugin backwards of backwards took part, and is not golive's"]
    assert timeless(answer.platform) == timeless(once.platform)


@pytest.mark.deep
def test_findings_are_the_same_on_two_workers_and_backwards(run: Any, shop: Path, found: Dsn) -> None:
    common = ("-m", "postcheck", "--platform", shop, "--dsn", found.reveal())
    ways = {"one": common, "two": (*common, "-n", "2", "-p", "backwards")}
    told = run.together(ways, env=backwards(run.folder))
    assert {answer.code for answer in told.values()} == {1}, told["one"].text
    assert told["one"].found
    assert told["two"].certificate["verdict"] == told["one"].certificate["verdict"] == "NOT CERTIFIED"
    assert timeless(told["two"].platform) == timeless(told["one"].platform)
    seen = {name: (answer.out / "snapshot.json").read_text("utf-8").partition("\n")[2] for name, answer in told.items()}
    assert seen["two"] == seen["one"]  # but for its head: the same database gives the same bytes
