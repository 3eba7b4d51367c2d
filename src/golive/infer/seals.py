"""Columns of sealed values and of tokens, by the shape of what stands in them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from golive.infer.facts import Facts
from golive.infer.proposal import Certainty, Proposal
from golive.infer.shapes import BYTES, DISTINCT, FILLED, SEALED, SHORTEST, is_text
from golive.infer.tenancy import Tenants
from golive.model import questions as q
from golive.model.catalog import Column, Constraint, Type
from golive.model.evidence import Profile
from golive.model.leftovers import words
from golive.model.migration_tools import tool_of
from golive.sqltext.names import parts
from golive.sqltext.quoting import ident

_SEALED = re.compile(
    r"encrypted|cipher|sealed|credential|secret|api_?key|private_?key|access_?token|refresh_?token|(?:^|_)enc(?:_|$)|crypt"
)
_IV = re.compile(r"(?:^|_)(?:iv|nonce|init(?:iali[sz]ation)?_vector)(?:_|$)")
_TAG = re.compile(r"(?:^|_)(?:auth_?tag|tag|mac)$")
_TOKEN = re.compile(r"token|secret|(?:^|_)(?:api_?key|share_?key|invite_?code|hash_?key|nonce|slug_?secret)$")
_KIND = re.compile(r"(?:^|_)(?:type|kind|provider|platform|service|platform_type|provider_type)$")
_NO_TOKEN = re.compile(r"expire|type|at$|count|hash|_id$|limit|used|prompt|max|total|input|output")
_MOST = 0.8  # of the filled values, that must have the shape


@dataclass(frozen=True, slots=True)
class Seal:
    """A column of sealed values: the layout, or where iv and tag stand beside it."""

    table: str
    column: str
    shape: str
    iv: str = ""
    tag: str = ""
    where: str = ""
    filled: int = 0
    fitting: int = 0

    @property
    def question(self) -> str:
        return q.OPENED.of(self.table, self.column, self.shape)


@dataclass(frozen=True, slots=True)
class Kept:
    """A column that is called after sealing or after secrets, and where its iv and its tag may stand beside it."""

    column: Column
    iv: str
    tag: str


def profile(facts: Facts, table: str) -> Profile | None:
    return q.PROFILE.told(facts.live.evidence.get(q.PROFILE.of(table)))


def seals(facts: Facts) -> Iterator[Seal]:
    for table in facts.tables:
        seen = profile(facts, table)
        if seen is None or _keeps_history(facts, table):
            continue
        for kept in kept_sealed(facts.columns(table)):
            name, column, iv, tag = kept.column.name, kept.column, kept.iv, kept.tag
            filled = seen.of(name, FILLED)
            hexed = seen.of(name, "hex")
            for shape in (*SEALED, *BYTES):
                fitting = seen.of(name, shape)
                apart = hexed if iv else 0
                if filled and fitting and fitting + apart >= _MOST * filled:
                    where = f"t.{ident(iv)} IS NULL" if apart else ""
                    yield Seal(table, name, shape, where=where, filled=filled, fitting=fitting)
                    break
            if filled and iv and hexed and column.type != "bytea":
                where = f"t.{ident(iv)} IS NOT NULL" if hexed < filled else ""
                yield Seal(table, name, "hex ciphertext", iv, tag, where, filled, hexed)


def kept_sealed(columns: Mapping[str, Column]) -> Iterator[Kept]:
    """Columns of a table that are called so."""
    iv = next((name for name, one in columns.items() if _IV.search(words(name)) and _holds(one)), "")
    tag = next((name for name, one in columns.items() if _TAG.search(words(name)) and _holds(one)), "")
    for name, column in columns.items():
        if _SEALED.search(words(name)) and name not in (iv, tag):
            yield Kept(column, iv, tag)


def _holds(column: Column) -> bool:
    return is_text(column.type) or column.type == "bytea"


def _keeps_history(facts: Facts, table: str) -> bool:
    return tool_of(facts.live, facts.tables[table]) is not None


def forms(seal: Seal) -> list[dict[str, Any]]:
    """How the application may have written it, the usual first; which key opens it is tried."""
    if seal.shape == "fernet":
        return [{"cipher": "fernet"}]
    encoding, _, layout = seal.shape.partition(" ")
    if seal.iv:
        beside: dict[str, Any] = {"iv": seal.iv, "encoding": encoding}
        if not seal.tag:
            return [{"cipher": "aes-256-cbc", **beside}]
        return [{"cipher": "aes-256-gcm", **beside, "tag": seal.tag, "iv_bytes": size} for size in (12, 16)]
    if layout not in ("iv:ciphertext", "iv:tag:ciphertext", "iv:ciphertext:tag"):
        return []
    inside = {"layout": layout, "encoding": encoding}
    if layout == "iv:ciphertext":
        return [{"cipher": f"aes-{bits}-cbc", **inside} for bits in (256, 128)]
    return [{"cipher": "aes-256-gcm", **inside, "iv_bytes": size} for size in (12, 16)]


def kind_of(facts: Facts, table: str) -> str:
    """The column that says what a sealed value is for, where the catalog lists its words."""
    for name, column in facts.columns(table).items():
        if _KIND.search(words(name)) and (is_text(column.type) or facts.live.get(Type, column.type) is not None):
            return name
    return ""


def credentials(facts: Facts, tenants: Tenants | None) -> Iterator[Proposal]:
    for seal in seals(facts):
        said: tuple[str, ...] = (
            f"{seal.fitting} of {seal.filled} values have the shape {seal.shape}"
            + (f", with {' and '.join(filter(None, (seal.iv, seal.tag)))} beside" if seal.iv else ""),
        )
        possible = forms(seal)
        claim: dict[str, Any] = {
            "name": f"{seal.column} of {parts(seal.table)[-1]}" + (", apart" if seal.iv and seal.where else ""),
            "table": seal.table,
            "column": seal.column,
            "key": list(facts.keys(seal.table)),
        }
        if tenants and (tenant := tenants.columns.get(seal.table)):
            claim |= {"tenant": tenant, "distinct": "tenant"}
        claim |= {"where": seal.where} if seal.where else {}
        if not facts.columns(seal.table)[seal.column].not_null:
            needed = needs(facts, seal.table, seal.column)
            claim["required"] = "false" if needed.endswith("IS NOT NULL") else needed
        opened = q.OPENED.told(facts.live.evidence.get(seal.question))
        if opened is not None:
            claim |= _opened(facts, seal, opened.form, opened.json, opened.fields)
            said += (f"{opened.opened} of {opened.tried} were opened by {opened.form['variable']}",)
            yield Proposal("credential", claim, Certainty.SURE, said)
        elif possible:
            claim |= {"plaintext": "text", "format": [{**possible[0], "variable": "ENCRYPTION_KEY"}]}
            said += ("no variable of this environment opens them: which one does, and how, is not known",)
            yield Proposal("credential", claim, Certainty.LIKELY, said)


def _opened(
    facts: Facts, seal: Seal, form: dict[str, Any], json: bool, fields: dict[str, tuple[str, ...]]
) -> dict[str, Any]:
    found: dict[str, Any] = {} if json else {"plaintext": "text"}
    kind = kind_of(facts, seal.table)
    if json and fields and (kind or set(fields) == {"*"}):
        found |= {"kind": kind} if set(fields) != {"*"} else {}
        found["fields"] = {name: list(names) for name, names in fields.items()}
    return found | {"format": [form]}


def tokens(facts: Facts) -> Iterator[Proposal]:
    """Texts that nobody guesses, each its own, under the name of a secret."""
    sealed = {(one.table, one.column) for one in seals(facts)}
    for table in facts.tables:
        seen = profile(facts, table)
        if seen is None or _keeps_history(facts, table):
            continue
        for name, column in facts.columns(table).items():
            said = words(name)
            if not is_text(column.type) or not _TOKEN.search(said) or _NO_TOKEN.search(said) or (table, name) in sealed:
                continue
            filled, random = seen.of(name, FILLED), seen.of(name, "random")
            if not filled or random < _MOST * filled or seen.of(name, DISTINCT) < filled:
                continue
            alone = any(
                one.type in "pu" and one.columns == (name,) for one in facts.live.on(Constraint, table)
            ) or (name,) in facts.unique(table)  # fmt: skip
            bits = _bits(seen, name)
            claim: dict[str, Any] = {
                "name": f"{name} of {parts(table)[-1]}", "table": table, "column": name,
                "key": list(facts.keys(table)),
            }  # fmt: skip
            claim |= {} if column.not_null else {"where": needs(facts, table, name)}
            claim |= {"bits": bits} if bits != 128 else {}
            evidence = (
                f"{random} of {filled} values are long and random to look at, all different",
                f"the shortest has {seen.of(name, SHORTEST)} characters",
                *(["a unique key guards it"] if alone else []),
            )
            sure = filled > 1 and random == filled
            yield Proposal("token", claim, Certainty.SURE if sure else Certainty.LIKELY, evidence)


def _bits(seen: Profile, name: str) -> int:
    length = seen.of(name, SHORTEST)
    strength = length * (4 if seen.of(name, "hex") == seen.of(name, FILLED) else 5)
    return next((bits for bits in (256, 128, 96, 64) if strength >= bits), 32)


def needs(facts: Facts, table: str, name: str) -> str:
    """Which rows have the value, as another column tells them apart; else those that have one."""
    told = q.COMPANIONS.told(facts.live.evidence.get(q.COMPANIONS.of(table, name)))
    return next(iter(told.counts), "") if told and told.counts else f"t.{ident(name)} IS NOT NULL"
