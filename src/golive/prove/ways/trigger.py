"""Triggers: gone, silent, at another moment, or for fewer rows."""

import re
from collections.abc import Iterator

from golive.model.catalog import Trigger
from golive.model.claims import Claims
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect, altered, dropped
from golive.prove.ways import way

_EVENTS = re.compile(r"\b(BEFORE|AFTER|INSTEAD OF) (.+?) ON ")
_WHEN = re.compile(r" WHEN \(.*\)(?= EXECUTE )")


@way
def triggers(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for one in live.of(Trigger):
        if one.parent:
            continue
        yield from dropped(one, live)
        yield from altered(one, live, "is off", enabled="D")
        yield from altered(one, live, "fires for replication only", enabled="R")
        yield from _less(one, live)


def _less(one: Trigger, live: Snapshot) -> Iterator[Defect]:
    """Made anew by a definition that says a little less, or something else."""
    said = _EVENTS.search(one.definition)
    events = said[2].split(" OR ") if said else []
    for event in events if len(events) > 1 else ():
        rest = " OR ".join(other for other in events if other != event)
        yield from _anew(one, live, f"does not fire on {event.split()[0]}", f" {said[1]} {said[2]} ON ",  # type: ignore[index]
                         f" {said[1]} {rest} ON ")  # type: ignore[index]  # fmt: skip
    if said and said[1] == "AFTER" and not one.constraint and not (one.old_table or one.new_table):
        yield from _anew(one, live, "fires before the row is written", " AFTER ", " BEFORE ")
    if said and said[1] == "BEFORE" and one.level == "ROW":
        yield from _anew(one, live, "fires when the row is written already", " BEFORE ", " AFTER ")
    if one.level == "ROW" and not one.condition and not one.constraint and said and said[1] != "INSTEAD OF":
        yield from _anew(one, live, "fires for no row", " EXECUTE ", " WHEN (false) EXECUTE ")
    if one.condition:
        text = _WHEN.sub("", one.definition)
        yield from altered(one, live, "fires whatever its condition said", definition=text)


def _anew(one: Trigger, live: Snapshot, title: str, words: str, others: str) -> Iterator[Defect]:
    yield from altered(one, live, title, definition=one.definition.replace(words, others, 1))
