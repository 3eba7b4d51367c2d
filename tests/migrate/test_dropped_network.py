"""A run behind a network that is gone is ended, by who follows or by the server; back again, it changes nothing."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import psycopg
import pytest

from golive.migrate.lease import Lease
from golive.model.target import Dsn
from golive.server import Server, choose, start

from .test_takeover import HASTE, LABELS, PROGRAM, SLEEPS, SLOWLY, TABLE, label, query, state, taken_over, until

HERE, THERE = "10.213.77.1", "10.213.77.2"
SPACE, OURS, THEIRS = "golive_far", "golive_near0", "golive_far0"
pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(
        os.geteuid() != 0 or not shutil.which("ip"), reason="a network namespace needs root and iproute2"
    ),
]


def ip(words: str) -> None:
    subprocess.run(["ip", *words.split()], check=True, capture_output=True)


@dataclass(frozen=True)
class Far:
    """A machine of its own, as far as its network goes."""

    dsn: Dsn

    def run(self, folder: Any) -> subprocess.Popen[str]:
        words = ["ip", "netns", "exec", SPACE, sys.executable, "-c", PROGRAM, self.dsn.reveal(), str(folder.path)]
        return subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def network(self, state: str) -> None:
        ip(f"-n {SPACE} link set {THEIRS} {state}")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setitem(start.SETTINGS, "listen_addresses", "*")
    with choose("embedded").launch() as running:
        with (running.folder / "data" / "pg_hba.conf").open("a") as rules:
            rules.write(f"host all all {THERE}/32 scram-sha-256\n")
        query(running.dsn(), "SELECT pg_reload_conf()")
        yield running


@pytest.fixture
def far(server: Server) -> Iterator[Far]:
    dsn = server.create_database("shop")
    query(dsn, "CREATE TABLE public.slow AS SELECT 1")
    ip(f"netns add {SPACE}")
    try:
        ip(f"link add {OURS} type veth peer name {THEIRS} netns {SPACE}")
        ip(f"addr add {HERE}/30 dev {OURS}")
        ip(f"link set {OURS} up")
        ip(f"-n {SPACE} addr add {THERE}/30 dev {THEIRS}")
        ip(f"-n {SPACE} link set {THEIRS} up")
        yield Far(Dsn.of(**{**dsn.fields, "host": HERE}))
    finally:
        ip(f"netns del {SPACE}")


def test_is_followed_and_changes_nothing_when_it_is_back(server: Server, far: Far, folder: Any) -> None:
    near = server.dsn("shop")
    folder.step("0001_table", *TABLE)
    label(folder, f"UPDATE public.item AS i SET label = 'number ' || i.id;\n{SLOWLY};\n", Phase="backfill")
    with far.run(folder) as child:
        assert child.stdin
        child.stdin.write("\n" * 9)
        child.stdin.flush()
        until(near, SLEEPS)
        far.network("down")
        notes = taken_over(near, folder)
        assert sum("was ended with" in note for note in notes) == 1
        assert query(near, LABELS) == [(600, 600, 600)]
        before = state(near)
        far.network("up")
        _, said = child.communicate(timeout=120)
    assert child.returncode == 1
    assert "lost" in said
    assert state(near) == before


def test_the_server_ends_it_by_itself(server: Server, far: Far, folder: Any) -> None:
    near = server.dsn("shop")
    folder.step("0001_table", *TABLE)
    with far.run(folder) as child:
        until(near, "SELECT to_regclass('public.item') IS NOT NULL")
        far.network("down")
        began = time.monotonic()
        patient = replace(HASTE, stale_s=600, beat_s=60, busy_s=60)  # who follows ends nobody here
        with Lease(near, patient) as lease:
            assert time.monotonic() - began < 60
            assert lease.notes == []
        child.kill()
        child.communicate()
    with psycopg.connect(near.reveal()) as session:
        assert session.execute("SELECT count(*) FROM golive.ledger").fetchone() == (1,)
