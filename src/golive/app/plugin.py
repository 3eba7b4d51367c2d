"""The one place where the engine meets pytest: options, parameters of audits, order, results, exit code."""

import gc
import signal
import sys
from collections.abc import Generator, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from golive.app.arguments import in_checks, keep_the_root
from golive.app.masked import Masked, masked
from golive.app.options import add_options
from golive.app.preflight import preflight
from golive.app.reporter import Reporter
from golive.app.results import collected
from golive.app.selection import CHECKS, audits_in, left_out, name_of, parametrize, place, platform_of
from golive.app.session import RUN, Session, session_of
from golive.app.terminal import Terminal
from golive.attest.gate import admitted
from golive.attest.keys import public_key
from golive.attest.papers import Papers
from golive.attest.since import earlier
from golive.judge.audit import CouldNotLook, Findings, LookedAtNothing, NotCertified, audit_of
from golive.model.errors import WrongUse
from golive.model.subjects import answer_of
from golive.reports.folder import prepare, set_aside, taken, withdraw
from golive.run.case import Stopped
from golive.sqltext.visible import visible
from golive.verdict.acceptance import Acceptance
from golive.verdict.arguments import given_beside
from golive.verdict.complete import STAGES
from golive.verdict.result import Result

pytest_plugins = (
    "golive.app.planning",
    "golive.fixtures.target",
    "golive.fixtures.steps",
    "golive.fixtures.evidence",
)

_OWN = "databases of our own"
_SELDOM = (100_000, 50, 100)  # what a run makes stays until it ends: a look for garbage among it finds next to none
RESULT = pytest.StashKey[Result]()
NEEDED = ("python", "terminal", "junitxml", "setuponly", "setupplan", *pytest_plugins)


def pytest_addoption(parser: pytest.Parser) -> None:
    keep_the_root(sys.argv[1:])
    add_options(parser)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    for name, meaning in STAGES.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")
    config.addinivalue_line("markers", "prove: defects of the platform's own kind are planted in a copy")
    if config.option.fleet:
        from golive.app import fleet_items  # what looks at many databases, no other run needs

        config.pluginmanager.register(fleet_items)
    if _judges(config):
        config.args = [in_checks(str(argument), CHECKS) for argument in config.args]
        if config.args_source is pytest.Config.ArgsSource.INVOCATION_DIR:
            config.args = [str(CHECKS)]  # in any folder: what is asked for is the audits
        if sys.flags.optimize > 1:
            raise pytest.UsageError("-OO or PYTHONOPTIMIZE=2: what an audit claims is its docstring; leave it out")
        if blocked := next((name for name in NEEDED if config.pluginmanager.is_blocked(name)), ""):
            raise pytest.UsageError(f"-p no:{blocked}: no audit can be run without it; leave this option out")
        gc.set_threshold(*_SELDOM)
        session = session_of(config)
        config.option.showlocals = False  # what stands in a variable of a run may be a key
        config.pluginmanager.register(session.strangers)
        config.pluginmanager.register(Masked(session))
        settings = session.settings
        results = collected(config, settings.shared, alone=settings.alone) if session.contacts else tuple
        if not session.worker:
            reporter = Reporter(session, results)
            for one in (reporter, Terminal(reporter)):  # without a name that -p could leave out
                config.pluginmanager.register(one)
            if session.contacts:
                try:
                    _send_results_to(config, session.book.folder)
                except WrongUse as error:
                    raise pytest.UsageError(str(error)) from None


def _judges(config: pytest.Config) -> bool:
    """Whether this run was asked to judge a database, and not to run somebody's unit tests."""
    if config.option.fleet:
        return False
    if hasattr(config, "workerinput"):
        return "golive" in config.workerinput
    if config.option.dsn or config.option.platform:
        return True
    places = [str(argument).partition("::")[0] for argument in config.args]
    paths = [Path(place).resolve() for place in places]
    return any(place.startswith("golive.checks") for place in places) or any(
        path == CHECKS or CHECKS in path.parents for path in paths
    )


def _send_results_to(config: pytest.Config, out: Path) -> None:
    prepare(out)
    config.option.xmlpath = config.option.xmlpath or str(out / "junit.xml")


def pytest_report_header(config: pytest.Config) -> list[str]:
    if RUN not in config.stash or config.stash[RUN].worker:
        return []
    session = config.stash[RUN]
    names = ", ".join(platform.name for platform in session.settings.platforms)
    if not session.contacts:
        return [f"golive: {names}; a plan: nothing is started or contacted"]
    where = f"{session.settings.dsn}, named by {session.settings.named_by}" if session.settings.dsn else _OWN
    return [f"golive: {names} on {where}; results in {session.book.folder}"]


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    if RUN not in session.config.stash:
        return
    run = session.config.stash[RUN]
    if run.worker or not run.contacts:
        return
    try:
        for line in (*_gate(session.config, run), *preflight(run.settings)):
            session.config.get_terminal_writer().line(line)
        run.stack.enter_context(taken(run.book.folder))
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was begun is undone, as at Ctrl-C
        set_aside(run.book.folder)
        withdraw(run.book.folder)
        if not run.book.narrowed:
            run.before = earlier(session.config.option.previous, run.book.folder)
        if getattr(session.config.option, "dist", "no") != "no" and run.settings.dsn is None:
            for platform in run.settings.platforms:
                run.servers.address(platform)
                if run.settings.plays_source(platform):
                    run.servers.source(platform)
    except WrongUse as error:
        run.servers.stop()
        raise pytest.UsageError(str(error)) from None


