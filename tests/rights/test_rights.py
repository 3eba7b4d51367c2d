"""Whom rights, policies and schemas let do what, one rule at a time and without a server."""

from collections.abc import Callable

import pytest

from golive.model.catalog import (
    Column,
    Database,
    DefaultPrivilege,
    EventTrigger,
    Extension,
    Function,
    Membership,
    Policy,
    Relation,
    Role,
    Schema,
    Setting,
    Trigger,
)
from golive.model.catalog.base import CatalogObject
from golive.rights.binding import binds, silent, speaking
from golive.rights.foundations import foundations
from golive.rights.grants import builtin, column_statements, gained, rights, statements, system_statements, told
from golive.rights.policies import Tenancy
from golive.rights.reach import columns_held, creating, executing, reaching, uses
from golive.rights.search_path import paths, pinned, schemas
from golive.rights.vendors import normal
from golive.rights.views import CALLER, is_on

World = Callable[..., Tenancy]
ROLES = (Role("owner"), Role("app", login=True), Role("admin", login=True), Role("root", superuser=True))
APP_USES = Schema("app", owner="owner", grants=("app=USAGE",))


def table(**fields: object) -> Relation:
    return Relation(**{"identity": "app.t", "relkind": "r", "owner": "owner", "row_security": True, **fields})  # type: ignore[arg-type]


def member(role: str, name: str, **options: bool) -> Membership:
    return Membership(f"{name} in {role}", role=role, member=name, **options)


def policy(name: str = "p", **fields: object) -> Policy:
    return Policy(**{"identity": f"app.t.{name}", "using": "true", **fields})  # type: ignore[arg-type]


def function(**fields: object) -> Function:
    return Function(**{"identity": "app.f()", "prokind": "f", "language": "sql", "owner": "owner", **fields})  # type: ignore[arg-type]


def database(owner: str) -> Database:
    return Database("it", encoding="UTF8", owner=owner)


# Whom row security binds


@pytest.mark.parametrize(
    ("name", "fields", "memberships", "bound"),
    [
        ("app", {}, (), True),
        ("app", {"row_security": False}, (), False),
        ("owner", {}, (), False),
        ("owner", {"forced": True}, (), True),
        ("app", {}, (member("owner", "app"),), False),  # who has the owner's rights is not bound either
        ("app", {}, (member("owner", "app", inherit=False),), True),
        ("app", {"forced": True}, (member("owner", "app"),), True),
        ("root", {"forced": True}, (), False),
        ("passing", {"forced": True}, (), False),
    ],
)
def test_row_security_binds_whoever_is_not_the_owner(
    name: str, fields: dict[str, object], memberships: tuple[Membership, ...], bound: bool, world: World
) -> None:
    roles = world(*ROLES, Role("passing", bypassrls=True), *memberships).roles
    assert binds(roles, name, table(**fields)) is bound


@pytest.mark.parametrize(
    ("fields", "commands"),
    [
        ({"command": "SELECT"}, "SELECT"),
        ({"command": "ALL"}, "SELECT INSERT UPDATE DELETE"),
        ({"command": "INSERT", "using": "", "check": "true"}, "INSERT"),
        ({"command": "ALL", "using": "true", "check": "false"}, "SELECT UPDATE DELETE"),  # a new row is for the check
        ({"command": "ALL", "using": "false", "check": "true"}, "INSERT"),
        ({"command": "ALL", "using": "false"}, ""),
        ({"permissive": False}, ""),
        ({"roles": ("other",)}, ""),
        ({"roles": ("app",)}, "SELECT INSERT UPDATE DELETE"),
        ({"roles": ("group",)}, "SELECT INSERT UPDATE DELETE"),
    ],
)
def test_policy_speaks_for_its_commands_and_roles(fields: dict[str, object], commands: str, world: World) -> None:
    roles = world(*ROLES, member("group", "app"), table(), policy(**fields)).roles
    spoken = [one for one in ("SELECT", "INSERT", "UPDATE", "DELETE") if speaking(roles, "app", table(), one)]
    assert " ".join(spoken) == commands
    assert silent(roles, "app", table(), "SELECT") is ("SELECT" not in spoken)
    assert not silent(roles, "owner", table(), "SELECT")


