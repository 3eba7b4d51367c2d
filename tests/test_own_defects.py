"""Defects on the schemas of the built-in platforms, of which no example speaks, are found by name, on a server.

A slice of them is judged in every run without one: tests/replay.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest

from golive.app.learn import learn
from golive.model.platform import BUILT_IN, Platform, load_platform
from golive.run.rehearse import migrated_database
from golive.server import Server
from golive.testing.look import observe
from golive.testing.spoil import Defect, Judged, judged, planted, read_defects

FOLDER = Path(__file__).parent / "own_defects"
CASES = [(path.name, defect) for path in sorted(FOLDER.iterdir()) for defect in read_defects(path)]


class Spoilable:
    """A migrated platform with its lock, and a server that holds copies of it."""

    def __init__(self, server: Server, platform: Platform) -> None:
        self.server, self.platform = server, platform

    def spoilt(self, defect: Defect) -> Judged:
        with planted(self.server, self.platform.name, defect) as dsn:
            return judged(self.platform, observe(dsn, self.platform, {}))


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Spoilable]]:
    """Each platform once, when its first defect comes; learned where it has no lock yet."""
    with ExitStack() as stack:

        @cache
        def of(name: str) -> Spoilable:
            folder = copytree(BUILT_IN / name, tmp_path_factory.mktemp("platforms") / name)
            dsn = stack.enter_context(migrated_database(folder))
            if not (folder / "lock.json").exists():
                learn(dsn, folder)
            server = Server("", "", folder, dsn.database("postgres"), lambda: None)
            return Spoilable(server, load_platform(folder))

        yield of


@pytest.mark.deep
@pytest.mark.parametrize(("name", "defect"), CASES, ids=str)
def test_defect_is_found_by_name(name: str, defect: Defect, migrated: Callable[[str], Spoilable]) -> None:
    said = re.search(r"^-- names: (.+)$", defect.text, re.MULTILINE)
    assert said is not None
    found = migrated(name).spoilt(defect)
    assert found.naming(said[1]), [(one.code, one.where) for one in found.blocking]
