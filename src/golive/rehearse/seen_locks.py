"""Which locks a step takes, also one without a transaction: looked at from outside, again and again."""

import threading
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import psycopg
from psycopg import Connection

from golive.migrate.session import STEP_KEY
from golive.model.target import Dsn
from golive.observe.session import connect
from golive.records.ledger import Locks
from golive.sql import fill

INTERVAL_S = 0.008  # what is held for less may be missed; a transaction's locks are read before its COMMIT besides


@dataclass(slots=True)
class SeenLocks:
    """`with SeenLocks(dsn) as locks:`, and `taken` after each step."""

    dsn: Dsn
    older: frozenset[str] = frozenset()  # relations that were there before: what a migration makes is its own
    _seen: list[tuple[str, str]] = field(default_factory=list)  # grows at its end alone, so that two threads may
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread = field(init=False)

    def __enter__(self) -> Self:
        session = connect(self.dsn, autocommit=True)
        self.older = frozenset(row[0] for row in session.execute(fill("rehearsal/relations.sql")).fetchall())
        self._thread = threading.Thread(target=self._look, args=(session,), name="golive-locks", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def taken(self, told: Locks) -> Locks:
        """Since the last call, with what the step told itself; of relations that are older than the migration."""
        seen, self._seen = self._seen, []
        return tuple(sorted({one for one in (*seen, *told) if one[0] in self.older}))

    def _look(self, session: Connection[tuple[Any, ...]]) -> None:
        query = fill("rehearsal/seen_locks.sql", key=STEP_KEY)
        with session:
            while not self._stop.wait(INTERVAL_S):
                try:
                    self._seen.extend(session.execute(query).fetchall())
                except psycopg.Error:
                    return  # the server has ended: the step says so
