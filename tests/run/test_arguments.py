"""What pytest would take for its own, and what it printed, come to mean what was typed."""

import subprocess
import sys
from pathlib import Path

import pytest

import golive.checks
from golive.app.arguments import TAKES_A_PATH, in_checks, joined
from golive.app.options import add_options

CHECKS = Path(str(golive.checks.__file__)).parent


def test_a_folder_stays_with_its_option() -> None:
    assert joined(["-q", "--platform", "shop", "--apply", "--out"]) == ["-q", "--platform=shop", "--apply", "--out"]


def test_each_option_that_takes_a_path_is_known() -> None:
    parser = pytest.Parser(_ispytest=True)
    add_options(parser)
    options = parser.getgroup("golive").options
    paths = {one.names()[0] for one in options if {"FILE", "DIR", "PUB", "NAME|FOLDER"} & {one.attrs().get("metavar")}}
    assert paths == TAKES_A_PATH


def test_a_test_is_found_again_by_the_name_that_was_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ours = f"{CHECKS / 'test_tables.py'}::test_tables_have_a_primary_key[shop]"
    for printed in ("test_tables.py", "checks/test_tables.py", "../elsewhere/test_tables.py"):
        assert in_checks(f"{printed}::test_tables_have_a_primary_key[shop]", CHECKS) == ours
    for other in ("test_of_theirs.py::test_x", "test_tables.py", f"{__file__}::test_x"):
        assert in_checks(other, CHECKS) == other


def test_a_platform_elsewhere_does_not_move_the_root(shop: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    words = ["-p", "no:cacheprovider", "--collect-only", "-q", "test_tables.py::test_tables_have_a_primary_key[shop]"]
    said = subprocess.run(
        [sys.executable, "-m", "pytest", "--platform", shop, "-v", *words],
        cwd=here, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stdout + said.stderr
    assert f"rootdir: {here}\n" in said.stdout
    assert "1 test collected" in said.stdout


@pytest.mark.deep
def test_an_output_that_the_run_makes_moves_no_worker(shop: Path, tmp_path: Path) -> None:
    """A worker begins when the folder is there, with the words that the run was given."""
    words = [f"--platform={shop}", "--out", tmp_path / "new", "-n", "1", "-p", "no:cacheprovider"]
    said = subprocess.run([sys.executable, "-m", "pytest", *words], capture_output=True, text=True, check=False)
    assert "CERTIFIED" in said.stdout, said.stdout + said.stderr
    assert "PARTIAL" not in said.stdout, said.stdout
