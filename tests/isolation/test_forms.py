"""One thing in many forms: what an expression can only be, what a cast keeps apart, which rows a condition asks for."""

from typing import Any

import pytest
from sqlglot import exp

from golive.isolation.computed import computed, constant, unset
from golive.isolation.doubt import Doubt
from golive.isolation.forms import asked, counts, elements, shared, surrounds
from golive.isolation.keys import filled
from golive.isolation.trees import called, is_token, lossless, parse_expression, steps


def sql(node: Any) -> str:
    return str(node.sql(dialect="postgres"))


# What an expression of a session can only be


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NULL::int", "NULL"),
        ("NULLIF(NULL, 'x')", "NULL"),
        ("NULLIF(a, '')", "NULLIF(a, '')"),
        ("NULL -> 'a'", "NULL"),
        ("NULL ->> 'a'", "NULL"),
        ("NULL #> '{a}'", "NULL"),
        ("NULL #>> '{a}'", "NULL"),
        ("COALESCE(NULL, a)", "a"),
        ("COALESCE(NULL, a, b)", "COALESCE(a, b)"),
        ("COALESCE(NULL, NULL, a, NULL, b)", "COALESCE(a, b)"),
        ("COALESCE(NULL, NULL)", "NULL"),
        ("COALESCE(a, NULL)", "COALESCE(a, NULL)"),
        *((f"NULL {sign} a", "NULL") for sign in ("=", "<>", "<", "<=", ">", ">=")),
        *((f"a {sign} NULL", "NULL") for sign in ("=", "<>", "<", "<=", ">", ">=")),
        ("(NULL) = a", "NULL"),
        ("a = ANY(NULL)", "NULL"),
        ("a = ANY(b)", "a = ANY(b)"),
        ("'a' = 'a'", "TRUE"),
        ("'a' = 'b'", "FALSE"),
        ("'a' <> 'a'", "FALSE"),
        ("'a' <> 'b'", "TRUE"),
        ("'a'::text = ('a')::varchar", "TRUE"),
        ("'abc'::varchar(1) = 'a'", "CAST('abc' AS VARCHAR(1)) = 'a'"),
        ("'a' < 'b'", "'a' < 'b'"),
        ("1 = 1", "1 = 1"),
        ("'a' = a", "'a' = a"),
        ("NULL IN ('a', 'b')", "NULL"),
        ("a IN ('a', NULL)", "a IN ('a', NULL)"),
        ("NULL IS NULL", "NULL IS NULL"),
    ],
)
def test_what_an_expression_can_only_be(text: str, found: str) -> None:
    assert sql(computed(parse_expression(text))) == found


def around(value: Any, text: str) -> str:
    """The expression over a setting that newer gateways do not set, in the place of x."""
    tree = parse_expression(text).copy()
    filled = tree.transform(lambda one: value.copy() if isinstance(one, exp.Column) and one.name == "x" else one)
    for inner in list(filled.find_all(exp.Nullif)):  # from the inside, as a reading does
        inner.replace(computed(inner)) if inner is not filled else None
    return sql(computed(filled)).replace("\x1f", "/")


@pytest.mark.parametrize(
    ("said", "text", "found"),
    [
        (None, "x::uuid", "NULL"),  # '' is no uuid
        (None, "x::text", 'CAST("golive_unset" AS TEXT)'),
        (None, "NULLIF(x, '')", "NULL"),
        (None, "NULLIF(x, 'a')", "NULLIF(\"golive_unset\", 'a')"),
        ("web", "x::uuid", 'CAST("golive_unset/web" AS UUID)'),
        ("web", "NULLIF(x, '')", '"golive_maybe/web"'),
        ("web", "COALESCE(NULLIF(x, ''), 'web')", "'web'"),
        ("web", "COALESCE(NULLIF(x, ''), 'app')", "COALESCE(\"golive_maybe/web\", 'app')"),
        ("web", "COALESCE(x, 'web')", "COALESCE(\"golive_unset/web\", 'web')"),
        ("web", "x = 'web'", "\"golive_unset/web\" = 'web'"),
    ],
)
def test_setting_of_an_older_gateway(said: str | None, text: str, found: str) -> None:
    assert around(unset(said), text) == found


