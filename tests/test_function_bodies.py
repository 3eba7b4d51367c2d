"""Bodies of functions are read as plpgsql reads them, and their static SQL is prepared with its variables."""

import psycopg
import pytest

from golive.model.catalog import Function
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.signature import arguments
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.catalog import read_catalog
from golive.observe.plpgsql import observe_bodies
from golive.observe.prepared import Scope, prepared
from golive.observe.server import read_server
from golive.observe.session import reading
from golive.sqltext.injected import chosen, injected
from golive.sqltext.plpgsql import read
from golive.sqltext.plpgsql_body import Form, Unreadable, rows_of

BODY = """
#variable_conflict use_variable
<<outer>>
DECLARE
  v_id bigint := 1; v_row users%ROWTYPE; c CONSTANT text NOT NULL DEFAULT 'x;y'; cur CURSOR FOR SELECT * FROM users;
BEGIN
  IF tg_op = 'INSERT' THEN v_id := new.id; ELSIF new."fooBar" = CASE WHEN a THEN 1 ELSE 2 END THEN RETURN NULL; END IF;
  FOR i IN 1..10 LOOP INSERT INTO t (a) VALUES (i); END LOOP;
  FOR r IN SELECT * FROM users WHERE id = v_id LOOP PERFORM f(r.id); END LOOP;
  FOR r IN EXECUTE 'SELECT 1' LOOP NULL; END LOOP;
  CASE v_id WHEN 1, 2 THEN RETURN new; ELSE v_id = 3; END CASE;
  BEGIN PERFORM 1; EXCEPTION WHEN others THEN RAISE EXCEPTION 'bad %', sqlerrm; END;
  FOREACH x IN ARRAY arr LOOP CONTINUE WHEN x = 1; END LOOP;
  RETURN old; -- new.nothing
END"""


def shown(form: Form, body: str = BODY) -> list[str]:
    return [" ".join(token.text for token in one.tokens) for one in read(body).fragments if one.form is form]


def test_variables_have_their_types() -> None:
    found = read(BODY).variables
    assert found["v_id"] == "bigint"
    assert found["v_row"] == "users%ROWTYPE"
    assert found["c"] == "text"
    assert found["i"] == "integer"
    assert found["r"] == "" == found["x"]


def test_statements_are_told_apart() -> None:
    assert shown(Form.RETURN) == ["NULL", "new", "old"]
    assert shown(Form.DYNAMIC) == ["EXECUTE 'SELECT 1'"]
    assert shown(Form.RAISE) == ["EXCEPTION 'bad %' , sqlerrm"]
    assert "SELECT * FROM users WHERE id = v_id" in shown(Form.COMMAND)
    assert 'new . "fooBar" = CASE WHEN a THEN 1 ELSE 2 END' in shown(Form.EXPRESSION)


def test_columns_of_new_and_old_are_found_outside_texts_and_comments() -> None:
    assert {(row, column) for row, column, _ in rows_of(read(BODY))} == {("NEW", "id"), ("NEW", "fooBar")}


@pytest.mark.parametrize("text", ["BEGIN IF a THEN RETURN 1;", "BEGIN RETURN 'x; END", "DECLARE x; BEGIN END"])
def test_what_is_no_body_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