# Roles


def test_what_a_role_becomes_is_more_than_what_it_inherits(world: World) -> None:
    steps = (
        member("a", "app"),
        member("b", "a", inherit=False),
        member("c", "app", inherit=False, set=False, admin=True),
        member("d", "app", inherit=False, set=False),
        member("app", "a"),
    )
    roles = world(*ROLES, *steps).roles
    assert roles.inherits("app") == {"app", "a", "PUBLIC"}
    assert roles.becomes("app") == {"app", "a", "b", "c"}
    assert roles.becomes("d") == {"d"}


def test_operators_are_not_the_application(world: World) -> None:
    made = (Role("rds_superuser"), Role("pg_monitor"), Role("passing", bypassrls=True), Role("theirs"), Role("boot"))
    plpgsql = Extension("plpgsql", version="1.0", owner="boot")
    roles = world(
        *ROLES, *made, plpgsql, outside=({"role": "theirs", "owner": "Them", "reason": "it is theirs"},)
    ).roles
    operators = ("root", "rds_superuser", "pg_monitor", "passing", "theirs", "boot", "postgres")
    assert [name for name in operators if not roles.is_operator(name)] == []
    assert [name for name in ("app", "owner", "nobody", "PUBLIC") if not roles.is_application(name)] == []


def test_who_owns_a_share_deploys_unless_he_is_a_session(world: World) -> None:
    tables = [table(identity=f"app.t{n}") for n in range(10)]
    few = [table(identity="app.few", owner="few"), table(identity="app.many", owner="some")]
    objects = (
        *ROLES,
        *tables,
        *few,
        table(identity="app.other", owner="some"),
        database("admin"),
        APP_USES,
    )
    roles = world(*objects).roles
    assert roles.deployers == {"owner", "some", "admin"}
    assert not roles.is_application("some")
    assert roles.is_application("few")
    said = {"name": "some", "role": "some", "settings": {"app.tenant": "{tenant}"}, "sessions": "SELECT 1, 2"}
    assert world(*objects, identity=(said,)).roles.is_application("some")


def test_share_that_deploys_is_a_tenth(world: World) -> None:
    tables = [table(identity=f"app.t{n}", owner="few" if n < 2 else "owner") for n in range(20)]
    assert world(*ROLES, *tables).roles.deployers == {"few", "owner"}
    assert world(*ROLES, *tables, table(identity="app.more")).roles.deployers == {"owner"}


def test_is_used_where_a_table_a_column_or_a_policy_names_it(world: World) -> None:
    column = Column("app.t.c", type="integer", grants=("by_column=SELECT",))
    roles = world(
        *ROLES, Role("heir"), member("by_grant", "heir"), column,
        table(grants=("owner=SELECT", "by_grant=SELECT")), policy(roles=("by_policy",)),
    ).roles  # fmt: skip
    used = ("by_grant", "by_column", "by_policy", "heir", "PUBLIC", "app", "owner")
    assert [name for name in used if roles.is_used(name)] == ["by_grant", "by_column", "by_policy", "heir", "PUBLIC"]


def test_strangers_are_logins_that_rights_bind(world: World) -> None:
    assert not world(Role("owner"), Role("root", superuser=True, login=True)).roles.strangers()
    assert world(Role("app", login=True)).roles.strangers()
    assert not world(Role("app")).roles.strangers()


@pytest.mark.parametrize(
    ("name", "grants", "may"),
    [
        ("app", ("app=EXECUTE",), True),
        ("app", ("app=EXECUTE*",), True),  # with grant option it is the same right
        ("app", ("PUBLIC=EXECUTE",), True),
        ("PUBLIC", ("app=EXECUTE",), False),
        ("PUBLIC", ("PUBLIC=EXECUTE*",), True),
        ("app", (), False),
        ("owner", (), True),
        ("owner", ("owner=",), False),
        ("heir", ("group=EXECUTE",), True),
        ("root", (), True),
    ],
)
def test_executes_whom_the_function_grants_it(name: str, grants: tuple[str, ...], may: bool, world: World) -> None:
    roles = world(*ROLES, member("group", "heir")).roles
    assert roles.executes(name, function(grants=grants)) is may


