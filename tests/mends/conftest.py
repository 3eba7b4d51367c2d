"""Sound databases, each on a server of its own, and every way in which the tests spoil them."""

import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import psycopg
import pytest

from golive.app.learn import learn
from golive.diff.compare import differences
from golive.diff.plan import Plan, Planned
from golive.migrate.fix import render_fix
from golive.migrate.smoke import run_smoke
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.finding import Finding, Mend, MendKind
from golive.model.lock import Lock
from golive.model.platform import BUILT_IN, Platform, load_platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.catalog import read_catalog
from golive.observe.server import read_server
from golive.run.observation import observe
from golive.run.rehearse import migrated_database
from golive.server import Server, choose, find_client
from golive.server.client import client_environment
from golive.sqltext.statements import split
from golive.sqltext.visible import visible
from golive.testing.spoil import Judged, judged, read_defects, run
from golive.verdict.remedy import plan_of
from tests.mends.examples import Bench

TESTS = Path(__file__).parents[1]
SAMPLE = TESTS / "platforms" / "sample"
SHOP = TESTS / "catalog"
# One of each class: a right, a cause of many findings, rows in the way, what waits for a decision, a name taken.
SOME = {"sample-C04", "sample-F13", "sample-K28", "sample-L04", "shop-index: no longer unique"}
_CLUSTER = """
    SELECT md5(concat(
        (SELECT string_agg(concat(rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin,
            rolreplication, rolbypassrls, rolconnlimit, coalesce(rolvaliduntil, 'infinity'), rolconfig), ';'
            ORDER BY rolname)
            FROM pg_catalog.pg_roles),
        (SELECT string_agg(concat(roleid, member, admin_option, to_jsonb(m) ->> 'inherit_option',
            to_jsonb(m) ->> 'set_option'), ';' ORDER BY roleid, member, grantor) FROM pg_catalog.pg_auth_members AS m),
        (SELECT string_agg(p::text, ';' ORDER BY p::text) FROM pg_catalog.pg_parameter_acl AS p)))
"""
# No mend speaks of a validity: whoever renews it every quarter is not to be told.
_VALID = """
    SELECT string_agg(format('ALTER ROLE %I VALID UNTIL %L', rolname, coalesce(rolvaliduntil, 'infinity')), ';')
    FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_'
"""


@dataclass(frozen=True, slots=True)
class Spoiling:
    """One way to spoil one place."""

    place: str
    name: str
    text: str
    undo: tuple[str, ...] = ()
    refused: bool = False  # statements may fail, as a runbook's do

    def __str__(self) -> str:
        return f"{self.place}-{self.name}"

    def plant(self, dsn: Dsn) -> None:
        if not self.refused:
            run(dsn, self.text)
            return
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            for statement in split(self.text):
                with suppress(psycopg.Error):
                    connection.execute(statement.text.encode())


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "spoiling" in metafunc.fixturenames:
        marks = {True: (), False: pytest.mark.deep}
        cases = [pytest.param(one, id=str(one), marks=marks[str(one) in SOME]) for one in spoilings()]
        metafunc.parametrize("spoiling", cases)


@pytest.fixture(scope="session")
def places() -> Iterator[Callable[[str], "Place"]]:
    """Each place once, when its first case comes."""
    with ExitStack() as stack:
        yield cache(lambda name: stack.enter_context(place(name)))


@pytest.fixture
def place_of() -> Callable[..., "Place"]:
    return Place


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with ExitStack() as stack:
        yield Bench(stack)


@pytest.fixture
def scratch(bench: Bench) -> Iterator[Dsn]:
    """For one example."""
    yield bench.server.create_database("example")
    bench.clean()


@pytest.fixture
def here(places: Callable[[str], "Place"], spoiling: Spoiling) -> "Place":
    return places(spoiling.place)


def spoilings() -> Iterator[Spoiling]:
    yield from (Spoiling("sample", one.name, one.text, one.undo) for one in read_defects(TESTS / "defects"))
    for folder in sorted((TESTS / "own_defects").iterdir()):
        yield from (Spoiling(folder.name, one.name, one.text, one.undo) for one in read_defects(folder))
    text = (SHOP / "spoilings.sql").read_text()
    for found in re.split(r"^-- (?=[a-z_]+: )", text, flags=re.M)[1:]:
        heading, _, spoil = found.partition("\n")
        yield Spoiling("shop", heading, spoil)
    for folder in sorted((TESTS / "runbooks").iterdir()):
        whole = "".join(path.read_text() for path in sorted(folder.glob("*.sql")))
        yield Spoiling(folder.name, "runbook", whole, refused=True)


