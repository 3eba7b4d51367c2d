"""A stored value as the parts that its declared format has, or what about its form is wrong."""

import binascii
import json
import re
from collections.abc import Callable, Sequence
from operator import add
from typing import cast

from golive.ciphers.cipher import Malformed, Parts
from golive.model.claims.credential import Format
from golive.model.flaws import Flaw

Stored = str | bytes
BROKEN = frozenset({"undefined", "nan", "[object object]"})  # nobody means these
WORDS = BROKEN | {"null", "none", "nil"}
_CLEAR = re.compile(r"^(sk-|pk_|sk_|gh[pousr]_|xox[abprs]-|AIza|AKIA|eyJ[\w-]+\.|Bearer |Basic |-----BEGIN)")


class Misshapen(Exception):
    """The form is not the declared one; the flaw and a detail that holds no value."""

    def __init__(self, flaw: Flaw, detail: str = "") -> None:
        self.flaw, self.detail = flaw, detail
        super().__init__(flaw)


def _base64(text: str) -> bytes:
    return binascii.a2b_base64(text, strict_mode=True)


def _base64url(text: str) -> bytes:
    if "+" in text or "/" in text:
        raise binascii.Error("the other alphabet")
    text = text.replace("-", "+").replace("_", "/")
    return binascii.a2b_base64(text + "=" * (-len(text) % 4), strict_mode=True)


DECODE: dict[str, Callable[[str], bytes]] = {"hex": binascii.unhexlify, "base64": _base64, "base64url": _base64url}


