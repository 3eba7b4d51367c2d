"""The verdict of a saved snapshot: without a database, a clock or the environment, by the audits as they are now."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from golive.judge.audit import audit_of
from golive.model.platform import Platform
from golive.model.snapshot import NotObserved
from golive.model.target import Dsn
from golive.run.case import Settings
from golive.verdict.acceptance import Acceptance
from golive.verdict.arguments import taken_back
from golive.verdict.audits import known_of
from golive.verdict.book import Book
from golive.verdict.certificate import Inferred, Scope
from golive.verdict.complete import Due, due
from golive.verdict.one_test import said
from golive.verdict.result import Result
from golive.verdict.snapshot_file import Kept

_NOWHERE = Path("nowhere")
NOT_AGAIN = "not judged again: "


def judged_anew(kept: Kept, platform: Platform, inferred: tuple[Inferred, ...] = ()) -> Book:
    """The book of that run; what cannot be judged again stands in it with its reason, and was not looked at."""
    run = kept.run
    settings = Settings(
        (platform,), _NOWHERE, _NOWHERE, dsn=Dsn(run.target) if run.target else None, apply=run.applied,
        go_live=run.go_live, as_of=run.as_of, started=run.started, stage=run.stage, signed=run.signed,
        fail_on=run.fail_on,
    )  # fmt: skip
    postcheck = run.scope is not Scope.FULL
    whole = due(settings, postcheck=postcheck, told=run.left_out)
    book = Book(
        settings, "", run.command, postcheck, whole=whole, strangers=dict.fromkeys(run.strangers),
        interrupted=run.interrupted, collect_errors=list(run.collect_errors), lost=list(run.lost),
        backends={platform.name: run.backend} if run.backend else {}, seen={platform.name: kept.live},
        inferred=inferred, previous=run.previous, left=run.done, finished=run.finished,
    )  # fmt: skip
    known = known_of(platform, kept.live)
    acceptance = Acceptance(platform, settings.today)
    for one in whole:
        if not one.left_out and one.test not in run.unreported:
            book.enter(_result(one, kept, platform, known, acceptance))
    lacking = (one.code for _, one in sorted(book.results.items()) if one.nothing.startswith(NOT_AGAIN))
    return replace(book, lacking=tuple(lacking))


def _result(one: Due, kept: Kept, platform: Platform, known: Mapping[Any, Any], acceptance: Acceptance) -> Result:
    audit = audit_of(one.function)
    assert audit is not None  # what is due is one
    if why := kept.run.broken.get(one.test):
        return replace(Result.of(one.test, audit, platform.name, None, acceptance), broken=why)
    given = taken_back(one.function, kept.run.given.get(one.test, {}))
    if given is None:
        return Result.unlooked(one.test, platform.name, audit.code, f"{NOT_AGAIN}what was done for it was not kept")
    try:
        return said(one, platform, known, acceptance, given)
    except NotObserved as error:
        return Result.unlooked(one.test, platform.name, audit.code, f"{NOT_AGAIN}{error}")
