"""Policies that read each other without end, and what stands behind a view."""

from collections.abc import Callable

import pytest

from golive.model.catalog import Function, Policy, Relation, Role, Schema
from golive.model.catalog.base import CatalogObject
from golive.rights.bodies import Names
from golive.rights.circles import Asking, Circle, circles, refused
from golive.rights.policies import COMMANDS, Tenancy
from golive.rights.views import tables_behind

World = Callable[..., Tenancy]
BASE: tuple[CatalogObject, ...] = (
    Role("owner"), Role("app", login=True), Role("root", superuser=True),
    Schema("app", owner="owner", grants=("app=USAGE",)),
)  # fmt: skip


def table(name: str = "app.a", **fields: object) -> Relation:
    values = {"relkind": "r", "owner": "owner", "row_security": True, "grants": ("app=SELECT",)}
    return Relation(name, **{**values, **fields})  # type: ignore[arg-type]


def asks(on: str, of: str, **fields: object) -> Policy:
    values = {"using": f"EXISTS (SELECT 1 FROM {of})", "command": "ALL"}
    return Policy(f"{on}.of_{of.split('.')[-1]}", **{**values, **fields})  # type: ignore[arg-type]


def function(body: str, name: str = "app.f()", **fields: object) -> Function:
    return Function(name, **{"prokind": "f", "language": "sql", "owner": "owner", "body": body, **fields})  # type: ignore[arg-type]


def found(world: World, *objects: CatalogObject, on: str = "app.a") -> list[tuple[str, str, bool]]:
    tenancy = world(*BASE, *objects)
    start = tenancy.live.get(Relation, on)
    assert start is not None
    every = list(circles(Asking(tenancy), start))
    assert {one.role for one in every} <= {"app"}
    return [(" ".join(one.relations), one.command, one.by_function) for one in every]


def test_policy_that_reads_its_own_table_is_a_circle(world: World) -> None:
    tenancy = world(*BASE, table(), asks("app.a", "app.a"))
    start = tenancy.live.of(Relation)[0]
    assert list(circles(Asking(tenancy), start)) == [Circle(("app.a",), "app", "SELECT", by_function=False)]


def test_two_that_read_each_other_are_one(world: World) -> None:
    two = (table(), table("app.b"), asks("app.a", "app.b"), asks("app.b", "app.a"))
    assert found(world, *two) == [("app.a app.b", "SELECT", False)]
    assert found(world, *two[:3]) == []
    assert found(world, *two, on="app.b") == [("app.b app.a", "SELECT", False)]


def test_circle_behind_the_first_table_is_told_without_it(world: World) -> None:
    three = (table(), table("app.b"), table("app.c"), asks("app.a", "app.b"), asks("app.b", "app.c"))
    assert found(world, *three, asks("app.c", "app.b")) == [("app.b app.c", "SELECT", False)]
    assert found(world, *three, asks("app.c", "app.a")) == [("app.a app.b app.c", "SELECT", False)]


@pytest.mark.parametrize(
    ("fields", "policies", "is_found"),
    [
        ({}, {"roles": ("app",)}, True),
        ({}, {"roles": ("root",)}, False),
        ({"row_security": False}, {}, False),
        ({"grants": ()}, {}, False),
        ({"owner": "app"}, {}, False),
        ({"owner": "app", "forced": True, "grants": ()}, {}, False),
        ({}, {"command": "SELECT"}, True),
        ({}, {"command": "DELETE"}, False),
        ({}, {"using": "true", "check": "EXISTS (SELECT 1 FROM app.a)"}, False),
    ],
)
def test_circle_is_run_into_by_whom_its_policies_bind(
    fields: dict[str, object], policies: dict[str, object], is_found: bool, world: World
) -> None:
    assert bool(found(world, table(**fields), asks("app.a", "app.a", **policies))) is is_found


WRITES = table(grants=("app=DELETE,INSERT,SELECT,UPDATE",))
READS = "EXISTS (SELECT 1 FROM app.a)"


