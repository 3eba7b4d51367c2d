"""The session of the one who sees every row: what would run code of somebody else's is not sent in it."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from importlib.resources import files
from typing import Any

from psycopg import Connection, Cursor, ServerCursor, errors, sql
from psycopg.abc import Query

from golive.model.claims.budget import Budget
from golive.model.evidence import Evidence
from golive.observe.earlier_answers import Kept
from golive.sqltext.statements import Kind, Token, Unsplittable, tokens

_NAME = r'(?:[A-Za-z_\x80-\U0010ffff][\w$]*|"(?:[^"]|"")+")'
_PAIR = re.compile(rf"({_NAME})\s*\.\s*(?=({_NAME}))")
_OPERATOR = re.compile(rf"(?i)\boperator\s*\(\s*({_NAME})\s*\.\s*([^\s)]+)")
_WALL, _WALLED = "restrict_nonsystem_relation_kind", "view, foreign-table"
Names = Mapping[tuple[str, str], Mapping[str, str]]  # by schema and name: why it is not touched, by kind of object


Elsewhere = Callable[[], AbstractContextManager["tuple[Reader, object] | Evidence"]]


class Untouched(errors.InsufficientPrivilege):
    """A statement that was not sent, and why."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"the reader does not touch {name}: {why}")


class Reader(Connection[tuple[Any, ...]]):
    """It sends SQL over catalogs and plain columns of tables, and nothing that names what `untouched` lists."""

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self.cursor_factory = _Cursor
        self.server_cursor_factory = _ServerCursor
        self.untouched: Names = {}
        self.sent = self.refused = self.opened = 0
        self.proved: list[str] = []
        self.budget = Budget()
        self.until: float | None = None  # by monotonic(): no question to the data is begun later
        self.large = False  # whether a question here may need temporary files that count
        self.foreseen: list[tuple[str, ...]] | None = None  # where questions are planned and not asked: what each reads
        self.elsewhere: Elsewhere | None = None  # where what it does not send may be asked
        self.script = ""  # the command that prints what this needs
        self.kept: Kept | None = None  # answers of another look that hold here as well
        self.spoilt = False  # its own transaction has changed the database, on a server of our own
        self._walled = self._open = False

    def settle(self) -> None:
        """Its settings are ours from here on, whatever transaction ends, and it knows what it does not touch."""
        self.execute(session_sql("settled.sql"))
        self.commit()
        found: dict[tuple[str, str], dict[str, str]] = {}
        for kind, schema, name, why in self.execute(session_sql("untouched.sql")):
            found.setdefault((schema, name), {})[kind] = why
        self.untouched, self._walled = found, True

    def resettle(self) -> None:
        """What a transaction that ended took with it."""
        if self._walled:
            self.settle()

    @contextmanager
    def open(self) -> Iterator[None]:
        """What is sent in here may name anything: the server analyses and does not run it, or it runs as another."""
        self._open = True
        self._wall("")
        try:
            yield
        finally:
            self._open = False
            self._wall(_WALLED)

    def _wall(self, kinds: str) -> None:
        if self._walled:
            self.execute(
                "SELECT pg_catalog.set_config(s.name, %s, true) FROM pg_catalog.pg_settings AS s"
                " WHERE s.name OPERATOR(pg_catalog.=) %s",
                (kinds, _WALL),
            )

    def closed_to(self, text: str) -> Untouched | None:
        """The first thing that a statement names and that is not touched."""
        if self._open or not self.untouched:
            return None
        for schema, name in _OPERATOR.findall(text):
            pair = (_meaning(schema), name)
            if why := self.untouched.get(pair, {}).get("operator"):
                return Untouched(f"OPERATOR({'.'.join(pair)})", why)
        pairs = {(_meaning(one), _meaning(two)) for one, two in _PAIR.findall(text)}
        for pair, kind in _used(text, pairs & self.untouched.keys()):
            if why := self.untouched[pair].get(kind):
                return Untouched(".".join(pair) + ("(…)" if kind == "function" else ""), why)
        return None

    def check(self, query: Query) -> None:
        if self.untouched and (refused := self.closed_to(self.text_of(query))):
            self.refused += 1
            raise refused
        self.sent, self.opened = self.sent + (not self._open), self.opened + self._open

    def text_of(self, query: Query) -> str:
        if isinstance(query, sql.Composable):
            return query.as_string(self)
        return query.decode() if isinstance(query, bytes) else str(query)

    def strength(self) -> str:
        """What its login is and may beyond looking, in words; empty where it only may look."""
        return ", ".join(words for (words,) in self.execute(session_sql("strength.sql")))

    def summed_up(self) -> None:
        """What held until the end."""
        if self._walled:
            kept = f"; {self.refused} that would have were not sent" if self.refused else ""
            beside = f"; {self.opened} more were only analysed, or run as a declared identity" if self.opened else ""
            self.proved.append(
                f"none of {self.sent} statements named a view, a foreign table or code of a role that is neither "
                f"superuser nor {self.info.user}{kept}{beside}"
            )
            row = self.execute("SELECT pg_catalog.current_setting(%s, true)", (_WALL,)).fetchone()
            if row is not None and row[0] == _WALLED:
                self.proved.append("the server was told to refuse views and foreign tables to it")


