"""Reading says what writing finds: every cell that a real statement shows open is red without one."""

import tomllib
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import psycopg
import pytest

from golive.isolation.cells import Prover, State
from golive.isolation.probed import probed
from golive.migrate.isolation import try_writes
from golive.model.claims import Claims
from golive.model.platform import BUILT_IN, load_platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.run.rehearse import migrated_database
from golive.server import Server, choose
from golive.testing.look import observe
from golive.testing.spoil import Defect, planted, read_defects

TESTS = Path(__file__).parents[1]
SAMPLE = TESTS / "platforms" / "sample"
OWN = tomllib.loads((TESTS / "isolation" / "defects.toml").read_text(encoding="utf-8"))
SOME = {"R07", "R53", "F05"}
GIVEN = [
    pytest.param(one, marks=() if one.name in SOME else pytest.mark.deep)
    for one in read_defects(TESTS / "defects")
    if one.name[0] in "RF"
]
CASES = [
    pytest.param(name, title, marks=() if name == "knowledge" and n % 4 == 0 else pytest.mark.deep)
    for name in OWN
    for n, title in enumerate(OWN[name])
]
WRITES = {"DELETE": "DELETE", "INSERT": "INSERT", "JOIN": "INSERT", "MOVE": "UPDATE", "UPDATE": "UPDATE"}


def written(dsn: Dsn, claims: Claims, live: Snapshot) -> set[tuple[str, str, str]]:
    """(identity, relation, command) that real statements crossed by."""
    tried = try_writes(dsn, claims, live)
    return {(one.identity, one.relation, WRITES[one.command]) for one in tried if one.crossing}


def red(live: Snapshot, claims: Claims) -> set[tuple[str, str, str]]:
    """What is red without writing: not proved from the catalog, or reached by a probe."""
    roles: dict[str, list[str]] = {}
    for identity in claims.identity:
        roles.setdefault(identity.role, []).append(identity.name)
    found = {
        (name, cell.relation, cell.command)
        for cell in Prover.of(live, claims).cells()
        if cell.state in (State.LEAKS, State.UNPROVEN)
        for name in roles.get(cell.role, ())
    }
    return found | {(one.identity.name, one.relation, one.command) for one in probed(live, claims) if one.crossing}


def only_written(dsn: Dsn, platform: Path) -> set[tuple[str, str, str]]:
    loaded = load_platform(platform)
    live = observe(dsn, loaded, {})
    return written(dsn, loaded.claims, live) - red(live, loaded.claims)


@pytest.fixture(scope="module")
def migrated() -> Iterator[object]:
    """Each platform once, on a server that holds copies of it."""
    with ExitStack() as stack:

        @cache
        def of(name: str) -> Server:
            if name == "sample":
                server = stack.enter_context(choose("embedded").launch())
                dsn = server.create_database("sample")
                with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
                    for path in load_platform(SAMPLE).baseline:
                        connection.execute(path.read_bytes())
                return server
            dsn = stack.enter_context(migrated_database(BUILT_IN / name))
            return Server("", "", BUILT_IN / name, dsn.database("postgres"), lambda: None)

        yield of


@pytest.mark.parametrize("defect", GIVEN, ids=str)
def test_sample_reads_as_it_writes(defect: Defect, migrated: "type[Server]") -> None:
    with planted(migrated("sample"), "sample", defect) as dsn:  # type: ignore[call-arg,arg-type]
        assert only_written(dsn, SAMPLE) == set()


@pytest.mark.parametrize(("name", "title"), CASES)
def test_platform_reads_as_it_writes(name: str, title: str, migrated: "type[Server]") -> None:
    text = OWN[name][title][0]
    if "GRANT platform_owner" in text:
        text += "\n-- UNDO (cluster-wide): REVOKE platform_owner FROM authenticated;"
    with planted(migrated(name), name, Defect("spoilt", "", title, text)) as dsn:  # type: ignore[call-arg,arg-type]
        assert only_written(dsn, BUILT_IN / name) == set()
