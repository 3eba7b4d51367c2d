"""Every sealed value of one claim: opened, judged and forgotten."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from golive.ciphers.cipher import Opener, Parts
from golive.model.claims.credential import Credential, Format
from golive.model.flaws import Flaw
from golive.vault.batch import Judging, Opening, Unsound
from golive.vault.candidates import Candidates
from golive.vault.content import SHORTEST, Content, Flaws, readable
from golive.vault.exchanged import Exchanged, Looks
from golive.vault.ivs import apart, computed, drawn, end, halves, undrawn
from golive.vault.keys import Key, Unusable, derived
from golive.vault.stored import Misshapen, Reader, Stored, in_clear

FEW = 1  # of many rows: what computes ivs computes each


@dataclass(slots=True)
class Row:
    """One row's sealed value and what it is judged with."""

    name: str
    stored: Stored | None
    iv: Stored | None = None
    tag: Stored | None = None
    kind: str | None = None
    required: bool = True
    aad: str | None = None
    same: Mapping[str, str | None] = field(default_factory=dict)
    tenant: str | None = None


@dataclass(slots=True)
class Batch:
    """Many rows' sealed values, by column."""

    stored: Sequence[Stored]
    ivs: Sequence[Stored | None]
    tags: Sequence[Stored | None]
    kinds: Sequence[str | None]
    aads: Sequence[bytes | None]
    names: Sequence[str]
    tenants: Sequence[str | None]


@dataclass(slots=True)
class Seen:
    """What is known of a row afterwards: flaws, and numbers that only say equal or not within this process."""

    flaws: Flaws
    iv: int | None = None
    content: int | None = None
    held: Mapping[str, int] = field(default_factory=dict)  # of each secret, or of the whole
    halves: tuple[int, ...] = ()  # of the iv
    end: int | None = None  # of the ciphertext, where it goes on in another row's iv
    own: tuple[str, ...] = ()  # the keys of the store that are in it
    looks: Mapping[str, Looks] = field(default_factory=dict)  # of its fields

    def having(self, flaws: Flaws) -> "Seen":
        self.flaws = flaws
        return self


@dataclass(slots=True)
class Version:
    """One declared format with the keys that open it."""

    form: Format
    reader: Reader
    authentic: bool
    keys: list[tuple[Key, Opener]]
    candidates: Candidates | None = None

    @property
    def begins(self) -> int:
        """Where the parts begin, behind the prefix."""
        return len(self.form.prefix)


