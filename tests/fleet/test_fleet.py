"""One command for many databases: one page that names those that need somebody, and a certificate each."""

import json
import re
import signal
from collections.abc import Callable
from xml.etree import ElementTree

import psutil
import pytest
from sarif_pydantic import Sarif

from golive.fleet.store import Store
from tests.fleet.conftest import GONE, NAMES, Command

HEAD = re.compile(
    r'"(started|finished)": "[^"]+"|timestamp="[^"]+"|[0-9-]{10} [0-9:]{8}( to [0-9-]{10} [0-9:]{8})? UTC'
)


def timeless(pages: dict[str, str]) -> dict[str, str]:
    """Without the times of their heads."""
    return {name: HEAD.sub("", text) for name, text in pages.items()}


def test_one_page_names_those_that_need_somebody(fleet: Command) -> None:
    code, said = fleet("fleet.toml", "--out", "out")
    assert code == 1
    assert said.splitlines()[-1] == "NOT CERTIFIED: 2 of 6 databases are well"
    pages = fleet.pages()
    found = json.loads(pages["fleet.json"])
    assert {one["name"]: one["verdict"] for one in found["databases"]} == {
        "a": "CERTIFIED", "b": "NOT CERTIFIED", "c": "NOT CERTIFIED", "d": "NOT CERTIFIED", "e": "UNREACHABLE",
        "f": "CERTIFIED",
    }  # fmt: skip
    assert [one["databases"] for one in found["groups"]] == [["d"], ["b", "c"]]
    page = pages["fleet.html"]
    attention, _, everything = page.partition('id="versions"')
    assert re.findall(r'href="databases/(\w)/certificate.html"', attention) == ["d", "b", "c"]
    assert re.findall(r'href="databases/(\w)/certificate.html"', everything) == ["a", "b", "c", "d", "f"]
    assert "shop_gone&quot; does not exist" in attention
    assert "<b>x" not in page
    assert "Shops &lt;all&gt;" in page
    for name in NAMES:
        left = sorted(path.name for path in (fleet.out / "databases" / name).iterdir())
        assert left == (["result.json"] if name == GONE else
                        ["certificate.html", "certificate.json", "result.json", "snapshot.json"])  # fmt: skip
    _junit(pages["junit.xml"])
    _sarif(pages["fleet.sarif"], (fleet.folder / "fleet.toml").read_text())
    _metrics(pages["metrics.prom"])
    for path in fleet.out.rglob("*"):
        if path.is_file():
            assert fleet.environment["SHOP_PASSWORD"] not in path.read_text("utf-8")
    assert fleet.environment["SHOP_PASSWORD"] not in said


def _junit(text: str) -> None:
    suite = ElementTree.fromstring(text).find("testsuite")
    assert suite is not None
    assert {name: suite.get(name) for name in ("tests", "failures", "errors")} == {
        "tests": "6", "failures": "3", "errors": "1",
    }  # fmt: skip
    told = {case.get("name"): [one.tag for one in case] for case in suite}
    assert told == {"a": [], "b": ["failure"], "c": ["failure"], "d": ["failure"], "e": ["error"], "f": []}


def _sarif(text: str, file: str) -> None:
    """As another's model reads it, and as code scanning wants it: every result has a place."""
    whole = Sarif.model_validate_json(text)
    (run,) = whole.runs
    assert run.results is not None
    rules = {rule.id for rule in run.tool.driver.rules or ()}
    lines = file.splitlines()
    told: dict[str, list[str]] = {}
    for result in run.results:
        assert result.rule_id in rules
        assert result.locations
        for location in json.loads(result.model_dump_json(by_alias=True))["locations"]:
            place = location["physicalLocation"]
            assert place["artifactLocation"]["uri"] == "fleet.toml"
            assert lines[place["region"]["startLine"] - 1] == "[[database]]"
            told.setdefault(result.rule_id, []).append(lines[place["region"]["startLine"]])
    assert told["COL001"][:2] == ['name = "b"', 'name = "c"']
    assert told["not-judged"] == ['name = "e"']


def _metrics(text: str) -> None:
    samples = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert samples['golive_databases{verdict="CERTIFIED"}'] == "2"
    assert samples['golive_well{database="a",platform="shop"}'] == "1"
    assert samples['golive_findings{database="b",platform="shop"}'] == "1"
    assert samples['golive_judged{database="e",platform="shop"}'] == "0"


