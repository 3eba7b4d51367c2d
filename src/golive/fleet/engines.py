"""Where visits are run: in processes of this machine, or by workers that Dask has on others."""

import os
import signal
import sys
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import suppress
from importlib import import_module
from importlib.metadata import version
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.connection import wait
from pkgutil import iter_modules
from threading import Thread
from typing import Any

import golive.checks
from golive.model.errors import WrongUse


class Pool:
    """Processes of this machine, which end with the one that began them."""

    gives_up: tuple[type[BaseException], ...] = ()

    def __init__(self, workers: int) -> None:
        self.workers = workers
        way = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
        self.context: Any = get_context(way)
        if way == "forkserver":  # what every worker needs is loaded once
            audits = [f"golive.checks.{one.name}" for one in iter_modules(golive.checks.__path__)]
            self.context.set_forkserver_preload(["golive.fleet.visit", *audits])

    def executor(self) -> Executor:
        return ProcessPoolExecutor(self.workers, self.context, _begun)

    def end(self, executor: Executor) -> None:
        executor.shutdown(wait=True, cancel_futures=True)

    def width(self) -> int:
        return self.workers


def _begun() -> None:
    """Ctrl-C is for the run, which lets its workers end; where the run is killed, they end by themselves."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_ends_with, args=(parent.sentinel,), daemon=True).start()


def _ends_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


class Dask:
    """Workers of a cluster that is there: each has this suite, the platforms' folders, and the secrets it needs."""

    def __init__(self, address: str) -> None:
        try:
            distributed: Any = import_module("distributed")  # an extra, whose types are its own affair
        except ImportError:
            raise WrongUse("--dask", "distributed is not installed", "pip install 'golive[fleet]'") from None
        self.gives_up: tuple[type[BaseException], ...] = (distributed.KilledWorker,)
        try:
            self.client: Any = distributed.Client(address, timeout=10, set_as_default=False)
        except (OSError, ValueError) as error:
            said = str(error).splitlines()[0][:200]
            raise WrongUse("--dask", f"{address}: {said}", "the address of a scheduler: tcp://host:8786") from None
        self._same()

    def _same(self) -> None:
        """The verdict is the suite's: another version somewhere would give another."""
        ours = version("golive")
        theirs = self.client.run(_version)
        if other := sorted({one for one in theirs.values() if one != ours}):
            raise WrongUse("--dask", f"a worker has golive {other[0]}", f"{ours} everywhere, as here")

    def executor(self) -> Executor:
        found: Executor = self.client.get_executor(pure=False)
        return found

    def end(self, executor: Executor) -> None:
        executor.shutdown(wait=False)

    def width(self) -> int:
        cores: dict[str, int] = self.client.ncores()
        return max(1, sum(cores.values()))

    def close(self) -> None:
        with suppress(Exception):  # a scheduler that has gone needs no farewell
            self.client.close()


def _version() -> str:
    try:
        return version("golive")
    except ImportError:
        return f"none, in {sys.prefix}"
