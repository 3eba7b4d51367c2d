"""Policies and helpers spoilt on the schemas of the built-in platforms are found by name, on a server.

A slice of them is judged in every run without one: tests/replay.
"""

import tomllib
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

from golive.model.platform import BUILT_IN, load_platform
from golive.run.rehearse import migrated_database
from golive.server import Server
from golive.testing.look import observe
from golive.testing.spoil import Defect, judged, planted

FOUND = tomllib.loads((Path(__file__).parent / "defects.toml").read_text(encoding="utf-8"))
CASES = [(name, title) for name in FOUND for title in FOUND[name]]
CODES = ("ISO001", "ISO003", "ISO004")


@pytest.fixture(scope="module")
def migrated() -> Iterator[object]:
    """Each platform once, on a server that holds copies of it."""
    with ExitStack() as stack:

        @cache
        def of(name: str) -> Server:
            dsn = stack.enter_context(migrated_database(BUILT_IN / name))
            return Server("", "", BUILT_IN / name, dsn.database("postgres"), lambda: None)

        yield of


@pytest.mark.deep
@pytest.mark.parametrize(("name", "title"), CASES)
def test_defect_is_found_by_name(name: str, title: str, migrated: "type[Server]") -> None:
    text, where = FOUND[name][title]
    platform, server = load_platform(BUILT_IN / name), migrated(name)  # type: ignore[call-arg]
    undo = (
        "\n-- UNDO (cluster-wide): REVOKE platform_owner FROM authenticated;" if "GRANT platform_owner" in text else ""
    )
    with planted(server, name, Defect("spoilt", "", title, text + undo)) as dsn:
        said = judged(platform, observe(dsn, platform, {}), CODES)
    assert said.naming(where), [(one.code, one.where) for one in said.blocking] + list(said.unknown) + list(said.broken)


def test_there_are_forty() -> None:
    assert sum(map(len, FOUND.values())) >= 40