def test_constant_is_a_text_through_casts_to_text() -> None:
    told = {text: constant(parse_expression(text)) for text in ("'a'", "('a')", "'a'::text", "'a'::int", "1", "a")}
    assert told == {"'a'": "a", "('a')": "a", "'a'::text": "a", "'a'::int": None, "1": None, "a": None}


def test_session_stands_wherever_it_is_declared() -> None:
    declared = {"sub": "{user}", "app": {"all": ["{tenant}", 1], "of": "{user} of {tenant}"}, "n": 2}
    assert filled(declared, "t", "u") == {"sub": "u", "app": {"all": ["t", 1], "of": "u of t"}, "n": 2}


# Casts, tokens, names


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        ("integer", {"int", "bigint", "smallint", "text", "varchar", "numeric"}),
        ("bigint", {"int", "bigint", "smallint", "text", "varchar", "numeric"}),
        ("smallint", {"int", "bigint", "smallint", "text", "varchar", "numeric"}),
        ("uuid", {"uuid", "text", "varchar"}),
        ("text", {"text", "varchar"}),
        ("character varying", {"text", "varchar"}),
        ("date", set()),
        ("", set()),
    ],
)
def test_cast_that_keeps_values_apart(kind: str, kept: set[str]) -> None:
    targets = (
        "int",
        "bigint",
        "smallint",
        "text",
        "varchar",
        "numeric",
        "uuid",
        "real",
        "varchar(3)",
        "date",
        "char(1)",
    )
    assert {one for one in targets if lossless(kind, parse_expression(f"a::{one}").to)} == kept


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a -> 'b'", ("b",)),
        ("a ->> 'b'", ("b",)),
        ("a ->> 'b'::text", ("b",)),
        ("a ->> ('b')", ("b",)),
        ("a ->> 0", ()),
        ("a ->> b", ()),
        ("a #> '{b,c}'", ("b", "c")),
        ("a #>> '{b, c}'::text[]", ("b", "c")),
        ("a #>> ARRAY['b', 'c']", ("b", "c")),
        ("a #>> ARRAY['b'::text, 'c'::text]", ("b", "c")),
        ("a #>> ARRAY['b', d]", ()),
        ("a #>> ARRAY[]::text[]", ()),
        ("a ->> '{b,c}'", ()),
        ("a ->> 'b c'", ()),
    ],
)
def test_path_into_a_document(text: str, found: tuple[str, ...]) -> None:
    assert steps(parse_expression(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("f(a)", ("f",)),
        ("F(a)", ("f",)),
        ("s.f(a)", ("s", "f")),
        ("S.F(a)", ("s", "f")),
        ('s."F"(a)', ("s", "F")),
        ('"S".f(a)', ("S", "f")),
        ("d.s.f(a)", ("d", "s", "f")),
    ],
)
def test_name_of_what_is_called(text: str, found: tuple[str, ...]) -> None:
    assert called(parse_expression(text)) == found


def test_what_is_no_call_has_no_name() -> None:
    assert called(parse_expression("(s.f(a)).b")) is None


def test_token_stands_alone() -> None:
    told = {
        text: is_token(parse_expression(text)) for text in ("golive_token", "(golive_token)", "t.golive_token", "a")
    }
    assert told == {"golive_token": True, "(golive_token)": True, "t.golive_token": False, "a": False}


@pytest.mark.parametrize("text", ["a = (", "", "SELECT (", "a b c d"])
def test_what_is_beyond_the_parser_is_doubt(text: str) -> None:
    with pytest.raises(Doubt, match=r"^its text is beyond the parser$"):
        parse_expression(text)


# Which rows a condition asks for


def read(text: str) -> Any:
    """With the marks that a reading leaves on a query: its rows and whether it makes groups."""

    def marked(node: Any) -> Any:
        if isinstance(node, exp.Select):
            groups = any(node.args.get(one) for one in ("group", "having"))
            node.set("golive_rows", tuple(one.name for one in node.find_all(exp.Table)))
            node.set("golive_groups", groups)
            node.set("golive_grouped", groups or any(one.find(exp.AggFunc) for one in node.expressions))
        return node

    return parse_expression(text).copy().transform(marked)


