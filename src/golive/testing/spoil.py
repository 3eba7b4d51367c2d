"""A defect planted in a copy of a sound database, and what the audits say of it."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg

from golive.judge.audit import FUNCTIONS, asked_by
from golive.model.claims.platform import Head
from golive.model.errors import WrongUse
from golive.model.finding import Finding
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.server import Server
from golive.sqltext.statements import split
from golive.verdict.acceptance import Acceptance
from golive.verdict.audits import judge_one, known_of, load_audits

_TITLE = re.compile(r"-- (\S+) (?:\[([^]]+)\] )?(.+)")
_UNDO = re.compile(r"^-- UNDO \(cluster-wide\): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Defect:
    """One file: its first line says what it is; an UNDO line takes back what reaches beyond the database."""

    name: str
    kind: str
    title: str
    text: str

    @classmethod
    def read(cls, path: Path) -> "Defect":
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise WrongUse(f"{path}", f"byte {error.start} is no UTF-8", "a file of SQL in UTF-8") from None
        said = _TITLE.match(text)
        if said is None or said[1] != path.stem:
            allowed = f"its first line is '-- {path.stem} [kind] what it is'"
            raise WrongUse(f"{path}:1", f"{text.partition(chr(10))[0][:60]!r} does not say what it is", allowed)
        return cls(path.stem, said[2] or "", said[3], text)

    @property
    def undo(self) -> tuple[str, ...]:
        return tuple(found[1] for found in _UNDO.finditer(self.text))

    def __str__(self) -> str:
        return self.name


def read_defects(folder: Path) -> tuple[Defect, ...]:
    return tuple(Defect.read(path) for path in sorted(folder.glob("*.sql")))


def run(dsn: Dsn, text: str) -> None:
    """Each statement by itself, as psql sends them: some stand alone, some end a transaction of their own."""
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        for statement in split(text):
            connection.execute(statement.text.encode())


@contextmanager
def planted(server: Server, source: str, defect: Defect) -> Iterator[Dsn]:
    """A copy of a database with the defect in it, gone afterwards."""
    name = f"{source}_spoilt"
    dsn = server.clone(source, name)
    try:
        run(dsn, defect.text)
        yield dsn
    finally:
        try:
            for statement in defect.undo:
                run(dsn, statement)
        finally:
            server.drop(name)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a full run would say: what blocks, what is only advice, what nobody could look at."""

    blocking: tuple[Finding, ...]
    advice: tuple[Finding, ...]
    unknown: tuple[str, ...]
    broken: tuple[str, ...]

    @property
    def certified(self) -> bool:
        return not (self.blocking or self.unknown or self.broken)

    def naming(self, thing: str) -> tuple[Finding, ...]:
        """The blocking findings that name a thing."""
        return tuple(one for one in self.blocking if thing in one.where or thing in one.what)


def judged(platform: Platform, live: Snapshot, codes: Iterable[str] | None = None) -> Judged:
    """Every audit that needs nothing but the snapshot, as a run on a database that is only read has them."""
    load_audits()
    known = known_of(platform, live)
    found: list[Finding] = []
    unknown: list[str] = []
    broken: list[str] = []
    for code in sorted(FUNCTIONS if codes is None else codes):
        if Head in asked_by(FUNCTIONS[code]).values():
            continue  # a time budget is for a run that migrates
        try:
            for result in judge_one(FUNCTIONS[code], platform, known):
                found += result.found
                unknown += [f"{one.code} {one.where}: {one.why}" for one in result.unknowns]
        except Exception as error:  # a run calls a test broken that ends otherwise than by findings
            broken.append(f"{code}: {type(error).__name__}: {error}")
    left, _ = Acceptance(platform, date.fromisoformat(live.server.now[:10])).settle(found)
    return Judged(
        tuple(one for one in left if one.severity.blocks),
        tuple(one for one in left if not one.severity.blocks),
        tuple(unknown),
        tuple(broken),
    )
