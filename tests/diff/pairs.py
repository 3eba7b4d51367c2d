# ruff: noqa: E501  # a pair is read in one line
"""Objects that are locked and objects that are there, by what is different: forms that the shop's lock has not.

A name that both have differs in what it says; one side alone is what is missing, or what nobody locked.
"""

from dataclasses import replace
from typing import Any

from golive.model.catalog import (
    Column,
    Comment,
    Constraint,
    Database,
    Extension,
    Foreign,
    Function,
    Index,
    LargeObjects,
    Membership,
    OtherObject,
    Policy,
    PreparedTransaction,
    Publication,
    Relation,
    Role,
    Rule,
    Schema,
    Sequence,
    Setting,
    Statistics,
    Subscription,
    Trigger,
    Type,
    UserMapping,
)
from golive.model.catalog.base import CatalogObject

Side = tuple[CatalogObject, ...]


def table(name: str = "s.a", **fields: Any) -> Relation:
    return Relation(name, **{"relkind": "r", "owner": "o", **fields})


def column(name: str = "s.a.c", kind: str = "integer", **fields: Any) -> Column:
    return Column(name, type=kind, **fields)


def view(name: str, definition: str, **fields: Any) -> Relation:
    return table(name, relkind="v", definition=definition, **fields)


def function(name: str, **fields: Any) -> Function:
    return Function(name, **{"prokind": "f", "language": "sql", "result": "integer", "owner": "o", **fields})


def index(name: str = "s.i", definition: str = "CREATE INDEX i ON s.a USING btree (c)", **fields: Any) -> Index:
    return Index(name, **{"table": "s.a", "definition": definition, "columns": ("c",), **fields})


def sequence(**fields: Any) -> Sequence:
    values = {"data_type": "integer", "start": 1, "minimum": 1, "maximum": 100, "owner": "o", "owned_by": "s.a.c"}
    return Sequence("s.q", **{**values, **fields})


def of(*forms: tuple[str, str, str]) -> dict[str, CatalogObject]:
    return {
        form: OtherObject(f"{form.lower()} {name}", form=form, object=name, owner="o", in_schema="s", definition=text)
        for form, name, text in forms
    }


OTHERS = of(
    ("CONVERSION", "s.v", "FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1 (default)"),
    ("TRANSFORM", "for hstore on language plperl", "(FROM SQL WITH FUNCTION a(internal), TO SQL WITH FUNCTION b(internal))"),
    ("TEXT SEARCH PARSER", "s.p", "(START = a, GETTOKEN = b, END = c, LEXTYPES = d)"),
    ("TEXT SEARCH TEMPLATE", "s.t", "(LEXIZE = dsimple_lexize)"),
    ("ACCESS METHOD", "heap2", "TYPE TABLE HANDLER heap_tableam_handler"),
    ("OPERATOR CLASS", "s.c USING btree", "FOR TYPE integer"),
    ("OPERATOR FAMILY", "s.f USING btree", ""),
    ("LANGUAGE", "lang", "TRUSTED HANDLER plpgsql_call_handler"),
    ("TEXT SEARCH CONFIGURATION", "s.g", "(PARSER = pg_catalog.\"default\"); word WITH simple; email WITH simple"),
    ("COLLATION", "s.l", "(PROVIDER = libc, LOCALE = 'C')"),
    ("CAST", "(a AS b)", "WITHOUT FUNCTION"),
)  # fmt: skip
OWNED = [
    one
    for one in OTHERS
    if one not in ("TRANSFORM", "TEXT SEARCH PARSER", "TEXT SEARCH TEMPLATE", "ACCESS METHOD", "CAST")
]
A, C = table(), column()
PUB = Publication("p", owner="o", operations=("insert", "update"), tables=("s.a (c) WHERE (c > 0)", "s.b"))
SERVER = Foreign("f", form="SERVER", owner="o", wrapper="w", type="t", version="1", options=("host=h", "port=1"))
WRAPPER = Foreign("w", form="FOREIGN DATA WRAPPER", owner="o", handler="s.h", validator="s.v", options=("a=1",))
ENUM = Type("s.t", typtype="e", owner="o", labels=("a", "c"))
DOMAIN = Type("s.d", typtype="d", owner="o", base="text", constraints=("k CHECK (VALUE <> ''::text)",))
PAIR = Type("s.k", typtype="c", owner="o", attributes=("a integer", "b text"))
EXT = Extension(
    "e", version="1.0", in_schema="x", owner="o", opened=("function x.f(): PUBLIC=EXECUTE, at first o=EXECUTE",)
)
LISTED = (  # before a dump, and after it
    "((c)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
    "((c)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))",
)
PARTS = (
    table("s.p", relkind="p", partition_key="LIST (c)", row_security=True),
    table("s.p1", parents=("s.p",), partition_bound="FOR VALUES IN (1)", row_security=True),
    column("s.p.c"), column("s.p1.c"), Policy("s.p.own", using="true"), Policy("s.p1.own", using="true"),
)  # fmt: skip
NEW = table("s.p2", parents=("s.p",), partition_bound="FOR VALUES IN (2)", row_security=True)
INTEGER = (C, column("s.a.d"))  # two columns of a table whose type becomes another
BIGINT = (column(kind="bigint"), column("s.a.d", kind="bigint"))
DATABASE = Database("it", encoding="UTF8", collation="en_US.utf8", ctype="en_US.utf8", owner="o")
VIEW = view("s.v", " SELECT a.c\n   FROM s.a;")


