"""Who comes in from outside and how far, which roles requests have, and whose the rows of a table are."""

from collections.abc import Callable

import pytest

from golive.model.catalog import (
    Column,
    Constraint,
    Database,
    Extension,
    Function,
    Membership,
    Policy,
    Relation,
    Role,
    Schema,
    Sequence,
    Type,
)
from golive.model.catalog.base import CatalogObject
from golive.model.finding import Reach
from golive.rights.entrances import Entrances
from golive.rights.policies import Tenancy, body
from golive.rights.reach import makers
from golive.rights.requests import callers, open_to, requesting
from golive.rights.search_path import needed, path_of
from golive.rights.tenancy import TenantKeys, normal, tenant_keys

World = Callable[..., Tenancy]
ROLES = (Role("owner"), Role("app", login=True), Role("root", superuser=True, login=True), Role("group"))
APP_USES = Schema("app", owner="owner", grants=("app=USAGE",))
NOBODY_SIGNED_IN = {"name": "visitor", "role": "visitor", "settings": {}}
SIGNED_IN = {"name": "user", "role": "app", "settings": {"app.tenant": "{tenant}"}, "sessions": "SELECT 1, 2"}


def table(identity: str = "app.t", **fields: object) -> Relation:
    return Relation(identity, **{"relkind": "r", "owner": "owner", "row_security": True, **fields})  # type: ignore[arg-type]


def function(**fields: object) -> Function:
    return Function(**{"identity": "app.f()", "prokind": "f", "language": "sql", "owner": "owner", **fields})  # type: ignore[arg-type]


def member(role: str, name: str, **options: bool) -> Membership:
    return Membership(f"{name} in {role}", role=role, member=name, **options)


def entrances(world: World, *objects: CatalogObject, **claimed: object) -> Entrances:
    tenancy = world(*ROLES, APP_USES, *objects, **claimed)
    return Entrances(tenancy.live, tenancy.claims)


def test_widest_of_several_roles_counts(world: World) -> None:
    closed = entrances(world)
    assert closed.strangers == frozenset()
    assert [closed.of(*names) for names in ((), ("owner",), ("app",), ("PUBLIC",), ("gone",), ("owner", "app"))] == [
        Reach.NOBODY, Reach.OWNERS, Reach.MEMBERS, Reach.MEMBERS, Reach.OWNERS, Reach.MEMBERS,
    ]  # fmt: skip
    assert closed.of("app", "owner") is closed.of("root", "app") is Reach.MEMBERS
    open_ = entrances(world, Role("visitor"), identity=(NOBODY_SIGNED_IN, SIGNED_IN))
    assert open_.strangers == {"visitor"}
    assert [open_.of(*names) for names in (("visitor",), ("PUBLIC",), ("app",), ("owner", "visitor"))] == [
        Reach.ANYBODY, Reach.ANYBODY, Reach.MEMBERS, Reach.ANYBODY,
    ]  # fmt: skip
    assert entrances(world, Role("anon")).strangers == {"anon"}  # as a vendor calls it


POLICY = Policy("app.t.p", using="true", command="SELECT")


@pytest.mark.parametrize(
    ("one", "reach"),
    [
        (table(grants=("app=SELECT",)), Reach.MEMBERS),
        (table(grants=("owner=SELECT",)), Reach.NOBODY),
        (table(grants=("group=SELECT",)), Reach.NOBODY),  # its schema is closed to them
        (POLICY, Reach.MEMBERS),
        (Policy("app.t.p", using="true", command="DELETE"), Reach.NOBODY),
        (Policy("app.gone.p", using="true"), Reach.NOBODY),
        (function(grants=("app=EXECUTE",)), Reach.MEMBERS),
        (function(grants=("owner=EXECUTE",)), Reach.NOBODY),
        (Schema("s", owner="owner", grants=("owner=USAGE", "app=USAGE")), Reach.MEMBERS),
        (Schema("s", owner="owner", grants=("owner=USAGE",)), Reach.NOBODY),
        (Schema("s", owner="owner", grants=("root=USAGE",)), Reach.OWNERS),
        (Role("app"), Reach.NOBODY),
    ],
)
def test_reach_of_an_object_is_by_its_grants(one: CatalogObject, reach: Reach, world: World) -> None:
    there = () if isinstance(one, Relation) else (table(grants=("app=SELECT",)),)
    assert entrances(world, one, *there).to(one) is reach


