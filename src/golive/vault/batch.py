"""Many rows at once, where nothing is wrong with any: whatever else they are, the look at each row says."""

import json
import os
from binascii import Error
from collections.abc import Callable, Sequence
from itertools import chain

from golive.ciphers.cipher import Aads, Decrypt, Texts
from golive.model.claims.credential import Credential
from golive.vault.content import SHORTEST
from golive.vault.ending import TOKEN, may_end
from golive.vault.stored import WORDS, Misshapen, Reader, Stored
from golive.vault.unmeant import is_key, off, plain

_PLAIN = frozenset({str, int, float, bool})  # what else a field may be is looked at
_MEANINGLESS = WORDS | {""}


class Unsound(Exception):
    """At least one of the rows has to be looked at by itself."""


class Opening:
    """Opens many values with one key: one schedule of the cipher, and a call for each step of all rows."""

    def __init__(self, reader: Reader, decrypt: Decrypt) -> None:
        self._read, self._decrypt = reader.tokens if reader.whole else reader.many, decrypt

    @classmethod
    def of(cls, reader: Reader, key: bytes) -> "Opening | None":
        """None where the cipher has no such way."""
        decrypt = reader.form.sealing.many(key, reader.form.tagged, reader.form.tag_bytes)
        return cls(reader, decrypt) if decrypt else None

    def open(self, stored: Sequence[Stored], columns: "Columns", aads: Aads) -> tuple[Texts, Texts]:
        """The ivs and the plaintexts."""
        try:
            ivs, sealed = self._read(stored, *columns)
            return ivs, self._decrypt(ivs, sealed, aads)
        except (Misshapen, Error, ValueError, IndexError):
            raise Unsound from None


Columns = tuple[Sequence[Stored | None], Sequence[Stored | None]]  # iv and tag, where they have columns


class Judging:
    """Whether every one of many plaintexts is a JSON object with the fields of its kind, each with a value."""

    def __init__(self, claim: Credential, is_sealed: Callable[[str], bool]) -> None:
        self.fits = claim.plaintext == "json" and not claim.same
        self.is_sealed = is_sealed
        every = set(claim.fields.get("*", ()))
        self.needed = {kind: every | set(names) for kind, names in claim.fields.items()}
        self.every = every
        self.keys = {
            kind: [name for name in names if is_key(name)] for kind, names in (*self.needed.items(), ("", every))
        }
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
        if sum(map(len, map(set, map(dict.values, found)))) < len(values):
            return False  # one value twice in a document, which may be meant
        rows = zip(kinds, found, strict=True)
        if not plain(str(one[name]) for kind, one in rows for name in self.keys.get(kind or "", self.keys[""])):
            return False
        if types != {str}:
            values = [value for value in values if type(value) is str]
        if off(values) or not _MEANINGLESS.isdisjoint(map(str.lower, map(str.strip, values))):
            return False
        long = (
            [value for value in values if len(value) >= SHORTEST]
            if max(map(len, values), default=0) >= SHORTEST
            else []
        )
        return not any(value[:3] == TOKEN or self.is_sealed(value) for value in long)

    def _has(self, kind: str | None, names: tuple[str, ...]) -> bool:
        return bool(names) and self.needed.get(kind or "", self.every) <= set(names) and not may_end(names)
