"""Which of two times of a row cannot come before the other, by the names of their columns."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from golive.model.catalog import Column
from golive.model.leftovers import words

_SAYS_TIME = frozenset({"at", "on", "date", "time", "timestamp", "ts", "datetime", "day", "utc"})
_CREATED = frozenset({"created", "inserted", "added"})
_BEGUN = frozenset({"start", "started", "starts", "begin", "begins", "began", "begun", "from", "since", "opened"})
_ENDED = frozenset(
    {"end", "ended", "ends", "finish", "finished", "completed", "closed", "until", "to", "thru", "stop", "stopped"}
)
_ASKED = frozenset({
    "requested", "submitted", "queued", "enqueued", "ordered", "placed", "issued", "invited", "received", "uploaded",
    "reported", "sent", "assigned",
})  # fmt: skip
_ANSWERED = frozenset({
    "accepted", "joined", "approved", "rejected", "resolved", "processed", "completed", "finished", "shipped",
    "delivered", "paid", "closed", "confirmed", "answered", "read", "clicked", "expires", "expired", "cancelled",
    "canceled",
})  # fmt: skip
_CHANGED = frozenset({"updated", "modified", "changed", "deleted", "archived", "removed"})
_PLANNED = frozenset({"due"})
_ORDERS = (
    (_CREATED, _CHANGED),
    (_BEGUN, _ENDED),
    (_ASKED, _ANSWERED),
    (frozenset({"shipped"}), frozenset({"delivered"})),
    (frozenset({"first"}), frozenset({"last"})),
)
# Rows that were brought in later, or by hand, may have these the other way round.
_USUAL = (
    (_CREATED, _ENDED | _ANSWERED | _PLANNED | frozenset({"last"})),
    (_ASKED | _BEGUN, _PLANNED),
)
# What a name says happened, so that it lies behind us.
_HAPPENED = _CREATED | _CHANGED | _ANSWERED - {"expires"} | frozenset({
    "registered", "received", "uploaded", "logged", "verified", "seen", "signed", "failed", "recorded", "observed",
    "imported", "migrated", "birth", "born", "dob",
})  # fmt: skip
_OPEN = frozenset({"until", "to", "thru", "end", "ends", "expires", "expiry", "expiration", "valid"})
_TYPE = re.compile(r"(?:date|timestamp(?:\(\d\))?(?: with(?:out)? time zone)?)\Z")


@dataclass(frozen=True, slots=True)
class Order:
    """Two columns of one table; certain where no row may have it otherwise, else most have it so."""

    first: Column
    then: Column
    certain: bool


def is_time(column: Column) -> bool:
    return column.generated != "v" and bool(_TYPE.match(column.type))


def has_happened(column: Column) -> bool:
    return bool(_HAPPENED.intersection(_told(column)))


def is_open(column: Column) -> bool:
    """Whether it may say 'for ever'."""
    return bool(_OPEN.intersection(_told(column)))


def orders(columns: Iterable[Column]) -> Iterator[Order]:
    """Of each pair, where the words beside those that say the order are the same, or one has none."""
    times = [one for one in columns if is_time(one)]
    for first in times:
        for then in times:
            if first is not then and (certain := _order(first, then)) is not None:
                yield Order(first, then, certain)


def _order(first: Column, then: Column) -> bool | None:
    said, later = _told(first), _told(then)
    for known, sure in ((_ORDERS, True), (_USUAL, False)):
        for before, after in known:
            one, two = said & before, later & after
            if one and two:
                rest, others = said - one, later - two
                if rest == others or not rest or not others:
                    return sure and rest == others
    return None


def _told(column: Column) -> frozenset[str]:
    return frozenset(words(column.name).split("_")) - _SAYS_TIME - {""}
