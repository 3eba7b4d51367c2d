"""The one place where the engine meets pytest: options, parameters of audits, order, results, exit code."""

from collections.abc import Generator, Iterable, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib.resources import files
from os import environ
from pathlib import Path
from shutil import copy, rmtree
from typing import Any, TypeVar, cast, get_type_hints

import pytest

from golive.certify import Book, Entry
from golive.judge.audit import CouldNotLook, Findings, LookedAtNothing, NotCertified, audit_of
from golive.model.claims import Head, Variable
from golive.model.credentials import Credential
from golive.model.errors import WrongUse
from golive.model.finding import Finding
from golive.model.items import Item
from golive.model.occasion import unobserved
from golive.model.platform import Platform, load_platforms
from golive.model.promotion import Compare
from golive.model.subjects import subjects, test_id
from golive.options import add_options, narrowed, settings_of
from golive.preflight import preflight
from golive.redact import Secrets
from golive.reports.certificate import Verdict
from golive.reports.folder import prepare, refused, withdraw
from golive.run import Case, Servers, Settings, Stopped
from golive.server.account import server_account
from golive.server.folders import RunFolder, home, new_run_folder
from golive.writing import Written, write

pytest_plugins = ("golive.fixtures.target", "golive.fixtures.steps", "golive.fixtures.evidence")

MARKERS = {
    "precheck": "before anything is changed: address, role, version, backup",
    "migrate": "a step was deployed and verified",
    "postcheck": "a read-only audit of the database as it is",
    "smoke": "behaviour, written inside a transaction that is rolled back",
    "rehearsal": "needs a clone that may be spoilt",
}
Reported = TypeVar("Reported", pytest.TestReport, pytest.CollectReport)
RUN = pytest.StashKey["Session"]()
NOTHING = "nothing declared"
RESULTS = "allure-results"


class Session:
    """What one pytest process knows of the run."""

    def __init__(self, config: pytest.Config, settings: Settings, addresses: dict[str, str] | None = None) -> None:
        self.config = config
        self.settings = settings
        self.worker = hasattr(config, "workerinput")
        self.servers = Servers(settings, addresses)
        declared = {one.name for platform in settings.platforms for one in platform.claims.variable if one.secret}
        sealed = [one for platform in settings.platforms for one in platform.claims.credential]
        declared |= {name for one in sealed for name in one.variables}
        given = {"source": settings.source.reveal()} if settings.source else {}
        self.secrets = Secrets(settings.dsn, {**environ, **given}, declared)
        self.stack = ExitStack()
        self.cases = {
            platform.name: Case(platform, settings, lambda p=platform: self.servers.address(p))  # type: ignore[misc]
            for platform in settings.platforms
        }
        self.book = Book(
            settings, narrowed(config), " ".join(["pytest", *_arguments(config)]), config.option.markexpr == "postcheck"
        )

    @property
    def contacts(self) -> bool:
        """False where pytest only plans: neither a server nor a database is touched."""
        return not (self.config.option.setupplan or self.config.option.collectonly)


def session_of(config: pytest.Config) -> Session:
    if RUN not in config.stash:
        try:
            config.stash[RUN] = _open(config)
        except WrongUse as error:
            raise pytest.UsageError(str(error)) from None
    return config.stash[RUN]


def _open(config: pytest.Config) -> Session:
    given = getattr(config, "workerinput", {}).get("golive")
    platforms = load_platforms(config.option.platform)
    if unlocked := next((platform for platform in platforms if platform.lock is None), None):
        raise WrongUse(
            str(unlocked.folder / "lock.json"),
            "does not exist: nothing says what was tested",
            f"golive learn [--dsn URL] --into {unlocked.folder} writes it",
        )
    if given:
        shared = Path(given["shared"])
        return Session(config, settings_of(config, platforms, shared, given["dsn"]), given["addresses"])
    kept = _run_folder()
    try:
        settings = settings_of(config, platforms, kept.path, config.option.dsn)
    except WrongUse:
        kept.remove()
        raise
    config.option.dsn = None  # from here on it is a Dsn, which shows itself without its password
    session = Session(config, settings)
    session.stack.callback(kept.remove)
    return session


def _run_folder() -> RunFolder:
    """What the workers share; a later run sweeps it where this one is killed."""
    account = server_account()
    folder = new_run_folder(home(account), account)
    folder.path.chmod(0o700)
    return folder


def _arguments(config: pytest.Config) -> Iterable[str]:
    """The command line, without anything that may hold a password."""
    hide = False
    for argument in config.invocation_params.args:
        word = str(argument)
        address = word.startswith(("--dsn=", "--source-dsn="))
        yield "***" if hide else word.partition("=")[0] + "=***" if address else word
        hide = word in ("--dsn", "--source-dsn")


def pytest_addoption(parser: pytest.Parser) -> None:
    add_options(parser)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    for name, meaning in MARKERS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")
    if _judges(config):
        if config.args_source is pytest.Config.ArgsSource.INVOCATION_DIR:
            config.args = [str(_checks())]  # in any folder: what is asked for is the audits
        session = session_of(config)
        if session.contacts:
            _collect_for_allure(config, session.settings.shared)
        if not session.worker:
            config.pluginmanager.register(Reporter(session), "golive.reporter")
            if session.contacts:
                try:
                    _send_results_to(config, session.book.folder)
                except WrongUse as error:
                    raise pytest.UsageError(str(error)) from None