@pytest.mark.parametrize(
    ("name", "right", "may"),
    [
        ("app", "SELECT", True),
        ("app", "DELETE", True),
        ("app", "INSERT", False),
        ("app", "UPDATE", True),  # of one column
        ("owner", "TRUNCATE", True),
        ("root", "TRUNCATE", True),
        ("reader", "SELECT", True),
        ("reader", "INSERT", False),
        ("PUBLIC", "SELECT", False),
        ("admin", "SELECT", False),
    ],
)
def test_holds_by_grant_column_ownership_or_predefined_role(name: str, right: str, may: bool, world: World) -> None:
    column = Column("app.t.c", type="integer", grants=("app=UPDATE",))
    roles = world(*ROLES, member("pg_read_all_data", "reader"), column).roles
    assert roles.holds(name, right, table(grants=("app=SELECT,DELETE*",))) is may


def test_granted_names_the_applications_roles_alone(world: World) -> None:
    column = Column("app.t.c", type="integer", grants=("admin=UPDATE*",))
    roles = world(*ROLES, column).roles
    relation = table(grants=("app=SELECT*", "owner=SELECT", "root=SELECT", "PUBLIC=DELETE"))
    assert roles.granted(relation) == ("PUBLIC", "admin", "app")
    assert roles.granted(relation, "SELECT") == ("app",)
    assert roles.granted(relation, "UPDATE", "DELETE") == ("PUBLIC", "admin")


# Reach


@pytest.mark.parametrize(
    ("name", "grants", "memberships", "may"),
    [
        ("app", ("app=USAGE",), (), True),
        ("app", ("app=USAGE*",), (), True),
        ("app", ("app=CREATE",), (), False),
        ("app", ("PUBLIC=USAGE",), (), True),
        ("app", ("admin=USAGE",), (), False),
        ("app", ("group=USAGE",), (member("group", "app"),), True),
        ("app", ("group=USAGE",), (member("group", "app", inherit=False),), False),
        ("app", ("admin=USAGE",), (member("app", "admin"),), True),  # whoever becomes it brings the schema along
        ("PUBLIC", ("app=USAGE",), (), True),
        ("PUBLIC", ("root=USAGE",), (), False),
        ("PUBLIC", ("app=CREATE",), (), False),
    ],
)
def test_schema_is_used_by_whom_it_lets_in(
    name: str, grants: tuple[str, ...], memberships: tuple[Membership, ...], may: bool, world: World
) -> None:
    roles = world(*ROLES, *memberships, Schema("app", owner="owner", grants=grants)).roles
    assert uses(roles, name, "app") is may
    assert reaching(roles, table(grants=(f"{name}=SELECT",)), "SELECT") == ((name,) if may else ())
    assert executing(roles, function(grants=(f"{name}=EXECUTE*",))) == ((name,) if may else ())


def test_schema_that_is_not_there_keeps_nobody_out(world: World) -> None:
    roles = world(*ROLES, APP_USES).roles
    assert uses(roles, "app", None)
    assert uses(roles, "app", "other")
    assert creating(roles, "other") == ()
    assert executing(roles, function(grants=("owner=EXECUTE", "root=EXECUTE", "app=USAGE"))) == ()


def test_creating_is_of_others_than_the_owner(world: World) -> None:
    made = Schema(
        "app",
        owner="owner",
        grants=("owner=CREATE", "app=CREATE*", "admin=CREATE,USAGE", "root=CREATE", "PUBLIC=USAGE"),
    )
    roles = world(*ROLES, made).roles
    assert creating(roles, "app") == ("admin", "app")
    assert creating(roles, "app", "app") == ("admin",)


def test_right_on_columns_is_of_the_whole_or_of_each() -> None:
    columns = (Column("app.t.a", type="int", grants=("app=SELECT",)), Column("app.t.b", type="int"))
    assert columns_held(table(), columns, frozenset({"app"}), "SELECT") == ("a",)
    assert columns_held(table(), columns, frozenset({"app"}), "UPDATE") == ()
    assert columns_held(table(grants=("app=UPDATE*",)), columns, frozenset({"app"}), "UPDATE") == ("a", "b")


