"""The catalog is read whole: every kind, by the names of its fields, without secrets, the same on every server."""

import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import psycopg
import pytest

from golive.model.catalog import (
    KINDS,
    CatalogObject,
    Column,
    Constraint,
    Extension,
    Function,
    Policy,
    Relation,
    Sequence,
    Trigger,
    locked_fields,
)
from golive.model.errors import WrongUse
from golive.model.evidence import (
    Attempt,
    Attempts,
    Broken,
    Copy,
    Counted,
    Distribution,
    Evidence,
    File,
    Files,
    Fixed,
    Named,
    Numbers,
    Opened,
    Profile,
    Reach,
    Settings,
    Shown,
    Slot,
    Slots,
    Sorting,
    Spread,
    State,
    Subscribed,
    Subscriptions,
    Told,
    Tried,
    Waiting,
    WrongRow,
    WrongRows,
    plain,
    typed,
)
from golive.model.lock import Lock, load_lock
from golive.model.snapshot import NotObserved, Snapshot, Unreadable
from golive.observe.catalog import query, read_catalog
from golive.observe.grants import granted
from golive.sqltext.canonical import same_expression, same_view

Connection = psycopg.Connection[Any]
Foreign = Callable[[CatalogObject], bool]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_columns_of_a_query_are_the_fields_of_its_kind(kind: type[CatalogObject], connection: Connection) -> None:
    cursor = connection.execute(query(kind.kind, connection.info.server_version // 10000))
    assert [column.name for column in cursor.description or ()] == [entry.name for entry in fields(kind)]


def test_observed_fields_come_last_so_that_locked_ones_can_be_taken_by_place() -> None:
    for kind in KINDS:
        locked = [entry.name for entry in locked_fields(kind)]
        assert [entry.name for entry in fields(kind)][: len(locked)] == locked


def test_codes_are_one_per_kind() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)


def test_every_kind_but_those_outside_a_database_is_in_the_shop(seen: Callable[[], Snapshot]) -> None:
    live = seen()
    assert [kind.kind for kind in KINDS if not live.of(kind)] == ["subscription", "prepared_transaction"]


def test_names_of_objects_are_read_from_their_identities(seen: Callable[[], Snapshot]) -> None:
    live = seen()
    column = live.get(Column, 'shop."Order Line"."Qty"')
    assert column is not None
    assert (column.schema, column.relation, column.name) == ("shop", 'shop."Order Line"', "Qty")
    function = live.get(Function, "shop.price(numeric,numeric,numeric[])")
    assert function is not None
    assert (function.schema, function.name) == ("shop", "price")
    sequence = live.get(Sequence, "shop.orders_id_seq")
    assert sequence is not None
    assert (sequence.owned_by, sequence.relation) == ("shop.orders.id", "shop.orders")
    assert [policy.name for policy in live.on(Policy, "shop.customers")] == ["isolation", "reading"]


def test_clones_on_partitions_are_told_with_their_parent(seen: Callable[[], Snapshot]) -> None:
    live = seen()
    clone = live.get(Trigger, "shop.events_2026.events_watch")
    assert clone is not None
    assert clone.parent == "shop.events.events_watch"
    partition = live.get(Relation, "shop.events_2026")
    assert partition is not None
    assert partition.parents == ("shop.events",)


def test_disabled_triggers_of_a_foreign_key_show_on_the_constraint(
    connection: Connection, seen: Callable[[], Snapshot]
) -> None:
    connection.execute("ALTER TABLE shop.orders DISABLE TRIGGER ALL")
    key = seen().get(Constraint, "shop.orders.orders_customer_fk")
    assert key is not None
    assert key.triggers_enabled == "DO"


def test_no_secret_is_observed(connection: Connection, seen: Callable[[], Snapshot]) -> None:
    connection.execute("ALTER ROLE shop_app SET shop.api_key = 'not to be seen, ever'")
    connection.execute("ALTER ROLE shop_app SET shop.url = 'https://u:not to be seen@h.test'")
    text = seen().to_json()
    assert "not to be seen" not in text
    assert "hidden" in text


def test_snapshot_is_the_same_after_json(seen: Callable[[], Snapshot]) -> None:
    live = seen().with_evidence({"filled shop.note": Evidence.seen(3, 1, ["a"]), "x": Evidence.unknown("no right")})
    assert Snapshot.from_json(live.to_json()) == live


TOLD = (
    Numbers(2.5),
    Named("edited"),
    WrongRows((WrongRow("differs", 1, "7", ("body",)), WrongRow("stranger", key="x"))),
    Reach(1, 2, 3, 4, 5, 6, "42P17"),
    Copy("a copy of", "public.t"),
    Waiting("status", "since"),
    Settings({"fsync": "on"}),
    Slots((Slot("s", "logical", True, None, 7),)),
    Subscriptions((Subscribed("s", True, False, 0),)),
    Attempts("public.m", (Attempt("1", None, "applied", ("late",)),)),
    Files((File("1", "1_init", None, parents=("0",)),)),
    Sorting("2.36", "2.41", ("public.i",)),
    Profile(3, {"email": {"given": 2}}),
    Counted({"public.t": 4}),
    Opened({"cipher": "fernet"}, 2, 3, True, {"key": ("api",)}),
    Broken("42883", "function f() does not exist", "SELECT f();", "g()"),
    Shown("SELECT 1;", "1 row was read"),
    Tried("brings a finding", ("AccessExclusiveLock public.a",), False),
    Fixed("0f", 3, 2, 1, 4, ("POL004 public.a",), "it stopped"),
    Distribution({"public.t": Spread("distributed", "tenant_id", 1)}),
)


def test_what_evidence_tells_is_the_same_after_json() -> None:
    assert {type(one) for one in TOLD} == set(get_args(Told))
    found = {f"one {n}": Evidence.seen(1, told=one) for n, one in enumerate(TOLD)}
    found |= {str(state): Evidence(state, note="why") for state in State}
    assert typed(json.loads(json.dumps(plain(found)))) == found


def test_at_most_twenty_keys_are_kept() -> None:
    assert len(Evidence.seen(100, 100, [str(n) for n in range(100)]).keys) == 20


def test_kind_that_may_not_be_read_is_unknown_and_no_other(connection: Connection) -> None:
    connection.execute("REVOKE SELECT ON pg_catalog.pg_policy FROM PUBLIC; SET LOCAL ROLE shop_read")
    catalog = read_catalog(connection)
    assert isinstance(catalog["policy"], Unreadable)
    assert [kind for kind, found in catalog.items() if isinstance(found, Unreadable)] == ["policy"]


def test_what_was_not_observed_is_no_empty_answer(seen: Callable[[], Snapshot]) -> None:
    live = seen()
    without = Snapshot(live.server, {**live.catalog, "policy": Unreadable("permission denied")})
    with pytest.raises(NotObserved, match="policy was not observed: permission denied"):
        without.on(Policy, "shop.customers")
    with pytest.raises(NotObserved):
        without.asked("rows system roles")


def test_role_without_rights_reads_every_kind(connection: Connection, seen: Callable[[], Snapshot]) -> None:
    connection.execute("CREATE ROLE shop_nobody; SET LOCAL ROLE shop_nobody")
    catalog = read_catalog(connection)
    assert [name for name, found in catalog.items() if isinstance(found, Unreadable)] == []
    sequences = Snapshot(seen().server, catalog).of(Sequence)
    assert {sequence.readable for sequence in sequences} == {False}


def test_a_server_that_refuses_md5_is_read(connection: Connection) -> None:
    """As one in FIPS mode does."""
    connection.execute("REVOKE EXECUTE ON FUNCTION md5(text), md5(bytea) FROM PUBLIC; SET LOCAL ROLE shop_read")
    assert not any(isinstance(found, Unreadable) for found in read_catalog(connection).values())


def test_settings_of_the_session_do_not_change_what_is_read(
    connection: Connection, seen: Callable[[], Snapshot]
) -> None:
    before = seen().catalog
    connection.execute(
        "SET LOCAL quote_all_identifiers = on; SET LOCAL search_path = shop, public; SET LOCAL DateStyle = 'German';"
        "SET LOCAL TimeZone = 'Asia/Tokyo'; SET LOCAL standard_conforming_strings = off;"
        "SET LOCAL IntervalStyle = 'iso_8601'"
    )
    assert seen().catalog == before


def test_grants_are_told_without_what_an_owner_has_anyway() -> None:
    full = "arwdDxt"
    assert granted(("o=arwdDxtm/o", "a=r*w/o", "=r/o"), "o", full) == ("PUBLIC=SELECT", "a=SELECT*,UPDATE")
    assert granted(("o=r/o",), "o", full) == ("o=SELECT",)
    assert granted(("a=r/o",), "o", full) == ("a=SELECT", "o=")
    assert granted(('"o o"=r/x', "golive_reader=r/x", "m=m/x"), "", "") == ("o o=SELECT",)


# The lock -----------------------------------------------------------------------------------------------------------


def test_learning_twice_gives_the_same_bytes(seen: Callable[[], Snapshot], lock: Lock, foreign: Foreign) -> None:
    assert Lock.of(seen(), "shop", foreign).dumps() == lock.dumps()


def test_lock_is_the_same_after_saving(lock: Lock, tmp_path: Path) -> None:
    lock.save(tmp_path / "lock.json")
    assert load_lock(tmp_path / "lock.json", "shop").dumps() == lock.dumps()
    assert load_lock(tmp_path / "lock.json", "shop").objects == lock.objects


def test_lock_has_one_line_per_object(lock: Lock) -> None:
    lines = lock.dumps().splitlines()
    assert sum(line.startswith('  "shop.customers"') for line in lines) == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"format": 1', '"format": 9', "format: is 9; this golive reads format 1"),
        ('"platform": "shop"', '"platform": "other"', "is the lock of 'other', not of 'shop'"),
        ('"relation": {', '"relations": {', "unknown kind 'relations' (did you mean 'relation'?)"),
        ('"row_security": true', '"row_securty": true', "unknown field 'row_securty' (did you mean 'row_security'?)"),
        ('"row_security": true', '"row_security": "yes"', "row_security: is 'yes'; a value of type bool"),
        ('"relkind": "p", ', "", "has no field 'relkind'"),
        ('"objects": {', '"objects": {,', "is no JSON"),
        ('"learned_on"', '"learned"', "unknown key 'learned'"),
    ],
)
def test_broken_lock_is_one_line_with_its_place(old: str, new: str, said: str, lock: Lock, tmp_path: Path) -> None:
    path = tmp_path / "lock.json"
    path.write_text(lock.dumps().replace(old, new, 1))
    with pytest.raises(WrongUse) as error:
        load_lock(path, "shop")
    assert said in str(error.value)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_object_that_stands_twice_is_refused(lock: Lock, tmp_path: Path) -> None:
    path = tmp_path / "lock.json"
    line = next(line for line in lock.dumps().splitlines() if line.startswith('  "shop.customers"'))
    path.write_text(lock.dumps().replace(line, f"{line}\n{line}", 1))
    with pytest.raises(WrongUse, match=r"'shop.customers' stands twice"):
        load_lock(path, "shop")


