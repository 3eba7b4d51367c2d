"""The code is laid out as the README says: one way of dependence, one place for each thing, nothing of one machine."""

import ast
import importlib
import inspect
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from os import environ
from pathlib import Path

import pytest

from golive.app.explain import catalogue
from golive.judge.audit import audit_of

ROOT = Path(__file__).parents[1]
PARTS = {"src/golive": "", "checks": "checks", "fixtures": "fixtures", "sql": "sql", "reports": "reports"}
CODE = [path for part in ("src", *PARTS) for path in sorted((ROOT / part).rglob("*.py")) if part != "src/golive"]
OURS = [*CODE, *sorted((ROOT / "tests").rglob("*.py"))]
WRITTEN = {".py", ".sql", ".toml", ".json", ".md", ".txt", ".html", ".css", ".mjs", ".ini", ".cfg", ".yml", ""}
SKIPPED = {"__pycache__", "out", "build", "dist"}
SHOWN = {".ci", ".gitignore", ".importlinter"}  # of what is hidden, this is ours
# Folders that exist on one machine only.
MACHINE = re.compile(r"(?<![\w.:/])/(?:work|root|home/[a-z]+|Users/[A-Za-z]+|mnt)/(?!\.)[\w.-]+")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_dependencies_point_one_way(tmp_path: Path) -> None:
    for part, inside in PARTS.items():
        shutil.copytree(
            ROOT / part, tmp_path / "golive" / inside, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.sql", "out")
        )
    linter = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    answer = subprocess.run(
        [*linter, "--config", str(ROOT / ".importlinter")],
        cwd=tmp_path,
        env=environ | {"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "0 broken" in answer.stdout


def imported(path: Path) -> set[str]:
    """The modules a file names in its imports, wherever they stand in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_only_the_plugin_and_its_parts_import_pytest() -> None:
    importers = {name(path) for path in (ROOT / "src").rglob("*.py") if imported(path) & {"pytest", "_pytest"}}
    assert importers == {
        f"src/golive/app/{part}.py"
        for part in (
            "plugin",
            "fleet_items",
            "options",
            "masked",
            "planning",
            "in_memory",
            "reporter",
            "results",
            "scan",
            "selection",
            "session",
            "strangers",
            "terminal",
        )
    }


def test_nothing_private_of_pytest_is_imported() -> None:
    assert not [name(path) for path in OURS if "_pytest" in imported(path)]


def test_one_door_leads_to_a_database_that_was_given() -> None:
    """Time limit, pooler, old server, refused login: one line each, said in one place."""
    connecting = {
        name(path) for path in CODE if re.search(r"\b(psycopg|Connection)\.connect\(", path.read_text("utf-8"))
    }
    ours = {one for one in connecting if one.startswith(("src/golive/server/", "src/golive/testing/"))}
    assert connecting - ours == set(), "golive.observe.session.connect is the door"


# The source of a function is prepared as it stands: it can be neither parameter nor literal.
TEXT_ITSELF = {"src/golive/observe/plpgsql.py"}
SENDS = {"execute", "executemany", "copy", "SQL"}


def formatted(path: Path) -> Iterator[str]:
    """Where a statement is put together by Python."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in SENDS
            and node.args
        ):
            text = node.args[0]
            if (
                isinstance(text, ast.Call)
                and isinstance(text.func, ast.Attribute)
                and text.func.attr in ("encode", "format")
            ):
                text = text.func.value
            if isinstance(text, ast.JoinedStr) or (isinstance(text, ast.BinOp) and isinstance(text.op, ast.Mod)):
                yield f"{name(path)}:{node.lineno}"


def test_no_statement_is_put_together_by_python() -> None:
    assert [place for path in CODE if name(path) not in TEXT_ITSELF for place in formatted(path)] == []


@pytest.mark.parametrize("path", sorted((ROOT / "checks").glob("*.py")), ids=lambda path: path.stem)
def test_a_module_of_checks_holds_audits(path: Path) -> None:
    if path.stem == "__init__":
        assert not path.read_text("utf-8").strip()
        return
    assert path.stem.startswith("test_")
    module = importlib.import_module(f"golive.checks.{path.stem}")
    own = [one for _, one in inspect.getmembers(module, inspect.isfunction) if one.__module__ == module.__name__]
    tests = [one for one in own if one.__name__.startswith("test_")]
    assert tests
    assert [one.__name__ for one in tests if audit_of(one) is None] == []
    assert inspect.getdoc(module), "its docstring says what must be true"


def test_the_list_of_audits_is_the_one_that_runs() -> None:
    written = ROOT / "checks" / "README.md"
    assert written.exists(), "python -m golive.app.explain writes it"
    assert written.read_text("utf-8") == catalogue(), "python -m golive.app.explain writes it anew"


def test_every_package_is_in_the_wheel() -> None:
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    there = {
        ".".join(("golive", inside, *path.parent.relative_to(ROOT / part).parts)).replace("..", ".").strip(".")
        for part, inside in PARTS.items()
        for path in (ROOT / part).rglob("__init__.py")
    }
    assert sorted(there - set(setuptools["packages"])) == []


def written() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(
            part in SKIPPED or part.endswith(".egg-info") or (part.startswith(".") and part not in SHOWN)
            for part in parts
        )
        if not hidden and path.is_file() and path.suffix in WRITTEN:
            yield path


def test_nothing_names_a_folder_of_one_machine() -> None:
    found = [
        f"{name(path)}: {said[0]}" for path in written() if (said := MACHINE.search(path.read_text("utf-8", "replace")))
    ]
    assert found == []


def test_the_plugin_is_found_by_its_entry_point() -> None:
    spec = find_spec("golive.app.plugin")
    assert spec is not None
    assert "pytest_plugins" not in (ROOT / "conftest.py").read_text("utf-8")