# Policies together


def test_policy_is_for_its_roles_and_their_heirs(world: World) -> None:
    tenancy = world(*ROLES, member("group", "app"))
    assert tenancy.binds(policy(), "PUBLIC")
    assert tenancy.binds(policy(), "anybody")
    assert tenancy.binds(policy(roles=("group",)), "app")
    assert not tenancy.binds(policy(roles=("group",)), "PUBLIC")
    assert not tenancy.binds(policy(roles=("group",)), "admin")


@pytest.mark.parametrize(
    ("over", "is_restricted"),
    [
        ({"permissive": False}, True),
        ({"permissive": False, "command": "UPDATE"}, False),
        ({"permissive": False, "roles": ("app",)}, False),
        ({"permissive": True}, False),
    ],
)
def test_restrictive_policy_stands_before_all_of_a_permissive_one(
    over: dict[str, object], is_restricted: bool, world: World
) -> None:
    tenancy = world(table(), policy(), policy("over", **over))
    assert tenancy.restricted(policy()) is is_restricted


def test_policies_of_one_command_restrict_it_together(world: World) -> None:
    each = [policy(f"r{n}", permissive=False, command=one) for n, one in enumerate(("SELECT", "INSERT", "UPDATE"))]
    assert not world(table(), policy(), *each).restricted(policy())
    last = policy("r3", permissive=False, command="DELETE")
    assert world(table(), policy(), *each, last).restricted(policy())
    assert world(table(), each[0]).restricted(policy(command="SELECT"))
    named = policy("named", permissive=False, roles=("app", "other"))
    assert world(table(), named).restricted(policy(roles=("app",)))


@pytest.mark.parametrize(
    ("fields", "grants", "found"),
    [
        ({}, ("app=SELECT",), ("app",)),
        ({"command": "DELETE"}, ("app=SELECT",), ()),
        ({"roles": ("admin",)}, ("app=SELECT",), ()),
        ({"roles": ("app",)}, ("app=SELECT",), ("app",)),
        ({"roles": ("group",)}, ("app=SELECT",), ("app",)),
        ({"roles": ("admin",)}, ("PUBLIC=SELECT",), ("admin",)),
        ({"roles": ("root",)}, ("PUBLIC=SELECT",), ()),
        ({"roles": ("app",)}, ("group=SELECT",), ("app",)),
        ({"roles": ("owner",)}, (), ()),
    ],
)
def test_policy_is_reached_by_those_who_may_run_its_command(
    fields: dict[str, object], grants: tuple[str, ...], found: tuple[str, ...], world: World
) -> None:
    relation = table(grants=grants)
    assert world(*ROLES, member("group", "app"), relation).reached_by(policy(**fields), relation) == found


def test_calls_are_followed_through_bodies(world: World) -> None:
    inner = function(identity="app.g()", body="SELECT app.h()", language="sql")
    outer = function(body="BEGIN PERFORM app.g(); END", language="plpgsql")
    foreign = function(identity="app.h()", body="secret.so", language="c")
    found = list(world(outer, inner, foreign).followed("app.f()"))
    assert [(text, one.identity if one else "") for text, one in found] == [
        ("app.f()", ""), ("BEGIN PERFORM app.g(); END", "app.f()"), ("SELECT app.h()", "app.g()"), ("", "app.h()"),
    ]  # fmt: skip
    assert len(list(world(outer, inner, foreign).followed("app.f()", depth=2))) == 2


def test_foundations_are_tables_functions_schemas_and_the_database(world: World) -> None:
    objects: tuple[CatalogObject, ...] = (
        table(), table(identity="app.open", owner="other", row_security=False), policy(using="app.f()"),
        function(owner="definer"), function(identity="fire.t()", owner="firer"),
        function(identity="ev.e()", owner="watcher"),
        function(identity="app.idle()", owner="idle"), Trigger("app.t.tr", function="fire.t()", definition="x"),
        EventTrigger("ev", event="ddl_command_end", function="ev.e()"), Schema("app", owner="builder"),
        Schema("fire", owner="arsonist"), Schema("elsewhere", owner="stranger"), database("dba"),
    )  # fmt: skip
    assert foundations(world(*objects)) == {
        "owner": ["app.t"], "definer": ["app.f()"], "watcher": ["ev.e()"], "firer": ["fire.t()"],
        "builder": ["schema app"], "arsonist": ["schema fire"], "dba": ["the database"],
        "pg_database_owner": ["what the database's owner owns"],
    }  # fmt: skip