def _judges(config: pytest.Config) -> bool:
    """Whether this run was asked to judge a database, and not to run somebody's unit tests."""
    if hasattr(config, "workerinput"):
        return "golive" in config.workerinput
    if config.option.dsn or config.option.platform:
        return True
    paths = [Path(str(argument).partition("::")[0]).resolve() for argument in config.args]
    return "golive.checks" in config.args or any(path == _checks() or _checks() in path.parents for path in paths)


def _checks() -> Path:
    return Path(str(files("golive.checks"))).resolve()


def _send_results_to(config: pytest.Config, out: Path) -> None:
    prepare(out)
    config.option.xmlpath = config.option.xmlpath or str(out / "junit.xml")


def _collect_for_allure(config: pytest.Config, shared: Path) -> None:
    """Allure writes after every test, in every worker: to the run's own folder, which moves to --out at the end."""
    if config.pluginmanager.has_plugin("allure_pytest"):
        config.option.allure_report_dir = config.option.allure_report_dir or str(shared / RESULTS)


def pytest_report_header(config: pytest.Config) -> list[str]:
    if RUN not in config.stash or config.stash[RUN].worker:
        return []
    session = config.stash[RUN]
    names = ", ".join(platform.name for platform in session.settings.platforms)
    if not session.contacts:
        return [f"golive: {names}; a plan: nothing is started or contacted"]
    return [f"golive: {names} on {session.settings.dsn or 'databases of our own'}; results in {session.book.folder}"]


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    if RUN not in session.config.stash:
        return
    run = session.config.stash[RUN]
    if run.worker or not run.contacts:
        return
    try:
        for line in preflight(run.settings):
            session.config.get_terminal_writer().line(line)
        withdraw(run.book.folder)
        if session.config.option.dist != "no" and run.settings.dsn is None:
            for platform in run.settings.platforms:
                run.servers.address(platform)
    except WrongUse as error:
        run.servers.stop()
        raise pytest.UsageError(str(error)) from None


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """What a worker of xdist needs: the run's folder and addresses; passed in memory only."""
    if RUN in node.config.stash:
        run = node.config.stash[RUN]
        node.workerinput["golive"] = {
            "shared": str(run.settings.shared),
            "dsn": run.settings.dsn.reveal() if run.settings.dsn else None,
            "addresses": run.servers.addresses(),
        }


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Only workers collect: what they left out, they tell the controller at their end."""
    if RUN in node.config.stash:
        node.config.stash[RUN].book.left_out |= getattr(node, "workeroutput", {}).get("golive", {})


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput") and RUN in session.config.stash:
        session.config.workeroutput["golive"] = session.config.stash[RUN].book.left_out


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test per platform, and per object where the audit asks for one by its type."""
    audit = audit_of(metafunc.function)
    if audit is None:
        return
    run = session_of(metafunc.config)
    hints = get_type_hints(metafunc.function)
    for name in metafunc.fixturenames:
        if (kind := hints.get(name)) and (of := subjects(kind)):
            pairs = [(platform, subject) for platform in run.settings.platforms for subject in of(platform)]
            empty = [p for p in run.settings.platforms if all(p is not platform for platform, _ in pairs)]
            cases = [
                *[pytest.param(p, s, id=test_id(p, s)) for p, s in pairs],
                *[pytest.param(p, NOTHING, id=test_id(p, NOTHING)) for p in empty],
            ]
            metafunc.parametrize(("platform", name), cases, indirect=["platform"], scope="session")
            return
    platforms = [pytest.param(platform, id=platform.name) for platform in run.settings.platforms]
    metafunc.parametrize("platform", platforms, indirect=True, scope="session")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Generator[None]:
    """Marks before pytest selects by mark; sorts after pytest has sorted by fixture."""
    judged = [item for item in items if isinstance(item, pytest.Function) and audit_of(item.function)]
    if not judged:
        yield
        return
    run = session_of(config)
    dropped = []
    for item in judged:
        if not any(item.get_closest_marker(name) for name in MARKERS):
            item.add_marker(pytest.mark.postcheck)
        if why := _not_run(item, run.settings):
            run.book.left_out[_name(item)] = why
            dropped.append(item)
    if dropped:
        items[:] = [item for item in items if item not in set(dropped)]
        config.hook.pytest_deselected(items=dropped)
    order = {platform.name: n for n, platform in enumerate(run.settings.platforms)}
    places = {item: (*_place(item, order), n) for n, item in enumerate(items)}
    yield
    items.sort(key=places.__getitem__)


def _name(item: pytest.Item) -> str:
    """The test without the folder of its file: that depends on where pytest was called."""
    return f"{item.path.name}::{item.name}"


