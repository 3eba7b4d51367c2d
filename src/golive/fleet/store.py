"""What is finished stands on disk, each database whole or not at all: a run that was cut off goes on from there."""

import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from golive.fleet.file import Fleet
from golive.fleet.visit import Visited
from golive.model.errors import WrongUse
from golive.reports.fleet import fleet_page
from golive.reports.fleet_files import fleet_json, junit, metrics
from golive.reports.folder import prepare, refused, taken, write
from golive.reports.sarif import sarif
from golive.sqltext.visible import visible_json
from golive.verdict.members import Member, Roll

FORMAT = 1
RUN, RESULT, DATABASES = "run.json", "result.json", "databases"
PAGES = ("fleet.html", "fleet.json", "fleet.sarif", "junit.xml", "metrics.prom")
AGE = timedelta(hours=24)  # what is older is not gone on with
FORM = "a folder that golive fleet wrote"


@dataclass(frozen=True, slots=True)
class Run:
    """Which run a folder is of."""

    digest: str  # of all that decides what is said
    title: str
    file: str  # fleet.toml, as whoever reads its results finds it
    entries: tuple[tuple[str, int], ...]  # of the whole fleet, in its order: name and line
    started: datetime
    shard: tuple[int, int] = (1, 1)
    suite: str = field(default_factory=lambda: version("golive"))
    format: int = FORMAT
    finished: datetime | None = None

    @classmethod
    def of(cls, fleet: Fleet, shard: tuple[int, int] = (1, 1)) -> "Run":
        """One that begins now."""
        file = fleet.path.name if fleet.path.is_absolute() else fleet.path.as_posix()
        entries = tuple((one.name, one.line) for one in fleet.databases)
        return cls(fleet.digest, fleet.title, file, entries, datetime.now(UTC), shard)

    def roll(self, members: Mapping[str, Member]) -> Roll:
        """Of its part of the fleet; what is not finished was not looked at."""
        number, of = self.shard
        named = [
            members.get(name) or Member(name, line=line, why="its part of the run is not here")
            for name, line in self.entries[number - 1 :: of]
        ]
        return Roll(self.title, tuple(named), self.started, self.finished or datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class Store:
    """The folder of one run."""

    out: Path

    @contextmanager
    def alone(self) -> Iterator[None]:
        prepare(self.out)
        with taken(self.out):
            yield

    def begin(self, run: Run, *, anew: bool) -> tuple[Run, dict[str, Member]]:
        """The run that this one goes on with, and what of it is finished; else this one, in an empty folder."""
        left = self._run()
        if (
            left is not None and not anew and left.finished is None and run.started - left.started < AGE
            and replace(left, started=run.started) == run
        ):  # fmt: skip
            return left, self.members()
        if left is None and (self.out / DATABASES).exists():
            raise WrongUse(f"--out {self.out}", f"holds {DATABASES}, which no run of golive wrote", "another folder")
        try:
            if (self.out / DATABASES).exists():
                shutil.rmtree(self.out / DATABASES)
            for name in PAGES:
                (self.out / name).unlink(missing_ok=True)
        except OSError as error:
            raise refused(self.out, error) from None
        self._write(run)
        return run, {}

    def keep(self, visited: Visited, more: Mapping[str, str]) -> None:
        """All of it beside its place, which it then takes at once."""
        place = self.out / DATABASES / visited.member.name
        beside = place.with_name(f".{secrets.token_hex(4)}")
        try:
            result = visible_json(_members().dump_json(visited.member, indent=1).decode())
            write(beside, {**visited.files, **more, RESULT: result})
            shutil.rmtree(place, ignore_errors=True)
            beside.replace(place)
        except OSError as error:
            raise refused(self.out, error) from None

    def members(self) -> dict[str, Member]:
        """What is finished."""
        found = {}
        for path in sorted((self.out / DATABASES).glob(f"[!.]*/{RESULT}")):
            found[path.parent.name] = _members().validate_json(path.read_bytes())
        return found

    def end(self, run: Run) -> Roll:
        """The pages first: a run is finished once they are there."""
        ended = replace(run, finished=run.finished or datetime.now(UTC))
        roll = ended.roll(self.members())
        texts = (fleet_page(roll), fleet_json(roll), sarif(roll, run.file), junit(roll), metrics(roll))
        write(self.out, dict(zip(PAGES, texts, strict=True)))
        for left in (self.out / DATABASES).glob(".*"):
            shutil.rmtree(left, ignore_errors=True)
        self._write(ended)
        return roll

    def take(self, other: "Store") -> None:
        """What is finished in another folder."""
        for name in other.members():
            place = self.out / DATABASES / name
            beside = place.with_name(f".{secrets.token_hex(4)}")
            try:
                shutil.copytree(other.out / DATABASES / name, beside)
                shutil.rmtree(place, ignore_errors=True)
                beside.replace(place)
            except OSError as error:
                raise refused(self.out, error) from None

    def run(self) -> Run:
        if (found := self._run()) is None:
            raise WrongUse(str(self.out), f"holds no {RUN}", FORM)
        return found

    def _run(self) -> Run | None:
        try:
            return _runs().validate_json((self.out / RUN).read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValidationError):
            raise WrongUse(str(self.out / RUN), "cannot be read", f"{FORM}, or an empty one") from None

    def _write(self, run: Run) -> None:
        write(self.out, {RUN: _runs().dump_json(run, indent=1).decode() + "\n"})


@cache
def _runs() -> TypeAdapter[Run]:
    return TypeAdapter(Run)


@cache
def _members() -> TypeAdapter[Member]:
    return TypeAdapter(Member)
