"""What a law speaks of: each subject is counted, and that there is none is said with the reason."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from golive.judge.audit import Findings
from golive.model.catalog import CatalogObject
from golive.model.claims import Claims
from golive.model.scope import ours
from golive.model.snapshot import Snapshot

UNKNOWN_TENANT = "nothing says which column tells whose a row is"

T = TypeVar("T", bound=CatalogObject)


def judged(
    findings: Findings,
    live: Snapshot,
    kind: type[T],
    claims: Claims,
    which: Callable[[T], bool] = lambda _: True,
    none: str = "",
) -> Iterator[T]:
    """The objects of a kind that are ours, and that the law speaks of."""
    none = none or f"there is no {kind.kind.replace('_', ' ')}"
    return counted(findings, filter(which, ours(live, kind, claims)), none)


def counted(findings: Findings, subjects: Iterable[T], none: str) -> Iterator[T]:
    found = list(subjects)
    if not found:
        findings.nothing(none)
    return findings.over(found, name=lambda one: one.identity)
