"""In the controller of a run: enters what every test said, and writes the certificate at the end."""

import gc
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from golive.app.results import Files
from golive.app.results import write as write_results
from golive.app.session import Session
from golive.app.writing import Surroundings, Written, write
from golive.model.errors import WrongUse
from golive.reports.folder import refused
from golive.verdict.certificate import Certificate, Verdict
from golive.verdict.result import Result


class Reporter:
    """Registered with pytest beside the plugin; workers have none."""

    def __init__(self, run: Session, results: Callable[[], Files] = tuple) -> None:
        self.run, self.book, self.results = run, run.book, results
        self.written: Written | None = None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if found := getattr(report, "golive", None):
            self.book.enter(Result.from_json(found))
        elif report.failed and report.when not in ("setup", "call", "teardown"):  # xdist's, of a worker that has ended
            place, _, name = report.nodeid.partition("::")
            self.book.lost.append(f"{Path(place).name}::{name}")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.book.collect_errors.append(report.nodeid)

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> Generator[None]:
        try:
            yield  # junit.xml is written here
            if self.run.contacts:
                self._finish(session, exitstatus)
        except (OSError, WrongUse) as error:
            wrong = error if isinstance(error, WrongUse) else refused(self.book.folder, error)
            session.exitstatus = pytest.ExitCode.USAGE_ERROR
            session.config.get_terminal_writer().line(f"\n{wrong}", red=True)
        self.run.code = int(session.exitstatus)

    def _finish(self, session: pytest.Session, exitstatus: int) -> None:
        if exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) and not self.book.collect_errors:
            known = exitstatus in set(pytest.ExitCode)  # pytest.exit() takes any number
            self.book.interrupted = f"pytest ended with {pytest.ExitCode(exitstatus).name if known else exitstatus}"
        elif session.shouldstop or session.shouldfail:
            self.book.interrupted = str(session.shouldstop or session.shouldfail)
        self.book.seen = {name: case.seen for name, case in self.run.cases.items() if case.seen is not None}
        self.book.strangers |= dict.fromkeys(self.run.strangers.named)
        self.book.backends = dict(self.run.servers.descriptions)
        write_results(self.book.folder, self.results(), self.run.secrets.cleaned)
        self.run.secrets.clean_file(self.book.folder / "junit.xml")
        self.written = write(self.book, Surroundings(self.run.secrets.without_long, self.run.key, self.run.before))
        good = self._good(self.written.certificate)
        if session.exitstatus == pytest.ExitCode.OK and not good:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        elif session.exitstatus == pytest.ExitCode.TESTS_FAILED and good:  # less grave than --fail-on asks for
            session.exitstatus = pytest.ExitCode.OK

    def _good(self, certificate: Certificate) -> bool:
        if certificate.verdict is Verdict.SCANNED:
            return not (self.book.failing(certificate) or self.book.interrupted or self.book.incomplete)
        part = certificate.verdict is Verdict.PARTIAL and self.run.config.option.partial_ok
        blocked = certificate.findings or certificate.unknowns or certificate.broken
        return certificate.verdict is Verdict.CERTIFIED or (part and not blocked)

    def pytest_unconfigure(self) -> None:
        self.run.servers.stop()
        self.run.stack.close()
        gc.freeze()  # what was seen stays until the process ends: five looks for garbage among it would find none
