"""A mend that is SQL closes what it was found for, and leaves the sessions their own rows."""

import tomllib
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

from golive.model.finding import MendKind
from golive.model.platform import BUILT_IN, load_platform
from golive.run.rehearse import migrated_database
from golive.server import Server
from golive.testing.look import observe
from golive.testing.spoil import Defect, judged, planted, run

OWN = tomllib.loads((Path(__file__).parent / "defects.toml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(name, title, marks=() if name == "knowledge" and n == 0 else pytest.mark.deep)
    for name in OWN
    for n, title in enumerate(OWN[name])
]


@pytest.fixture(scope="module")
def migrated() -> Iterator[object]:
    """Each platform once, on a server that holds copies of it."""
    with ExitStack() as stack:

        @cache
        def of(name: str) -> Server:
            dsn = stack.enter_context(migrated_database(BUILT_IN / name))
            return Server("", "", BUILT_IN / name, dsn.database("postgres"), lambda: None)

        yield of


@pytest.mark.parametrize(("name", "title"), CASES)
def test_mend_closes_it(name: str, title: str, migrated: "type[Server]") -> None:
    platform, text = load_platform(BUILT_IN / name), OWN[name][title][0]
    if "GRANT platform_owner" in text:
        text += "\n-- UNDO (cluster-wide): REVOKE platform_owner FROM authenticated;"
    with planted(migrated(name), name, Defect("spoilt", "", title, text)) as dsn:  # type: ignore[call-arg,arg-type]
        before = judged(platform, observe(dsn, platform, {}), ("ISO001", "ISO003", "ISO004", "ISO006"))
        mends = {one.mend.text: (one.code, one.where) for one in before.blocking if one.mend.kind is MendKind.SQL}
        for mend in mends:
            run(dsn, mend)
        after = judged(platform, observe(dsn, platform, {}), ("ISO001", "ISO003", "ISO004", "ISO006"))
    closed = {(one.code, one.where) for one in before.blocking} - set(mends.values())
    left = {(one.code, one.where) for one in after.blocking}
    assert left <= closed, "the mend does not mend, or hides what was seen before"