def test_parts_merged_are_the_same_bytes_and_a_missing_one_is_no_pass(fleet: Command) -> None:
    fleet("fleet.toml", "--out", "whole")
    for number in (1, 2):
        fleet("fleet.toml", "--shard", f"{number}/2", "--out", f"part{number}")
    assert fleet("merge", "part1", "part2", "--out", "merged")[0] == 1
    assert timeless(fleet.pages("merged")) == timeless(fleet.pages("whole"))
    merged, whole = (
        sorted(path.relative_to(out) for path in out.glob("databases/*/*"))
        for out in (fleet.folder / "merged", fleet.folder / "whole")
    )
    assert merged == whole
    assert fleet("merge", "part1", "--out", "less")[0] == 1
    found = json.loads(fleet.pages("less")["fleet.json"])
    assert [one["name"] for one in found["databases"] if one["verdict"] == "NOT LOOKED AT"] == ["b", "d", "e"]
    run = fleet.folder / "part2" / "run.json"
    run.write_text(re.sub(r'"digest": ?"\w', '"digest": "-', run.read_text()))
    code, said = fleet("merge", "part1", "part2", "--out", "mixed")
    assert (code, said.count("\n")) == (4, 1)
    assert "part2: is a part of another run" in said


def test_a_run_that_was_killed_goes_on_with_what_is_not_finished(fleet: Command, until: Callable[..., None]) -> None:
    def finished() -> dict[str, int]:
        return {path.parent.name: path.stat().st_mtime_ns for path in fleet.out.glob("databases/[!.]*/result.json")}

    process = fleet.start("fleet.toml", "--out", "out", "--workers", "1")
    until(lambda: len(finished()) >= 2, "two are finished")
    workers = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert psutil.wait_procs(workers, timeout=60)[1] == [], "what it started ends with it"
    before = finished()
    assert 2 <= len(before) < len(NAMES), "it was killed too late"
    assert not (fleet.out / "fleet.html").exists()
    code, said = fleet("fleet.toml", "--out", "out")
    assert code == 1
    assert said.startswith("going on with the run of")
    assert f": {len(before)} are finished" in said
    after = finished()
    assert set(after) == set(NAMES)
    assert {name: after[name] for name in before} == before
    _, said = fleet("fleet.toml", "--out", "out")
    assert "going on" not in said, "a finished run is not gone on with"
    assert not {name for name, when in finished().items() if when == after[name]}


def test_one_run_at_a_time_writes_into_a_folder(fleet: Command) -> None:
    with Store(fleet.out).alone():
        code, said = fleet("fleet.toml", "--out", "out")
    assert (code, said.count("\n")) == (4, 1)
    assert "--out: another run writes to out; " in said


PYTEST = ("-m", "pytest", "-p", "no:cacheprovider", "-p", "no:allure_pytest", "-p", "no:hypothesispytest")


def test_pytest_has_one_test_for_each_database(fleet: Command) -> None:
    """Also chosen by name; the page says what was left out."""
    code, said = fleet("--fleet", "fleet.toml", "--out", "out", "--junitxml", "tests.xml", program=PYTEST)
    assert code == 1, said
    assert "4 failed, 2 passed" in said
    told = ElementTree.parse(fleet.folder / "tests.xml").getroot().iter("testcase")
    assert {one.get("name"): [each.tag for each in one] for one in told} == {
        name: [] if name in "af" else ["failure"] for name in NAMES
    }
    assert "COL001 high public.notes.by_hand" in said
    code, said = fleet("--fleet", "fleet.toml", "--out", "some", "fleet.toml::a", program=PYTEST)
    assert (code, said.strip().splitlines()[-1].partition(" in ")[0].strip("= ")) == (1, "1 passed"), said
    assert "PARTIAL: 1 of 6 databases are well" in said
    code, said = fleet("--fleet", "fleet.toml", "--dsn", "postgresql://x@y/z", program=PYTEST)
    assert code == 4
    assert "--dsn: was given with --fleet" in said


@pytest.mark.deep
def test_two_workers_of_pytest_give_the_same_bytes_as_the_command(fleet: Command) -> None:
    assert fleet("--fleet", "fleet.toml", "--out", "out", "-n", "2", program=PYTEST)[0] == 1
    assert fleet("fleet.toml", "--out", "by-command")[0] == 1
    assert timeless(fleet.pages()) == timeless(fleet.pages("by-command"))
