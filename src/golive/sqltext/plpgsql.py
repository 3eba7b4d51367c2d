"""A plpgsql body, read as far as its static SQL: variables, expressions, statements, and what each path returns."""

from collections.abc import Iterator
from functools import lru_cache

from golive.sqltext.plpgsql_body import Body, Form, Fragment, Unreadable, meaning
from golive.sqltext.statements import Kind, Token, Unsplittable, tokens

_COMMANDS = frozenset(["SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "VALUES", "TABLE", "("])
# What plpgsql hands to the server as it stands, and what can only be run.
_UTILITY = frozenset(
    ["ALTER", "ANALYZE", "CALL", "CHECKPOINT", "CLUSTER", "COMMENT", "COMMIT", "COPY", "CREATE", "DEALLOCATE",
     "DISCARD", "DO", "DROP", "EXPLAIN", "GRANT", "IMPORT", "LISTEN", "LOAD", "LOCK", "NOTIFY", "PREPARE", "REASSIGN",
     "REFRESH", "REINDEX", "RESET", "REVOKE", "ROLLBACK", "SECURITY", "SET", "SHOW", "TRUNCATE", "UNLISTEN", "VACUUM"]
)  # fmt: skip


@lru_cache(maxsize=4096)
def read(text: str) -> Body:
    """The body of a function in plpgsql; raises Unreadable."""
    try:
        found = [part for token in tokens(text) if token.kind is not Kind.SPACE for part in _apart(token)]
    except Unsplittable as error:
        raise Unreadable(str(error)) from None
    return _Reader(text, found).body()


def _apart(token: Token) -> Iterator[Token]:
    """1..10 is two numbers with two dots between them."""
    low, dots, high = token.text.partition("..")
    if not dots or token.kind is not Kind.SIGN:
        yield token
        return
    at = token.start
    for text in (low, ".", ".", high):
        if text:
            yield Token(Kind.SIGN, text, at)
        at += len(text)


class _Reader:
    def __init__(self, text: str, found: list[Token]) -> None:
        self.text, self.tokens, self.at = text, found, 0
        self.variables: dict[str, str] = {}
        self.fragments: list[Fragment] = []
        self.labels: set[str] = set()
        self.open: list[str] = []  # what surrounds the place: block, if, case, loop, handler

    def body(self) -> Body:
        while self.at < len(self.tokens):
            self.statement()
        if self.open:
            raise Unreadable("a block is never closed")
        return Body(self.variables, tuple(self.fragments), tuple(self.tokens), frozenset(self.labels))

    def word(self, ahead: int = 0) -> str:
        at = self.at + ahead
        if at >= len(self.tokens):
            return ""
        token = self.tokens[at]
        return token.text.upper() if token.kind in (Kind.WORD, Kind.SIGN) else "\0"

    def until(self, *ends: str) -> list[Token]:
        """The tokens before the first of these that stands outside brackets and CASE … END; past it afterwards."""
        start, depth, cases = self.at, 0, 0
        while self.at < len(self.tokens):
            word = self.word()
            if depth == 0 and cases == 0 and (word in ends or (".." in ends and word == "." and self.word(1) == ".")):
                found = self.tokens[start : self.at]
                self.at += 1
                return found
            depth += (word in "([" and word != "") - (word in ")]" and word != "")
            if word == "CASE":
                cases += 1
            elif word == "END" and cases:
                cases -= 1
            self.at += 1
        raise Unreadable(f"{' or '.join(ends)} is missing")

    def keep(self, form: Form, found: list[Token]) -> None:
        if found or form is not Form.EXPRESSION:
            line = self.text.count("\n", 0, found[0].start if found else self.tokens[self.at - 1].start) + 1
            self.fragments.append(Fragment(form, tuple(found), line, all(kind == "block" for kind in self.open)))

    def statement(self) -> None:
        match self.word():
            case "#":
                self.option()
            case "<" if self.word(1) == "<":
                self.at += 2
                self.labels.add(meaning(self.until(">")[0]))
                self.at += 1
            case "DECLARE":
                self.at += 1
                self.declarations()
            case "BEGIN":
                self.at += 1
                self.open.append("block")
            case "EXCEPTION" if self.open and self.open[-1] == "block" and self.word(1) == "WHEN":
                self.at += 1
                self.open[-1] = "handler"
            case "WHEN":
                self.at += 1
                found = self.until("THEN")
                if self.open[-1:] == ["case"]:
                    self.keep(Form.EXPRESSION, found)
            case "ELSE":
                self.at += 1
            case "END":
                self.ended()
            case "IF" | "ELSIF" | "ELSEIF" as word:
                self.at += 1
                if word == "IF":
                    self.open.append("if")
                self.keep(Form.EXPRESSION, self.until("THEN"))
            case "CASE":
                self.at += 1
                self.open.append("case")
                if self.word() != "WHEN":
                    self.keep(Form.EXPRESSION, self.until("WHEN"))
                    self.at -= 1
            case "LOOP":
                self.at += 1
                self.open.append("loop")
            case "WHILE":
                self.at += 1
                self.open.append("loop")
                self.keep(Form.EXPRESSION, self.until("LOOP"))
            case "FOR" | "FOREACH" as word:
                self.at += 1
                self.loop(each=word == "FOREACH")
            case _:
                self.simple(self.until(";"))

    def option(self) -> None:
        """#variable_conflict use_column, and the like: to the end of the line."""
        end = self.text.find("\n", self.tokens[self.at].start)
        while self.at < len(self.tokens) and (end < 0 or self.tokens[self.at].start < end):
            self.at += 1

    def ended(self) -> None:
        self.at += 1
        if not self.open:
            raise Unreadable("END without a beginning")
        self.open.pop()
        while self.at < len(self.tokens) and self.word() != ";":
            self.at += 1
        self.at += 1

    def declarations(self) -> None:
        while self.word() not in ("BEGIN", ""):
            if self.word() == "<" or self.word() == "DECLARE":
                return
            found = self.until(";")
            if len(found) < 2:
                raise Unreadable("a declaration without a type")
            self.declared(found)

    def declared(self, found: list[Token]) -> None:
        name, rest = meaning(found[0]), found[1:]
        words = [token.text.upper() for token in rest]
        if words[0] == "ALIAS":
            self.variables[name] = self.variables.get(meaning(rest[-1]), "")
            return
        if "CURSOR" in words[:3]:
            self.variables[name] = ""
            at = next((n for n, word in enumerate(words) if word in ("FOR", "IS")), None)
            if at is None:
                raise Unreadable("a cursor without a query")
            if "(" in words[:at]:
                self.arguments(rest[words.index("(") + 1 : at - 1])
            self.keep(Form.COMMAND, rest[at + 1 :])
            return
        start = 1 if words[0] == "CONSTANT" else 0
        end = next(
            (
                n
                for n, word in enumerate(words)
                if n > start and (word in ("DEFAULT", "COLLATE", "=") or (word in (":", "NOT") and n + 1 < len(words)))
            ),
            len(words),
        )
        last = rest[end - 1]
        self.variables[name] = self.text[rest[start].start : last.start + len(last.text)]
        value = next((n for n, word in enumerate(words) if n >= end and word in ("DEFAULT", "=")), None)
        if value is not None:
            self.keep(Form.EXPRESSION, rest[value + 1 :])

    def arguments(self, found: list[Token]) -> None:
        """Of a cursor: names with their types."""
        for name, *kind in _listed(found):
            if not kind:
                raise Unreadable("an argument without a type")
            self.variables[meaning(name)] = self.text[kind[0].start : kind[-1].start + len(kind[-1].text)]

    def values(self, found: list[Token]) -> None:
        """What a list of expressions computes."""
        for one in _listed(found):
            self.keep(Form.EXPRESSION, one)

    def loop(self, *, each: bool) -> None:
        targets = self.until("IN", "SLICE")
        if self.tokens[self.at - 1].text.upper() == "SLICE":
            self.until("IN")
        self.open.append("loop")
        for token in targets:
            if token.kind in (Kind.WORD, Kind.NAME):
                self.variables.setdefault(meaning(token), "")
        if each:
            if self.word() == "ARRAY":
                self.at += 1
            self.keep(Form.EXPRESSION, self.until("LOOP"))
            return
        if self.word() == "REVERSE":
            self.at += 1
        if self.word() == "EXECUTE":
            self.keep(Form.DYNAMIC, self.until("LOOP"))
        elif self.word() in _COMMANDS:
            start = self.at
            found = self.until("LOOP")
            if not any(_range(found, n) for n in range(len(found))):
                self.keep(Form.COMMAND, found)
                return
            self.at = start
            self.range(targets)
        else:
            self.range(targets)

    def range(self, targets: list[Token]) -> None:
        """Numbers from … to; or a cursor, which has no dots."""
        start = self.at
        whole = self.until("LOOP")
        if not any(_range(whole, n) for n in range(len(whole))):
            self.cursor(whole)
            return
        self.at = start
        if targets:
            self.variables[meaning(targets[0])] = "integer"
        self.keep(Form.EXPRESSION, self.until(".."))
        self.at += 1
        self.keep(Form.EXPRESSION, self.until("LOOP", "BY"))
        if self.tokens[self.at - 1].text.upper() == "BY":
            self.keep(Form.EXPRESSION, self.until("LOOP"))

    def cursor(self, found: list[Token]) -> None:
        """Its name, and the values that it is opened with."""
        if len(found) > 1 and (found[1].text != "(" or found[-1].text != ")"):
            raise Unreadable(f"{found[0].text} {found[1].text} is no cursor")
        self.values(found[2:-1])

    def opened(self, found: list[Token]) -> None:
        """OPEN cursor; OPEN cursor [[NO] SCROLL] FOR query, or FOR EXECUTE text."""
        words = [token.text.upper() if token.kind is not Kind.NAME else "\0" for token in found]
        at = next((n for n, word in enumerate(words[:4]) if word == "FOR"), None)
        if at is None:
            self.cursor(found)
        elif words[1:at] not in ([], ["SCROLL"], ["NO", "SCROLL"]):
            raise Unreadable(f"OPEN {' '.join(words[: at + 1])}")
        elif words[at + 1 : at + 2] == ["EXECUTE"]:
            self.keep(Form.DYNAMIC, found[at + 1 :])
        else:
            self.keep(Form.COMMAND, found[at + 1 :])

    def raised(self, found: list[Token]) -> None:
        """RAISE [level] [format, values] [USING option = value, …]: the values are computed, whatever becomes of it."""
        first = found[0].text.upper() if found else ""
        if first not in ("DEBUG", "LOG", "INFO", "NOTICE", "WARNING"):
            self.keep(Form.RAISE, found)
        using = next((n for n, token in enumerate(found) if token.text.upper() == "USING"), len(found))
        self.values(found[next((n for n in range(using) if found[n].text == ","), using) + 1 : using])
        for option in _listed(found[using + 1 :]):
            at = next((n for n, token in enumerate(option) if token.text == "="), None)
            if at is None:
                raise Unreadable("an option of RAISE without a value")
            self.keep(Form.EXPRESSION, option[at + 1 :])

    def simple(self, found: list[Token]) -> None:
        if not found:
            return
        words = [token.text.upper() if token.kind is not Kind.NAME else "\0" for token in found[:6]]
        if (at := _assigned(found)) is not None:
            self.keep(Form.EXPRESSION, found[at:])
            return
        match words:
            case ["RETURN", "QUERY", "EXECUTE", *_]:
                self.keep(Form.DYNAMIC, found)
            case ["RETURN", "QUERY", *_]:
                self.keep(Form.COMMAND, found[2:])
            case ["RETURN", "NEXT", *_]:
                self.keep(Form.EXPRESSION, found[2:])
            case ["RETURN", *_]:
                self.keep(Form.RETURN, found[1:])
            case ["RAISE", *_]:
                self.raised(found[1:])
            case ["ASSERT", *_]:
                self.values(found[1:])
            case ["EXECUTE", *_]:
                self.keep(Form.DYNAMIC, found)
            case ["PERFORM", *_]:
                self.keep(Form.COMMAND, found)
            case ["OPEN", *_]:
                self.opened(found[1:])
            case ["EXIT" | "CONTINUE", *_]:
                if "WHEN" in words:
                    self.keep(Form.EXPRESSION, found[words.index("WHEN") + 1 :])
            case ["NULL"]:
                return
            case ["GET" | "FETCH" | "MOVE" | "CLOSE" as first, *_]:
                if any(token.text == "(" for token in found):
                    raise Unreadable(f"{first} with a value that is computed")
            case [first, *_] if first in _COMMANDS:
                self.keep(Form.COMMAND, found)
            case [first, *_] if first in _UTILITY:
                self.keep(Form.OTHER, found)
            case _:
                raise Unreadable(f"{found[0].text} begins no statement that is known")


def _listed(found: list[Token]) -> Iterator[list[Token]]:
    """What stands between commas, outside brackets."""
    one: list[Token] = []
    depth = 0
    for token in found:
        depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
        if token.text == "," and depth == 0:
            yield one
            one = []
        else:
            one.append(token)
    if one:
        yield one


def _range(found: list[Token], at: int) -> bool:
    return at + 1 < len(found) and found[at].text == "." and found[at + 1].text == "."


def _assigned(found: list[Token]) -> int | None:
    """Where the value of an assignment begins; None where the statement is none."""
    depth = 0
    for at, token in enumerate(found):
        if token.text in "([":
            depth += 1
        elif token.text in ")]":
            depth -= 1
        elif depth == 0 and token.text == ":" and at + 1 < len(found) and found[at + 1].text == "=":
            return at + 2 if at else None
        elif depth == 0 and token.text == "=":
            return at + 1 if at else None
        elif (
            depth == 0
            and not (token.kind in (Kind.WORD, Kind.NAME) and (at == 0 or found[at - 1].text == "."))
            and token.text not in (".", "[")
        ):
            return None
    return None
