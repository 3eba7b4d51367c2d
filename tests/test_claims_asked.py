"""Claims about rows are asked as their authors wrote them, and an answer that could not be had is UNKNOWN."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from golive.model.claims import Claims, load_claims
from golive.model.claims.feed import Feed
from golive.model.claims.filled import Filled
from golive.model.claims.frozen import Frozen
from golive.model.claims.people import People
from golive.model.claims.platform import Head
from golive.model.claims.queue import Queue
from golive.model.claims.rows import Rows
from golive.model.claims.rule import Rule
from golive.model.claims.tenancy import Tenancy
from golive.model.errors import WrongUse
from golive.model.evidence import Evidence, WrongRow, WrongRows
from golive.model.target import Dsn
from golive.observe.claims import observe_claims
from golive.observe.session import reading

NOW = "2026-01-01T00:00:00+00:00"
HEAD = Head(name="example", title="Example")


@pytest.fixture
def setup(database: Dsn) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        yield connection


def asked(dsn: Dsn, claims: Claims) -> dict[str, Evidence]:
    with reading(dsn) as connection:
        return observe_claims(connection, claims, NOW)


def test_text_of_authors_may_hold_percent_signs_braces_and_comments(
    database: Dsn, setup: psycopg.Connection[tuple[object, ...]]
) -> None:
    setup.execute("CREATE TABLE public.t (id integer, name text, body text, at timestamptz DEFAULT now())")
    setup.execute("INSERT INTO public.t VALUES (1, '100%', '{{x}}'), (2, '{n}', '{{x}}')")
    where = "name LIKE '%' AND name <> '{}' -- all of them"
    claims = Claims(
        platform=HEAD,
        rows=(
            Rows(name="r", table="public.t", key=("id",), where=where, expect=({"id": 1}, {"id": 2}),
                 placeholders={"body": ("x",)}, why="w"),
        ),
        filled=(Filled(table="public.t", where=where, why="w"),),
        rule=(Rule(name="rule", select=f"SELECT id FROM public.t WHERE NOT ({where}\n);", why="w", mend="m",
                   population=f"SELECT count(*) FROM public.t WHERE {where}"),),
        frozen=(Frozen(table="public.t", without=("at",), where=where),),
        queue=(Queue(table="public.t", pending=where, since="at"),),
        people=(People(table="public.t", email="name", temporary=where),),
        counts=("public.t",),
    )  # fmt: skip
    answers = asked(database, claims)
    assert {name: (one.state, one.count) for name, one in answers.items()} == {
        "rows:r": ("seen", 0),
        "placeholders:r:body": ("seen", 0),
        f"filled:public.t:{where}": ("seen", 1),
        "rule:rule": ("seen", 0),
        "frozen:public.t": ("seen", 2),
        "queue:public.t": ("seen", 0),
        "people:public.t": ("seen", 0),
        "temporary:public.t": ("seen", 2),
        "spelled:public.t": ("seen", 0),
        "count:public.t": ("seen", 2),
    }


def test_a_rule_that_speaks_of_nothing_has_looked_at_nothing(
    database: Dsn, setup: psycopg.Connection[tuple[object, ...]]
) -> None:
    setup.execute("CREATE TABLE public.t (id integer)")
    count = "SELECT count(*) FROM public.t"
    rule = Rule(name="r", select="SELECT id FROM public.t", population=count, why="w", mend="m")
    assert asked(database, Claims(platform=HEAD, rule=(rule,)))["rule:r"].looked_at == 0


def test_at_most_twenty_keys_are_told(database: Dsn, setup: psycopg.Connection[tuple[object, ...]]) -> None:
    setup.execute("CREATE TABLE public.t AS SELECT n AS id FROM generate_series(1, 50) AS n")
    rule = Rule(name="r", select="SELECT id FROM public.t", why="w", mend="m")
    rows = Rows(name="s", table="public.t", key=("id",), expect=({"id": 0},), why="w")
    answers = asked(database, Claims(platform=HEAD, rule=(rule,), rows=(rows,)))
    wrong = answers["rows:s"].told
    shown = {"rule:r": answers["rule:r"].keys, "rows:s": wrong.rows if isinstance(wrong, WrongRows) else ()}
    counts = {name: (one.count, len(shown[name])) for name, one in answers.items()}
    assert counts == {"rule:r": (50, 20), "rows:s": (51, 20)}


def test_no_value_of_a_row_reaches_the_evidence(database: Dsn, setup: psycopg.Connection[tuple[object, ...]]) -> None:
    setup.execute("CREATE TABLE public.t (id integer, email text, body text, number text, at timestamptz)")
    setup.execute("INSERT INTO public.t VALUES (1, 'test@sesame.test', 'sesame {{sesam}}', 'sesame7', '2020-01-01')")
    setup.execute("CREATE SEQUENCE public.s")
    claims = Claims(
        platform=HEAD,
        rows=(
            Rows(name="r", table="public.t", key=("id",), expect=({"id": 1, "body": "x"},),
                 placeholders={"body": ("x",)}, why="w"),
            Rows(name="bad", table="public.t", key=("id",), expect=({"id": "sesame"},), why="w"),
        ),
        rule=(Rule(name="cast", select="SELECT email::integer FROM public.t", why="w", mend="m"),),
        feed=(Feed(sequence="public.s", feeds="public.t.number", pattern="^(.*)$"),),
        frozen=(Frozen(table="public.t"),),
        queue=(Queue(table="public.t", pending="true", since="at"),),
        people=(People(table="public.t", email="email"),),
    )  # fmt: skip
    answers = asked(database, claims)
    assert answers["rows:r"].told == WrongRows((WrongRow("differs", 1, columns=("body",)),))
    assert answers["people:public.t"].count == 1
    assert {name: one.state for name, one in answers.items() if one.state != "seen"} == {
        "rows:bad": "unknown",
        "rule:cast": "unknown",
        "feed:public.s": "unknown",
    }
    assert "sesame" not in str(answers)


def test_what_is_claimed_of_something_absent_is_told(
    database: Dsn, setup: psycopg.Connection[tuple[object, ...]]
) -> None:
    setup.execute("CREATE TABLE public.t (id integer)")
    claims = Claims(
        platform=HEAD,
        filled=(Filled(table="public.gone", why="w"),),
        frozen=(Frozen(table="public.t", where="missing"),),
        feed=(Feed(sequence="public.gone_seq", feeds="public.t.id"),),
    )
    assert {one.state for one in asked(database, claims).values()} == {"absent"}


def test_rows_of_tenants_that_are_not_active_are_no_strangers(
    database: Dsn, setup: psycopg.Connection[tuple[object, ...]]
) -> None:
    setup.execute("CREATE TABLE public.tenants (id uuid PRIMARY KEY, active boolean)")
    setup.execute("CREATE TABLE public.sections (tenant text, name text)")
    setup.execute(
        "INSERT INTO public.tenants VALUES ('00000000-0000-0000-0000-000000000001', true),"
        " ('00000000-0000-0000-0000-000000000002', false), ('00000000-0000-0000-0000-000000000003', NULL)"
    )
    setup.execute("INSERT INTO public.sections SELECT id::text, 'Home' FROM public.tenants")
    setup.execute("INSERT INTO public.sections VALUES (NULL, 'Home'), ('nobody', 'Home')")
    claims = Claims(
        platform=HEAD,
        tenancy=Tenancy(root="public.tenants", columns=("tenant",), enforced_by="application", active="active"),
        rows=(
            Rows(
                name="s", table="public.sections", key=("name",), per_tenant="tenant", why="w",
                expect=({"name": "Home"},),
            ),
        ),
    )  # fmt: skip
    evidence = asked(database, claims)["rows:s"]
    assert evidence.looked_at == 1
    strangers = (WrongRow("stranger", key="no tenant: Home"), WrongRow("stranger", key="nobody: Home"))
    assert evidence.told == WrongRows(strangers)


def test_who_does_not_see_every_row_gets_no_answer(database: Dsn) -> None:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute("CREATE TABLE public.t (id integer)")
        connection.execute("ALTER TABLE public.t ENABLE ROW LEVEL SECURITY")
        connection.execute("INSERT INTO public.t VALUES (1)")
        for name, options in (("all_seeing", "BYPASSRLS"), ("reader", ""), ("nobody_here", "")):
            connection.execute(f"CREATE ROLE {name} LOGIN {options} PASSWORD 'x'")
        connection.execute("GRANT pg_read_all_data TO all_seeing, reader")
    claims = Claims(platform=HEAD, frozen=(Frozen(table="public.t"),))
    try:
        states = {
            name: asked(Dsn.of(**{**database.fields, "user": name, "password": "x"}), claims)
            for name in ("all_seeing", "reader", "nobody_here")
        }
    finally:
        with psycopg.connect(database.reveal(), autocommit=True) as connection:
            connection.execute("DROP ROLE all_seeing, reader, nobody_here")
    assert {name: one["frozen:public.t"].state for name, one in states.items()} == {
        "all_seeing": "seen",
        "reader": "unknown",
        "nobody_here": "unknown",
    }


def test_rows_of_every_tenant_need_to_know_the_tenants() -> None:
    rows = Rows(name="roles", table="public.roles", key=("id",), per_tenant="tenant_id", expect=({"id": 1},), why="w")
    with pytest.raises(ValueError, match=r"\[tenancy\], which per_tenant needs \('roles'\)"):
        Claims(platform=HEAD, rows=(rows,))


def test_claims_that_contradict_each_other_are_not_repeated_whole(tmp_path: Path) -> None:
    path = tmp_path / "platform.toml"
    path.write_text(
        '[platform]\nname = "a"\ntitle = "A"\n[[rows]]\nname = "roles"\ntable = "public.roles"\nkey = ["id"]\n'
        'per_tenant = "tenant_id"\nexpect = [{ id = 1 }]\nwhy = "w"\n',
        "utf-8",
    )
    with pytest.raises(WrongUse) as wrong:
        load_claims(path)
    said = "file: what it says together is not allowed; allowed: [tenancy], which per_tenant needs ('roles')"
    assert str(wrong.value) == f"{path}: {said}"
