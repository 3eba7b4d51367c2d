"""Ivs that no random source gave: of one byte, counted, written, computed, or taken from another row."""

from collections.abc import Callable, Iterable, Sequence
from hashlib import md5, sha1, sha256
from itertools import chain, permutations
from operator import eq, itemgetter
from typing import Any

_ZEROS = bytes(6)
WHOLE = 16  # bytes: of a shorter iv a cipher may ask no more than that it counts
HALF = WHOLE // 2
SAMPLE = 64  # rows of many: what makes an iv of another row's, or counts, does so with each
_HEX = frozenset(b"0123456789abcdefABCDEF")
_DIGESTS = (md5, sha1, sha256)
_first: Callable[[Any], Any] = itemgetter(slice(1))
_front: Callable[[Any], Any] = itemgetter(slice(HALF))
_back: Callable[[Any], Any] = itemgetter(slice(HALF, None))
_end: Callable[[Any], Any] = itemgetter(slice(-WHOLE, None))


def drawn(ivs: Iterable[bytes]) -> bool:
    """Whether nothing speaks against it that each came from a random source."""
    some = [iv for iv in ivs if iv]
    return (
        all(map(bytes.strip, some, map(_first, some)))
        and not any(map(bytes.isalnum, some))
        and _ZEROS not in b"".join(some)
        and (not some or len(some[0]) < WHOLE or not any(map(eq, map(_front, some), map(_back, some))))
    )


def apart(ivs: Sequence[bytes], sealed: Sequence[bytes]) -> bool:
    """Whether nothing speaks against it that none has a part of another row's iv, or the end of its ciphertext."""
    some = ivs[:SAMPLE]
    if not some or len(some[0]) < WHOLE:
        return True
    if len({*map(_front, some), *map(_back, some)}) < 2 * len(some):
        return False
    return set(map(_end, sealed[:SAMPLE])).isdisjoint(ivs)


def undrawn(iv: bytes) -> str:
    """Why one did not: no source gives such bytes once in a million million rows."""
    if not iv.strip(iv[:1]):
        return "one byte over and over" if iv else ""
    if iv.isalnum() and (len(iv) >= WHOLE or _HEX.issuperset(iv)):
        return "letters and digits of a text"
    if len(iv) >= WHOLE and _ZEROS in (iv[:6], iv[-6:]):
        return "a number that is counted"
    if len(iv) >= WHOLE and iv[:HALF] == iv[HALF:]:
        return "one part over and over"
    return ""


def computed(iv: bytes, texts: Iterable[bytes], of: Iterable[str | None] = ()) -> str:
    """Whoever can compute it foretells it, or tries by it what the row holds. of: words of what it is."""
    size, known = len(iv), [one.encode() for one in of if one]
    pairs = (between.join(pair) for pair in permutations(known, 2) for between in (b"", b":"))
    every = chain(texts, known, pairs)
    if any(digest(text, usedforsecurity=False).digest()[:size] == iv for text in every for digest in _DIGESTS):
        return "a digest of what the row is or holds"
    return ""


def halves(iv: bytes) -> tuple[int, ...]:
    """Numbers of what no other row's iv has; none of an iv that may count."""
    return (hash(iv[:HALF]), hash(iv[HALF:])) if len(iv) >= WHOLE else ()


def end(ciphertext: bytes) -> int:
    """The number of what the next row's iv has where ivs are chained."""
    return hash(ciphertext[-WHOLE:][:HALF])
