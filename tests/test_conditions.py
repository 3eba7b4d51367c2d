"""A condition is called certain only when it is."""

import pytest

from golive.sqltext.conditions import holds_for_all, holds_for_none
from golive.sqltext.expressions import asks_session, calls, compares_with_session, reads

NEVER_NULL = frozenset({"organization_id"})


@pytest.mark.parametrize(
    "text",
    [
        "true",
        "(organization_id = organization_id)",
        "(id = id)",
        "((organization_id = app.current_org()) OR (1 = 1))",
        "(organization_id IS NOT NULL)",
        "COALESCE(true, (id = 1))",
        "((x >= 0) OR (x < 0) OR (x IS NULL))",
        "(NOT (x <> x))",
        "((a = f()) OR (a <> f()))",
        "(is_active OR (NOT is_active))",
        "CASE WHEN true THEN true ELSE false END",
        "(name ~~ '%'::text)",
    ],
)
def test_holds_for_every_row(text: str) -> None:
    assert holds_for_all(text, NEVER_NULL)


@pytest.mark.parametrize(
    "text",
    [
        "(organization_id = app.current_org())",
        "(id IS NOT NULL)",
        "(random() = random())",
        "(organization_id = ANY (ARRAY[(1)::bigint, (2)::bigint]))",
        "(EXISTS ( SELECT 1 FROM public.members m WHERE (m.id = 1)))",
        "(auth.role() = 'authenticated'::text)",
        "COALESCE((organization_id = app.current_org()), true)",
        "(code = '05'::text) OR (code <> '5'::text)  AND is_active",
        "something the parser @@@ does not know",
    ],
)
def test_is_not_called_certain(text: str) -> None:
    assert not holds_for_all(text, NEVER_NULL)


@pytest.mark.parametrize("text", ["false", "(x IS DISTINCT FROM x)", "((x > 5) AND (x < 3))", "(x = NULL::text)"])
def test_holds_for_no_row(text: str) -> None:
    assert holds_for_none(text)
    assert not holds_for_none("(x > 5)")


def test_what_a_condition_uses() -> None:
    text = (
        '((organization_id = app.current_org()) AND (EXISTS ( SELECT 1 FROM public.members m JOIN "Order".x '
        "ON (true) WHERE (m.user_id = ( SELECT auth.uid() AS uid)))) AND (name <> 'f(x) FROM y'::text))"
    )
    assert set(calls(text)) == {"app.current_org", "auth.uid"}
    assert set(reads(text)) == {"public.members", '"Order".x'}


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("(organization_id = ANY (ARRAY[(1)::bigint]))", False),
        ("(is_active AND (lower(name) <> ''::text))", False),
        ("(owner = CURRENT_USER)", True),
        ("(organization_id = (current_setting('app.org'::text, true))::bigint)", True),
        ("(organization_id IN ( SELECT m.organization_id FROM public.members m))", True),
    ],
)
def test_who_asks_matters(text: str, asks: bool) -> None:
    assert asks_session(text) is asks


def test_tenant_column_is_compared_with_the_session() -> None:
    assert compares_with_session("((organization_id = app.current_org()) AND is_active)", "organization_id")
    assert not compares_with_session("((organization_id = app.current_org()) OR is_active)", "organization_id")
    assert not compares_with_session("(organization_id = 5)", "organization_id")
    assert not compares_with_session("(id = app.current_org())", "organization_id")
