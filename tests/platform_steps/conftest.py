"""Each built-in platform on a server of its own: roles belong to a cluster, so no two share one."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

import psycopg
import pytest

from golive.model.platform import BUILT_IN, Platform, built_in, load_platform
from golive.model.target import Dsn
from golive.server import Server, choose, find_client
from golive.server.client import client_environment

BASE = "base"
NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Place:
    """A platform and a server that holds its baseline."""

    platform: Platform
    server: Server

    @contextmanager
    def copy(self) -> Iterator[Dsn]:
        """The baseline once more, gone afterwards."""
        name = f"copy_{next(NUMBERS)}"
        yield self.server.clone(BASE, name)
        self.server.drop(name)

    def dump(self, dsn: Dsn, *without: str) -> tuple[str, ...]:
        """The whole database as pg_dump writes it, rows in one order, without the token drawn anew each time."""
        program = find_client("pg_dump", self.server.major).program("pg_dump")
        done = subprocess.run(
            [program, *(f"--exclude-schema={schema}" for schema in ("golive", *without))],
            env=client_environment(dsn), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return tuple(_in_one_order(done.stdout.splitlines()))


def _in_one_order(lines: list[str]) -> Iterator[str]:
    rows: list[str] | None = None
    for line in lines:
        if rows is None:
            if line.startswith("COPY ") and line.endswith("FROM stdin;"):
                rows = []
            if not line.startswith(("\\restrict", "\\unrestrict")):
                yield line
        elif line == "\\.":
            yield from sorted(rows)
            rows = None
            yield line
        else:
            rows.append(line)


SHORT = {"knowledge"}


@pytest.fixture(
    scope="session",
    params=[pytest.param(name, marks=() if name in SHORT else pytest.mark.deep) for name in built_in()],
)
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """The tests of one platform follow each other, so one server runs at a time."""
    platform = load_platform(BUILT_IN / request.param)
    with choose("embedded").launch() as server:
        with psycopg.connect(server.create_database(BASE).reveal(), autocommit=True) as connection:
            for path in platform.baseline:
                connection.execute(path.read_bytes())
        yield Place(platform, server)