ROWS = "FROM m WHERE w"
ONE = "SELECT TRUE FROM m WHERE w"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"EXISTS(SELECT 1 {ROWS})", [f"SELECT 1 {ROWS}"]),
        (f"NOT EXISTS(SELECT 1 {ROWS})", []),
        (f"(SELECT a {ROWS})", [f"{ONE} AND (a)"]),
        (f"(SELECT coalesce(a, false) {ROWS})", [f"{ONE} AND (a)"]),
        (f"(SELECT coalesce(a, true) {ROWS})", [f"{ONE} AND (COALESCE(a, TRUE))"]),
        (f"(SELECT bool_or(a) {ROWS})", [f"{ONE} AND (a)"]),
        (f"(SELECT bool_and(a) {ROWS})", []),
        (f"(SELECT a {ROWS} GROUP BY a)", []),
        (f"(SELECT a, b {ROWS})", []),
        (f"(SELECT count(*) > 0 {ROWS})", [ONE]),
        (f"(SELECT count(*) > 0 {ROWS} GROUP BY a)", []),
        (f"(SELECT a {ROWS}) IS NOT NULL", [ONE]),
        (f"NOT ((SELECT a {ROWS}) IS NULL)", [ONE]),
        (f"NOT ((SELECT a {ROWS}) IS NOT NULL)", []),
        (f"(SELECT a {ROWS}) IS NULL", []),
        (f"NOT (SELECT a {ROWS})", []),
        (f"x IN (SELECT a {ROWS})", [f"{ONE} AND ((x) = (a))"]),
        (f"(x, y) IN (SELECT a, b {ROWS})", [f"{ONE} AND ((x) = (a)) AND ((y) = (b))"]),
        (f"x IN (SELECT a, b {ROWS})", []),
        (f"x IN (SELECT max(a) {ROWS})", []),
        (f"x IN (SELECT a {ROWS} UNION SELECT b FROM n)",
         [f"{ONE} AND ((x) = (a)) UNION SELECT TRUE FROM n WHERE TRUE AND ((x) = (b))"]),
        (f"x = ANY(SELECT a {ROWS})", [f"{ONE} AND ((x) = (a))"]),
        (f"x = ANY(ARRAY(SELECT a {ROWS}))", [f"{ONE} AND ((x) = (a))"]),
        (f"x <> ANY(SELECT a {ROWS})", []),
        (f"(SELECT a {ROWS}) IN ('b', 'c')", [f"{ONE} AND (a IN ('b', 'c'))"]),
        (f"coalesce((SELECT a {ROWS}), 'd') IN ('b', 'c')", [f"{ONE} AND (a IN ('b', 'c'))"]),
        (f"coalesce((SELECT a {ROWS}), 'b') IN ('b', 'c')", []),
        (f"coalesce((SELECT a {ROWS}), d) IN ('b', 'c')", []),
        (f"coalesce((SELECT a {ROWS}), 'd') IN ('b', e)", []),
        *((f"(SELECT a {ROWS}) {sign} x", [f"{ONE} AND (a {sign} x)"])
          for sign in ("=", "<>", "<", "<=", ">", ">=", "LIKE", "ILIKE")),
        (f"x = (SELECT a {ROWS})", [f"{ONE} AND (x = a)"]),
        (f"coalesce((SELECT a {ROWS}), 'b') = 'c'", [f"{ONE} AND (a = 'c')"]),
        (f"coalesce((SELECT a {ROWS}), 'b'::text) = 'c'::text", [f"{ONE} AND (a = CAST('c' AS TEXT))"]),
        (f"coalesce((SELECT a {ROWS}), 'b') = 'b'", []),
        (f"(SELECT max(a) {ROWS}) = x", []),
        (f"(SELECT count(*) {ROWS}) > 0", [ONE]),
        (f"(SELECT count(*) {ROWS}) > 3", [ONE]),
        (f"(SELECT count(*) {ROWS}) >= 1", [ONE]),
        (f"(SELECT count(*) {ROWS}) >= 0", []),
        (f"(SELECT count(*) {ROWS}) = 1", [ONE]),
        (f"(SELECT count(*) {ROWS}) = 0", []),
        (f"(SELECT count(*) {ROWS}) <> 0", [ONE]),
        (f"(SELECT count(*) {ROWS}) <> 1", []),
        (f"(SELECT count(*) {ROWS}) < 5", []),
        (f"(SELECT count(*) {ROWS}) > '0'", []),
        (f"(SELECT count(*) {ROWS}) > x", []),
        (f"(SELECT count(*) {ROWS} GROUP BY a) > 0", []),
        (f"(SELECT sum(a) {ROWS}) > 0", []),
        ("a = b", []),
        ("a", []),
    ],
)  # fmt: skip
def test_rows_that_are_there_where_a_condition_is_true(text: str, found: list[str]) -> None:
    assert [sql(one) for one in asked(read(text))] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"ARRAY(SELECT a {ROWS})", f"SELECT a {ROWS}"),
        (f"(ARRAY(SELECT a {ROWS}))::uuid[]", f"SELECT a {ROWS}"),
        (f"coalesce(ARRAY(SELECT a {ROWS}), '{{}}')", f"SELECT a {ROWS}"),
        (f"coalesce(ARRAY(SELECT a {ROWS}), '{{}}'::uuid[])", f"SELECT a {ROWS}"),
        (f"coalesce(ARRAY(SELECT a {ROWS}), ARRAY[]::uuid[], NULL)", f"SELECT a {ROWS}"),
        (f"coalesce(ARRAY(SELECT a {ROWS}), ARRAY[b])", None),
        (f"coalesce(ARRAY(SELECT a {ROWS}), '{{1}}')", None),
        (f"(SELECT array_agg(a) {ROWS})", f"SELECT a {ROWS}"),
        (f"(SELECT array_agg(DISTINCT a) {ROWS})", f"SELECT a {ROWS}"),
        (f"(SELECT array_agg(a ORDER BY b) {ROWS})", f"SELECT a {ROWS}"),
        (f"(SELECT coalesce(array_agg(a), '{{}}') {ROWS})", f"SELECT a {ROWS}"),
        (f"(SELECT coalesce(array_agg(a), '{{x}}') {ROWS})", None),
        (f"(SELECT array_agg(a)::text[] {ROWS})", f"SELECT a {ROWS}"),
        (f"(SELECT array_agg(a) {ROWS} GROUP BY b)", None),
        (f"(SELECT array_agg(a), 1 {ROWS})", None),
        (f"(SELECT a {ROWS})", None),
        ("ARRAY[a, b]", None),
        ("ARRAY[a]", None),
        ("a", None),
    ],
)
def test_query_that_an_array_is_of(text: str, found: str | None) -> None:
    query = elements(read(text))
    assert (None if query is None else sql(query)) == found


