"""What a server leaves for the next one is as its template, byte for byte, or is not left."""

import os
import shutil
import signal
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from golive.server import find_binaries
from golive.server.account import server_account
from golive.server.folders import home
from golive.server.running import Server
from golive.server.start import launch
from golive.server.template import Template, template

USED = (
    "CREATE ROLE somebody", "CREATE DATABASE theirs", "ALTER SYSTEM SET work_mem = '5MB'", "SELECT pg_switch_wal()",
    "CREATE TABLE secrets AS SELECT 'xyzzy' || n AS value FROM generate_series(1, 10000) AS n", "CHECKPOINT",
)  # fmt: skip


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[Template]:
    """In a home of its own."""
    place = Path("/tmp") / f"golive-spares-{os.getpid()}"
    place.mkdir(mode=0o711)
    monkeypatch.setattr("tempfile.tempdir", str(place))
    account = server_account()
    yield template(find_binaries("embedded"), home(account), account)
    shutil.rmtree(place)


def used() -> Server:
    server = launch(find_binaries("embedded"))
    with psycopg.connect(server.dsn().reveal(), autocommit=True) as connection:
        for statement in USED:
            connection.execute(statement.encode())
    return server


def identifier(server: Server) -> str:
    with psycopg.connect(server.dsn().reveal()) as connection:
        return str(connection.execute("SELECT system_identifier, * FROM pg_control_system()").fetchone())


def told(folder: Path) -> dict[Path, tuple[int, int, str]]:
    """By name: owner, mode, and what it holds."""
    found = {}
    for path in folder.rglob("*"):
        state = path.lstat()
        held = "" if path.is_dir() else sha256(path.read_bytes()).hexdigest()
        found[path.relative_to(folder)] = state.st_uid, state.st_mode, held
    return found


def spares(kept: Template) -> list[Path]:
    return list(kept.spares.iterdir()) if kept.spares.exists() else []


def test_a_cluster_that_was_used_is_as_its_template_again(kept: Template) -> None:
    used().stop()
    (spare,) = spares(kept)
    assert told(spare) == told(kept.data)


def test_the_next_start_takes_it_and_is_another_cluster(kept: Template) -> None:
    with used() as server:
        first = identifier(server)
    with launch(find_binaries("embedded")) as server:
        assert not spares(kept)
        assert identifier(server) != first
        with psycopg.connect(server.dsn().reveal()) as connection:
            found = connection.execute("SELECT array_agg(datname::text ORDER BY datname) FROM pg_database").fetchone()
            assert found == (["postgres", "template0", "template1"],)
    assert len(spares(kept)) == 1


def test_one_whose_server_did_not_end_by_us_is_none(kept: Template) -> None:
    server = used()
    os.kill(int((server.folder / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    server.stop()
    assert not spares(kept)
    assert not server.folder.exists()


def test_what_was_taken_from_one_meanwhile_is_there_again(kept: Template) -> None:
    used().stop()
    (spare,) = spares(kept)
    (spare / "global" / "pg_control").unlink()
    shutil.rmtree(spare / "base" / "1")
    with launch(find_binaries("embedded")) as server, psycopg.connect(server.dsn("template1").reveal()) as connection:
        assert connection.execute("SELECT count(*) > 0 FROM pg_class").fetchone() == (True,)
