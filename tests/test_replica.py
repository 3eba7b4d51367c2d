"""A standby answers what concerns the rows, and only a standby of the very database; a large table is read in parts."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from golive.model import questions as q
from golive.model.claims import Claims
from golive.model.claims.budget import Budget
from golive.model.errors import WrongUse
from golive.model.evidence import Evidence, State
from golive.model.platform import Platform
from golive.model.target import Dsn
from golive.observe import slices
from golive.observe.counted import Counting, count_all
from golive.observe.reader import Reader
from golive.observe.replica import beside
from golive.observe.session import reading
from golive.observe.slices import stretches
from golive.run.observation import observe
from golive.server import Server, choose, find_binaries
from golive.server.account import server_account
from golive.server.client import client_environment
from golive.server.start import free_port
from golive.server.template import environment

CLAIMS = Claims.model_validate(
    {
        "platform": {"name": "shop", "title": "Shop"},
        "tenancy": {"root": "shop.tenants", "key": "id", "columns": ("tenant_id",), "enforced_by": "application"},
    }
)
PLATFORM = Platform(Path("shop"), CLAIMS, None, (), (), ())
SHOP = """
CREATE SCHEMA shop;
CREATE TABLE shop.tenants (id int PRIMARY KEY);
CREATE TABLE shop.notes (id int PRIMARY KEY, tenant_id int, note text);
INSERT INTO shop.tenants VALUES (1), (2);
INSERT INTO shop.notes SELECT n, 1 + n % 2, repeat('x', 200) FROM generate_series(1, 20000) AS n;
UPDATE shop.notes SET tenant_id = NULL WHERE id % 1000 = 0;
"""


@dataclass(frozen=True)
class Pair:
    primary: Dsn
    standby: Dsn

    def follows(self) -> None:
        """Waits until the standby has all that was written."""
        with psycopg.connect(self.primary.reveal(), autocommit=True) as here:
            row = here.execute("SELECT pg_current_wal_flush_lsn()").fetchone()
        assert row is not None
        with psycopg.connect(self.standby.reveal(), autocommit=True) as there:
            for _ in range(300):
                if there.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", row).fetchone() == (True,):
                    return
                time.sleep(0.1)
        raise AssertionError("the standby does not follow")


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    with choose("embedded").launch() as server:
        primary = server.create_database("shop")
        run(primary, SHOP)
        with following(server) as standby:
            run(primary, "INSERT INTO shop.tenants VALUES (3)")  # something to follow
            yield Pair(primary, standby.database("shop"))


class following:  # used as a statement
    """A standby of a server of ours, on its binaries."""

    def __init__(self, server: Server) -> None:
        self.server, self.account = server, server_account()
        self.binaries = find_binaries("auto", version=server.major)
        self.folder, self.log = server.folder / "standby", server.folder / "standby.log"

    def __enter__(self) -> Dsn:
        copied = [self.binaries.program("pg_basebackup"), "-D", self.folder, "-R", "-X", "stream", "-c", "fast"]
        subprocess.run(
            copied, env=environment(self.binaries) | client_environment(self.server.admin), check=True, umask=0o077
        )
        for each in (self.folder, *self.folder.rglob("*")):
            self.account.give(each)
        for _ in range(5):  # a free port may be taken by somebody else before the server binds it
            dsn = Dsn.of(**{**self.server.admin.fields, "port": str(free_port())})
            self.started(dsn)
            if self.answers(dsn):
                return dsn
            self.__exit__()
        raise AssertionError(f"the standby does not answer: {self.log.read_text()[-2000:]}")

    def started(self, dsn: Dsn) -> None:
        words = ["-c", f"port={dsn.fields['port']}", "-c", "listen_addresses=127.0.0.1", "-c",
                 "unix_socket_directories=", "-c", "max_standby_streaming_delay=200ms",
                 "-c", "max_prepared_transactions=10"]  # fmt: skip
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [self.binaries.program("postgres"), "-D", self.folder, *words], env=environment(self.binaries),
                cwd=self.folder, stdout=log, stderr=log, umask=0o077, **self.account.identity,
            )  # fmt: skip

    def answers(self, dsn: Dsn) -> bool:
        until = time.monotonic() + 60
        while self.process.poll() is None and time.monotonic() < until:
            with suppress(psycopg.OperationalError):
                psycopg.connect(dsn.reveal(), connect_timeout=5).close()
                return True
            time.sleep(0.1)
        return False

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(20)


def run(dsn: Dsn, text: str) -> None:
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute(text.encode())


def rows_asked(dsn: Dsn) -> int:
    """How often the table was read here, from one end to the other."""
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        row = connection.execute("SELECT pg_stat_get_numscans('shop.notes'::regclass)").fetchone()
    assert row is not None
    return int(row[0])


def test_rows_are_asked_of_the_standby(pair: Pair) -> None:
    pair.follows()
    before, there = rows_asked(pair.primary), rows_asked(pair.standby)
    live = observe(pair.primary, PLATFORM, {}, replica=pair.standby)
    assert live.evidence[q.WITHOUT_TENANT.of("shop.notes.tenant_id")].count == 20
    assert rows_asked(pair.primary) == before
    assert rows_asked(pair.standby) > there
    told = [one for one in live.server.harmless if one.startswith("rows were asked of the standby")]
    assert len(told) == 1
    assert "last change of 20" in told[0]
    assert pair.standby.password not in told[0]
    assert not live.server.in_recovery


def test_both_sides_say_the_same(pair: Pair) -> None:
    pair.follows()
    alone, beside_it = observe(pair.primary, PLATFORM, {}), observe(pair.primary, PLATFORM, {}, replica=pair.standby)
    assert alone.evidence == beside_it.evidence
    assert alone.catalog == beside_it.catalog


def test_only_a_standby_of_the_database_is_asked(pair: Pair) -> None:
    with pytest.raises(WrongUse, match="is no standby"):
        observe(pair.primary, PLATFORM, {}, replica=pair.primary)
    with pytest.raises(WrongUse, match="follows another database"):
        observe(pair.primary, PLATFORM, {}, replica=pair.standby.database("postgres"))
    run(pair.primary, "CREATE ROLE looker LOGIN PASSWORD 'looks'; GRANT pg_read_all_data TO looker;")
    pair.follows()
    mine = {"user": "looker", "password": "looks"}
    here, there = (Dsn.of(**{**dsn.fields, **mine}) for dsn in (pair.primary, pair.standby))
    run(pair.primary, "REVOKE EXECUTE ON FUNCTION pg_catalog.pg_control_system() FROM PUBLIC;")
    pair.follows()
    with pytest.raises(WrongUse, match="nobody can tell whether") as refused:
        observe(here, PLATFORM, {}, replica=there)
    run(pair.primary, f"{refused.value.allowed.removesuffix('the login that looks')}looker;")
    pair.follows()
    assert observe(here, PLATFORM, {}, replica=there).server.strength == ""


def test_what_a_standby_undoes_is_asked_again(pair: Pair) -> None:
    """It follows, and ends whoever stands in the way: a table is taken under a question that reads it."""
    pair.follows()
    slow = sql.SQL("SELECT ARRAY[count(*)] FROM shop.notes AS t, pg_catalog.pg_sleep(1.5)")
    server = observe(pair.primary, PLATFORM, {}).server
    with beside(pair.standby, server, Budget(), None) as session:
        assert session is not None
        taken = threading.Timer(0.4, run, (pair.primary, "VACUUM FULL shop.notes;"))
        taken.start()
        assert session.evidence("notes", lambda here: counted(here, slow))["notes"].count == 20000
        taken.join()


def counted(connection: Reader, select: sql.SQL) -> dict[str, Evidence]:
    answer = count_all(connection, [Counting("shop.notes", select)])["shop.notes"]
    return {"notes": answer if isinstance(answer, Evidence) else Evidence.seen(1, answer[0])}


def test_a_session_that_is_ended_inside_a_part_is_had_again(pair: Pair) -> None:
    """The look that it was in is done once more, on another session."""
    pair.follows()
    server = observe(pair.primary, PLATFORM, {}).server
    ended: list[int] = []

    def look(connection: Reader) -> dict[str, Evidence]:
        if not ended:
            ended.append(connection.info.backend_pid)
            run(pair.standby, f"SELECT pg_terminate_backend({ended[0]});")
        return counted(connection, sql.SQL("SELECT ARRAY[count(*)] FROM shop.notes AS t"))

    with beside(pair.standby, server, Budget(), None) as session:
        assert session is not None
        assert session.evidence("notes", look)["notes"].count == 20000


def test_a_session_that_is_lost_at_the_end_spoils_nothing(pair: Pair) -> None:
    """What it answered stands; where it stood nobody can say."""
    server = observe(pair.primary, PLATFORM, {}).server
    with beside(pair.standby, server, Budget(), None) as session:
        assert session is not None
        run(pair.standby, f"SELECT pg_terminate_backend({session.connection.info.backend_pid});")
        time.sleep(0.3)
    assert any("a place that nobody could ask for after" in one for one in session.connection.proved)


def test_a_large_table_is_read_in_parts(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row is in one part, whatever has been added behind the last; and the answer is the same."""
    whole = observe(pair.primary, PLATFORM, {})
    for module, name, value in ((slices, "HEAVY", 8192), (slices, "_STRETCH", 64 * 8192)):
        monkeypatch.setattr(module, name, value)
    monkeypatch.setattr("golive.observe.counted.HEAVY", 8192)
    parts = stretches(20000 * 230)
    assert len(parts) > 5
    with psycopg.connect(pair.primary.reveal()) as connection:
        counts = [
            connection.execute(sql.SQL("SELECT count(*) FROM shop.notes AS t WHERE {}").format(one)).fetchone()
            for one in parts
        ]
    assert sum(row[0] for row in counts if row) == 20000
    assert sum(1 for row in counts if row and row[0]) > 5
    assert observe(pair.primary, PLATFORM, {}).evidence == whole.evidence


