"""What a credential says of its own end."""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from golive.model.leftovers import words

_END = re.compile(
    r"^(?:(?:access_?)?token_?)?(?:expires?|expiry|expiration|valid_?until|not_?after|exp)(?:_?(?:at|on|date|time))?$"
)
_STATE = re.compile(r"^(?:(?:token|account|connection|grant)_)?(?:status|state|error(?:_code)?)$")
_OVER = re.compile(r"^(?:is_)?(?:revoked|expired|deactivated|cancelled|canceled)(?:_?(?:at|on|date|time))?$")
OVER = frozenset({
    "revoked", "expired", "deactivated", "disabled", "suspended", "cancelled", "canceled", "invalid_grant",
    "invalid_token", "invalid_client", "token_expired", "token_revoked", "unauthorized_client",
})  # fmt: skip
TOKEN = "eyJ"  # how every signed token begins
_SECONDS, _MILLISECONDS = (10**9, 10**11), (10**12, 10**14)


@lru_cache(maxsize=256)  # thousands of documents have the same names
def may_end(names: tuple[str, ...]) -> bool:
    """What is renewed by itself lives on: with a token to refresh by, an end is nothing to look at."""
    called = [words(name) for name in names]
    ends = any(map(_END.match, called)) and not any(map(_renews, names))
    return ends or any(map(_OVER.match, called))


def ended(found: Mapping[str, Any], now: datetime) -> list[str]:
    """The fields by which it is over: one that says so, or a signed token."""
    renewed = any(map(_renews, found))
    ends = [(name, _moment(value)) for name, value in found.items() if not renewed and _END.match(words(name))]
    tokens = [
        (name, _of_token(value))
        for name, value in found.items()
        if str(value)[:3] == TOKEN and (not renewed or _renews(name))
    ]
    over = [name for name, value in found.items() if _says_over(words(name), value)]
    return over + [name for name, moment in (*ends, *tokens) if moment is not None and moment < now]


def _renews(name: str) -> bool:
    return "refresh" in name.lower()


def _says_over(name: str, value: object) -> bool:
    if isinstance(value, str) and _STATE.match(name):
        return value.strip().lower() in OVER
    return bool(_OVER.match(name)) and value not in (None, False, "", 0, "false")


def _of_token(text: object) -> datetime | None:
    """When a signed token ends, as it says itself."""
    parts = str(text).split(".")
    try:
        claims = json.loads(urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4))) if len(parts) == 3 else None
    except (ValueError, RecursionError):
        return None
    return _moment(claims.get("exp")) if isinstance(claims, dict) else None


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
