"""What a text names where a table or a function stands in it, and what is done to it."""

from collections.abc import Callable

import pytest

from golive.model.catalog import Function, Relation
from golive.rights.bodies import Names
from golive.rights.policies import Tenancy

World = Callable[..., Tenancy]


@pytest.fixture
def names(world: World) -> Names:
    made = [Relation(f"{schema}.{name}", relkind="r") for schema in ("app", "b") for name in ("t", "u", '"A b"')]
    functions = [
        Function("app.f(integer)", prokind="f", language="sql", body="SELECT app.g()"),
        Function("app.f(text)", prokind="f", language="plpgsql", sql_body="BEGIN ATOMIC SELECT h(); END"),
        Function("app.g()", prokind="f", language="plpgsql", body="BEGIN PERFORM app.f(1); END"),
        Function("b.h()", prokind="f", language="c", body="SELECT app.unseen()", config=("search_path=app",)),
        Function("app.unseen()", prokind="f", language="sql"),
        Function("app.i()", prokind="f", language="sql", body="SELECT h()", config=("search_path=b",)),
    ]
    tenancy = world(*made, *functions)
    return Names(tenancy.live, tenancy.claims)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SELECT 1 FROM app.t", {"app.t": "SELECT"}),
        ("SELECT 1 FROM ONLY app.t", {"app.t": "SELECT"}),
        ("SELECT 1 FROM only (app.t)", {"app.t": "SELECT"}),
        ("SELECT 1 FROM LATERAL (SELECT 1 FROM app.t) x", {"app.t": "SELECT"}),
        ("SELECT 1 FROM app.t, b.u", {"app.t": "SELECT", "b.u": "SELECT"}),
        ("SELECT 1 FROM app.t x, b.t y, b.u", {"app.t": "SELECT", "b.t": "SELECT", "b.u": "SELECT"}),
        ("SELECT 1 FROM (app.t), (b.t)", {"app.t": "SELECT", "b.t": "SELECT"}),
        ("SELECT 1 FROM app.t WHERE x IN (1, app.u)", {"app.t": "SELECT"}),
        ("SELECT 1 FROM app.t WHERE f(1), b.u", {"app.t": "SELECT"}),
        ("SELECT 1 FROM app.t ORDER BY 1, b.u", {"app.t": "SELECT"}),
        ("SELECT 1 FROM app.t; SELECT 1, b.u", {"app.t": "SELECT"}),
        ("SELECT (SELECT 1 FROM app.t), b.u", {"app.t": "SELECT"}),
        ("SELECT 1 FROM (app.t JOIN b.t USING (x)), b.u", {"app.t": "SELECT", "b.t": "SELECT", "b.u": "SELECT"}),
        ("SELECT 1 FROM ((app.t)) , b.u", {"app.t": "SELECT", "b.u": "SELECT"}),
        ("SELECT count(*) FROM generate_series(1, 2), app.t", {"app.t": "SELECT"}),
        ("SELECT x IS DISTINCT FROM app.t", {"app.t": "SELECT"}),  # a column of it, as far as a name says
        ("SELECT x IS DISTINCT FROM y, app.t", {}),
        ("SELECT 1 FROM app.t()", {}),
        ("SELECT 1 FROM app.t x JOIN b.u ON true", {"app.t": "SELECT", "b.u": "SELECT"}),
        ("DELETE FROM app.t USING b.u", {"app.t": "DELETE", "b.u": "SELECT"}),
        ("INSERT INTO app.t (a) SELECT 1 FROM b.u", {"app.t": "INSERT", "b.u": "SELECT"}),
        ("INSERT INTO app.t(a) VALUES (1)", {"app.t": "INSERT"}),
        ("MERGE INTO app.t USING b.u ON true WHEN MATCHED THEN UPDATE SET a = 1", {"app.t": "UPDATE", "b.u": "SELECT"}),
        ("SELECT 1 INTO app.t", {}),
        ("UPDATE app.t SET a = b.u", {"app.t": "UPDATE"}),
        ("UPDATE app.t SET a = 1, b.u = 2", {"app.t": "UPDATE"}),
        ("UPDATE app.t SET a = 1 FROM b.u", {"app.t": "UPDATE", "b.u": "SELECT"}),
        ("INSERT INTO app.t VALUES (1) ON CONFLICT DO UPDATE SET a = 1", {"app.t": "INSERT"}),
        ("SELECT 1 FROM app.t FOR UPDATE b.u", {"app.t": "SELECT"}),
        ("SELECT 1 FROM app.t FOR NO KEY UPDATE b.u", {"app.t": "SELECT"}),
        ("BEFORE UPDATE app.t", {}),
        ("AFTER UPDATE app.t", {}),
        ("INSERT OR UPDATE app.t", {}),
        ('SELECT 1 FROM app."A b"', {'app."A b"': "SELECT"}),
        ('SELECT 1 FROM "app"."t"', {"app.t": "SELECT"}),
        ("SELECT 1 FROM it.app.t", {"app.t": "SELECT"}),
        ('SELECT "from" app.t', {}),
        ("SELECT '… FROM app.t'", {}),
        ("FOR r IN SELECT 1 FROM app.t LOOP x := 1, b.u", {"app.t": "SELECT"}),
        ("IF EXISTS (SELECT 1 FROM app.t) THEN x := 1, b.u", {"app.t": "SELECT"}),
        ("SELECT 1 FROM t", {}),
        ("SELECT 1 FROM", {}),
        ("SELECT 1 FROM 'open", {}),
        (") , app.t", {}),
    ],
)
def test_relations_stand_where_a_table_stands(text: str, found: dict[str, str], names: Names) -> None:
    assert names.relations_in(text) == {name: {command} for name, command in found.items()}