Keys = set[tuple[str, str]]


def keys(*findings: Finding) -> Keys:
    return {(one.code, one.where) for one in findings}


def places_of(unknown: Iterable[str]) -> Keys:
    """Code and place; the reason counts what is there."""
    split = (one.partition(": ")[0].partition(" ") for one in unknown)
    return {(code, where) for code, _, where in split}


_NO_CONSTRAINT = re.compile(r"ALTER TABLE (\S+) DROP CONSTRAINT (\S+)")
_NO_TABLE = re.compile(r"DROP TABLE (\S+)")
_SESSION = ("SET check_function_bodies", "RESET check_function_bodies", "BEGIN", "COMMIT")
LEFT = ", or left and told where rows stand in its way"


def _has(one: Planned, code: str) -> bool:
    return any(finding.code == code for finding in one.findings)


def _first(mend: Mend) -> str:
    """Its first line: what a person is asked, or would run."""
    return visible(next(iter(mend.text.splitlines()), ""))


@dataclass(frozen=True, slots=True)
class Mended:
    """What was found before and after fix.sql ran, and what it says of the rest."""

    before: Judged
    after: Judged
    plan: Plan
    done: subprocess.CompletedProcess[str]

    @property
    def left(self) -> Keys:
        """Told by the script as it ran: rows stand in the way."""
        return {
            key
            for key in keys(*self.before.blocking, *self.before.advice)
            if f"left: {key[0]} {key[1]}" in self.done.stderr
        }

    @property
    def asked(self) -> Keys:
        return keys(*self.plan.waiting, *(one for each in self.plan.decisions for one in each.findings))

    def _in_vain(self) -> list[str]:
        """What runs twice, and what mends a thing that a person is asked to drop."""
        runs = [one.text for each in self.plan.runs for one in split(each.mend.text)]
        drops = [each.mend.text for each in self.plan.decisions if each.mend.kind is MendKind.SQL]
        asked = [one.text for text in drops for one in split(text)]
        constraints = filter(None, map(_NO_CONSTRAINT.fullmatch, asked))
        tables = filter(None, map(_NO_TABLE.fullmatch, asked))
        heads = [rf"ALTER TABLE {re.escape(one[1])} \w+ CONSTRAINT {re.escape(one[2])}\b" for one in constraints]
        heads += [rf"(ALTER TABLE|CREATE \w+ \S+ ON) {re.escape(one[1])} " for one in tables]
        twice = [text for text, times in Counter(runs).items() if times > 1 and not text.startswith(_SESSION)]
        return twice + [text for text in runs if any(re.match(head, text) for head in heads)]

    def _standing(self, relation: str) -> bool:
        """Whether something on it was found and still is: beside what is mended it is one too many, an advice."""
        still = keys(*self.before.blocking) & keys(*self.after.blocking)
        return any(where.startswith(f"{relation}.") for _, where in still)

    def outcomes(self, code: str) -> list[str]:
        """In words, how the script ends each finding of an audit; a decision with the words that ask for it."""
        said = {f"{one.question}: {_first(one.mend)}" for one in self.plan.decisions if _has(one, code)}
        said |= {"SQL" + (LEFT if keys(*one.findings) & self.left else "") for one in self.plan.runs if _has(one, code)}
        said |= {"gone with another's mend" for one in self.plan.settled if one.code == code}
        said |= {f"gone with another's decision: {_first(one.mend)}" for one in self.plan.waiting if one.code == code}
        return sorted(said)

    def check(self, sound: Keys) -> None:
        """sound: what the lock itself has."""
        before, after = self.before, self.after
        assert not self._in_vain()
        planned = keys(*(one for each in (*self.plan.runs, *self.plan.decisions) for one in each.findings))
        planned |= keys(*self.plan.settled, *self.plan.waiting)
        assert self.done.returncode == (3 if self.left else 0), self.done.stderr
        assert planned & keys(*after.blocking, *after.advice) <= self.asked | self.left
        new = keys(*after.blocking, *after.advice) - keys(*before.blocking, *before.advice) - sound
        assert not new & keys(*after.blocking)
        assert not [where for _, where in new if not self._standing(where)]
        assert places_of(after.unknown) <= places_of(before.unknown) | sound
        assert after.broken == before.broken


