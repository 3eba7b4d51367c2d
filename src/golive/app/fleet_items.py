"""pytest --fleet fleet.toml: one test for each database, by pytest's own means of choosing, repeating and reporting."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from os import environ
from pathlib import Path
from typing import Any

import pytest

from golive.app.fleet import is_good, summed
from golive.fleet.file import Fleet, load_fleet
from golive.fleet.store import Run, Store
from golive.fleet.task import Asked
from golive.fleet.visit import Visit, visited, visits
from golive.model.errors import WrongUse
from golive.model.finding import Severity
from golive.model.target import client_settings_are_ours
from golive.reports.fleet_files import line
from golive.verdict.members import Member

_OTHERS = ("dsn", "probe_dsn", "source_dsn", "platform", "apply", "backend", "twin", "prove")


@dataclass(frozen=True, slots=True)
class Session:
    """What every process of the run knows of it."""

    fleet: Fleet
    store: Store
    run: Run
    fail_on: Severity
    held: ExitStack

    def visits(self) -> Iterator[Visit]:
        asked = Asked(self.run.started, fail_on=self.fail_on, command="pytest --fleet")
        return visits(self.fleet, self.fleet.servers(environ, strict=True), asked)


SESSION = pytest.StashKey[Session]()


class NotWell(Exception):
    """What one database came to."""

    def __init__(self, member: Member) -> None:
        told = [line(one) for one in member.differences] or [member.why]
        super().__init__("\n".join([member.verdict, *told]))


class Database(pytest.Item):
    """One database of the fleet."""

    def __init__(self, visit: Visit, **more: Any) -> None:
        super().__init__(**more)
        self.visit = visit

    def runtest(self) -> None:
        came = visited(self.visit)
        self.config.stash[SESSION].store.keep(came, {})
        if not came.member.good:
            raise NotWell(came.member)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, NotWell):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.visit.line - 1, self.name


class File(pytest.File):
    """fleet.toml"""

    def collect(self) -> Iterable[Database]:
        for visit in self.config.stash[SESSION].visits():
            yield Database.from_parent(self, name=visit.name, visit=visit)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if not config.option.fleet:
        return
    for name in _OTHERS:
        if getattr(config.option, name):
            raise pytest.UsageError(f"--{name.replace('_', '-')}: was given with --fleet, whose file says it of each")
    try:
        config.stash[SESSION] = _opened(config)
    except WrongUse as error:
        raise pytest.UsageError(str(error)) from None
    if config.args_source in (pytest.Config.ArgsSource.INVOCATION_DIR, pytest.Config.ArgsSource.TESTPATHS):
        config.args = [config.option.fleet]


def _opened(config: pytest.Config) -> Session:
    client_settings_are_ours()
    fleet, store = load_fleet(Path(config.option.fleet)), Store(Path(config.option.out))
    fleet.servers(environ, strict=True)
    held = ExitStack()
    if hasattr(config, "workerinput"):
        run = store.run()
    elif config.option.collectonly:
        run = Run.of(fleet)
    else:
        held.enter_context(store.alone())
        run, _ = store.begin(Run.of(fleet), anew=True)
    return Session(fleet, store, run, Severity(config.option.fail_on or Severity.HIGH), held)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> File | None:
    session = parent.config.stash.get(SESSION, None)
    if session is None or file_path != session.fleet.path.resolve():
        return None
    return File.from_parent(parent, path=file_path)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    ours = session.config.stash.get(SESSION, None)
    if ours is None or hasattr(session.config, "workerinput") or session.config.option.collectonly:
        return
    roll = ours.store.end(ours.run)
    for said in summed(roll, ours.store.out):
        session.config.get_terminal_writer().line(said)
    if session.exitstatus == pytest.ExitCode.OK and not is_good(roll):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure(config: pytest.Config) -> None:
    if (ours := config.stash.get(SESSION, None)) is not None:
        ours.held.close()