# Definitions that servers write differently -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("SELECT t.a FROM s.t WHERE (t.b > 1)", "SELECT a FROM s.t WHERE (b > 1)", True),
        ("SELECT c.a AS b FROM s.t c ORDER BY c.a;", " SELECT a AS b\n FROM s.t c\n ORDER BY a", True),
        ("SELECT upper(t.a) AS a FROM s.t ORDER BY t.a", "SELECT upper(a) AS a FROM s.t ORDER BY a", False),
        ("SELECT t.a AS a FROM s.t ORDER BY t.a", "SELECT a FROM s.t ORDER BY a", False),
        ("SELECT t.a FROM s.t, s.u", "SELECT a FROM s.t, s.u", False),
        ("SELECT t.a FROM s.t JOIN s.u ON true", "SELECT a FROM s.t JOIN s.u ON true", False),
        ("SELECT t.a FROM s.t", "SELECT t.a FROM s.u t", False),
        ("SELECT t.a FROM s.t WHERE t.b = 'x'", "SELECT a FROM s.t WHERE b = 'y'", False),
        (
            "SELECT t.a FROM s.t WHERE (EXISTS ( SELECT 1 FROM s.u WHERE t.b = u.b))",
            "SELECT a FROM s.t WHERE (EXISTS ( SELECT 1 FROM s.u WHERE b = u.b))",
            False,
        ),
        ("SELECT t.a FROM s.t UNION SELECT t.a FROM s.t", "SELECT a FROM s.t UNION SELECT a FROM s.t", False),
        ('SELECT t.a FROM s.t WHERE (t.b = "current_user"())', "SELECT a FROM s.t WHERE (b = current_user())", False),
        ("SELECT 't.a' FROM s.t", "SELECT 'a' FROM s.t", False),
        ('SELECT "json" FROM t', "SELECT json FROM t", True),
        ('SELECT "JSON" FROM t', "SELECT JSON FROM t", False),
    ],
)
def test_views_are_equal_only_where_servers_write_one_view_differently(one: str, other: str, same: bool) -> None:
    assert same_view(one, other) is same
    assert same_view(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("(a  >\n 1)", "(a > 1)", True),
        ("(a = ' x')", "(a = 'x')", False),
        ("(a = 'it''s')", "(a = 'its')", False),
        ("(a >1)", "(a > 1)", True),
        ("(a > 1)", "(a > 10)", False),
        ('("A" > 1)', "(A > 1)", False),
        ("(a -> 'b')", "(a ->> 'b')", False),
        ("(a = $$x$$)", "(a = $$ x$$)", False),
        ("(ab)", "(a b)", False),
    ],
)
def test_expressions_are_equal_only_but_for_spaces_and_young_keywords(one: str, other: str, same: bool) -> None:
    assert same_expression(one, other) is same


def test_extension_member_opened_later_is_told(connection: Connection, seen: Callable[[], Snapshot]) -> None:
    connection.execute("REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC")
    found = seen().get(Extension, "plpgsql")
    assert found is not None
    assert [member.partition(",")[0] for member in found.opened] == ["language plpgsql: postgres=USAGE"]


def test_cluster_is_not_written(connection: Connection) -> None:
    connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    read_catalog(connection)
    row = connection.execute("SELECT pg_current_xact_id_if_assigned() IS NULL").fetchone()
    assert row == (True,)
    assert connection.info.transaction_status is psycopg.pq.TransactionStatus.INTRANS