@dataclass
class Place:
    """A sound database on a server that holds nothing else."""

    server: Server
    platform: Platform
    source: str
    as_of: datetime | None = None

    def look(self, dsn: Dsn) -> Snapshot:
        return observe(dsn, self.platform, {}, self.as_of)

    def judge(self, live: Snapshot) -> Judged:
        return judged(self.platform, live)

    def failing(self, dsn: Dsn) -> list[str]:
        """Claims of the platform's smokes that do not hold, and smokes that end in an error."""
        found = []
        for smoke in self.platform.smokes:
            try:
                found += [f"{smoke.path.name}: {claim}" for claim, holds in run_smoke(dsn, smoke) if not holds]
            except psycopg.Error as error:
                found.append(f"{smoke.path.name}: {error.sqlstate}")
        return found

    @cached_property
    def told(self) -> "Keys":
        """What is found, or cannot be looked at, while it is sound: its lock has it."""
        said = self.judge(self.look(self.server.dsn(self.source)))
        return keys(*said.blocking, *said.advice) | places_of(said.unknown)

    def plan(self, live: Snapshot, found: Sequence[Finding]) -> Plan:
        return plan_of(self.platform, live, found)

    def mend(
        self, dsn: Dsn, folder: Path, live: Snapshot | None = None, found: Sequence[Finding] | None = None
    ) -> Mended:
        """The script of what blocks there, or of other findings, run by psql."""
        live = live or self.look(dsn)
        before = self.judge(live)
        plan = self.plan(live, before.blocking if found is None else found)
        (folder / "fix.sql").write_text(render_fix(self.platform.name, (), plan, live), encoding="utf-8")
        done = self._psql(dsn, folder / "fix.sql")
        return Mended(before, self.judge(self.look(dsn)), plan, done)

    def _psql(self, dsn: Dsn, script: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [find_client("psql", self.server.major).program("psql"), "-X", "-q", "-f", script],
            env=client_environment(dsn), capture_output=True, text=True, check=False,
        )  # fmt: skip

    @contextmanager
    def spoilt(self, spoiling: Spoiling) -> Iterator[Dsn]:
        """A copy in which it was done; the cluster is as it was afterwards."""
        before, _ = self._cluster, self._valid
        dsn = self.server.clone(self.source, "spoilt")
        try:
            spoiling.plant(dsn)
            yield dsn
        finally:
            for statement in spoiling.undo:
                with suppress(psycopg.Error):
                    run(dsn, statement)
            self.server.drop("spoilt")
            self._heal(before)

    @cached_property
    def _cluster(self) -> str:
        return self._digest()

    @cached_property
    def _valid(self) -> str:
        """What gives each role its validity back."""
        return self._told_by(_VALID)

    def _digest(self) -> str:
        return self._told_by(_CLUSTER)

    def _told_by(self, query: str) -> str:
        with psycopg.connect(self.server.dsn(self.source).reveal()) as connection:
            row = connection.execute(query.encode()).fetchone()
        return str(row and row[0])

    def _heal(self, before: str) -> None:
        if self._digest() == before:
            return
        assert self.platform.lock is not None
        now = seen(self.server.dsn(self.source))
        with psycopg.connect(self.server.dsn(self.source).reveal(), autocommit=True) as connection:
            for one in differences(self.platform.lock, now):
                with suppress(psycopg.Error):
                    connection.execute(one.mend.text.encode())
            connection.execute(self._valid.encode())
        assert self._digest() == before, "the cluster stays spoilt"


@contextmanager
def place(name: str) -> Iterator[Place]:
    with TemporaryDirectory(prefix="golive-mends-") as folder:
        if name in ("sample", "shop"):
            with choose("embedded").launch() as server:
                dsn = server.create_database(name)
                platform = load_platform(SAMPLE) if name == "sample" else None
                paths = platform.baseline if platform else [SHOP / "roles.sql", SHOP / "schema.sql"]
                with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
                    for path in paths:
                        connection.execute(path.read_bytes())
                if platform is None:
                    head = Claims(platform=Head(name="shop", title="Shop"))
                    platform = Platform(Path(folder), head, Lock.of(seen(dsn), "shop"), (), (), ())
                yield Place(server, platform, name, datetime(2026, 6, 1, 12, tzinfo=UTC) if name == "sample" else None)
            return
        copy = copytree(BUILT_IN / name, Path(folder) / name)
        with migrated_database(copy) as dsn:
            if not (copy / "lock.json").exists():
                learn(dsn, copy)
            server = Server("", str(version(dsn)), copy, dsn.database("postgres"), lambda: None)
            yield Place(server, load_platform(copy), name)


def seen(dsn: Dsn) -> Snapshot:
    with psycopg.connect(dsn.reveal()) as connection:
        return Snapshot(read_server(connection), read_catalog(connection))


def version(dsn: Dsn) -> int:
    with psycopg.connect(dsn.reveal()) as connection:
        return connection.info.server_version // 10000
