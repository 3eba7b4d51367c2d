"""Passwords of roles that are the first guess of everybody: whether one is, never how it is kept."""

import re
from binascii import a2b_base64
from collections.abc import Iterator
from hashlib import md5, pbkdf2_hmac, sha256
from hmac import digest

from golive.model.evidence import Evidence
from golive.observe.ask import Rows

_USUAL = ("password", "postgres", "changeme", "secret")
_SCRAM = re.compile(r"SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):")


def guessed(rows: Rows) -> Iterator[tuple[str, Evidence]]:
    for identity, name, kept in rows:
        if any(_is(name, kept, guess) for guess in dict.fromkeys((name, *_USUAL))):
            yield identity, Evidence.seen(1, 1)


def _is(name: str, kept: str, guess: str) -> bool:
    if found := _SCRAM.match(kept):
        salted = pbkdf2_hmac("sha256", guess.encode(), a2b_base64(found[2]), int(found[1]))
        return sha256(digest(salted, b"Client Key", "sha256")).digest() == a2b_base64(found[3])
    return kept == "md5" + md5((guess + name).encode(), usedforsecurity=False).hexdigest()
