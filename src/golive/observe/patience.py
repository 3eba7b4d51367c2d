"""Locks of others: a moment later they are gone. Each session has only so much patience for all of them."""

from collections.abc import Callable
from time import monotonic, sleep
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from psycopg import Connection, errors

T = TypeVar("T")
PATIENCE_S = 20.0
HELD = (errors.LockNotAvailable, errors.DeadlockDetected)
_spent: "WeakKeyDictionary[Connection[Any], float]" = WeakKeyDictionary()


def patiently(connection: Connection[Any], attempt: Callable[[], T]) -> T:
    """The attempt's result; it stands in a savepoint, so that it holds no lock while it waits for another."""
    pause = 0.1
    while True:
        began = monotonic()
        try:
            with connection.transaction(force_rollback=True):
                return attempt()
        except HELD:
            spent = _spent.get(connection, 0.0) + monotonic() - began + pause
            if spent > PATIENCE_S:
                raise
            _spent[connection] = spent
            sleep(pause)
            pause = min(2 * pause, 2.0)
