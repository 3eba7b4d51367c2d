"""What a full run consists of: known from the audits and the platforms alone, whatever pytest was told to collect."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from inspect import getmembers, isfunction
from os import environ
from pkgutil import iter_modules
from typing import Any

import golive.checks
from golive.judge.audit import Audit, Part, asked_by, audit_of
from golive.model.claims.compare import Compare
from golive.model.claims.credential import Credential
from golive.model.claims.item import Item
from golive.model.claims.platform import Head
from golive.model.claims.promotion import Promotion
from golive.model.claims.variable import Variable
from golive.model.occasion import unobserved
from golive.model.platform import Platform
from golive.model.subjects import subjects, test_id
from golive.model.truth import Truth
from golive.run.case import Settings

STAGES = {
    "precheck": "before anything is changed: address, role, version, backup",
    "migrate": "a step was deployed and verified",
    "postcheck": "a read-only audit of the database as it is",
    "smoke": "behaviour, written inside a transaction that is rolled back",
    "rehearsal": "needs a clone that may be spoilt",
}
NOTHING = "nothing declared"
NO_LOCK = "a scan has no lock: golive learn writes down what was tested"
NO_CLAIM = "a scan has no claims: platform.toml says what people mean"
NO_SESSIONS = "nothing here shows whose the rows are and as whom sessions come: platform.toml says it"
UNSAID = frozenset({NO_LOCK, NO_CLAIM, NO_SESSIONS})
_NAMED = 8  # codes: nobody reads a reason of two hundred


@dataclass(frozen=True, slots=True)
class Due:
    """One test of a full run."""

    test: str
    code: str
    left_out: str = ""  # why it lawfully does not report here
    platform: str = ""
    function: Any = field(default=None, repr=False)
    subject: object = field(default=None, repr=False)


def due(settings: Settings, *, postcheck: bool, told: Mapping[str, str] | None = None) -> tuple[Due, ...]:
    """Every audit, for each of these platforms and each of its subjects; `told`: what that run left out."""
    found = []
    for function in _functions():
        if (audit := audit_of(function)) is not None:
            apart = f"{stage} is no postcheck" if postcheck and (stage := stage_of(function)) != "postcheck" else ""
            for platform, subject in cases(function, settings.platforms):
                test = name_of(function, platform, subject)
                if told is None:
                    why = left_out(function, platform, subject, settings) or apart
                else:
                    why = told.get(test) or _by_itself(function, platform, subject, settings) or apart
                found.append(Due(test, audit.code, why, platform.name, function, subject))
    return tuple(found)


def absent(whole: Iterable[Due], reported: Mapping[str, object]) -> tuple[str, ...]:
    """Which tests of a full run did not report, in one sentence; nothing where all did."""
    needed = [one for one in whole if not one.left_out]
    lacking = [one for one in needed if one.test not in reported]
    if not lacking:
        return ()
    codes = sorted({one.code for one in lacking})
    more = f" and {len(codes) - _NAMED} more audits" if len(codes) > _NAMED else ""
    told = f"{', '.join(codes[:_NAMED])}{more}"
    return (f"{len(lacking):,} of {len(needed):,} tests of a full run did not report: {told}",)


def cases(function: Any, platforms: Sequence[Platform]) -> list[tuple[Platform, object]]:
    """One test per platform, and per subject where the audit asks for one by its type."""
    _, of = asked(function)
    if of is None:
        return [(platform, None) for platform in platforms]
    return [(platform, subject) for platform in platforms for subject in of(platform) or [NOTHING]]


def asked(function: Any) -> tuple[str, Callable[[Platform], Sequence[Any]] | None]:
    """The parameter that gives one test per subject, and its subjects."""
    for name, kind in asked_by(function).items():
        if of := subjects(kind):
            return name, of
    return "", None


def name_of(function: Any, platform: Platform, subject: object) -> str:
    """A test without the folder of its file, which depends on where pytest was called."""
    module = function.__module__.rpartition(".")[2]
    return f"{module}.py::{function.__name__}[{id_of(platform, subject).encode('unicode_escape').decode('ascii')}]"


def id_of(platform: Platform, subject: object) -> str:
    return platform.name if subject is None else test_id(platform, subject)


def stage_of(function: Any) -> str:
    """As its author marked it: what others mark it with later is no part of it."""
    marks = (mark.name for mark in getattr(function, "pytestmark", ()))
    return next((name for name in marks if name in STAGES), "postcheck")


def left_out(function: Any, platform: Platform, subject: object, settings: Settings) -> str:
    """Why a test does not run here and none misses it; '' where it must."""
    return _by_itself(function, platform, subject, settings) or _unobserved(platform, subject, settings)


def _by_itself(function: Any, platform: Platform, subject: object, settings: Settings) -> str:
    """Whatever the environment says."""
    if (audit := audit_of(function)) and (why := unsaid(audit, platform, settings)):
        return why
    if subject is NOTHING:
        return NOTHING
    stage = stage_of(function)
    if stage in ("migrate", "smoke", "rehearsal") and not settings.writes:
        return f"{stage} writes, and --apply was not given"
    if stage == "rehearsal" and settings.dsn is not None:
        return "rehearsal is for a database of our own, and --dsn names one that stays"
    return ""


def unsaid(audit: Audit, platform: Platform, settings: Settings) -> str:
    """Why a scan does not look at what this audit compares with: nobody has locked or said it, or nothing shows it."""
    if settings.fail_on is None:
        return ""
    if audit.truth is not Truth.LAWFUL:
        return NO_LOCK if audit.truth is Truth.LOCKED else NO_CLAIM
    known = platform.claims.tenancy is not None and platform.claims.identity
    return NO_SESSIONS if audit.part in (Part.ISOLATION, Part.WRITES) and not known else ""


def made_up(claim: Credential) -> Mapping[str, str]:
    return claim.surroundings(environ, own=True)


@cache
def _functions() -> tuple[Any, ...]:
    names = [one.name for one in iter_modules(golive.checks.__path__) if one.name.startswith("test_")]
    there = [import_module(f"golive.checks.{name}") for name in names]
    return tuple(one for each in there for _, one in getmembers(each, isfunction) if one.__module__ == each.__name__)


def _unobserved(platform: Platform, subject: object, settings: Settings) -> str:
    """Why this run does not observe a subject, and is not stopped by that."""
    if isinstance(subject, Item) and not subject.blocks_now(settings.go_live):
        return unobserved(subject, platform.claims, settings.occasion, environ, settings.today)
    if isinstance(subject, Head) and not (subject.minutes and platform.steps and settings.writes):
        return "no time budget to hold this run against" if settings.writes else "this run migrates nothing"
    if isinstance(subject, Compare | Promotion) and not (settings.source or settings.plays_source(platform)):
        return "not observed here: --source-dsn was not given"
    if isinstance(subject, Credential) and settings.dsn is None and (unset := subject.unset(made_up(subject))):
        return f"not observed here: {unset} is not set, and no application runs on a database of our own"
    if isinstance(subject, Variable) and settings.dsn is None and subject.name not in environ:
        return f"not observed here: {subject.name} is not set, and no application runs on a database of our own"
    return ""
