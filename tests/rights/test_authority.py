"""Policies go by what stands in a session's own row; who may write it there says himself who he is."""

from collections.abc import Callable

import pytest

from golive.model.catalog import Column, Function, Index, Policy, Relation, Role, Schema, Trigger
from golive.model.catalog.base import CatalogObject
from golive.rights.authority import Asked, Authority, Written
from golive.rights.policies import Tenancy

World = Callable[..., Tenancy]
MEMBERS, NOTES = "app.members", "app.notes"
COLUMNS = ("user_id", "tenant_id", "role", "note")
ASKS = "tenant_id IN (SELECT m.tenant_id FROM app.members m WHERE m.user_id = auth.uid())"
OWN = "user_id = auth.uid()"


def table(identity: str = MEMBERS, **fields: object) -> Relation:
    values = {"relkind": "r", "owner": "owner", "row_security": True, "grants": ("app=INSERT,SELECT,UPDATE",)}
    return Relation(identity, **{**values, **fields})  # type: ignore[arg-type]


def policy(identity: str = f"{MEMBERS}.own", using: str = OWN, **fields: object) -> Policy:
    return Policy(identity, **{"using": using, "command": "UPDATE", **fields})  # type: ignore[arg-type]


def function(identity: str, body: str, **fields: object) -> Function:
    return Function(identity, **{"prokind": "f", "language": "sql", "body": body, "owner": "owner", **fields})  # type: ignore[arg-type]


def index(*columns: str, **fields: object) -> Index:
    name = f"app.{'_'.join(columns)}"
    return Index(name, **{"table": MEMBERS, "definition": "x", "columns": columns, "unique": True, **fields})  # type: ignore[arg-type]


def columns(name: str = MEMBERS, *names: str, **fields: object) -> tuple[Column, ...]:
    return tuple(Column(f"{name}.{one}", type="text", **fields) for one in names or COLUMNS)  # type: ignore[arg-type]


BASE: tuple[CatalogObject, ...] = (
    Role("owner"), Role("app", login=True), Schema("app", owner="owner", grants=("app=USAGE",)),
    table(), table(NOTES), *columns(), *columns(NOTES, "tenant_id", "user_id"),
)  # fmt: skip
GOES = policy(f"{NOTES}.of_tenant", ASKS, command="SELECT")


def asked(world: World, text: str, *objects: CatalogObject) -> dict[str, list[Asked]]:
    found = Authority(world(*BASE, policy(f"{NOTES}.p", text), *objects)).asked
    return {name: several for name, several in found.items() if several}


def by(own: str, *names: str, asking: str = f"{NOTES}.p") -> dict[str, list[Asked]]:
    return {MEMBERS: [Asked(frozenset(own.split()), frozenset(names), asking)]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ASKS, by("user_id", "tenant_id")),
        ("tenant_id IN (SELECT tenant_id FROM app.members WHERE user_id = auth.uid())", by("user_id", "tenant_id")),
        ("EXISTS (SELECT 1 FROM app.members WHERE auth.uid() = user_id AND role = 'admin')", by("user_id", "role")),
        ("EXISTS (SELECT 1 FROM app.members WHERE (user_id)::text = (auth.uid())::text AND role = 'a')",
         by("user_id", "role")),
        ("EXISTS (SELECT 1 FROM app.members m WHERE m.user_id = auth.uid() AND m.role = 'a' AND m.tenant_id = 1)",
         by("user_id", "role", "tenant_id")),
        ("EXISTS (SELECT 1 FROM app.members m JOIN app.members n ON n.role = m.role WHERE m.user_id = auth.uid())",
         by("user_id", "role")),
        ("EXISTS (SELECT 1 FROM app.members WHERE user_id = current_user AND tenant_id = note AND role = 'a')",
         by("user_id", "tenant_id", "note", "role")),
        ("EXISTS (SELECT 1 FROM app.members WHERE user_id = auth.uid() AND tenant_id = auth.tenant() AND note = 'a')",
         by("user_id tenant_id", "note")),
        ("EXISTS (SELECT 1 FROM app.members WHERE user_id = auth.uid())", {}),  # it goes by nothing beside
        ("EXISTS (SELECT 1 FROM app.members WHERE user_id = 'me' AND role = 'admin')", {}),
        ("EXISTS (SELECT 1 FROM app.members m WHERE m.user_id = m.role)", {}),
        ("EXISTS (SELECT 1 FROM app.members m WHERE m.elsewhere = auth.uid() AND m.role = 'admin')", {}),
        ("EXISTS (SELECT 1 FROM app.members m, app.gone n WHERE user_id = auth.uid() AND m.role = 'admin')", {}),
        ("EXISTS (SELECT 1 FROM app.gone WHERE user_id = auth.uid() AND role = 'admin')", {}),
        ("EXISTS (SELECT 1 FROM members WHERE user_id = auth.uid() AND role = 'admin')", {}),  # nobody knows whose path
    ],
)  # fmt: skip
def test_query_for_the_own_row_is_told_by_its_columns(text: str, found: dict[str, list[Asked]], world: World) -> None:
    assert asked(world, text) == found


