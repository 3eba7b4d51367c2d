"""The tests of the suite itself run on one embedded server; its long half is deselected unless it is asked for."""

from collections.abc import Iterator
from itertools import count
from os import environ
from typing import Any

import pytest

from golive.model.target import Dsn
from golive.server import Server, choose

NUMBERS = count(1)
LEFT = pytest.StashKey[int]()


def pytest_configure(config: pytest.Config) -> None:
    environ.pop("PYTHONDONTWRITEBYTECODE", None)  # to compile is half of what a short run of the command costs
    config.addinivalue_line("markers", "deep: whole tables and long proofs; `-m deep` or GOLIVE_DEEP=1 selects them")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if environ.get("GOLIVE_DEEP") or "deep" in config.getoption("markexpr"):
        return
    deep = [item for item in items if item.get_closest_marker("deep")]
    config.stash[LEFT] = len(deep)
    if deep:
        items[:] = [item for item in items if not item.get_closest_marker("deep")]
        config.hook.pytest_deselected(items=deep)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if output := getattr(session.config, "workeroutput", None):
        output["deep"] = session.config.stash.get(LEFT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Each worker of xdist collects everything; what one of them left is what was left."""
    node.config.stash[LEFT] = getattr(node, "workeroutput", {}).get("deep", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if left := config.stash.get(LEFT, 0):
        terminalreporter.write_line(f"{left} deselected: deep; tox -e deep runs them")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A scratch server for the whole run."""
    with choose("embedded").launch() as running:
        yield running


@pytest.fixture
def database(server: Server) -> Iterator[Dsn]:
    """An empty database, dropped after the test."""
    name = f"test_{next(NUMBERS)}"
    yield server.create_database(name)
    server.drop(name)
