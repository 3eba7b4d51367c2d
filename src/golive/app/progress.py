"""What a long step says of itself while it runs: rows, rate and the time that is left."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from golive.sqltext.visible import visible

LOGGER = "golive.migrate"


class Progress(logging.Handler):
    """Each line goes to whoever looks."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__(logging.INFO)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        self._tell(visible(record.getMessage()))


@contextmanager
def progress(tell: Callable[[str], None]) -> Iterator[None]:
    logger, handler = logging.getLogger(LOGGER), Progress(tell)
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
