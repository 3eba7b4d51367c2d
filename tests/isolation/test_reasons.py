"""What is not proved says what is missing in it; what leaks is shown by a session that can be pasted."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from golive.isolation.cells import Prover
from golive.isolation.counterexample import counterexample
from golive.model.catalog import Relation
from golive.model.claims import Claims
from golive.model.snapshot import Snapshot
from golive.observe.catalog import read_catalog
from golive.observe.server import read_server
from golive.observe.session import reading
from golive.server import Server, choose

CLAIMS = Claims.model_validate({
    "platform": {"name": "words", "title": "Words"},
    "tenancy": {
        "root": "public.orgs", "columns": ("org_id",), "enforced_by": "database",
        "members": {"table": "public.members", "user": "user_id", "tenant": "org_id", "where": "status = 'active'"},
    },
    "identity": ({
        "name": "member", "role": "app", "settings": {"app.user": "{user}"},
        "sessions": "SELECT org_id::text, user_id::text FROM public.members",
    },),
})  # fmt: skip
SETUP = (Path(__file__).parent / "reasons.sql").read_text(encoding="utf-8")
MINE = "m.user_id = current_setting('app.user')::bigint"
WORDS = {
    f"EXISTS (SELECT FROM public.members m WHERE m.org_id = notes.org_id AND {MINE})":
        "does not ask for status = 'active' of public.members: a removed member passes",
    "EXISTS (SELECT FROM public.members m WHERE m.org_id = notes.org_id AND m.status = 'active')":
        "does not ask for user_id: anybody's membership will do",
    f"EXISTS (SELECT FROM public.members m WHERE m.status = 'active' AND {MINE})":
        "does not ask for org_id: a member of any tenant passes",
    "public.belongs(org_id)":  # VOLATILE, as what nobody wrote is: it is read all the same
        "does not ask for status = 'active' of public.members: a removed member passes",
    "public.is_admin()": "public.is_admin() is VOLATILE",
    "current_setting('request.jwt.claims', true)::json ->> 'role' = 'service_role'":
        "nothing declares what service_role is",
    f"EXISTS (SELECT FROM public.members m WHERE m.org_id = notes.org_id AND m.status = 'active' AND {MINE})"
    " OR title = 'all'": "its alternative (title = 'all'::text) can be true for a row of another tenant by itself",
    "org_id IN (SELECT m.org_id FROM public.members m"
    " WHERE m.status = current_setting('request.headers', true)::json ->> 'x-status')":
        "whoever sends status of public.members in a header of the request is let through",
    "public.hidden(org_id)": "what public.hidden() answers is not known",
}  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with choose("embedded").launch() as running:
        with psycopg.connect(running.create_database("words").reveal(), autocommit=True) as connection:
            connection.execute(SETUP.encode())
        yield running


def faults(server: Server, condition: str) -> tuple[Prover, list[str], bool]:
    dsn = server.dsn("words")
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute(f"ALTER POLICY seen ON public.notes USING ({condition})".encode())
    with reading(dsn) as connection:
        prover = Prover.of(Snapshot(read_server(connection), read_catalog(connection)), CLAIMS)
    notes = prover.world.live.get(Relation, "public.notes")
    assert notes is not None
    found = prover.cell("app", notes, "SELECT").faults
    return prover, [one.why for one in found], any(one.leaks for one in found)


@pytest.mark.parametrize("condition", WORDS, ids=lambda one: f"{one[:20]} {WORDS[one][:40]}")
def test_it_says_what_is_missing(server: Server, condition: str) -> None:
    _, why, _ = faults(server, condition)
    assert [one for one in why if WORDS[condition] in one], why


def test_the_pasted_session_shows_rows_of_others(server: Server) -> None:
    condition = f"org_id IN (SELECT m.org_id FROM public.members m WHERE {MINE} AND m.status = 'active') OR title <> ''"
    prover, _, leaks = faults(server, condition)
    assert leaks
    shown = counterexample(prover.world, CLAIMS.identity[0], "public.notes", "SELECT", condition=condition)
    with psycopg.connect(server.dsn("words").reveal(), autocommit=True) as connection:
        for statement in ("BEGIN", *shown.session):
            connection.execute(statement.encode())
        tenants = {row[0] for row in connection.execute(shown.statement.encode()).fetchall()}
    assert tenants == {1, 2}