class Vault:
    """The formats of one claim with their keys, from an environment."""

    def __init__(self, claim: Credential, environ: Mapping[str, str], now: datetime | None = None) -> None:
        self.claim = claim
        self.missing: list[str] = []  # why a current key cannot be had, each a sentence
        self.missing_old: list[str] = []
        self.own: dict[str, str] = {}  # the current secrets, by variable
        self.sample = False  # opened by the printed key of a sample
        self.opened = 0  # how many rows were, so far
        self.inside: dict[str, list[str]] = {}  # rows that hold a current secret itself, by its variable
        texts = self._texts(environ)
        self.versions = [self._version(form, environ, texts) for form in claim.format]
        self._by_prefix = sorted(self.versions, key=lambda one: -len(one.form.prefix))
        self._only = self.versions[0] if len(self.versions) == 1 and not self.versions[0].begins else None
        self.content = Content(claim, self._is_sealed, now)
        self.exchanged = Exchanged({"": claim.fields.get("*", ()), **self.content.needed})
        self._judging = Judging(claim, self._is_sealed, self.own.values(), self.exchanged)
        self._opening = self._of_all()

    def _texts(self, environ: Mapping[str, str]) -> dict[str, str]:
        """Secrets by the names that a finding may say."""
        texts = {}
        for form in self.claim.format:
            text = environ.get(form.variable)
            if text is None and (printed := self.claim.printed.get(form.variable)) is not None:
                text, self.sample = printed, True
            if text is not None:
                texts[form.variable] = self.own[form.variable] = text
        texts |= {old.name: environ[old.variable] for old in self.claim.old if old.variable in environ}
        return texts

    def _version(self, form: Format, environ: Mapping[str, str], texts: Mapping[str, str]) -> Version:
        secrets: list[tuple[str, str, bool]] = []
        if form.variable in self.own:
            values = self.own[form.variable]
            several = values.split(form.separator) if form.separator else [values]
            secrets += [
                (form.variable if number == 0 else f"{form.variable}, number {number + 1} of it", text, number == 0)
                for number, text in enumerate(several)
            ]
        else:
            self._lacks(f"{form.variable} is not set")
        for old in self.claim.old:
            if old.variable in environ:
                secrets.append((old.name, environ[old.variable], False))
            else:
                self.missing_old.append(f"{old.variable} ({old.name}) is not set")
        keys = []
        for name, text, current in secrets:
            try:
                keys.append(Key(name, derived(text, form), current))
            except Unusable as error:
                self._lacks(f"{name} {error}")
        taken = frozenset(key.value for key in keys)
        opening = [(key, form.sealing.opener(key.value, form.tagged)) for key in keys]
        proves = form.sealing.authentic(form.tagged)
        return Version(form, Reader(form), proves, opening, Candidates(self.claim, form, texts, taken))

    def _lacks(self, sentence: str) -> None:
        if sentence not in self.missing:
            self.missing.append(sentence)

    def _of_all(self) -> Opening | None:
        """The key that most rows are sealed with, where one look at all of them is possible."""
        one = self._only
        if one is None or not one.keys or not one.keys[0][0].current or not self._judging.fits:
            return None
        return Opening.of(one.reader, one.keys[0][0].value)

    def sound(self, rows: Batch) -> tuple[Iterable[int], Iterable[int]] | None:
        """Numbers of the ivs and contents of rows that all are as they should be; None where they may not be."""
        if self._opening is None:
            return None
        try:
            ivs, sealed, texts = self._opening.open(rows.stored, (rows.ivs, rows.tags), rows.aads)
        except Unsound:
            return None
        if not drawn(ivs) or not apart(ivs, sealed):
            return None
        some = zip(ivs[:FEW], texts, zip(rows.names, rows.tenants, rows.kinds, strict=True), strict=False)
        if any(computed(iv, (text,), of) for iv, text, of in some):
            return None
        held = self._judging.held(texts, rows.kinds)
        return None if held is None else (map(hash, ivs), held)

    def look(self, row: Row) -> Seen:
        stored = row.stored
        if stored is None or not stored:
            return Seen([(Flaw.EMPTY, "")] if row.required else [])
        try:
            version, parts = self._read(row, stored)
        except Misshapen as wrong:
            return Seen([(wrong.flaw, wrong.detail)])
        seen = Seen([], hash(parts.iv), halves=halves(parts.iv))
        if version.reader.block > 1:
            seen.end = end(parts.ciphertext)
        why = undrawn(parts.iv) or computed(parts.iv, (), (row.name, row.tenant, row.kind))
        if not version.keys:
            return seen.having(_weak(why))
        aad = row.aad.encode() if row.aad is not None else None
        data, flaws = self._opened(version, parts, aad)
        if data is None:
            return seen.having(flaws + _weak(why))
        seen.content, seen.held = hash(data), self.content.held(data)
        seen.looks = self.exchanged.looks_of(row.kind, self.content.document(data))
        seen.own = tuple(name for name, text in self.own.items() if text.encode() in data)
        flaws += _weak(why or computed(parts.iv, [data]))
        return seen.having(flaws + self.content.flaws(data, row.kind, row.same))

    def open(self, row: Row) -> tuple[Format, bytes | None, Flaws]:
        """One row's plaintext, for whoever seals it again; Misshapen where it has no declared form."""
        version, parts = self._read(row, row.stored or "")
        return version.form, *self._opened(version, parts, row.aad.encode() if row.aad is not None else None)

    def _read(self, row: Row, stored: Stored) -> tuple[Version, Parts]:
        """By its prefix; where nothing fits, perhaps because it was never sealed."""
        version = self._only or next((one for one in self._by_prefix if _begins(stored, one.form.prefix)), None)
        try:
            if version is None:
                raise Misshapen(Flaw.SHAPE, "it begins as no declared format does")
            return version, version.reader.read(stored[version.begins :], row.iv, row.tag)
        except Misshapen as wrong:
            raise in_clear(stored, self.content.pattern) or wrong from None

    def _opened(self, version: Version, parts: Parts, aad: bytes | None) -> tuple[bytes | None, Flaws]:
        """The plaintext, or why there is none."""
        padded: bytes | None = None
        for key, attempt in version.keys:
            data = attempt(parts, aad)
            if data is None:
                continue
            if version.authentic or self.content.plausible(data):
                return data, [] if key.current else [(Flaw.OLD_KEY, key.name)]
            if padded is None and readable(data):
                padded = data
        if padded is not None:
            return padded, []

        def proves(data: bytes) -> bool:
            return version.authentic or (len(data) > 1 and self.content.plausible(data))

        found = version.candidates.opening(parts, aad, proves) if version.candidates else None
        if found:
            return None, [(Flaw.OTHER_KEY, found[0])]
        return None, [self._diagnosed(version, parts)]

    def _diagnosed(self, version: Version, parts: Parts) -> tuple[Flaw, str]:
        """Where each block opens by itself, the key may fit where the iv or the end does not."""
        sealing = version.form.sealing
        block = sealing.block
        if version.keys and (data := sealing.blocks(version.keys[0][0].value, parts)) is not None:
            rest = data[block:]
            if len(rest) >= block and 1 <= rest[-1] <= block and rest.endswith(bytes([rest[-1]]) * rest[-1]):
                text = rest[: -rest[-1]]
                if text and _mostly_text(text):
                    return Flaw.WRONG_IV, ""
            if readable(data[:block]) or (self.content.json and data[:2] == b'{"' and readable(data[:8])):
                return Flaw.DAMAGED, ""
        return Flaw.UNOPENED, "" if not version.authentic else "another key, or its bytes were changed"

    def _is_sealed(self, text: str) -> bool:
        """Whether a plaintext is itself a sealed value; a form that any text may have must open to count."""
        if len(text) < SHORTEST:
            return False
        for version in self.versions:
            form = version.form
            if not text.startswith(form.prefix) or form.iv or form.encoding == "bytes":
                continue
            try:
                parts = version.reader.read(text[len(form.prefix) :])
            except Misshapen:
                continue
            if form.prefix or form.between or form.sealing.whole:
                return True
            if version.authentic and any(attempt(parts, None) is not None for _, attempt in version.keys):
                return True
        return False


def _weak(why: str) -> Flaws:
    return [(Flaw.WEAK_IV, why)] if why else []


def _begins(stored: Stored, prefix: str) -> bool:
    if isinstance(stored, str):
        return stored.startswith(prefix)
    return bytes(stored).startswith(prefix.encode())


def _mostly_text(data: bytes) -> bool:
    """The cut after a block may fall within a letter."""
    return any(readable(data[start:]) for start in range(min(4, len(data))))
