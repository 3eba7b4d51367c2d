"""What a look would see otherwise has another digest, kind by kind; what has none is read."""

from collections.abc import Iterable
from typing import Any

import psycopg
import pytest

from golive.model.catalog import KINDS, Column
from golive.model.snapshot import Catalog, Server, Snapshot, Unreadable
from golive.model.target import Dsn
from golive.observe.catalog import read_catalog
from golive.observe.digest import STAMPED, Digests, digests, stamp
from golive.observe.memory import Memory
from golive.observe.settled import settled
from tests.catalog.test_mend import FIRST, SPOILINGS

Connection = psycopg.Connection[tuple[Any, ...]]


def moved(before: Digests, after: Digests) -> set[str]:
    return {kind.kind for kind in KINDS if before.get(kind.kind) != after.get(kind.kind)}


def both(connection: Connection) -> tuple[str, Digests, Catalog]:
    """Without the settings of a look, which stay until its transaction ends."""
    with connection.transaction(force_rollback=True):
        return stamp(connection), digests(connection), read_catalog(connection)


def held(connection: Connection, spoilings: Iterable[str]) -> None:
    """Nothing that a look sees is passed over by a digest, and by the stamp nothing of the kinds that it stands for."""
    stamped, known, catalog = both(connection)
    assert len(known) == len(KINDS)

    def changed() -> tuple[set[str], set[str]]:
        again, after, seen = both(connection)
        moved = {kind for kind in known if known[kind] != after[kind]}
        assert again != stamped or not moved & STAMPED, moved
        return moved, {kind for kind in catalog if seen[kind] != catalog[kind]}

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


def test_what_was_made_of_a_catalog_is_made_again_of_another(database: Dsn) -> None:
    memory = Memory()

    def shown(live: Snapshot) -> tuple[str, ...]:
        return tuple(live.named(Column, "public.sheets"))

    with psycopg.connect(database.reveal(), autocommit=True) as other, psycopg.connect(database.reveal()) as connection:

        def look() -> Snapshot:
            return Snapshot(Server(170000, "17", "none", "nobody"), settled(connection, memory).catalog).sharing(
                memory.indexes
            )

        other.execute("CREATE TABLE public.sheets (id int)")
        assert look().derived(shown) == ("id",)
        made = memory.indexes
        assert look().derived(shown) == ("id",)
        assert memory.indexes is made
        other.execute("ALTER TABLE public.sheets ADD note text")
        assert look().derived(shown) == ("id", "note")


def test_a_kind_that_may_not_be_read_has_no_digest_and_is_not_known_again(connection: Connection) -> None:
    connection.execute("REVOKE SELECT ON pg_catalog.pg_policy FROM PUBLIC; SET LOCAL ROLE shop_read")
    known = digests(connection)
    assert "policy" not in known
    assert len(known) == len(KINDS) - 1
    catalog = read_catalog(connection)
    assert isinstance(catalog["policy"], Unreadable)
    memory = Memory("", known, catalog)
    assert "policy" not in memory.of(digests(connection))


ELSEWHERE = (
    "ALTER ROLE shop_read RENAME TO shop_reads",
    "ALTER TYPE public.mood RENAME VALUE 'calm' TO 'quiet'",
    "ALTER TYPE public.mood RENAME TO temper",
    "ALTER FUNCTION public.told() RENAME TO said",
    "ALTER FUNCTION public.felt() RENAME TO sensed",
    "ALTER SCHEMA inner_one RENAME TO inner_two",
    "ALTER SEQUENCE public.numbers RENAME TO figures",
    'ALTER COLLATION public.plain RENAME TO "plainer"',
    "ALTER OPERATOR public.=== (integer, integer) SET SCHEMA inner_one",
    "ALTER OPERATOR CLASS public.backwards USING btree RENAME TO upside_down",
    "ALTER TEXT SEARCH CONFIGURATION public.words RENAME TO speech",
    "ALTER TEXT SEARCH DICTIONARY public.stems RENAME TO roots",
)


def test_what_a_definition_only_names_moves_the_stamp(connection: Connection) -> None:
    """A default, an index or a policy reads otherwise once what it names has another name."""
    connection.execute("""
        CREATE TYPE public.mood AS ENUM ('calm', 'cross');
        CREATE SCHEMA inner_one;
        CREATE SEQUENCE public.numbers;
        CREATE COLLATION public.plain (provider = libc, locale = 'C');
        CREATE FUNCTION public.told() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE FUNCTION public.felt() RETURNS boolean LANGUAGE sql STABLE RETURN true;
        CREATE FUNCTION public.alike(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN $1 = $2;
        CREATE OPERATOR public.=== (LEFTARG = integer, RIGHTARG = integer, FUNCTION = public.alike);
        CREATE OPERATOR CLASS public.backwards FOR TYPE integer USING btree AS
          OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(int, int);
        CREATE TEXT SEARCH CONFIGURATION public.words (COPY = pg_catalog.simple);
        CREATE TEXT SEARCH DICTIONARY public.stems (TEMPLATE = pg_catalog.simple);
        CREATE TABLE inner_one.felt (
          id integer DEFAULT nextval('public.numbers') CHECK (id OPERATOR(public.===) id),
          mood public.mood DEFAULT 'calm',
          said text COLLATE public.plain,
          found tsvector GENERATED ALWAYS AS (to_tsvector('public.words', said)) STORED,
          stem text[] DEFAULT ts_lexize('public.stems', 'x')
        );
        CREATE INDEX ON inner_one.felt (id public.backwards);
        CREATE TRIGGER told BEFORE UPDATE ON inner_one.felt FOR EACH ROW EXECUTE FUNCTION public.told();
        CREATE POLICY p ON inner_one.felt TO shop_read USING (public.felt());
    """)
    stamped, known, _ = both(connection)
    for change in ELSEWHERE:
        with connection.transaction(force_rollback=True):
            connection.execute(change.encode())
            again, after, _ = both(connection)
        assert moved(known, after) & STAMPED, change
        assert again != stamped, change


def test_a_session_of_its_own_tables_leaves_the_stamp(database: Dsn) -> None:
    with psycopg.connect(database.reveal(), autocommit=True) as other, psycopg.connect(database.reveal()) as connection:
        before = both(connection)[0]
        other.execute("CREATE TEMPORARY TABLE mine (id serial PRIMARY KEY, note text DEFAULT 'x' CHECK (note <> ''))")
        assert both(connection)[0] == before
