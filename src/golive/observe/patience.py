"""Locks of others: a moment later they are gone. Each session has only so much patience for all of them.

On a standby a question is undone where it keeps the standby from following: a moment later it is answered.
"""

from collections.abc import Callable
from time import monotonic, sleep
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from psycopg import Connection, errors

T = TypeVar("T")
PATIENCE_S = 20.0
HELD = (errors.LockNotAvailable, errors.DeadlockDetected, errors.SerializationFailure)
HELD_STATES = frozenset(error.sqlstate for error in HELD)
_spent: "WeakKeyDictionary[Connection[Any], float]" = WeakKeyDictionary()


def patiently(connection: Connection[Any], attempt: Callable[[], T]) -> T:
    """The attempt's result, in a transaction of its own or else a savepoint: it holds no lock while it waits."""
    pause = 0.1
    while True:
        began = monotonic()
        try:
            with connection.transaction(force_rollback=True):
                return attempt()
        except HELD:
            if not wait(connection, pause, since=began):
                raise
            pause = min(2 * pause, 2.0)


def wait(connection: Connection[Any], pause: float = 0.5, since: float | None = None) -> bool:
    """A moment for others to let go; False where the session's patience is used up."""
    spent = _spent.get(connection, 0.0) + pause + (monotonic() - since if since is not None else 0.0)
    if spent > PATIENCE_S:
        return False
    _spent[connection] = spent
    sleep(pause)
    return True
