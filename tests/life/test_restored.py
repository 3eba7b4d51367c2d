"""A dump and its restore: as sound as before, once the planner knows its tables again."""

import subprocess
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.server import find_client
from golive.server.client import client_environment


@pytest.mark.deep
@pytest.mark.parametrize("platform", ["claimed", "learned"])
def test_a_restored_database_is_no_alarm(life: Any, tmp_path: Path, platform: str) -> None:
    binaries, sound = find_client("pg_dump", life.server.major), life.server.dsn("sound")
    restored = life.server.create_database("restored")
    try:
        for program, *words in (
            ("pg_dump", "--format=custom", "--create", f"--file={tmp_path / 'dump'}"),
            ("pg_restore", "--exit-on-error", "--dbname=restored", tmp_path / "dump"),
        ):
            dsn = sound if program == "pg_dump" else restored
            subprocess.run([binaries.program(program), *words], env=client_environment(dsn), check=True)
        with psycopg.connect(restored.reveal(), autocommit=True) as connection:
            connection.execute("ANALYZE")
        assert life.told(restored, getattr(life, platform)) == []
    finally:
        life.server.drop("restored")
