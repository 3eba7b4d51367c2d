"""Green is earned: what every audit says of a database without anything, and of one of which nobody claimed anything.

`GOLIVE_WRITE_TABLES=1 pytest tests/green` writes the tables anew; read their difference before you believe it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from os import environ
from pathlib import Path

import psycopg
import pytest

from golive.app.learn import learn
from golive.judge.audit import FUNCTIONS, Findings, LookedAtNothing
from golive.model.catalog import Schema
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.platform import BUILT_IN, Platform, load_platform
from golive.model.snapshot import NotObserved, Snapshot
from golive.model.target import Dsn
from golive.server import Server, choose
from golive.testing.look import observe
from golive.verdict.audits import judge, load_audits

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "platforms" / "sample"
AS_OF = datetime(2026, 6, 1, 12, tzinfo=UTC)
GREEN = "green"


def said(platform: Platform, live: Snapshot, code: str) -> str:
    """What comes of an audit, in words that do not depend on how much there was."""
    try:
        results = list(judge(platform, live, [code]))
    except (NotObserved, LookedAtNothing) as error:
        return f"could not look: {error}"
    return "; ".join(sorted({outcome(one) for one in results})) or "no claim asks for it"


def outcome(result: Findings) -> str:
    if result.found:
        blocks = any(one.severity.blocks for one in result.found)
        return ("red: " if blocks else "advice: ") + ", ".join(sorted({one.code for one in result.found}))
    if result.unknowns:
        return "unknown: " + ", ".join(sorted({one.why for one in result.unknowns}))
    return GREEN if result.looked_at else f"not looked at: {result.reason}"


def table(platform: Platform, live: Snapshot) -> list[str]:
    load_audits()
    return [f"{code}  {said(platform, live, code)}" for code in sorted(FUNCTIONS)]


def held(name: str, rows: list[str]) -> None:
    path = HERE / name
    if environ.get("GOLIVE_WRITE_TABLES"):
        path.write_text("\n".join(rows) + "\n", "utf-8")
    assert rows == path.read_text("utf-8").splitlines()


@contextmanager
def learned(dsn: Dsn, folder: Path) -> Iterator[Platform]:
    """A platform that claims nothing of a database but that it is as it is, and one tenant's."""
    (folder / "platform.toml").write_text('[platform]\nname = "bare"\ntitle = "Bare"\ntenants = "one"\n', "utf-8")
    learn(dsn, folder)
    yield load_platform(folder)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of its own: what others leave on one is a subject."""
    with choose("embedded").launch() as running:
        yield running


@pytest.fixture(scope="module")
def sample(server: Server) -> Dsn:
    dsn = server.create_database("green")
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        for path in load_platform(SAMPLE).baseline:
            connection.execute(path.read_bytes())
    return dsn


def test_a_database_without_anything_earns_no_green(database: Dsn, tmp_path: Path) -> None:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute("DROP SCHEMA public")
    with learned(database, tmp_path) as platform:
        held("empty_catalog.txt", table(platform, observe(database, platform, {}, AS_OF)))


def test_claims_that_were_taken_out_earn_no_green(sample: Dsn) -> None:
    platform = load_platform(SAMPLE)
    head = Head(name="sample", title="Sample")
    bare = replace(platform, claims=Claims(platform=head), steps=(), smokes=())
    held("emptied_claims.txt", table(bare, observe(sample, bare, {}, AS_OF)))


def test_no_audit_counts_a_schema_unless_schemas_are_its_subject(sample: Dsn) -> None:
    platform = load_platform(SAMPLE)
    live = observe(sample, platform, {}, AS_OF)
    schemas = {schema.identity for schema in live.of(Schema)}
    counting = {one.audit.code for one in judge(platform, live) if schemas & set(one.names)}
    assert counting <= {"GRT004", "LCK002"}, "who may create in a schema; and the lock's own kinds"


def test_no_audit_crashes_where_nothing_of_the_platform_is_there(database: Dsn) -> None:
    """The wrong database was named, or one that nobody has filled: all is told, as for any other."""
    platform = load_platform(BUILT_IN / "bnaura")
    live = observe(database, platform, {}, AS_OF)
    load_audits()
    told = {code: said(platform, live, code) for code in sorted(FUNCTIONS)}
    assert {code: words for code, words in told.items() if words.startswith("could not look")} == {}
