"""Where unqualified names are looked up: the search paths that sessions and functions have."""

import re
from collections.abc import Iterator

from golive.model.catalog import Extension, Function, Relation, Schema, Sequence, Setting, Type
from golive.model.claims import Claims
from golive.model.snapshot import Snapshot

_USER = "$user"


def schemas(value: str, user: str = "") -> tuple[str, ...]:
    """The schemas of a search_path as a setting writes it; "$user" is the schema of that name."""
    found: list[str] = []
    at = 0
    while at < len(value):
        if value[at] in ", \t":
            at += 1
        elif value[at] == '"':
            end = at + 1
            while end < len(value) and (value[end] != '"' or value[end + 1 : end + 2] == '"'):
                end += 2 if value[end] == '"' else 1
            found.append(value[at + 1 : end].replace('""', '"'))
            at = end + 1
        else:
            end = value.find(",", at)
            end = len(value) if end < 0 else end
            found.append(value[at:end].strip().lower())
            at = end
    return tuple(user if name == _USER else name for name in found if name and (name != _USER or user))


def pinned(function: Function) -> tuple[str, ...] | None:
    """The schemas a function's own setting names; None where it has none and its caller decides."""
    for entry in function.config:
        name, _, value = entry.partition("=")
        if name.lower() == "search_path":
            return schemas(value, function.owner)
    return None


def paths(live: Snapshot, claims: Claims) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every search path that sessions of the application have, with what says so."""
    there = {schema.name for schema in live.of(Schema)}
    yield "the application", claims.platform.search_path
    for setting in live.of(Setting):
        if setting.setting.lower() == "search_path":
            said = f"role {setting.role}" if setting.role else "the database"
            yield said, tuple(name for name in schemas(setting.value, setting.role) if name in there)


def path_of(function: Function, claims: Claims) -> tuple[str, ...]:
    """Where a function's unqualified names are looked up: as it says itself, else as the application has it."""
    own = pinned(function)
    return claims.platform.search_path if own is None else own


def needed(function: Function, live: Snapshot, claims: Claims) -> tuple[str, ...]:
    """The schemas in which the names that its text writes without one are found today, in the order they are asked.

    Members of extensions are not known by name: where a call, a cast or an operator is nobody's, the extensions'
    schemas are asked as well.
    """
    text = function.body or function.sql_body
    names = {(found[1] or found[2]).replace('""', '"') for found in _NAME.finditer(text)}
    asked_for = {found[1] or found[2] for found in _USED.finditer(text)}
    there: dict[str, set[str]] = {}
    for kind in (Relation, Function, Type, Sequence):
        for one in live.of(kind):
            there.setdefault(one.schema or "", set()).add(one.name)
    asked = dict.fromkeys(schema for _, path in paths(live, claims) for schema in path)
    found = [schema for schema in (*asked, function.schema or "") if names & there.get(schema, set())]
    if asked_for - set().union(*(there.get(schema, set()) for schema in found)):
        found += [one.in_schema for one in live.of(Extension) if one.in_schema not in ("pg_catalog", "")]
    return tuple(dict.fromkeys(found))


_NAME = re.compile(r'(?<![\w".])(?:"((?:[^"]|"")+)"|([^\W\d]\w*))')
# A call, a type that is cast to or declared, an operator that only extensions have.
_USED = re.compile(
    r'(?<![\w".])([^\W\d]\w*)\s*\(|((?<=::)\s*[^\W\d]\w*(?!\w|\s*\.)|(?<=\s)[^\W\d]\w*(?=\s*(?:;|:=))'
    r"|<->|<=>|<#>|<%|%>|\s%\s)"
)
