# ruff: noqa: E501  # a condition is read in one line
"""No policy that leaks is called proved: generated ones, and the truth found by asking over all rows."""

import random
from collections.abc import Iterator
from os import environ

import psycopg
import pytest
from psycopg import errors, sql

from golive.isolation.cells import Prover, State
from golive.model.catalog import Relation
from golive.model.claims import Claims
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.catalog import read_catalog
from golive.observe.server import read_server
from golive.observe.session import reading

SEED = int(environ.get("GOLIVE_SEED", "20260601"))
PLATFORM = {
    "platform": {"name": "generated", "title": "Generated policies"},
    "tenancy": {
        "root": "public.tenants", "columns": ("tenant_id",), "enforced_by": "database",
        "members": {"table": "public.members", "tenant": "tenant", "user": "usr", "where": "active"},
        "shared": ("public.members",),
    },
    "identity": (
        {
            "name": "app", "role": "generated_app", "settings": {"app.org": "{tenant}", "app.usr": "{user}"},
            "sessions": "SELECT tenant::text, usr::text FROM public.members WHERE active ORDER BY 1, 2",
        },
    ),
}  # fmt: skip
SCHEMA = """
CREATE ROLE generated_app;
CREATE SCHEMA app;
GRANT USAGE ON SCHEMA app TO generated_app;
CREATE TABLE public.tenants (id int PRIMARY KEY);
INSERT INTO public.tenants SELECT generate_series(1, 4);
CREATE TABLE public.members (tenant int NOT NULL, usr int NOT NULL, active boolean NOT NULL);
INSERT INTO public.members VALUES (1, 1, true), (1, 2, true), (2, 2, true), (2, 3, true), (3, 3, false), (4, 4, true), (1, 5, false);
GRANT SELECT ON public.members TO generated_app;
CREATE FUNCTION app.org() RETURNS int LANGUAGE sql STABLE SET search_path = pg_catalog
  AS $$ SELECT nullif(current_setting('app.org', true), '')::int $$;
CREATE FUNCTION app.usr() RETURNS int LANGUAGE sql STABLE SET search_path = pg_catalog
  AS $$ SELECT nullif(current_setting('app.usr', true), '')::int $$;
CREATE FUNCTION app.mine() RETURNS SETOF int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$ SELECT m.tenant FROM public.members m WHERE m.usr = app.usr() AND m.active $$;
CREATE FUNCTION app.is_member(tenant_of int) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
  AS $$ SELECT EXISTS (SELECT FROM public.members m WHERE m.tenant = tenant_of AND m.usr = app.usr() AND m.active) $$;
CREATE FUNCTION app.captured(tenant int) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
  AS $$ SELECT EXISTS (SELECT FROM public.members m WHERE m.tenant = tenant AND m.usr = app.usr() AND m.active) $$;
CREATE FUNCTION app.first() RETURNS int LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
  AS $$ BEGIN RETURN (SELECT min(m.tenant) FROM public.members m WHERE m.usr = app.usr() AND m.active); END $$;
"""
ISOLATING = (
    "tenant_id = app.org()", "tenant_id = current_setting('app.org', true)::int", "tenant_id::text = current_setting('app.org', true)",
    "app.org() = tenant_id", "tenant_id = (SELECT app.org())", "tenant_id IN (SELECT app.mine())", "app.is_member(tenant_id)",
    "tenant_id IN (SELECT m.tenant FROM public.members m WHERE m.usr = app.usr() AND m.active)",
    "EXISTS (SELECT 1 FROM public.members m WHERE m.tenant = {t}.tenant_id AND m.usr = app.usr() AND m.active)",
    "tenant_id = ANY (ARRAY(SELECT app.mine()))", "tenant_id = ANY (ARRAY[app.org()])", "tenant_id = app.first()",
    "tenant_id = (SELECT m.tenant FROM public.members m WHERE m.usr = app.usr() AND m.active ORDER BY 1 LIMIT 1)",
    "(tenant_id = app.org() AND flag)", "NOT (tenant_id <> app.org())", "(tenant_id, true) IN (SELECT app.org(), flag)",
)  # fmt: skip
OTHERS = (
    "flag", "NOT flag", "kind = 'a'", "kind IN ('a', 'b')", "n > 3", "n BETWEEN 2 AND 5", "owner = app.usr()", "owner IS NULL",
    "tenant_id IS NOT NULL", "kind LIKE 'a%'", "coalesce(flag, false)", "current_setting('app.admin', true) = 'on'", "app.org() IS NOT NULL",
    "EXISTS (SELECT 1 FROM public.members m WHERE m.usr = app.usr() AND m.active)", "true", "false",
)  # fmt: skip
LEAKING = (
    "tenant_id IS NOT DISTINCT FROM app.org()", "app.org() IS NULL", "tenant_id = coalesce(app.org(), tenant_id)", "tenant_id <= app.org()",
    "tenant_id::text LIKE current_setting('app.org', true) || '%'", "tenant_id = n", "tenant_id % 2 = app.org() % 2", "tenant_id = 1",
    "tenant_id = ANY (string_to_array(current_setting('app.org', true), ',')::int[])", "tenant_id IN (1, 2)", "tenant_id = tenant_id",
    "tenant_id IN (SELECT m.tenant FROM public.members m WHERE m.usr = app.usr())", "app.captured(tenant_id)", "tenant_id <> app.org()",
    "tenant_id IN (SELECT m.tenant FROM public.members m)", "tenant_id IS NULL", "id = app.org()", "owner = app.org()",
    "EXISTS (SELECT 1 FROM public.members m WHERE m.tenant = m.tenant AND m.usr = app.usr() AND m.active)",
    "EXISTS (SELECT count(*) FROM public.members m WHERE m.tenant = {t}.tenant_id AND m.usr = app.usr() AND m.active)",
    "tenant_id IN (SELECT m.usr FROM public.members m WHERE m.usr = app.usr() AND m.active)",
    "tenant_id NOT IN (SELECT app.mine())", "tenant_id::varchar(1) = current_setting('app.org', true)::varchar(1)",
    "tenant_id IN (SELECT m.tenant FROM public.members m LEFT JOIN public.members o ON o.usr = app.usr() AND o.active AND o.tenant = m.tenant)",
    "tenant_id IN (SELECT max(m.tenant) FROM public.members m WHERE m.usr = app.usr() AND m.active UNION SELECT 3)",
)  # fmt: skip
SESSIONS: tuple[dict[str, str], ...] = (
    {}, {"app.org": ""}, {"app.org": "", "app.usr": ""}, {"app.admin": "on"}, {"app.org": "1,2"}, {"app.org": "%"}, {"app.usr": "5"},
    *({"app.org": tenant, "app.usr": user} for tenant, user in (("1", "1"), ("1", "2"), ("2", "2"), ("2", "3"), ("4", "4"))),
    {"app.org": "3"}, {"app.org": "2", "app.usr": "2", "app.admin": "on"},
)  # fmt: skip