def test_tables_alone_are_asked(world: World) -> None:
    view = Relation("app.seen", relkind="v", owner="owner")
    text = "EXISTS (SELECT 1 FROM app.seen WHERE user_id = auth.uid() AND role = 'admin')"
    assert asked(world, text, view, *columns("app.seen")) == {}


ADMIN = "SELECT role = 'admin' FROM members WHERE user_id = who"
OF_ADMIN = by("user_id", "role", asking="app.is_admin(uuid)")


@pytest.mark.parametrize(
    ("text", "fields", "found"),
    [
        ("app.is_admin(auth.uid())", {}, OF_ADMIN),
        ("app.is_admin((SELECT auth.uid()))", {}, OF_ADMIN),
        ("app.is_admin ( coalesce(auth.uid(), auth.none()) )", {}, OF_ADMIN),
        ("app.IS_ADMIN(auth.uid())", {}, OF_ADMIN),
        ("app.is_admin(user_id)", {}, {}),  # nobody calls it with who he is
        ("app.is_admin(auth.uid())", {"config": ("search_path=pg_catalog",)}, {}),
        ("app.is_admin(auth.uid())", {"body": ADMIN.replace("who", "other")}, {}),
        ("app.is_admin(auth.uid())", {"body": f"BEGIN RETURN ({ADMIN}); END", "language": "plpgsql"}, OF_ADMIN),
        ("app.is_admin(auth.uid())", {"body": "", "sql_body": f"RETURN ({ADMIN})"}, OF_ADMIN),
        ("app.is_admin(auth.uid())", {"body": "", "sql_body": f"({ADMIN})"}, OF_ADMIN),
        ("app.is_admin(auth.uid())", {"language": "c"}, {}),
        (
            "app.is_admin(auth.uid())",
            {"arguments": "whom uuid, OUT who uuid"},
            {},
        ),  # what it gives back stands for nobody
        ("app.is_admin(auth.uid()) OR app.is_admin(auth.uid())", {}, OF_ADMIN),
    ],
)
def test_argument_stands_for_the_session_where_a_call_gives_it(
    text: str, fields: dict[str, object], found: dict[str, list[Asked]], world: World
) -> None:
    made = {"arguments": "who uuid", "config": ("search_path=app",), **fields}
    helper = function("app.is_admin(uuid)", **{"body": ADMIN, **made})  # type: ignore[arg-type]
    assert asked(world, text, helper) == found


def test_bodies_that_call_with_the_session_count(world: World) -> None:
    """A policy calls a function without arguments, which calls the other with who the session is."""
    inner = function("app.is_admin(uuid)", ADMIN, arguments="who uuid", config=("search_path=app",))
    outer = function("app.may()", "SELECT app.is_admin(auth.uid())")
    assert asked(world, "app.may()", inner, outer) == OF_ADMIN
    assert asked(world, "app.may()", inner, function("app.may()", "SELECT app.is_admin(user_id)")) == {}


