"""Which schemas are alike, and what of one of them is not as in the others."""

from collections.abc import Callable

from golive.diff.difference import Change
from golive.judge.sisters import Sisters, differences, sisters
from golive.model.catalog import KINDS, Column, Index, Policy, Relation, Schema
from golive.model.snapshot import Server, Snapshot
from golive.sqltext.quoting import ident

NAMES = ("ada", "ben", "cyd-4", "Dov")


def of_tenant(name: str) -> dict[str, tuple[object, ...]]:
    """Each with an owner of its own, and a policy that names its own function."""
    at, owner = ident(name), f"owner_{name}"
    tables = (f"{at}.users", f"{at}.bookings")
    return {
        "schema": (Schema(at, owner=owner, grants=(f"{owner}=USAGE",)),),
        "relation": tuple(Relation(one, "r", owner=owner, row_security=True) for one in tables),
        "column": tuple(Column(f"{one}.id", "bigint", default=f"nextval('{at}.ids'::regclass)") for one in tables),
        "index": tuple(
            Index(f"{one}_id", one, f"CREATE INDEX x ON {one} USING btree (id)", "btree", ("id",)) for one in tables
        ),
        "policy": tuple(Policy(f"{one}.own", "ALL", True, (f"app_{name}",), f"{at}.mine(id)") for one in tables),
    }


def live(spoil: Callable[[str, dict[str, tuple[object, ...]]], None] = lambda *_: None) -> Snapshot:
    catalog: dict[str, tuple[object, ...]] = {kind.kind: () for kind in KINDS}
    for name in NAMES:
        tenant = of_tenant(name)
        spoil(name, tenant)
        for kind, some in tenant.items():
            catalog[kind] += some
    return Snapshot(Server(170000, "PostgreSQL 17", "app", "reader"), catalog)  # type: ignore[arg-type]


def seen(snapshot: Snapshot) -> tuple[Sisters, ...]:
    return sisters(snapshot, snapshot.of(Relation))


def test_the_name_of_a_schema_and_roles_that_bear_it_make_no_difference() -> None:
    assert seen(live()) == (Sisters(tuple(sorted(NAMES)), ()),)


def test_two_are_no_family() -> None:
    whole = live()
    some = {kind: tuple(one for one in many if "ada" in one.identity or "ben" in one.identity)
            for kind, many in whole.catalog.items() if isinstance(many, tuple)}  # fmt: skip
    assert seen(Snapshot(whole.server, some)) == ()


def test_a_policy_that_asks_the_function_of_another_schema_is_told() -> None:
    def strays(name: str, tenant: dict[str, tuple[object, ...]]) -> None:
        if name == "ben":
            tenant["policy"] = (Policy("ben.users.own", "ALL", True, ("app_ben",), "ada.mine(id)"), tenant["policy"][1])

    (family,) = seen(live(strays))
    assert family.odd == ("ben",)
    (one,) = differences(live(strays), family.alike[0], "ben")
    assert (one.where, one.change) == ("ben.users.own", Change.CHANGED)
    assert "elsewhere" in one.what
    assert "locked" not in one.what


def test_what_one_alone_has_is_told_with_all_that_hangs_on_it_once() -> None:
    def grows(name: str, tenant: dict[str, tuple[object, ...]]) -> None:
        if name == "Dov":
            tenant["column"] += (Column('"Dov".users.nick', "text"),)

    (family,) = seen(live(grows))
    (one,) = differences(live(grows), family.alike[0], "Dov")
    assert (one.where, one.change) == ('"Dov".users.nick', Change.UNEXPECTED)
    assert one.what == 'column "Dov".users.nick is in none of the others'


def test_what_somebody_else_made_is_no_model() -> None:
    """Whoever may make schemas would have his own objects suggested for another's."""

    def copies(name: str, tenant: dict[str, tuple[object, ...]]) -> None:
        if name == "Dov":
            tenant["schema"] = (Schema('"Dov"', owner="postgres"),)
            tenant["policy"] = tenant["policy"][1:]

    assert seen(live(copies)) == (Sisters(("ada", "ben", "cyd-4"), ()),)
