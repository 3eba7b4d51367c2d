"""The session that looks, and what of the evidence it cannot have: one failure is told once, and the rest goes on."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from time import monotonic

import psycopg
from psycopg import errors

from golive.model.claims.budget import Budget
from golive.model.errors import WrongUse
from golive.model.evidence import FAILED, Evidence
from golive.model.target import Dsn
from golive.observe.ask import refused
from golive.observe.budget import is_large
from golive.observe.reader import Reader
from golive.observe.session import reading


@dataclass
class Looking:
    """A read-only session; where it ends, another one takes its place."""

    connection: Reader
    _another: Callable[[], Reader]

    def evidence(self, what: str, look: Callable[[Reader], Mapping[str, Evidence]]) -> dict[str, Evidence]:
        """What one look gave; what it stumbled over stands in its place. A session that was lost is had once more."""
        for again in (True, False):
            try:
                if not self.connection.broken:
                    self.connection.rollback()
                return dict(look(self.connection))
            except psycopg.Error as error:
                if not self.connection.broken:
                    self.connection.rollback()
                    self.connection.resettle()
                    if isinstance(error, errors.DatabaseError) and error.sqlstate is not None:
                        return {f"{FAILED}:{what}": refused(error)}
                    return {f"{FAILED}:{what}": Evidence.unknown(type(error).__name__)}
            if again:
                try:
                    self.connection = self._another()
                except WrongUse as wrong:
                    return {f"{FAILED}:{what}": Evidence.unknown(f"the session ended, and no other was had: {wrong}")}
        return {f"{FAILED}:{what}": Evidence.unknown("the session ended twice while it was looked for")}


@contextmanager
def looking(dsn: Dsn, place: str, walled: bool, budget: Budget, seconds: float | None = None) -> Iterator[Looking]:
    """seconds: how long questions to the data may be begun."""
    until = None if seconds is None else monotonic() + seconds
    with ExitStack() as stack:

        def session() -> Reader:
            reader = stack.enter_context(reading(dsn, place, walled))
            reader.budget, reader.large, reader.until = budget, is_large(reader), until
            return reader

        try:
            yield Looking(session(), session)
        except (errors.CharacterNotInRepertoire, errors.UntranslatableCharacter) as error:  # SQL_ASCII takes any bytes
            said = f"the catalog of {dsn} holds what is no text: {error.diag.message_primary}"
            raise WrongUse(place, said, "names, comments and code in the encoding of the database") from None
