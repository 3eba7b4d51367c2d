"""A worker that is killed costs nobody but the database that killed it, and no server gets more than it bears."""

from pathlib import Path

from golive.fleet.engines import Pool
from golive.fleet.work import LOSSES, Work
from golive.verdict.members import Stands
from tests.fleet.visits import seen, visit


def begun(folder: Path, name: str) -> int:
    return len((folder / f"{name}.begun").read_text())


def test_one_that_ends_its_workers_is_given_up_and_the_others_are_looked_at(tmp_path: Path) -> None:
    names = [*(f"calm{n}" for n in range(5)), "killer", "once", *(f"quiet{n}" for n in range(5))]
    visits = [visit(name, f"server{n % 3}", tmp_path) for n, name in enumerate(names)]
    done = {one.member.name: one.member for one in Work(visits, Pool(3), seen).done()}
    assert set(done) == set(names)
    assert [name for name, one in done.items() if not one.good] == ["killer"]
    assert done["killer"].verdict == Stands.GIVEN_UP
    assert done["killer"].why == f"it cost {LOSSES} workers"
    assert begun(tmp_path, "killer") == LOSSES
    assert begun(tmp_path, "once") == 2


def test_no_more_at_once_than_a_server_has_places(tmp_path: Path) -> None:
    visits = [visit(f"one{n}", "narrow", tmp_path, places=1) for n in range(6)]
    visits += [visit(f"two{n}", "wide", tmp_path, places=2) for n in range(12)]
    done = {one.member.name: one.member.looked_at for one in Work(visits, Pool(4), seen).done()}
    assert len(done) == 18
    assert {beside for name, beside in done.items() if name.startswith("one")} == {1}
    assert {beside for name, beside in done.items() if name.startswith("two")} <= {1, 2}
