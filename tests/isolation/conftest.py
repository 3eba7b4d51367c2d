"""A small sound database whose sessions are declared, and what is seen of copies of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from golive.model.claims import load_claims
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.server import Server, choose
from golive.testing.look import observe

EXAMPLE = Path(__file__).parents[1] / "examples" / "ISO004"


@pytest.fixture(scope="module")
def example() -> Platform:
    claims = load_claims(EXAMPLE / "platform.toml")
    return Platform(EXAMPLE, claims, None, steps=(), smokes=(), baseline=())


@pytest.fixture(scope="module")
def alone() -> Iterator[Server]:
    """A server of these tests alone: their roles are nobody else's."""
    with choose("embedded").launch() as running:
        running.create_database("sound")
        run(running, "sound", (EXAMPLE / "good.sql").read_text("utf-8"))
        yield running


@pytest.fixture
def seen(alone: Server, example: Platform) -> Iterator[Callable[[str], Snapshot]]:
    """What is seen of a copy in which statements were run."""
    dsn = alone.clone("sound", "tried")

    def look(statements: str) -> Snapshot:
        run(alone, "tried", statements)
        return observe(dsn, example, {})

    yield look
    alone.drop("tried")


def run(server: Server, database: str, statements: str) -> None:
    with psycopg.connect(server.dsn(database).reveal(), autocommit=True) as connection:
        connection.execute(statements.encode())
