"""A lock holds enough to make the structure again, and stands in for what others own."""

from pathlib import Path

import pytest

from golive.app.twin import twin
from golive.model.catalog import CatalogObject, Column, Constraint, Function, Policy, Relation, Schema, Type
from golive.model.lock import Lock, load_lock
from golive.model.platform import BUILT_IN, load_platform
from golive.model.referred import referred
from golive.model.snapshot import Server, Snapshot
from golive.server.enclosure import refused

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