class Reader:
    """Reads what is stored in one format."""

    def __init__(self, form: Format) -> None:
        self.form, self.pieces, self.between = form, form.parts, form.between
        self.lengths = {"iv": form.iv_length, "tag": form.tag_bytes}
        self.whole = form.sealing.whole
        self.plain = not (form.iv or form.tag or self.whole) and all(len(piece) == 1 for piece in self.pieces)
        self.order = (
            [[piece[0] for piece in self.pieces].index(part) for part in ("iv", "ciphertext")] if self.plain else []
        )
        self.tagged = [piece[0] for piece in self.pieces].index("tag") if ("tag",) in self.pieces else None
        self.iv_length, self.block = form.iv_length, form.sealing.block
        self.encoding = "base64url" if self.whole else form.encoding
        self.decode = DECODE.get(self.encoding, binascii.unhexlify)

    def read(self, stored: Stored, iv: Stored | None = None, tag: Stored | None = None) -> Parts:
        if self.plain and type(stored) is str and (parts := self._separated(stored)):
            return parts
        if self.whole:
            return self._token(stored)
        found: dict[str, bytes] = {}
        if self.form.iv:
            found["iv"] = self._column(iv, "iv")
        if self.form.tag:
            found["tag"] = self._column(tag, "tag")
        texts = stored.split(self.between) if self.between and isinstance(stored, str) else [stored]
        if len(texts) != len(self.pieces):
            raise Misshapen(Flaw.SHAPE, f"{len(texts)} parts for {len(self.pieces)}")
        for names, text in zip(self.pieces, texts, strict=True):
            data = self._bytes(text, "+".join(names))
            if len(names) == 1:
                found[names[0]] = data
            else:
                self._slice(names, data, found)
        return self._checked(Parts(found["iv"], found["ciphertext"], found.get("tag")))

    def many(
        self, stored: Sequence[Stored], ivs: Sequence[Stored | None], tag_columns: Sequence[Stored | None]
    ) -> tuple[list[bytes], list[bytes]]:
        """The ivs, and the ciphertexts each with its tag behind it; an exception where a row is not as declared."""
        if not self.plain:
            parts = list(map(self.read, stored, ivs, tag_columns))
            return [one.iv for one in parts], [one.ciphertext + (one.tag or b"") for one in parts]
        texts = [text.split(self.between) for text in cast("Sequence[str]", stored)]
        if set(map(len, texts)) != {len(self.pieces)}:
            raise Misshapen(Flaw.SHAPE)
        columns = list(zip(*texts, strict=True))
        where, behind = self.order
        tag = self.tagged
        iv, sealed = (list(map(self.decode, columns[place])) for place in (where, behind))
        if set(map(len, iv)) != {self.iv_length} or not all(sealed):
            raise Misshapen(Flaw.LENGTH)
        if self.block > 1 and any(len(text) % self.block for text in sealed):
            raise Misshapen(Flaw.LENGTH)
        if tag is None:
            return iv, sealed
        tags = list(map(self.decode, columns[tag]))
        if set(map(len, tags)) != {self.lengths["tag"]}:
            raise Misshapen(Flaw.LENGTH)
        return iv, list(map(add, sealed, tags))

    def tokens(self, stored: Sequence[Stored], *_: object) -> tuple[list[bytes], list[bytes]]:
        """Of a whole cipher: the ivs and the whole tokens, decoded."""
        if set(map(type, stored)) != {str}:
            raise Misshapen(Flaw.SHAPE)
        found = list(map(_base64url, stored))  # type: ignore[arg-type]
        return [self.form.sealing.parts(token).iv for token in found], found

    def _separated(self, stored: str) -> Parts | None:
        """The usual form, sound; whatever else it is, the long way says."""
        texts = stored.split(self.between) if self.between else [stored]
        if len(texts) != len(self.pieces):
            return None
        try:
            data = [self.decode(text) for text in texts]
        except (binascii.Error, ValueError):
            return None
        iv, ciphertext = data[self.order[0]], data[self.order[1]]
        tag = None if self.tagged is None else data[self.tagged]
        if len(iv) != self.iv_length or not ciphertext or len(ciphertext) % self.block:
            return None
        return Parts(iv, ciphertext, tag) if tag is None or len(tag) == self.lengths["tag"] else None

    def _bytes(self, text: Stored, name: str) -> bytes:
        if not isinstance(text, str):
            return bytes(text)
        try:
            return self.decode(text)
        except (binascii.Error, ValueError):
            raise Misshapen(Flaw.SHAPE, f"its {name} is no {self.encoding}") from None

    def _column(self, text: Stored | None, name: str) -> bytes:
        if text is None or not text:
            raise Misshapen(Flaw.SHAPE, f"its {name} is missing")
        return self._bytes(text, name)

    def _slice(self, names: tuple[str, ...], data: bytes, found: dict[str, bytes]) -> None:
        rest = len(data) - sum(self.lengths.get(name, 0) for name in names)
        if rest < 0:
            raise Misshapen(Flaw.LENGTH, f"{len(data)} bytes are too few")
        for name in names:
            size = self.lengths.get(name, rest)
            found[name], data = data[:size], data[size:]

    def _checked(self, parts: Parts) -> Parts:
        if len(parts.iv) != self.lengths["iv"]:
            raise Misshapen(Flaw.LENGTH, f"its iv has {len(parts.iv)} bytes, not {self.lengths['iv']}")
        if parts.tag is not None and len(parts.tag) != self.lengths["tag"]:
            raise Misshapen(Flaw.LENGTH, f"its tag has {len(parts.tag)} bytes, not {self.lengths['tag']}")
        if not parts.ciphertext:
            raise Misshapen(Flaw.LENGTH, "its ciphertext has no bytes")
        if len(parts.ciphertext) % self.block:
            raise Misshapen(Flaw.LENGTH, f"its ciphertext of {len(parts.ciphertext)} bytes ends within a block")
        return parts

    def _token(self, stored: Stored) -> Parts:
        data = self._bytes(stored, "token") if isinstance(stored, str) else _decoded(bytes(stored))
        try:
            return self.form.sealing.parts(data)
        except Malformed as error:
            raise Misshapen(Flaw.LENGTH if error.length else Flaw.SHAPE, str(error)) from None


def _decoded(token: bytes) -> bytes:
    try:
        return _base64url(token.decode("ascii"))
    except (UnicodeDecodeError, binascii.Error, ValueError):
        raise Misshapen(Flaw.SHAPE, "its token is no base64url") from None


def in_clear(stored: Stored, pattern: re.Pattern[str] | None) -> Misshapen | None:
    """Why a text that has not the declared form was never sealed at all; None where it may have been."""
    if not isinstance(stored, str):
        try:
            stored = stored.decode()
        except UnicodeDecodeError:
            return None
    text = stored.strip()
    if text.lower() in WORDS:
        return Misshapen(Flaw.WORD)
    if text[:1] in '{["' and is_json(text):
        return Misshapen(Flaw.CLEAR, "it is readable JSON")
    if _CLEAR.match(text) or (pattern is not None and pattern.search(text)):
        return Misshapen(Flaw.CLEAR, "it looks like the credential itself")
    for name, decode in DECODE.items():
        try:
            inner = decode(text).decode()
        except (binascii.Error, ValueError):
            continue
        if len(inner) > 1 and ((is_json(inner) and inner[0] in '{["') or _CLEAR.match(inner)):
            return Misshapen(Flaw.ENCODED, f"{name} of the plaintext")
    return None


def is_json(text: str | bytes) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
