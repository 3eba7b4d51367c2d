"""What a plpgsql body is made of, once it is read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from golive.sqltext.statements import Kind, Token

_WRITES = frozenset(["INSERT", "UPDATE", "DELETE", "MERGE"])


class Form(Enum):
    COMMAND = "command"  # a statement as SQL knows it; INTO may stand in it
    EXPRESSION = "expression"
    RETURN = "return"
    RAISE = "raise"  # only what ends the function
    DYNAMIC = "dynamic"  # EXECUTE
    OTHER = "other"  # a command that can only be run, such as CREATE


@dataclass(frozen=True, slots=True)
class Fragment:
    """One piece of a body, in the order in which it stands there."""

    form: Form
    tokens: tuple[Token, ...]
    line: int
    always: bool  # runs whenever its block does: no IF, CASE, loop or handler around it

    @property
    def first(self) -> str:
        return self.tokens[0].text.upper() if self.tokens else ""


@dataclass(frozen=True)
class Body:
    variables: Mapping[str, str]  # name: its type as it is written, empty where it follows from elsewhere
    fragments: tuple[Fragment, ...]
    tokens: tuple[Token, ...]
    labels: frozenset[str] = frozenset()

    @property
    def writes(self) -> bool:
        """Whether its own statements write, or run what cannot be seen; what it calls may write as well."""
        return any(
            fragment.form in (Form.DYNAMIC, Form.OTHER)
            or (
                fragment.form is Form.COMMAND
                and any(t.kind is Kind.WORD and t.text.upper() in (*_WRITES, "PERFORM") for t in fragment.tokens)
            )
            for fragment in self.fragments
        )

    @property
    def calls(self) -> frozenset[str]:
        """The last names of what may be a function that is called, wherever that stands."""
        return frozenset(
            meaning(token)
            for fragment in self.fragments
            for token, after in pairwise(fragment.tokens)
            if after.text == "(" and token.kind in (Kind.WORD, Kind.NAME)
        )


class Unreadable(ValueError):
    """Not a body that this reader understands: a form that it does not list is never passed over."""


def meaning(token: Token) -> str:
    """What a name means: folded unless quoted."""
    if token.kind is Kind.NAME:
        return token.text[1:-1].replace('""', '"')
    return token.text.lower()


def rows_of(body: Body) -> Iterator[tuple[str, str, Token]]:
    """Each use of a column of NEW or OLD: which of the two, the column, and where."""
    found = body.tokens
    for at, token in enumerate(found[:-2]):
        if token.kind is Kind.WORD and token.text.upper() in ("NEW", "OLD") and found[at + 1].text == ".":
            before = found[at - 1].text if at else ""
            column = found[at + 2]
            if before != "." and column.kind in (Kind.WORD, Kind.NAME):
                yield token.text.upper(), meaning(column), token
