"""The mends of every audit, by its example: its finding is gone, nothing new is there, nothing is broken.

decisions.txt says of each example which mend runs and which is asked of a person, and why:
`GOLIVE_WRITE_TABLES=1 GOLIVE_DEEP=1 pytest tests/mends/test_each.py` writes it anew.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from os import environ
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from golive.judge.audit import AUDITS, FUNCTIONS
from golive.model.claims import Claims, load_claims
from golive.model.claims.frozen import FROZEN
from golive.model.claims.platform import Head
from golive.model.lock import Lock
from golive.model.platform import Platform
from golive.model.scope import outside
from golive.model.target import Dsn
from golive.model.truth import Truth
from golive.run.observation import observe
from golive.server import Server, choose
from golive.testing.spoil import run
from golive.verdict.audits import load_audits

load_audits()
EXAMPLES = Path(__file__).parents[1] / "examples"
FOLDERS = sorted(path.parent for path in EXAMPLES.rglob("bad.sql"))
DECISIONS = Path(__file__).parent / "decisions.txt"
# One of each class: a right, a policy, an index, a constraint, a role.
SOME = {"GRT004", "POL001-missing", "IDX001-missing", "CON001-missing", "ROL001-changed"}


def code_of(folder: Path) -> str:
    return folder.relative_to(EXAMPLES).parts[0]


def name(folder: Path) -> str:
    return "-".join(folder.relative_to(EXAMPLES).parts)


class Bench:
    """A server on which every example finds nothing of those before it: cleaned, or where that fails a fresh one."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._running: Server | None = None

    @property
    def server(self) -> Server:
        if self._running is None:
            self._running = self._stack.enter_context(choose("embedded").launch())
            self._clean = self._digest()
        return self._running

    def clean(self) -> None:
        server = self.server
        try:
            with psycopg.connect(server.dsn("example").reveal(), autocommit=True) as connection:
                for (gid,) in connection.execute("SELECT gid FROM pg_prepared_xacts").fetchall():
                    connection.execute(sql.SQL("ROLLBACK PREPARED {}").format(gid))
            server.drop("example")
            with psycopg.connect(server.dsn().reveal(), autocommit=True) as connection:
                rows = connection.execute("SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' AND NOT rolsuper")
                if names := [sql.Identifier(row[0]) for row in rows.fetchall()]:
                    roles = sql.SQL(", ").join(names)  # at once: they may have granted each other
                    connection.execute(sql.SQL("DROP OWNED BY {}").format(roles))
                    connection.execute(sql.SQL("DROP ROLE {}").format(roles))
            if self._digest() == self._clean:
                return
        except psycopg.Error:
            pass
        server.stop()
        self._running = None

    def _digest(self) -> str:
        """Whatever an example may leave in the cluster."""
        with psycopg.connect(self.server.dsn().reveal()) as connection:
            row = connection.execute(_CLUSTER).fetchone()
        return str(row)


_CLUSTER = """
    SELECT (SELECT array_agg(d::text ORDER BY datname) FROM (SELECT datname, datconnlimit FROM pg_database) AS d),
        (SELECT array_agg(r::text ORDER BY oid) FROM pg_authid AS r),
        (SELECT array_agg(m::text ORDER BY oid) FROM pg_auth_members AS m),
        (SELECT array_agg(s::text ORDER BY s::text) FROM pg_db_role_setting AS s),
        (SELECT array_agg(p::text ORDER BY p::text) FROM pg_parameter_acl AS p),
        (SELECT array_agg(f::text ORDER BY seqno) FROM pg_file_settings AS f),
        (SELECT count(*) FROM pg_replication_slots), (SELECT count(*) FROM pg_subscription)
"""


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with ExitStack() as stack:
        yield Bench(stack)


@pytest.fixture
def server(bench: Bench) -> Server:
    return bench.server


@pytest.fixture
def scratch(bench: Bench) -> Iterator[Dsn]:
    yield bench.server.create_database("example")
    bench.clean()


@pytest.mark.parametrize(
    "folder", [pytest.param(one, id=name(one), marks=[] if name(one) in SOME else pytest.mark.deep) for one in FOLDERS]
)
def test_example_is_mended(
    folder: Path, server: Server, scratch: Dsn, place_of: Callable[..., Any], tmp_path: Path
) -> None:
    own = folder / "platform.toml"
    claims = load_claims(own) if own.exists() else Claims(platform=Head(name="example", title="Example"))
    platform = Platform(folder, claims, None, steps=(), smokes=(), baseline=())
    run(scratch, (folder / "good.sql").read_text())
    sound = observe(scratch, platform, {})
    frozen = {claim.table: FROZEN.word(sound.asked(FROZEN.of(claim.table))) for claim in claims.frozen}
    lock = Lock.of(sound, "example", outside(claims), frozen=frozen)
    of_law = code_of(folder) in FUNCTIONS and AUDITS[code_of(folder)].truth is not Truth.LOCKED
    # A law's own mend is tried where no lock has one that comes before it.
    judged_by = platform if of_law else Platform(folder, claims, lock, steps=(), smokes=(), baseline=())
    here = place_of(server, judged_by, "example")
    told = here.told
    run(scratch, (folder / "bad.sql").read_text())
    live = here.look(scratch)
    said = here.judge(live)
    mended = here.mend(scratch, tmp_path, live, [*said.blocking, *said.advice])
    mended.check(told)
    written(name(folder), mended.outcomes(code_of(folder)))


def written(example: str, outcomes: list[str]) -> None:
    """What decisions.txt says of an example, line by line."""
    lines = [f"{example}: {outcome}" for outcome in outcomes] or [f"{example}: nothing that a snapshot shows"]
    if environ.get("GOLIVE_WRITE_TABLES"):
        others = [line for line in DECISIONS.read_text().splitlines() if not line.startswith(f"{example}: ")]
        DECISIONS.write_text("\n".join(sorted([*others, *lines])) + "\n")
    assert [line for line in DECISIONS.read_text().splitlines() if line.startswith(f"{example}: ")] == lines


def test_the_table_of_decisions_has_every_example() -> None:
    said = {line.partition(": ")[0] for line in DECISIONS.read_text().splitlines()}
    assert said == {name(folder) for folder in FOLDERS}
