"""[[credential]]: sealed columns. A format is data, so one that nobody met before needs no code."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from golive.ciphers import CIPHERS, Cipher
from golive.model.claim import Claim, EnvironmentName, Key, Name, Qualified, Regex, Strict, Text, says
from golive.model.claim_kind import kind
from golive.model.questions import Question

CREDENTIAL = Question("credential")

Derivation = Literal["utf8", "hex", "base64", "sha256", "scrypt"]
PARTS = ("iv", "tag", "ciphertext")
SOURCE = "SOURCE_"  # before a variable: the key that the database has which rows come from


def _many(value: Any) -> Any:
    return value if isinstance(value, tuple | list) else (value,)


def _known(name: str) -> str:
    if name not in CIPHERS:
        raise ValueError(", ".join(CIPHERS))
    return name


Derivations = Annotated[tuple[Derivation, ...], BeforeValidator(_many), Field(min_length=1)]


class Scrypt(Strict):
    """Salt and cost; the numbers are the defaults of Node's crypto."""

    salt: Annotated[str, says("the salt", "salt")] = "salt"
    n: Annotated[int, Field(ge=2, le=1 << 20), says("cost", 16384)] = 16384
    r: Annotated[int, Field(ge=1, le=64), says("size of a block", 8)] = 8
    p: Annotated[int, Field(ge=1, le=16), says("how many at once", 1)] = 1


