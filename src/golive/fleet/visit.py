"""One database of a fleet, wherever there is a process for it: a place on its server, the look, and what is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from os import environ
from pathlib import Path
from traceback import extract_tb

import psycopg

from golive.fleet.address import Address
from golive.fleet.file import Fleet
from golive.fleet.lease import admitted, leased
from golive.fleet.task import Asked, Looked, Remembered, look
from golive.model.errors import WrongUse
from golive.model.platform import Platform, load_platform
from golive.reports.document import dumped
from golive.reports.folder import FULL, PART
from golive.reports.page import page
from golive.reports.redact import Secrets
from golive.sqltext.visible import visible
from golive.verdict.certificate import Verdict
from golive.verdict.members import Difference, Member, Stands, differences

SNAPSHOT = "snapshot.json"
# Of each platform a database that is as it should be: in this process the catalog of the next is told by its digests.
_LIKE: dict["Judge | None", Remembered] = {}


@dataclass(frozen=True, slots=True)
class Judge:
    """A platform's folder, and what was read in it: where something else stands there, nothing is judged."""

    name: str
    folder: str
    digests: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, platform: Platform) -> "Judge":
        return cls(platform.name, str(platform.folder.resolve()), tuple(sorted(platform.digests.items())))

    def platform(self) -> Platform:
        """Read once in each process."""
        return _read(self)


@dataclass(frozen=True, slots=True)
class Visit:
    """What a worker is told. Nothing of it is secret: passwords stand in the worker's own environment."""

    name: str
    line: int
    address: Address
    probe: Address | None
    judge: Judge | None  # none: a scan
    server: str  # by which visits to one server are told apart from those to another
    places: int  # on that server
    seconds: int | None  # how long its data may be asked
    lease: str  # the database in which they are leased
    asked: Asked


def visits(fleet: Fleet, servers: Mapping[str, str], asked: Asked) -> Iterator[Visit]:
    """One for each database; `servers`: where each stands."""
    places = fleet.places(servers)
    for one in fleet.databases:
        judge, server = Judge.of(one.platform) if one.platform else None, servers[one.name]
        yield Visit(
            one.name, one.line, one.address, one.probe, judge, server, places[server], one.seconds, fleet.lease, asked
        )


@dataclass(frozen=True, slots=True)
class Visited:
    """What a worker gives back."""

    member: Member
    files: Mapping[str, str] = field(default_factory=dict)


def visited(visit: Visit) -> Visited:
    """Whatever happens there is said of that database, and of no other."""
    try:
        return _told(visit, _looked(visit))
    except WrongUse as error:
        return unseen(visit, Stands.UNREACHABLE, f"{error.what}; {error.allowed}" if error.allowed else error.what)
    except psycopg.Error as error:  # the server's further lines hold values of rows
        return unseen(visit, Stands.UNREACHABLE, f"{type(error).__name__}: {error}".partition("\n")[0])
    except Exception as error:  # what it says may be a value
        frame = extract_tb(error.__traceback__)[-1]
        where = f"{Path(frame.filename).name}:{frame.lineno}"
        return unseen(visit, Stands.GIVEN_UP, f"the look crashed: {type(error).__name__} in {where}")


def unseen(visit: Visit, verdict: Stands, why: str) -> Visited:
    """There is no certificate of it."""
    platform = "" if visit.judge is None else visit.judge.name
    return Visited(Member(visit.name, platform, verdict=verdict, line=visit.line, why=visible(why)))


def _looked(visit: Visit) -> Looked:
    place = visit.address.place
    platform = visit.judge.platform() if visit.judge else None
    dsn = visit.address.dsn(environ)
    probe = visit.probe.dsn(environ) if visit.probe else None
    secrets = Secrets.of((dsn, probe), environ, (platform,) if platform else ())
    known = _LIKE.get(visit.judge, Remembered())
    mine = known.lent()
    with leased(dsn, visit.lease, visit.places, place, prober=probe.fields.get("user", "") if probe else "") as name:
        prober = probe.called(name) if probe else None
        there, clean = dsn.called(name), secrets.without_long
        looked = admitted(lambda: look(there, platform, visit.asked, prober, place, clean, mine, visit.seconds))
    if visit.judge and looked.certificate.verdict is Verdict.CERTIFIED:
        _LIKE[visit.judge] = mine
    return looked


def _told(visit: Visit, looked: Looked) -> Visited:
    certificate = looked.certificate
    (platform,) = certificate.platforms
    partial = certificate.verdict is Verdict.PARTIAL
    found = differences(certificate)
    if not found and (partial or looked.failing):
        found = tuple(Difference("", "OPEN", "", reason) for reason in certificate.reasons)
    member = Member(
        visit.name, platform.name if visit.judge else "", platform.target, certificate.verdict,
        not looked.failing if certificate.verdict is Verdict.SCANNED else certificate.verdict is Verdict.CERTIFIED,
        platform.server_version, visit.line, certificate.looked_at, len(certificate.findings),
        len(certificate.unknowns), len(certificate.advice), found,
    )  # fmt: skip
    document, sheet = PART if partial else FULL
    return Visited(member, {document: dumped(certificate), sheet: page(certificate), SNAPSHOT: looked.snapshot})


@lru_cache(maxsize=16)
def _read(judge: Judge) -> Platform:
    platform = load_platform(Path(judge.folder))
    if Judge.of(platform) != judge:
        raise WrongUse(judge.folder, "is another platform here than where the run began", "the same files everywhere")
    return platform
