"""What is said of objects that differ together, and of forms that no server of ours has at hand: pairs.py, said.txt.

GOLIVE_WRITE_TABLES=1 writes said.txt anew; a difference of it is to be read.
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from golive.diff.compare import compare
from golive.model.catalog import KINDS
from golive.model.lock import Lock
from golive.model.snapshot import Server, Snapshot
from tests.diff.pairs import CASES, OLD, Side
from tests.diff.test_told import line

SAID = Path(__file__).parent / "said.txt"


def seen(objects: Side, version: int) -> Snapshot:
    catalog = {kind.kind: tuple(one for one in objects if type(one) is kind) for kind in KINDS}
    return Snapshot(Server(version, "", "it", ""), catalog)


def said(title: str) -> Iterator[str]:
    want, now = CASES[title]
    for before, after in ((170000, 170000), (160000, 160000), (150000, 160000), (160000, 150000)):
        if before == 170000 or title.startswith(OLD):
            found = compare(Lock.of(seen(want, before), "it"), seen(now, after)).differences
            yield "\n".join([f"{before // 10000} to {after // 10000}", *map(line, found)])


def told(title: str) -> str:
    return "\n".join(said(title))


@cache
def expected() -> dict[str, str]:
    parts = ("\n" + SAID.read_text(encoding="utf-8")).split("\n=== ")[1:]
    return {title: text.rstrip("\n") for title, _, text in (part.partition("\n") for part in parts)}


@pytest.mark.parametrize("title", CASES)
def test_each_pair_is_told_as_it_was_read(title: str) -> None:
    assert told(title) == expected()[title]


def test_table_is_of_every_pair() -> None:
    if os.environ.get("GOLIVE_WRITE_TABLES"):
        SAID.write_text("".join(f"=== {title}\n{told(title)}\n" for title in CASES), encoding="utf-8")
    assert list(expected()) == list(CASES)
