"""Whatever pytest is about to tell of a run, without the secrets that it was given: before anybody prints it."""

import warnings
from collections.abc import Generator
from typing import TypeVar

import pytest

from golive.app.session import RUN, Session
from golive.reports.redact import bare

Reported = TypeVar("Reported", pytest.TestReport, pytest.CollectReport)


def masked(config: pytest.Config, report: Reported) -> Reported:
    """What a crash tells of its frames, what was printed before it, and why somebody skips."""
    if RUN not in config.stash:
        return report
    clean = config.stash[RUN].shown
    if report.failed:
        report.longrepr = bare(report.longrepr, clean)
    elif isinstance(report.longrepr, tuple):
        path, line, reason = report.longrepr
        report.longrepr = (path, line, clean(reason))
    elif report.longrepr is not None:
        report.longrepr = bare(report.longrepr, clean)
    report.sections = [(title, clean(content)) for title, content in report.sections]
    return report


class Masked:
    """Told before others: errors of pytest and of hooks, warnings, why somebody expects to fail or ends the run."""

    def __init__(self, run: Session) -> None:
        self._run = run

    @pytest.hookimpl(tryfirst=True)
    def pytest_internalerror(self, excrepr: object) -> None:
        bare(excrepr, self._run.shown)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Why somebody expected to fail: pytest enters it after all that sees a report being made."""
        if reason := getattr(report, "wasxfail", ""):
            report.wasxfail = self._run.shown(reason)

    @pytest.hookimpl(tryfirst=True)
    def pytest_warning_recorded(self, warning_message: warnings.WarningMessage) -> None:
        said = str(warning_message.message)
        if (shown := self._run.shown(said)) != said:
            warning_message.message = shown

    @pytest.hookimpl(wrapper=True)
    def pytest_keyboard_interrupt(self) -> Generator[None]:
        """What the terminal has kept to tell at the end."""
        result = yield
        terminal = self._run.config.pluginmanager.get_plugin("terminalreporter")
        if (kept := getattr(terminal, "_keyboardinterrupt_memo", None)) is not None:
            bare(kept, self._run.shown)
        return result
