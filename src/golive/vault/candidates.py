"""Keys that rows may have been sealed with by mistake; said by name, so that the mistake is known and not the key."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from golive.ciphers.cipher import Opener, Parts
from golive.model.claims.credential import Credential, Format
from golive.vault.keys import other_readings

# What programs take where the variable is not set, and what people write while they try. None was ever a secret.
WELL_KNOWN = {
    "the word undefined": ("undefined",),
    "the word null": ("null", "None"),
    "the empty text": ("",),
    "a default of development": (
        "dev-key-do-not-use-in-production", "dev-secret-key-do-not-use-in-prod", "dev-secret-key", "development-key",
        "default-encryption-key", "default-key", "default_key", "your-encryption-key", "your-secret-key",
        "your-32-character-encryption-key", "your-32-character-secret-key-here", "change-me", "changeme", "secret",
        "password", "test", "test-key", "development", "dev", "0123456789abcdef", "12345678901234567890123456789012",
        "0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    ),
    "one character again and again": tuple(
        char * size for char in "01aAfFxX" for size in (16, 32, 64)
    ),
}  # fmt: skip
TRIED = 200  # rows that every candidate is tried on; after them only those that have opened one


@dataclass(slots=True)
class Candidate:
    name: str
    open: Opener = field(repr=False)


class Candidates:
    """Tried in order, the ones that have opened a row first."""

    def __init__(self, claim: Credential, form: Format, texts: Mapping[str, str], taken: frozenset[bytes]) -> None:
        self._found: list[Candidate] = []
        self._given = claim, form, texts, taken
        self._all: list[Candidate] | None = None
        self._rows = 0

    def opening(self, parts: Parts, aad: bytes | None, proves: Callable[[bytes], bool]) -> tuple[str, bytes] | None:
        self._rows += 1
        for one in self._found:
            if (data := one.open(parts, aad)) is not None and proves(data):
                return one.name, data
        if self._rows > TRIED:
            return None
        if self._all is None:
            self._all = list(_all(*self._given))
        for one in self._all:
            if (data := one.open(parts, aad)) is not None and proves(data):
                self._all.remove(one)
                self._found.append(one)
                return one.name, data
        return None


def _all(claim: Credential, form: Format, texts: Mapping[str, str], taken: frozenset[bytes]) -> Iterator[Candidate]:
    """texts: the secrets that are known here, by name."""
    seen = set(taken)
    for name, text in texts.items():
        trimmed = {"": text, " without the space or line end around it": text.strip()}
        trimmed[" with a line end behind it"] = text + "\n"
        for how, value in trimmed.items():
            yield from _readings(f"{name}{how}", value, form, seen)
    for name, text in claim.known.items():
        yield from _readings(name, text, form, seen, plain=True)
    for name, values in WELL_KNOWN.items():
        for text in values:
            yield from _readings(name, text, form, seen, plain=True)


def _readings(name: str, text: str, form: Format, seen: set[bytes], plain: bool = False) -> Iterator[Candidate]:
    """plain: the application's own derivation needs no mention."""
    for how, value in other_readings(text, form, slow=not plain or "scrypt" in form.derive):
        if len(value) in form.sealing.sizes and value not in seen:
            seen.add(value)
            other = "" if len(value) == form.key_bytes else f", as {form.sealing.family}-{len(value) * 8}"
            called = f"{name}{other}" if plain else f"{name} {how}{other}"
            yield Candidate(called, form.sealing.opener(value, form.tagged))
