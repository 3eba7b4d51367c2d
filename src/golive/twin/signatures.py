"""What a platform refers to of extensions that are not everywhere, as signatures that a lock keeps."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

import psycopg

from golive.model.catalog import CatalogObject, Extension
from golive.model.stub import Stub
from golive.sql import fill
from golive.sqltext.statements import split
from golive.twin.wall import HARMLESS

_WORD = re.compile(r"[^\W\d][\w$]*")
_SYMBOL = re.compile(r"[-+*/<>=~!@#%^&|`?]+")
_BROUGHT = frozenset({"vector", "plpgsql_check"})  # harmless, and not of PostgreSQL itself
_REFUSES = re.compile(r"BEGIN RAISE EXCEPTION USING ERRCODE = 'GS001', MESSAGE = '(?:[^']|'')*'; END")
_INERT = frozenset({
    "textin", "textout", "array_ndims", "varchartypmodin", "varchartypmodout", "byteaeq", "byteane", "bytealt",
    "byteale", "byteagt", "byteage", "byteacmp", "hashvarlena", "internal_in", "brin_minmax_opcinfo", "spg_text_config",
    "gen_random_uuid",
})  # fmt: skip
_KINDS = {"CREATE OPERATOR CLASS ": "class", "CREATE OPERATOR ": "operator", "CREATE CAST ": "cast",
          "CREATE SCHEMA ": "schema", "CREATE EVENT TRIGGER ": "event trigger", "CREATE TYPE ": "type",
          "CREATE DOMAIN ": "type"}  # fmt: skip
_DECLARES = (("CREATE", "SCHEMA"), ("CREATE", "TYPE"), ("CREATE", "DOMAIN"), ("CREATE", "TABLE"), ("CREATE", "VIEW"),
             ("CREATE", "SEQUENCE"), ("CREATE", "OPERATOR"), ("CREATE", "CAST"), ("CREATE", "AGGREGATE"),
             ("CREATE", "ACCESS"), ("GRANT",))  # fmt: skip
_LANGUAGE = re.compile(r"(?s)LANGUAGE (?P<language>internal|plpgsql)(?: \w+)* AS (?P<body>'(?:[^']|'')*')$")


@dataclass(frozen=True, slots=True)
class Part:
    """A member of an extension, and what declares it."""

    extension: str
    version: str
    schema: str
    signature: str
    text: str

    @property
    def kind(self) -> str:
        return next((kind for words, kind in _KINDS.items() if words in self.text), "")

    @property
    def name(self) -> str:
        """Without its schema and its arguments; of an operator its signs."""
        return self.signature.partition("(")[0].rpartition(".")[2].strip('"')


def read_parts(connection: psycopg.Connection[Any]) -> tuple[Part, ...]:
    """Of every extension of a target, which is only read."""
    connection.execute("SET LOCAL search_path = pg_catalog, pg_temp")
    return tuple(Part(*row) for row in connection.execute(fill("twin/stubs.sql")).fetchall())


def stubs_of(some: Iterable[Part]) -> tuple[Stub, ...]:
    found: dict[str, Stub] = {}
    for one in some:
        before = found.get(one.extension)
        statements = (*(before.statements if before else ()), one.text)
        found[one.extension] = Stub(one.extension, one.version, one.schema, statements)
    return tuple(found.values())


def referred(every: Sequence[Part], ours: Iterable[CatalogObject]) -> tuple[Stub, ...]:
    """What is named, and what that is made of; of extensions that each PostgreSQL has, nothing."""
    brought = [one for one in every if one.extension not in HARMLESS - _BROUGHT]
    types = {one.name for one in brought if one.kind == "type"}
    texts = [text for one in ours if not isinstance(one, Extension) for text in _texts(one)]
    words, symbols = _named(texts)
    kept: list[Part] = []
    left = [one for one in brought if one.kind not in ("schema", "event trigger")]
    while more := [one for one in left if _is_needed(one, words, symbols, types)]:
        left = [one for one in left if one not in more]
        kept += more
        more_words, more_symbols = _named(one.text for one in more)
        words, symbols = words | more_words, symbols | more_symbols
    names = {one.extension for one in kept}
    order = {one: n for n, one in enumerate(brought)}
    kept += [one for one in brought if one.kind == "schema" and one.extension in names]
    return stubs_of(sorted(kept, key=order.__getitem__))


def _is_needed(one: Part, words: frozenset[str], symbols: frozenset[str], types: set[str]) -> bool:
    of_types = types & set(_WORD.findall(one.text))
    match one.kind:
        case "operator":
            return one.name in symbols and of_types <= words
        case "cast":
            return bool(of_types) and of_types <= words
        case "class":
            sorted_, _, method = one.text.rpartition(" FOR TYPE ")[2].partition(" USING ")
            fits = set(_WORD.findall(sorted_)) <= words
            return fits and (one.name in words or (" DEFAULT " in one.text and method.partition(" ")[0] in words))
    return one.name in words


def _texts(one: CatalogObject) -> Iterator[str]:
    for entry in fields(one):
        value = getattr(one, entry.name)
        yield from (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()


def _named(texts: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    words: set[str] = set()
    symbols: set[str] = set()
    for text in texts:
        words.update(_WORD.findall(text))
        symbols.update(_SYMBOL.findall(text))
    return frozenset(words), frozenset(symbols)


def declares(text: str) -> bool:
    """Whether it is what golive itself writes of a member, and nothing that does anything: a lock is a file."""
    return all(_declares(one.words, one.text) for one in split(text))


def _declares(words: Sequence[str], text: str) -> bool:
    if "FUNCTION" not in words[1:2] and "PROCEDURE" not in words[1:2]:
        known = any(tuple(words[: len(one)]) == one for one in _DECLARES)
        rights_to_roles = words[:1] == ("GRANT",) and "ON" not in words
        return known and not rights_to_roles and ("HANDLER" not in words or words[-1] == "HASHHANDLER")
    found = _LANGUAGE.search(text)
    if found is None:
        return False
    body = found["body"][1:-1].replace("''", "'")
    return body in _INERT if found["language"] == "internal" else _REFUSES.fullmatch(body) is not None
