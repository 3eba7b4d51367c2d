"""What a caller gives and becomes part of a statement that is put together: as it came, or as the name of a table."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from golive.sqltext.plpgsql_body import Body, Form, meaning
from golive.sqltext.statements import Kind, Token

_QUOTING = frozenset(("quote_ident", "quote_literal", "quote_nullable", "length", "char_length", "md5", "to_regclass"))
_TEXTS = frozenset(("text", "varchar", "character varying", "bpchar", "citext"))
_BEGINNINGS = frozenset((";", "DECLARE", "BEGIN", "THEN", "ELSE", "LOOP"))
_SIGNS = frozenset("<>=!~:")
_COMPARING = frozenset(("IN", "NOT", "LIKE", "ILIKE", "SIMILAR", "BETWEEN"))
_BEFORE_TABLE = re.compile(r"(?i)\b(?:from|join|into|update|table|only)\s+(?:(?:%(?:\d+\$)?[Is]|\w+)\.)?$")
_FILTERED = re.compile(r"(?i)\bwhere\b")
_SPECIFIER = re.compile(r"%(?:(?P<place>\d+)\$)?-?\d*(?P<kind>[sIL])")


def is_text(kind: str) -> bool:
    return kind.partition("(")[0].strip().rpartition(".")[2] in _TEXTS


def injected(body: Body, given: Mapping[str, str]) -> tuple[str, ...]:
    """Which of these texts reach an EXECUTE as they came; by each way to write it (its name, $1), what it is called.

    One that is compared with something anywhere is taken for checked.
    """
    checked = {given[name] for name in given if _is_compared(body.tokens, name)}
    loose = {name: called for name, called in given.items() if called not in checked}
    while more := {
        target: called
        for target, value in _assignments(body.tokens)
        if target not in loose
        for called in _bare(value, loose)
    }:
        loose |= more
    dynamic = (fragment.tokens for fragment in body.fragments if fragment.form is Form.DYNAMIC)
    return tuple(dict.fromkeys(called for tokens in dynamic for called in _bare(_statement(tokens), loose)))


def chosen(body: Body, given: Mapping[str, str]) -> tuple[str, ...]:
    """Which of these texts an EXECUTE takes for the name of a table, compared with nothing, and all of its rows."""
    dynamic = [_statement(one.tokens) for one in body.fragments if one.form is Form.DYNAMIC]
    whole = [tokens for tokens in dynamic if not any(_FILTERED.search(token.text) for token in tokens)]
    found = (given[_meant(tokens[at])] for tokens in whole for at in _tables(tokens, given))
    checked = {given[name] for name in given if _is_compared(body.tokens, name)}
    return tuple(one for one in dict.fromkeys(found) if one not in checked)


def _tables(tokens: Sequence[Token], given: Mapping[str, str]) -> Iterator[int]:
    """Where one of them stands: behind FROM and the like, in format() or in quote_ident()."""
    calls: list[tuple[str, int]] = []
    argument = [0]
    for at, token in enumerate(tokens):
        if token.text == "(":
            calls.append((meaning(tokens[at - 1]) if at else "", at))
            argument.append(0)
        elif token.text == ")" and calls:
            calls.pop()
            argument.pop()
        elif token.text == ",":
            argument[-1] += 1
        elif calls and _meant(token) in given:
            function, opened = calls[-1]
            before = tokens[opened - 4].text.rstrip("'") if function == "quote_ident" and opened > 3 else ""
            if _BEFORE_TABLE.search(before) or (
                function == "format" and argument[-1] in _named_tables(tokens[opened + 1].text)
            ):
                yield at


def _named_tables(text: str) -> set[int]:
    """The arguments of format() that name a table."""
    found: set[int] = set()
    place = 0
    for one in _SPECIFIER.finditer(text):
        place = int(one["place"]) if one["place"] else place + 1
        if one["kind"] != "L" and _BEFORE_TABLE.search(text[: one.start()]):
            found.add(place)
    return found


def _statement(tokens: Sequence[Token]) -> Sequence[Token]:
    """Of EXECUTE: the text that is run, without what it is given beside it."""
    start = next((at for at, token in enumerate(tokens) if token.text.upper() == "EXECUTE"), -1) + 1
    depth = 0
    for at in range(start, len(tokens)):
        depth += (tokens[at].text in "([") - (tokens[at].text in ")]")
        if depth == 0 and tokens[at].kind is Kind.WORD and tokens[at].text.upper() in ("INTO", "USING"):
            return tokens[start:at]
    return tokens[start:]


def _assignments(tokens: Sequence[Token]) -> Iterator[tuple[str, Sequence[Token]]]:
    begins = 0
    for at, token in enumerate(tokens):
        if token.text.upper() in _BEGINNINGS and token.kind is not Kind.NAME:
            begins = at + 1
        elif token.text == ":" and tokens[at + 1 : at + 2] and tokens[at + 1].text == "=" and begins < at:
            end = next((n for n in range(at, len(tokens)) if tokens[n].text == ";"), len(tokens))
            yield meaning(tokens[begins]), tokens[at + 2 : end]


def _is_compared(tokens: Sequence[Token], name: str) -> bool:
    """With anything but the empty text: whether something was given says nothing of what it is."""
    words = [token.text.upper() for token in tokens]
    for at in (at for at, token in enumerate(tokens) if _meant(token) == name):
        after = next((n for n in range(at + 1, len(words)) if words[n] not in _SIGNS), len(words))
        before = next((n for n in range(at - 1, -1, -1) if words[n] not in _SIGNS), -1)
        if after > at + 1 and words[at + 1] != ":" and words[after : after + 1] != ["''"]:
            return True
        if before < at - 1 and words[before + 1] != ":" and words[before] != "''":
            return True
        if words[at + 1 : at + 2] and words[at + 1] in _COMPARING:
            return True
    return False


def _meant(token: Token) -> str:
    return meaning(token) if token.kind in (Kind.WORD, Kind.NAME) else token.text


@dataclass(slots=True)
class _Call:
    function: str
    formats: dict[int, str]
    argument: int = 0

    def quotes(self) -> bool:
        return self.function in _QUOTING or (self.function == "format" and self.formats.get(self.argument, "s") in "IL")


def _bare(tokens: Sequence[Token], loose: Mapping[str, str]) -> Iterator[str]:
    """What stands in this expression as it came: in no call that quotes it, cast to nothing but text."""
    calls: list[_Call] = []
    for at, token in enumerate(tokens):
        if token.text == "(":
            named = at > 0 and tokens[at - 1].kind in (Kind.WORD, Kind.NAME)
            calls.append(_Call(meaning(tokens[at - 1]) if named else "", _formats(tokens, at + 1)))
        elif token.text == ")":
            del calls[-1:]
        elif token.text == "," and calls:
            calls[-1].argument += 1
        elif (called := loose.get(_meant(token))) and not any(call.quotes() for call in calls):
            cast = tokens[at + 3 : at + 4] if [one.text for one in tokens[at + 1 : at + 3]] == [":", ":"] else ()
            if not cast or is_text(meaning(cast[0])):
                yield called


def _formats(tokens: Sequence[Token], at: int) -> dict[int, str]:
    """By argument, how format() writes it, where its first one is a text."""
    if at >= len(tokens) or tokens[at].kind is not Kind.STRING:
        return {}
    found: dict[int, str] = {}
    place = 0
    for one in _SPECIFIER.finditer(tokens[at].text.replace("%%", "")):
        place = int(one["place"]) if one["place"] else place + 1
        found[place] = max(found.get(place, ""), one["kind"])  # s is the last of them
    return found
