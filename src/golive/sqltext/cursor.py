"""A place in a statement that moves over its tokens: enough to read commands that no parser takes whole."""

from dataclasses import dataclass

from golive.sqltext.statements import Kind, Statement, Token

Name = tuple[str, ...]  # the parts of a name, as the server folds or unquotes them


@dataclass(slots=True)
class Cursor:
    statement: Statement
    at: int = 0
    end: int = -1  # the token before which it stops

    def __post_init__(self) -> None:
        if self.end < 0:
            self.end = len(self.statement.tokens)

    @property
    def done(self) -> bool:
        return self.at >= self.end

    def token(self, ahead: int = 0) -> Token | None:
        at = self.at + ahead
        return self.statement.tokens[at] if 0 <= at < self.end else None

    def word(self, ahead: int = 0) -> str:
        """An unquoted word in upper case, or a sign; nothing for a quoted name, a text, or the end."""
        token = self.token(ahead)
        return token.text.upper() if token is not None and token.kind in (Kind.WORD, Kind.SIGN) else ""

    def take(self, *words: str) -> bool:
        """Past these words, if they are what comes next."""
        if any(self.word(n) != word for n, word in enumerate(words)):
            return False
        self.at += len(words)
        return True

    def take_one(self, *words: str) -> str:
        """Past one of these words; which one."""
        word = self.word()
        if word not in words:
            return ""
        self.at += 1
        return word

    def name(self) -> Name:
        """A name with its qualifiers; nothing where none stands."""
        found: list[str] = []
        while (token := self.token()) is not None and token.kind in (Kind.WORD, Kind.NAME):
            quoted = token.kind is Kind.NAME
            found.append(token.text[1:-1].replace('""', '"') if quoted else token.text.lower())
            self.at += 1
            if not self.take("."):
                break
        return tuple(found)

    def until(self, *words: str) -> "Cursor":
        """What stands before the first of these words outside brackets, or before the end; this cursor goes there."""
        start, depth = self.at, 0
        while not self.done:
            word = self.word()
            if depth == 0 and word in words:
                break
            depth += (word in ("(", "[")) - (word in (")", "]"))
            self.at += 1
        return Cursor(self.statement, start, self.at)

    def parts(self) -> list["Cursor"]:
        """What stands between commas outside brackets, up to the end."""
        found = [self.until(",")]
        while self.take(","):
            found.append(self.until(","))
        return found

    def has(self, *words: str) -> bool:
        """Whether these words follow each other anywhere in what is left."""
        return any(
            all(self.word(ahead + n) == word for n, word in enumerate(words)) for ahead in range(self.end - self.at)
        )

    @property
    def text(self) -> str:
        """What is left, as it was written."""
        if self.done:
            return ""
        first, last = self.statement.tokens[self.at], self.statement.tokens[self.end - 1]
        return " ".join(self.statement.text[first.start : last.start + len(last.text)].split())
