"""Installed as a wheel it certifies from somebody else's repository, with their audits, the sources out of reach."""

import shutil
import subprocess
import sys
import sysconfig
import venv
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
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python in which golive is a wheel, beside the packages that are here already."""
    folder = tmp_path_factory.mktemp("installed")
    for part in ("pyproject.toml", "README.md", "src", "checks", "fixtures", "sql", "reports", "tests/examples"):
        copy = folder / "sources" / part
        copy.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / part).is_file():
            shutil.copy(ROOT / part, copy)
        else:
            shutil.copytree(ROOT / part, copy, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info", "out"))
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, folder / "sources"]
    built = subprocess.run(build, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    shutil.rmtree(folder / "sources")
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

    def certify(*words: object) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [installed, "-I", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:allure_pytest",
             "--platform", str(shop), "--backend", "embedded", *map(str, words)],
            cwd=repository, capture_output=True, text=True, check=False,
        )  # fmt: skip

    plain = certify()
    assert plain.returncode == 0, plain.stdout + plain.stderr
    assert "\nCERTIFIED" in plain.stdout
    own = certify("--pyargs", "golive.checks", "audits")
    assert own.returncode == 1, own.stdout + own.stderr
    assert "OWN001 high  public.notes.body  (shop)" in own.stdout
    assert "NOT CERTIFIED: 1 " in own.stdout
