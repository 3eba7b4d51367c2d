"""What came of each database of a fleet, and which of them differ in the same way."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from golive.model.finding import Severity
from golive.verdict.certificate import Certificate, Verdict


class Stands(StrEnum):
    """Of a database that has no certificate."""

    UNREACHABLE = "UNREACHABLE"  # it could not be had
    GIVEN_UP = "GIVEN UP"  # whoever looked at it ended, again and again
    NOT_LOOKED_AT = "NOT LOOKED AT"  # its part of the run is not here


# In the order of weight; what is no finding has none of its own.
WEIGHT = (Severity.CRITICAL, Severity.HIGH, "UNKNOWN", "CRASHED", "OPEN")


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """What keeps a database from being certified."""

    code: str
    weight: str
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Member:
    """One database of a fleet; what a page, a metric or a test says of it is said from this."""

    name: str
    platform: str = ""  # empty: a scan
    target: str = ""  # without password
    verdict: str = Stands.NOT_LOOKED_AT
    good: bool = False
    version: str = ""  # of its server
    line: int = 1  # of its entry in fleet.toml
    looked_at: int = 0
    findings: int = 0
    unknowns: int = 0
    advice: int = 0
    differences: tuple[Difference, ...] = ()
    why: str = ""  # there is no certificate

    @property
    def major(self) -> str:
        return self.version.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Group:
    """Databases of one platform that differ in the same way."""

    platform: str
    differences: tuple[Difference, ...]
    names: list[str] = field(default_factory=list)

    @property
    def weight(self) -> tuple[int, ...]:
        """The worst is the least: by what is gravest, then by how many databases."""
        return (*(-sum(one.weight == weight for one in self.differences) for weight in WEIGHT), -len(self.names))


@dataclass(frozen=True, slots=True)
class Roll:
    """All of a fleet, in the order of its file, and when it was looked at."""

    title: str
    members: tuple[Member, ...]
    started: datetime
    finished: datetime

    @property
    def verdict(self) -> Verdict:
        told = {one.verdict for one in self.members}
        if any(not one.good and one.verdict != Stands.NOT_LOOKED_AT for one in self.members):
            return Verdict.NOT_CERTIFIED
        if Stands.NOT_LOOKED_AT in told:
            return Verdict.PARTIAL
        return Verdict.CERTIFIED if told == {Verdict.CERTIFIED} else Verdict.SCANNED

    @property
    def summed(self) -> str:
        """In one line."""
        good = sum(one.good for one in self.members)
        return f"{self.verdict}: {good:,} of {len(self.members):,} databases are well"


def differences(certificate: Certificate) -> tuple[Difference, ...]:
    found = [Difference(one.code, one.severity, one.where, one.what) for one in certificate.findings]
    found += [Difference(one.code, "UNKNOWN", one.where, one.why) for one in certificate.unknowns]
    found += [Difference("", "CRASHED", one.test, one.why) for one in certificate.broken]
    return tuple(sorted(set(found), key=lambda one: (WEIGHT.index(one.weight), one)))


def groups(members: Iterable[Member]) -> Sequence[Group]:
    """Worst first; what could not be looked at stands apart."""
    found: dict[tuple[str, tuple[Difference, ...]], Group] = {}
    for one in members:
        if one.differences:
            group = found.setdefault((one.platform, one.differences), Group(one.platform, one.differences))
            group.names.append(one.name)
    return sorted(found.values(), key=lambda group: (group.weight, group.names))


def unjudged(members: Iterable[Member]) -> Sequence[Member]:
    return [one for one in members if one.why]


def odd(members: Sequence[Member]) -> Iterator[tuple[Member, str]]:
    """Those on another major version than most of their platform, and which that is."""
    counted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in members:
        if one.version:
            counted[one.platform][one.major] += 1
    usual = {
        platform: max(majors, key=lambda major: (majors[major], int(major))) for platform, majors in counted.items()
    }
    yield from ((one, usual[one.platform]) for one in members if one.version and one.major != usual[one.platform])
