"""Statements sent without waiting for the answers of those before them; each part of them fails for itself."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from psycopg import Connection, errors
from psycopg.abc import PQGen
from psycopg.generators import fetch_many, pipeline_communicate
from psycopg.pq import DiagnosticField, ExecStatus
from psycopg.pq.abc import PGconn, PGresult

Connected = Connection[tuple[Any, ...]]
_TOGETHER = 100  # parts that are written to the network at once


@dataclass(frozen=True, slots=True)
class Prepare:
    """A statement gets a name; it is parsed for whoever the session is at that time, under its path."""

    name: bytes
    text: bytes
    types: tuple[int, ...] = ()

    def send(self, server: PGconn) -> None:
        server.send_prepare(self.name, self.text, self.types or None)


@dataclass(frozen=True, slots=True)
class Run:
    """A statement that has a name, with its values as text."""

    name: bytes
    values: tuple[bytes | None, ...] = ()

    def send(self, server: PGconn) -> None:
        server.send_query_prepared(self.name, self.values or None)


Part = Sequence[Prepare | Run]


@dataclass(frozen=True, slots=True)
class Answer:
    """The one row of a part's last statement, or the SQLSTATE of the first that failed; those after it did not run."""

    row: tuple[bytes | None, ...] = ()
    failed: str | None = None


@contextmanager
def pipelined(connection: Connected) -> Iterator[None]:
    """What is executed here is sent together; the first that fails is raised, and none behind it is logged."""
    first: errors.DatabaseError | None = None
    try:
        with connection.pipeline():
            try:
                yield
            except errors.DatabaseError as error:
                first = error
    except errors.DatabaseError as last:
        raise first or last from None
    if first is not None:
        raise first


def exchange(connection: Connected, parts: Sequence[Part]) -> list[Answer]:
    """By part. The server takes up again behind each of them; the transaction is the parts' own affair."""
    server = connection.pgconn
    commands: deque[Callable[[], None]] = deque(
        partial(_send, server, parts[at : at + _TOGETHER]) for at in range(0, len(parts), _TOGETHER)
    )
    server.enter_pipeline_mode()
    answers = connection.wait(_answers(server, commands, len(parts)))
    server.exit_pipeline_mode()
    return answers


def _send(server: PGconn, parts: Iterable[Part]) -> None:
    for part in parts:
        for statement in part:
            statement.send(server)
        server.pipeline_sync()


def _answers(server: PGconn, commands: deque[Callable[[], None]], parts: int) -> PQGen[list[Answer]]:
    """All of them in one wait: to begin one takes as long as the server takes for a part."""
    found = yield from pipeline_communicate(server, commands)
    answers: list[Answer] = []
    last: PGresult | None = None
    while True:
        for result in chain.from_iterable(found):
            if result.status == ExecStatus.PIPELINE_SYNC:
                answers.append(_answer(last))
                last = None
            elif last is None or last.status != ExecStatus.FATAL_ERROR:
                last = result
        if len(answers) == parts:
            return answers
        found = [(yield from fetch_many(server))]


def _answer(result: PGresult | None) -> Answer:
    if result is None:
        return Answer()
    if result.status == ExecStatus.FATAL_ERROR:
        state = result.error_field(DiagnosticField.SQLSTATE)
        return Answer(failed=state.decode() if state else "08006")
    return Answer(tuple(result.get_value(0, at) for at in range(result.nfields)) if result.ntuples else ())
