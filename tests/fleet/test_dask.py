"""Workers of Dask give the same bytes as processes of this machine, also where one of them is killed."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from golive.model.target import Dsn
from tests.fleet.conftest import Command
from tests.fleet.test_fleet import timeless


@dataclass(frozen=True, slots=True)
class Cluster:
    address: str
    nanny: psutil.Process  # what starts a worker anew where one ends

    def at(self, port: str) -> list[psutil.Process]:
        """Workers that look at a database of this server right now."""
        workers = [one for one in self.nanny.children() if "tracker" not in " ".join(one.cmdline())]
        return [one for one in workers if any(c.raddr and str(c.raddr.port) == port for c in one.net_connections())]


@pytest.fixture
def cluster(fleet: Command, until: Callable[..., None], tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler and two workers, which have the password in their own environment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    log = (tmp_path / "dask.log").open("w")
    local = {"cwd": tmp_path, "env": fleet.environment, "stdout": log, "stderr": log, "start_new_session": True}
    dask = [sys.executable, "-m", "dask"]
    here = ["--local-directory", str(tmp_path)]
    host, port = address.removeprefix("tcp://").split(":")
    started = [
        subprocess.Popen([*dask, "scheduler", "--host", host, "--port", port, "--no-dashboard"], **local),
        subprocess.Popen(
            [*dask, "worker", address, "--nworkers", "2", "--nthreads", "1", "--no-dashboard", *here], **local
        ),
    ]
    try:
        found = Cluster(address, psutil.Process(started[1].pid))
        until(lambda: (tmp_path / "dask.log").read_text().count("Starting established connection") >= 4, "it is there")
        yield found
    finally:
        log.close()
        for process in started:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.mark.deep
def test_workers_of_dask_give_the_same_bytes(
    fleet: Command, databases: Mapping[str, Dsn], cluster: Cluster, until: Callable[..., None]
) -> None:
    assert fleet("fleet.toml", "--out", "pool")[0] == 1
    process = fleet.start("fleet.toml", "--out", "out", "--dask", cluster.address)
    port = databases["a"].fields["port"]
    until(lambda: list(fleet.out.glob("databases/[!.]*/result.json")), "one is finished")
    looking: list[psutil.Process] = []
    until(lambda: looking.extend(cluster.at(port)) or looking, "another is looked at")
    looking[0].kill()
    said, _ = process.communicate(timeout=300)
    assert process.returncode == 1, said
    assert timeless(fleet.pages("out")) == timeless(fleet.pages("pool"))


def test_a_scheduler_that_is_not_there_is_one_line(fleet: Command) -> None:
    code, said = fleet("fleet.toml", "--dask", "tcp://127.0.0.1:1")
    assert (code, said.count("\n")) == (4, 1), said
    assert said.startswith("golive: --dask: tcp://127.0.0.1:1")
