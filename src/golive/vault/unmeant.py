"""Values that stand where a credential's should and are none: to be filled in, masked, of one's own machine."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from operator import itemgetter
from typing import Any

from golive.model.flaws import Flaw
from golive.model.leftovers import words

_TO_FILL = re.compile(
    r"""(?ix) <[^<>]*> | \$\{[^{}]*\} | \{\{[^{}]*\}\} | x{3,20}
    | (?:change|replace|fill|insert|enter)[-_ ]?(?:me|this|in|it)
    | (?:change|replace|fill|insert|enter|put|paste|add|set)[-_ ].*[-_ ](?:here|key|secret|token|value|password|this|me)
    | your[-_ ].* | my[-_ ]?(?:secret|password|api[-_ ]?key|key|token) | .*[-_ ]here
    | (?:sk|pk|api|key|token|secret)[-_](?:x{3,20}|your[-_ ].*)
    | to-?do | tbd | fix-?me | place-?holder | dummy(?:[-_ ].*)? | foo(?:bar)? | not[-_ ]?set | n/a
    | secret | password | api[-_ ]?key | client[-_ ]?(?:id|secret) | \[object\s\w+\]"""
)
_DRESSED = re.compile(
    r"""(?aix) ^["'`“‘„].*["'`”’“]$ | ^(?:bearer|basic|token)\s | ^\w*(?:key|token|secret|password)=. | ^[a-z][a-z0-9+]*://[a-z][a-z0-9+]*://
    | &(?:amp|lt|gt|quot|\#\d+); | %25[0-9a-f]{2}"""
)
_UNSEEN = r"\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff"
_LIKE_LATIN = r"\u0370-\u052f"  # Greek and Cyrillic
_HIDDEN = re.compile(rf"[{_UNSEEN}]|^(?=\S*[A-Za-z])\S*[{_LIKE_LATIN}]\S*$")
_FOREIGN = re.compile(rf"[…“‘„{_UNSEEN}{_LIKE_LATIN}]")
_TEST_MODE = re.compile(r"[spr]k_test_\w{8}")
_KEY = re.compile(r"(?:^|_)(?:key|token|secret)$")
_NO_KEY = re.compile(r"^(?!-----BEGIN|ssh-|\s*\{)(?:\S.*\s.*\S|https?://.*|<.*)$", re.DOTALL)
_IN_KEYS = (" ", "\n", "\t", "\r", "://", "<")  # one of them is in whatever is none
_IN_HEADERS = re.compile(r"(?i)header|authorization")
_MASKED = re.compile(r"[*•●]{4,}|\w…|…\w|^[*•●]+$|^\[(?:redacted|hidden|masked|filtered|secret)\]$", re.IGNORECASE)
_BETWEEN = "\0"  # of values that are searched at once: JSON writes it out, and no address goes on behind it
_OWN_MACHINE = re.compile(
    r"//(?:[^/@\s\0]*@)?(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1\]|host\.docker\.internal)(?:[:/?#\0]|$)",
    re.IGNORECASE,
)
_TWO_SCHEMES = re.compile(r"://[a-z][a-z0-9+]*://")
# What one of these expressions fits begins with one of these, or `off` looks for its sign.
_HEADS = frozenset({
    "xxx", "cha", "rep", "fil", "ins", "ent", "put", "pas", "add", "set", "you", "my-", "my_", "my ", "mys", "myp",
    "mya", "myk", "myt", "sk-", "sk_", "pk-", "pk_", "api", "key", "tok", "sec", "tod", "to-", "tbd", "fix", "pla",
    "dum", "foo", "not", "n/a", "cli", "rk_", "bea", "bas",
})  # fmt: skip
_SIGNS = frozenset("<${*•●[\"'`“‘„")
_INSIDE = (
    f"here{_BETWEEN}",
    "key=",
    "token=",
    "secret=",
    "password=",
    "&amp;",
    "&lt;",
    "&gt;",
    "&quot;",
    "&#",
    "%25",
    *map("".join, product("*•●", repeat=2)),
)
_first: Callable[[Any], Any] = itemgetter(slice(1))
_head: Callable[[Any], Any] = itemgetter(slice(3))


@lru_cache(maxsize=1024)
def is_key(name: str) -> bool:
    """A field that holds a key or token, by its name: one word, as its issuer drew it."""
    return bool(_KEY.search(words(name)))


def plain(keys: Iterable[str]) -> bool:
    """Whether nothing speaks against it that each is a key and nothing else."""
    text = _BETWEEN.join(keys)
    return not any(sign in text for sign in _IN_KEYS)


def off(values: Sequence[str]) -> bool:
    """Whether something of one of them is wrong; cheap where nothing is, since every value of every row is asked."""
    if not _suspect(values):
        return False
    if not (half := len(values) // 2):
        return bool(flaws_of(values[0]))
    return off(values[:half]) or off(values[half:])


def _suspect(values: Sequence[str]) -> bool:
    text = _BETWEEN.join((*values, "")).lower()
    return (
        any(sign in text for sign in _INSIDE)
        or not _SIGNS.isdisjoint(map(_first, values))
        or not _HEADS.isdisjoint(map(str.lower, map(_head, values)))
        or list(map(str.strip, values)) != values
        or ("//" in text and (_OWN_MACHINE.search(text) is not None or _TWO_SCHEMES.search(text) is not None))
        or (not text.isascii() and _FOREIGN.search(text) is not None)
    )


def flaws_of(value: str) -> list[Flaw]:
    bare = value.strip()
    found = {
        Flaw.TO_FILL: _TO_FILL.fullmatch(bare),
        Flaw.MASKED: _MASKED.search(bare),
        Flaw.AROUND: bare and bare != value and not bare.startswith("-----BEGIN"),  # a key file ends with a line end
        Flaw.OWN_MACHINE: _OWN_MACHINE.search(bare),
        Flaw.DRESSED: _DRESSED.search(bare),
        Flaw.HIDDEN: _HIDDEN.search(bare),
        Flaw.TEST_MODE: _TEST_MODE.match(bare),
    }
    return [flaw for flaw, so in found.items() if so]


def unmeant(
    values: Mapping[str, object], needed: tuple[str, ...], at: Callable[[str], object]
) -> dict[Flaw, list[str]]:
    """The fields by what is wrong; what nobody asked for may be a word, or stand with blanks."""
    found: dict[Flaw, list[str]] = {}
    for name in dict.fromkeys((*needed, *values)):
        value = at(name)
        if not isinstance(value, str):
            continue
        flaws = flaws_of(value)
        if is_key(name) and _NO_KEY.search(value.strip()) and not flaws:
            flaws = [Flaw.DRESSED]
        for flaw in flaws:
            if flaw is Flaw.DRESSED and _IN_HEADERS.search(name):
                continue  # there the scheme belongs to it
            if name in needed or flaw in (Flaw.MASKED, Flaw.OWN_MACHINE):
                found.setdefault(flaw, []).append(name)
    return found


_ZEROS = bytes(6)
_WHOLE = 16  # bytes: of a shorter iv a cipher may ask no more than that it counts
_HEX = frozenset(b"0123456789abcdefABCDEF")


def drawn(ivs: Iterable[bytes]) -> bool:
    """Whether nothing speaks against it that each came from a random source."""
    some = [iv for iv in ivs if iv]
    return (
        all(map(bytes.strip, some, map(_first, some)))
        and not any(map(bytes.isalnum, some))
        and _ZEROS not in b"".join(some)
    )


def undrawn(iv: bytes) -> str:
    """Why one did not: no source gives such bytes once in a million million rows."""
    if not iv.strip(iv[:1]):
        return "one byte over and over" if iv else ""
    if iv.isalnum() and (len(iv) >= _WHOLE or _HEX.issuperset(iv)):
        return "letters and digits of a text"
    if len(iv) >= _WHOLE and _ZEROS in (iv[:6], iv[-6:]):
        return "a number that is counted"
    return ""
