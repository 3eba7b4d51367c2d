"""Where output goes: an encoding that lacks characters stops no line, a reader who leaves stops no run."""

import codecs
import os
import sys
from io import TextIOWrapper
from typing import Any

READABLE = "golive.readable"
_LIKE = {"✓": "+", "✗": "x", "·": "-", "…": "...", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "→": "->", "×": "x"}  # fmt: skip  # noqa: E501


def _alike(error: UnicodeError) -> tuple[str, int]:
    """For what an encoding does not have: punctuation by its like, anything else by its escape."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_LIKE.get(one) or one.encode("ascii", "backslashreplace").decode() for one in lost), error.end


codecs.register_error(READABLE, _alike)


def readable() -> None:
    """From here on no character can stop a line, whatever the encoding of stdout and stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=READABLE)


def nobody_reads(stream: Any) -> None:
    """Whoever read a pipe has gone, or its disk is full: what is still said goes nowhere, and harms nothing."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


class Patient:
    """A stream that may take nothing any more; a run goes on, and its verdict stands in its files."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        try:
            return int(self._stream.write(text))
        except OSError:
            nobody_reads(self._stream)
            return len(text)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError:
            nobody_reads(self._stream)