def condition(chance: random.Random, depth: int) -> str:
    kind = chance.random()
    if depth == 0 or kind < 0.25:
        return chance.choice(chance.choices((ISOLATING, OTHERS, LEAKING), (6, 3, 2))[0])
    if kind < 0.6:
        return f"({condition(chance, depth - 1)} AND {condition(chance, depth - 1)})"
    if kind < 0.82:
        return f"({condition(chance, depth - 1)} OR {condition(chance, depth - 1)})"
    if kind < 0.92:
        return f"(NOT {condition(chance, depth - 1)})"
    return (
        f"CASE WHEN {chance.choice(OTHERS)} THEN {condition(chance, depth - 1)} ELSE {condition(chance, depth - 1)} END"
    )


def own(session: dict[str, str]) -> set[int]:
    members = {"1": {1}, "2": {1, 2}, "3": {2}, "4": {4}}
    found = set(members.get(session.get("app.usr", ""), ()))
    return found | ({int(session["app.org"])} if session.get("app.org", "").isdigit() else set())


def leaks(connection: psycopg.Connection[tuple[int]], table: str) -> bool:
    for session in SESSIONS:
        try:
            with connection.transaction(force_rollback=True):
                for name, value in session.items():
                    connection.execute("SELECT set_config(%s, %s, true)", (name, value))
                connection.execute("SET LOCAL ROLE generated_app")
                seen = connection.execute(sql.SQL("SELECT tenant_id FROM {}").format(sql.Identifier(table))).fetchall()
        except errors.DataError:
            continue
        if {row[0] for row in seen} - own(session):
            return True
    return False


