"""Five hundred databases on four servers: the page names exactly the twelve that need somebody."""

import json
import signal
from pathlib import Path

import pytest

from tests.fleet.conftest import Command
from tests.fleet.scene import Scene, Watched, named_on, scene, watched

DATABASES = 500
EACH_S = 0.5  # of CPU


@pytest.mark.deep
def test_five_hundred_databases_and_the_twelve_that_need_somebody(tmp_path: Path) -> None:
    with scene(tmp_path, DATABASES) as found:
        command = Command(tmp_path, found.environment)
        first = _killed(found, command)
        finished = {
            path.parent.name: path.stat().st_mtime_ns for path in command.out.glob("databases/[!.]*/result.json")
        }
        process = command.start("fleet.toml", "--out", "out")
        with watched(found, process.pid, command.out) as again:
            said, _ = process.communicate(timeout=1200)
        assert process.returncode == 1
        assert said.startswith("going on with the run of")
        assert said.rstrip().endswith(f"NOT CERTIFIED: {DATABASES - 10} of {DATABASES} databases are well")
        left = {path.parent.name: path.stat().st_mtime_ns for path in command.out.glob("databases/[!.]*/result.json")}
        assert {name: left[name] for name in finished} == finished
    pages = command.pages()
    names = {one["name"]: one for one in json.loads(pages["fleet.json"])["databases"]}
    assert len(names) == DATABASES
    assert named_on(pages["fleet.html"], names) == found.named
    assert {name for name, one in names.items() if not one["good"]} == {*found.drifted, *found.unreachable}
    assert len(json.loads(pages["fleet.json"])["groups"]) == 5
    assert max((first.most | again.most).values()) == 2, "sessions at once on one server"
    assert first.seconds + again.seconds < EACH_S * DATABASES
    _flat(again)


@pytest.mark.deep
def test_runs_at_the_same_time_share_the_places_of_their_servers(tmp_path: Path) -> None:
    """Three runs with two workers each, on servers whose role may have two sessions."""
    with scene(tmp_path, 36) as found:
        command = Command(tmp_path, found.environment)
        parts = [
            command.start("fleet.toml", "--workers", "2", "--shard", f"{n}/3", "--out", f"part{n}") for n in (1, 2, 3)
        ]
        with watched(found, parts[0].pid, tmp_path / "part1") as seen:
            for part in parts:
                part.communicate(timeout=600)
    assert set(seen.most.values()) == {2}
    assert command("merge", "part1", "part2", "part3", "--out", "out")[0] == 1
    databases = json.loads(command.pages()["fleet.json"])["databases"]
    assert {one["name"] for one in databases if not one["good"]} == {*found.drifted, *found.unreachable}


def _killed(found: Scene, command: Command) -> Watched:
    process = command.start("fleet.toml", "--out", "out")
    with watched(found, process.pid, command.out) as seen:
        while sum(1 for _ in command.out.glob("databases/[!.]*")) < DATABASES // 10:
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()
    return seen


def _flat(seen: Watched) -> None:
    """What a run and its workers hold does not grow with what is finished."""
    early = [one for one in seen.memory if DATABASES // 5 < one[0] <= DATABASES // 2]
    late = [one for one in seen.memory if one[0] > DATABASES - DATABASES // 10]
    for at in (1, 2):
        assert max(one[at] for one in late[:-1]) < 1.25 * max(one[at] for one in early)
