"""How pytest gets the audits of a run: one test per platform and subject, in the order of a migration."""

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest

import golive.checks
from golive.judge.audit import audit_of
from golive.model.platform import Platform
from golive.run.case import Settings
from golive.verdict import complete
from golive.verdict.complete import STAGES, asked, cases, id_of

CHECKS = Path(str(golive.checks.__file__)).parent.resolve()


def parametrize(metafunc: pytest.Metafunc, platforms: tuple[Platform, ...]) -> None:
    """One test per platform, and per subject where the audit asks for one by its type."""
    name, _ = asked(metafunc.function)
    pairs = cases(metafunc.function, platforms)
    if name:
        given = [pytest.param(platform, subject, id=id_of(platform, subject)) for platform, subject in pairs]
        metafunc.parametrize(("platform", name), given, indirect=["platform"], scope="session")
    else:
        alone = [pytest.param(platform, id=id_of(platform, None)) for platform, _ in pairs]
        metafunc.parametrize("platform", alone, indirect=True, scope="session")


def audits_in(items: list[pytest.Item]) -> list[pytest.Function]:
    """The audits among the tests; each has a mark that says when it is run."""
    judged = [item for item in items if isinstance(item, pytest.Function) and audit_of(item.function)]
    for item in judged:
        if not any(item.get_closest_marker(name) for name in STAGES):
            item.add_marker(pytest.mark.postcheck)
    return judged


def name_of(item: pytest.Function) -> str:
    """As the list of a full run has it; with its folder where it is of another repository: none takes a place."""
    if item.path.parent.resolve() != CHECKS:
        return f"{item.path.parent.name}/{item.path.name}::{item.name}"
    return complete.name_of(item.function, platform_of(item), _subject_of(item))


def place(item: pytest.Item, order: Mapping[str, int]) -> tuple[int, int]:
    """Platform by platform, and within one as its migration goes."""
    if not isinstance(item, pytest.Function) or audit_of(item.function) is None:
        return -1, 0
    stage = next((n for n, name in enumerate(STAGES) if item.get_closest_marker(name)), len(STAGES))
    return order[platform_of(item).name], stage


def platform_of(item: pytest.Function) -> Platform:
    return cast(Platform, item.callspec.params["platform"])


def _subject_of(item: pytest.Function) -> object:
    return next((value for name, value in item.callspec.params.items() if name != "platform"), None)


def left_out(item: pytest.Function, settings: Settings) -> str:
    return complete.left_out(item.function, platform_of(item), _subject_of(item), settings)