def test_each_command_of_a_text_is_told(names: Names) -> None:
    text = "INSERT INTO app.t SELECT 1 FROM app.t; UPDATE app.t SET a = 1; DELETE FROM app.t"
    assert names.relations_in(text) == {"app.t": {"INSERT", "SELECT", "UPDATE", "DELETE"}}


def test_names_without_a_schema_are_looked_up_along_the_path(names: Names) -> None:
    assert names.relations_in("SELECT 1 FROM t", ("gone", "b", "app")) == {"b.t": {"SELECT"}}
    assert names.relations_in('SELECT 1 FROM "A b"', ("app", "b")) == {'app."A b"': {"SELECT"}}
    assert names.relations_in("SELECT 1 FROM app.gone", ("app",)) == {}
    assert [one.identity for one in names.functions_in("SELECT h()", ("app", "b"))] == ["b.h()"]
    assert names.functions_in("SELECT h()", ("app",)) == []


def test_every_overload_of_a_name_is_called(names: Names) -> None:
    assert [one.identity for one in names.functions_in("SELECT app.f(1), app.f, b.h ()")] == [
        "app.f(integer)", "app.f(text)", "b.h()",
    ]  # fmt: skip
    assert names.functions_in("SELECT 'app.f(1)'") == []
    assert names.functions_in("app.f") == []


def test_names_without_a_schema_are_told(names: Names) -> None:
    assert names.unqualified("SELECT h() FROM t, app.u, x WHERE app.f(1) AND unseen()") == ({"t"}, {"h", "unseen"})
    assert names.unqualified("SELECT b.h() FROM app.t") == (set(), set())


def test_calls_are_followed_where_the_text_is_known(names: Names) -> None:
    assert [one.identity for one in names.reached("SELECT app.g()")] == ["app.f(integer)", "app.f(text)", "app.g()"]
    assert [one.identity for one in names.reached("SELECT i()", ("app",))] == ["app.i()", "b.h()"]
    assert names.reached("SELECT 1") == []


def test_text_of_a_function_is_its_body_or_its_statements(names: Names) -> None:
    assert names.text_of(Function("a.f()", prokind="f", language="sql", body="x", sql_body="y")) == "x"
    assert names.text_of(Function("a.f()", prokind="f", language="sql", sql_body="y")) == "y"
