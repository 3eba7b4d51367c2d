"""SQL text splits into exactly the statements that PostgreSQL would see.

The one lexer for SQL text: of statements, scripts, templates, bodies of plpgsql, and texts that end in an error. It
reads as a server with standard_conforming_strings = on does; tests/test_tokens.py holds it against libpg_query.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

# Whitespace with a newline glues two literals into one, and an E'' keeps its backslash rule across it.
_GLUE = r"(?:[ \t\f\v]|--[^\n\r]*)*[\n\r](?:[ \t\n\r\f\v]|--[^\n\r]*[\n\r])*"
_ESCAPED = r"(?:[^'\\]++|\\[\s\S]|'')*+"
_TOKEN = re.compile(
    rf"""(?P<space>[ \t\n\r\f\v]++)
    |(?P<comment>--[^\n\r]*+)
    |(?P<block>/\*)
    |(?P<escaped>[eE]'{_ESCAPED}(?P<escaped_end>'(?:{_GLUE}'{_ESCAPED}')*)?)
    |(?P<string>(?:[uU]&|[bBxXnN])?'(?:[^']++|'')*+(?P<string_end>')?)
    |(?P<name>(?:[uU]&)?"(?:[^"]++|"")*+(?P<name_end>")?)
    |(?P<word>[A-Za-z_\x80-\U0010ffff][A-Za-z0-9_$\x80-\U0010ffff]*+)
    |(?P<dollar>\$(?:[A-Za-z_\x80-\U0010ffff][A-Za-z0-9_\x80-\U0010ffff]*+)?\$)
    |(?P<number>\$?[0-9][0-9A-Za-z_.]*+)
    |(?P<sign>[\s\S])""",
    re.VERBOSE,
)
_NEST = re.compile(r"/\*|\*/")
# Of a text that begins with a word: no semicolon but in quotes, and nothing of which a lexer had to tell what it is.
_ONE = re.compile(r"""\s*+[A-Za-z(](?:[^;'"$\\\0/-]++|'(?:[^'\\]++|'')*+'|"[^"]*+"|-(?!-)|/(?!\*))*+""")


class Unsplittable(ValueError):
    """The text is no SQL script: where, and what was left open."""

    def __init__(self, line: int, what: str) -> None:
        self.line, self.what = line, what
        super().__init__(f"line {line}: {what}")


class Kind(Enum):
    SPACE = "space"  # comments too
    STRING = "string"
    NAME = "name"  # a quoted identifier
    WORD = "word"
    SIGN = "sign"  # one character of anything else, or a number


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement without its semicolon, and the line its first word stands on."""

    text: str
    line: int
    tokens: tuple[Token, ...]  # without space; positions count from the start of `text`
    ended: bool  # by a semicolon of its own

    @property
    def words(self) -> tuple[str, ...]:
        """Its unquoted words, upper case, in order."""
        return tuple(token.text.upper() for token in self.tokens if token.kind is Kind.WORD)


def tokens(text: str) -> Iterator[Token]:
    """Every character of the text belongs to exactly one token."""
    at = 0
    while found := _TOKEN.match(text, at):
        kind, end = found.lastgroup or "", found.end()
        if kind in ("escaped", "string", "name") and found[f"{kind}_end"] is None:
            quote = '"' if kind == "name" else "'"
            raise Unsplittable(_line(text, at), f"a quote {quote} is never closed")
        if kind == "block":
            end = _block_end(text, at)
        elif kind == "dollar":
            end = text.find(found[0], end)
            if end < 0:
                raise Unsplittable(_line(text, at), f"the dollar quote {found[0]} is never closed")
            end += len(found[0])
        elif found[0] == "\\":
            raise Unsplittable(_line(text, at), "a backslash outside quotes: a psql command, no SQL")
        elif found[0] == "\0":
            raise Unsplittable(_line(text, at), "a NUL character")
        yield Token(_KINDS[kind], text[at:end], at)
        at = end


_KINDS = {
    "space": Kind.SPACE,
    "comment": Kind.SPACE,
    "block": Kind.SPACE,
    "escaped": Kind.STRING,
    "string": Kind.STRING,
    "dollar": Kind.STRING,
    "name": Kind.NAME,
    "word": Kind.WORD,
    "number": Kind.SIGN,
    "sign": Kind.SIGN,
}


def is_one(text: str) -> bool:
    """Whether it is one statement and no more."""
    return _ONE.fullmatch(text) is not None or len(split(text)) == 1


@lru_cache(maxsize=2048)  # a run reads each of its files several times, and what plants defects asks the same again
def split(text: str) -> tuple[Statement, ...]:
    """The statements of a script, in order; comments between them belong to none."""
    found: list[Statement] = []
    run: list[Token] = []
    parens = 0
    bodies = 0  # BEGIN ATOMIC and the CASE … END inside it
    for token in tokens(text):
        if token.kind is Kind.SPACE:
            continue
        if token.text == ";" and parens == 0 and bodies == 0:
            if run:
                found.append(_statement(text, run, ended=True))
            run = []
            continue
        if token.text == "(":
            parens += 1
        elif token.text == ")":
            parens = max(0, parens - 1)
        elif token.kind is Kind.WORD and parens == 0:
            bodies += _nesting(token.text.upper(), run, bodies)
        run.append(token)
    if run:
        if bodies or parens:
            open_thing = "a BEGIN ATOMIC body" if bodies else "a parenthesis"
            raise Unsplittable(_line(text, run[0].start), f"{open_thing} of this statement is never closed")
        found.append(_statement(text, run, ended=False))
    return tuple(found)


def _nesting(word: str, before: list[Token], bodies: int) -> int:
    last = before[-1].text.upper() if before else ""
    if last in (".", "AS") and word != "BEGIN":
        return 0  # a column or a label of that name
    if word == "ATOMIC" and last == "BEGIN" and before[0].text.upper() == "CREATE":
        return 1
    if bodies and word == "CASE":
        return 1
    return -1 if bodies and word == "END" else 0


def _statement(text: str, run: list[Token], *, ended: bool) -> Statement:
    start, end = run[0].start, run[-1].start + len(run[-1].text)
    shifted = tuple(Token(token.kind, token.text, token.start - start) for token in run)
    return Statement(text[start:end], _line(text, start), shifted, ended)


def _block_end(text: str, at: int) -> int:
    depth, end = 1, at + 2
    while depth:
        mark = _NEST.search(text, end)
        if mark is None:
            raise Unsplittable(_line(text, at), "a comment /* is never closed")
        depth += 1 if mark[0] == "/*" else -1
        end = mark.end()
    return end


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
