"""What the configuration files say is seen, or said to be unseen with the grant that is lacking."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from golive.judge.audit import Findings
from golive.judge.settings import effective, same
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.claims.server import Server as Declared
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.run.observation import observe
from golive.sqltext.quoting import in_database
from golive.verdict.audits import judge

CLAIMS = Claims(platform=Head(name="example", title="Example"), server=Declared(settings={"statement_timeout": "1min"}))
PLATFORM = Platform(Path("example"), CLAIMS, None, steps=(), smokes=(), baseline=())


@pytest.fixture
def ordinary(database: Dsn) -> Iterator[Dsn]:
    """The database as a role without any right sees it."""
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute("CREATE ROLE onlooker LOGIN PASSWORD 'looks on'")
    yield Dsn.of(**{**database.fields, "user": "onlooker", "password": "looks on"})
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute("DROP OWNED BY onlooker")
        connection.execute("DROP ROLE onlooker")


def judged(live: Snapshot, code: str) -> Findings:
    return next(judge(PLATFORM, live, [code]))


def test_unreadable_files_are_unknown_until_the_named_grant(database: Dsn, ordinary: Dsn) -> None:
    live = observe(ordinary, PLATFORM, {})
    unknown = judged(live, "SRV002").unknowns[0]
    assert "pg_file_settings" in unknown.why
    asked = ("SRV003", "SRV008", "SET006")  # the session has its own timeouts and zone: the server's are in its files
    assert all(judged(live, code).unknowns for code in asked)
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute(unknown.mend.text.encode())
    live = observe(ordinary, PLATFORM, {})
    assert not any(judged(live, code).unknowns for code in (*asked, "SRV002"))
    assert [one.what for one in judged(live, "SRV003").found] == ["statement_timeout is '0', declared is '1min'"]


def test_settings_of_the_session_are_not_taken_for_the_server_s(database: Dsn) -> None:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute(in_database("ALTER DATABASE %I SET statement_timeout = '60s'").encode())
    live = observe(database, PLATFORM, {})
    assert effective(live, "statement_timeout") == "60s"
    assert effective(live, "idle_in_transaction_session_timeout") == "0"
    assert effective(live, "no_such_setting") is None
    assert not judged(live, "SRV003").found


@pytest.mark.parametrize(
    ("one", "other"),
    [("on", "true"), ("60s", "1min"), ("5000", "5s"), ("8MB", "1024"), ("UTC", "utc"), ("16384", "128MB")],
)
def test_spellings_of_one_value_are_equal(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("on", "off"), ("5", "5000"), ("60s", "2min"), ("UTC", "Europe/Madrid"), ("4MB", "8MB")]
)
def test_different_values_are_not(one: str, other: str) -> None:
    assert not same(one, other)
