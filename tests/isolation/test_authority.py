"""What makes a member is proved only where those write it who may give it; what people write rightly is proved."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from golive.isolation.probed import Tried
from golive.migrate.isolation import try_writes
from golive.model.claims import Claims, load_claims
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.catalog import read_catalog
from golive.observe.server import read_server
from golive.observe.session import reading
from golive.server import Server, choose
from golive.testing.spoil import Judged, judged

HERE = Path(__file__).parent / "authority"
CASES = tomllib.loads((HERE / "cases.toml").read_text("utf-8"))
CODES = ("ISO001", "ISO008", "ISO009")
# One of each class in every run; the others with the marker deep.
CLASSES = {
    "self insert", "plain member adds owner", "own update org pinned", "self invitation",
    "tenant owner changed by member",
    "definer: set role uid once", "definer: guard null", "invited with role", "tenant owner", "member adds member",
    "definer: set role owner", "definer: invitation accept", "helper: join two tables", "helper: with in fn",
}  # fmt: skip


def cases(kind: str) -> list[object]:
    return [one if one in CLASSES else pytest.param(one, marks=pytest.mark.deep) for one in CASES[kind]]


@pytest.fixture(scope="module")
def sound() -> Iterator[Server]:
    with choose("embedded").launch() as running:
        dsn = running.create_database("authority")
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            connection.execute((HERE / "good.sql").read_bytes())
        yield running


@pytest.fixture
def copied(sound: Server) -> Iterator[Dsn]:
    yield sound.clone("authority", "tried")
    sound.drop("tried")


def looked(dsn: Dsn, statements: str) -> Snapshot:
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute(statements.encode())
    with reading(dsn) as connection:
        return Snapshot(read_server(connection), read_catalog(connection))


def said(dsn: Dsn, statements: str, claims: Claims | None = None) -> Judged:
    claims = claims or load_claims(HERE / "platform.toml")
    return judged(Platform(HERE, claims, None, steps=(), smokes=(), baseline=()), looked(dsn, statements), CODES)


@pytest.mark.parametrize("title", cases("wrong"))
def test_what_is_not_his_to_give_is_named(title: str, copied: Dsn) -> None:
    where, statements = CASES["wrong"][title]
    found = said(copied, statements)
    assert {one.where for one in found.blocking} == {where}
    assert not found.broken


@pytest.mark.parametrize("title", cases("right"))
def test_what_is_right_is_proved(title: str, copied: Dsn) -> None:
    found = said(copied, CASES["right"][title])
    assert (found.blocking, found.unknown, found.broken) == ((), (), ())


def test_there_are_thirty() -> None:
    assert len(CASES["wrong"]) >= 30
    assert len(CASES["right"]) >= 30


METADATA = "DROP POLICY notes_all ON public.notes; CREATE POLICY own ON public.notes TO authenticated USING ({});"
TOKENS = {
    "org_id = (auth.jwt() -> 'app_metadata' ->> 'org_id')::uuid": True,
    "org_id = (SELECT (auth.jwt() -> 'app_metadata' ->> 'org_id')::uuid)": True,
    "org_id = (auth.jwt() #>> '{app_metadata,org_id}')::uuid": True,
    "org_id = (current_setting('request.jwt.claims', true)::json -> 'app_metadata' ->> 'org_id')::uuid": True,
    "org_id = (nullif(current_setting('request.jwt.claims', true), '')::json #>> '{app_metadata,org_id}')::uuid": True,
    "org_id = (auth.jwt() -> 'user_metadata' ->> 'org_id')::uuid": False,
}


@pytest.mark.parametrize("condition", TOKENS)
def test_the_token_says_whose_where_the_server_wrote_it(condition: str, copied: Dsn) -> None:
    raw = tomllib.loads((HERE / "platform.toml").read_text("utf-8"))
    both = {"org_id": "{tenant}"}
    claims = load_claims(HERE / "platform.toml")
    identity = claims.identity[0].model_copy(
        update={"claims": {**raw["identity"][0]["claims"], "app_metadata": both, "user_metadata": both}}
    )
    found = said(copied, METADATA.format(condition), claims.model_copy(update={"identity": (identity,)}))
    assert (not found.naming("public.notes")) is TOKENS[condition]


WRITTEN = {
    "": set[str](),
    "CREATE POLICY x ON public.members FOR INSERT TO authenticated WITH CHECK (user_id = auth.uid());": {
        "public.members"
    },
    "CREATE POLICY x ON public.invitations FOR INSERT TO authenticated WITH CHECK (user_id = auth.uid());": {
        "public.invitations"
    },
}


@pytest.mark.parametrize("statement", WRITTEN)
def test_who_writes_himself_in_is_seen_by_a_real_statement(statement: str, copied: Dsn) -> None:
    live = looked(copied, statement)
    tried: list[Tried] = list(try_writes(copied, load_claims(HERE / "platform.toml"), live))
    assert {one.relation for one in tried if one.command == "JOIN" and one.crossing} == WRITTEN[statement]
