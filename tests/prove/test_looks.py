"""A look is taken again where anything that it read or asked may be other, and only there."""

import pytest

from golive.model.catalog import Relation
from golive.model.recorded import Recorded
from golive.model.snapshot import Catalog
from golive.prove.affected import Stale
from golive.prove.looks import Look

ORDERS, SHOPS = Relation("public.orders", "r"), Relation("public.shops", "r")
SOUND: Catalog = {"relation": (ORDERS, SHOPS), "index": ()}
NOBODY: frozenset[str] = frozenset()


def look(*words: str, kinds: tuple[str, ...] = (), tried: bool = False) -> Look:
    return Look({}, frozenset(kinds), frozenset(words), tried)


@pytest.mark.parametrize(
    ("word", "written", "named"),
    [
        ("orders", NOBODY, True),
        ("shops", NOBODY, False),
        ("pg_index", {"pg_index"}, True),
        ("pg_class", {"pg_index"}, False),
        ("pg_stats", {"pg_index"}, False),
        ("pg_stats", {"pg_class"}, True),
        ("pg_timezone_names", {"pg_class"}, False),
        ("pg_get_indexdef", {"pg_proc"}, True),  # of what we do not know, anything may be read
        ("pg_get_indexdef", NOBODY, False),
    ],
)
def test_words_that_may_stand_for_what_was_written(word: str, written: frozenset[str], named: bool) -> None:
    old = Stale(frozenset({"orders"}), NOBODY, frozenset(written))
    assert old.named(frozenset({word})) is named
    assert look(word).holds(SOUND, SOUND, old) is not named


def test_kinds_that_it_read_and_sessions_that_it_tried() -> None:
    old = Stale(NOBODY, NOBODY, NOBODY)
    other: Catalog = {**SOUND, "relation": (ORDERS,)}
    assert look(kinds=("index",)).holds(SOUND, other, old)
    assert not look(kinds=("relation",)).holds(SOUND, other, old)
    assert not look(kinds=("*",)).holds(SOUND, other, old)
    rights = Stale(NOBODY, frozenset({"orders"}), NOBODY)
    assert look().holds(SOUND, SOUND, rights)
    assert not look(tried=True).holds(SOUND, SOUND, rights)
    assert not look(tried=True).holds(SOUND, SOUND, Stale(NOBODY, None, NOBODY))


def test_what_is_asked_of_a_catalog_is_written_down() -> None:
    catalog = Recorded(SOUND)
    assert catalog.get("index") == ()
    assert catalog.asked == {"index"}
    assert len(list(catalog)) == 2
    assert catalog.asked == {"index", "*"}
