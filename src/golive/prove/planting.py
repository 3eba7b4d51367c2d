"""A session that plants a defect in a transaction, looks at what it made of the database, and takes it back."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import cast

from psycopg import errors, sql
from psycopg.abc import Query

from golive.model.evidence import Evidence
from golive.model.target import Dsn
from golive.observe.prober import Login, Prober
from golive.observe.reader import Reader
from golive.observe.session import session_of
from golive.prove.affected import words_of
from golive.prove.defect import Defect
from golive.server.logins import PROBER
from golive.sqltext.statements import split

_FLUSHES = 150000  # before it no session is told to hand over what it has counted
_PLANT = b"SAVEPOINT golive_planted"
_BACK = b"ROLLBACK TO SAVEPOINT golive_planted"
_PLANTING = b"""
SET TRANSACTION READ WRITE;
SET LOCAL statement_timeout = '10s';
SET LOCAL lock_timeout = '2s';
SET LOCAL constraint_exclusion = DEFAULT;
"""


class Within(Reader):
    """A reader whose transaction is never ended by what looks: it goes back to what was planted, and no further."""

    words: set[str] | None = None  # of what is sent, where somebody writes it down
    tried = False  # whether an identity was taken in it

    def check(self, query: Query) -> None:
        super().check(query)
        if self.words is not None:
            self.words |= words_of(self.text_of(query))

    def rollback(self) -> None:
        self.execute(_BACK)

    def commit(self) -> None:
        """What is settled here holds until the whole is taken back."""

    def taken_back(self) -> None:
        super().rollback()
        self.kept, self.spoilt = None, False

    def as_new(self) -> None:
        """Nothing that the last one set, prepared, locked or is counted to have written is left."""
        self.autocommit = True
        self.execute("SELECT pg_catalog.pg_stat_force_next_flush()")
        self.execute("DISCARD ALL")
        self.autocommit = False


@dataclass
class Ground:
    """Where defects are planted: in one session after the other, as long as nobody took an identity in it.

    A setting that was set once is empty and no longer unset for the rest of a session, and policies tell these apart.
    """

    dsn: Dsn
    path: str
    session: Within | None = None

    @contextmanager
    def planted(self, defect: Defect) -> Iterator[Within]:
        """A session with the defect in it, read-only from then on; a statement that the server refuses is an error."""
        session, self.session = self.session, None
        if session is None or session.closed:
            session = cast(Within, session_of(self.dsn, kind=Within))
        try:
            session.execute(_PLANTING)
            session.execute("SELECT pg_catalog.set_config('search_path', %s, true)", (self.path,))
            for statement in split(defect.text):
                session.execute(statement.text.encode())
            session.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as a commit would
            session.execute("SET LOCAL search_path = pg_catalog, pg_temp; SET LOCAL constraint_exclusion = off")
            session.execute("SET LOCAL statement_timeout = '15s'; SET LOCAL lock_timeout = '200ms'")
            session.execute("SET TRANSACTION READ ONLY")
            session.execute(_PLANT)
            session.spoilt = True
            yield session
        finally:
            with suppress(errors.Error):
                session.taken_back()
            self._keep(session)

    def _keep(self, session: Within) -> None:
        if session.tried or session.broken or session.info.server_version < _FLUSHES:
            session.close()
        else:
            session.as_new()
            self.session = session

    def left(self) -> None:
        """Nobody is in the database any more: it can be copied."""
        if self.session is not None:
            self.session.close()
        self.session = None


@dataclass(frozen=True, slots=True)
class Same(Prober):
    """The identities are taken by the session itself, since no other sees what is planted.

    That is no wall: it is for servers of our own alone, where nobody's rights are worth anything.
    """

    within: Within | None = None

    @contextmanager
    def session(self) -> Iterator[tuple[Reader, Login] | Evidence]:
        assert self.within is not None
        self.within.tried = True
        with self.within.transaction(force_rollback=True):
            self.within.execute(sql.SQL("SET LOCAL SESSION AUTHORIZATION {}").format(sql.Identifier(PROBER)))
            login = Login.of(self.within)
        yield self.within, login
