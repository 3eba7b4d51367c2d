"""A shop with every kind of object, on the scratch server; what spoils it is rolled back."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.model.catalog import CatalogObject, Membership, Role, Setting
from golive.model.lock import Lock
from golive.model.snapshot import Snapshot
from golive.observe.catalog import read_catalog
from golive.observe.server import read_server
from golive.server import Server

HERE = Path(__file__).parent
Connection = psycopg.Connection[tuple[Any, ...]]


def others(entry: CatalogObject) -> bool:
    """Roles of other tests share the cluster."""
    match entry:
        case Role():
            return not entry.name.startswith("shop")
        case Membership():
            return not entry.member.startswith("shop")
        case Setting():
            return entry.scope != "database" and not entry.role.startswith("shop")
    return False


def look(connection: Connection) -> Snapshot:
    return Snapshot(read_server(connection), read_catalog(connection))


@pytest.fixture(scope="session")
def shop(server: Server) -> Iterator[str]:
    """The name of the sound database."""
    dsn = server.create_database("shop")
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute((HERE / "roles.sql").read_bytes())
        connection.execute((HERE / "schema.sql").read_bytes())
    yield "shop"
    server.drop("shop")


@pytest.fixture
def connection(server: Server, shop: str) -> Iterator[Connection]:
    """A transaction on the shop that is rolled back, whatever was done to database, roles and settings in it."""
    with psycopg.connect(server.dsn(shop).reveal()) as connection:
        yield connection
        connection.rollback()


@pytest.fixture(scope="session")
def lock(server: Server, shop: str) -> Lock:
    with psycopg.connect(server.dsn(shop).reveal()) as connection:
        return Lock.of(look(connection), "shop", others)


@pytest.fixture
def seen(connection: Connection) -> Callable[[], Snapshot]:
    """Looks at the shop as it is now, inside the transaction."""
    return lambda: look(connection)


@pytest.fixture
def foreign() -> Callable[[CatalogObject], bool]:
    """What is left out of lock and comparison."""
    return others
