"""The database that rows came from: read-only as well, and another one than is judged."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection

from golive.model.errors import WrongUse
from golive.model.target import Dsn
from golive.observe.session import reading

Live = Connection[tuple[Any, ...]]


@contextmanager
def reading_source(connection: Live, source: Dsn | None) -> Iterator[Live | None]:
    """The database that rows came from, read-only as well; None where none was given."""
    if source is None:
        yield None
        return
    with reading(source, "--source-dsn") as other:
        which = "SELECT pg_catalog.pg_postmaster_start_time(), pg_catalog.current_database()"
        if connection.execute(which).fetchone() == other.execute(which).fetchone():
            raise WrongUse("--source-dsn", "is the database that is judged", "the one that its rows came from")
        yield other
