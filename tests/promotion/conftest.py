"""Two databases of one schema: the source with the tenant that travels, the target with others."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.model.claims import Claims, load_claims
from golive.model.target import Dsn
from golive.promote.record import Moves
from golive.promote.run import promote
from golive.server import Server

HERE = Path(__file__).parent


@dataclass
class Sides:
    source: Dsn
    target: Dsn
    claims: Claims
    environ: dict[str, str] = field(default_factory=dict)

    def change(self, **changed: object) -> None:
        """Of [promotion]."""
        assert self.claims.promotion
        promotion = self.claims.promotion.model_validate(self.claims.promotion.model_dump() | changed, strict=False)
        self.claims = self.claims.model_copy(update={"promotion": promotion})

    def take(self, table: str, **changed: object) -> None:
        assert self.claims.promotion
        takes = [one.model_dump() | (changed if one.table == table else {}) for one in self.claims.promotion.take]
        self.change(take=takes)

    def promote(self) -> Moves:
        assert self.claims.promotion
        return promote(self.source, self.target, "works", self.claims, self.claims.promotion, self.environ)

    def there(self, query: str) -> list[tuple[Any, ...]]:
        return ask(self.source, query)

    def here(self, query: str) -> list[tuple[Any, ...]]:
        return ask(self.target, query)


def ask(dsn: Dsn, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        cursor = connection.execute(query.encode())
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="session")
def models(server: Server) -> None:
    for side in ("source", "target"):
        dsn = server.create_database(f"promotion_{side}")
        ask(dsn, (HERE / "schema.sql").read_text("utf-8"))
        ask(dsn, (HERE / f"{side}.sql").read_text("utf-8"))


@pytest.fixture
def sides(server: Server, models: None) -> Iterator[Sides]:
    names = {name: f"{name}_now" for name in ("promotion_source", "promotion_target")}
    yield Sides(*(server.clone(*pair) for pair in names.items()), load_claims(HERE / "platform.toml"))
    for name in names.values():
        server.drop(name)