def test_roles_of_requests_are_declared_switched_to_or_usual(world: World) -> None:
    made = (
        Role("anon"), Role("web_anon", login=True), Role("switched"), Role("inherited"), Role("unset"), Role("nologin"),
        Role("authenticated", superuser=True), Role("login", login=True),
        member("switched", "login", inherit=False), member("inherited", "login"),
        member("unset", "login", inherit=False, set=False), member("nologin", "group", inherit=False),
        member("app", "login", inherit=False), member("root", "login", inherit=False),
        member("gone", "login", inherit=False), member("switched", "nobody", inherit=False),
    )  # fmt: skip
    assert requesting(world(*ROLES, *made).roles) == ("anon", "switched")
    assert requesting(world(*ROLES, *made, identity=(SIGNED_IN,)).roles) == ("anon", "app", "switched")
    assert requesting(world(*ROLES, identity=({**SIGNED_IN, "role": "gone"},)).roles) == ()


def test_open_is_what_requests_may_reach(world: World) -> None:
    roles = world(*ROLES, Role("anon"), Schema("app", owner="owner", grants=("anon=USAGE",))).roles
    assert open_to(roles, table(grants=("anon=SELECT",)), "DELETE", "SELECT") == ("anon",)
    assert open_to(roles, table(grants=("anon=SELECT",)), "DELETE") == ()
    assert open_to(roles, table(owner="anon"), "SELECT") == ()
    assert callers(roles, function(grants=("anon=EXECUTE",))) == ("anon",)
    assert callers(roles, function(grants=("app=EXECUTE",))) == ()
    for result in ("trigger", "event_trigger"):
        assert callers(roles, function(grants=("anon=EXECUTE",), result=result)) == ()
    closed = world(*ROLES, Role("anon"), Schema("app", owner="owner")).roles
    assert open_to(closed, table(grants=("anon=SELECT",)), "SELECT") == ()
    assert callers(closed, function(grants=("anon=EXECUTE",))) == ()


def test_makers_may_create_somewhere(world: World) -> None:
    roles = world(
        *ROLES, Role("maker"), Role("starred"),
        Schema("app", owner="owner", grants=("owner=CREATE", "maker=CREATE", "app=USAGE", "root=CREATE")),
        Database("it", encoding="UTF8", owner="owner", grants=("starred=CREATE*", "group=CONNECT")),
    ).roles  # fmt: skip
    assert makers(roles) == {"maker", "starred"}


# Whose rows


def column(relation: str, name: str, **fields: object) -> Column:
    return Column(f"{relation}.{name}", type="uuid", **fields)  # type: ignore[arg-type]


def refers(relation: str, name: str, to: str = "app.tenants", key: str = "id", **fields: object) -> Constraint:
    values = {"type": "f", "definition": "x", "columns": (name,), "referenced": to, "referenced_columns": (key,)}
    return Constraint(f"{relation}.{name}_fkey", **{**values, **fields})  # type: ignore[arg-type]


def policy(relation: str, using: str = "tenant_id = current_tenant()", check: str = "") -> Policy:
    return Policy(f"{relation}.p", using=using, check=check)


def secured(*names: str, key: str = "tenant_id") -> list[CatalogObject]:
    made: list[CatalogObject] = [table("app.tenants"), column("app.tenants", "id"), column("app.tenants", key)]
    for name in names:
        using = f"{key} = current_tenant()"
        made += [table(name), column(name, key), column(name, "id"), refers(name, key), policy(name, using)]
    return made


def evident(world: World, *objects: CatalogObject) -> TenantKeys | None:
    given = {(one.kind, one.identity): one for one in objects}
    tenancy = world(*given.values())
    return tenant_keys(tenancy.live, tenancy.claims)


TWO = secured("app.a", "app.b")
FOUND = TenantKeys("app.tenants", "id", {"app.a": "tenant_id", "app.b": "tenant_id"}, declared=False)


def test_tenants_are_evident_where_two_tables_compare_their_key(world: World) -> None:
    assert evident(world, *TWO) == FOUND
    assert evident(world, *secured("app.a")) is None
    assert evident(world) is None


@pytest.mark.parametrize(
    ("other", "is_found"),
    [
        ((policy("app.b", "", "tenant_id = current_tenant()"),), True),
        ((policy("app.b", "true"),), False),
        ((policy("app.b", "my_tenant_id = 1 OR tenant_id2 = 1 OR tenant_id$ = 1"),), False),
        ((table("app.b", row_security=False),), False),
        ((refers("app.b", "tenant_id", type="c"),), False),
        ((refers("app.b", "tenant_id", columns=("tenant_id", "id")),), False),
        ((refers("app.b", "tenant_id", to="app.other"),), False),
        ((refers("app.b", "tenant_id", key="number"),), False),
        ((table("app.c"), column("app.c", "tenant_id"), policy("app.c")), True),
    ],
)
def test_tenants_are_not_evident_else(other: tuple[CatalogObject, ...], is_found: bool, world: World) -> None:
    found = evident(world, *TWO, *other)
    assert (found is not None) is is_found
    if len(other) == 3:
        assert found is not None
        assert found.columns == {**FOUND.columns, "app.c": "tenant_id"}


