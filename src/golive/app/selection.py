"""Which audits this run runs: one test per platform and subject, what is left out and why, and the order."""

from collections.abc import Mapping
from os import environ
from typing import cast, get_type_hints

import pytest

from golive.judge.audit import audit_of
from golive.model.claims import Head, Variable
from golive.model.credentials import Credential
from golive.model.items import Item
from golive.model.occasion import unobserved
from golive.model.platform import Platform
from golive.model.promotion import Compare, Promotion
from golive.model.subjects import subjects, test_id
from golive.run.case import Settings

MARKERS = {
    "precheck": "before anything is changed: address, role, version, backup",
    "migrate": "a step was deployed and verified",
    "postcheck": "a read-only audit of the database as it is",
    "smoke": "behaviour, written inside a transaction that is rolled back",
    "rehearsal": "needs a clone that may be spoilt",
}
NOTHING = "nothing declared"


def parametrize(metafunc: pytest.Metafunc, platforms: tuple[Platform, ...]) -> None:
    """One test per platform, and per object where the audit asks for one by its type."""
    hints = get_type_hints(metafunc.function)
    for name in metafunc.fixturenames:
        if (kind := hints.get(name)) and (of := subjects(kind)):
            pairs = [(platform, subject) for platform in platforms for subject in of(platform)]
            empty = [p for p in platforms if all(p is not platform for platform, _ in pairs)]
            cases = [
                *[pytest.param(p, s, id=test_id(p, s)) for p, s in pairs],
                *[pytest.param(p, NOTHING, id=test_id(p, NOTHING)) for p in empty],
            ]
            metafunc.parametrize(("platform", name), cases, indirect=["platform"], scope="session")
            return
    alone = [pytest.param(platform, id=platform.name) for platform in platforms]
    metafunc.parametrize("platform", alone, indirect=True, scope="session")


def audits_in(items: list[pytest.Item]) -> list[pytest.Function]:
    """The audits among the tests; each has a mark that says when it is run."""
    judged = [item for item in items if isinstance(item, pytest.Function) and audit_of(item.function)]
    for item in judged:
        if not any(item.get_closest_marker(name) for name in MARKERS):
            item.add_marker(pytest.mark.postcheck)
    return judged


def name_of(item: pytest.Item) -> str:
    """The test without the folder of its file: that depends on where pytest was called."""
    return f"{item.path.name}::{item.name}"


def place(item: pytest.Item, order: Mapping[str, int]) -> tuple[int, int]:
    """Platform by platform, and within one as its migration goes."""
    if not isinstance(item, pytest.Function) or audit_of(item.function) is None:
        return -1, 0
    stage = next((n for n, name in enumerate(MARKERS) if item.get_closest_marker(name)), len(MARKERS))
    return order[platform_of(item).name], stage


def platform_of(item: pytest.Function) -> Platform:
    return cast(Platform, item.callspec.params["platform"])


def left_out(item: pytest.Function, settings: Settings) -> str:
    if NOTHING in item.callspec.params.values():
        return NOTHING
    if why := _unobserved(item, settings):
        return why
    writes = next((name for name in ("migrate", "smoke", "rehearsal") if item.get_closest_marker(name)), None)
    if writes and not settings.writes:
        return f"{writes} writes, and --apply was not given"
    if writes == "rehearsal" and settings.dsn is not None:
        return "rehearsal is for a database of our own, and --dsn names one that stays"
    return ""


def made_up(claim: Credential) -> Mapping[str, str]:
    return claim.surroundings(environ, own=True)


def _unobserved(item: pytest.Function, settings: Settings) -> str:
    """Why this run does not observe a subject, and is not stopped by that."""
    platform = platform_of(item)
    for subject in item.callspec.params.values():
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