def open_session(connection: Connection[Any]) -> AbstractContextManager[None]:
    """Where a statement is known to run nothing, whatever it names."""
    return connection.open() if isinstance(connection, Reader) else nullcontext()


def untouched(connection: Connection[Any], query: sql.Composable) -> Untouched | None:
    """Why a query is not sent, where it is not."""
    if not isinstance(connection, Reader) or not connection.untouched:
        return None
    return connection.closed_to(query.as_string(connection))


class _Checked:
    """What a cursor of this session sends is looked at first."""

    connection: Any

    def execute(self, query: Query, *words: Any, **named: Any) -> Any:
        self.connection.check(query)
        return super().execute(query, *words, **named)  # type: ignore[misc]

    def copy(self, statement: Query, *words: Any, **named: Any) -> Any:
        self.connection.check(statement)
        return super().copy(statement, *words, **named)  # type: ignore[misc]


class _Cursor(_Checked, Cursor[Any]):
    pass


class _ServerCursor(_Checked, ServerCursor[Any]):
    pass


def _used(text: str, pairs: set[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], str]]:
    """Qualified names outside of texts and comments, and what each stands for; where none can be told, anything."""
    if not pairs:
        return
    try:
        found = [token for token in tokens(text) if token.kind is not Kind.SPACE]
    except Unsplittable:
        yield from ((pair, kind) for pair in sorted(pairs) for kind in ("function", "relation", "type"))
        return
    for at, token in enumerate(found):
        around = found[max(at - 1, 0) : at + 2 : 2]
        if token.text != "." or len(around) != 2 or not all(map(_is_name, around)):
            continue
        pair = (_meaning(around[0].text), _meaning(around[1].text))
        if pair in pairs:
            yield pair, _kind(found[at - 2] if at > 1 else None, found[at + 2] if at + 2 < len(found) else None)


def _kind(before: Token | None, after: Token | None) -> str:
    if after is not None and after.text == "(":
        return "function"
    typed = before is not None and (before.text == ":" or before.text.upper() == "AS")
    return "type" if typed or (after is not None and after.kind is Kind.STRING) else "relation"


def _is_name(token: Token) -> bool:
    return token.kind in (Kind.WORD, Kind.NAME)


def _meaning(name: str) -> str:
    return name[1:-1].replace('""', '"') if name.startswith('"') else name.lower()


@cache
def session_sql(name: str) -> bytes:
    """A file of sql/session."""
    return files("golive.sql").joinpath("session", name).read_bytes()