# Differences of rights


def test_rights_are_read_and_told_by_grantee() -> None:
    assert rights(("a=SELECT,UPDATE*", "a=DELETE", "b=")) == {"a": {"SELECT", "UPDATE*", "DELETE"}, "b": set()}
    assert rights(("a=b=SELECT",)) == {"a=b": {"SELECT"}}
    assert gained(("a=SELECT",), ("a=SELECT,UPDATE", "b=DELETE")) == {"a": {"UPDATE"}, "b": {"DELETE"}}
    assert told(("a=SELECT,DELETE",), ("b=UPDATE,INSERT", "a=DELETE")) == "b holds INSERT, UPDATE; a lacks SELECT"
    assert told(("o=SELECT",), (), "o") == "the owner o has other rights than an owner has"
    assert told(("o=SELECT",), ("o=UPDATE",), "o") == ""


@pytest.mark.parametrize(
    ("locked", "observed", "made"),
    [
        (("a=SELECT",), ("a=SELECT",), []),
        ((), ("a=SELECT",), ["REVOKE ALL ON x FROM a"]),
        (("a=SELECT",), ("a=SELECT,UPDATE",), ["REVOKE UPDATE ON x FROM a"]),
        (("a=SELECT",), ("a=SELECT*",), ["REVOKE GRANT OPTION FOR SELECT ON x FROM a"]),
        (("a=SELECT,UPDATE",), ("a=SELECT*,UPDATE*",), ["REVOKE GRANT OPTION FOR SELECT, UPDATE ON x FROM a"]),
        (("a=SELECT",), (), ["GRANT SELECT ON x TO a"]),
        (("a=SELECT*",), ("a=SELECT",), ["GRANT SELECT ON x TO a WITH GRANT OPTION"]),
        (("a=DELETE,SELECT",), ("PUBLIC=SELECT",), ["REVOKE ALL ON x FROM PUBLIC", "GRANT DELETE, SELECT ON x TO a"]),
        (("a=SELECT,UPDATE",), ("a=SELECT*,DELETE*",),
         ["REVOKE DELETE ON x FROM a", "REVOKE GRANT OPTION FOR SELECT ON x FROM a", "GRANT UPDATE ON x TO a"]),
    ],
)  # fmt: skip
def test_statements_turn_what_is_into_what_was_locked(
    locked: tuple[str, ...], observed: tuple[str, ...], made: list[str]
) -> None:
    assert statements("x", locked, observed) == made
    assert statements("x", locked, observed, prefix="ALTER ") == [f"ALTER {one}" for one in made]


def test_owner_that_is_not_told_has_everything() -> None:
    assert statements("x", ("a=SELECT",), ("o=SELECT", "a=SELECT"), owner="o", full="SELECT,UPDATE") == [
        "GRANT UPDATE ON x TO o"
    ]
    assert statements("x", ("o=SELECT",), (), owner="o", full="SELECT,UPDATE") == ["REVOKE UPDATE ON x FROM o"]
    assert statements("x", ("a=SELECT",), ("a=SELECT",), owner="o", full="SELECT,UPDATE") == []


def test_statements_of_a_column_name_it() -> None:
    assert column_statements("t", "c", ("a=SELECT",), ("a=SELECT,UPDATE", "b=SELECT*")) == [
        "REVOKE UPDATE (c) ON TABLE t FROM a", "REVOKE SELECT (c) ON TABLE t FROM b",
    ]  # fmt: skip
    assert column_statements("t", "c", ("a=SELECT*",), ("a=SELECT",)) == [
        "REVOKE SELECT (c) ON TABLE t FROM a", "GRANT SELECT (c) ON TABLE t TO a WITH GRANT OPTION",
    ]  # fmt: skip
    assert column_statements("t", "c", ("a=INSERT",), ()) == ["GRANT INSERT (c) ON TABLE t TO a"]


