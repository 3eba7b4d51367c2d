"""One cause is one entry, at however many objects: same audit, same words but for names, same kind of mend."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from golive.model.finding import REACHES, Finding, Reach, Unknown

_QUALIFIED = re.compile(r'(?:"[^"]+"|[^\W\d][\w$]*)(?:\.(?:"[^"]+"|[^\W\d][\w$]*))+')


@dataclass(frozen=True, slots=True)
class Entry:
    """What a reader is told once. The first of its findings, the gravest, speaks for all."""

    findings: tuple[Finding | Unknown, ...]

    @property
    def first(self) -> Finding | Unknown:
        return self.findings[0]

    @property
    def objects(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.where for one in self.findings))

    @property
    def reach(self) -> Reach:
        return min((_reach(one) for one in self.findings), key=REACHES.__getitem__)


def entries(found: Iterable[Finding | Unknown]) -> tuple[Entry, ...]:
    """In the order in which the gravest of each stands."""
    grouped: dict[tuple[str, ...], list[Finding | Unknown]] = {}
    for one in found:
        grouped.setdefault(_key(one), []).append(one)
    return tuple(Entry(tuple(several)) for several in grouped.values())


def _reach(one: Finding | Unknown) -> Reach:
    return one.reach if isinstance(one, Finding) else Reach.NOBODY


def _key(one: Finding | Unknown) -> tuple[str, ...]:
    if isinstance(one, Unknown):
        return one.code, one.platform, "", _QUALIFIED.sub("", one.why), one.mend.kind
    return one.code, one.platform, one.severity, one.cause or f"{one.where}: {one.what}", one.mend.kind
