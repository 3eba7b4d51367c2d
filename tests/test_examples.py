"""Every audit has been seen red: its example is its test, its documentation and its help at once."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from golive.judge.audit import AUDITS, FUNCTIONS, Findings, LookedAtNothing
from golive.model.claims import Claims, load_claims
from golive.model.claims.frozen import FROZEN
from golive.model.claims.platform import Head
from golive.model.finding import MendKind
from golive.model.lock import Lock
from golive.model.platform import Platform
from golive.model.scope import outside
from golive.model.snapshot import NotObserved, Server, Snapshot
from golive.server import Server as Running
from golive.server import choose
from golive.testing.look import observe
from golive.verdict.audits import judge, load_audits
from tests.replay.worlds import saved_as_they_stand

EXAMPLES = Path(__file__).parent / "examples"
FOLDERS = sorted(path.parent for path in EXAMPLES.rglob("bad.sql"))
load_audits()


def code_of(folder: Path) -> str:
    return folder.relative_to(EXAMPLES).parts[0]


def claims_of(folder: Path) -> Claims:
    own = folder / "platform.toml"
    return load_claims(own) if own.exists() else Claims(platform=Head(name="example", title="Example"))


def platform_of(folder: Path, lock: Lock | None) -> Platform:
    return Platform(folder, claims_of(folder), lock, steps=(), smokes=(), baseline=())


def run(server: Running, database: str, text: str) -> None:
    with psycopg.connect(server.dsn(database).reveal(), autocommit=True) as connection:
        connection.execute(text.encode())


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    """A server without the roles that other tests leave: examples speak of all roles there are."""
    with choose("embedded").launch() as running:
        yield running


@pytest.fixture
def scratch(server: Running) -> Iterator[str]:
    """A fresh database; roles that an example makes are gone after it."""
    server.create_database("example")
    yield "example"
    server.drop("example")
    with psycopg.connect(server.dsn("postgres").reveal(), autocommit=True) as connection:
        roles = connection.execute(
            "SELECT string_agg(quote_ident(rolname), ', ') FROM pg_roles WHERE rolname !~ '^pg_' AND NOT rolsuper"
        ).fetchone()
        if roles and roles[0]:
            connection.execute(f"DROP ROLE {roles[0]}".encode())


def found(platform: Platform, live: Snapshot, code: str) -> list[Findings]:
    """What the audit says; a kind of object that is compared speaks through the audit of the lock."""
    codes = [code] if code in FUNCTIONS else sorted(c for c in FUNCTIONS if c.startswith("LCK"))
    return list(judge(platform, live, codes))


def said(results: list[Findings], code: str) -> str:
    every = [one for result in results for one in [*result.found, *result.unknowns] if one.code == code]
    return "\n\n".join(str(one) for one in every)


FIRST = {code_of(folder)[:3]: folder for folder in reversed(FOLDERS)}.values()
SAVED = saved_as_they_stand()


@pytest.mark.parametrize(
    "folder",  # on a server the first of each section and what was changed, in tests/replay the others
    [pytest.param(one, marks=pytest.mark.deep if one in SAVED and one not in FIRST else ()) for one in FOLDERS],
    ids=lambda folder: "-".join(folder.relative_to(EXAMPLES).parts),
)
def test_example(folder: Path, server: Running, scratch: str) -> None:
    code = code_of(folder)
    environ = {"PLACEHOLDER": "changeme"}
    good, bad, expected = (folder / name for name in ("good.sql", "bad.sql", "finding.txt"))
    dsn = server.dsn(scratch)
    run(server, scratch, good.read_text())
    unlocked = platform_of(folder, None)
    sound = observe(dsn, unlocked, environ)
    frozen = {claim.table: FROZEN.word(sound.asked(FROZEN.of(claim.table))) for claim in unlocked.claims.frozen}
    platform = platform_of(folder, Lock.of(sound, "example", outside(unlocked.claims), frozen=frozen))
    assert said(found(platform, sound, code), code) == "", "good.sql is not silent"

    run(server, scratch, bad.read_text())
    results = found(platform, observe(dsn, platform, environ), code)
    text = said(results, code)
    assert text == expected.read_text().rstrip("\n")

    mends = [finding.mend for result in results for finding in result.found if finding.code == code]
    if mends and all(mend.kind is MendKind.SQL for mend in mends):
        for mend in mends:
            run(server, scratch, mend.text)
        assert said(found(platform, observe(dsn, platform, environ), code), code) == "", "the mend does not mend"


OPTIONAL = {
    "PRV001",
    "STP004",
    "STP005",
    "STP006",
    "ISO010",
}  # what is observed only where an option asks for it says so, and is NOT LOOKED AT


@pytest.mark.parametrize("code", sorted(FUNCTIONS))
def test_nothing_to_look_at_is_an_error(code: str) -> None:
    folder = next((one for one in FOLDERS if code_of(one) == code), EXAMPLES)
    empty = Snapshot(Server(170000, "17", "none", "nobody"), {})
    platform = platform_of(folder, Lock("example", 170000, {}))
    try:
        results = list(judge(platform, empty, [code]))
    except (NotObserved, LookedAtNothing):
        return
    silent = [one for one in results if not one.found and not one.unknowns]
    assert [one for one in silent if code not in OPTIONAL or not one.reason] == []


# They need a database that is changed, a command line or a whole run; the named test has seen them red.
ELSEWHERE = {
    "LCK001": "tests/catalog/test_compare.py",  # and the examples of the kinds it speaks of: TBL001, COL001 …
    "LCK002": "tests/catalog/test_compare.py",
    "LCK003": "tests/catalog/test_digest.py",
    "SRV001": "tests/test_version_floor.py",
    "ENV001": "tests/test_environment_variables.py",
    "HIS009": "tests/test_migration_files.py",
    "HIS013": "tests/test_migration_files.py",
    "STP001": "tests/run/test_failing.py",
    "STP002": "tests/run/test_run.py",
    "STP003": "tests/migrate/test_rehearsal.py",
    **dict.fromkeys(("STP004", "STP005", "STP006", "ISO010"), "tests/rehearse/test_perform.py"),
    "SMK001": "tests/run/test_failing.py",
    "PRM001": "tests/promote/test_compared.py",
    "PRM002": "tests/promote/test_compared.py",
    "PRM003": "tests/promote/test_compared.py",
    "PRM004": "tests/promote/test_compared.py",
    **dict.fromkeys([f"PRM{n:03}" for n in range(6, 12)], "tests/promotion/test_proof.py"),
    "PRM005": "tests/run/test_promotion.py",
    **dict.fromkeys([f"USE{n:03}" for n in range(1, 5)], "tests/twin/test_use.py"),
    "PRV001": "tests/prove/test_certificate.py",
    "ACC001": "tests/test_certify.py",
    "ISO005": "tests/isolation/test_writes.py",
    **dict.fromkeys(("ITM002", "ITM003", "ITM004", "ITM006", "ITM007"), "tests/test_items.py"),
}


def test_every_audit_has_an_example() -> None:
    having = {code_of(folder) for folder in FOLDERS}
    assert sorted(set(AUDITS) - having - set(ELSEWHERE)) == []
    assert sorted(having - set(AUDITS)) == []
    root = EXAMPLES.parent.parent
    assert [path for path in ELSEWHERE.values() if not (root / path).is_file()] == []
