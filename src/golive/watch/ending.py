"""An end that is asked for: at once where nothing is being written, else as soon as it is."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Ended(KeyboardInterrupt):
    """Of this kind, so that a question that is being asked is cancelled on the server."""


class Ending:
    """Between `watched` and its end the process's own signals come here."""

    def __init__(self) -> None:
        self._asked = self._held = False

    @contextmanager
    def watched(self) -> Iterator[None]:
        before = {one: signal.signal(one, self._ask) for one in SIGNALS}
        try:
            yield
        except Ended:
            return
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    @contextmanager
    def held(self) -> Iterator[None]:
        """What is begun in here is ended first."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
        if self._asked:
            raise Ended

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True
        if not self._held:
            raise Ended
