"""A postcheck reads and does nothing else: proved by what the server counts, on a standby, and as the DBA's roles."""

import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.model.platform import load_platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.session import reading
from golive.observe.snapshot import observe
from golive.server import Server, find_binaries
from golive.server.account import server_account
from golive.server.client import client_environment
from golive.server.folders import home, new_run_folder
from golive.server.template import reachable

Do = Callable[..., list[tuple[Any, ...]]]
RUNS = 20
CERTIFIER = Path(str(files("golive.sql"))) / "roles" / "certifier.sql"
TRACES = """
SELECT (SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_all_tables),
       (SELECT sum(last_value) FROM pg_sequences),
       (SELECT count(*) FROM pg_largeobject_metadata),
       pg_snapshot_xmax(pg_current_snapshot())::text
"""
LEAVES = """
[[rule]]
name = "leaves the transaction"
select = "SELECT 1) SELECT 1; COMMIT; BEGIN READ WRITE; DELETE FROM public.notes; COMMIT; SELECT (1"
why = "somebody is harmed"
mend = "never"
"""
WRITTEN = """
SELECT resource_manager, record_type FROM pg_get_wal_records_info('{}', pg_current_wal_insert_lsn())
"""


@pytest.fixture
def quiet(server: Server, migrated: Dsn, do: Do) -> Iterator[Dsn]:
    """A database on a server where nobody else does anything."""
    do(server.dsn(), "CREATE EXTENSION IF NOT EXISTS pg_walinspect")
    do(migrated, "ALTER SYSTEM SET autovacuum = off", "SELECT pg_reload_conf()", "SELECT lo_from_bytea(4711, 'large')")
    yield migrated
    do(migrated, "ALTER SYSTEM RESET autovacuum", "SELECT pg_reload_conf()")


def test_twenty_runs_leave_no_trace(run: Any, shop: Path, server: Server, quiet: Dsn, do: Do) -> None:
    platform = load_platform(shop)
    observe(quiet, platform, {})  # what the first look would change, such as hint bits, is changed
    do(quiet, "VACUUM", "CHECKPOINT", "SELECT pg_stat_force_next_flush()")
    before = do(quiet, TRACES)
    place = do(quiet, "SELECT pg_current_wal_insert_lsn()::text")[0][0]
    for _ in range(RUNS - 2):
        observe(quiet, platform, {})
    answers = run.together({name: ("-m", "postcheck", "--platform", shop, "--dsn", quiet.reveal()) for name in "ab"})
    assert {answer.code for answer in answers.values()} == {1}, answers["a"].text  # nobody tested the large object
    moved = do(quiet, f"SELECT pg_current_wal_insert_lsn() > '{place}'")[0][0]
    # The server notes by itself, within 15 seconds of a checkpoint, which transactions run.
    assert not moved or set(do(server.dsn(), WRITTEN.format(place))) <= {("Standby", "RUNNING_XACTS")}
    assert do(quiet, TRACES) == before


@pytest.mark.parametrize(
    "statement",
    [
        "SET TRANSACTION READ WRITE",
        "SET transaction_read_only = off",
        "INSERT INTO public.plans (name) VALUES ('another')",
        "SELECT nextval('public.notes_id_seq')",
        "SELECT * FROM public.plans FOR UPDATE",
        "CREATE TEMPORARY TABLE note ()",
    ],
)
def test_the_session_cannot_be_made_to_write(migrated: Dsn, statement: str) -> None:
    with reading(migrated) as connection:
        with pytest.raises((psycopg.errors.ReadOnlySqlTransaction, psycopg.errors.ActiveSqlTransaction)):
            connection.execute(statement.encode())
        connection.rollback()


def test_a_claim_of_several_statements_is_not_sent(shop: Path, migrated: Dsn, do: Do) -> None:
    claims = shop / "platform.toml"
    claims.write_text(claims.read_text("utf-8") + LEAVES, "utf-8")
    evidence = observe(migrated, load_platform(shop), {}).evidence["rule:leaves the transaction"]
    assert (evidence.state, evidence.note) == ("unknown", "it is more than one statement, and was not sent")
    assert do(migrated, "SELECT count(*) FROM public.notes") == [(3,)]


