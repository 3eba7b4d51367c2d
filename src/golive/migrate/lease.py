"""A run holds one lock, and shows by a heartbeat that it lives: one that fell silent is ended, and followed."""

import logging
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import psycopg

from golive.migrate import takeover
from golive.migrate.session import RUN_KEY, Session, opened
from golive.model.errors import WrongUse
from golive.model.target import Dsn
from golive.observe.session import APPLICATION
from golive.sql import fill

STALE_S = 30.0
MARGIN_S = 10.0  # beyond the silence that is waited for: sessions that are ended need a moment

_log = logging.getLogger("golive.migrate")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a step tries again after it could not get a lock, and how long a run may be silent."""

    budget_s: float = 600.0
    first_pause_s: float = 0.1
    longest_pause_s: float = 5.0
    busy_s: float = 2.0  # for the lock of another run: the server needs a moment to notice a killed one
    stale_s: float = STALE_S  # silent for so long, another run has vanished
    beat_s: float = 5.0

    @classmethod
    def of(cls, stale_s: float | None) -> Self:
        """As somebody asked for it, or did not."""
        if stale_s is None:
            return cls()
        if not stale_s >= 3 * cls().beat_s:
            raise WrongUse("--stale-after", f"{stale_s:g} s", "at least 15: a run says every 5 s that it lives")
        return cls(stale_s=stale_s)


def gone(session: Session, key: int, patience: Patience) -> takeover.Holder | None:
    """A holder that will be followed; wrong use where there is one that lives."""
    began = time.monotonic()
    while (found := takeover.holder(session, key)) is not None:
        if found.silent_s is not None and found.silent_s > patience.stale_s:
            return found
        if found.spoke_within(time.monotonic() - began):
            raise takeover.busy(session, found)
        time.sleep(0.5)
    return None


class Lease:
    """`with Lease(dsn) as lease:` holds the lock `key` in a session of its own, and says again and again that it lives.

    Every session of the run is named by its token, so that whoever follows knows what to end.
    """

    def __init__(
        self, dsn: Dsn, patience: Patience | None = None, *, key: int = RUN_KEY, act: str = takeover.MIGRATES
    ) -> None:
        self.dsn, self.patience, self.key, self.act = dsn, patience or Patience(), key, act
        self.role = "lock" if key == RUN_KEY else "other"  # what writes in this database, and what elsewhere
        self.token = f"{APPLICATION} {secrets.token_hex(6)}"
        self.notes: list[str] = []  # who was ended, and why

    def named(self, role: str) -> str:
        """The name of a session of this run."""
        return f"{self.token} {role}"

    def __enter__(self) -> Self:
        self.session = opened(self.dsn, APPLICATION)
        try:
            self._take()
            self._beat = Beat(self.dsn, self.named("beat"), self.patience.beat_s)
        except BaseException:
            self.session.close()
            raise
        try:
            if self.key == RUN_KEY:
                self._tell(takeover.clear(self.session, self.token, self.patience.busy_s + MARGIN_S))
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.close()
        self._beat.stop()

    @contextmanager
    def outside(self, session: Session) -> Iterator[None]:
        """While a program works that no session of ours speaks for: it is known to be at work as long as this lasts."""
        session.execute(fill("runner/name.sql", name=self.named(takeover.OUTSIDE)))
        yield
        session.execute(fill("runner/name.sql", name=self.named("step")))

    def _take(self) -> None:
        patience = self.patience
        began, rest = time.monotonic(), 0.005
        until, last = began + patience.busy_s, began + patience.stale_s + patience.busy_s + MARGIN_S
        while not self._taken():
            holder = takeover.holder(self.session, self.key)
            now = time.monotonic()
            if holder is not None:
                if holder.silent_s is not None and holder.silent_s > patience.stale_s:
                    self._tell([takeover.end(self.session, holder)])
                if now >= (until if holder.spoke_within(now - began) else last):
                    raise takeover.busy(self.session, holder, self.act)
            elif now >= last:
                raise takeover.busy(self.session, None, self.act)
            time.sleep(rest)
            rest = min(0.1, 2 * rest)

    def _taken(self) -> bool:
        row = self.session.execute(fill("runner/take_lease.sql", key=self.key, name=self.named(self.role))).fetchone()
        return row is not None and bool(row[0])

    def _tell(self, notes: list[str]) -> None:
        for note in notes:
            self.notes.append(note)
            _log.warning("%s: %s", self.dsn.name, note)


class Beat:
    """A session that does nothing but speak; it falls silent with its process, its machine or its network."""

    def __init__(self, dsn: Dsn, name: str, every_s: float) -> None:
        self._dsn, self._name, self._every_s = dsn, name, every_s
        self._stop = threading.Event()
        self._session = opened(dsn, name)
        self._thread = threading.Thread(target=self._speak, name="golive-beat", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(self._every_s)
        with suppress(psycopg.Error):
            self._session.close()

    def _speak(self) -> None:
        while not self._stop.wait(self._every_s):
            try:
                self._session.execute("SELECT 1")
            except psycopg.Error:
                with suppress(WrongUse, psycopg.Error):  # the next beat tries again; without one the lease is lost
                    self._session.close()
                    self._session = opened(self._dsn, self._name)