def prepared(dsn: Dsn, seed: int, count: int) -> Iterator[tuple[str, str]]:
    chance = random.Random(seed)
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute("SET search_path = pg_catalog, public")
        connection.execute(SCHEMA)
        for number in range(count):
            table = f"docs_{number}"
            text = condition(chance, chance.choice((0, 1, 1, 2, 2, 3))).replace("{t}", table)
            more = condition(chance, 1).replace("{t}", table) if chance.random() < 0.2 else ""
            connection.execute(
                sql.SQL(
                    "CREATE TABLE public.{0} (id int PRIMARY KEY, tenant_id int, owner int, flag boolean, kind text, n int NOT NULL);"
                    "INSERT INTO public.{0} SELECT row_number() OVER (), t, o, f, k, (t + length(coalesce(k, ''))) FROM unnest(ARRAY[1,2,3,4]) t,"
                    " unnest(ARRAY[1,2,NULL]) o, unnest(ARRAY[true,false,NULL]) f, unnest(ARRAY['a','b','c']) k;"
                    "INSERT INTO public.{0} VALUES (1000, NULL, 1, true, 'a', 3), (1001, NULL, NULL, NULL, NULL, 1);"
                    "ALTER TABLE public.{0} ENABLE ROW LEVEL SECURITY; GRANT SELECT ON public.{0} TO generated_app;"
                    "CREATE POLICY p ON public.{0} FOR SELECT TO generated_app USING ({1});"
                ).format(sql.Identifier(table), sql.SQL(text))
            )  # fmt: skip
            if more:
                connection.execute(
                    sql.SQL("CREATE POLICY r ON public.{} AS RESTRICTIVE TO generated_app USING ({})").format(
                        sql.Identifier(table), sql.SQL(more)
                    )
                )
            yield table, f"{text} / {more}"


@pytest.mark.parametrize("count", [60, pytest.param(300, marks=pytest.mark.deep)])
def test_no_leaking_policy_is_proved(count: int, database: Dsn) -> None:
    written = dict(prepared(database, SEED, count))
    with reading(database) as connection:
        live = Snapshot(read_server(connection), read_catalog(connection))
    prover = Prover.of(live, Claims.model_validate(PLATFORM))
    proved = {}
    for table in written:
        relation = live.get(Relation, f"public.{table}")
        assert relation is not None
        proved[table] = prover.cell("generated_app", relation, "SELECT").state in (State.PROVED, State.CLOSED)
    with psycopg.connect(database.reveal()) as asking:
        leaking = {table: leaks(asking, table) for table in written}
        asking.rollback()
        asking.execute("DROP OWNED BY generated_app")
        asking.execute("DROP ROLE generated_app")
    wrong = [written[table] for table in written if proved[table] and leaking[table]]
    assert wrong == []
    sound = [table for table in written if not leaking[table]]
    share = sum(proved[table] for table in sound) / len(sound)
    missed = [written[table] for table in sound if not proved[table]]
    print(f"{len(written)} policies, {len(sound)} sound, {share:.0%} of them proved")
    assert share > 0.6, missed
