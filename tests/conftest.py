"""The tests of the suite itself run on one embedded server."""

from collections.abc import Iterator
from itertools import count

import pytest

from golive.model.target import Dsn
from golive.server import Server, choose

NUMBERS = count(1)


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
