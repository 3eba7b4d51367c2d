"""Real statements show what a session can write, and nothing of them stays."""

from pathlib import Path

import psycopg
import pytest

from golive.isolation.probed import Tried, probed
from golive.migrate.isolation import try_writes
from golive.model.claims import load_claims
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.testing.look import observe

EXAMPLE = Path(__file__).parents[1] / "examples" / "ISO001" / "leaking"
CLAIMS = load_claims(EXAMPLE / "platform.toml")
ROLES = "DROP OWNED BY clerk, keeper CASCADE; DROP ROLE clerk, keeper"
MORE = "GRANT SELECT, INSERT, UPDATE, DELETE ON public.notes TO clerk;"
SPOILT = {
    "": set(),
    "ALTER POLICY own ON public.notes WITH CHECK (true);": {"INSERT", "MOVE"},
    "ALTER POLICY own ON public.notes USING (true);": {"DELETE", "INSERT", "MOVE", "UPDATE"},
    "ALTER POLICY own ON public.notes USING (true) WITH CHECK (organization_id = app.organization());": {
        "DELETE",
        "UPDATE",
    },
    "CREATE POLICY more ON public.notes FOR DELETE TO clerk USING (id > 0);": {"DELETE"},
    "ALTER TABLE public.notes DISABLE ROW LEVEL SECURITY;": {"DELETE", "INSERT", "MOVE", "UPDATE"},
}


def spoilt(database: Dsn, statement: str) -> tuple[Snapshot, list[Tried]]:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute((EXAMPLE / "good.sql").read_bytes())
        connection.execute((MORE + statement).encode())
    live = observe(database, Platform(EXAMPLE, CLAIMS, None, steps=(), smokes=(), baseline=()), {})
    return live, list(try_writes(database, CLAIMS, live))


def dropped(database: Dsn) -> str:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        row = connection.execute("SELECT string_agg(n::text, ' ' ORDER BY id) FROM public.notes AS n").fetchone()
        connection.execute(ROLES)
    return str(row[0]) if row else ""


@pytest.mark.parametrize("statement", SPOILT)
def test_what_others_lose_is_seen_and_undone(database: Dsn, statement: str) -> None:
    live, tried = spoilt(database, statement)
    assert dropped(database) == "(1,1) (2,2)"
    assert {one.command for one in tried if one.crossing and one.relation == "public.notes"} == SPOILT[statement]
    looked = {one.command for one in probed(live, CLAIMS) if one.crossing and one.relation == "public.notes"}
    wrote = {"UPDATE" if one == "MOVE" else one for one in SPOILT[statement]}
    assert looked - {"SELECT"} == wrote, "reading says the same of it"


def test_each_denial_stands_beside_what_is_allowed(database: Dsn) -> None:
    _, tried = spoilt(database, "")
    dropped(database)
    controls = {one.command: one.controls for one in tried if one.relation == "public.notes" and one.controls}
    assert set(controls) == {"DELETE", "INSERT", "MOVE", "UPDATE"}