@pytest.mark.parametrize(
    ("fields", "commands"),
    [
        ({"command": "ALL"}, "SELECT INSERT UPDATE DELETE"),
        ({"command": "SELECT"}, "SELECT INSERT UPDATE DELETE"),
        ({"command": "INSERT", "using": "", "check": READS}, ""),  # what is read there is not asked again
        ({"command": "DELETE"}, ""),
    ],
)
def test_circle_is_of_the_commands_that_ask_again(fields: dict[str, object], commands: str, world: World) -> None:
    assert [command for _, command, _ in found(world, WRITES, asks("app.a", "app.a", **fields))] == commands.split()


@pytest.mark.parametrize(
    ("fields", "commands"),
    [
        ({"command": "INSERT", "using": "", "check": READS}, "SELECT INSERT UPDATE DELETE"),
        ({"command": "UPDATE", "using": "true", "check": READS}, "SELECT INSERT UPDATE DELETE"),
    ],
)
def test_policy_for_writing_reads_what_asks_again(fields: dict[str, object], commands: str, world: World) -> None:
    reading = asks("app.a", "app.a", command="SELECT")
    writing = Policy("app.a.w", **fields)  # type: ignore[arg-type]
    assert list(dict.fromkeys(one for _, one, _ in found(world, WRITES, reading, writing))) == commands.split()


def test_new_row_is_judged_by_what_is_checked(world: World) -> None:
    """INSERT asks b by its check alone; b asks back."""
    both = (WRITES, table("app.b"), asks("app.b", "app.a"), Policy("app.a.r", command="SELECT", using="true"))
    way = asks("app.a", "app.b", command="ALL", using="true", check="EXISTS (SELECT 1 FROM app.b)")
    assert found(world, *both, way) == []  # reading a asks nothing
    turn = Policy("app.a.turn", command="SELECT", using="EXISTS (SELECT 1 FROM app.b)")
    assert ("app.a app.b", "INSERT", False) in found(world, *both, way, turn)
    plain = asks("app.a", "app.b", command="ALL", check="true")
    assert [one for _, one, _ in found(world, *both[:3], plain)] == ["SELECT", "UPDATE", "DELETE"]


@pytest.mark.parametrize(
    ("fields", "is_found"),
    [
        ({}, True),
        ({"language": "plpgsql", "body": "BEGIN RETURN EXISTS (SELECT 1 FROM app.a); END"}, True),
        ({"language": "c"}, False),
        ({"security_definer": True}, False),  # its owner is not bound
        ({"security_definer": True, "owner": "root"}, False),
        ({"security_definer": True, "owner": "app"}, True),
        ({"body": "SELECT EXISTS (SELECT 1 FROM a)"}, False),
        ({"body": "SELECT EXISTS (SELECT 1 FROM a)", "config": ("search_path=app",)}, True),
        ({"body": "SELECT app.g()"}, True),
        ({"body": "SELECT app.f()"}, False),
        ({"body": "", "sql_body": "RETURN EXISTS (SELECT 1 FROM app.a)"}, True),
    ],
)
def test_circle_through_a_function(fields: dict[str, object], is_found: bool, world: World) -> None:
    first = function(**{"body": "SELECT EXISTS (SELECT 1 FROM app.a)", **fields})  # type: ignore[arg-type]
    second = function("SELECT EXISTS (SELECT 1 FROM app.a)", "app.g()")
    asking = asks("app.a", "app.b", using="app.f()")
    assert found(world, table(), first, second, asking) == ([("app.a", "SELECT", True)] if is_found else [])


def test_circle_through_a_function_is_of_reading_alone(world: World) -> None:
    helper = function("SELECT EXISTS (SELECT 1 FROM app.a)")
    assert found(world, WRITES, helper, asks("app.a", "x", using="app.f()")) == [("app.a", "SELECT", True)]


def test_every_step_of_a_circle_counts_as_through_a_function(world: World) -> None:
    helper = function("SELECT EXISTS (SELECT 1 FROM app.b)")
    two = (table(), table("app.b"), helper, asks("app.a", "x", using="app.f()"), asks("app.b", "app.a"))
    assert found(world, *two) == [("app.a app.b", "SELECT", True)]
    assert found(world, *two, on="app.b") == [("app.b app.a", "SELECT", True)]


