"""A lock holds enough to make the structure again, and stands in for what others own."""

from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from golive.app.twin import twin
from golive.model import questions as q
from golive.model.catalog import CatalogObject, Column, Constraint, Function, Policy, Relation, Schema, Type
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.evidence import Evidence
from golive.model.lock import Lock, load_lock
from golive.model.platform import BUILT_IN, load_platform
from golive.model.referred import referred
from golive.model.snapshot import Server, Snapshot
from golive.server import Server as Owning
from golive.server.enclosure import refused
from golive.testing.spoil import run
from golive.twin.faithful import catalog_of
from golive.twin.locked import twin_of_lock
from golive.twin.use import used

PLATFORMS = sorted(path.name for path in BUILT_IN.iterdir())
SOME = "bnaura"  # refers to a vendor's table and function


@pytest.mark.skipif(bool(refused()), reason=refused() or "there is an enclosure")
@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=() if one == SOME else pytest.mark.deep) for one in PLATFORMS]
)
def test_built_in_platform_from_its_lock_alone(name: str) -> None:
    said: list[str] = []
    assert twin(load_platform(BUILT_IN / name), said.append) == 0, said
    assert not [line for line in said if line.startswith(("  differs", "  failed", "  breaks", "  unknown"))], said
    assert said[-1].endswith("of which 0 break and 0 could not be tried")
    if name == SOME:
        assert "  stands in: table auth.users" in said
        assert "  stands in: function auth.uid()" in said


@pytest.mark.skipif(bool(refused()), reason=refused() or "there is an enclosure")
def test_a_table_that_was_taken_out_of_the_lock_is_told_once() -> None:
    platform = load_platform(BUILT_IN / "knowledge")
    assert platform.lock is not None
    tables = tuple(one for one in platform.lock.objects["relation"] if one.identity != "public.users")
    less = replace(platform.lock, objects={**platform.lock.objects, "relation": tables})
    said: list[str] = []
    assert twin(replace(platform, lock=less), said.append) == 1
    assert [line.split(" and ")[0] for line in said if line.startswith("  differs")] == [
        "  differs: public.users is not in the lock,",
        "  differs: constraint public.user_organizations.user_organizations_user_id_fkey is missing",
    ]


OF_A_SUPERUSER = """
DO $$ BEGIN IF to_regrole('locked_app') IS NULL THEN CREATE ROLE locked_app; END IF; END $$;
CREATE TABLE public.orders (id bigint PRIMARY KEY); ALTER TABLE public.orders OWNER TO locked_app;
REVOKE ALL ON public.orders FROM PUBLIC;
CREATE FUNCTION public.counted() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS 'SELECT count(*) FROM public.orders';
"""


@pytest.mark.skipif(bool(refused()), reason=refused() or "there is an enclosure")
def test_a_superuser_of_the_lock_comes_to_all_rows(server: Owning) -> None:
    dsn = server.create_database("of_a_superuser")
    run(dsn, OF_A_SUPERUSER)
    lock = Lock.of(catalog_of(dsn), "shop")
    claims = Claims(platform=Head(name="shop", title="Shop"))
    with twin_of_lock(lock) as made:
        assert made.differs == ()
        answers = used(made.twin, catalog_of(made.twin.dsn, walled=False), claims)
    assert answers[q.USED.of("function", "public.counted()")] == Evidence.seen(1)
    server.drop("of_a_superuser")
    with psycopg.connect(server.dsn().reveal(), autocommit=True) as connection:
        connection.execute("DROP ROLE locked_app")


def objects(*several: CatalogObject) -> dict[str, tuple[CatalogObject, ...]]:
    found: dict[str, tuple[CatalogObject, ...]] = {kind.kind: () for kind in (Type, Relation, Function, Schema)}
    for one in several:
        found[one.kind] = (*found.get(one.kind, ()), one)
    return found


THEIRS = (
    Schema("auth", owner="vendor"),
    Schema('"Our Vendor"', owner="vendor"),
    Type("auth.level", typtype="e", labels=("one", "two")),
    Type("auth.unused", typtype="e", labels=("one",)),
    Relation("auth.users", "r", row_security=True),
    Column("auth.users.id", "uuid", not_null=True, default="auth.made()"),
    Column("auth.users.level", "auth.level"),
    Constraint("auth.users.users_pkey", "p", "PRIMARY KEY (id)", columns=("id",), index="auth.users_pkey"),
    Constraint("auth.users.sane", "c", "CHECK (id IS NOT NULL)"),
    Relation("auth.unused", "r"),
    Function("auth.uid()", "f", "sql", result="uuid", body="SELECT auth.deeper()"),
    Function("auth.deeper()", "f", "sql", result="uuid", body="SELECT NULL::uuid"),
    Function('"Our Vendor"."Called"(integer)', "f", "sql", result="integer", body="SELECT 1"),
)
OURS = (
    Relation("public.notes", "r"),
    Constraint("public.notes.fk", "f", "FOREIGN KEY (owner) REFERENCES auth.users(id)", referenced="auth.users"),
    Policy("public.notes.own", command="ALL", using='(auth.uid() = owner) AND "Our Vendor"."Called"(1) > 0'),
)


def others(one: CatalogObject) -> bool:
    return (one.schema or one.name) in ("auth", "Our Vendor")


def test_what_is_referred_to_comes_with_what_that_refers_to() -> None:
    live = Snapshot(Server(170000, "", "", ""), objects(*THEIRS, *OURS))
    found = referred(live, OURS, others)
    assert {kind: [one.identity for one in several] for kind, several in found.items()} == {
        "type": ["auth.level"],
        "relation": ["auth.users"],
        "column": ["auth.users.id", "auth.users.level"],
        "constraint": ["auth.users.users_pkey"],
        "function": ['"Our Vendor"."Called"(integer)', "auth.deeper()", "auth.uid()"],
        "schema": ['"Our Vendor"', "auth"],
    }
    (users,) = found["relation"]
    assert isinstance(users, Relation)
    assert not users.row_security  # its policies stay where they are
    assert {one.default for one in found["column"] if isinstance(one, Column)} == {""}


def test_a_lock_keeps_it_and_compares_nothing_with_it(tmp_path: Path) -> None:
    live = Snapshot(Server(170000, "", "", ""), objects(*THEIRS, *OURS))
    theirs = referred(live, OURS, others)
    Lock("shop", 170000, objects(*OURS), outside=theirs).save(tmp_path / "lock.json")
    again = load_lock(tmp_path / "lock.json")
    assert again.outside == theirs
    assert again.snapshot.get(Relation, "auth.users") is None
    assert Lock("shop", 170000, objects(*OURS)).dumps().count('"outside"') == 0