def _place(item: pytest.Item, order: Mapping[str, int]) -> tuple[int, int]:
    """Platform by platform, and within one as its migration goes."""
    if not isinstance(item, pytest.Function) or audit_of(item.function) is None:
        return -1, 0
    stage = next((n for n, name in enumerate(MARKERS) if item.get_closest_marker(name)), len(MARKERS))
    return order[_platform(item).name], stage


def _platform(item: pytest.Function) -> Platform:
    return cast(Platform, item.callspec.params["platform"])


def _not_run(item: pytest.Function, settings: Settings) -> str:
    if NOTHING in item.callspec.params.values():
        return NOTHING
    if why := _unobserved(item, settings):
        return why
    writes = next((name for name in ("migrate", "smoke", "rehearsal") if item.get_closest_marker(name)), None)
    if writes and not settings.writes:
        return f"{writes} writes, and --apply was not given"
    if writes == "rehearsal" and settings.dsn is not None:
        return "rehearsal is for a database of our own, and --dsn names one that stays"
    return ""


def _unobserved(item: pytest.Function, settings: Settings) -> str:
    """Why this run does not observe a subject, and is not stopped by that."""
    platform = _platform(item)
    today = (settings.as_of or datetime.now(UTC)).date()
    for subject in item.callspec.params.values():
        if isinstance(subject, Item) and not subject.blocks_now(settings.go_live):
            return unobserved(subject, platform.claims, settings.occasion, environ, today)
        if isinstance(subject, Head) and not (subject.minutes and platform.steps and settings.writes):
            return "no time budget to hold this run against" if settings.writes else "this run migrates nothing"
        if isinstance(subject, Compare) and settings.source is None:
            return "not observed here: --source-dsn was not given"
        if isinstance(subject, Credential) and settings.dsn is None and (unset := subject.unset(environ)):
            return f"not observed here: {unset} is not set, and no application runs on a database of our own"
        if isinstance(subject, Variable) and settings.dsn is None and subject.name not in environ:
            return f"not observed here: {subject.name} is not set, and no application runs on a database of our own"
    return ""


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """A test collects all its findings and fails once."""
    result = yield
    findings = pyfuncitem.funcargs.get("findings")
    if isinstance(findings, Findings):
        case = session_of(pyfuncitem.config).cases[findings.platform]
        findings.settle(lambda finding: accepts(case, finding))
    return result


def accepts(case: Case, finding: Finding) -> bool:
    today = (case.settings.as_of or datetime.now(UTC)).date()
    return any(
        (accept.code, accept.object) == (finding.code, finding.where) and today <= accept.until
        for accept in case.platform.claims.accept
    )


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _without_secrets(collector.config, (yield))


def _without_secrets(config: pytest.Config, report: Reported) -> Reported:
    """What a crash tells of its frames, and what was printed before it."""
    if RUN not in config.stash or (not report.failed and not report.sections):
        return report
    clean = config.stash[RUN].secrets.clean
    if report.longrepr is not None and clean(text := str(report.longrepr)) != text:
        report.longrepr = clean(text)
    report.sections = [(title, clean(content)) for title, content in report.sections]
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = _without_secrets(item.config, (yield))
    audit = audit_of(getattr(item, "function", None))
    if audit is None or not isinstance(item, pytest.Function) or (report.when == "teardown" and report.passed):
        return report
    error = call.excinfo.value if call.excinfo else None
    if isinstance(error, NotCertified | CouldNotLook | LookedAtNothing | Stopped | WrongUse):
        report.longrepr = str(error)  # the findings are the message; where Python stood tells nobody anything
    if report.when == "call" or report.failed:
        findings = item.funcargs.get("findings")
        entry = Entry.of(_name(item), _platform(item).name, audit, report.duration)
        report.golive = entry.with_result(findings if isinstance(findings, Findings) else None, error).to_json()  # type: ignore[attr-defined]
    return report


class Reporter:
    """In the controller: enters what every test said, and writes the certificate at the end."""

    def __init__(self, run: Session) -> None:
        self.run, self.book = run, run.book
        self.written: Written | None = None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if found := getattr(report, "golive", None):
            self.book.enter(Entry.from_json(found))

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

    def _finish(self, session: pytest.Session, exitstatus: int) -> None:
        if exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) and not self.book.collect_errors:
            self.book.interrupted = f"pytest ended with {pytest.ExitCode(exitstatus).name}"
        elif session.shouldstop or session.shouldfail:
            self.book.interrupted = str(session.shouldstop or session.shouldfail)
        self.book.backends = dict(self.run.servers.descriptions)
        if (results := self.run.settings.shared / RESULTS).is_dir():
            rmtree(place := self.book.folder / RESULTS, ignore_errors=True)
            place.mkdir()
            for path in sorted(results.iterdir()):
                copy(path, place)
        if self.run.secrets.shapes:
            for left in ("junit.xml", RESULTS):
                self.run.secrets.clean_files(self.book.folder / left)
        self.written = write(self.book)
        if exitstatus == pytest.ExitCode.OK and self.written.certificate.verdict is Verdict.NOT_CERTIFIED:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.written:
            terminalreporter.section("golive")
            terminalreporter.write_line(self.written.summary)

    def pytest_unconfigure(self) -> None:
        self.run.servers.stop()
        self.run.stack.close()
