"""A dump and its restore: as sound as before, with what the database itself and its statistics were."""

import subprocess
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.model.target import Dsn
from golive.server import find_client
from golive.server.client import client_environment


@pytest.mark.deep
@pytest.mark.parametrize("platform", ["claimed", "learned"])
def test_a_restored_database_is_no_alarm(life: Any, alive: Dsn, tmp_path: Path, platform: str) -> None:
    binaries, dump = find_client("pg_dump", life.server.major), tmp_path / "dump"

    def client(program: str, dsn: Dsn, *words: str) -> None:
        subprocess.run([binaries.program(program), *words], env=client_environment(dsn), check=True)

    client("pg_dump", alive, "--format=custom", f"--file={dump}")
    life.server.drop(alive.name)
    client("pg_restore", life.server.dsn(), "--create", "--exit-on-error", "--dbname=postgres", str(dump))
    with psycopg.connect(alive.reveal(), autocommit=True) as connection:
        connection.execute("ANALYZE")
    assert life.told(alive, getattr(life, platform)) == []
    life.server.drop(alive.name)
    client(
        "pg_restore", life.server.create_database(alive.name), "--exit-on-error", f"--dbname={alive.name}", str(dump)
    )
    said = life.told(
        alive, getattr(life, platform)
    )  # without --create rights on the database and its settings are lost
    assert {one.partition(" ")[0] for one in said} == {"DBS001", "SET001"}
