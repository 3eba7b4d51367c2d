"""A difference is told once, where it began, with who is harmed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.diff.compare import compare, differences
from golive.diff.difference import Change
from golive.model.catalog import CatalogObject, Relation
from golive.model.finding import Severity
from golive.model.lock import Lock, load_lock
from golive.model.snapshot import Snapshot, Unreadable

Connection = psycopg.Connection[Any]
Foreign = Callable[[CatalogObject], bool]
Look = Callable[[], Snapshot]


def test_unchanged_database_has_no_difference_and_all_of_it_was_looked_at(
    seen: Look, lock: Lock, foreign: Foreign
) -> None:
    found = compare(lock, seen(), foreign)
    assert found.differences == ()
    assert found.unreadable == {}
    assert all(count > 0 for kind, count in found.looked_at.items() if lock.objects.get(kind))


def test_lock_learned_on_15_certifies_the_same_schema_here(seen: Look, foreign: Foreign) -> None:
    lock = load_lock(Path(__file__).parent / "lock15.json", "shop")
    assert lock.learned_on // 10000 == 15
    assert [one.what for one in differences(lock, seen(), foreign)] == []


@pytest.mark.parametrize(
    ("spoil", "severity", "where", "what", "why"),
    [
        (
            "ALTER FUNCTION shop.tenant() VOLATILE",
            Severity.CRITICAL,
            "shop.tenant()",
            "function shop.tenant(): volatility is volatile, locked as stable",
            "a plan may keep one tenant's result for the next, or compute it for every row",
        ),
        (
            "ALTER TABLE shop.customers DISABLE TRIGGER customers_touch",
            Severity.CRITICAL,
            "shop.customers.customers_touch",
            "trigger shop.customers.customers_touch: is disabled, locked as enabled",
            "rows written by the application pass it by",
        ),
        (
            "GRANT DELETE ON shop.tenants TO shop_read; REVOKE SELECT ON shop.tenants FROM shop_app",
            Severity.CRITICAL,
            "shop.tenants",
            "table shop.tenants: shop_read holds DELETE; shop_app lacks SELECT",
            "a role holds a right that nobody reviewed",
        ),
        (
            "ALTER TABLE shop.orders RENAME CONSTRAINT orders_number_key TO orders_numbers_key",
            Severity.CRITICAL,
            "shop.orders.orders_number_key",
            "constraint shop.orders.orders_number_key is missing (did you mean constraint "
            "shop.orders.orders_numbers_key, which is not in the lock?)",
            "duplicates are accepted, and upserts on it fail",
        ),
        (
            "ALTER TABLE shop.note SET SCHEMA ledger",
            Severity.HIGH,
            "shop.note",
            "table shop.note is missing (did you mean table ledger.note, which is not in the lock?)",
            "whatever reads or writes it fails at its first request",
        ),
        (
            "CREATE OR REPLACE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql "
            "SET search_path = pg_catalog, pg_temp "
            "AS $b$\nBEGIN\n  NEW.updated_at := NULL;\n  RETURN NEW;\nEND $b$",
            Severity.HIGH,
            "shop.touch()",
            "function shop.touch(): body differs from line 2: 'NEW.updated_at := NULL;', "
            "locked as 'NEW.updated_at := now();'",
            "whatever calls it gets something else than was tested",
        ),
    ],
)
def test_difference_says_what_where_and_why(
    spoil: str,
    severity: Severity,
    where: str,
    what: str,
    why: str,
    connection: Connection,
    seen: Look,
    lock: Lock,
    foreign: Foreign,
) -> None:
    connection.execute(spoil.encode())
    found = next(one for one in differences(lock, seen(), foreign) if one.where == where)
    assert (found.severity, found.what, found.why) == (severity, what, why)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        ("DROP TABLE shop.event_notes", ["relation shop.event_notes"]),
        ("DROP TABLE shop.cache CASCADE", ["relation shop.cache", "rule shop.note.note_log"]),
        ("CREATE TABLE shop.extra (id serial PRIMARY KEY, x text UNIQUE CHECK (x <> ''))", ["relation shop.extra"]),
        ("ALTER TABLE shop.events ADD COLUMN more text", ["column shop.events.more"]),
        ("ALTER TABLE shop.note ADD COLUMN more text", ["column shop.note.more"]),
        ("DROP INDEX shop.events_tenant_idx", ["index shop.events_tenant_idx"]),
        ("DROP TRIGGER events_watch ON shop.events", ["trigger shop.events.events_watch"]),
        (
            "ALTER TABLE shop.customers DROP CONSTRAINT customers_code_key",
            ["constraint shop.customers.customers_code_key"],
        ),
        ("ALTER TABLE shop.tenants ALTER COLUMN id DROP IDENTITY", ["column shop.tenants.id"]),
        (
            "ALTER TABLE shop.event_notes DROP CONSTRAINT event_notes_event_fk;"
            "ALTER TABLE shop.events DETACH PARTITION shop.events_2025",
            ["constraint shop.event_notes.event_notes_event_fk", "relation shop.events_2025"],
        ),
        ("ALTER ROLE shop_login INHERIT", ["role shop_login"]),
    ],
)
def test_what_follows_from_a_difference_is_not_told_again(
    spoil: str, told: list[str], connection: Connection, seen: Look, lock: Lock, foreign: Foreign
) -> None:
    connection.execute(spoil.encode())
    assert sorted(f"{one.kind} {one.where}" for one in differences(lock, seen(), foreign)) == told


def test_new_partition_like_its_siblings_is_accepted_and_named(
    connection: Connection, seen: Look, lock: Lock, foreign: Foreign
) -> None:
    connection.execute(
        "CREATE TABLE shop.events_2027 PARTITION OF shop.events "
        "FOR VALUES FROM ('2027-01-01 00:00+00') TO ('2028-01-01 00:00+00');"
        "ALTER TABLE shop.events_2027 OWNER TO shop_owner; ALTER TABLE shop.events_2027 ENABLE ROW LEVEL SECURITY;"
        "ALTER TABLE shop.events_2027 FORCE ROW LEVEL SECURITY;"
        "CREATE POLICY isolation ON shop.events_2027 TO shop_app "
        "USING (tenant_id = shop.tenant()) WITH CHECK (tenant_id = shop.tenant())"
    )
    found = compare(lock, seen(), foreign)
    assert found.differences == ()
    assert found.new_partitions == ("shop.events_2027",)


@pytest.mark.parametrize(
    "spoil",
    [
        "ALTER TABLE shop.events_2027 NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY isolation ON shop.events_2027",
        "ALTER POLICY isolation ON shop.events_2027 USING (true)",
        "GRANT SELECT ON shop.events_2027 TO shop_read",
        "CREATE TRIGGER mine AFTER INSERT ON shop.events_2027 FOR EACH ROW EXECUTE FUNCTION shop.watch()",
        "ALTER TABLE shop.events_2027 ADD CHECK (action <> '')",
    ],
)
def test_new_partition_unlike_its_siblings_is_a_difference(
    spoil: str, connection: Connection, seen: Look, lock: Lock, foreign: Foreign
) -> None:
    test_new_partition_like_its_siblings_is_accepted_and_named(connection, seen, lock, foreign)
    connection.execute(spoil.encode())
    found = differences(lock, seen(), foreign)
    assert [(one.where, one.change, one.severity) for one in found] == [
        ("shop.events_2027", Change.UNEXPECTED, Severity.CRITICAL)
    ]
    assert "its sibling" in found[0].what


def test_kind_that_could_not_be_read_is_no_difference_and_no_pass(seen: Look, lock: Lock, foreign: Foreign) -> None:
    live = seen()
    found = compare(lock, Snapshot(live.server, {**live.catalog, "policy": Unreadable("permission denied")}), foreign)
    assert found.unreadable == {"policy": "permission denied"}
    assert "policy" not in found.looked_at
    assert found.differences == ()


def test_what_is_somebody_elses_is_left_out_on_both_sides(
    connection: Connection, seen: Look, lock: Lock, foreign: Foreign
) -> None:
    connection.execute("DROP TABLE shop.event_notes; CREATE TABLE ledger.more (id integer)")

    def covered(entry: CatalogObject) -> bool:
        return foreign(entry) or entry.schema in ("shop", "ledger")

    assert differences(lock, seen(), covered) == ()


def test_rows_at_stake_are_told(connection: Connection, seen: Look, lock: Lock, foreign: Foreign) -> None:
    connection.execute("CREATE TABLE shop.dump AS SELECT generate_series(1, 30); ANALYZE shop.dump")
    (found,) = differences(lock, seen(), foreign)
    assert found.what == "table shop.dump is not in the lock (about 30 rows)"
    assert found.mend.destructive


def test_body_is_never_a_wall_of_text(connection: Connection, seen: Look, lock: Lock, foreign: Foreign) -> None:
    connection.execute(
        b"CREATE OR REPLACE VIEW shop.sub AS SELECT id, '%s'::text AS name FROM shop.tenants" % (b"x" * 5000)
    )
    (found,) = differences(lock, seen(), foreign)
    assert len(found.what) < 400


def test_same_relation_is_found_by_its_kind(seen: Look) -> None:
    assert {relation.relkind for relation in seen().of(Relation)} == {"r", "p", "v", "m", "f"}
