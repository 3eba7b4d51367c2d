"""What all audits say of one database after another that differs little from a sound one.

An audit is a function of what it asks a snapshot. Where nothing of that is other than it was, it says what it said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from golive.judge.as_locked import AsLocked
from golive.judge.audit import FUNCTIONS, asked_by
from golive.model.claims.platform import Head
from golive.model.finding import Finding
from golive.model.lock import Lock
from golive.model.platform import Platform
from golive.model.recorded import Recorded, other
from golive.model.snapshot import Snapshot
from golive.prove.missing_claim import Unheard
from golive.verdict.acceptance import Acceptance
from golive.verdict.audits import judge_one, known_of, load_audits


@dataclass(frozen=True, slots=True)
class Said:
    """Of one audit: what blocks, and what it could not look at; what it needed to say so."""

    findings: tuple[Finding, ...]
    unknown: tuple[str, ...]
    kinds: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()
    unheard: Unheard = field(default_factory=Unheard)

    def holds(self, sound: Snapshot, live: Snapshot) -> bool:
        return not other(sound.catalog, live.catalog, self.kinds) and not other(
            sound.evidence, live.evidence, self.answers
        )


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
        catalog, evidence = Recorded(self.sound.catalog), Recorded(self.sound.evidence)
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
        advice = tuple(one for one in left if not one.severity.blocks)
        kept = {(one.code, one.where) for one in left}
        accepted = tuple(one for one in findings if (one.code, one.where) not in kept)
        blocking = tuple(one for one in left if one.severity.blocks)
        return Said(blocking, tuple(unknown), unheard=Unheard(accepted, advice))


def _asks_no_run(code: str) -> bool:
    return Head not in asked_by(FUNCTIONS[code]).values()  # a time budget is for a run that migrates


def by_lock(code: str) -> bool:
    """Whether it holds the database against what was locked."""
    return bool({AsLocked, Lock} & set(asked_by(FUNCTIONS[code]).values()))