def _gate(config: pytest.Config, run: Session) -> Iterable[str]:
    """Before anything is contacted."""
    option = config.option
    if not (option.gate or option.gate_key):
        return ()
    if not (option.gate and option.gate_key and run.settings.apply):
        form = "together, and with --apply: they say what may be deployed"
        raise WrongUse("--gate, --gate-key", "need each other and --apply", form)
    (platform,) = run.settings.platforms
    papers, key = Papers.at(Path(option.gate)), public_key(Path(option.gate_key), "--gate-key")
    return (admitted(papers, key, platform, run.settings.started),)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> Generator[None, int | None, int | None]:
    """No hook around the end of a run makes a zero of what its verdict came to."""
    code = yield
    return code or (config.stash[RUN].code if RUN in config.stash else code)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """What a worker of xdist needs: the run's folder and addresses; passed in memory only."""
    if RUN in node.config.stash:
        run = node.config.stash[RUN]
        node.workerinput["golive"] = {
            "shared": str(run.settings.shared),
            "started": run.settings.started.isoformat(),
            "dsn": run.settings.dsn.reveal() if run.settings.dsn else None,
            "source": run.settings.source.reveal() if run.settings.source else None,
            "probe": run.settings.probe.reveal() if run.settings.probe else None,
            "replica": run.settings.replica.reveal() if run.settings.replica else None,
            "addresses": run.servers.addresses(),
        }


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    if RUN not in config.stash or config.option.dist != "load" or len(config.stash[RUN].settings.platforms) == 1:
        return None
    from golive.app.spread import ByPlatform  # of xdist, which most runs do without

    return ByPlatform(config, log, [platform.name for platform in config.stash[RUN].settings.platforms])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Only workers collect: whose code took part there, they tell the controller at their end."""
    if RUN in node.config.stash:
        node.config.stash[RUN].book.strangers |= dict.fromkeys(getattr(node, "workeroutput", {}).get("golive", ()))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput") and RUN in session.config.stash:
        session.config.workeroutput["golive"] = session.config.stash[RUN].strangers.named


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test per platform, and per object where the audit asks for one by its type."""
    if audit_of(metafunc.function) is not None:
        parametrize(metafunc, session_of(metafunc.config).settings.platforms)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Generator[None]:
    """Marks before pytest selects by mark; sorts after pytest has sorted by fixture."""
    if not (judged := audits_in(items)):
        yield
        return
    if not _judges(config):
        raise pytest.UsageError("audits were collected, and none were asked for: pytest golive.checks --pyargs asks")
    run = session_of(config)
    if dropped := [item for item in judged if left_out(item, run.settings)]:
        items[:] = [item for item in items if item not in set(dropped)]
        config.hook.pytest_deselected(items=dropped)
    order = {platform.name: n for n, platform in enumerate(run.settings.platforms)}
    places = {item: (*place(item, order), n) for n, item in enumerate(items)}
    yield
    items.sort(key=places.__getitem__)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """A test collects all its findings and fails once."""
    returned = yield
    if isinstance(pyfuncitem.funcargs.get("findings"), Findings):
        pyfuncitem.stash[RESULT] = said = _said(pyfuncitem)
        if error := said.error:
            raise error
        if said.nothing:
            pytest.skip(f"{said.outcome}: {said.nothing}")
    return returned


def _said(item: pytest.Function) -> Result:
    """What its findings come to; the book has it of every audit, also of one that was stopped."""
    platform, audit = platform_of(item), audit_of(item.function)
    assert audit is not None  # it is one of them
    findings = item.funcargs.get("findings")
    subject = next((one for one in item.callspec.params.values() if one is not platform), None)
    result = Result.of(
        name_of(item),
        audit,
        platform.name,
        findings if isinstance(findings, Findings) else None,
        Acceptance(platform, session_of(item.config).settings.today),
        session_of(item.config).baseline,
    )
    return replace(result, answers=answer_of(subject), given=given_beside(item.function, item.funcargs))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = masked(collector.config, (yield))
    if report.failed and not report.nodeid and collector.path != collector.session.path:
        report.nodeid = str(collector.path)  # pytest has no name for a file that was asked for and lies elsewhere
    if report.failed:
        report.nodeid = visible(report.nodeid)  # pytest shows a file's name as it is
    return report


@pytest.hookimpl(wrapper=True, trylast=True)  # before others write down what the report says
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = masked(item.config, (yield))
    audit = audit_of(getattr(item, "function", None))
    if audit is None or not isinstance(item, pytest.Function) or (report.when == "teardown" and report.passed):
        return report
    error = call.excinfo.value if call.excinfo else None
    if isinstance(error, NotCertified | CouldNotLook | LookedAtNothing | Stopped | WrongUse):
        report.longrepr = visible(str(error))  # the findings are the message; where Python stood tells nobody anything
    if report.when == "call" or report.failed:
        said = item.stash.get(RESULT, None) or _said(item)
        looked = error if not (report.skipped and said.nothing) else None
        report.golive = said.ended(looked, report.duration).to_json()  # type: ignore[attr-defined]
    return report
