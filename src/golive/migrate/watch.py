"""How long a step waited for a lock, or others for the step: sampled from a second session."""

import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import psycopg
from psycopg import Connection

from golive.sql import fill

INTERVAL_S = 0.02


@dataclass
class Watch:
    """`with Watch(other session, pid) as watch:` keeps the longest wait and who was last in the way."""

    connection: Connection[tuple[Any, ...]]
    pid: int
    longest_ms: int = 0
    blockers: str = ""

    def __enter__(self) -> Self:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._sample, name="golive-watch", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _sample(self) -> None:
        query = fill("runner/waits.sql", pid=self.pid)
        while not self._stop.wait(INTERVAL_S):
            try:
                rows = self.connection.execute(query).fetchall()
            except psycopg.Error:
                return  # the session that holds the lock is gone: the runner notices before it commits
            for ours, waited_ms, blockers in rows:
                self.longest_ms = max(self.longest_ms, waited_ms)
                if ours:
                    self.blockers = blockers