def test_function_before_a_circle_is_none_of_its_steps(world: World) -> None:
    helper = function("SELECT EXISTS (SELECT 1 FROM app.b)")
    three = (table(), table("app.b"), table("app.c"), helper, asks("app.a", "x", using="app.f()"))
    assert found(world, *three, asks("app.b", "app.c"), asks("app.c", "app.b")) == [("app.b app.c", "SELECT", False)]


def test_what_is_read_on_the_way_is_only_read(world: World) -> None:
    inserts = asks("app.b", "app.a", command="INSERT", check="EXISTS (SELECT 1 FROM app.a)")
    both = (WRITES, table("app.b", grants=WRITES.grants), asks("app.a", "app.b"), inserts)
    assert found(world, *both) == []


def test_owner_is_bound_by_no_policy(world: World) -> None:
    assert found(world, table(owner="app"), asks("app.a", "app.a")) == []
    two = (asks("app.a", "app.b"), asks("app.b", "app.a"))
    assert found(world, table(), table("app.b", owner="app"), *two) == []


def test_what_the_server_refuses_whatever_the_row(world: World) -> None:
    """What writes without a look at rows asks no policy for SELECT; a function has an end, or its caller sees it."""
    reads = world(*BASE, WRITES, asks("app.a", "app.a", command="SELECT"))
    assert refused(reads, reads.live.of(Relation)[0]) == {("app", "SELECT")}
    every = world(*BASE, WRITES, asks("app.a", "app.a"))
    assert refused(every, every.live.of(Relation)[0]) == {("app", one) for one in COMMANDS}
    helper = function("SELECT EXISTS (SELECT 1 FROM app.a)")
    called = world(*BASE, WRITES, helper, asks("app.a", "x", using="app.f()"))
    assert refused(called, called.live.of(Relation)[0]) == refused(called, None) == frozenset()


def view(definition: str, name: str = "app.v", **fields: object) -> Relation:
    return Relation(name, **{"relkind": "v", "owner": "owner", "definition": definition, **fields})  # type: ignore[arg-type]


INVOKER = ("security_invoker=true",)


@pytest.mark.parametrize(
    ("fields", "is_found"),
    [
        ({}, False),
        ({"options": INVOKER}, True),
        ({"options": ("security_invoker=off",)}, False),
    ],
)
def test_circle_through_a_view_is_of_its_reader(fields: dict[str, object], is_found: bool, world: World) -> None:
    through = (table(), view("SELECT 1 FROM app.a", **fields), asks("app.a", "app.v"))
    assert bool(found(world, *through)) is is_found


@pytest.mark.parametrize(
    ("fields", "reader", "found"),
    [
        ({}, None, [("app.a", "owner"), ("app.b", "owner")]),
        ({"options": INVOKER}, None, [("app.a", ""), ("app.b", "")]),
        ({"options": INVOKER}, "me", [("app.a", "me"), ("app.b", "me")]),
        ({"relkind": "m", "options": INVOKER}, "me", [("app.a", "owner"), ("app.b", "owner")]),
        ({"definition": "SELECT 1 FROM app.a, app.w"}, None, [("app.a", "owner"), ("app.b", "viewer")]),
        ({"definition": "SELECT 1 FROM app.w, app.x"}, None, [("app.b", "viewer"), ("app.a", "owner")]),
        ({"definition": "SELECT 1 FROM app.v, app.b"}, None, [("app.b", "owner")]),
        ({"definition": "SELECT 1 FROM app.gone, app.m"}, None, [("app.m", "owner")]),
    ],
)
def test_tables_behind_a_view_have_their_reader(
    fields: dict[str, object], reader: str | None, found: list[tuple[str, str]], world: World
) -> None:
    made = view(**{"definition": "SELECT 1 FROM app.a JOIN app.b ON true", **fields})  # type: ignore[arg-type]
    others = (
        table(), table("app.b"), view("SELECT 1 FROM app.b", "app.w", owner="viewer"),
        view("SELECT 1 FROM app.a", "app.x", options=INVOKER), view("SELECT 1 FROM app.a", "app.m", relkind="m"),
    )  # fmt: skip
    tenancy = world(made, *others)
    names = Names(tenancy.live, tenancy.claims)
    assert [(one.identity, who) for one, who in tables_behind(made, names, reader)] == found
