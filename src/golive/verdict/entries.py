"""One cause is one entry, at however many objects: same audit, same words but for names, same kind of mend.

What one grant or another login would show, whichever audits lack it, is one cause as well; so is one thing that several
could not look at, and what one statement mends.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from golive.judge.audit import AUDITS, Part
from golive.model.finding import REACHES, Finding, MendKind, Reach, Unknown

_QUALIFIED = re.compile(r'(?:"[^"]+"|[^\W\d][\w$]*)(?:\.(?:"[^"]+"|[^\W\d][\w$]*))+')
_CODES = 4  # that a heading names
_PROOFS = (Part.ISOLATION, Part.WRITES)


@dataclass(slots=True)
class Entry:
    """What a reader is told once. The first of its findings, the gravest, speaks for all."""

    findings: list[Finding | Unknown] = field(default_factory=list)
    also: dict[str, None] = field(default_factory=dict)  # codes of proofs that fail at the same objects for it

    @property
    def first(self) -> Finding | Unknown:
        return self.findings[0]

    @property
    def said(self) -> str:
        return self.first.what if isinstance(self.first, Finding) else self.first.why

    @property
    def codes(self) -> str:
        codes = list(dict.fromkeys(one.code for one in self.findings))
        more = f" and {len(codes) - _CODES} more" if len(codes) > _CODES else ""
        return ", ".join(codes[:_CODES]) + more

    @property
    def objects(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.where for one in self.findings))

    @property
    def reach(self) -> Reach:
        return min(
            (one.reach if isinstance(one, Finding) else Reach.NOBODY for one in self.findings), key=REACHES.__getitem__
        )

    def __str__(self) -> str:
        """As a failed test tells it."""
        objects = self.objects
        return f"{self.first}\n  at    {', '.join(objects)}" if objects[1:] else str(self.first)


def entries(found: Iterable[Finding | Unknown]) -> Sequence[Entry]:
    """In the order in which the gravest of each stands.

    What a law names at an object is why the proof fails there: that it fails is no second cause.
    """
    every = list(found)
    named = {(one.platform, one.where) for one in every if _opens(one) and not _proves(one)}
    grouped: dict[tuple[str, ...], Entry] = {}
    at: dict[tuple[str, str], Entry] = {}
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    failing = []
    for one in every:
        if _proves(one) and (one.platform, one.where) in named:
            failing.append(one)
            continue
        key = _key(one)
        if isinstance(one, Unknown):
            key = same.setdefault((one.platform, one.where, one.why, one.mend.text), key)
        elif one.mend.kind is MendKind.SQL:
            other = same.setdefault((one.platform, one.mend.text), key)
            key = other if other[0] != one.code else key
        entry = grouped.setdefault(key, Entry())
        entry.findings.append(one)
        if _opens(one):
            at.setdefault((one.platform, one.where), entry)
    for one in failing:
        at[one.platform, one.where].also[one.code] = None
    return list(grouped.values())


def _opens(one: Finding | Unknown) -> bool:
    return isinstance(one, Finding) and one.severity.blocks and one.reach is not Reach.NOBODY


def _proves(one: Finding | Unknown) -> bool:
    audit = AUDITS.get(one.code)
    return audit is not None and audit.part in _PROOFS


def _key(one: Finding | Unknown) -> tuple[str, ...]:
    if isinstance(one, Unknown):
        if one.mend.kind is not MendKind.DECISION:
            return "", one.platform, "", one.mend.text
        return one.code, one.platform, "", one.cause or _QUALIFIED.sub("", one.why), one.mend.kind
    return one.code, one.platform, one.severity, one.cause or f"{one.where}: {one.what}", one.mend.kind