def both(*same: CatalogObject) -> Any:
    """What stands on both sides beside a difference."""
    return lambda want, now: ((*same, *want), (*same, *now))


def standing(*upon: CatalogObject) -> tuple[Side, Side]:
    """What stands on a column whose type is another."""
    return both(A, *upon)((C,), (column(kind="text"),))


CASES: dict[str, tuple[Side, Side]] = {
    **{f"{form} is missing": ((one,), ()) for form, one in OTHERS.items()},
    **{f"{form} is not locked": ((), (one,)) for form, one in OTHERS.items()},
    **{f"{form} is another's": ((OTHERS[form],), (replace(OTHERS[form], owner="x"),)) for form in OWNED},
    **{f"{form} is another": ((one,), (replace(one, definition="x"),)) for form, one in OTHERS.items()},
    "LANGUAGE is open": ((OTHERS["LANGUAGE"],), (replace(OTHERS["LANGUAGE"], grants=("PUBLIC=USAGE",)),)),
    "COLLATION has rights": ((OTHERS["COLLATION"],), (replace(OTHERS["COLLATION"], grants=("x=USAGE",)),)),
    "CONVERSION without default is missing": ((replace(OTHERS["CONVERSION"], definition="FOR 'A' TO 'B' FROM f"),), ()),
    # Indexes and statistics
    "clustered by none": both(A, C)((index(clustered=True),), (index(),)),
    "clustered by it": both(A, C)((index(),), (index(clustered=True),)),
    "clustered index is missing": both(A, C)((index(clustered=True),), ()),
    "index is broken": both(A, C)((index(),), (index(valid=False),)),
    "index elsewhere": both(A, C)((index(),), (index(tablespace="fast"),)),
    "index with another option": both(A, C)((index(),), (index(definition="CREATE INDEX i ON s.a USING btree (c) WITH (fillfactor='70')"),)),
    "index under another name": both(A, C)((index(),), (index(), index("s.j", "CREATE INDEX j ON s.a USING btree (c)"))),
    "unique index under another name": both(A, C)((), (index("s.j", "CREATE UNIQUE INDEX j ON s.a USING btree (c)", unique=True),)),
    "index of a partition is missing": both(table("s.p", relkind="p"), table("s.p1", parents=("s.p",), partition_bound="DEFAULT"), index("s.k", "CREATE INDEX k ON ONLY s.p USING btree (c)", table="s.p"))((index("s.k1", "CREATE INDEX k1 ON s.p1 USING btree (c)", table="s.p1", parent="s.k"),), ()),
    "statistics are another's": both(A, C)((Statistics("s.x", table="s.a", definition="CREATE STATISTICS s.x ON c, d FROM s.a", owner="o"),), (Statistics("s.x", table="s.a", definition="CREATE STATISTICS s.x ON c, d FROM s.a", owner="z"),)),
    # Settings, and what is said about objects
    "work_mem of the database": ((Setting("database work_mem", scope="database", setting="work_mem", value="8MB"),), ()),
    "search_path of a role": ((Setting("role r search_path", scope="role", role="r", setting="search_path", value='"$user", s'),), (Setting("role r search_path", scope="role", role="r", setting="search_path", value="x"),)),
    "a setting of everybody": ((), (Setting("role * jit", scope="role", setting="jit", value="off"),)),
    "a setting of a role in the database": ((Setting("r in db app.x", scope="role in database", role="50%", setting="app.x", value="5%"),), ()),
    "a setting that is hidden": ((Setting("database app.key", scope="database", setting="app.key", value="hidden (32 letters)"),), ()),
    "comment on the database": ((Comment("DATABASE", on="DATABASE", object="", text="100 %"),), ()),
    "comment on the database is not locked": ((), (Comment("DATABASE", on="DATABASE", object="", text="x"),)),
    "comment on a column": both(A, C)((Comment("COLUMN s.a.c", on="COLUMN", object="s.a.c", text="it's"),), ()),
    "comment on a policy": both(A, Policy("s.a.p", using="true"))((), (Comment("POLICY p on s.a", on="POLICY", object="p on s.a", text="x"),)),
    "comment that a tool obeys": both(A)((Comment("TABLE s.a", on="TABLE", object="s.a", text="@omit"),), (Comment("TABLE s.a", on="TABLE", object="s.a", text="x"),)),
    "comment goes with its column": both(A)((C, Comment("COLUMN s.a.c", on="COLUMN", object="s.a.c", text="x")), ()),
    "comment goes with its trigger": both(A)((), (Trigger("s.a.t", definition="CREATE TRIGGER t BEFORE INSERT ON s.a FOR EACH ROW EXECUTE FUNCTION f()"), Comment("TRIGGER t on s.a", on="TRIGGER", object="t on s.a", text="x"))),
    "comment goes with its operator": ((OTHERS["CAST"], Comment("cast (a AS b)", on="CAST", object="(a AS b)", text="x")), ()),
    "comment stays beside another": both(A)((C,), (Comment("COLUMN s.a.d", on="COLUMN", object="s.a.d", text="x"),)),
    # Options that are tuning, and ones that are not
    "fill factor": ((table(options=("fillfactor=70",)),), (A,)),
    "never cleared": ((A,), (table(options=("autovacuum_enabled=off",)),)),
    "options of a view": ((view("s.v", " SELECT 1;", options=("security_invoker=true",)),), (view("s.v", " SELECT 1;"),)),
    "storage of a column": both(A)((column(kind="text", storage="e"),), (column(kind="text", storage="m", compression="lz4"),)),
    "storage and default of a column": both(A)((column(kind="text", storage="e"),), (column(kind="text", default="'x'::text"),)),
    # Roles
    "member who may give": ((Membership("m in r", role="r", member="m"),), (Membership("m in r", role="r", member="m", admin=True),)),
    "member who may not give": ((Membership("m in r", role="r", member="m", admin=True),), (Membership("m in r", role="r", member="m"),)),
    "member who does not inherit": ((Membership("m in r", role="r", member="m"), Role("m")), (Membership("m in r", role="r", member="m", inherit=False), Role("m"))),
    "member who does not inherit, as his role says": ((Membership("m in r", role="r", member="m"), Role("m")), (Membership("m in r", role="r", member="m", inherit=False), Role("m", inherit=False))),
    "member who does not inherit, beside others": ((Role("a"), Role("m"), Membership("m in r", role="r", member="m")), (Role("a"), Role("m"), Membership("m in r", role="r", member="m", inherit=False))),
    "membership is missing": ((Membership("m in r", role="r", member="m", admin=True, set=False),), ()),
    # Extensions
    "extension elsewhere": ((EXT,), (replace(EXT, in_schema="y"),)),
    "extension of another version": ((EXT,), (replace(EXT, version="1.1"),)),
    "extension of the usual version": ((EXT,), (replace(EXT, is_default_version=False),)),
    "extension of the server's own": ((replace(EXT, in_schema="pg_catalog", is_default_version=False),), ()),
    "extension is open": ((replace(EXT, opened=()),), (EXT,)),
    "extension is closed": ((EXT,), (replace(EXT, opened=()),)),
    "extension is open to others": ((EXT,), (replace(EXT, opened=("function x.f(): r=EXECUTE, at first o=EXECUTE", "foreign-data wrapper w: r=USAGE, at first "),),)),
    "extension has what nobody grants": ((EXT,), (replace(EXT, opened=("type x.t: r=USAGE, at first o=USAGE",)),)),
    "extension is another's": ((EXT,), (replace(EXT, owner="z"),)),
    # Foreign data
    "server is missing": ((SERVER,), ()),
    "server of another version": ((SERVER,), (replace(SERVER, version="2"),)),
    "server with other options": ((SERVER,), (replace(SERVER, options=("host=g", "name=n")),)),
    "server with a secret": ((replace(SERVER, options=("host=h", "password=hidden")),), (SERVER,)),
    "server with a secret is missing": ((replace(SERVER, options=("password=hidden",)),), ()),
    "server of another type": ((SERVER,), (replace(SERVER, type="u"),)),
    "server is another's": ((SERVER,), (replace(SERVER, owner="z", grants=("r=USAGE",)),)),
    "server is plain": ((replace(SERVER, type="", version="", options=()),), ()),
    "wrapper is missing": ((WRAPPER,), ()),
    "wrapper is not locked": ((), (WRAPPER,)),
    "wrapper without a handler is missing": ((replace(WRAPPER, handler="", validator="", options=()),), ()),
    "mapping of everybody": ((), (UserMapping("PUBLIC on f", role="PUBLIC", server="f"),)),
    "mapping is missing": ((UserMapping("r on f", role="r", server="f"),), ()),
    # Publications and subscriptions
    "publication of all tables": ((PUB,), (replace(PUB, all_tables=True, tables=()),)),
    "publication of nothing": ((replace(PUB, tables=()),), (replace(PUB, tables=("s.a",), schemas=("s",)),)),
    "publication of schemas": ((replace(PUB, schemas=("s", "t")),), (PUB,)),
    "publication by its root": ((replace(PUB, via_root=True, generated_columns="stored"),), (PUB,)),
    "publication is missing": ((replace(PUB, generated_columns="stored"),), ()),
    "subscription is off": ((Subscription("u", owner="o"),), (Subscription("u", owner="o", enabled=False),)),
    "subscription is on": ((Subscription("u", owner="o", enabled=False),), (Subscription("u", owner="o"),)),
    "subscription of something else": ((Subscription("u", publications=("p",)),), (Subscription("u", publications=("q",)),)),
    "subscription is missing": ((Subscription("u"),), ()),
    "subscription is not locked": ((), (Subscription("u"),)),
    # Types
    "label in the middle": ((replace(ENUM, labels=("a", "b", "c")),), (ENUM,)),
    "label at first": ((replace(ENUM, labels=("z", "a", "c")),), (ENUM,)),
    "label at last": ((replace(ENUM, labels=("a", "c", "d")),), (ENUM,)),
    "labels of none": ((ENUM,), (replace(ENUM, labels=()),)),
    "label too many": ((ENUM,), (replace(ENUM, labels=("a", "b", "c")),)),
    "labels turned": ((ENUM,), (replace(ENUM, labels=("c", "a")),)),
    "domain with another check": ((DOMAIN,), (replace(DOMAIN, constraints=("k CHECK (VALUE <> 'x'::text)", "l CHECK (true)")),)),
    "domain with a default": ((replace(DOMAIN, default="''::text", not_null=True),), (DOMAIN,)),
    "domain without a default": ((DOMAIN,), (replace(DOMAIN, default="''::text", not_null=True),)),
    "domain is missing": ((replace(DOMAIN, default="''::text", not_null=True, collation='"C"', grants=("r=USAGE",)),), ()),
    "attribute is missing": ((PAIR,), (replace(PAIR, attributes=("a integer",)),)),
    "attribute of another type": ((PAIR,), (replace(PAIR, attributes=("a bigint", "b text")),)),
    "attribute too many": ((PAIR,), (replace(PAIR, attributes=("a integer", "b text", "c text")),)),
    "attributes turned": ((PAIR,), (replace(PAIR, attributes=("b text", "a integer")),)),
    "range is missing": ((Type("s.r", typtype="r", owner="o", base="integer", options=("SUBTYPE_DIFF = int4range_subdiff",)),), ()),
    "base type is missing": ((Type("s.b", typtype="b", owner="o"),), ()),
    "type is of another kind": ((ENUM,), (replace(ENUM, typtype="d", labels=(), base="text"),)),
    # Sequences
    "sequence with other bounds": both(A, C)((sequence(),), (sequence(minimum=10, maximum=1000, start=10),)),
    "sequence with narrower bounds": both(A, C)((sequence(minimum=1, maximum=1000),), (sequence(),)),
    "sequence the other way": both(A, C)((sequence(increment=-1, start=100),), (sequence(),)),
    "sequence of a text": both(A, column(kind="text"))((sequence(),), (sequence(maximum=1000),)),
    "sequence again and again": both(A, C)((sequence(),), (sequence(cycles=True, cache=5),)),
    "sequence of nobody": both(A, C)((sequence(owned_by=""),), (sequence(),)),
    "sequence of an identity": both(A, C)((sequence(of_identity=True),), (sequence(of_identity=True, owner="z", persistence="u"),)),
    "sequence without a log": both(A, C)((sequence(),), (sequence(persistence="u"),)),
    "sequence is another's": both(A, C)((sequence(grants=("r=USAGE",)),), (sequence(owner="z", grants=("z=USAGE",)),)),
    "sequence is missing": both(A, C)((sequence(persistence="u", grants=("r=SELECT,USAGE",)),), ()),
    "sequence goes with its column": both(A)((C, sequence()), ()),
    # Columns that are computed
    "computed column is missing": both(A, C)((column("s.a.g", generated="s", expression="(c * 2)"),), ()),
    "computed when it is read": both(A, C)((column("s.a.g", generated="v", expression="(c * 2)"),), (column("s.a.g", generated="s", expression="(c * 2)"),)),
    "computed otherwise": both(A, C, index("s.gi", "CREATE INDEX gi ON s.a USING btree (g)", columns=("g",)))((column("s.a.g", generated="s", expression="(c * 2)"),), (column("s.a.g", generated="s", expression="(c * 3)"),)),
    "computed no more": both(A, C)((column("s.a.g"),), (column("s.a.g", generated="s", expression="(c * 3)"),)),
    "numbered by itself": both(A)((column(as_identity="a", not_null=True),), (column(not_null=True),)),
    "numbered by default": both(A)((column(as_identity="d", not_null=True),), (column(as_identity="a", not_null=True),)),
    "numbered no more": both(A)((column(not_null=True),), (column(as_identity="a", not_null=True),)),
    "column of a foreign table": both(table("s.a", relkind="f", server="f"))((column(foreign_options=("column_name=C",)),), ()),
    "column of a foreign table is not locked": both(table("s.a", relkind="f", server="f"))((), (C,)),
    "sequence is another's alone": both(A, C)((sequence(),), (sequence(owner="z"),)),
    # Written otherwise, and the same; and what only looks so
    "policy written otherwise": both(A, C)((Policy("s.a.p", using=LISTED[0]),), (Policy("s.a.p", using=LISTED[1]),)),
    "check written otherwise": both(A, C)((Constraint("s.a.k", type="c", definition=f"CHECK ({LISTED[0]})"),), (Constraint("s.a.k", type="c", definition=f"CHECK ({LISTED[1]})"),)),
    "view written otherwise": ((view("s.v", " SELECT a.c\n   FROM s.a;"),), (view("s.v", " SELECT c\n   FROM s.a;"),)),
    "view of one column more": ((view("s.v", " SELECT a.c\n   FROM s.a;"),), (view("s.v", " SELECT a.c,\n    a.d\n   FROM s.a;"),)),
    "domain written otherwise": ((replace(DOMAIN, default="lower('x'::text)"),), (replace(DOMAIN, default="lower( 'x'::text )"),)),
    "server of a type with a blank": ((replace(SERVER, type="far away"),), (replace(SERVER, type="far  away"),)),
    "column of a type with a blank": both(A)((column(kind="numeric(10,2)"),), (column(kind="numeric(10, 2)"),)),
    "constraint of another kind": both(A)((Constraint("s.a.k", type="u", definition="UNIQUE (c)"),), (Constraint("s.a.k", type="x", definition="UNIQUE (c)"),)),
    # Policies, functions, roles
    "policy of new rows is missing": both(A, C)((Policy("s.a.p", command="INSERT", roles=("r", "Other role"), check="(c > 0)"),), ()),
    "policy for another command": both(A, C)((Policy("s.a.p", command="SELECT", using="(c > 0)"),), (Policy("s.a.p", command="UPDATE", using="(c > 0)", check="(c > 1)"),)),
    "policy of other roles": both(A, C)((Policy("s.a.p", roles=("r",), using="true"),), (Policy("s.a.p", roles=("r", "z"), using="true"),)),
    "policy that restricts": both(A, C)((Policy("s.a.p", permissive=False, using="true"),), (Policy("s.a.p", using="true"),)),
    "policy without its check": both(A, C)((Policy("s.a.p", using="true", check="(c > 0)"),), (Policy("s.a.p", using="true"),)),
    "function is another's": ((function("s.f()", body="SELECT 1"),), (function("s.f()", body="SELECT 1", owner="z"),)),
    "function of an owner with rights": ((function("s.f()", body="SELECT 1", grants=("o=EXECUTE",)),), (function("s.f()", body="SELECT 1", owner="z", grants=("z=EXECUTE", "PUBLIC=EXECUTE")),)),
    "role of a superuser": ((), (Role("z", superuser=True),)),
    "role past row security": ((), (Role("z", bypassrls=True),)),
    "role that logs in": ((), (Role("z", login=True),)),
    "role is missing": ((Role("z", login=True, createdb=True, connection_limit=3),), ()),
    "role with more": ((Role("z"),), (Role("z", login=True, superuser=True, createrole=True, replication=True),)),
    # Large objects and what was prepared
    "large objects of more": ((LargeObjects("o: o=rw/o", owner="o", grants=("o=SELECT,UPDATE",)),), (LargeObjects("o: o=rw/o z=r/o", owner="o", grants=("o=SELECT,UPDATE", "50%=SELECT")),)),
    "large objects of nobody known": ((), (LargeObjects("o: o=rw/o", owner="o", grants=("o=SELECT,UPDATE",)),)),
    "large objects are gone": ((LargeObjects("o: o=rw/o", owner="o", grants=("o=SELECT,UPDATE",)),), ()),
    "prepared transaction": ((), (PreparedTransaction("it's", owner="o"),)),
    # Names and partitions that came later
    "table under another name": ((table("s.orders"), column("s.orders.id"), column("s.orders.amount")), (table("s.order"), column("s.order.id"), column("s.order.amount"))),
    "partition that came later": both(*PARTS)((), (NEW, column("s.p2.c"), Policy("s.p2.own", using="true"))),
    "partition that came open": both(*PARTS)((), (replace(NEW, row_security=False, rows=7.0), column("s.p2.c"))),
    "partition that came by another": both(*PARTS)((), (replace(NEW, owner="z"), column("s.p2.c"), Policy("s.p2.own", using="true"))),
    "table that came with rows": ((), (table("s.n", rows=12.0, grants=("r=SELECT",)), column("s.n.c"))),
    "publication of a table that the lock has not": both(A, Publication("q", tables=("s.a (c)", "s.b (c)")))((C,), (column(kind="text"),)),
    "published otherwise": ((A, C, Publication("q", tables=("s.b",))), (A, column(kind="text"), Publication("q", tables=("s.a (c)", "s.b")))),
    "domain with a name in quotes": ((DOMAIN,), (replace(DOMAIN, constraints=(*DOMAIN.constraints, '"my k" CHECK (true)')),)),
    # What follows from a column's type
    "check of a column of another type": both(A)((C, Constraint("s.a.k", type="c", definition="CHECK ((c > 0))", columns=("c",))), (column(kind="bigint"), Constraint("s.a.k", type="c", definition="CHECK (((c)::bigint > 0))", columns=("c",)))),
    "check that asks something else": both(A)((C, Constraint("s.a.k", type="c", definition="CHECK ((c > 0))", columns=("c",))), (column(kind="bigint"), Constraint("s.a.k", type="c", definition="CHECK ((c > 1))", columns=("c",)))),
    "policy on a column of another type": both(A)((column(kind="character varying(9)"), Policy("s.a.p", using="((c)::text = 'x'::text)")), (column(kind="text"), Policy("s.a.p", using="(c = 'x'::text)"))),
    "policy on two columns of other types": both(A)((*INTEGER, Policy("s.a.p", using="(c = d)")), (*BIGINT, Policy("s.a.p", using="(c = (d)::bigint)"))),
    "policy of another table": both(A, table("s.b"))((column(kind="character varying"), Policy("s.b.p", using="(EXISTS ( SELECT 1 FROM s.a WHERE ((a.c)::text = 'x'::text)))")), (column(kind="text"), Policy("s.b.p", using="(EXISTS ( SELECT 1 FROM s.a WHERE (a.c = 'x'::text)))"))),
    "default of a column of another type": both(A)((column(kind="character varying", default="'x'::character varying"),), (column(kind="text", default="'x'::text"),)),
    "index on a column of another type": both(A)((column(kind="character varying"), index(definition="CREATE INDEX i ON s.a USING btree (lower((c)::text))")), (column(kind="text"), index(definition="CREATE INDEX i ON s.a USING btree (lower(c))"))),
    "list of a column of another type": both(A)((column(kind="character varying"), Policy("s.a.p", using="((c)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))")), (column(kind="text"), Policy("s.a.p", using="(c = ANY (ARRAY['a'::text, 'b'::text]))"))),
    "view of a column of another type": both(A, view("s.v", " SELECT a.c\n   FROM s.a;"))((C, column("s.v.c")), (column(kind="bigint"), column("s.v.c", kind="bigint"))),
    "view of a column of another name": both(A, view("s.v", " SELECT b.c\n   FROM s.b;"))((C, column("s.v.c")), (column(kind="bigint"), column("s.v.c", kind="bigint"))),
    "column of a table beside it": both(A, table("s.b"))((C, column("s.b.c")), (column(kind="bigint"), column("s.b.c", kind="bigint"))),
    # What follows from a relation
    "column of a parent": both(A, table("s.b", parents=("s.a",)))((C, column("s.b.c")), ()),
    "column of a parent is not locked": both(A, table("s.b", parents=("s.a",)))((), (C, column("s.b.c"))),
    "column of a child alone": both(A, table("s.b", parents=("s.a",)))((C,), (column("s.b.c"),)),
    "check of a parent": both(A, table("s.b", parents=("s.a",)))((Constraint("s.a.k", type="c", definition="CHECK (true)"), Constraint("s.b.k", type="c", definition="CHECK (true)")), ()),
    "key of a parent": both(A, table("s.b", parents=("s.a",)))((Constraint("s.a.k", type="u", definition="UNIQUE (c)"), Constraint("s.b.k", type="u", definition="UNIQUE (c)")), ()),
    "partition of a missing table": ((table("s.p", relkind="p", partition_key="LIST (c)"), table("s.p1", parents=("s.p",), partition_bound="FOR VALUES IN (1)")), ()),
    "partition is loose": both(table("s.p", relkind="p", partition_key="LIST (c)"))((table("s.p1", parents=("s.p",), partition_bound="FOR VALUES IN (1)"), index("s.k1", table="s.p1", parent="s.k")), (table("s.p1"), index("s.k1", table="s.p1"))),
    "key and its index": both(A, C)((Constraint("s.a.u", type="u", definition="UNIQUE (c)", columns=("c",)), index("s.u", "CREATE UNIQUE INDEX u ON s.a USING btree (c)", unique=True, constraint="s.a.u")), ()),
    "trigger of a partition": both(table("s.p", relkind="p"), table("s.p1", parents=("s.p",), partition_bound="DEFAULT"))((Trigger("s.p.t", definition="CREATE TRIGGER t AFTER INSERT ON s.p FOR EACH ROW EXECUTE FUNCTION f()"), Trigger("s.p1.t", definition="CREATE TRIGGER t AFTER INSERT ON s.p1 FOR EACH ROW EXECUTE FUNCTION f()", parent="s.p.t")), ()),
    "all of a missing table": ((A, C, index(), Policy("s.a.p", using="true"), sequence()), ()),
    "all of a table that is a view": ((A, C, Policy("s.a.p", using="true")), (view("s.a", " SELECT 1 AS c;"), C)),
    "view with other columns": both(A)((VIEW, column("s.v.c")), (view("s.v", " SELECT a.c AS d\n   FROM s.a;"), column("s.v.d"))),
    "a name that is like it": both(A)((column("s.a.amount"),), (column("s.a.amounts"),)),
    "partitioned otherwise": ((table("s.p", relkind="p", partition_key="LIST (c)"),), (table("s.p", relkind="p", partition_key="RANGE (c)"),)),
    "of another server": ((table("s.f", relkind="f", server="f"),), (table("s.f", relkind="f", server="g", foreign_options=("a=1",)),)),
    "stored view that is not filled": ((table("s.m", relkind="m", definition=" SELECT 1;", populated=False),), ()),
    "stored view that is filled": ((table("s.m", relkind="m", definition=" SELECT 1;"),), (table("s.m", relkind="m", definition=" SELECT 2;"),)),
    # Two things of one object at once, and what is told apart by one word
    "default and rights of a column": both(A)((column(default="1", grants=("r=SELECT",)),), (C,)),
    "view of a column of another collation": both(A, view("s.v", " SELECT a.c\n   FROM s.a;"))((column(kind="text", collation='"C"'), column("s.v.c", kind="text", collation='"C"')), (column(kind="text"), column("s.v.c", kind="text"))),
    "database that sorts otherwise": ((DATABASE,), (replace(DATABASE, ctype="C"),)),
    "function that its owner may not run is missing": ((function("s.f()", body="SELECT 1", grants=("r=EXECUTE",)),), ()),
    "name that is like it, in another table": both(A, table("s.b"))((column("s.a.amount"),), (column("s.b.amounts"),)),
    "domain over another type": ((DOMAIN,), (replace(DOMAIN, base="character varying"),)),
    "domain that sorts otherwise": ((replace(DOMAIN, collation='"C"'),), (DOMAIN,)),
    "role that ends": ((Role("z", valid_until="2030-01-01 00:00:00+00"),), (Role("z"),)),
    "server is another's, who has rights": ((replace(SERVER, grants=("o=USAGE", "r=USAGE")),), (replace(SERVER, owner="z", grants=("z=USAGE",)),)),
    "column too few beside one of another type": both(A)((column("s.a.b"), column("s.a.a", kind="bigint")), (column("s.a.a"),)),
    "comment goes with its statistics": both(A, C)((Statistics("s.x", table="s.a", definition="CREATE STATISTICS s.x ON c, d FROM s.a", owner="o"), Comment("STATISTICS s.x", on="STATISTICS", object="s.x", text="x")), ()),
    "schema is missing": ((Schema("t", owner="o", grants=("o=CREATE,USAGE", "r=USAGE")),), ()),
    "text of any length": both(A)((column(kind="character varying"),), (column(kind="character varying(10)"),)),
    "number with more digits": both(A)((column(kind="numeric(7,3)"),), (column(kind="numeric(5,2)"),)),
    "number with fewer digits behind the point": both(A)((column(kind="numeric(7,1)"),), (column(kind="numeric(5,2)"),)),
    "line of a function": ((function("s.f()", body="a\nb\nc"),), (function("s.f()", body="a\nx\nc"),)),
    "lines of a function": ((function("s.f()", body="a\nb\nc"),), (function("s.f()", body="a\nx\ny\nc"),)),
    # What steps aside for a column of another type
    "view stands on it": standing(VIEW, column("s.v.c")),
    "views stand on each other": standing(VIEW, view("s.w", " SELECT v.c\n   FROM s.v;"), view("s.u", " SELECT w.c\n   FROM s.w;")),
    "view of something else": standing(view("s.w", " SELECT b.c\n   FROM s.b;")),
    "policy stands on it": standing(Policy("s.a.p", using="(c > 0)"), Policy("s.a.q", using="(d > 0)")),
    "policy of another table stands on it": standing(table("s.b"), Policy("s.b.p", using="(EXISTS ( SELECT 1 FROM s.a WHERE (a.c = 1)))")),
    "rule stands on it": standing(table("s.b"), Rule("s.b.r", event="INSERT", definition="CREATE RULE r AS ON INSERT TO s.b DO INSERT INTO s.a (c) VALUES (1)")),
    "trigger stands on it": standing(Trigger("s.a.t", definition="CREATE TRIGGER t BEFORE UPDATE OF c ON s.a FOR EACH ROW EXECUTE FUNCTION f()", columns=("c",)), Trigger("s.a.w", definition="CREATE TRIGGER w BEFORE UPDATE ON s.a FOR EACH ROW WHEN ((new.c > 0)) EXECUTE FUNCTION f()", condition="(new.c > 0)")),
    "function stands on it": standing(function("s.f()", sql_body="RETURN ( SELECT a.c FROM s.a)"), function("s.g()", sql_body="RETURN s.f()")),
    "publication stands on it": standing(PUB, Publication("q", tables=("s.b (c)",))),
    "computed column stands on it": standing(column("s.a.g", generated="s", expression="(c * 2)"), index("s.gi", "CREATE INDEX gi ON s.a USING btree (g)", columns=("g",)), Constraint("s.a.gk", type="c", definition="CHECK ((g > 0))", columns=("g",)), Statistics("s.gs", table="s.a", definition="CREATE STATISTICS s.gs ON g, d FROM s.a", owner="o")),
    "child stands on it": standing(table("s.b", parents=("s.a",)), view("s.v", " SELECT b.c\n   FROM s.b;")),
    "partitions stand on it": both(table("s.a", relkind="p", partition_key="LIST (c)"))((C,), (column(kind="text"),)),
    "type stands on it": both(table("s.a", of_type="s.k"))((C,), (column(kind="text"),)),
    "rows of it stand elsewhere": standing(table("s.b"), column("s.b.x", kind="s.a[]")),
    "function returns rows of a view on it": standing(VIEW, function("s.f()", result="SETOF s.v")),
    "views in a circle": standing(view("s.v", " SELECT a.c\n   FROM s.a, s.w;"), view("s.w", " SELECT v.c\n   FROM s.v;")),
    "comment on a view that steps aside": standing(VIEW, Comment("VIEW s.v", on="VIEW", object="s.v", text="x")),
}  # fmt: skip
OLD = ("member", "extension")  # held against PostgreSQL 15 as well: it says less of memberships
