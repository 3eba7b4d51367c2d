"""What breaks at its first use is found, and what works is left alone."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import psycopg
import pytest

from golive.model import questions as q
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.evidence import Evidence, State
from golive.model.platform import Platform
from golive.server import choose
from golive.server.enclosure import refused
from golive.sqltext.statements import split
from golive.testing.spoil import judged
from golive.twin.build import NAME, Twin, twin_of
from golive.twin.faithful import catalog_of
from golive.twin.use import used
from golive.verdict.audits import judge

pytestmark = pytest.mark.skipif(bool(refused()), reason=refused() or "there is an enclosure")
HERE = Path(__file__).parent
BREAKS = tomllib.loads((HERE / "breaks.toml").read_text("utf-8"))
NUMBERS = count(1)
CLAIMS = Claims(platform=Head(name="shop", title="Shop"))
PLATFORM = Platform(HERE, CLAIMS, None, (), (), ())
CODES = {"table": "USE001", "default": "USE001", "update": "USE001", "delete": "USE001", "session": "USE002",
         "view": "USE003", "function": "USE004"}  # fmt: skip


@pytest.fixture(scope="module")
def twin() -> Iterator[Twin]:
    """On a server of its own: other tests' roles have the same names."""
    with choose("embedded").launch() as server:
        dsn = server.create_database("usable")
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            for statement in split((HERE / "base.sql").read_text("utf-8")):
                connection.execute(statement.text.encode())
        with twin_of(dsn) as twin:
            yield twin


def found(twin: Twin, planted: str) -> dict[str, Evidence]:
    name = f"planted_{next(NUMBERS)}"
    dsn = twin.server.clone(NAME, name)
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute("SET ROLE shop_owner")
        for statement in split(planted):
            connection.execute(statement.text.encode())
    copy = replace(twin, dsn=dsn, visitor=twin.visitor.database(name))
    answers = used(copy, catalog_of(dsn, walled=False), CLAIMS)
    twin.server.drop(name)
    return answers


def test_what_works_is_left_alone(twin: Twin) -> None:
    answers = found(twin, "")
    assert {key: one for key, one in answers.items() if one.count or one.state is not State.SEEN} == {}
    assert {key.split(":")[1] for key in answers} == {"table", "view", "function"}


@pytest.mark.parametrize("name", [pytest.param(one, marks=() if n % 8 == 0 else pytest.mark.deep, id=one)
                                  for n, one in enumerate(BREAKS)])  # fmt: skip
def test_break(name: str, twin: Twin) -> None:
    one = BREAKS[name]
    answers = found(twin, one["sql"])
    blamed = {key: told for key, answer in answers.items() if (told := q.USED.told(answer))}
    assert q.USED.of(one["key"]) in blamed, (blamed, [two for two in answers.items() if two[1].state is not State.SEEN])
    assert one["says"] in blamed[q.USED.of(one["key"])].message
    kind, _, where = one["key"].partition(":")
    live = catalog_of(twin.dsn, walled=False).with_evidence({**answers, q.TWIN.of(): Evidence.seen(1)})
    found_by = {(said.code, said.where) for said in judged(PLATFORM, live, CODES.values()).blocking}
    assert (CODES[kind], where) in found_by


def test_a_twin_that_could_not_be_made_is_unknown(twin: Twin) -> None:
    live = catalog_of(twin.dsn, walled=False).with_evidence({q.TWIN.of(): Evidence.unknown("permission denied")})
    results = list(judge(PLATFORM, live, sorted(set(CODES.values()))))
    assert [[(one.where, one.why) for one in result.unknowns] for result in results] == (
        [[("the twin", "permission denied")]] * 4
    )


def test_what_the_twin_lacks_is_unknown(twin: Twin) -> None:
    lacking = {q.TWIN.of(): Evidence.seen(1, 1, ["table shop.far is missing"])}
    live = catalog_of(twin.dsn, walled=False).with_evidence(lacking)
    (tables,) = judge(PLATFORM, live, ["USE001"])
    assert [(one.where, one.why) for one in tables.unknowns] == [
        ("the twin", "is not the target: table shop.far is missing")
    ]


