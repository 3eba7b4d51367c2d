"""Passwords of roles that are the first guess of everybody: whether one is, never how it is kept."""

import re
from binascii import a2b_base64
from collections.abc import Collection, Iterator
from functools import lru_cache
from hashlib import md5, pbkdf2_hmac, sha256
from hmac import digest

from golive.model.evidence import Evidence
from golive.observe.ask import Rows

_USUAL = ("password", "postgres", "changeme", "secret")
_ROUNDS = 10_000_000  # some seconds; a password has 4,096 where nobody asks for more
_SCRAM = re.compile(r"SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):")


def guessed(rows: Rows) -> Iterator[tuple[str, Evidence]]:
    """Whoever keeps a password says how many rounds a guess takes: those of few are tried first, and not for ever."""
    left = _ROUNDS
    for identity, name, kept in sorted(rows, key=lambda row: _rounds(row[2])):
        left -= _rounds(kept) * len(_guesses(name))
        if left < 0:
            yield identity, Evidence.unknown(f"a guess takes {_rounds(kept):,} rounds, which were too many")
        elif _guessed(name, kept):
            yield identity, Evidence.seen(1, 1)


def _guesses(name: str) -> Collection[str]:
    return dict.fromkeys((name, *_USUAL))


@lru_cache(maxsize=1000)  # one server's roles come with each of its databases
def _guessed(name: str, kept: str) -> bool:
    return any(_is(name, kept, guess) for guess in _guesses(name))


def _rounds(kept: str) -> int:
    found = _SCRAM.match(kept)
    return int(found[1]) if found else 1


def _is(name: str, kept: str, guess: str) -> bool:
    if found := _SCRAM.match(kept):
        salted = pbkdf2_hmac("sha256", guess.encode(), a2b_base64(found[2]), int(found[1]))
        return sha256(digest(salted, b"Client Key", "sha256")).digest() == a2b_base64(found[3])
    return kept == "md5" + md5((guess + name).encode(), usedforsecurity=False).hexdigest()
