"""A scheduler of Dask and workers of it, as somebody starts them by hand."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import psutil

PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True)
class Cluster:
    address: str
    nanny: psutil.Process  # what starts a worker anew where one ends

    def looking(self, port: str) -> psutil.Process:
        """A worker that looks at a database of this server right now."""
        deadline = monotonic() + PATIENCE_S
        while monotonic() < deadline:
            for one in self.nanny.children():
                if any(each.raddr and str(each.raddr.port) == port for each in one.net_connections()):
                    return one
            sleep(0.01)
        raise AssertionError("no worker came to that server")


@contextmanager
def cluster(folder: Path, environment: Mapping[str, str], workers: int) -> Iterator[Cluster]:
    """The workers have the passwords in their own environment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address, log = f"tcp://127.0.0.1:{port}", folder / "dask.log"
    here = ["--nworkers", str(workers), "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)]
    with log.open("w") as written:
        started = [
            subprocess.Popen(
                [sys.executable, "-m", "dask", *words], cwd=folder, env=environment, stdout=written, stderr=written,
                start_new_session=True,
            )
            for words in (
                ["scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"], ["worker", address, *here],
            )
        ]  # fmt: skip
    try:
        deadline = monotonic() + PATIENCE_S
        while log.read_text().count("Registered to") < workers:
            assert monotonic() < deadline, log.read_text()[-2000:]
            sleep(0.05)
        yield Cluster(address, psutil.Process(started[1].pid))
    finally:
        for process in started:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
