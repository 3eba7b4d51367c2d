"""What every audit says of one snapshot; and of the last one again, where nothing that it stands on has changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.metadata import version
from typing import Any, NamedTuple

from golive.judge.as_locked import AsLocked
from golive.judge.audit import asked_by
from golive.judge.exposure import Exposure
from golive.judge.kinds_asked import Noted
from golive.model.platform import Platform
from golive.model.snapshot import NotObserved, Snapshot
from golive.observe.digest import Digests
from golive.verdict.acceptance import Acceptance
from golive.verdict.arguments import given_beside, undone
from golive.verdict.audits import known_of
from golive.verdict.complete import Due
from golive.verdict.one_test import said
from golive.verdict.result import Result


class Stands(NamedTuple):
    """A result, and what it was made of: kinds of object, or something beside the catalog."""

    on: frozenset[str]
    result: Result


@dataclass(frozen=True, slots=True)
class Judged:
    """By test, and under which suite, lock, claims and day."""

    under: str = ""
    digests: Digests = field(default_factory=dict)
    stands: Mapping[str, Stands] = field(default_factory=dict)

    def standing(self, under: str, digests: Digests) -> Mapping[str, Stands]:
        """Those that a catalog with these digests comes to as well."""
        if under != self.under:
            return {}
        same = {kind for kind, digest in digests.items() if self.digests.get(kind) == digest}
        return {test: one for test, one in self.stands.items() if one.on <= same}


def judged(
    whole: Iterable[Due],
    platform: Platform,
    live: Snapshot,
    today: date,
    digests: Digests,
    before: Judged,
) -> Judged:
    """digests: by which the catalog is known again, empty where nobody asks a second time; before: of the last look."""
    under = " ".join([version("golive"), *platform.digests.values(), today.isoformat()])
    known, acceptance = dict(known_of(platform, live)), Acceptance(platform, today)
    sight, locked = Noted(live), Noted(live)
    known[Exposure] = Exposure(sight, platform.claims)
    if platform.lock is not None:
        known[AsLocked] = AsLocked(platform.lock, locked, platform.claims)
    standing = before.standing(under, digests)
    results = {one.test: standing[one.test] for one in whole if one.test in standing}
    shared: dict[str, list[set[str]]] = {}  # notes of what several audits make once
    for one in whole:
        if one.left_out or one.test in results:
            continue
        own = known[Snapshot] = Noted(live)
        result = _said(one, platform, known, acceptance)
        hints = set(asked_by(one.function).values())
        told = result.findings or result.accepted or result.unknowns or Exposure in hints
        shared[one.test] = [own.notes, *([sight.notes] if told else []), *([locked.notes] if AsLocked in hints else [])]
        results[one.test] = Stands(frozenset(), result)
    for test, notes in shared.items():
        results[test] = Stands(frozenset().union(*notes), results[test].result)
    return Judged(under, digests, {one.test: results[one.test] for one in whole if one.test in results})


def _said(one: Due, platform: Platform, known: Mapping[Any, Any], acceptance: Acceptance) -> Result:
    given = undone(one.function)
    try:
        result = said(one, platform, known, acceptance, given)
        return replace(result, given=given_beside(one.function, given))
    except NotObserved as error:  # as a run says of a test that ended otherwise than by findings
        unsaid = Result(one.test, platform.name, one.code)
        return replace(unsaid, broken=f"{type(error).__name__}: {error}")
