"""Many rows at once, where nothing is wrong with any: whatever else they are, the look at each row says."""

import json
import os
from binascii import Error
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from golive.ciphers.cipher import Aads, Decrypt, Texts
from golive.model.claims.credential import Credential
from golive.vault.addresses import gives_login, is_no_port, is_place, ports
from golive.vault.content import SHORTEST, loses_digits, says_nothing
from golive.vault.ending import OVER, TOKEN, may_end
from golive.vault.exchanged import Exchanged
from golive.vault.fillers import FILLERS, IN_SECRETS
from golive.vault.issuers import of_others
from golive.vault.stored import WORDS, Misshapen, Reader, Stored
from golive.vault.unmeant import is_key, is_secret, may_be_staged, of_one, off, plain

_PLAIN = frozenset({str, int, float, bool})  # what else a field may be is looked at
_LOOKED_AT = WORDS | FILLERS | OVER | {""}


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

    def open(self, stored: Sequence[Stored], columns: "Columns", aads: Aads) -> tuple[list[bytes], list[bytes], Texts]:
        """The ivs, what is sealed with them, and the plaintexts."""
        try:
            ivs, sealed = self._read(stored, *columns)
            return ivs, sealed, self._decrypt(ivs, sealed, aads)
        except (Misshapen, Error, ValueError, IndexError):
            raise Unsound from None


Columns = tuple[Sequence[Stored | None], Sequence[Stored | None]]  # iv and tag, where they have columns


class Judging:
    """Whether every one of many plaintexts is a JSON object with the fields of its kind, each with a value."""

    def __init__(
        self,
        claim: Credential,
        is_sealed: Callable[[str], bool],
        own: Iterable[str] = (),
        exchanged: Exchanged | None = None,
    ) -> None:
        self.fits = claim.plaintext == "json" and not claim.same
        self.is_sealed, self.own, self.exchanged = is_sealed, tuple(own), exchanged
        every = set(claim.fields.get("*", ()))
        self.needed = {kind: every | set(names) for kind, names in claim.fields.items()}
        self.every = every
        by_kind = (*self.needed.items(), ("", every))
        self.keys = {kind: [name for name in names if is_key(name)] for kind, names in by_kind}
        self.passwords = {
            kind: [name for name in names if is_secret(name) and not is_key(name)] for kind, names in by_kind
        }
        self.places = {kind: [name for name in names if is_place(name)] for kind, names in by_kind}
        self._mark = "x" + os.urandom(8).hex()  # between two texts: no text can hold it
        self._between = f',"{self._mark}",'.encode()

    def held(self, texts: Texts, kinds: Sequence[str | None]) -> list[int] | None:
        """Numbers of what each row alone may hold, as `Content.held` has them; None where one may not be sound."""
        try:
            joined = self._between.join(texts).decode()
            items = json.loads(f"[{joined}]")
        except (ValueError, RecursionError):
            return None
        found, marks = items[::2], items[1::2]
        if len(items) != 2 * len(texts) - 1 or marks.count(self._mark) != len(marks):
            return None
        if set(map(type, found)) != {dict}:
            return None
        shapes = list(map(tuple, found))
        if _may_repeat(joined, shapes) or _has_no_port(shapes, found):
            return None
        if not all(self._has(kind, names) for kind, names in set(zip(kinds, shapes, strict=True))):
            return None
        values = list(chain.from_iterable(map(dict.values, found)))
        types = set(map(type, values))
        if not types <= _PLAIN:
            return None
        if sum(map(len, map(set, map(dict.values, found)))) < len(values):
            return None  # one value twice in a document, which may be meant
        keys, passwords, places = (
            self._chosen(names, kinds, found) for names in (self.keys, self.passwords, self.places)
        )
        if any(map(gives_login, places)):
            return None
        if types != {str}:
            if any(map(says_nothing, chain(keys, passwords))) or any(map(loses_digits, keys)):
                return None
            values, keys, passwords = (
                [value for value in some if type(value) is str] for some in (values, keys, passwords)
            )
        if self._of_others(kinds, found) or (self.exchanged and self.exchanged.any_in(kinds, found)):
            return None
        if not plain(keys) or not (IN_SECRETS | set(kinds)).isdisjoint(chain(keys, passwords)):
            return None
        values = list(set(values))
        if off(values) or not _LOOKED_AT.isdisjoint(map(str.lower, values)):  # no blank is around one, then
            return None
        if any(text in joined for text in self.own):
            return None
        long = (
            [value for value in values if len(value) >= SHORTEST]
            if max(map(len, values), default=0) >= SHORTEST
            else []
        )
        if any(value[:3] == TOKEN or self.is_sealed(value) for value in long):
            return None
        return _numbers(shapes, found, texts, all_text=types == {str})

    @staticmethod
    def _chosen(
        names: Mapping[str, Sequence[str]], kinds: Sequence[str | None], found: Sequence[dict[str, Any]]
    ) -> list[Any]:
        if not any(names.values()):
            return []
        others = names[""]
        return [one[name] for kind, one in zip(kinds, found, strict=True) for name in names.get(kind or "", others)]

    def _of_others(self, kinds: Sequence[str | None], found: Sequence[dict[str, Any]]) -> bool:
        named = {kind: of_others(kind) for kind in set(kinds)}
        return any(named.values()) and any(
            str(one[name]).startswith(named[kind])
            for kind, one in zip(kinds, found, strict=True)
            if named[kind]
            for name in self.keys.get(kind or "", self.keys[""])
        )

    def _has(self, kind: str | None, names: tuple[str, ...]) -> bool:
        return (
            bool(names)
            and self.needed.get(kind or "", self.every) <= set(names)
            and not may_end(names)
            and not may_be_staged(names)
        )


def _may_repeat(joined: str, shapes: Sequence[tuple[str, ...]]) -> bool:
    """Whether there are more names than were read: one twice, or one in a value."""
    return joined.count('":') + joined.count('" :') > sum(map(len, shapes))


def _has_no_port(shapes: Sequence[tuple[str, ...]], found: Sequence[dict[str, Any]]) -> bool:
    if not any(map(ports, set(shapes))):
        return False
    return any(is_no_port(one[name]) for names, one in zip(shapes, found, strict=True) for name in ports(names))


def _numbers(
    shapes: Sequence[tuple[str, ...]], found: Sequence[dict[str, Any]], texts: Texts, all_text: bool
) -> list[int]:
    """Most rows have the same names, and texts in them."""
    names = of_one(shapes[0])
    if all_text and names and len(set(shapes)) == 1:
        return [hash(one[name]) for one in found for name in names]
    numbers: list[int] = []
    for shape, one, text in zip(shapes, found, texts, strict=True):
        some = [hash(one[name]) for name in of_one(shape) if type(one[name]) is str]
        numbers += some or [hash(text)]
    return numbers
