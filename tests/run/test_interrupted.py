"""A run that did not end says so, and a run that was killed leaves nothing that the next one does not sweep."""

import os
import resource
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import golive.checks
from golive.model.target import Dsn
from golive.server import choose
from golive.server.account import server_account
from golive.server.folders import home, sweep
from tests.run.conftest import SHOP, load

Do = Callable[..., list[tuple[Any, ...]]]
SLEEPS = """
SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(12)%' AND state = 'active' AND pid <> pg_backend_pid()
"""
SLOW = """
[[rule]]
name = "slow"
select = "SELECT 1 FROM pg_sleep(12) AS s WHERE s IS NULL"
why = "somebody waits"
mend = "wait"
"""


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_ended_is_not_certified(
    run: Any, shop: Path, migrated: Dsn, do: Do, until: Callable[..., None], by: signal.Signals
) -> None:
    claims = shop / "platform.toml"
    claims.write_text(claims.read_text("utf-8") + SLOW, "utf-8")
    process = run.start("-m", "postcheck", "--platform", shop, "--dsn", migrated.reveal())
    until(lambda: do(migrated, SLEEPS)[0][0], "the slow rule is asked", 60)
    other = run.postcheck(shop, migrated)  # into the same folder
    assert other.code == 4
    assert "ERROR: --out: another run writes to" in other.text
    process.send_signal(by)
    answer = run.answer(process.wait(60))
    assert answer.code == 2, answer.text
    assert answer.certificate["verdict"] == "NOT CERTIFIED"
    assert answer.certificate["reasons"][0].startswith("interrupted: ")
    until(lambda: not do(migrated, SLEEPS)[0][0], "the server stops what was asked")


@pytest.mark.deep
def test_a_server_that_dies_is_not_certified(run: Any, shop: Path, do: Do, until: Callable[..., None]) -> None:
    claims = shop / "platform.toml"
    claims.write_text(claims.read_text("utf-8") + SLOW, "utf-8")
    with choose("embedded").launch() as dying:
        load(dsn := dying.create_database("shop"), SHOP)
        process = run.start("-m", "postcheck", f"--platform={shop}", "--dsn", dsn.reveal())
        until(lambda: do(dsn, SLEEPS)[0][0], "the slow rule is asked", 200)
        postmaster = (dying.folder / "data" / "postmaster.pid").read_text("ascii").split()[0]
        os.kill(int(postmaster), signal.SIGKILL)
        answer = run.answer(process.wait(200))
    assert (answer.verdict, answer.code) == ("NOT CERTIFIED", 1), answer.text
    assert "Traceback" not in answer.text
    assert dsn.password not in answer.text


@pytest.mark.deep
def test_a_server_whose_disk_is_full_is_not_certified(run: Any, shop: Path, do: Do) -> None:
    """Where no file may grow past 16 MB, WAL still has its place."""
    deploy = shop / "steps/0002_plans/deploy.sql"
    big = "CREATE TABLE public.big AS SELECT n, pg_catalog.repeat('x', 500) FROM generate_series(1, 40000) AS n;\n"
    deploy.write_text(deploy.read_text("utf-8") + big, "utf-8")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16 << 20, hard))
    try:
        full = choose("embedded").launch()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with full:
        load(dsn := full.create_database("shop"), SHOP)
        answer = run.apply(shop, dsn)
        assert do(dsn, "SELECT count(*) FROM pg_class WHERE relname = 'big'") == [(0,)]
    assert (answer.verdict, answer.code) == ("NOT CERTIFIED", 1), answer.text
    assert answer.steps == {"0001_plan_limit": "deployed", "0002_plans": "failed"}
    assert "could not extend file" in answer.text
    assert "Traceback" not in answer.text


def test_stopping_at_the_first_failure_is_not_certified(run: Any, shop: Path, found: Dsn) -> None:
    answer = run.postcheck(shop, found, "-x")
    assert answer.code in (1, 2), answer.text
    assert answer.certificate["verdict"] == "NOT CERTIFIED"
    assert answer.certificate["reasons"][0] == "interrupted: stopping after 1 failures"


def test_what_cannot_be_collected_is_not_certified(run: Any, shop: Path, migrated: Dsn) -> None:
    own = run.folder / "test_own.py"
    own.write_text("import nothing_of_this_name\n", "utf-8")
    checks = Path(str(golive.checks.__file__)).parent
    answer = run.postcheck(shop, migrated, checks, own)
    assert answer.code == 2, answer.text
    assert answer.certificate["verdict"] == "NOT CERTIFIED"
    assert [one["why"] for one in answer.certificate["broken"]] == ["could not be collected"]
    assert (answer.out / "certificate.html").exists()
    assert (answer.out / "junit.xml").exists()


def test_a_killed_run_leaves_no_server_and_the_next_one_sweeps(
    run: Any, shop: Path, until: Callable[..., None]
) -> None:
    deploy = shop / "steps/0002_plans/deploy.sql"
    asleep = "SELECT pg_catalog.pg_sleep(60) WHERE pg_catalog.current_database() = 'shop';\n"  # and not its rehearsal
    deploy.write_text(deploy.read_text("utf-8") + asleep, "utf-8")
    runs = home(server_account()).room("runs")
    process = run.start("--platform", shop, "--backend", "embedded")
    until(lambda: servers(process), "its server is started", 60)
    (shared,) = [folder for folder in mine(runs, process) if not (folder / "log").exists()]
    until(lambda: (shared / "shop.step-0001_plan_limit.json").exists(), "the first step is deployed", 60)
    assert shared.stat().st_mode & 0o077 == 0
    (started,) = servers(process)
    process.kill()
    process.wait()
    until(lambda: not Path(f"/proc/{started}").exists(), "the server has ended with its run", 10)
    sweep(home(server_account()))
    assert not mine(runs, process)
    assert not run.out.joinpath("certificate.json").exists()


def servers(process: "subprocess.Popen[bytes]") -> list[int]:
    """The child processes that are a postgres."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    children = [int(pid) for pid in listed.read_text("ascii").split()] if listed.exists() else []
    return [pid for pid in children if "postgres" in Path(f"/proc/{pid}/cmdline").read_text("utf-8").split("\0")[0]]


def mine(runs: Path, process: "subprocess.Popen[bytes]") -> list[Path]:
    return sorted(runs.glob(f"{process.pid}-*"))
