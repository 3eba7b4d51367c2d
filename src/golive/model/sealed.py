"""Tables that seal some of their values, and the columns beside them whose names say that they hold secrets."""

import re
from collections.abc import Container, Iterable, Mapping
from enum import StrEnum

from golive.model.catalog import Column, Relation
from golive.model.leftovers import is_password, is_text, words
from golive.model.relation_names import columns_of
from golive.model.snapshot import Snapshot

FORMLESS, SHARED_IV = "of no form", "with the iv of another"  # sealed values among others
_SEAL = r"encrypted|enc|cipher(?:_?text)?|sealed|crypted"
_SEALED = re.compile(rf"(?:^|_)(?:{_SEAL})(?:_|$)")
_SECRET = re.compile(
    r"(?:^|_)(?:secrets?|tokens?|credentials?|pass|pin|pass_?code|passphrase|password|passwd|pwd"
    r"|(?:api|access|private|secret|auth|signing|encryption|webhook|license|client)_?keys?)"
    r"(?:_(?:value|plain|plaintext|text|raw|clear|legacy|old))*$"
)
_NAMING = re.compile(
    r"(?:^|_)(?:public|hash|hashed|digest|iv|nonce|tag|salt|type|hint|prefix|name|id|csrf|count)(?:_|$)"
)
_FORM = re.compile(r"(?:^|_)(?:value|plain|plaintext|text|raw|clear|legacy|old)(?=_|$)")


class Sealed(StrEnum):
    """How a column stands beside what is sealed, which says what of it is a secret in clear."""

    TWIN = "twin"  # the same secret is sealed in another column: whatever stands here
    SHORT = "short"  # named after a secret: what is too short to be sealed or hashed
    DOCUMENT = "document"  # the same, under such a key of a document
    ITSELF = "itself"  # named as sealed, and no [[credential]] opens it: a document that is none of sealed parts


def sealed_tables(live: Snapshot, tables: Iterable[Relation], claimed: Container[str]) -> dict[str, dict[str, Sealed]]:
    """By table that seals values, the columns beside them; `claimed` are columns that are known as sealed."""
    return {
        table.identity: beside
        for table in tables
        if table.relkind == "r" and (beside := _beside(columns_of(live, table.identity), claimed))
    }


def secret_columns(live: Snapshot, table: str) -> list[str]:
    """Those whose names say that they hold a secret, sealed or not."""
    return [
        name for name, column in columns_of(live, table).items()
        if (is_text(column) or column.type == "bytea") and not _NAMING.search(words(name))
        and (_SECRET.search(words(name)) or is_password(words(name), column))
    ]  # fmt: skip


def sealed_columns(live: Snapshot, table: str) -> list[str]:
    """Those whose names say that what they hold is sealed."""
    return [
        name
        for name, column in columns_of(live, table).items()
        if _SEALED.search(words(name)) and not _NAMING.search(words(name)) and is_text(column)
    ]


def _beside(columns: Mapping[str, Column], claimed: Container[str]) -> dict[str, Sealed]:
    named = {words(name): column for name, column in columns.items()}
    sealed = {name for name, one in named.items() if one.identity in claimed or (_SEALED.search(name) and _holds(one))}
    twins = {_stem(name) for name in sealed}
    found = {}
    for name, column in named.items() if sealed else ():
        if name in sealed or _NAMING.search(name) or is_password(name, column):
            if name in sealed and column.identity not in claimed and column.type != "bytea":
                found[column.identity] = Sealed.ITSELF
            continue
        if column.type in ("json", "jsonb"):
            found[column.identity] = Sealed.DOCUMENT
        elif is_text(column) and _SECRET.search(name):
            found[column.identity] = Sealed.TWIN if _stem(name) in twins else Sealed.SHORT
    return found


def _holds(column: Column) -> bool:
    return column.type == "bytea" or is_text(column) or column.type in ("json", "jsonb")


def _stem(name: str) -> str:
    """What is sealed: api_key of api_key_encrypted, and of api_key_plain."""
    return _FORM.sub("", _SEALED.sub("_", name)).strip("_").replace("__", "_")
