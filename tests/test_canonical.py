"""Definitions that servers write down differently are equal; no other ones are."""

import pytest

from golive.sqltext.canonical import restored, same_expression, tokens

WRITTEN = "CHECK (((stage)::text = ANY ((ARRAY['a'::character varying, 'it''s, b'::character varying])::text[])))"
READ_BACK = (
    "CHECK (((stage)::text = ANY (ARRAY[('a'::character varying)::text, ('it''s, b'::character varying)::text])))"
)


def test_a_cast_list_of_constants_reads_otherwise_after_a_dump() -> None:
    assert restored(WRITTEN) == tokens(READ_BACK) == restored(READ_BACK)
    assert same_expression(WRITTEN, READ_BACK)


def test_other_lists_stay_different() -> None:
    assert not same_expression(WRITTEN, READ_BACK.replace("'a'", "'c'"))
    assert not same_expression(WRITTEN, READ_BACK.replace("::text,", "::name,"))
    assert not same_expression(WRITTEN, WRITTEN.replace("= ANY", "<> ALL"))


def test_a_cast_list_of_anything_reads_otherwise_after_a_dump() -> None:
    written = "CHECK (((a)::text = ANY ((ARRAY[b, 'x, (y'::character varying(3), left(c, 2)])::text[])))"
    read_back = (
        "CHECK (((a)::text = ANY (ARRAY[(b)::text, ('x, (y'::character varying(3))::text, (left(c, 2))::text])))"
    )
    assert restored(written) == tokens(read_back) == restored(read_back)
    assert restored("(ARRAY[1, 2])[1]") == tokens("(ARRAY[1, 2])[1]")
    assert restored("(ARRAY[1, 2") == tokens("(ARRAY[1, 2")


@pytest.mark.parametrize(
    ("cast", "name"),
    [
        ("'x'::text", "text"),
        ("'-1'::integer", "int4"),
        ("'x'::character varying(3)", '"varchar"'),
        ("'2026-01-01 00:00:00'::timestamp(3) without time zone", '"timestamp"'),
        ("'{}'::timestamp with time zone[]", "timestamptz"),
        ("'a'::public.\"Od d\"", '"Od d"'),
        ("'1'::\"bit\"", '"bit"'),
    ],
)
def test_a_name_that_repeats_a_cast_is_none(cast: str, name: str) -> None:
    assert restored(f"SELECT {cast} AS {name}, 2 UNION") == tokens(f"SELECT {cast}, 2 UNION")
    assert restored(f"SELECT {cast} AS other") == tokens(f"SELECT {cast} AS other")


@pytest.mark.parametrize("word", ["OR", "AND"])
def test_a_row_of_conditions_reads_without_inner_brackets_after_a_dump(word: str) -> None:
    other = {"OR": "AND", "AND": "OR"}[word]
    assert restored(f"(((a {word} b) {word} c) {word} d)") == tokens(f"(a {word} b {word} c {word} d)")
    for different in (f"((a {other} b) {word} c)", f"(a {word} (b {word} c))", f"(f(a {word} b) {word} c)"):
        assert restored(different) == tokens(different)
    assert restored(f"((a {word} b") == tokens(f"((a {word} b")
    assert restored(f"a {word} b) {word} c)") == tokens(f"a {word} b) {word} c)")
