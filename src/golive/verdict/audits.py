"""A verdict derived from a snapshot alone: no server, no pytest, the same audits."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import golive.checks
from golive.judge.as_locked import AsLocked
from golive.judge.audit import FUNCTIONS, Findings, LookedAtNothing, asked_by, audit_of, register
from golive.judge.exposure import Exposure
from golive.judge.items import let_go
from golive.model.claims import Claims
from golive.model.claims.item import Item
from golive.model.lock import Lock
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.subjects import subjects
from golive.verdict.acceptance import MISUSED

EMPTY: Mapping[str, Any] = {}


@cache
def load_audits() -> None:
    for module in iter_modules(golive.checks.__path__):
        import_module(f"golive.checks.{module.name}")
    register(MISUSED)


def judge(platform: Platform, live: Snapshot, codes: Iterable[str] | None = None) -> Iterator[Findings]:
    """What every audit finds that needs nothing but the snapshot; one that looks at nothing raises."""
    load_audits()
    known = known_of(platform, live)
    for code in sorted(FUNCTIONS if codes is None else codes):
        yield from judge_one(FUNCTIONS[code], platform, known)


def known_of(platform: Platform, live: Snapshot) -> Mapping[Any, Any]:
    """What an audit may ask for, by its type; the comparison with the lock is made once for all of them."""
    known: dict[Any, Any] = {Snapshot: live, Claims: platform.claims, Lock: platform.lock, Platform: platform}
    known[Exposure] = Exposure(live, platform.claims, live.evidence)
    if platform.lock is not None:
        known[AsLocked] = AsLocked(platform.lock, live, platform.claims)
    return known


def judge_one(function: Any, platform: Platform, known: Mapping[Any, Any]) -> Iterator[Findings]:
    hints = asked_by(function)
    strange = {name: kind for name, kind in hints.items() if kind not in known and kind is not Findings}
    audit = audit_of(function)
    assert audit is not None  # it stands in FUNCTIONS
    of = next((found for kind in strange.values() if (found := subjects(kind))), None)
    if len(strange) > 1 or (strange and of is None):
        return  # it needs a database: a step, a smoke
    if Lock in hints.values() and platform.lock is None:
        return
    for subject in of(platform) if of else [None]:
        if isinstance(subject, Item) and let_go(subject, known[Snapshot]):
            continue
        findings = Findings(audit, platform.name, sight=known[Exposure])
        call(function, findings, known, subject)
        if not (findings.looked_at or findings.found or findings.unknowns or findings.reason):
            raise LookedAtNothing(f"{audit.code} looked at nothing: {audit.claim}")
        yield findings


def call(
    function: Any, findings: Findings, known: Mapping[Any, Any], subject: object, beside: Mapping[str, Any] = EMPTY
) -> None:
    """Runs an audit; `beside`: by parameter, what was done for it."""
    hints = asked_by(function)
    given = {name: findings if kind is Findings else known.get(kind, subject) for name, kind in hints.items()}
    function(**{**given, **beside})