@pytest.mark.parametrize("name", ["user_id", "owner_id", "Author", "created_by", "by_whom", "profile_id"])
def test_person_is_no_tenant(name: str, world: World) -> None:
    assert evident(world, *secured("app.a", "app.b", key=name)) is None


def test_most_named_root_is_the_tenants(world: World) -> None:
    others: list[CatalogObject] = []
    for name in ("app.x", "app.y", "app.z"):
        others += [
            table(name),
            column(name, "org_id"),
            refers(name, "org_id", to="app.orgs"),
            policy(name, "org_id = 1"),
        ]
    found = evident(world, *TWO, *others)
    assert found == TenantKeys("app.orgs", "id", dict.fromkeys(("app.x", "app.y", "app.z"), "org_id"), declared=False)
    found = evident(world, *TWO, *others[:-4])  # as many: the first by name
    assert found is not None
    assert found.root == "app.orgs"


def test_texts_of_all_policies_of_a_table_count(world: World) -> None:
    more = [Policy(f"{name}.{more}", using="true") for name in ("app.a", "app.b") for more in "oq"]
    assert evident(world, *TWO, *more) == FOUND


TENANCY = {"root": "app.tenants", "key": "number", "columns": ("tenant_id", "org_id"), "enforced_by": "database"}


def declared(world: World, *objects: CatalogObject, **changed: object) -> Tenancy:
    given = {(one.kind, one.identity): one for one in (*TWO, *objects)}
    return world(*given.values(), tenancy={**TENANCY, **changed})


def test_declared_columns_are_found_in_order(world: World) -> None:
    both = (table("app.c", parents=("app.b",)), table("app.d"), column("app.d", "org_id"), column("app.d", "tenant_id"),
            table("app.e"), column("app.e", "org_id"), table("app.v", relkind="v"), column("app.v", "tenant_id"),
            table("app.f"), column("app.f", "x"))  # fmt: skip
    tenancy = declared(world, *both, shared=("app.b",))
    keys = tenant_keys(tenancy.live, tenancy.claims)
    assert keys == TenantKeys(
        "app.tenants", "number", {"app.a": "tenant_id", "app.d": "tenant_id", "app.e": "org_id"}, declared=True
    )
    assert tenancy.shared == {"app.b"}
    assert [tenancy.column(name) for name in ("app.a", "app.b", "app.tenants", "app.f", "app.v")] == [
        "tenant_id", None, "number", None, None,
    ]  # fmt: skip
    assert tenancy.knows_columns


def test_child_has_its_parents_column(world: World) -> None:
    children = (table("app.c", parents=("app.x", "app.a")), table("app.d", parents=("app.x",)),
                table("app.e", parents=("app.a",)), column("app.e", "org_id"))  # fmt: skip
    tenancy = declared(world, *children)
    assert [tenancy.column(f"app.{name}") for name in "cde"] == ["tenant_id", None, "org_id"]


def test_without_tenants_no_column_is_known(world: World) -> None:
    tenancy = world(table())
    assert (tenancy.knows_columns, tenancy.column("app.t"), tenancy.shared) == (False, None, frozenset())
    gone = declared(world, root="app.gone")
    assert gone.column("app.gone") is None
    assert normal("app.t") == "app.t"
    assert normal('app."A b"') == 'app."A b"'


@pytest.mark.parametrize(
    ("claimed", "confirmed", "by_application"),
    [
        (None, False, False),
        ({}, True, False),
        ({"enforced_by": "application"}, False, True),
        ({"proposal": True}, False, False),
        ({"proposal": True, "enforced_by": "application"}, False, False),
    ],
)
def test_who_keeps_tenants_apart_is_said(
    claimed: dict[str, object] | None, confirmed: bool, by_application: bool, world: World
) -> None:
    tenancy = world(table()) if claimed is None else declared(world, **claimed)
    assert (tenancy.confirmed, tenancy.by_application) == (confirmed, by_application)


def test_what_is_somebody_elses_is_left_out(world: World) -> None:
    outside = ({"schema": "theirs", "owner": "Them", "reason": "it is theirs"},)
    objects = (table(), table("theirs.t"), table("app.v", relkind="v"), POLICY, policy("theirs.t"))
    tenancy = world(*objects, outside=outside)
    assert [one.identity for one in tenancy.tables] == ["app.t"]
    assert [one.identity for one in tenancy.policies] == ["app.t.p"]