class Format(Strict):
    """How one version of a sealed value is written, and where its key comes from."""

    cipher: Annotated[str, AfterValidator(_known), says("how it is sealed", "aes-256-gcm")]
    prefix: Annotated[str, says("the texts of this version begin so", "v2:")] = ""
    layout: Annotated[
        str,
        says(
            "parts of the text: iv:ciphertext, iv:tag:ciphertext; iv+ciphertext+tag were joined, then encoded",
            "iv:tag:ciphertext",
        ),
    ] = ""
    iv: Annotated[Name | None, says("the column with the iv, where it has one of its own", "iv")] = None
    tag: Annotated[Name | None, says("the column with the tag, where it has one of its own", "auth_tag")] = None
    encoding: Annotated[Literal["hex", "base64", "base64url", "bytes"], says("how the parts are written", "base64")] = (
        "hex"
    )
    iv_bytes: Annotated[
        Annotated[int, Field(ge=8, le=64)] | None, says("length of the iv; else 16 for CBC, 12 for GCM", 12)
    ] = None
    tag_bytes: Annotated[int, Field(ge=12, le=16), says("length of the tag", 16)] = 16
    variable: Annotated[EnvironmentName, says("the environment variable with the key", "ENCRYPTION_KEY")]
    separator: Annotated[str | None, says("between several keys in the variable, the current one first", ",")] = None
    derive: Annotated[
        Derivations,
        says("how the variable's text becomes a key: the first that gives one of the cipher's size", ["hex", "base64"]),
    ] = ("utf8",)
    scrypt: Annotated[Scrypt, says("salt and cost, where the key is derived by scrypt", {"salt": "salt"})] = Scrypt()

    @property
    def sealing(self) -> Cipher:
        return CIPHERS[self.cipher]

    @property
    def key_bytes(self) -> int:
        return self.sealing.names[self.cipher]

    @property
    def iv_length(self) -> int:
        return self.iv_bytes or self.sealing.iv_bytes

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The pieces of the text, each with what is joined in it."""
        if self.sealing.whole:
            return (("token",),)
        layout = self.layout or ("ciphertext" if self.iv else "iv:ciphertext")
        return tuple(tuple(piece.split("+")) for piece in re.split(r"[^a-z+]", layout))

    @property
    def tagged(self) -> bool:
        return self.tag is not None or any("tag" in piece for piece in self.parts)

    @property
    def between(self) -> str:
        """What separates the pieces; '' where there is one."""
        found = re.search(r"[^a-z+]", self.layout or ("" if self.iv else "iv:ciphertext"))
        return found[0] if found else ""

    @model_validator(mode="after")
    def _whole(self) -> "Format":
        if self.sealing.whole:
            if self.layout or self.iv or self.tag or self.iv_bytes:
                raise ValueError(f"a {self.cipher} token without layout, iv, tag and iv_bytes: it has its own")
            return self
        named = [part for piece in self.parts for part in piece] + [n for n in ("iv", "tag") if getattr(self, n)]
        if sorted(set(named)) != sorted(named) or not {"iv", "ciphertext"} <= set(named) <= set(PARTS):
            raise ValueError("iv, ciphertext and, for GCM, tag, each once: in the layout or as a column")
        if len(set(re.findall(r"[^a-z+]", self.layout))) > 1:
            raise ValueError("a layout with one separator")
        if allowed := self.sealing.refuses(frozenset(named), self.iv_length):
            raise ValueError(allowed)
        if self.encoding == "bytes" and len(self.parts) > 1:
            raise ValueError("bytes joined with + in the layout: a separator may occur in them")
        return self


class OldKey(Strict):
    """A key that was current once."""

    name: Annotated[Name, says("what a finding calls it", "the key of 2024")]
    variable: Annotated[EnvironmentName, says("the environment variable with it", "OLD_ENCRYPTION_KEY")]


@kind("credential", answers="CRD", by="golive.observe.vault")
class Credential(Claim):
    """A column of sealed values: every one opens with the current key and holds what its kind needs."""

    name: Annotated[Name, says("what the certificate calls it", "integration credentials")]
    table: Annotated[Qualified, says("the table", "public.integrations")]
    column: Annotated[Name, says("the column with the sealed value", "encrypted_config")]
    key: Annotated[Key, says("the columns that name a row in a finding", ["id"])] = ("id",)
    tenant: Annotated[Name | None, says("the column with the tenant", "tenant_id")] = None
    kind: Annotated[Name | None, says("the column that says which fields are needed", "provider")] = None
    where: Annotated[Text, says("SQL over t: which rows", "t.deleted_at IS NULL")] = "true"
    required: Annotated[Text, says("boolean SQL over t: which rows must have a value", "t.is_enabled")] = "true"
    plaintext: Annotated[Literal["json", "text"], says("what it holds once it is open", "json")] = "json"
    fields: Annotated[
        dict[str, tuple[Name, ...]],
        says('by kind, "*" for every one: the fields it needs; a.b is nested', {"smtp": ["host", "auth.password"]}),
    ] = Field(default_factory=dict)
    pattern: Annotated[Regex | None, says("what a plaintext that is text looks like", "^xox[bp]-")] = None
    same: Annotated[
        dict[str, Text], says("field: SQL over t that gives the same text", {"accountId": "t.account_id"})
    ] = Field(default_factory=dict)
    aad: Annotated[Text | None, says("SQL over t: the text that GCM authenticates with it", "t.id::text")] = None
    distinct: Annotated[
        Literal["row", "tenant", "no"], says("whose credentials may not be equal to whose", "tenant")
    ] = "row"
    format: Annotated[
        tuple[Format, ...],
        Field(min_length=1),
        says(
            "how a value is written, one entry for each version",
            [{"cipher": "aes-256-gcm", "layout": "iv:tag:ciphertext", "variable": "ENCRYPTION_KEY"}],
        ),
    ]
    old: Annotated[
        tuple[OldKey, ...],
        says("keys that were current once", [{"name": "the key of 2024", "variable": "OLD_ENCRYPTION_KEY"}]),
    ] = ()
    rotation: Annotated[date | None, says("until then rows under an old key are expected", date(2030, 1, 31))] = None
    printed: Annotated[
        dict[EnvironmentName, Text],
        says("variable: its key, where all rows are made up, as a sample's are", {"ENCRYPTION_KEY": "sample-key"}),
    ] = Field(default_factory=dict)
    embedded: Annotated[
        dict[EnvironmentName, Text],
        says("variable: the key of the rows that baseline/ invents", {"ENCRYPTION_KEY": "baseline-key"}),
    ] = Field(default_factory=dict)
    known: Annotated[
        dict[str, Text],
        says("by name, keys that documents print: they are only tried", {"the key of the README": "changeme"}),
    ] = Field(default_factory=dict)
    why: Annotated[Text, says("what does not work with one that does not open", "no mail is sent")] = (
        "the application cannot use it, and says so at the first request that needs it"
    )

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
