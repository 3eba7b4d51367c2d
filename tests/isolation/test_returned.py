"""Functions that return rows are called as each session: what they let through is red, what is not called is said."""

from collections.abc import Callable

import pytest

from golive.isolation.matrix import matrix
from golive.isolation.probed import EXECUTE, Probed, probed
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.reports.isolation import isolation_page
from golive.testing.spoil import judged

DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
ALL = "SELECT * FROM public.orders"
LEAKING = {
    "by a given key": f"(p bigint) RETURNS SETOF public.orders LANGUAGE sql STABLE {DEFINER}"
    f" AS $$ {ALL} WHERE organization_id = p $$",
    "by one of two keys": f"(note text, p bigint, q bigint DEFAULT 7) RETURNS SETOF public.orders LANGUAGE sql STABLE"
    f" {DEFINER} AS $$ {ALL} WHERE organization_id = q AND p IS NULL $$",
    "by a key without a name": f"(text, bigint) RETURNS SETOF public.orders LANGUAGE sql STABLE {DEFINER}"
    f" AS $$ {ALL} WHERE organization_id = $2 $$",
    "as a table": f"() RETURNS TABLE (organization_id bigint, n bigint) LANGUAGE sql STABLE {DEFINER}"
    " AS $$ SELECT organization_id, count(*) FROM public.orders GROUP BY 1 $$",
    "as columns of its own": f"(OUT n bigint, OUT organization_id bigint) RETURNS SETOF record LANGUAGE sql STABLE"
    f" {DEFINER} AS $$ SELECT id, organization_id FROM public.orders $$",
    "as one row": f"(p bigint) RETURNS public.orders LANGUAGE sql STABLE {DEFINER}"
    f" AS $$ {ALL} WHERE organization_id = p $$",
}
SOUND = {
    "by the session": f"(p bigint) RETURNS SETOF public.orders LANGUAGE sql STABLE {DEFINER}"
    f" AS $$ {ALL} WHERE organization_id = p AND p = app.organization() $$",
    "or refused": f"(p bigint) RETURNS SETOF public.orders LANGUAGE plpgsql STABLE {DEFINER} AS $$ BEGIN"
    " IF p IS DISTINCT FROM app.organization() THEN RAISE EXCEPTION 'not yours'; END IF;"
    f" RETURN QUERY {ALL} WHERE organization_id = p; END $$",
    "or nothing": f"(p bigint) RETURNS public.orders LANGUAGE sql STABLE {DEFINER}"
    f" AS $$ {ALL} WHERE organization_id = p AND p = app.organization() $$",
}
NOT_CALLED = {
    "volatile": (f"() RETURNS SETOF public.orders LANGUAGE sql {DEFINER} AS $$ {ALL} $$", "volatile"),
    "as the caller": (f"() RETURNS SETOF public.orders LANGUAGE sql STABLE AS $$ {ALL} $$", "as the caller"),
    "nobody's": (
        f"() RETURNS SETOF bigint LANGUAGE sql STABLE {DEFINER} AS $$ {ALL.replace('*', 'id')} $$",
        "no column",
    ),
}


def called(live: Snapshot, platform: Platform) -> Probed:
    return next(one for one in probed(live, platform.claims) if one.command == EXECUTE)


@pytest.mark.parametrize("how", LEAKING)
def test_leaking_function_is_red(how: str, seen: Callable[[str], Snapshot], example: Platform) -> None:
    live = seen(f'CREATE FUNCTION app."of it"{LEAKING[how]}')
    found = [one for one in judged(example, live, ("ISO003",)).blocking if one.where.startswith('app."of it"(')]
    assert len(found) == 1
    assert 'SELECT * FROM app."of it"' in found[0].why
    assert ("with the key of another tenant" in found[0].why) == ("key" in how or "one row" in how)


@pytest.mark.parametrize("how", SOUND)
def test_sound_function_is_green_and_gives_own_rows(
    how: str, seen: Callable[[str], Snapshot], example: Platform
) -> None:
    live = seen(f"CREATE FUNCTION app.of_it{SOUND[how]}")
    assert judged(example, live, ("ISO003",)).blocking == ()
    one = called(live, example)
    assert one.controls == 2  # each of both tenants, with its own key
    assert one.tried > 0


@pytest.mark.parametrize("how", NOT_CALLED)
def test_what_is_not_called_is_said(how: str, seen: Callable[[str], Snapshot], example: Platform) -> None:
    definition, way = NOT_CALLED[how]
    live = seen(f"CREATE FUNCTION app.of_it{definition}")
    assert not [one for one in probed(live, example.claims) if one.command == EXECUTE]
    page = matrix(example, live, well=True)
    assert page is not None
    assert [(name, role, str(square.state)) for name, role, square in page.functions] == [("app.of_it()", "clerk", way)]
    assert ("the rows that app.of_it() returned" in page.unlooked) == (way != "as the caller")
    assert "app.of_it()" in isolation_page([page])


def test_function_without_a_right_to_it_is_not_called(seen: Callable[[str], Snapshot], example: Platform) -> None:
    leaking = f"CREATE FUNCTION app.of_it{LEAKING['as a table']}; REVOKE EXECUTE ON FUNCTION app.of_it() FROM PUBLIC"
    live = seen(leaking)
    assert judged(example, live, ("ISO003",)).blocking == ()


def test_helper_that_keeps_an_answer_is_caught_by_the_plan_that_keeps_it(
    seen: Callable[[str], Snapshot], example: Platform
) -> None:
    live = seen("ALTER FUNCTION app.organization() IMMUTABLE")
    assert {one.relation for one in probed(live, example.claims) if one.crossing} >= {"public.orders", "public.notes"}
