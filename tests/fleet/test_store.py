"""What is finished is whole or not there; only the same run is gone on with, and nothing of others is lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from golive.fleet.store import AGE, RUN, Run, Store
from golive.fleet.visit import Visited
from golive.model.errors import WrongUse
from golive.verdict.members import Member

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
FIRST = Run("a" * 64, "Shops", "fleet.toml", (("a", 4), ("b", 8)), BEGAN)


def begun(folder: Path) -> Store:
    """A run that has finished one of two."""
    store = Store(folder)
    store.begin(FIRST, anew=False)
    store.keep(Visited(Member("a", good=True, verdict="CERTIFIED"), {"certificate.json": "{}"}), {})
    return store


def test_the_same_run_goes_on(tmp_path: Path) -> None:
    store = begun(tmp_path)
    run, finished = store.begin(replace(FIRST, started=BEGAN + timedelta(hours=2)), anew=False)
    assert (run.started, list(finished)) == (BEGAN, ["a"])
    assert finished["a"].good


@pytest.mark.parametrize(
    ("later", "anew"),
    [
        (replace(FIRST, digest="b" * 64), False),
        (replace(FIRST, suite="0.0.0"), False),
        (replace(FIRST, shard=(1, 2)), False),
        (replace(FIRST, started=BEGAN + AGE), False),
        (FIRST, True),
    ],
    ids=["other files", "other suite", "other part", "a day later", "as asked"],
)
def test_another_run_begins_without_the_word_of_the_last(tmp_path: Path, later: Run, anew: bool) -> None:
    store = begun(tmp_path)
    store.end(FIRST if later is FIRST else later)
    store._write(FIRST)  # unfinished, with its pages there
    run, finished = store.begin(later, anew=anew)
    assert (run, finished) == (later, {})
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")] == [RUN]


def test_a_finished_run_is_not_gone_on_with(tmp_path: Path) -> None:
    store = begun(tmp_path)
    roll = store.end(FIRST)
    assert {one.name: one.verdict for one in roll.members} == {"a": "CERTIFIED", "b": "NOT LOOKED AT"}
    assert roll.verdict == "PARTIAL"
    assert store.begin(FIRST, anew=False)[1] == {}


def test_what_was_being_written_is_not_finished(tmp_path: Path) -> None:
    store = begun(tmp_path)
    (tmp_path / "databases" / "a").rename(tmp_path / "databases" / ".half")
    assert store.members() == {}
    store.end(FIRST)
    assert list((tmp_path / "databases").iterdir()) == []


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / "databases" / "precious.txt"
    theirs.parent.mkdir()
    theirs.write_text("x")
    with pytest.raises(WrongUse, match="no run of golive wrote"):
        Store(tmp_path).begin(FIRST, anew=True)
    (tmp_path / RUN).write_text('{"id": 1}')
    with pytest.raises(WrongUse, match="cannot be read"):
        Store(tmp_path).begin(FIRST, anew=True)
    assert theirs.read_text() == "x"