def test_function_that_several_policies_call_is_read_once(world: World) -> None:
    helper = function("app.is_admin(uuid)", ADMIN, arguments="who uuid", config=("search_path=app",))
    again = policy(f"{NOTES}.q", "app.is_admin(auth.uid())")
    assert asked(world, "app.is_admin(auth.uid())", helper, again) == OF_ADMIN
    twice = policy(f"{NOTES}.q", ASKS)
    assert [one.by for one in asked(world, ASKS, twice)[MEMBERS]] == [f"{NOTES}.p", f"{NOTES}.q"]
    assert [one.by for one in asked(world, ASKS, policy(f"{NOTES}.q", "", check=ASKS))[MEMBERS]][1] == f"{NOTES}.q"


# Who may write what is asked for


def written(world: World, *objects: CatalogObject, own: Policy | None = None) -> list[Written]:
    """By the policy on members; `objects` stand in the place of those of the same identity."""
    own = own or policy()
    given = {one.identity: one for one in (*BASE, GOES, own, *objects)}
    return list(Authority(world(*given.values())).written(own))


def update(*names: str, command: str = "UPDATE", roles: tuple[str, ...] = ("app",)) -> list[Written]:
    return [Written(MEMBERS, command, "user_id", names, roles, GOES.identity)] if names else []


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, update("tenant_id")),
        ({"command": "ALL"}, [*update("tenant_id", command="INSERT"), *update("tenant_id")]),
        ({"command": "ALL", "check": OWN}, [*update("tenant_id", command="INSERT"), *update("tenant_id")]),
        ({"command": "ALL", "check": "true"}, update("tenant_id")),  # an INSERT is judged by what is checked
        ({"command": "INSERT", "using": "", "check": OWN}, update("tenant_id", command="INSERT")),
        ({"command": "SELECT"}, []),
        ({"command": "DELETE"}, []),
        ({"permissive": False}, []),
        ({"using": "true"}, []),
        ({"using": "role = auth.uid()"}, []),
        ({"using": f"{OWN} AND role = 'member'"}, update("tenant_id")),
        ({"check": f"{OWN} AND tenant_id = auth.tenant()"}, []),
        ({"using": f"{OWN} AND tenant_id = auth.tenant()", "check": OWN}, update("tenant_id")),
        ({"using": f"{OWN} AND tenant_id = auth.tenant()"}, []),  # USING stands for the check
        ({"roles": ("nobody",)}, []),
        ({"roles": ("app",)}, update("tenant_id")),
    ],
)
def test_policy_lets_the_own_row_be_written(fields: dict[str, object], found: list[Written], world: World) -> None:
    own = policy(**fields)  # type: ignore[arg-type]
    assert written(world, own=own) == found


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ((table(row_security=False),), []),
        ((table(grants=("app=SELECT",)),), []),
        ((table(grants=("app=SELECT,UPDATE*",)),), update("tenant_id")),
        ((table(grants=("PUBLIC=UPDATE",)),), update("tenant_id", roles=("PUBLIC",))),
        ((table(grants=("owner=UPDATE",)),), []),
        ((table(grants=()), *columns(MEMBERS, "tenant_id", grants=("app=UPDATE",))), update("tenant_id")),
        ((table(grants=()), *columns(MEMBERS, "note", grants=("app=UPDATE",))), []),
        ((Schema("app", owner="owner"),), []),
        ((policy(f"{MEMBERS}.over", "false", permissive=False),), []),
        (columns(MEMBERS, "tenant_id", generated="s"), []),
        ((index("tenant_id", primary=True),), []),
        ((index("tenant_id", "user_id", primary=True),), update("tenant_id")),
        ((index("user_id", primary=True),), update("tenant_id")),
        ((index("tenant_id"),), update("tenant_id")),
        ((policy(f"{NOTES}.more", "EXISTS (SELECT 1 FROM app.members WHERE user_id = auth.uid() AND role = 'a')"),),
         update("tenant_id")),
    ],
)  # fmt: skip
def test_what_stands_before_it_is_looked_at(
    others: tuple[CatalogObject, ...], found: list[Written], world: World
) -> None:
    assert written(world, *others) == found


