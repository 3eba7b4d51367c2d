"""What pytest's terminal gets of a run: findings once, the verdict last."""

from collections.abc import Generator
from contextlib import ExitStack, nullcontext

import pytest

from golive.app.progress import progress
from golive.app.reporter import Reporter
from golive.app.streams import Patient, readable
from golive.reports.summary import summary
from golive.sqltext.visible import visible
from golive.verdict.certificate import Verdict


class Terminal:
    """Registered beside the reporter."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self._progress = ExitStack()

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        readable()
        writer = session.config.get_terminal_writer()
        writer._file = Patient(writer._file)
        captured = session.config.pluginmanager.getplugin("capturemanager")

        def tell(line: str) -> None:
            with captured.global_and_fixture_disabled() if captured else nullcontext():
                writer.line(f"\n{line}")
                writer.flush()

        self._progress.enter_context(progress(tell))

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
        self._progress.close()
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
