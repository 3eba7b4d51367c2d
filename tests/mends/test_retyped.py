"""Casts that a column of another type brings with it are told with the column; no other difference hides behind it."""

import pytest

from golive.diff.retyped import Retyped
from golive.model.catalog import Column, Policy

ON = "public.notes"
CHANGED = [
    (Column(f"{ON}.status", "text"), Column(f"{ON}.status", "character varying(9)")),
    (Column(f"{ON}.amount", "integer"), Column(f"{ON}.amount", "numeric(9,2)")),
    (Column(f'{ON}."Group"', "text"), Column(f'{ON}."Group"', "shop.kind")),
]
CASES = {
    "a cast of the column": ("(status = 'a'::text)", "((status)::text = 'a'::text)", True),
    "of one that an alias names": ("(n.status = o.status)", "((n.status)::text = o.status)", True),
    "of a list": (
        "(status = ANY (ARRAY['a'::text, 'b'::text]))",
        "((status)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
        True,
    ),
    "of a number": ("(amount > 5)", "(amount > (5)::numeric)", True),
    "of an enumeration": ("(\"Group\" = 'x'::text)", "(\"Group\" = 'x'::shop.kind)", True),
    "another constant": ("(status = 'a'::text)", "((status)::text = 'b'::text)", False),
    "another operator": ("(status = 'a'::text)", "((status)::text <> 'a'::text)", False),
    "another column": ("(status = 'a'::text)", "((other)::text = 'a'::text)", False),
    "a condition more": ("(status = 'a'::text)", "(((status)::text = 'a'::text) OR true)", False),
    "brackets elsewhere": ("((status = a) OR b) AND c", "(((status)::text = a) OR (b AND c))", False),
    "a cast that rounds": ("(amount = 5)", "((amount)::integer = 5)", False),
    "a cast of what did not change": ("(tenant = 5)", "((tenant)::text = '5'::text)", False),
    "open to all": ("(status = 'a'::text)", "true", False),
}


@pytest.mark.parametrize(("want", "now", "explained"), CASES.values(), ids=CASES)
def test_only_its_own_casts_are_explained(want: str, now: str, explained: bool) -> None:
    retyped = Retyped(CHANGED)
    before, after = (Policy(f"{ON}.own", using=text) for text in (want, now))
    assert retyped.explains(before, after, ("using",)) is explained
    assert not retyped.explains(before, after, ("using", "permissive"))
    elsewhere = (Policy("public.others.own", using=text) for text in (want, now))
    assert not retyped.explains(*elsewhere, ("using",))