def test_policies_of_a_command(world: World) -> None:
    made = [Policy(f"app.t.{one}", command=one, using="true") for one in ("ALL", "SELECT", "DELETE")]
    tenancy = world(table(), *made, column("app.t", "a", not_null=True), column("app.t", "b"))
    assert [one.command for one in tenancy.of("app.t", "SELECT")] == ["ALL", "SELECT"]
    assert tenancy.of("app.gone", "SELECT") == ()
    assert tenancy.not_null("app.t") == {"a"}


@pytest.mark.parametrize(
    ("fields", "grants", "found"),
    [
        ({"command": "ALL"}, ("app=SELECT,DELETE",), {"SELECT", "DELETE"}),
        ({"command": "DELETE"}, ("app=SELECT,DELETE",), {"DELETE"}),
        ({"command": "UPDATE"}, ("app=SELECT",), set()),
        ({"command": "ALL", "roles": ("group",)}, ("app=SELECT",), set()),
    ],
)
def test_commands_that_somebody_may_run(
    fields: dict[str, object], grants: tuple[str, ...], found: set[str], world: World
) -> None:
    relation = table(grants=grants)
    made = Policy("app.t.p", **{"using": "true", **fields})  # type: ignore[arg-type]
    assert world(*ROLES, APP_USES, relation).commands(made, relation) == found


def test_functions_are_found_with_and_without_a_schema(world: World) -> None:
    made = [function(identity=one) for one in ("app.f(integer)", "app.f()", "b.f()", "b.g()")]
    tenancy = world(*made)
    assert [one.identity for one in tenancy.functions("f")] == ["app.f(integer)", "app.f()", "b.f()"]
    assert [one.identity for one in tenancy.functions("app.f")] == ["app.f(integer)", "app.f()"]
    assert tenancy.functions("app.g") == ()


def test_each_function_is_followed_once(world: World) -> None:
    loop = function(identity="app.g()", body="SELECT app.f()")
    found = [
        one.identity for _, one in world(function(body="SELECT app.g()"), loop).followed("app.f()", "app.F()") if one
    ]
    assert found == ["app.f()", "app.g()"]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"body": "a", "sql_body": "b"}, "b"),
        ({"body": "a"}, "a"),
        ({"body": "a", "language": "plpgsql"}, "a"),
        ({"body": "a", "language": "plpython3u"}, ""),
    ],
)
def test_what_a_function_does_is_text_of_sql(fields: dict[str, str], text: str) -> None:
    assert body(function(**fields)) == text


# Search paths


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SELECT 1 FROM t", ("app",)),
        ('SELECT 1 FROM "T t"', ("app",)),
        ('SELECT 1 FROM "t""t"', ("b",)),
        ("SELECT f()", ("app", "b")),
        ("SELECT 1 FROM b.only_b", ()),
        ("SELECT 1 FROM only_b, t", ("app", "b")),
        ("SELECT 'x'::kind", ("b",)),
        ("SELECT nextval('s')", ("b", "ext")),
        ("SELECT digest(x)", ("ext",)),
        ("SELECT digest(x), f()", ("app", "b", "ext")),
        ("SELECT x::citext", ("ext",)),
        ("DECLARE x citext; BEGIN", ("ext",)),
        ("SELECT pg_catalog.now()", ()),
        ("SELECT only_own", ("own",)),
    ],
)
def test_schemas_that_a_text_needs(text: str, found: tuple[str, ...], world: World) -> None:
    tenancy = world(
        *(Schema(one) for one in ("app", "b", "own", "ext", "unasked")),
        table(), table('app."T t"'), table("b.only_b"), table("own.only_own"), table("unasked.u"), table('b."t""t"'),
        function(), function(identity="b.f()"), Type("b.kind", typtype="e"),
        Sequence("b.s", data_type="bigint", start=1, minimum=1, maximum=9),
        Extension("pgcrypto", version="1", in_schema="ext"), Extension("plpgsql", version="1", in_schema="pg_catalog"),
        platform={"name": "it", "title": "It", "search_path": ("app", "b")},
    )  # fmt: skip
    for kept in ({"body": text}, {"sql_body": text}):
        mine = function(identity="own.mine()", **kept)
        assert needed(mine, tenancy.live, tenancy.claims) == found


def test_path_is_a_functions_own_or_the_applications(world: World) -> None:
    claims = world(platform={"name": "it", "title": "It", "search_path": ("app", "b")}).claims
    assert path_of(function(), claims) == ("app", "b")
    assert path_of(function(config=("search_path=x",)), claims) == ("x",)
    assert path_of(function(config=('search_path=""',)), claims) == ()
