"""A production that lives: the sound sample, claimed and learned, and what others do to it meanwhile."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import errors

from golive.app.learn import learn
from golive.model.platform import Platform, load_platform
from golive.model.target import Dsn
from golive.server import Server, choose
from golive.testing.look import observe
from golive.testing.spoil import judged

SAMPLE = Path(__file__).parents[1] / "platforms" / "sample"
AS_OF = datetime(2026, 6, 1, tzinfo=UTC)
NUMBERS = count(1)
Connection = psycopg.Connection[tuple[Any, ...]]
Traffic = Callable[[Connection, int], object]


@dataclass(frozen=True)
class Life:
    """A platform, and a server of its own with the sound database: roles and slots are the whole cluster's."""

    server: Server
    claimed: Platform
    learned: Platform
    unconfirmed: list[str] = field(default_factory=list)

    @contextmanager
    def copy(self) -> Iterator[Dsn]:
        name = f"alive_{next(NUMBERS)}"
        try:
            yield self.server.clone("sound", name)
        finally:
            self.server.drop(name)

    def told(self, dsn: Dsn, platform: Platform | None = None) -> list[str]:
        """Everything that would keep a certificate back; of a learned platform, beyond what nobody has confirmed."""
        if platform is None or platform.folder != self.learned.folder:
            return self._told(dsn, platform or self.claimed)
        if not self.unconfirmed:
            self.unconfirmed.extend(map(_uncounted, self._told(self.server.dsn("sound"), self.learned)))
        return [one for one in self._told(dsn, platform) if _uncounted(one) not in self.unconfirmed]

    @staticmethod
    def _told(dsn: Dsn, platform: Platform) -> list[str]:
        said = judged(platform, observe(dsn, platform, {}, AS_OF))
        found = [f"{one.code} {one.where}: {one.what}" for one in said.blocking]
        return [*found, *(f"UNKNOWN {one}" for one in said.unknown), *(f"BROKEN {one}" for one in said.broken)]


def _uncounted(said: str) -> str:
    """How many tables a proposal speaks of changes with every partition."""
    return re.sub(r"\d+", "#", said) if said.startswith("UNKNOWN") else said


@pytest.fixture(scope="session")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    with choose("embedded").launch() as server:
        dsn = server.create_database("sound")
        platform = load_platform(SAMPLE)
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            for path in platform.baseline:
                connection.execute(path.read_bytes())
        folder = tmp_path_factory.mktemp("learned") / "sample"
        learn(dsn, folder)
        yield Life(server, platform, load_platform(folder))


@pytest.fixture
def alive(life: Life) -> Iterator[Dsn]:
    """A copy of the sound sample."""
    with life.copy() as dsn:
        yield dsn


@pytest.fixture
def traffic() -> Callable[..., Any]:
    """Each kind of traffic in a session of its own, over and over, until the block ends."""

    @contextmanager
    def meanwhile(dsn: Dsn, *several: Traffic) -> Iterator[dict[str, int]]:
        ended, failures, done = threading.Event(), [], {}

        def run(one: Traffic) -> None:
            try:
                with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
                    for n in count():
                        if ended.is_set():
                            return
                        with suppress(errors.DeadlockDetected):  # they meet each other
                            one(connection, n)
                        done[getattr(one, "__name__", "")] = n + 1
            except psycopg.Error as error:
                failures.append(error)

        threads = [threading.Thread(target=run, args=(one,)) for one in several]
        for thread in threads:
            thread.start()
        try:
            yield done
        finally:
            ended.set()
            for thread in threads:
                thread.join(30)
        assert not failures, failures

    return meanwhile