def test_query_that_counts_has_one_row_and_a_value() -> None:
    texts = {
        f"(SELECT count(*) > 0 {ROWS})": True, f"(SELECT count(*) >= 1 {ROWS})": True,
        f"(SELECT count(*) < 1 {ROWS})": False,
        f"(SELECT count(*) > 0 {ROWS} GROUP BY a)": False, f"(SELECT count(*) {ROWS})": False,
        f"(SELECT a > 0 {ROWS})": False,
        f"(SELECT count(*) > 0, 1 {ROWS})": False, "(a)": False,
    }  # fmt: skip
    assert {text: counts(read(text)) for text in texts} == texts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ARRAY[a] && b", "a = ANY(b)"),
        ("b && ARRAY[a]", "a = ANY(b)"),
        ("ARRAY[a] <@ b", "a = ANY(b)"),
        ("b @> ARRAY[a]", "a = ANY(b)"),
        ("ARRAY[a] @> b", "ARRAY[a] @> b"),
        ("b <@ ARRAY[a]", "b <@ ARRAY[a]"),
        ("ARRAY[a, c] && b", "ARRAY[a, c] && b"),
        ("ARRAY(SELECT a) && b", "ARRAY(SELECT a) && b"),
    ],
)
def test_arrays_that_have_one_in_common(text: str, found: str) -> None:
    assert sql(shared(parse_expression(text))) == found


def test_what_is_made_of_the_truth_of_its_parts() -> None:
    texts = {
        "(a)": True, "NOT a": True, "a AND b": True, "a OR b": True, "coalesce(a, b)": True, "a IS TRUE": True,
        "a IS NULL": False, "CASE WHEN a THEN b END": True, "CASE a WHEN b THEN c END": False, "a = b": False,
        "f(a)": False,
    }  # fmt: skip
    assert {text: surrounds(parse_expression(text)) for text in texts} == texts
