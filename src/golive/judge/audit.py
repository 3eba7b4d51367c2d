"""An audit: what it claims, and the findings that it collects."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from inspect import cleandoc
from pathlib import Path
from typing import Any, Protocol, TypeVar, get_type_hints

from golive.model.deed import Deed
from golive.model.extent import said, weighed
from golive.model.finding import Finding, Mend, Reach, Severity, Unknown
from golive.model.truth import Truth

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., None])


class Part(StrEnum):
    """What an audit decides beside its own outcome."""

    ISOLATION = "isolation"  # tenants are kept apart only where it came out well
    WRITES = "writes"  # that as well, where real statements were tried


@dataclass(frozen=True, slots=True)
class Audit:
    """What stands above an audit's test function."""

    code: str
    severity: Severity
    truth: Truth
    claim: str  # first line of the docstring
    harm: str  # the rest: who is harmed if it is false
    part: Part | None = None
    opens: bool = False  # what it finds lets somebody come to what is not his


class Sight(Protocol):
    """What the database itself says of a finding."""

    def reach(self, where: str, *said: str) -> Reach: ...

    def cause(self, what: str) -> str: ...

    def shown(self, code: str, where: str, what: str) -> tuple[str, bool]: ...


AUDITS: dict[str, Audit] = {}
FUNCTIONS: dict[str, Callable[..., None]] = {}


def audit(
    code: str, severity: Severity, truth: Truth, part: Part | None = None, *, opens: bool = False
) -> Callable[[F], F]:
    """Marks a test as the audit of this code."""

    def mark(function: F) -> F:
        claim, _, harm = cleandoc(function.__doc__ or "").partition("\n")
        if sys.flags.optimize < 2 and (not claim.endswith(".") or not harm.strip()):  # -OO takes docstrings; see plugin
            raise TypeError(f"{code}: the docstring says the claim in its first line, then who is harmed")
        known = AUDITS.setdefault(code, Audit(code, severity, truth, claim, harm.strip(), part, opens))
        if known.claim != claim:
            raise TypeError(f"{code} is the code of two audits: {known.claim!r} and {claim!r}")
        if _home(taken := FUNCTIONS.get(code, function)) != _home(function):
            raise TypeError(f"{code} is the code of two audits: of {_home(taken)} and {_home(function)}")
        function.audit = known  # type: ignore[attr-defined]
        FUNCTIONS[code] = function
        return function

    return mark


def _home(function: Callable[..., None]) -> str:
    """The same under whatever name pytest imported its file."""
    return f"{Path(function.__code__.co_filename).resolve()}::{function.__qualname__}"


def register(audit: Audit) -> None:
    """An audit that is no function of its own: one kind of object compared with the lock, or the run as a whole."""
    AUDITS[audit.code] = audit


def having(part: Part) -> tuple[Audit, ...]:
    return tuple(audit for audit in AUDITS.values() if audit.part is part)


@cache  # a fleet asks it of every audit, for every database
def asked_by(function: Callable[..., None]) -> Mapping[str, Any]:
    """What an audit is given, by parameter and type."""
    return {name: kind for name, kind in get_type_hints(function).items() if name != "return"}


def audit_of(function: Any) -> Audit | None:
    return getattr(function, "audit", None)


class LookedAtNothing(Exception):
    """A green that looked at nothing is an error."""


class CouldNotLook(Exception):
    """UNKNOWN is never a pass."""


class NotCertified(AssertionError):
    """The findings of one test."""


@dataclass(slots=True)
class Findings:
    """What one audit found on one subject."""

    audit: Audit
    platform: str
    found: list[Finding] = field(default_factory=list)
    unknowns: list[Unknown] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    looked: Counter[str] = field(default_factory=Counter)  # by code
    reason: str = ""  # why there is nothing to look at
    sight: Sight | None = None  # of the database that is judged

    @property
    def looked_at(self) -> int:
        return self.looked.total()

    def over(self, subjects: Iterable[T], name: Callable[[T], str] = str) -> Iterator[T]:
        """Each subject, counted as looked at."""
        code = self.audit.code
        for subject in subjects:
            self.looked[code] += 1
            self.names.append(name(subject))
            yield subject

    def look(self, *names: str, code: str | None = None) -> None:
        self.looked[code or self.audit.code] += len(names)
        self.names.extend(names)

    def count(self, rows: int) -> None:
        """So many rows were looked at, by the server."""
        self.looked[self.audit.code] += rows

    def add(
        self,
        where: str,
        what: str,
        why: str,
        mend: Mend,
        *,
        code: str | None = None,
        severity: Severity | None = None,
        extent: Iterable[str] = (),
        deeds: Iterable[Deed] = (),
        shown: str = "",
    ) -> None:
        """`extent`: what it says, part by part, where a part less is the same finding; else every word counts.

        What is open to a session that nobody signed in for is critical, unless the audit itself has weighed it; what
        could not be done on a copy is advice. `deeds`: each would show it there; `shown`: this run has seen it done.
        """
        seen = self.sight
        reach = seen.reach(where, what, why) if seen and self.audit.opens else Reach.NOBODY
        cause = seen.cause(what) if seen else ""
        weight = severity or (Severity.CRITICAL if reach is Reach.ANYBODY else self.audit.severity)
        named = code or self.audit.code
        refuted = False
        if seen and weight.blocks and not shown:
            shown, refuted = seen.shown(named, where, what)
        weight = Severity.ADVICE if refuted else weight
        parts = weighed(weight, extent or said(what, why))
        self.found.append(
            Finding(named, weight, self.platform, where, what, why, mend, parts, reach, cause, shown, tuple(deeds))
        )

    def unknown(self, where: str, why: str, mend: Mend) -> None:
        cause = self.sight.cause(why) if self.sight else ""
        self.unknowns.append(Unknown(self.audit.code, self.platform, where, why, mend, cause))

    def nothing(self, reason: str) -> None:
        """There is nothing here that the audit speaks of: told with the reason, and neither green nor counted.

        For a catalog that has no such thing, or a platform that says that it needs none. Where the subject is there
        and only the claim about it is missing, it is unknown. What was looked at all the same decides.
        """
        self.reason = self.reason or reason
