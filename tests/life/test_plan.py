"""What would be read is said before it is read."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.model.target import Dsn
from golive.run.reads import reads

READ = "SELECT coalesce(sum(seq_tup_read), 0)::int FROM pg_stat_user_tables"


def figure(dsn: Dsn) -> int:
    with psycopg.connect(dsn.reveal()) as connection:
        row = connection.execute(READ).fetchone()
        assert row is not None
        return int(row[0])


def test_the_plan_names_every_table_and_reads_no_row(life: Any, alive: Dsn) -> None:
    before = figure(alive)
    lines = list(reads(alive, life.claimed, "--dsn"))
    assert figure(alive) == before
    said = {match[1] for line in lines if (match := re.match(r"  (\S+): .*rows.*, read \d+ times? ", line))}
    life.told(alive)
    with psycopg.connect(alive.reveal()) as connection:
        scanned = connection.execute(
            "SELECT quote_ident(schemaname) || '.' || quote_ident(relname), seq_scan FROM pg_stat_user_tables"
        ).fetchall()
    missed = [name for name, times in scanned if times and name not in said]
    assert said
    assert missed == []
    assert not any("about 0 rows" in line for line in lines), "a table that nobody counted is none without rows"
    assert any("budget of each: 60 s, 256 MB of temporary files" in line for line in lines)


def test_the_run_prints_it_and_does_nothing_else(life: Any, alive: Dsn, tmp_path: Path) -> None:
    asked = [sys.executable, "-m", "pytest", "--plan", "--platform", str(life.claimed.folder), "--dsn", alive.reveal()]
    ran = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "public.invoices: about" in ran.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.deep
def test_a_plan_does_not_apply(life: Any, alive: Dsn, tmp_path: Path) -> None:
    folder, dsn = str(life.claimed.folder), alive.reveal()
    asked = [sys.executable, "-m", "pytest", "--plan", "--platform", folder, "--dsn", dsn, "--apply"]
    refused = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert refused.returncode == 4
    assert "--plan: was given with --apply" in refused.stderr