WAITING = """
CREATE TABLE shop.teams (id bigint PRIMARY KEY, name text NOT NULL, lead bigint NOT NULL);
CREATE TABLE shop.players (id bigint PRIMARY KEY, team bigint NOT NULL REFERENCES shop.teams);
ALTER TABLE shop.teams ADD FOREIGN KEY (lead) REFERENCES shop.players DEFERRABLE;
CREATE TABLE shop.seats (id bigint PRIMARY KEY, team bigint NOT NULL REFERENCES shop.teams);
CREATE TABLE shop.letters
  (id bigint PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES shop.tenants, closed_at timestamptz);
ALTER TABLE shop.letters ENABLE ROW LEVEL SECURITY;
CREATE POLICY adds ON shop.letters FOR INSERT TO app WITH CHECK (tenant_id = current_setting('app.tenant')::uuid);
CREATE POLICY sees ON shop.letters FOR SELECT TO app
  USING (tenant_id = current_setting('app.tenant')::uuid AND closed_at IS NULL);
GRANT SELECT, INSERT ON shop.letters TO app;
"""


def test_keys_that_wait_and_rows_that_some_see_are_no_faults(twin: Twin) -> None:
    answers = found(twin, WAITING)
    assert {key: one for key, one in answers.items() if one.count or one.state is not State.SEEN} == {}


OF_A_SUPERUSER = """
CREATE FUNCTION shop.headcount() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS $$ SELECT count(*) FROM shop.people $$;
RESET ROLE;
ALTER FUNCTION shop.headcount() OWNER TO postgres;
"""


def test_what_a_superuser_may_is_no_fault_where_he_is_none(twin: Twin) -> None:
    answers = found(twin, OF_A_SUPERUSER)
    assert {key: one for key, one in answers.items() if one.count or one.state is not State.SEEN} == {}


def test_one_cause_in_a_function_is_told_once(twin: Twin) -> None:
    answers = found(twin, SHARED)
    live = catalog_of(twin.dsn, walled=False).with_evidence({**answers, q.TWIN.of(): Evidence.seen(1)})
    (tables,) = judge(PLATFORM, live, ["USE001"])
    (one,) = tables.found
    assert one.where == "shop.stamps()"
    assert "shop.one" in one.what
    assert "shop.two" in one.what


SHARED = """
CREATE FUNCTION shop.stamps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM missing(1); RETURN NEW; END $$;
CREATE TABLE shop.one (id bigint PRIMARY KEY);
CREATE TABLE shop.two (id bigint PRIMARY KEY);
CREATE TRIGGER stamps BEFORE INSERT ON shop.one FOR EACH ROW EXECUTE FUNCTION shop.stamps();
CREATE TRIGGER stamps BEFORE INSERT ON shop.two FOR EACH ROW EXECUTE FUNCTION shop.stamps();
"""


REFUSING = """
CREATE FUNCTION shop.no_more() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no more'; END $$;
CREATE TABLE shop.files (id bigint PRIMARY KEY);
CREATE TRIGGER no_more BEFORE INSERT ON shop.files FOR EACH ROW EXECUTE FUNCTION shop.no_more();
CREATE TABLE shop.pages (id bigint PRIMARY KEY, file bigint NOT NULL REFERENCES shop.files);
"""


def test_what_waits_for_a_table_that_takes_no_row_says_for_which_and_why(twin: Twin) -> None:
    answers = found(twin, REFUSING)
    pages = answers[q.USED.of("table", "shop.pages")]
    assert pages.state is State.UNKNOWN
    assert pages.note.startswith(
        "no row was tried: it refers to shop.files, which took none (P0001 in shop.no_more(): no more): "
    )
