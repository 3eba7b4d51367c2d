"""Definitions that servers write down differently are equal; no other ones are."""

from golive.sqltext.canonical import restored, same_expression

WRITTEN = "CHECK (((stage)::text = ANY ((ARRAY['a'::character varying, 'it''s, b'::character varying])::text[])))"
READ_BACK = (
    "CHECK (((stage)::text = ANY (ARRAY[('a'::character varying)::text, ('it''s, b'::character varying)::text])))"
)


def test_a_cast_list_of_constants_reads_otherwise_after_a_dump() -> None:
    assert restored(WRITTEN) == READ_BACK
    assert restored(READ_BACK) == READ_BACK
    assert same_expression(WRITTEN, READ_BACK)


def test_other_lists_stay_different() -> None:
    assert not same_expression(WRITTEN, READ_BACK.replace("'a'", "'c'"))
    assert not same_expression(WRITTEN, READ_BACK.replace("::text,", "::name,"))
    assert not same_expression(WRITTEN, WRITTEN.replace("= ANY", "<> ALL"))
