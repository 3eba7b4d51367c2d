"""Keys from their texts, by every derivation that applications use; a key is known by name, never by value."""

import binascii
from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import md5, sha256, sha512

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt as Kdf

from golive.model.claims.credential import Format, Scrypt


@dataclass(frozen=True, slots=True)
class Key:
    name: str
    value: bytes = field(repr=False)
    current: bool = True


class Unusable(Exception):
    """No declared derivation makes a key of the cipher's size from this text."""


def derived(text: str, form: Format) -> bytes:
    """The key by the first declared derivation that fits."""
    for how in form.derive:
        value = by(how, text, form.scrypt)
        if value is not None and len(value) == form.key_bytes:
            return value
    raise Unusable(f"gives no key of {form.key_bytes} bytes by {' or '.join(form.derive)}")


def by(how: str, text: str, cost: Scrypt) -> bytes | None:
    """None where the text is not what the derivation reads."""
    match how:
        case "utf8":
            return text.encode()
        case "hex":
            return _decoded(binascii.unhexlify, text)
        case "base64":
            return _decoded(_base64, text)
        case "sha256":
            return sha256(text.encode()).digest()
        case _:
            return _scrypt(text, cost.salt, cost.n, cost.r, cost.p)


@lru_cache(maxsize=64)  # it is slow by intent
def _scrypt(text: str, salt: str, n: int, r: int, p: int) -> bytes:
    return Kdf(salt=salt.encode(), length=32, n=n, r=r, p=p).derive(text.encode())


def _base64(text: str) -> bytes:
    return b64decode(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4), validate=True)


def _decoded(decode: Callable[[str], bytes], text: str) -> bytes | None:
    try:
        return decode(text)
    except (binascii.Error, ValueError):
        return None


def other_readings(text: str, form: Format, slow: bool = True) -> Iterator[tuple[str, bytes]]:
    """Every other way in which applications make a key of this text; its own length says which AES it is for."""
    sizes = form.sealing.sizes
    for how in ("utf8", "hex", "base64", "sha256"):
        value = by(how, text, form.scrypt)
        if value is not None and len(value) in sizes:
            yield f"read as {how}", value
    raw = text.encode()
    size = form.key_bytes
    yield "first bytes of its SHA-256 in hex", sha256(raw).hexdigest()[:size].encode()
    yield "first bytes of its SHA-256", sha256(raw).digest()[:16]
    yield "first bytes of its SHA-512", sha512(raw).digest()[:size]
    yield "its MD5", md5(raw, usedforsecurity=False).digest()
    yield "its MD5 in hex", md5(raw, usedforsecurity=False).hexdigest().encode()
    for pad, what in ((b"\0", "zero bytes"), (b"0", "zeros"), (b" ", "spaces")):
        yield f"cut or filled with {what}", raw[:size].ljust(size, pad)
    if not slow:
        return
    yield "by scrypt", by("scrypt", text, form.scrypt) or b""
    if form.scrypt != Scrypt():
        yield "by scrypt with the usual salt and cost", by("scrypt", text, Scrypt()) or b""