def test_a_part_that_is_not_answered_says_how_many_were(pair: Pair) -> None:
    fast, slow = (
        sql.SQL("SELECT ARRAY[count(*)] FROM shop.notes AS t WHERE {}").format(sql.SQL(one))
        for one in ("true", "pg_catalog.pg_sleep(0.01) IS NOT NULL")
    )
    with reading(pair.standby, "--replica") as connection:
        large = Counting("shop.notes", slow, size=10**9, rows=20000, slices=(fast, fast, slow, fast))
        answer = count_all(connection, [large], limit_ms=500)["shop.notes"]
    assert isinstance(answer, Evidence)
    assert answer.state is State.UNKNOWN
    assert answer.note.endswith("2 of 4 parts of it were looked at")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--replica=postgresql://h/x"], "--replica: was given without --dsn"),
        (["--dsn=postgresql://h/x", "--apply", "--replica=postgresql://h/x"], "--replica: was given with --apply"),
        (["--dsn=postgresql://h/x", "--replica=ftp://h"], "--replica"),
        (
            ["--dsn=postgresql://h/x", "--apply", "GOLIVE_REPLICA=postgresql://h/x"],
            "GOLIVE_REPLICA: was given with --apply",
        ),
    ],
)
def test_an_address_in_the_wrong_place_is_one_line(words: list[str], said: str, tmp_path: Path) -> None:
    variables = dict(word.split("=", 1) for word in words if not word.startswith("-"))
    words = [word for word in words if word.startswith("-")]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "--platform=knowledge",
        f"--out={tmp_path}",
        *words,
    ]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "GOLIVE"))}
    answer = subprocess.run(
        [*command, *words],
        capture_output=True,
        text=True,
        env=kept | variables,
        cwd=Path(__file__).parents[1],
        check=False,
    )
    assert answer.returncode == 4
    assert said in answer.stdout + answer.stderr
