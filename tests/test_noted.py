"""What an audit reads of a snapshot is noted, whichever way it reads it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from golive.judge.kinds_asked import BESIDE, Noted
from golive.model.catalog import KINDS, Column, Relation
from golive.model.evidence import Evidence
from golive.model.snapshot import Server, Snapshot

EVERY = {kind.kind for kind in KINDS}
SEEN = Snapshot(
    Server(170000, "17", "none", "nobody"), dict.fromkeys(EVERY, ()), {"check": Evidence.seen(1)}, {"relation": {}}
)
READS: dict[str, tuple[Callable[[Snapshot], object], set[str]]] = {
    "a kind": (lambda live: live.of(Relation), {"relation"}),
    "an object": (lambda live: live.get(Column, "public.a.b"), {"column"}),
    "what hangs on one": (lambda live: live.on(Column, "public.a"), {"column"}),
    "the whole catalog": (lambda live: live.catalog, EVERY),
    "an answer": (lambda live: live.asked("check"), {BESIDE}),
    "all answers": (lambda live: live.evidence, {BESIDE}),
    "the clock": (lambda live: live.server.now, {BESIDE}),
    "what could not be read": (lambda live: live.unread, set()),
    "what follows from it": (lambda live: live.derived(_columns_of, "public.a"), {"column"}),
}


def _columns_of(live: Snapshot, relation: str) -> tuple[Column, ...]:
    return live.on(Column, relation)


@pytest.mark.parametrize("name", READS)
def test_what_is_read_is_noted(name: str) -> None:
    read, notes = READS[name]
    noted = Noted(SEEN)
    assert read(noted) == read(SEEN)
    assert noted.notes == notes


def test_what_follows_is_noted_by_whoever_asks_for_what_another_has_made() -> None:
    first, second = Noted(SEEN), Noted(SEEN)
    assert first.derived(_columns_of, "public.b") is second.derived(_columns_of, "public.b")
    assert second.notes == {"column"}


def test_another_that_is_made_from_it_is_that_one_and_the_first_stands_on_all() -> None:
    table = Relation("public.a", relkind="r")
    noted = Noted(SEEN)
    other = replace(noted, catalog={"relation": (table,)})
    assert other.of(Relation) == (table,)
    assert BESIDE in noted.notes
