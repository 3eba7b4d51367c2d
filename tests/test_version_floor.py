"""A server that runs a release with known holes in row security is named; what its package holds does not count."""

from pathlib import Path

import pytest

from golive.judge.audit import Findings
from golive.judge.floor import FLOOR
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.platform import Platform
from golive.model.snapshot import Server, Snapshot
from golive.verdict.audits import judge


def judged(version: int) -> Findings:
    claims = Claims(platform=Head(name="example", title="Example"))
    platform = Platform(Path("example"), claims, None, steps=(), smokes=(), baseline=())
    live = Snapshot(Server(version, f"PostgreSQL {version}", "shop", "postgres"), {})
    return next(judge(platform, live, ["SRV001"]))


@pytest.mark.parametrize(("major", "first"), FLOOR.items())
def test_release_before_the_floor_is_found(major: int, first: int) -> None:
    assert not judged(first).found
    assert not judged(first + 1).found
    found = judged(first - 1).found[0]
    assert (found.code, found.severity.blocks) == ("SRV001", True)
    assert f"PostgreSQL {major}.{first % 10000 - 1} runs; {major}.{first % 10000} is the first" in found.what


def test_version_without_known_holes_is_silent() -> None:
    findings = judged(990001)
    assert not findings.found
    assert findings.looked_at == 1