@pytest.fixture
def certifiers(migrated: Dsn, do: Do, client: Callable[..., str]) -> Iterator[Callable[[str], Dsn]]:
    """The roles of sql/roles/certifier.sql, made as the DBA makes them; by name."""
    client("psql", migrated, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", CERTIFIER)
    names = ("golive_certifier", "golive_certifier_data")
    do(migrated, *(f"ALTER ROLE {name} PASSWORD 'looks'" for name in names))
    yield lambda name: Dsn.of(**{**migrated.fields, "user": name, "password": "looks"})
    do(migrated, *(f"DROP OWNED BY {name}; DROP ROLE {name}" for name in names))


def test_the_data_role_certifies_on_two_workers_with_two_connections(
    run: Any, shop: Path, migrated: Dsn, certifiers: Callable[[str], Dsn]
) -> None:
    dsn = certifiers("golive_certifier_data")  # the server gives this role two connections, and not one more
    with watching(migrated, "golive_certifier_data") as most:
        answer = run.postcheck(shop, dsn, "-n", "2")
    assert answer.code == 0, answer.text
    assert answer.certificate["verdict"] == "CERTIFIED"
    assert answer.platform["role"].startswith("golive_certifier_data")
    assert 1 <= max(most) <= 2


@contextmanager
def watching(dsn: Dsn, role: str) -> Iterator[list[int]]:
    """How many sessions of the role were open at a time."""
    counted: list[int] = []
    over = threading.Event()

    def count() -> None:
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            while not over.wait(0.005):
                row = connection.execute("SELECT count(*) FROM pg_stat_activity WHERE usename = %s", [role]).fetchone()
                counted.append(row[0] if row else 0)

    watch = threading.Thread(target=count)
    watch.start()
    try:
        yield counted
    finally:
        over.set()
        watch.join()


# What becomes UNKNOWN where the DBA leaves a line of certifier.sql out; by the line's grant.
LEFT_OUT = {
    "nothing": ("golive_certifier_data", "SELECT", set()),
    "pg_read_all_data": (
        "golive_certifier_data",
        "REVOKE pg_read_all_data FROM golive_certifier_data",
        {"rows:plans", "filled:public.shops:true", "step:0001_plan_limit", "step:0002_plans"},
    ),
    "BYPASSRLS": ("golive_certifier", "SELECT", {"filled:public.shops:true"}),
}


@pytest.mark.parametrize("left_out", LEFT_OUT)
def test_what_a_role_may_not_see_is_unknown(
    left_out: str, shop: Path, migrated: Dsn, do: Do, certifiers: Callable[[str], Dsn]
) -> None:
    role, revoke, expected = LEFT_OUT[left_out]
    do(migrated, "ALTER TABLE public.shops ENABLE ROW LEVEL SECURITY", revoke)
    live: Snapshot = observe(certifiers(role), load_platform(shop), {})
    unknown = {name for name, evidence in live.evidence.items() if evidence.state == "unknown"}
    assert expected <= unknown
    if not expected:
        assert not unknown
    assert live.evidence["filled:public.shops:true"].count == (0 if expected else 1)


@pytest.fixture
def standby(server: Server, migrated: Dsn, until: Callable[..., None]) -> Iterator[Dsn]:
    """A hot standby of the server, made by its own pg_basebackup."""
    account = server_account()
    place = home(account)
    binaries = reachable(find_binaries("embedded", version=server.major), place, account)
    kept = new_run_folder(place, account)
    folder = kept.path / "standby"
    folder.mkdir(mode=0o700)
    account.give(folder)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    try:
        subprocess.run(
            [binaries.program("pg_basebackup"), "-D", folder / "data", "-R", "-X", "stream", "--checkpoint=fast"],
            env=client_environment(server.dsn()),
            check=True,
            capture_output=True,
            cwd=folder,
            **account.identity,
        )
        with (folder / "log").open("wb") as said:
            process = subprocess.Popen(
                [
                    binaries.program("postgres"),
                    "-D",
                    folder / "data",
                    "-c",
                    f"port={port}",
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "max_prepared_transactions=10",
                ],
                stdout=said,
                stderr=said,
                cwd=folder,
                **account.identity,
            )
        try:
            dsn = Dsn.of(**{**migrated.fields, "port": str(port)})
            until(lambda: answers(dsn), f"the standby answers ({(folder / 'log').read_text('utf-8', 'replace')})")
            yield dsn
        finally:
            process.kill()
            process.wait()
    finally:
        kept.remove()


def answers(dsn: Dsn) -> bool:
    try:
        psycopg.connect(dsn.reveal(), connect_timeout=5).close()
    except psycopg.OperationalError:
        time.sleep(0.05)
        return False
    return True


def test_a_whole_postcheck_runs_on_a_hot_standby(run: Any, shop: Path, standby: Dsn, do: Do) -> None:
    assert do(standby, "SELECT pg_is_in_recovery()") == [(True,)]
    refused = run.apply(shop, standby)
    assert refused.code == 4, refused.text
    assert f"--apply: {standby} is a standby; migrate its primary" in refused.text
    answer = run.postcheck(shop, standby)
    assert answer.code == 0, answer.text
    assert answer.certificate["verdict"] == "CERTIFIED"
