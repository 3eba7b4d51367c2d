"""An extension that is not here is stood in for; what touches that is unknown, and everything else is used."""

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from golive.app.learn import learn
from golive.app.twin import twin as made_of_lock
from golive.model import questions as q
from golive.model.catalog import Extension
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.evidence import State
from golive.model.lock import load_lock
from golive.model.platform import load_platform
from golive.model.target import Dsn
from golive.observe.session import reading
from golive.server import Server
from golive.server.enclosure import refused
from golive.sql import fill
from golive.sqltext.statements import split
from golive.testing.spoil import run
from golive.twin import build, locked, signatures, wall
from golive.twin.build import Twin, twin_of
from golive.twin.faithful import catalog_of, unlike
from golive.twin.signatures import declares
from golive.twin.stubs import read_stubs, without_options
from golive.twin.use import Answers, used

HERE = Path(__file__).parent
CLAIMS = Claims(platform=Head(name="shop", title="Shop"))


@pytest.fixture(scope="module")
def target(server: Server) -> Iterator[Dsn]:
    if why := refused():
        pytest.skip(why)
    dsn = server.create_database("extended")
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute("CREATE SCHEMA extensions; GRANT USAGE ON SCHEMA extensions TO PUBLIC")
        text = (HERE / "extensions.sql").read_text("utf-8")
        for name, made in re.findall(r"-- ext (\w+)\n(.*?)(?=-- (?:ext|end))", text, re.DOTALL):
            for statement in split(made):
                connection.execute(statement.text.encode())
            connection.execute("SET search_path = pg_catalog; SET allow_system_table_mods = on")
            told = {"name": name, "owner": dsn.fields["user"], "schema": "extensions", "version": "1.0"}
            connection.execute(fill("twin/standing_in.sql", **told, schemas=["cron"]))
            connection.execute("RESET search_path; RESET allow_system_table_mods")
        for statement in split((HERE / "shop_of_extensions.sql").read_text("utf-8")):
            connection.execute(statement.text.encode())
    yield dsn
    server.drop("extended")


@pytest.fixture(scope="module")
def twin(target: Dsn) -> Iterator[Twin]:
    with twin_of(target) as twin:
        yield twin


@pytest.fixture(scope="module")
def answers(twin: Twin) -> Answers:
    return used(twin.cloned("used"), catalog_of(twin.dsn, walled=False), CLAIMS)


def test_the_structure_stands_on_what_stands_in(target: Dsn, twin: Twin) -> None:
    assert twin.failed == (), twin.left_out
    assert set(twin.stubs) == {"vector", "postgis", "pg_cron"}
    assert unlike(catalog_of(target), twin) == ()
    there = {one.name for one in catalog_of(twin.dsn, walled=False).of(Extension)}
    assert {"vector", "postgis", "pg_cron"} <= there


def test_what_touches_it_is_unknown_and_says_so(twin: Twin, answers: Answers) -> None:
    assert {"public.items", "public.places", "public.jobs"} <= twin.touched
    told = {key.removeprefix("used:"): one for key, one in answers.items()}
    for touching in ("table:public.items", "table:public.places", "view:public.jobs", "view:public.whole"):
        assert told[touching].state is State.UNKNOWN, (touching, told[touching])
        assert "stands in" in told[touching].note
    assert told["function:public.nightly()"].state is State.UNKNOWN
    assert "extension pg_cron is not here" in told["function:public.nightly()"].note
    assert told["function:public.nearest(extensions.vector)"].state is State.UNKNOWN


def test_what_does_not_is_used(answers: Answers) -> None:
    assert answers[q.USED.of("table", "public.plain")].state is State.SEEN
    broken = q.USED.told(answers[q.USED.of("function", "public.broken()")])
    assert broken is not None
    assert broken.sqlstate == "42703"


