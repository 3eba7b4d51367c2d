"""Killed at any point, the target is as before or complete, and the next run completes it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import psycopg
import pytest

from golive.migrate.lease import Patience
from golive.model.claims import load_claims
from golive.model.target import Dsn
from golive.promote.run import promote
from golive.server import Server, choose

from .conftest import HERE, Sides, ask
from .test_promote import EVERYTHING

MORE = """
INSERT INTO app.connections (id, org_id) SELECT n, 7 FROM generate_series(100, 3000) AS n;
INSERT INTO app.flows (id, org_id, owner_id, steps)
SELECT n, 7, 11, '[{"connectionId": 21}]' FROM generate_series(100, 12000) AS n"""
WHOLE = f"SELECT md5(string_agg(x::text, E'\\n')) FROM ({EVERYTHING}) AS x"
RUNNER = """
import sys
from pathlib import Path
from golive.model.claims import load_claims
from golive.model.target import Dsn
from golive.promote.run import promote
claims = load_claims(Path(sys.argv[1]))
source, target = (Dsn.parse(one, "test") for one in sys.stdin.read().split())
print("begun", flush=True)
promote(source, target, "works", claims, claims.promotion, {})
"""
# Ten points, in parts of the time that a promotion takes, in each of the three who can die; one of each in every run.
DYING = [
    pytest.param(who, point, marks=() if place == 3 * turn + 1 else pytest.mark.deep)
    for place, point in enumerate(range(5, 100, 10))
    for turn, who in enumerate(("runner", "source", "target"))
]


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Server, Server]]:
    with choose("embedded").launch() as source, choose("embedded").launch() as target:
        for server, rows in ((source, "source.sql"), (target, "target.sql")):
            dsn = server.create_database("works")
            ask(dsn, (HERE / "schema.sql").read_text("utf-8"))
            ask(dsn, (HERE / rows).read_text("utf-8"))
        ask(source.dsn("works"), MORE)
        yield source, target


@pytest.fixture(scope="module")
def states(servers: tuple[Server, Server]) -> tuple[str, str, float]:
    """The target before and after, and how long that takes."""
    source, target = servers
    sides = Sides(source.dsn("works"), target.clone("works", "whole"), load_claims(HERE / "platform.toml"))
    before = sides.here(WHOLE)[0][0]
    started = time.monotonic()
    sides.promote()
    took = time.monotonic() - started
    return before, sides.here(WHOLE)[0][0], took


@pytest.fixture
def sides(servers: tuple[Server, Server]) -> Iterator[Sides]:
    source, target = servers
    yield Sides(source.dsn("works"), target.clone("works", "now"), load_claims(HERE / "platform.toml"))
    target.drop("now")


@pytest.mark.parametrize(("who", "point"), DYING)
def test_killed(who: str, point: int, sides: Sides, states: tuple[str, str, float]) -> None:
    before, complete, took = states
    with subprocess.Popen(
        [sys.executable, "-c", RUNNER, str(HERE / "platform.toml")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as runner:  # fmt: skip
        assert runner.stdin
        assert runner.stdout
        runner.stdin.write(f"{sides.source.reveal()} {sides.target.reveal()}")
        runner.stdin.close()
        assert runner.stdout.readline() == "begun\n"
        time.sleep(took * point / 100)
        if who == "runner":
            runner.send_signal(signal.SIGKILL)
        else:
            crash(sides.source if who == "source" else sides.target)
        runner.wait(30)
    awake(sides.source)
    awake(sides.target)
    assert sides.here(WHOLE)[0][0] in (before, complete)
    sides.promote()
    assert sides.here(WHOLE)[0][0] == complete


@pytest.mark.parametrize("point", [50, *(pytest.param(one, marks=pytest.mark.deep) for one in (10, 30, 70, 90))])
def test_stopped_it_is_followed_and_changes_nothing_when_it_wakes(
    point: int, sides: Sides, states: tuple[str, str, float]
) -> None:
    _, complete, took = states
    with subprocess.Popen(
        [sys.executable, "-c", RUNNER, str(HERE / "platform.toml")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as runner:  # fmt: skip
        assert runner.stdin
        assert runner.stdout
        runner.stdin.write(f"{sides.source.reveal()} {sides.target.reveal()}")
        runner.stdin.close()
        assert runner.stdout.readline() == "begun\n"
        time.sleep(took * point / 100)
        runner.send_signal(signal.SIGSTOP)
        try:
            patience = Patience(busy_s=0.5, stale_s=1.0, beat_s=0.2)
            promote(sides.source, sides.target, "works", sides.claims, sides.claims.promotion, {}, patience)
            assert sides.here(WHOLE)[0][0] == complete
        finally:
            runner.send_signal(signal.SIGCONT)
            runner.wait(60)
    assert sides.here(WHOLE)[0][0] == complete


def crash(dsn: Dsn) -> None:
    """The server takes the death of one backend for its own: it ends all of them and recovers from its log."""
    query = "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'golive%' AND datname = current_database()"
    for (pid,) in ask(dsn, query):
        os.kill(pid, signal.SIGKILL)


def awake(dsn: Dsn) -> None:
    """Recovered, and without the session of a runner that was killed."""
    for _ in range(200):
        try:
            if not ask(dsn, "SELECT FROM pg_stat_activity WHERE application_name LIKE 'golive%'"):
                return
        except psycopg.OperationalError:
            pass
        time.sleep(0.05)
    raise AssertionError("the server did not come back")
