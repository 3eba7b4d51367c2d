"""What a look would see otherwise has another digest, kind by kind; what has none is read."""

from collections.abc import Iterable
from typing import Any

import psycopg
import pytest

from golive.model.catalog import KINDS
from golive.model.snapshot import Catalog, Unreadable
from golive.model.target import Dsn
from golive.observe.catalog import read_catalog
from golive.observe.digest import Digests, digests
from golive.observe.memory import Memory
from golive.observe.settled import settled
from tests.catalog.test_mend import FIRST, SPOILINGS

Connection = psycopg.Connection[tuple[Any, ...]]


def moved(before: Digests, after: Digests) -> set[str]:
    return {kind.kind for kind in KINDS if before.get(kind.kind) != after.get(kind.kind)}


def both(connection: Connection) -> tuple[Digests, Catalog]:
    """Without the settings of a look, which stay until its transaction ends."""
    with connection.transaction(force_rollback=True):
        return digests(connection), read_catalog(connection)


def held(connection: Connection, spoilings: Iterable[str]) -> None:
    known, catalog = both(connection)
    assert len(known) == len(KINDS)

    def changed() -> tuple[set[str], set[str]]:
        after, seen = both(connection)
        return {kind for kind in known if known[kind] != after[kind]}, {
            kind for kind in catalog if seen[kind] != catalog[kind]
        }

    for spoiling in spoilings:
        with connection.transaction(force_rollback=True):
            connection.execute(spoiling.partition("\n")[2].encode())
            moved, seen = changed()
        assert seen <= moved, spoiling
        assert spoiling.partition(":")[0] in moved, spoiling
    moved, seen = changed()
    assert moved == seen <= {"sequence", "relation"}  # values drawn and rows counted are no part of a transaction


def test_a_change_of_each_kind_moves_the_digest_of_its_kind(connection: Connection) -> None:
    held(connection, FIRST)


@pytest.mark.deep
def test_every_change_that_a_look_sees_moves_the_digest_of_its_kind(connection: Connection) -> None:
    held(connection, SPOILINGS)


def test_what_has_not_changed_is_not_read_again(database: Dsn) -> None:
    memory = Memory()
    with psycopg.connect(database.reveal(), autocommit=True) as other, psycopg.connect(database.reveal()) as connection:
        other.execute("CREATE TABLE public.notes (id int)")
        first = settled(connection, memory)
        other.execute("CREATE FUNCTION public.one() RETURNS int LANGUAGE sql RETURN 1; COMMENT ON TABLE notes IS 'x'")
        again = settled(connection, memory)
        assert again.catalog == read_catalog(connection)
    changed = {kind for kind, objects in again.catalog.items() if objects is not first.catalog[kind]}
    assert {"function", "comment"} <= changed < {kind.kind for kind in KINDS} - {"relation", "column"}


def test_a_kind_that_may_not_be_read_has_no_digest_and_is_not_known_again(connection: Connection) -> None:
    connection.execute("REVOKE SELECT ON pg_catalog.pg_policy FROM PUBLIC; SET LOCAL ROLE shop_read")
    known = digests(connection)
    assert "policy" not in known
    assert len(known) == len(KINDS) - 1
    catalog = read_catalog(connection)
    assert isinstance(catalog["policy"], Unreadable)
    memory = Memory(known, catalog)
    assert "policy" not in memory.of(digests(connection))