def test_indexes_of_every_method_are_made_and_stay_empty(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """What real extensions have, where none of them may come in."""
    if why := refused():
        pytest.skip(why)
    for module in (build, wall):
        monkeypatch.setattr(module, "HARMLESS", frozenset({"plpgsql"}))
    dsn = server.create_database("of_contrib")
    run(dsn, (HERE / "shop_of_contrib.sql").read_text("utf-8"))
    with twin_of(dsn) as twin:
        assert twin.failed == ()
        assert unlike(catalog_of(dsn), twin) == ()
        answers = used(twin.cloned("used"), catalog_of(twin.dsn, walled=False), CLAIMS)
    server.drop("of_contrib")
    assert {"bloom", "btree_gist", "pg_trgm"} <= set(twin.stubs)
    states = {key: one.state for key, one in answers.items()}
    assert states == {
        q.USED.of("table", "public.articles"): State.UNKNOWN,
        q.USED.of("table", "public.bookings"): State.UNKNOWN,
        q.USED.of("table", "public.comments"): State.SEEN,  # of articles, which could be made nonetheless
        q.USED.of("table", "public.plain"): State.SEEN,
    }


def test_a_lock_has_what_it_refers_to_of_them(target: Dsn, tmp_path: Path) -> None:
    """pg_cron's table and function are named by a view and in a body; postgis_watch by nobody."""
    lock = learn(target, tmp_path / "shop", {}).lock
    told = {one.name: "\n".join(one.statements) for one in lock.stubs}
    assert told.keys() == {"pg_cron", "postgis", "vector"}
    assert "CREATE FUNCTION cron.schedule(" in told["pg_cron"]
    assert "CREATE OPERATOR CLASS extensions.vector_cosine_ops" in told["vector"]
    assert "spatial_ref_sys" not in told["postgis"]
    assert "EVENT TRIGGER" not in told["postgis"]
    assert load_lock(tmp_path / "shop" / "lock.json").stubs == lock.stubs
    said: list[str] = []
    made_of_lock(load_platform(tmp_path / "shop"), said.append)
    assert not [line for line in said if line.startswith(("  differs", "  failed"))], said
    assert {"  stands in: extension pg_cron", "  stands in: extension vector"} <= set(said)
    assert [line for line in said if line.startswith("  breaks")] == [
        line for line in said if "function:public.broken()" in line
    ]


def test_a_lock_of_real_extensions_is_made_without_them(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for module in (build, wall, locked, signatures):
        monkeypatch.setattr(module, "HARMLESS", frozenset({"plpgsql"}))
    dsn = server.create_database("of_contrib")
    run(dsn, (HERE / "shop_of_contrib.sql").read_text("utf-8"))
    learn(dsn, tmp_path / "shop", {})
    server.drop("of_contrib")
    said: list[str] = []
    assert made_of_lock(load_platform(tmp_path / "shop"), said.append) == 0, said
    assert not [line for line in said if line.startswith(("  differs", "  failed"))], said


@pytest.mark.parametrize(
    "text",
    [
        "CREATE FUNCTION x.f() RETURNS text LANGUAGE internal AS 'pg_read_file'",
        "CREATE FUNCTION x.f() RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'",
        "CREATE FUNCTION x.f() RETURNS text LANGUAGE c AS 'lib', 'f'",
        "CREATE FUNCTION x.f() RETURNS text LANGUAGE sql AS 'SELECT 1'; CREATE TYPE x.t",
        "CREATE ACCESS METHOD a TYPE INDEX HANDLER x.handler",
        "CREATE ROLE r SUPERUSER",
        "GRANT pg_execute_server_program TO app",
        "COPY t TO PROGRAM 'x'",
        "DO $$ BEGIN END $$",
        "ALTER SYSTEM SET archive_command = 'x'",
    ],
)
def test_a_lock_that_was_written_by_hand_declares_nothing_else(text: str) -> None:
    assert not declares(text)


def test_what_golive_writes_of_members_is_a_declaration(target: Dsn) -> None:
    with reading(target) as connection:
        stubs = read_stubs(connection)
    written = [text for one in stubs for text in one.statements if "EVENT TRIGGER" not in text]
    assert [text for text in written if not declares(text)] == []


def test_a_catalog_that_was_edited_says_no_statement(target: Dsn) -> None:
    """What has no quotes is looked at: whoever owns a server may call an operator whatever he wants."""
    with psycopg.connect(target.reveal()) as connection, connection.transaction(force_rollback=True):
        connection.execute("SET allow_system_table_mods = on")
        edited = connection.execute(
            "UPDATE pg_operator SET oprname = '+ (x); DROP TABLE injected; --' || oprname WHERE oid IN"
            " (SELECT objid FROM pg_depend WHERE classid = 'pg_operator'::regclass AND deptype = 'e')"
        ).rowcount
        assert edited > 0
        assert read_stubs(connection) == ()


def test_options_of_its_own_method_are_not_asked_for() -> None:
    script = [
        b"CREATE INDEX i ON public.t USING hnsw (e extensions.vector_cosine_ops) WITH (m='16', lists='9');\n",
        b"CREATE INDEX j ON public.t USING btree (e) WITH (fillfactor='70');\n",
    ]
    assert list(without_options(script, {"hnsw"})) == [
        b"CREATE INDEX i ON public.t USING hnsw (e extensions.vector_cosine_ops);\n",
        script[1],
    ]
