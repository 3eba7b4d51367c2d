"""A piece of a function's body as the statement that plpgsql would prepare: variables become typed parameters."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from golive.sqltext.plpgsql_body import Form, Fragment, meaning
from golive.sqltext.statements import Kind, Token

_ROWS = ("new", "old")
_SPECIAL = {
    "found": "boolean", "tg_op": "text", "tg_name": "name", "tg_when": "text", "tg_level": "text", "tg_relid": "oid",
    "tg_table_name": "name", "tg_relname": "name", "tg_table_schema": "name", "tg_nargs": "integer",
    "tg_argv": "text[]",    "tg_event": "text", "tg_tag": "text", "sqlstate": "text", "sqlerrm": "text",
}  # fmt: skip
_UNTYPED = re.compile(r"(?i)^(record|refcursor|trigger|anyelement|anyarray|any\w*|)$|%")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a name in a body may stand for, beside a column."""

    variables: Mapping[str, str]  # name: type, empty where unknown
    labels: frozenset[str] = frozenset()  # of blocks, and the function's own name
    column_types: Mapping[str, str] = field(default_factory=dict)  # of NEW and OLD

    def knows(self, name: str) -> bool:
        return name in self.variables or name in _SPECIAL or name in _ROWS


@dataclass(frozen=True, slots=True)
class Prepared:
    sql: str
    types: tuple[str, ...]


def prepared(fragment: Fragment, scope: Scope) -> Prepared | None:
    """The statement; None where a row as a whole, or a name with two meanings, stands in it."""
    found = fragment.tokens
    head = ""
    if fragment.form is not Form.COMMAND:
        head = "SELECT "
    elif fragment.first == "PERFORM":
        head, found = "SELECT ", found[1:]
    else:
        found = _without_targets(found)
    if not found:
        return None
    types: dict[str, tuple[int, str]] = {}
    pieces: list[str] = []
    end = found[0].start
    kept = _not_variables(found)
    at = 0
    while at < len(found):
        token = found[at]
        pieces.append(" " if token.start != end and pieces else "")
        step, replaced = 1, token.text
        if token.kind in (Kind.WORD, Kind.NAME) and at not in kept and (hit := _reference(found, at, scope)):
            step, key, kind = hit
            if step == 0:
                return None
            number, _ = types.setdefault(key, (len(types) + 1, kind))
            replaced = f"${number}"
        pieces.append(replaced)
        last = found[at + step - 1]
        end = last.start + len(last.text)
        at += step
    return Prepared(head + "".join(pieces), tuple(kind for _, kind in types.values()))


def _reference(found: tuple[Token, ...], at: int, scope: Scope) -> tuple[int, str, str] | None:
    """How many tokens make a variable here, its key and type; 0 tokens: not to be told."""
    name = meaning(found[at])
    after = found[at + 1].text if at + 1 < len(found) else ""
    if at and found[at - 1].text == ".":
        return None
    if name in scope.labels and after == "." and at + 2 < len(found) and scope.knows(meaning(found[at + 2])):
        return 3, meaning(found[at + 2]), _type(meaning(found[at + 2]), scope)
    if not scope.knows(name) or after == "(":
        return None
    if after != ".":
        return 1, name, _type(name, scope)
    if at + 2 >= len(found) or found[at + 2].text == "*":
        return 0, "", ""
    field_name = meaning(found[at + 2])
    step = 3
    while (
        at + step + 1 < len(found)
        and found[at + step].text == "."
        and found[at + step + 1].kind in (Kind.WORD, Kind.NAME)
    ):
        step += 2
    kind = scope.column_types.get(field_name, "unknown") if name in _ROWS and step == 3 else "unknown"
    return step, ".".join((name, *(meaning(token) for token in found[at + 2 : at + step : 2]))), kind


def _type(name: str, scope: Scope) -> str:
    declared = scope.variables.get(name, _SPECIAL.get(name, ""))
    return "unknown" if _UNTYPED.search(declared) else declared


def _without_targets(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without INTO and the variables after it; the INTO of INSERT and MERGE stays."""
    depth = 0
    for at, token in enumerate(found):
        depth += (token.text == "(") - (token.text == ")")
        if depth or token.kind is not Kind.WORD or token.text.upper() != "INTO":
            continue
        if at and found[at - 1].text.upper() in ("INSERT", "MERGE"):
            continue
        end = at + 1
        if end < len(found) and found[end].text.upper() == "STRICT":
            end += 1
        while end < len(found):
            end = _target_end(found, end)
            if end < len(found) and found[end].text == ",":
                end += 1
                continue
            break
        return found[:at] + found[end:]
    return found


def _target_end(found: tuple[Token, ...], at: int) -> int:
    at += 1
    while at + 1 < len(found) and found[at].text == ".":
        at += 2
    if at < len(found) and found[at].text == "[":
        while at < len(found) and found[at].text != "]":
            at += 1
        at += 1
    return at


def _not_variables(found: tuple[Token, ...]) -> frozenset[int]:
    """Places where a name is a column, an alias, a type or the name of an argument, whatever variables there are."""
    words = [token.text.upper() if token.kind is not Kind.NAME else "\0" for token in found]
    places = set(_column_lists(words))
    setting = False
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        after = words[at + 1 : at + 3]
        setting = (setting or word == "SET") and word not in ("WHERE", "FROM", "RETURNING")
        if (
            before == "AS"
            or (before == ":" and at > 1 and words[at - 2] == ":")
            or after == ["=", ">"]
            or after == [":", "="]
            or (setting and before in ("SET", ",") and after[:1] == ["="])
            or (before in ("FROM", "JOIN", "INTO", "UPDATE", "ONLY") and after[:1] != ["."])
        ):
            places.add(at)
    return frozenset(places)


def _column_lists(words: list[str]) -> Iterator[int]:
    """Inside INSERT INTO t (…), ON CONFLICT (…), SET (…) = and USING (…)."""
    for at, word in enumerate(words):
        if word != "(" or not _opens_columns(words, at):
            continue
        depth = 0
        for place in range(at, len(words)):
            depth += (words[place] == "(") - (words[place] == ")")
            if depth == 0:
                break
            yield place


def _opens_columns(words: list[str], at: int) -> bool:
    before = words[max(0, at - 8) : at]
    if before[-1:] in (["SET"], ["CONFLICT"], ["USING"]):
        return True
    if "INTO" not in before:
        return False
    name = before[len(before) - 1 - before[::-1].index("INTO") + 1 :]
    return bool(name) and all(word == "." or word == "AS" or _is_name(word) for word in name)


def _is_name(word: str) -> bool:
    return word == "\0" or re.fullmatch(r"[A-Z_\x80-\U0010ffff][\w$]*", word) is not None
