"""What all audits say of one database after another that differs little from a sound one.

An audit is a function of what it asks a snapshot. Where nothing of that is other than it was, it says what it said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, get_type_hints

from golive.judge.as_locked import AsLocked
from golive.judge.audit import FUNCTIONS
from golive.model.claims.platform import Head
from golive.model.finding import Finding
from golive.model.lock import Lock
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.verdict.acceptance import Acceptance
from golive.verdict.again import judge_one, known_of, load_audits

V = TypeVar("V")
_ALL = "*"


class _Recorded(Mapping[str, V]):
    """What is asked of it is written down; what is gone through was asked as a whole."""

    def __init__(self, inner: Mapping[str, V]) -> None:
        self.inner = inner
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> V:
        self.asked.add(key)
        return self.inner[key]

    def __iter__(self) -> Iterator[str]:
        self.asked.add(_ALL)
        return iter(self.inner)

    def __len__(self) -> int:
        self.asked.add(_ALL)
        return len(self.inner)


@dataclass(frozen=True, slots=True)
class Said:
    """Of one audit: what blocks, and what it could not look at; what it needed to say so."""

    findings: tuple[Finding, ...]
    unknown: tuple[str, ...]
    kinds: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()

    def holds(self, sound: Snapshot, live: Snapshot) -> bool:
        return not _other(sound.catalog, live.catalog, self.kinds) and not _other(
            sound.evidence, live.evidence, self.answers
        )


def _other(one: Mapping[str, Any], other: Mapping[str, Any], keys: frozenset[str]) -> bool:
    if _ALL in keys:
        return one is not other and one != other
    return any(one.get(key) is not other.get(key) and one.get(key) != other.get(key) for key in keys)


@dataclass(frozen=True)
class Judging:
    """By one platform, beside one sound database."""

    platform: Platform
    sound: Snapshot

    @cached_property
    def known(self) -> Mapping[str, Said]:
        """What each audit says of the sound database, and what it asked for that."""
        load_audits()
        return {code: self._recorded(code) for code in sorted(FUNCTIONS) if _asks_no_run(code)}

    def said(self, live: Snapshot) -> Mapping[str, Said]:
        """What each says of another database."""
        known = known_of(self.platform, live)
        return {
            code: one if one.holds(self.sound, live) else self._judged(code, known) for code, one in self.known.items()
        }

    def _recorded(self, code: str) -> Said:
        catalog, evidence = _Recorded(self.sound.catalog), _Recorded(self.sound.evidence)
        live = replace(self.sound, catalog=catalog, evidence=evidence)
        said = self._judged(code, known_of(self.platform, live))
        return replace(said, kinds=frozenset(catalog.asked), answers=frozenset(evidence.asked))

    def _judged(self, code: str, known: Mapping[Any, Any]) -> Said:
        findings: list[Finding] = []
        unknown: list[str] = []
        try:
            for result in judge_one(FUNCTIONS[code], self.platform, known):
                findings += result.found
                unknown += [f"{one.where}: {one.why}" for one in result.unknowns]
        except Exception as error:  # a run calls a test broken that ends otherwise than by findings
            unknown.append(f"{type(error).__name__}: {error}")
        today = date.fromisoformat(self.sound.server.now[:10])
        left, _ = Acceptance(self.platform, today).settle(findings)
        return Said(tuple(one for one in left if one.severity.blocks), tuple(unknown))


def _asks_no_run(code: str) -> bool:
    return Head not in get_type_hints(FUNCTIONS[code]).values()  # a time budget is for a run that migrates


def by_lock(code: str) -> bool:
    """Whether it holds the database against what was locked."""
    return bool({AsLocked, Lock} & set(get_type_hints(FUNCTIONS[code]).values()))
