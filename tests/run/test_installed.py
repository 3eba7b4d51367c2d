"""Installed as a wheel it certifies from somebody else's repository, with their audits, the sources out of reach."""

import subprocess
import sys
import sysconfig
import tarfile
import venv
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OWN = '''
"""Notes are short."""

from golive.judge.audit import Findings, audit
from golive.model.finding import Severity, decision
from golive.model.catalog import Column
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth


@audit("OWN001", Severity.HIGH, Truth.LAWFUL)
def test_bodies_are_text(live: Snapshot, findings: Findings) -> None:
    """Every body is a text.

    Nobody else could read it.
    """
    for column in findings.over(live.of(Column), name=lambda column: column.identity):
        if column.name == "body" and column.type == "text":
            findings.add(column.identity, "is a text", "the own audit wants to be seen red", decision("none"))
'''


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is published: the sources, packed."""
    folder = tmp_path_factory.mktemp("packed")
    pack = [sys.executable, "-m", "build", "--sdist", "--outdir", folder, ROOT]
    made = subprocess.run(pack, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    assert "absent from the `packages` configuration" not in made.stdout + made.stderr
    (sources,) = folder.glob("golive-*.tar.gz")
    return sources


@pytest.fixture(scope="module")
def installed(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python in which golive is a wheel made of the packed sources, beside the packages that are here already."""
    folder = tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, packed]
    built = subprocess.run(build, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("golive-*.whl")
    venv.create(folder / "venv", symlinks=True)
    (site,) = (folder / "venv" / "lib").glob("python*/site-packages")
    unpack = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile", "--target", site, wheel]
    subprocess.run(unpack, check=True, capture_output=True)
    (site / "zz_packages.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return folder / "venv" / "bin" / "python"


def test_a_wheel_certifies_from_a_foreign_repository(installed: Path, shop: Path, tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    (repository / "audits").mkdir(parents=True)
    (repository / "audits" / "test_own.py").write_text(OWN, "utf-8")
    (repository / "pytest.ini").write_text("[pytest]\naddopts = --import-mode=importlib\n", "utf-8")
    where = "from golive import checks, sql; from golive.app import plugin; print(plugin.__file__, checks.__file__)"
    told = subprocess.run(
        [installed, "-I", "-c", where], cwd=repository, check=True, capture_output=True, text=True
    ).stdout
    assert str(ROOT) not in told
    assert told.count(str(installed.parents[1])) == 2

    own = subprocess.run(
        [installed, "-I", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:allure_pytest",
         "--platform", str(shop), "--backend", "embedded", "--pyargs", "golive.checks", "audits"],
        cwd=repository, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert own.returncode == 1, own.stdout + own.stderr
    assert "OWN001 high  public.notes.body  (shop)" in own.stdout
    assert "NOT CERTIFIED: 1 " in own.stdout  # all of ours hold


def test_packed_sources_can_be_tested(packed: Path, tmp_path: Path) -> None:
    with tarfile.open(packed) as archive:
        archive.extractall(tmp_path, filter="data")
    (sources,) = tmp_path.iterdir()
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_names.py"]
    told = subprocess.run(tests, cwd=sources, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout
    assert (sources / ".ci" / "run").is_file()
    assert (sources / "LICENSE").read_text("utf-8") == (ROOT / "LICENSE").read_text("utf-8")


def test_the_command_says_its_version_also_as_a_module() -> None:
    command = Path(sys.executable).with_name("golive")
    for words in ([command], [sys.executable, "-m", "golive"]):
        said = subprocess.run([*words, "--version"], capture_output=True, text=True, check=True).stdout
        assert said == f"golive {version('golive')}\n"
