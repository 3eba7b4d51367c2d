"""A plpgsql body as the branches it takes: read where every path of it is known, refused where one is not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from golive.isolation.doubt import Doubt
from golive.sqltext.plpgsql_body import meaning
from golive.sqltext.statements import Kind, Token, Unsplittable, tokens

_QUIET = frozenset(["DEBUG", "LOG", "INFO", "NOTICE", "WARNING"])
_WRITES = frozenset(["INSERT", "UPDATE", "DELETE"])
_SHORT = frozenset(["char", "character", "bpchar", "name"])
_MOST = 60  # statements
FAILED = "golive_failed"  # begins the condition of a handler: any statement of its block may fail


@dataclass(frozen=True, slots=True)
class Assigned:
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Command:
    """A statement of SQL; what it answers goes into variables."""

    text: str
    into: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Returned:
    """The end of the function, with a value, or rows that are added to what it answers."""

    text: str
    rows: bool = False


@dataclass(frozen=True, slots=True)
class Raised:
    """The end of the transaction."""


@dataclass(frozen=True, slots=True)
class Branched:
    branches: tuple[tuple[str, tuple["Statement", ...]], ...]  # a condition, and what is done where it is true
    otherwise: tuple["Statement", ...]


Statement = Assigned | Command | Returned | Raised | Branched


@lru_cache(maxsize=1024)
def program(text: str) -> tuple[Statement, ...]:
    """The statements of a body, its declarations with their values first; Doubt where one is not followed."""
    try:
        found = [one for one in tokens(text) if one.kind is not Kind.SPACE]
    except Unsplittable:
        raise Doubt("a body is beyond the reader") from None
    return _Reader(text, found).whole()


class _Reader:
    def __init__(self, text: str, found: list[Token]) -> None:
        self.text, self.tokens, self.at, self.count = text, found, 0, 0

    def word(self, ahead: int = 0) -> str:
        at = self.at + ahead
        if at >= len(self.tokens):
            return ""
        return "\0" if self.tokens[at].kind is Kind.NAME else self.tokens[at].text.upper()

    def whole(self) -> tuple[Statement, ...]:
        found: list[Statement] = []
        if self.word() == "DECLARE":
            self.at += 1
            while self.word() not in ("BEGIN", ""):
                found += self.declared()
        if self.word() != "BEGIN":
            raise Doubt("a body of another form is not followed")
        found += self.nested()
        if self.word() not in (";", "") or self.word(1):
            raise Doubt("a body of several blocks is not followed")
        return tuple(found)

    def nested(self) -> list[Statement]:
        """BEGIN … END, its handlers as branches that may be taken before anything of it was done."""
        self.at += 1
        inside = self.block("END", "EXCEPTION")
        handlers: list[tuple[str, tuple[Statement, ...]]] = []
        if self.word() == "EXCEPTION":
            start, self.at = self.at, self.at + 1
            while self.word() == "WHEN":
                self.until("THEN")
                handlers.append((f"{FAILED} {self.at}", self.block("WHEN", "END")))
            read = {meaning(one) for one in self.tokens[start : self.at]}
            if read & {*_set(inside), "found"}:
                raise Doubt("an EXCEPTION that reads what its block has set is not followed")
        if self.word() != "END":
            raise Doubt("a body is beyond the reader")
        self.at += 1
        if not handlers:
            return list(inside)
        if not all(_ends(one) for _, one in handlers):
            raise Doubt("an EXCEPTION after which a body goes on is not followed")
        return [Branched(tuple(handlers), inside)]

    def declared(self) -> list[Statement]:
        name, part = meaning(self.tokens[self.at]), self.until(";")
        at = next((n for n, one in enumerate(part) if one.text == "=" or one.text.upper() == "DEFAULT"), None)
        if any(one.text.upper() in ("CURSOR", "ALIAS") for one in part[:3]):
            raise Doubt("a cursor is not followed")
        kind = [one.text.lower().strip('"') for one in part[1 : len(part) if at is None else at]]
        plain = [one for one in kind if one not in ("constant", "pg_catalog", ".")]
        if {"(", "type"} & set(kind) or (set(plain[:1]) <= _SHORT and plain[1:2] != ["varying"]):  # %TYPE may be any
            raise Doubt(f"a variable that shortens its value ({name}) is not followed")
        return [Assigned(name, self.said(part[at + 1 :]) if at is not None else "NULL")]

    def block(self, *ends: str) -> tuple[Statement, ...]:
        found: list[Statement] = []
        while self.word() not in ends:
            if not self.word():
                raise Doubt("a body is beyond the reader")
            found += self.statement()
            self.count += 1
            if self.count > _MOST:
                raise Doubt("a body of so many statements is not followed")
        return tuple(found)

    def statement(self) -> list[Statement]:
        if self.word() == "IF":
            return [self.branched()]
        if self.word() == "BEGIN":
            found = self.nested()
            if self.word() != ";":
                raise Doubt("a body is beyond the reader")
            self.at += 1
            return found
        if self.word() == "CASE":  # whose END CASE ends no expression
            raise Doubt("CASE in a body is not followed")
        return self.simple(self.until(";"))

    def branched(self) -> Branched:
        branches: list[tuple[str, tuple[Statement, ...]]] = []
        otherwise: tuple[Statement, ...] = ()
        while self.word() in ("IF", "ELSIF", "ELSEIF"):
            self.at += 1
            condition = self.said(self.until("THEN"))
            branches.append((condition, self.block("ELSIF", "ELSEIF", "ELSE", "END")))
        if self.word() == "ELSE":
            self.at += 1
            otherwise = self.block("END")
        if [self.word(), self.word(1), self.word(2)] != ["END", "IF", ";"]:
            raise Doubt("a body is beyond the reader")
        self.at += 3
        return Branched(tuple(branches), otherwise)

    def simple(self, part: list[Token]) -> list[Statement]:
        words = ["\0" if one.kind is Kind.NAME else one.text.upper() for one in part]
        match words:
            case [] | ["NULL"] | ["ASSERT", *_]:
                return []
            case ["RETURN", "NEXT"] | ["RETURN", "QUERY", "EXECUTE", *_]:
                raise Doubt(f"RETURN {words[1]} is not followed")
            case ["RETURN", "NEXT", *_]:
                return [Returned("SELECT " + self.said(part[2:]), rows=True)]
            case ["RETURN", "QUERY", *_]:
                return [Returned(self.said(part[2:]), rows=True)]
            case ["RETURN", *_]:
                return [Returned(self.said(part[1:]))]
            case ["GET", *rest]:
                return [Assigned(meaning(one), f"golive_said({one.start})") for one in self.diagnosed(part, rest)]
            case ["RAISE", *rest]:
                return [] if rest and rest[0] in _QUIET else [Raised()]
            case ["PERFORM", *_]:
                return [Command("SELECT " + self.said(part[1:]))]
            case ["SELECT" | "WITH" | "INSERT" | "UPDATE" | "DELETE", *_]:
                return [self.command(part, words)]
            case [_, ":", "=", *_]:
                return [Assigned(meaning(part[0]), self.said(part[3:]))]
            case [_, ":=" | "=", *_]:
                return [Assigned(meaning(part[0]), self.said(part[2:]))]
        raise Doubt(f"{words[0]} in a body is not followed")

    def diagnosed(self, part: list[Token], words: list[str]) -> list[Token]:
        """The variables of GET DIAGNOSTICS, which hold what the last statement came to: anything."""
        signs = [n for n, word in enumerate(words, 1) if word in ("=", ":=") or (word == "=" and words[n - 2] == ":")]
        return [part[n - 1] if part[n - 1].text != ":" else part[n - 2] for n in signs]

    def command(self, part: list[Token], words: list[str]) -> Command:
        depth, start = 0, None
        for n, word in enumerate(words):
            depth += (word in ("(", "[")) - (word in (")", "]"))
            if word == "INTO" and depth == 0 and words[n - 1] not in ("INSERT", "MERGE"):
                start = n
                break
        if start is None:
            return Command(self.said(part))
        end = start + 1 + (words[start + 1] == "STRICT")
        names = [meaning(part[end])]
        while end + 2 < len(part) and words[end + 1] == ",":
            end += 2
            names.append(meaning(part[end]))
        return Command(f"{self.said(part[:start])} {self.said(part[end + 1 :])}", tuple(names))

    def until(self, end: str) -> list[Token]:
        """The tokens before a word that stands outside brackets and CASE … END; past it afterwards."""
        start, depth, cases = self.at, 0, 0
        while self.at < len(self.tokens):
            word = self.word()
            if word == end and not depth and not cases:
                self.at += 1
                return self.tokens[start : self.at - 1]
            depth += (word in ("(", "[")) - (word in (")", "]"))
            cases += (word == "CASE") - (word == "END" and cases > 0)
            self.at += 1
        raise Doubt("a body is beyond the reader")

    def said(self, part: Sequence[Token]) -> str:
        if not part:
            return ""
        return self.text[part[0].start : part[-1].start + len(part[-1].text)]


def _set(statements: Sequence[Statement]) -> Iterator[str]:
    for one in statements:
        match one:
            case Assigned():
                yield one.name
            case Command():
                yield from one.into
            case Branched():
                for inside in (*(each for _, each in one.branches), one.otherwise):
                    yield from _set(inside)


def _ends(statements: Sequence[Statement]) -> bool:
    """Whether nothing comes after it."""
    match statements[-1:]:
        case [Raised()]:
            return True
        case [Returned(rows=rows)]:
            return not rows
    return False


def writes(statement: Command) -> bool:
    return statement.text.split(maxsplit=1)[0].upper() in _WRITES
