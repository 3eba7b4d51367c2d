"""One database, looked at and judged in one process: values in, values out, without pytest, Allure or Node."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from os import environ
from pathlib import Path

from golive.attest.papers import bound
from golive.model.finding import Severity
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot, uncollected
from golive.model.target import Dsn
from golive.observe.memory import Memory
from golive.reports.folder import encoded
from golive.run.case import Settings
from golive.run.observation import observe, structure
from golive.verdict.book import Book
from golive.verdict.certificate import Certificate, Inferred
from golive.verdict.complete import due
from golive.verdict.inferred import taken, unlocked
from golive.verdict.judgements import Judged
from golive.verdict.judgements import judged as every
from golive.verdict.reading import Reading
from golive.verdict.snapshot_file import Kept, Written

_NOWHERE = Path("nowhere")


@dataclass(frozen=True, slots=True)
class Asked:
    """How it is judged, beside the platform; the same for every database of a run."""

    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    as_of: datetime | None = None
    fail_on: Severity = Severity.HIGH  # of a scan
    command: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of it. All of it can be pickled, and none of it holds a value of a row or a secret."""

    certificate: Certificate
    snapshot: str  # the text of snapshot.json, whose digest the certificate has
    readings: Mapping[str, list[Reading]]
    failing: bool  # of a scan: something is as grave as it was asked to fail by, or it is not whole


@dataclass(slots=True)
class Remembered:
    """What looks at a database, or at several that are to be alike, leave to each other: a catalog, and its verdict."""

    memory: Memory = field(default_factory=Memory)
    judged: Judged = field(default_factory=Judged)
    written: Written = field(default_factory=dict)

    def lent(self) -> "Remembered":
        """For a look at another database, whose own memory is kept only where it comes to the same."""
        return Remembered(replace(self.memory, once=True), self.judged, self.written)


def look(
    dsn: Dsn,
    platform: Platform | None,
    asked: Asked,
    probe: Dsn | None = None,
    place: str = "--dsn",
    clean: Callable[[str], str] = str,
    remembered: Remembered | None = None,
    seconds: float | None = None,
) -> Looked:
    """The postcheck of a platform's database; without a platform the scan of one. WrongUse where it cannot be had.

    place: what named the database; clean: takes out of what is kept what may not be written; remembered: of the last
    look, and then of this one; seconds: how long its data may be asked.
    """
    with uncollected():
        return _looked(dsn, platform, asked, probe, place, clean, remembered, seconds)


def _looked(
    dsn: Dsn,
    platform: Platform | None,
    asked: Asked,
    probe: Dsn | None,
    place: str,
    clean: Callable[[str], str],
    remembered: Remembered | None,
    seconds: float | None,
) -> Looked:
    inferred: tuple[Inferred, ...] = ()
    scan = platform is None
    if platform is None:
        claims, inferred = taken(structure(dsn, place))
        platform = unlocked(claims)
    memory = remembered.memory if remembered and not scan else None
    live = observe(dsn, platform, environ, asked.as_of, place, probe=probe, memory=memory, seconds=seconds)
    settings = Settings(
        (platform,), _NOWHERE, _NOWHERE, dsn=dsn, probe=probe, as_of=asked.as_of, started=asked.started,
        fail_on=asked.fail_on if scan else None,
    )  # fmt: skip
    book = judged(settings, live, asked.command, inferred, remembered if memory else None)
    certificate, kept = book.certificate(), Kept.of(book, platform)
    assert kept is not None  # it was seen
    text = kept.text(clean, remembered.written if remembered else None)
    failing = scan and (book.failing(certificate) or bool(book.incomplete))
    return Looked(bound(certificate, {platform.name: encoded(text)}), text, book.figures, failing)


def judged(
    settings: Settings,
    live: Snapshot,
    command: str = "",
    inferred: tuple[Inferred, ...] = (),
    remembered: Remembered | None = None,
) -> Book:
    """The book of a postcheck in which every audit has said what it says of one snapshot."""
    (platform,) = settings.platforms
    book = Book(
        settings, "", command, postcheck=True, whole=due(settings, postcheck=True), seen={platform.name: live},
        inferred=inferred, left={},
    )  # fmt: skip
    known = remembered or Remembered()
    known.judged = every(book.whole, platform, live, settings.today, known.memory.digests, known.judged)
    for one in known.judged.stands.values():
        book.enter(one.result)
    return book
