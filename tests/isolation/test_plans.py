"""An UPDATE or DELETE that no session can plan is red, though nothing is written to find it."""

from collections.abc import Callable

import psycopg
import pytest

from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.server import Server
from golive.testing.spoil import judged

CANNOT = {
    "policies that recurse": "DROP POLICY own ON public.orders;"
    " CREATE POLICY reads ON public.orders FOR SELECT TO clerk"
    " USING (organization_id = (SELECT app.organization())); CREATE POLICY changes ON public.orders FOR UPDATE TO clerk"
    " USING (organization_id = app.organization() AND id IN (SELECT o.id FROM public.orders AS o))",
    "a table without a right": "CREATE POLICY less ON public.orders AS RESTRICTIVE FOR UPDATE TO clerk"
    " USING (EXISTS (SELECT FROM public.organizations))",
    "a function without a right": "CREATE FUNCTION app.may() RETURNS boolean LANGUAGE sql STABLE RETURN true;"
    " REVOKE EXECUTE ON FUNCTION app.may() FROM PUBLIC;"
    " CREATE POLICY less ON public.orders AS RESTRICTIVE FOR UPDATE TO clerk USING (app.may())",
}


@pytest.mark.parametrize("what", CANNOT)
def test_what_cannot_be_planned_is_red(what: str, seen: Callable[[str], Snapshot], example: Platform) -> None:
    said = judged(example, seen(CANNOT[what]), ("ISO004",))
    assert [one.where for one in said.blocking] == ["public.orders"]
    assert "no UPDATE of tenant there can be planned" in said.blocking[0].what


def test_no_lock_is_waited_for(seen: Callable[[str], Snapshot], example: Platform, alone: Server) -> None:
    with psycopg.connect(alone.dsn("tried").reveal()) as other:
        other.execute("LOCK TABLE public.orders IN SHARE MODE")
        live = seen("SELECT")
    assert judged(example, live, ("ISO003", "ISO004")).blocking == ()
