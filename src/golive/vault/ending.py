"""What a credential says of its own end."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from golive.model.leftovers import words

_END = re.compile(
    r"^(?:(?:access_?)?token_?)?(?:expires?|expiry|expiration|valid_?until|not_?after|exp)(?:_?(?:at|on|date|time))?$"
)
_SECONDS, _MILLISECONDS = (10**9, 10**11), (10**12, 10**14)


@lru_cache(maxsize=256)  # thousands of documents have the same names
def may_end(names: tuple[str, ...]) -> bool:
    """What is renewed by itself lives on: with a token to refresh by, an end is nothing to look at."""
    return any(_END.match(words(name)) for name in names) and not any("refresh" in name.lower() for name in names)


def ended(found: Mapping[str, Any], now: datetime) -> list[str]:
    """The fields by which it is over."""
    if not may_end(tuple(found)):
        return []
    ends = ((name, _moment(value)) for name, value in found.items() if _END.match(words(name)))
    return [name for name, moment in ends if moment is not None and moment < now]


def _moment(value: object) -> datetime | None:
    """A date, or seconds or milliseconds since 1970; whatever else it is says nothing."""
    if isinstance(value, str) and not value.isdigit():
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if not isinstance(value, int | str) or isinstance(value, bool):
        return None
    number = int(value)
    if _MILLISECONDS[0] <= number < _MILLISECONDS[1]:
        number //= 1000
    return datetime.fromtimestamp(number, UTC) if _SECONDS[0] <= number < _SECONDS[1] else None
