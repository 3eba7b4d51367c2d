"""Each way around row security is told with claims alone, without a lock; what policies still bind is not."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from golive.model.platform import Platform, load_platform
from golive.server import Server, choose
from golive.testing.look import observe
from golive.testing.spoil import Defect, Judged, judged, planted, run

FOLDER = Path(__file__).parent / "reach"
WAYS = tomllib.loads((FOLDER / "ways.toml").read_text(encoding="utf-8"))


def ways(kind: str) -> list[Any]:
    """Every thirtieth in each run, all of them in the deep one and, saved, in tests/replay."""
    return [pytest.param(title, marks=pytest.mark.deep if n % 30 else ()) for n, title in enumerate(WAYS[kind])]


@pytest.fixture(scope="module")
def platform() -> Platform:
    return load_platform(FOLDER / "platform")


@pytest.fixture(scope="module")
def server(platform: Platform) -> Iterator[Server]:
    """One of its own: many ways lead over roles of the cluster."""
    with choose("embedded").launch() as running:
        dsn = running.create_database("reach")
        for path in platform.baseline:
            run(dsn, path.read_text(encoding="utf-8"))
        yield running


def spoilt(server: Server, platform: Platform, title: str, text: str) -> Judged:
    with planted(server, "reach", Defect("way", "", title, text)) as dsn:
        return judged(platform, observe(dsn, platform, {}))


def test_sound_platform_has_no_way_around(server: Server, platform: Platform) -> None:
    assert judged(platform, observe(server.dsn("reach"), platform, {})).certified


@pytest.mark.parametrize("title", ways("blocks"))
def test_way_around_blocks(title: str, server: Server, platform: Platform) -> None:
    text, code, where = WAYS["blocks"][title]
    said = spoilt(server, platform, title, text)
    assert [one for one in said.blocking if one.code == code and where in one.where], said.blocking


@pytest.mark.parametrize("title", ways("advises"))
def test_side_way_is_advised_on(title: str, server: Server, platform: Platform) -> None:
    text, code, where = WAYS["advises"][title]
    said = spoilt(server, platform, title, text)
    assert said.blocking == ()
    assert [one for one in said.advice if one.code == code and where in one.where], said.advice


@pytest.mark.parametrize("title", ways("silent"))
def test_what_policies_bind_is_silent(title: str, server: Server, platform: Platform) -> None:
    said = spoilt(server, platform, title, WAYS["silent"][title])
    assert (said.blocking, said.unknown, said.broken) == ((), (), ())
