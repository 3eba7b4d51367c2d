"""What a terminal gets: findings once, the verdict last, every line in characters that it has."""

import codecs
import os
import sys
from collections.abc import Generator
from io import TextIOWrapper
from typing import Any

import pytest

from golive.app.reporter import Reporter
from golive.reports.summary import summary
from golive.sqltext.visible import visible
from golive.verdict.certificate import Verdict

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
    """Whoever read a pipe has gone, as head does: what is still said goes nowhere, and harms nothing."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


class Patient:
    """A stream whose reader may leave; a run goes on, and its verdict stands in its files."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        try:
            return int(self._stream.write(text))
        except BrokenPipeError:
            nobody_reads(self._stream)
            return len(text)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except BrokenPipeError:
            nobody_reads(self._stream)


class Terminal:
    """Registered beside the reporter."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        readable()
        writer = config.get_terminal_writer()
        writer._file = Patient(writer._file)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> Generator[None]:
        """What audits said follows below; pytest tells what crashed, and what is not ours."""
        stats = terminalreporter.stats
        kept = dict(stats)
        for outcome, reports in kept.items():
            stats[outcome] = [one for one in reports if not _is_told(one)]
        try:
            return (yield)
        finally:
            stats.update(kept)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None]:
        result = yield
        if written := self._reporter.written:
            writer = session.config.get_terminal_writer()
            writer.sep("=", "golive")
            *lines, verdict = summary(written.certificate, written.places, written.remark, writer.fullwidth)
            for line in lines:
                writer.line(visible(line))
            sound = written.certificate.verdict is Verdict.CERTIFIED
            writer.line(visible(verdict), bold=True, green=sound, red=not sound)
            writer.flush()
        return result


def _is_told(report: object) -> bool:
    """By its audit, whole: a crash keeps its trace here."""
    said = getattr(report, "longrepr", None)
    return hasattr(report, "golive") and (isinstance(said, str) or getattr(report, "outcome", "") == "skipped")