@pytest.mark.parametrize(
    ("statement", "form", "text"),
    [
        ("OPEN c SCROLL FOR EXECUTE 'SELECT wipe()'", Form.DYNAMIC, "EXECUTE 'SELECT wipe()'"),
        ("OPEN c NO SCROLL FOR SELECT wipe()", Form.COMMAND, "SELECT wipe ( )"),
        ("OPEN c (wipe(1), 2)", Form.EXPRESSION, "wipe ( 1 )"),
        ("FOR r IN c(wipe()) LOOP NULL; END LOOP", Form.EXPRESSION, "wipe ( )"),
        ("ASSERT wipe(), 'no'", Form.EXPRESSION, "wipe ( )"),
        ("RAISE NOTICE '%, %', 1, wipe(2)", Form.EXPRESSION, "wipe ( 2 )"),
        ("RAISE EXCEPTION USING message = wipe()", Form.EXPRESSION, "wipe ( )"),
        ("EXIT WHEN wipe()", Form.EXPRESSION, "wipe ( )"),
        ("CALL wipe()", Form.OTHER, "CALL wipe ( )"),
        ("TRUNCATE t", Form.OTHER, "TRUNCATE t"),
    ],
)
def test_no_statement_that_computes_is_passed_over(statement: str, form: Form, text: str) -> None:
    body = read(f"BEGIN {statement}; END")
    assert text in [" ".join(token.text for token in one.tokens) for one in body.fragments if one.form is form]
    assert "wipe" in body.calls or body.writes


def test_query_of_a_cursor_with_arguments_is_read() -> None:
    body = read("DECLARE c CURSOR (a bigint, b numeric(4,2)) FOR SELECT wipe(a); BEGIN OPEN c(1, 2); END")
    assert body.variables["a"] == "bigint"
    assert body.variables["b"] == "numeric(4,2)"
    assert "wipe" in body.calls


@pytest.mark.parametrize(
    "statement", ["GET DIAGNOSTICS n = ROW_COUNT", "FETCH c INTO r", "CLOSE c", "MOVE NEXT FROM c"]
)
def test_statements_that_compute_nothing_are_listed(statement: str) -> None:
    assert read(f"BEGIN {statement}; END").fragments == ()


@pytest.mark.parametrize(
    "statement", ["FETCH RELATIVE wipe() FROM c INTO r", "FROBNICATE x", "OPEN c HOLD FOR SELECT 1"]
)
def test_what_is_not_listed_is_refused(statement: str) -> None:
    with pytest.raises(Unreadable):
        read(f"BEGIN {statement}; END")


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("SELECT a INTO STRICT v, r.x FROM t WHERE id = v", "SELECT a FROM t WHERE id = $1"),
        (
            "INSERT INTO t (v, b) VALUES (v, new.id) RETURNING id INTO v",
            "INSERT INTO t (v, b) VALUES ($1, $2) RETURNING id",
        ),
        ("UPDATE t SET v = v, b = t.v WHERE f(v => v) > 1", "UPDATE t SET v = $1, b = t.v WHERE f(v => $1) > 1"),
        ("SELECT 1 AS v, v::text FROM v", "SELECT 1 AS v, $1::text FROM v"),
        ("INSERT INTO t SELECT new.*", None),
        ("PERFORM f(v, fn.v, r.a.b)", "SELECT f($1, $1, $2)"),
    ],
)
def test_variables_become_parameters(statement: str, expected: str | None) -> None:
    body = read(f"DECLARE v bigint; r record; BEGIN {statement}; END")
    fragment = next(one for one in body.fragments if one.form is Form.COMMAND)
    found = prepared(fragment, Scope(body.variables, frozenset({"fn"})))
    assert (found.sql if found else None) == expected


def test_arguments_have_names_and_types() -> None:
    function = Function(
        "app.f(bigint,timestamp with time zone,text[])",
        "f",
        "sql",
        arguments="a bigint DEFAULT 1, timestamp with time zone, VARIADIC \"B\" text[] DEFAULT '{a,b}'::text[], "
        "OUT c numeric",
        result="TABLE(d text, e integer)",
    )
    assert arguments(function) == (
        ("a", "bigint"),
        ("", "timestamp with time zone"),
        ("B", "text[]"),
        ("c", "numeric"),
        ("d", "text"),
        ("e", "integer"),
    )