HOLDS = function("app.hold()", "BEGIN new.tenant_id := old.tenant_id; RETURN new; END", language="plpgsql")


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"timing": "BEFORE"}, []),
        ({"timing": "AFTER"}, update("tenant_id")),
        ({"function": "app.gone()"}, update("tenant_id")),
        ({"identity": f"{NOTES}.hold"}, update("tenant_id")),
    ],
)
def test_trigger_that_names_the_column_holds_it(fields: dict[str, str], found: list[Written], world: World) -> None:
    named = {"identity": f"{MEMBERS}.hold", "definition": "x", "function": "app.hold()", **fields}
    assert written(world, HOLDS, Trigger(**named)) == found  # type: ignore[arg-type]
    other = function("app.hold()", "BEGIN new.tenant_idx := 1; RETURN new; END", language="plpgsql")
    assert written(world, other, Trigger(**named)) == update("tenant_id")  # type: ignore[arg-type]


def test_next_question_is_asked_where_one_column_is_held(world: World) -> None:
    """Two policies go by two columns; the first is held by the check, the second is free."""
    more = policy(f"{NOTES}.role", "EXISTS (SELECT 1 FROM app.members WHERE user_id = auth.uid() AND role = 'admin')")
    own = policy(check=f"{OWN} AND tenant_id = auth.tenant()")
    assert written(world, more, own=own) == [Written(MEMBERS, "UPDATE", "user_id", ("role",), ("app",), more.identity)]


@pytest.mark.parametrize(
    ("name", "unique", "found"),
    [
        ("app.members", (), True),
        ("app.user_roles", (), True),
        ("app.staff", (), True),
        ("app.team_access", (), True),
        ("app.profiles", (), False),  # what somebody wrote is his
        ("app.profiles", (("user_id",),), True),
        ("app.profiles", (("tenant_id", "user_id"),), True),
        ("app.profiles", (("note", "user_id"),), False),
        ("app.profiles", (("tenant_id",),), False),
    ],
)
def test_rows_that_say_who_somebody_is(
    name: str, unique: tuple[tuple[str, ...], ...], found: bool, world: World
) -> None:
    asks = policy(f"{NOTES}.p", ASKS.replace(MEMBERS, name), command="SELECT")
    own = policy(f"{name}.own")
    keys = [Index(f"app.i{n}", table=name, definition="x", columns=one, unique=True) for n, one in enumerate(unique)]
    plain = Index("app.plain", table=name, definition="x", columns=("user_id",))
    objects = (*BASE, table(name), *columns(name), own, asks, plain, *keys)
    assert bool(list(Authority(world(*objects)).written(own))) is found


@pytest.mark.parametrize(
    ("body", "key", "on", "found"),
    [
        ("INSERT INTO app.members (user_id) VALUES (new.id)", ("user_id",), NOTES, False),
        ("INSERT INTO members (user_id) VALUES (new.id)", ("user_id",), NOTES, False),
        ("UPDATE app.members SET note = ''", ("user_id",), NOTES, True),
        ("INSERT INTO app.notes (user_id) VALUES (new.id)", ("user_id",), NOTES, True),
        ("INSERT INTO app.members (user_id) VALUES (new.id)", ("user_id", "tenant_id"), NOTES, True),
        ("INSERT INTO app.members (user_id) VALUES (new.id)", ("user_id",), MEMBERS, True),
    ],
)
def test_row_that_a_trigger_makes_is_there_before_anybody_writes_it(
    body: str, key: tuple[str, ...], on: str, found: bool, world: World
) -> None:
    made = function("app.made()", f"BEGIN {body}; RETURN new; END", language="plpgsql", config=("search_path=app",))
    fires = Trigger(f"{on}.made", definition="x", function="app.made()", timing="AFTER")
    own = policy(command="INSERT", using="", check=OWN)
    assert bool(written(world, made, fires, index(*key), own=own)) is found
    assert written(world, made, fires, index(*key), own=policy())
