"""What one pytest process knows of the run it takes part in."""

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from os import environ
from pathlib import Path
from typing import Any

import pytest

from golive.app.options import narrowed, scans, settings_of
from golive.app.strangers import Strangers
from golive.attest.keys import signing_key
from golive.attest.papers import Papers
from golive.model.errors import WrongUse
from golive.model.platform import load_platforms
from golive.model.target import client_settings_are_ours, forget_environment
from golive.reports.redact import Secrets
from golive.run.case import Case, Servers, Settings
from golive.server.account import server_account
from golive.server.folders import RunFolder, home, new_run_folder
from golive.sqltext.visible import visible
from golive.verdict.baseline import NONE, Baseline, load_baseline
from golive.verdict.book import Book
from golive.verdict.complete import due

RUN = pytest.StashKey["Session"]()
_ADDRESSES = ("--dsn", "--probe-dsn", "--replica", "--source-dsn")


class Session:
    """Settings, addresses, secrets and the book; what it opened ends with it."""

    def __init__(
        self,
        config: pytest.Config,
        settings: Settings,
        addresses: dict[str, str] | None = None,
        baseline: Baseline = NONE,
    ) -> None:
        self.config = config
        self.settings = settings
        self.worker = hasattr(config, "workerinput")
        self.servers = Servers(settings, addresses)
        self.secrets = Secrets.of(
            (settings.dsn, settings.source, settings.probe, settings.replica), environ, settings.platforms
        )
        self.stack = ExitStack()
        self.cases = {
            platform.name: Case(
                platform,
                settings,
                lambda p=platform: self.servers.address(p),  # type: ignore[misc]
                lambda p=platform: self.servers.source(p),  # type: ignore[misc]
            )
            for platform in settings.platforms
        }
        postcheck = config.option.markexpr == "postcheck"
        command = " ".join(["pytest", *_arguments(config)])
        self.book = Book(
            settings,
            narrowed(config),
            command,
            postcheck,
            whole=() if self.worker else due(settings, postcheck=postcheck),
        )
        self.baseline = baseline
        self.key = None if self.worker else signing_key(config.option.signing_key, environ)
        self.before: Papers | None = None  # the certificate before this one, once its place is taken
        self.strangers = Strangers(config)
        self.code = 0  # what the process ends with, once there is a verdict

    def shown(self, text: str) -> str:
        """What anybody may read of a text that others made."""
        return visible(self.secrets.clean(text))

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
    if scans(config):
        return _scan(config, given)
    platforms = load_platforms(config.option.platform)
    if unlocked := next((platform for platform in platforms if platform.lock is None), None):
        raise WrongUse(
            str(unlocked.folder / "lock.json"),
            "does not exist: nothing says what was tested",
            f"golive learn [--dsn URL] --into {unlocked.folder} writes it",
        )
    if given:
        shared = Path(given["shared"])
        config.option.source_dsn, config.option.probe_dsn = given["source"], given["probe"]
        config.option.replica = given["replica"]
        settings = settings_of(config, platforms, shared, given["dsn"])
        started = datetime.fromisoformat(given["started"])
        return Session(config, replace(settings, started=started), given["addresses"])
    client_settings_are_ours()
    kept = _run_folder()
    try:
        settings = settings_of(config, platforms, kept.path, config.option.dsn)
    except WrongUse:
        kept.remove()
        raise
    forget_environment()
    # from here on a Dsn, which shows itself without its password
    config.option.dsn = config.option.probe_dsn = config.option.replica = None
    session = Session(config, settings)
    session.stack.callback(kept.remove)
    return session


def _scan(config: pytest.Config, given: Mapping[str, Any] | None) -> Session:
    """The controller looks before anything is collected: what the database shows decides which tests there are."""
    from golive.app import unprepared  # infers, and uses a twin: no other run does
    from golive.verdict.inferred import NOBODYS

    before = load_baseline(Path(config.option.baseline)) if config.option.baseline else NONE
    if given:
        shared = Path(given["shared"])
        config.option.probe_dsn, config.option.replica = given["probe"], given["replica"]
        seen = unprepared.Unprepared.load(shared)
        settings = settings_of(config, (seen.platform,), shared, given["dsn"])
        settings = replace(settings, started=datetime.fromisoformat(given["started"]))
        return Session(config, settings, given["addresses"], before)
    client_settings_are_ours()
    kept = _run_folder()
    try:
        settings = settings_of(config, (NOBODYS,), kept.path, config.option.dsn)
        forget_environment()
        config.option.dsn = config.option.probe_dsn = config.option.replica = None
        assert settings.dsn is not None  # -m postcheck names one
        if config.option.setupplan or config.option.collectonly:
            session = Session(config, settings)
        else:
            seen = unprepared.look_at(settings.dsn, settings.named_by, settings.probe, settings.as_of, settings.replica)
            if settings.twin:
                for line in unprepared.at_first(seen, before):
                    print(visible(line), flush=True)
                seen = unprepared.used_once(seen, settings.dsn)
            seen.save(kept.path)
            session = Session(config, replace(settings, platforms=(seen.platform,)), baseline=before)
            session.cases[seen.platform.name].seen = seen.live
            session.book.inferred = seen.inferred
    except BaseException:
        kept.remove()
        raise
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
        address = word.startswith(tuple(f"{one}=" for one in _ADDRESSES))
        yield "***" if hide else word.partition("=")[0] + "=***" if address else word
        hide = word in _ADDRESSES
