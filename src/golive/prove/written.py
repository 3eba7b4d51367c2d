"""What a transaction has written, as the server itself counts it: which catalogs, and rows of which relations."""

from dataclasses import dataclass

from golive.observe.reader import Reader
from golive.sql import fill

_CATALOG = "pg_catalog"


@dataclass(frozen=True, slots=True)
class Written:
    """Catalogs by their name; relations with other rows by theirs."""

    catalogs: frozenset[str]
    relations: frozenset[str]

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
        other = {name for name in self.of.keys() | found.keys() if self.of.get(name) != found.get(name)}
        touched = {(schema, name) for schema, name, _, written in rows if written}
        return Written(
            frozenset(name for schema, name in touched if schema == _CATALOG),
            frozenset(name for schema, name in touched | other if schema != _CATALOG),
        )


def _rows(session: Reader) -> list[tuple[str, str, int, bool]]:
    return list(session.execute(fill("state/written.sql")).fetchall())
