"""What a transaction has written, as the server itself counts it: which catalogs, and rows of which relations."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql

from golive.observe.reader import Reader
from golive.sql import fill

_CATALOG = "pg_catalog"


@dataclass(frozen=True, slots=True)
class Written:
    """Catalogs by their name; relations with other rows by schema and name."""

    catalogs: frozenset[str]
    relations: frozenset[tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.catalogs or self.relations)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the rows of each relation were kept before."""

    of: dict[tuple[str, str], int]

    @classmethod
    def now(cls, session: Reader) -> "Places":
        return cls({(schema, name): place for schema, name, place, _ in _rows(session) if schema != _CATALOG})

    def written(self, session: Reader) -> Written:
        rows = _rows(session)
        found = {(schema, name): place for schema, name, place, _ in rows if schema != _CATALOG}
        other = {key for key in self.of.keys() | found.keys() if self.of.get(key) != found.get(key)}
        touched = {(schema, name) for schema, name, _, written in rows if written}
        return Written(
            frozenset(name for schema, name in touched if schema == _CATALOG),
            frozenset(key for key in touched | other if key[0] != _CATALOG),
        )


def contents(session: Connection[tuple[Any, ...]], relations: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """What all rows of each say, whatever their order."""
    said = "SELECT pg_catalog.md5(pg_catalog.string_agg(t::text, E'\\n' ORDER BY t::text COLLATE \"C\")) FROM {} AS t"
    return {
        key: str(session.execute(sql.SQL(said).format(sql.Identifier(*key))).fetchone()) for key in sorted(relations)
    }


def _rows(session: Reader) -> list[tuple[str, str, int, bool]]:
    return list(session.execute(fill("state/written.sql")).fetchall())