def test_nothing_of_a_body_is_run(database: Dsn) -> None:
    """Prepared only: no function is called, no sequence moves, and what it locked is let go at once."""
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute(
            b"""CREATE SEQUENCE public.s; CREATE TABLE public.t (id bigint);
            CREATE FUNCTION public.boom() RETURNS int IMMUTABLE LANGUAGE plpgsql AS
              $$ BEGIN RAISE EXCEPTION 'it ran'; RETURN 1; END $$;
            CREATE FUNCTION public.f() RETURNS int LANGUAGE plpgsql AS
              $$ BEGIN INSERT INTO public.t VALUES (public.boom()); 
                RETURN nextval('public.s') + public.boom(); END $$"""
        )
    with reading(database) as connection:
        live = Snapshot(read_server(connection), read_catalog(connection))
        found = observe_bodies(connection, live, Claims(platform=Head(name="x", title="X")))
        held = connection.execute(
            "SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid()"
            " AND relation = 'public.t'::regclass AND mode <> 'AccessShareLock'"
        ).fetchone()
    assert held == (0,)
    assert {name: one.count for name, one in found.items()} == {"body:public.boom()": 0, "body:public.f()": 0}
    assert found["body:public.f()"].looked_at == 2


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("EXECUTE 'SELECT ' || a", ("a",)),
        ("EXECUTE format('SELECT %s, %L', a, b)", ("a",)),
        ("EXECUTE format('%2$s %1$I', a, b)", ("b",)),
        ("EXECUTE format('%I', lower(a))", ()),
        ("EXECUTE 'SELECT $1' USING a", ()),
        ("EXECUTE 'SELECT ' || quote_literal(a) || b::regclass", ()),
        ("EXECUTE 'SELECT ' || b::text", ("b",)),
        ("RETURN QUERY EXECUTE 'SELECT ' || $1", ("a",)),
        ("FOR r IN EXECUTE 'SELECT ' || a LOOP NULL; END LOOP", ("a",)),
        ("q := 'SELECT ' || a; EXECUTE q", ("a",)),
        ("IF b <> '' THEN q := ' ' || b; END IF; w := q || '!'; EXECUTE w", ("b",)),
        ("IF a NOT IN ('x', 'y') THEN RAISE 'no'; END IF; EXECUTE 'SELECT ' || a", ()),
        ("IF a !~ '^[a-z]+$' THEN RAISE 'no'; END IF; EXECUTE 'SELECT ' || a", ()),
        ("PERFORM 'SELECT ' || a", ()),
    ],
)
def test_what_a_caller_gives_is_followed_into_a_statement(body: str, found: tuple[str, ...]) -> None:
    given = {"a": "a", "$1": "a", "b": "b", "$2": "b"}
    assert injected(read(f"DECLARE q text; w text; r record; BEGIN {body}; END"), given) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("EXECUTE format('SELECT count(*) FROM %I', a)", ("a",)),
        ("EXECUTE format('SELECT count(*) FROM public.%I', $1)", ("a",)),
        ("EXECUTE format('INSERT INTO %I.%I SELECT * FROM %s', 'x', a, b)", ("a", "b")),
        ("EXECUTE format('UPDATE %2$I SET n = %1$L', a, b)", ("b",)),
        ("EXECUTE 'TABLE ' || quote_ident(a)", ("a",)),
        ("RETURN QUERY EXECUTE format('SELECT * FROM %I', lower(a))", ()),  # what it makes of it is not followed
        ("EXECUTE format('SELECT %I FROM notes', a)", ()),
        ("EXECUTE format('SELECT 1 FROM notes ORDER BY %I', a)", ()),
        ("EXECUTE format('SELECT 1 FROM %I WHERE tenant = tenant()', a)", ()),
        ("IF a NOT IN ('x', 'y') THEN RAISE 'no'; END IF; EXECUTE format('SELECT 1 FROM %I', a)", ()),
        ("PERFORM format('SELECT 1 FROM %I', a)", ()),
    ],
)
def test_a_table_that_its_caller_names_is_seen(body: str, found: tuple[str, ...]) -> None:
    given = {"a": "a", "$1": "a", "b": "b", "$2": "b"}
    assert chosen(read(f"BEGIN {body}; END"), given) == found
