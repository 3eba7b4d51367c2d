"""One run: what the command line asked for, and what is done once for all workers of it."""

import json
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from os import environ
from pathlib import Path
from typing import Any

from filelock import FileLock
from psycopg import Error

from golive.judge.exposure import Exposure
from golive.migrate.lease import Patience
from golive.model.claims.credential import SOURCE, Credential
from golive.model.errors import WrongUse
from golive.model.finding import Severity
from golive.model.occasion import Occasion
from golive.model.platform import Platform
from golive.model.signoffs import Signed
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn

EACH = 40  # defects of a class that a run plants, which has more to do; `golive prove` plants all


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How a rehearsal is done."""

    data: Path | None = None  # where rows of a database that was named may lie
    sessions: Mapping[str, int] = field(default_factory=dict)  # by platform, where a load was asked for


@dataclass(frozen=True, slots=True)
class Settings:
    """What the command line asked for."""

    platforms: tuple[Platform, ...]
    out: Path
    shared: Path  # a private folder that all workers of this run see
    dsn: Dsn | None = None
    named_by: str = ""  # what named it: --dsn, or a variable
    apply: bool = False
    patience: Patience = field(default_factory=Patience)
    as_superuser: bool = False  # code of other roles may run with a superuser's rights
    backup: Path | None = None
    backend: str = "auto"
    pg_bin: Path | None = None
    pg_version: int | None = None
    go_live: bool = False
    as_of: datetime | None = None
    started: datetime = field(default_factory=lambda: datetime.now(UTC))  # one moment for all workers
    stage: str = ""
    signed: tuple[Signed, ...] = ()
    source: Dsn | None = None  # where promoted rows came from
    probe: Dsn | None = None  # the login that code of the database runs as
    replica: Dsn | None = None  # a standby of it, which is asked for the rows
    alone: bool = False  # no other process takes part, and none reads what this one saw
    twin: bool = False  # everything is used once, on a copy of the structure
    prove: int = 0  # so many defects of each class are planted
    rehearsal: Rehearsal | None = None
    fail_on: Severity | None = None  # of a scan, which judges by laws: the least severity that it fails by

    @property
    def occasion(self) -> Occasion:
        return Occasion(self.stage, self.go_live, self.signed)

    @property
    def moment(self) -> datetime:
        """The clock of the run: what is judged by a date is judged by this one."""
        return self.as_of or self.started

    @property
    def today(self) -> date:
        return self.moment.date()

    def plays_source(self, platform: Platform) -> bool:
        """Whether both sides are servers of our own."""
        return self.dsn is None and self.source is None and bool(platform.source)

    @property
    def writes(self) -> bool:
        """Only a database of our own, or one that --apply was given for, is ever written."""
        return self.dsn is None or self.apply


class Stopped(Exception):
    """What another worker of this run failed at; nothing that depends on it can be judged."""


@dataclass(slots=True)
class Case:
    """One platform on one database, in one run."""

    platform: Platform
    settings: Settings
    address: Callable[[], Dsn]
    origin: Callable[[], Dsn] | None = None  # the source's, where that is a server of our own
    done: dict[str, Any] = field(default_factory=dict)
    seen: Snapshot | None = None  # the snapshot, once this process has it
    sights: Exposure | None = None  # what it says of findings
    turn: FileLock = field(init=False)  # one worker at a time; a phase takes it again for each of its steps

    def __post_init__(self) -> None:
        self.turn = FileLock(str(self.settings.shared / f"{self.platform.name}.lock"))

    @property
    def dsn(self) -> Dsn:
        return self.settings.dsn or self.address()

    @property
    def source(self) -> Dsn | None:
        """Where rows come from: named by --source-dsn, or beside a database of our own, the platform's own source."""
        if self.settings.source or not self.settings.plays_source(self.platform) or self.origin is None:
            return self.settings.source
        return self.origin()

    def logins(self) -> tuple[Dsn, Dsn | None]:
        """The reader and the prober: as they were named, or on a server of our own made for this look."""
        if self.settings.dsn is not None:
            return self.settings.dsn, self.settings.probe
        from golive.server.logins import made  # only a run with a server of its own needs it

        ours = made(self.dsn, self.platform)
        return ours.reader, ours.prober

    @property
    def keys(self) -> Mapping[str, str]:
        """The environment of sealed rows: on servers of our own they are invented, and so are their keys."""
        if self.settings.dsn is not None:
            return environ
        made = {name: text for one in self.platform.claims.of(Credential) for name, text in one.embedded.items()}
        ours = self.settings.plays_source(self.platform)
        theirs = {SOURCE + name for name in made} if ours else set()
        return {**{name: text for name, text in environ.items() if name not in theirs}, **made}

    def once(self, name: str, work: Callable[[], Any]) -> Any:
        """The result of work that is done by one worker and read by the others; so is its failure."""
        if name not in self.done:
            path = self.settings.shared / f"{self.platform.name}.{name}.json"
            with self.turn:
                if not path.exists():
                    path.write_text(json.dumps(self._attempt(work)))
                self.done[name] = json.loads(path.read_text())
        result = self.done[name]
        if "wrong use" in result:
            raise WrongUse(*result["wrong use"])
        if "stopped" in result:
            raise Stopped(result["stopped"])
        return result["value"]

    def snapshot(self, look: Callable[[], Snapshot]) -> Snapshot:
        """The one snapshot of this run; other processes read what one of them saw."""

        def told() -> str:
            self.seen = look()
            return "" if self.settings.alone else self.seen.to_json()

        saved = self.once("snapshot", told)  # the process that looked has it already
        if self.seen is None:
            self.seen = Snapshot.from_json(saved)
        return self.seen

    @property
    def sight(self) -> Exposure | None:
        """None until something was seen."""
        if self.sights is None and self.seen is not None:
            self.sights = Exposure(self.seen, self.platform.claims, self.seen.evidence)
        return self.sights

    @staticmethod
    def _attempt(work: Callable[[], Any]) -> Mapping[str, Any]:
        try:
            return {"value": work()}
        except WrongUse as error:
            return {"wrong use": [error.place, error.what, error.allowed]}
        except Stopped as error:
            return {"stopped": str(error)}
        except Error as error:  # the server's further lines hold values of rows
            return {"stopped": f"{type(error).__name__}: {error}".partition("\n")[0]}
        except Exception as error:
            return {"stopped": f"{type(error).__name__}: {error}"}


class Servers:
    """The servers of our own that this run has started; they end with it."""

    def __init__(self, settings: Settings, addresses: Mapping[str, str] | None = None) -> None:
        self.settings = settings
        self.stack = ExitStack()
        self.descriptions: dict[str, str] = {}
        self._addresses = {name: Dsn.parse(text) for name, text in (addresses or {}).items()}

    def address(self, platform: Platform, side: str = "") -> Dsn:
        """A fresh database of a platform; its server is started on first need."""
        from golive.server import choose  # only a run that needs a server of its own loads what starts one

        place = f"{platform.name}{side}"
        if place not in self._addresses:
            chosen = choose(self.settings.backend, self.settings.pg_bin, self.settings.pg_version)
            server = self.stack.enter_context(chosen.launch())
            server.create_database(platform.name)
            self.descriptions[place] = server.description
            self._addresses[place] = server.dsn(platform.name)
        return self._addresses[place]

    def source(self, platform: Platform) -> Dsn:
        return self.address(platform, " source")

    def addresses(self) -> dict[str, str]:
        return {name: dsn.reveal() for name, dsn in self._addresses.items()}

    def stop(self) -> None:
        self.stack.close()