@pytest.mark.parametrize(
    ("objects", "schema", "given"),
    [
        ("TABLES", "", ("o=DELETE,INSERT,REFERENCES,SELECT,TRIGGER,TRUNCATE,UPDATE",)),
        ("SEQUENCES", "", ("o=SELECT,UPDATE,USAGE",)),
        ("FUNCTIONS", "", ("o=EXECUTE", "PUBLIC=EXECUTE")),
        ("TYPES", "", ("o=USAGE", "PUBLIC=USAGE")),
        ("SCHEMAS", "", ("o=CREATE,USAGE",)),
        ("LARGE OBJECTS", "", ("o=SELECT,UPDATE",)),
        ("FUNCTIONS", "app", ()),
    ],
)
def test_defaults_are_those_of_the_server(objects: str, schema: str, given: tuple[str, ...]) -> None:
    assert builtin(DefaultPrivilege("x", role="o", in_schema=schema, objects=objects)) == given


def test_rights_on_what_is_the_servers() -> None:
    assert system_statements("FUNCTION", "function pg_catalog.pg_sleep(float8)", ("PUBLIC=EXECUTE",), ()) == [
        "GRANT EXECUTE ON FUNCTION pg_catalog.pg_sleep(float8) TO PUBLIC"
    ]
    assert system_statements("COLUMN", "column pg_catalog.pg_authid.rolpassword", (), ("app=SELECT",)) == [
        "REVOKE SELECT (rolpassword) ON TABLE pg_catalog.pg_authid FROM app"
    ]


def test_what_a_vendor_gives_everywhere_is_of_its_kind_and_its_roles(world: World) -> None:
    here = world(Role("supabase_admin"), Role("authenticated"), Role("app")).live
    asked = [("bare", "authenticated"), ("bare", "app"), ("other", "authenticated")]
    assert [normal(here, *one) for one in asked] == [True, False, False]
    assert not normal(world(Role("authenticated")).live, "bare", "authenticated")


# Search paths and views


@pytest.mark.parametrize(
    ("value", "user", "found"),
    [
        ("a, b", "", ("a", "b")),
        ('A,"A"', "", ("a", "A")),
        ('"a ""b"" c", d', "", ('a "b" c', "d")),
        ('"a"""', "", ('a"',)),
        ('"$user", public', "me", ("me", "public")),
        ('"$user", public', "", ("public",)),
        ('""', "", ()),
        ("a,,b", "", ("a", "b")),
        ("\ta ,b", "", ("a", "b")),
    ],
)
def test_search_path_is_read_as_the_server_reads_it(value: str, user: str, found: tuple[str, ...]) -> None:
    assert schemas(value, user) == found


def test_search_paths_of_sessions(world: World) -> None:
    tenancy = world(
        Schema("app"), Schema("me"),
        Setting("1", scope="role", role="me", setting="SEARCH_PATH", value='"$user", app, gone'),
        Setting("2", scope="database", setting="search_path", value="app"),
        Setting("3", scope="database", setting="work_mem", value="app"),
    )  # fmt: skip
    found = dict(paths(tenancy.live, tenancy.claims))
    assert found == {
        "the application": tenancy.claims.platform.search_path,
        "role me": ("me", "app"),
        "the database": ("app",),
    }
    assert pinned(function(config=("work_mem=1", "Search_Path=app, pg_temp"))) == ("app", "pg_temp")
    assert pinned(function(config=('search_path=""',))) == ()
    assert pinned(function(config=("work_mem=1",))) is None
    assert pinned(function(config=('search_path="$user", app',))) == ("owner", "app")


@pytest.mark.parametrize(
    ("option", "on"),
    [("security_invoker=true", True), ("security_invoker", True), ("security_invoker=ON", True),
     ("security_invoker=1", True), ("security_invoker=false", False), ("security_barrier=true", False)],
)  # fmt: skip
def test_option_of_a_view_is_on_by_its_value(option: str, on: bool) -> None:
    assert is_on(table(relkind="v", options=("check_option=local", option)), "security_invoker") is on
    assert CALLER == ""
