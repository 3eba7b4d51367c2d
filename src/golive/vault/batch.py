"""Many rows at once, where nothing is wrong with any: whatever else they are, the look at each row says."""

import hmac
import json
import os
from binascii import Error
from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import chain

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB

from golive.model.claims.credential import Credential, Format
from golive.vault.content import SHORTEST, WORD
from golive.vault.stored import BLOCK, FERNET, WORDS, Misshapen, Reader, Stored

Texts = Sequence[bytes]
Aads = Sequence[bytes | None]
TAG = 32  # of a Fernet token
_PADDING = [bytes([size]) * size for size in range(BLOCK + 1)]

_PLAIN = frozenset({str, int, float, bool})  # what else a field may be is looked at


class Unsound(Exception):
    """At least one of the rows has to be looked at by itself."""


class Opening:
    """Opens many values with one key: one schedule of the cipher, and a call for each step of all rows."""

    def __init__(self, form: Format, reader: Reader, key: bytes) -> None:
        self.read = reader.tokens if form.mode == "fernet" else reader.many
        self._decrypt = _fernet(key) if form.mode == "fernet" else _cbc(key) if form.mode == "cbc" else _gcm(key)

    @staticmethod
    def fits(form: Format) -> bool:
        tagged = form.tag is not None or any("tag" in piece for piece in form.parts)
        return form.mode != "gcm" or (tagged and form.tag_bytes == BLOCK)

    def open(self, stored: Sequence[Stored], columns: "Columns", aads: Aads) -> tuple[Texts, Texts]:
        """The ivs and the plaintexts."""
        try:
            ivs, sealed = self.read(stored, *columns)
            return ivs, self._decrypt(ivs, sealed, aads)
        except (Misshapen, InvalidTag, Error, ValueError, IndexError):
            raise Unsound from None


Columns = tuple[Sequence[Stored | None], Sequence[Stored | None]]  # iv and tag, where they have columns
Decrypt = Callable[[Texts, Texts, Aads], Texts]


def _gcm(key: bytes) -> Decrypt:
    decrypt = AESGCM(key).decrypt
    return lambda ivs, sealed, aads: list(map(decrypt, ivs, sealed, aads))


def _cbc(key: bytes) -> Decrypt:
    """Every block of every row in one call, then chained as one number, then cut."""
    blocks_of = Cipher(AES(key), ECB()).decryptor().update

    def decrypt(ivs: Texts, sealed: Texts, _: Aads) -> Texts:
        before = b"".join(chain.from_iterable((iv, text[:-BLOCK]) for iv, text in zip(ivs, sealed, strict=True)))
        if len(before) != sum(map(len, sealed)):
            raise Unsound
        number = int.from_bytes(blocks_of(b"".join(sealed))) ^ int.from_bytes(before)
        joined = number.to_bytes(len(before))
        texts, start = [], 0
        for text in sealed:
            end = start + len(text)
            size = joined[end - 1]
            if not 1 <= size <= BLOCK or not joined.endswith(_PADDING[size], start, end):
                raise Unsound
            texts.append(joined[start : end - size])
            start = end
        return texts

    return decrypt


def _fernet(key: bytes) -> Decrypt:
    """The token's own code is as the specification has it; what it does not open, the library looks at."""
    inner, outer = (sha256(bytes(byte ^ pad for byte in key[:BLOCK].ljust(64, b"\0"))) for pad in (0x36, 0x5C))
    cbc = _cbc(key[BLOCK:])

    def decrypt(ivs: Texts, tokens: Texts, aads: Aads) -> Texts:
        for token in tokens:
            signed, proof = inner.copy(), outer.copy()
            signed.update(token[:-TAG])
            proof.update(signed.digest())
            if not hmac.compare_digest(proof.digest(), token[-TAG:]):
                raise Unsound
        return cbc(ivs, [token[FERNET - TAG : -TAG] for token in tokens], aads)

    return decrypt


class Judging:
    """Whether every one of many plaintexts is a JSON object with the fields of its kind, each with a value."""

    def __init__(self, claim: Credential, is_sealed: Callable[[str], bool]) -> None:
        self.fits = claim.plaintext == "json" and not claim.same
        self.is_sealed = is_sealed
        every = set(claim.fields.get("*", ()))
        self.needed = {kind: every | set(names) for kind, names in claim.fields.items()}
        self.every = every
        self._mark = "x" + os.urandom(8).hex()  # between two texts: no text can hold it
        self._between = f',"{self._mark}",'.encode()

    def sound(self, texts: Texts, kinds: Sequence[str | None]) -> bool:
        try:
            joined = self._between.join(texts).decode()
            items = json.loads(f"[{joined}]")
        except (ValueError, RecursionError):
            return False
        found, marks = items[::2], items[1::2]
        if len(items) != 2 * len(texts) - 1 or marks.count(self._mark) != len(marks):
            return False
        if set(map(type, found)) != {dict}:
            return False
        if not all(self._has(kind, names) for kind, names in set(zip(kinds, map(tuple, found), strict=True))):
            return False
        values = list(chain.from_iterable(map(dict.values, found)))
        types = set(map(type, values))
        if not types <= _PLAIN:
            return False
        if types != {str}:
            values = [value for value in values if type(value) is str]
        return all(map(self._means, {value for value in values if not WORD < len(value) < SHORTEST}))

    def _means(self, value: str) -> bool:
        """Whether there is something in it that may be a credential."""
        if len(value) >= SHORTEST:
            return not self.is_sealed(value) and not value.isspace()
        bare = value.strip().lower()
        return bare != "" and bare not in WORDS

    def _has(self, kind: str | None, names: tuple[str, ...]) -> bool:
        return bool(names) and self.needed.get(kind or "", self.every) <= set(names)
