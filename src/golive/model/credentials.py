"""What [[credential]] claims of sealed columns: a format is data, so one that nobody met before needs no code."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from golive.model.claim import Claim, EnvironmentName, Name, Qualified, Regex, Strict, Text

CIPHERS = {
    f"aes-{bits}-{mode}": bits // 8 for bits in (128, 192, 256) for mode in ("cbc", "gcm")
} | {"fernet": 32}  # bytes of key  # fmt: skip
Derivation = Literal["utf8", "hex", "base64", "sha256", "scrypt"]
PARTS = ("iv", "tag", "ciphertext")
SOURCE = "SOURCE_"  # before a variable: the key that the database has which rows come from


def _many(value: Any) -> Any:
    return value if isinstance(value, tuple | list) else (value,)


Derivations = Annotated[tuple[Derivation, ...], BeforeValidator(_many), Field(min_length=1)]


class Scrypt(Strict):
    """Salt and cost; the numbers are the defaults of Node's crypto."""

    salt: str = "salt"
    n: Annotated[int, Field(ge=2, le=1 << 20)] = 16384
    r: Annotated[int, Field(ge=1, le=64)] = 8
    p: Annotated[int, Field(ge=1, le=16)] = 1


class Format(Strict):
    """How one version of a sealed value is written, and where its key comes from."""

    cipher: Literal[
        "aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "aes-128-gcm", "aes-192-gcm", "aes-256-gcm", "fernet"
    ]  # fmt: skip
    prefix: str = ""  # the texts of this version begin so
    layout: str = ""  # parts of the text: iv:ciphertext, iv:tag:ciphertext; iv+ciphertext+tag were joined, then encoded
    iv: Name | None = None  # a column of its own
    tag: Name | None = None
    encoding: Literal["hex", "base64", "base64url", "bytes"] = "hex"
    iv_bytes: Annotated[int, Field(ge=8, le=64)] | None = None  # 16 for CBC, 12 for GCM
    tag_bytes: Annotated[int, Field(ge=12, le=16)] = 16
    variable: EnvironmentName
    separator: str | None = None  # between several keys in the variable, the current one first
    derive: Derivations = ("utf8",)  # the first that gives a key of the cipher's size
    scrypt: Scrypt = Scrypt()

    @property
    def key_bytes(self) -> int:
        return CIPHERS[self.cipher]

    @property
    def mode(self) -> str:
        return self.cipher.rpartition("-")[2]

    @property
    def iv_length(self) -> int:
        return self.iv_bytes or (12 if self.mode == "gcm" else 16)

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The pieces of the text, each with what is joined in it."""
        if self.mode == "fernet":
            return (("token",),)
        layout = self.layout or ("ciphertext" if self.iv else "iv:ciphertext")
        return tuple(tuple(piece.split("+")) for piece in re.split(r"[^a-z+]", layout))

    @property
    def between(self) -> str:
        """What separates the pieces; '' where there is one."""
        found = re.search(r"[^a-z+]", self.layout or ("" if self.iv else "iv:ciphertext"))
        return found[0] if found else ""

    @model_validator(mode="after")
    def _whole(self) -> "Format":
        if self.mode == "fernet":
            if self.layout or self.iv or self.tag or self.iv_bytes:
                raise ValueError("a fernet token without layout, iv, tag and iv_bytes: it has its own")
            return self
        named = [part for piece in self.parts for part in piece] + [n for n in ("iv", "tag") if getattr(self, n)]
        if sorted(set(named)) != sorted(named) or not {"iv", "ciphertext"} <= set(named) <= set(PARTS):
            raise ValueError("iv, ciphertext and, for GCM, tag, each once: in the layout or as a column")
        if len(set(re.findall(r"[^a-z+]", self.layout))) > 1:
            raise ValueError("a layout with one separator")
        if self.mode == "cbc" and ("tag" in named or self.iv_length != 16):
            raise ValueError("AES-CBC with an iv of 16 bytes and no tag")
        if self.encoding == "bytes" and len(self.parts) > 1:
            raise ValueError("bytes joined with + in the layout: a separator may occur in them")
        return self


class OldKey(Strict):
    """A key that was current once."""

    name: Name
    variable: EnvironmentName


class Credential(Claim):
    """A column of sealed values: every one opens with the current key and holds what its kind needs."""

    name: Name
    table: Qualified
    column: Name
    key: Annotated[tuple[Name, ...], Field(min_length=1)] = ("id",)  # the columns that name a row in a finding
    tenant: Name | None = None
    kind: Name | None = None  # the column that says which fields are needed
    where: Text = "true"
    required: Text = "true"  # boolean SQL: which rows must have a value
    plaintext: Literal["json", "text"] = "json"
    fields: dict[str, tuple[Name, ...]] = Field(default_factory=dict)  # by kind; "*" for every kind; a.b is nested
    pattern: Regex | None = None  # what a plaintext that is text looks like
    same: dict[str, Text] = Field(default_factory=dict)  # field: SQL over the row that gives the same text
    aad: Text | None = None  # SQL over the row: the text that GCM authenticates with it
    distinct: Literal["row", "tenant", "no"] = "row"  # whose credentials may be equal to whose
    format: Annotated[tuple[Format, ...], Field(min_length=1)]
    old: tuple[OldKey, ...] = ()
    rotation: date | None = None  # until then rows under an old key are expected
    printed: dict[EnvironmentName, Text] = Field(default_factory=dict)  # keys of rows that are all made up: a sample's
    embedded: dict[EnvironmentName, Text] = Field(default_factory=dict)  # of the rows that baseline/ invents
    known: dict[str, Text] = Field(default_factory=dict)  # keys that documents print, by name: only tried
    why: Text = "the application cannot use it, and says so at the first request that needs it"

    @property
    def identity(self) -> str:
        """As a finding names it."""
        return f"{self.table}.{self.column}"

    @property
    def variables(self) -> set[str]:
        """Of every key."""
        return {form.variable for form in self.format} | {one.variable for one in self.old}

    def surroundings(self, environ: Mapping[str, str], own: bool) -> Mapping[str, str]:
        """On a server of our own the rows are invented, and so are their keys: what is set is another database's."""
        return {**environ, **self.embedded} if own else environ

    def unset(self, environ: Mapping[str, str]) -> str:
        """The variables of current keys that cannot be had from an environment."""
        names = {form.variable for form in self.format} - set(self.printed) - set(environ)
        return " and ".join(sorted(names))

    @model_validator(mode="after")
    def _consistent(self) -> "Credential":
        if self.distinct == "tenant" and self.tenant is None:
            raise ValueError("tenant, the column, where distinct is 'tenant'")
        if self.plaintext == "text" and (self.fields or self.same):
            raise ValueError("fields and same only where the plaintext is json")
        if self.kind is None and set(self.fields) - {"*"}:
            raise ValueError("kind, the column, where fields differ by kind")
        prefixes = [one.prefix for one in self.format]
        if len(set(prefixes)) < len(prefixes):
            raise ValueError("formats that are told apart by their prefix")
        for what, given in (("printed", self.printed), ("embedded", self.embedded)):
            if strange := sorted({name.removeprefix(SOURCE) for name in given} - {one.variable for one in self.format}):
                raise ValueError(f"{what} keys of variables that a format names ({strange[0]} is none)")
        return self
