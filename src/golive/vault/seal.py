"""A text sealed as its declared format says, with a fresh iv: what the application itself would have written."""

import os
from base64 import b64encode, urlsafe_b64encode
from dataclasses import dataclass, field

from golive.model.claims.credential import Format
from golive.vault.keys import derived
from golive.vault.stored import Stored


@dataclass(frozen=True, slots=True)
class Plain:
    """What was sealed; nothing that prints a frame or a value shows it."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sealed:
    """The values of the columns; iv and tag only where the format has columns for them."""

    stored: Stored | None
    iv: Stored | None = None
    tag: Stored | None = None


class Sealer:
    """Seals with one key in one format."""

    def __init__(self, form: Format, secret: str) -> None:
        self.form = form
        self._key = Plain(derived(secret.split(form.separator)[0] if form.separator else secret, form))

    def seal(self, plain: Plain, aad: str | None = None) -> Sealed:
        form = self.form
        iv, authenticated = os.urandom(form.iv_length), aad.encode() if aad is not None else None
        parts = form.sealing.seal(self._key.data, plain.data, iv, form.tag_bytes, authenticated)
        if form.sealing.whole:
            token = parts["token"]
            return Sealed(self._prefixed(token if form.encoding == "bytes" else token.decode("ascii")))
        pieces = [self._written(b"".join(parts[name] for name in names)) for names in form.parts]
        stored = pieces[0] if len(pieces) == 1 else form.between.join(map(str, pieces))
        return Sealed(
            self._prefixed(stored),
            self._written(parts["iv"]) if form.iv else None,
            self._written(parts["tag"]) if form.tag else None,
        )

    def _written(self, data: bytes) -> Stored:
        match self.form.encoding:
            case "hex":
                return data.hex()
            case "base64":
                return b64encode(data).decode("ascii")
            case "base64url":
                return urlsafe_b64encode(data).decode("ascii").rstrip("=")
            case _:
                return data

    def _prefixed(self, stored: Stored) -> Stored:
        prefix = self.form.prefix
        return prefix + stored if isinstance(stored, str) else prefix.encode() + stored


def seal(form: Format, secret: str, plain: Plain, aad: str | None = None) -> Sealed:
    """Raises Unusable where the secret gives no key of the format."""
    return Sealer(form, secret).seal(plain, aad)
