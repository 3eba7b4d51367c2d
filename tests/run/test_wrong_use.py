"""Wrong use is one line that says what, where and what is allowed; exit code 4, and nothing was changed."""

import os
import shutil
import socket
import struct
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from golive.migrate.session import RUN_KEY, writer
from golive.model.errors import WrongUse
from golive.model.platform import load_platforms
from golive.model.target import Dsn
from golive.server import Server
from golive.server.account import server_account

Do = Callable[..., list[tuple[Any, ...]]]
Contents = Callable[[Dsn], str]


def one_line(answer: Any) -> str:
    """What was said, if it was said as wrong use is."""
    assert answer.code == 4, answer.text
    said = [line for line in answer.text.splitlines() if line.strip()]
    assert len(said) == 1, answer.text
    assert said[0].startswith("ERROR: ")
    return said[0].removeprefix("ERROR: ")


@pytest.fixture
def variant(tmp_path: Path, shop: Path) -> Callable[..., Path]:
    """A copy of the platform in which one text stands in the place of another."""

    def write(name: str, file: str, text: str, new: str) -> Path:
        folder = Path(shutil.copytree(shop, tmp_path / name))
        path = folder / file
        old = path.read_text("utf-8")
        assert text in old
        path.write_text(old.replace(text, new, 1), "utf-8")
        return folder

    return write


def test_a_platform_that_is_not_as_it_must_be(run: Any, shop: Path, variant: Callable[..., Path]) -> None:
    key = variant("key", "platform.toml", "[[filled]]", "[[filed]]")
    foreign = variant("foreign", "lock.json", '"platform": "shop"', '"platform": "propertyhub"')
    broken = variant("broken", "lock.json", '"objects": {', '"objects": {,')
    header = variant("header", "steps/0001_plan_limit/deploy.sql", "-- Phase: schema", "-- Phase: shema")
    verify = variant("verify", "steps/0002_plans/verify.sql", "SELECT", "UPDATE")
    quote = variant("quote", "steps/0002_plans/deploy.sql", "'paid'", "'paid")
    smoke = variant("smoke", "smoke/0001_note_of_a_shop.sql", "SELECT", "COMMIT;\nSELECT")
    unlocked = variant("unlocked", "platform.toml", "shop", "shop")
    (unlocked / "lock.json").unlink()
    stray = variant("stray", "platform.toml", "shop", "shop")
    (stray / "step").mkdir()
    said = {
        foreign: f"{foreign}/lock.json: platform: is the lock of 'propertyhub', not of 'shop'",
        broken: f"{broken}/lock.json:",
        header: f"{header}/steps/0001_plan_limit/deploy.sql:2: Phase is 'shema'",
        verify: f"{verify}/steps/0002_plans/verify.sql",
        quote: f"{quote}/steps/0002_plans/deploy.sql:7",
        smoke: f"{smoke}/smoke/0001_note_of_a_shop.sql:3: COMMIT ends or leaves the transaction",
        stray: f"{stray}/step: is no part of a platform (did you mean 'steps'?)",
        run.folder: f"--platform: '{run.folder}' has no platform.toml",
        Path("knowlege"): "--platform: 'knowlege' is no platform (did you mean 'knowledge'?)",
        key: f"{key}/platform.toml: filed: is no known key (did you mean 'filled'?); allowed: accept, ",
    }
    for folder, expected in said.items():
        with pytest.raises(WrongUse) as wrong:
            load_platforms([str(folder)])
        assert expected in str(wrong.value)
        assert "\n" not in str(wrong.value)
    # The way from there to exit code 4 is one for all of them.
    answer = run("--platform", unlocked, "--dsn", "postgresql://a@127.0.0.1:1/b")
    assert f"{unlocked}/lock.json: does not exist: nothing says what was tested" in one_line(answer)
    assert not answer.out.exists()


def test_options_that_contradict_each_other(run: Any, shop: Path, variant: Callable[..., Path]) -> None:
    psql = variant("psql", "baseline/20_rows.sql", "INSERT", "\\i more.sql\nINSERT")
    stream = variant("stream", "baseline/20_rows.sql", "INSERT", "COPY public.plans FROM stdin;\nINSERT")
    ways: dict[str, tuple[tuple[object, ...], str]] = {
        "a command of psql": (("--platform", psql), f"{psql}/baseline/20_rows.sql:"),
        "a stream of psql": (("--platform", stream), "COPY with the client's stream"),
        "--apply alone": (("--platform", shop, "--apply"), "--apply: was given without --dsn"),
        "--gate alone": (("--platform", shop, "--gate", "x"), "--gate, --gate-key: need each other and --apply"),
    }
    refused(run, ways)


def test_a_baseline_that_cannot_be_loaded_is_named(run: Any, variant: Callable[..., Path]) -> None:
    twice = variant("twice", "baseline/20_rows.sql", "INSERT", "SELECT 'x'::no_such_type;\nINSERT")
    answer = run("--platform", twice, "-m", "not postcheck")
    assert answer.code == 1
    assert f"{twice}/baseline/20_rows.sql:" in answer.text
    assert 'type "no_such_type" does not exist' in answer.text


@pytest.mark.deep
def test_more_options_that_contradict_each_other(run: Any, shop: Path, variant: Callable[..., Path]) -> None:
    bare = variant("bare", "platform.toml", "shop", "shop")
    shutil.rmtree(bare / "baseline")
    (run.folder / "taken").write_text("", "utf-8")
    calls: dict[str, tuple[tuple[object, ...], str]] = {
        "two platforms": (
            ("--platform", shop, "--platform", "knowledge", "--dsn", "postgresql://a@b/c"),
            "--dsn: names one database for 2 platforms",
        ),
        "no baseline": (
            ("--platform", bare),
            f"{bare}: has no baseline; without --dsn a platform needs baseline/*.sql",
        ),
        "out": (
            ("--platform", shop, "--out", run.folder / "taken" / "out"),
            f"--out {run.folder}/taken/out: not a directory",
        ),
        "time": (("--platform", shop, "--as-of", "yesterday"), "--as-of: 'yesterday' is no time"),
        "port": (("--platform", shop, "--dsn", "postgresql://a:hidden@b:port/c"), "--dsn: "),
        "unnamed": (("--platform", shop, "-m", "postcheck"), "-m postcheck: no database is named; --dsn or GOLIVE_DSN"),
    }
    refused(run, calls)


def refused(run: Any, calls: dict[str, tuple[tuple[object, ...], str]]) -> None:
    answers = run.together({name: words for name, (words, _) in calls.items()})
    for name, (_, expected) in calls.items():
        said = one_line(answers[name])
        assert expected in said, f"{name}: {said}"
        assert "hidden" not in said


def test_an_address_with_a_wrong_password(run: Any, shop: Path, migrated: Dsn) -> None:
    wrong = Dsn.of(**{**migrated.fields, "password": "quite-wrong"})
    answer = run.postcheck(shop, wrong)
    assert "password authentication failed" in one_line(answer)
    assert "quite-wrong" not in answer.text
    assert not (answer.out / "certificate.json").exists()


@pytest.mark.deep
def test_addresses_that_cannot_be_judged(run: Any, shop: Path, migrated: Dsn) -> None:
    absent = migrated.database("no_such_database")
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nobody = closed.getsockname()[1]
    with old_server() as old:
        addresses = {
            "unreachable": f"postgresql://a:hidden@127.0.0.1:{nobody}/c",
            "no such database": absent.reveal(),
            "too old": f"postgresql://a:hidden@127.0.0.1:{old}/c",
        }
        common = ("-m", "postcheck", "--platform", shop)
        answers = run.together({name: (*common, "--dsn", text) for name, text in addresses.items()})
    said = {name: one_line(answer) for name, answer in answers.items()}
    assert f"cannot connect to postgresql://a@127.0.0.1:{nobody}/c: " in said["unreachable"]
    assert "Connection refused" in said["unreachable"]
    assert 'database "no_such_database" does not exist' in said["no such database"]
    assert f"--dsn: postgresql://a@127.0.0.1:{old}/c is PostgreSQL 13; 14 and newer are supported" in said["too old"]
    for text in said.values():
        assert "hidden" not in text
    assert not any((answer.out / "certificate.json").exists() for answer in answers.values())


@contextmanager
def old_server() -> Iterator[int]:
    """Something that greets as PostgreSQL 13 does, and knows nothing else."""

    def message(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack("!i", len(body) + 4) + body

    greeting = (
        message(b"R", struct.pack("!i", 0))
        + message(b"S", b"server_version\x0013.20\x00")
        + message(b"S", b"client_encoding\x00UTF8\x00")
        + message(b"K", struct.pack("!ii", 1, 1))
        + message(b"Z", b"I")
    )

    def attend(caller: socket.socket) -> None:
        with caller:
            while packet := caller.recv(4096):
                if struct.unpack("!i", packet[4:8])[0] in (80877103, 80877104):  # would you encrypt this
                    caller.sendall(b"N")
                    continue
                caller.sendall(greeting)
                caller.recv(4096)
                return

    with socket.create_server(("127.0.0.1", 0)) as door:

        def open_() -> None:
            while True:
                try:
                    attend(door.accept()[0])
                except OSError:
                    return

        guard = threading.Thread(target=open_, daemon=True)
        guard.start()
        try:
            yield door.getsockname()[1]
        finally:
            door.shutdown(socket.SHUT_RDWR)
            guard.join(5)


@pytest.mark.parametrize(
    ("ignored", "words"),  # a pooler with ears for startup options, and one without
    [
        pytest.param("options", ("-m", "postcheck"), id="lenient"),
        pytest.param("options", ("--apply",), id="apply", marks=pytest.mark.deep),
        pytest.param("", ("-m", "postcheck"), id="strict", marks=pytest.mark.deep),
    ],
)
def test_a_pooler_is_refused(run: Any, shop: Path, migrated: Dsn, ignored: str, words: tuple[str, ...]) -> None:
    program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if not program and "CI" not in os.environ:
        pytest.skip("pgbouncer is not installed: apt-get install pgbouncer; CI does it")
    assert program, "CI installs pgbouncer"
    with bouncer(program, migrated, ignored) as address:
        answer = run("--platform", shop, "--dsn", address, *words)
    assert "answers as a connection pooler; give the address of the server itself" in one_line(answer)


@contextmanager
def bouncer(program: str, dsn: Dsn, ignored: str) -> Iterator[str]:
    """A pooler by transaction before the database, with and without ears for startup options."""
    account = server_account()
    place = Path(f"/tmp/golive-bouncer-{os.getpid()}-{ignored}")
    place.mkdir(mode=0o700)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    at = dsn.fields
    config = place / "bouncer.ini"
    config.write_text(
        f"[databases]\n* = host={at['host']} port={at['port']} user={at['user']} password={at['password']}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\n"
        f"pool_mode = transaction\nserver_round_robin = 1\nignore_startup_parameters = {ignored}\n",
        "utf-8",
    )
    account.give(place)
    account.give(config)
    with (place / "said").open("wb") as said:
        process = subprocess.Popen([program, config], stdout=said, stderr=said, cwd="/", **account.identity)
    try:
        for _ in range(200):
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", port)) == 0:
                    break
            threading.Event().wait(0.02)
        yield f"postgresql://anybody@127.0.0.1:{port}/{dsn.name}"
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(place)


@pytest.mark.deep
def test_a_role_that_sees_nothing_is_unknown_and_never_a_pass(
    run: Any, shop: Path, server: Server, migrated: Dsn, do: Do
) -> None:
    do(migrated, "CREATE ROLE golive_reader LOGIN PASSWORD 'sees-nothing'")
    try:
        blind = Dsn.of(**{**migrated.fields, "user": "golive_reader", "password": "sees-nothing"})
        answer = run.postcheck(shop, blind)
    finally:
        do(migrated, "DROP ROLE golive_reader")
    assert answer.code == 1, answer.text
    assert answer.certificate["verdict"] == "NOT CERTIFIED"
    unknown = {one["where"] for one in answer.platform["unknowns"]}
    assert {"public.plans", "public.shops", "0001_plan_limit", "0002_plans"} <= unknown
    assert "Traceback" not in answer.text


def test_an_edited_step_stops_before_anything_runs(run: Any, shop: Path, migrated: Dsn, contents: Contents) -> None:
    deploy = shop / "steps/0001_plan_limit/deploy.sql"
    deploy.write_text(deploy.read_text("utf-8").replace("= 10 WHERE", "= 11 WHERE"), "utf-8")
    before = contents(migrated)
    said = one_line(run.apply(shop, migrated))
    assert f"{shop}/steps/0001_plan_limit: 0001_plan_limit was deployed as " in said
    assert "and its files are now " in said
    assert contents(migrated) == before


def test_two_runs_at_once_on_one_database(run: Any, shop: Path, found: Dsn, contents: Contents) -> None:
    before = contents(found)
    with writer(found, RUN_KEY, 0) as other:
        answer = run.apply(shop, found)
        pid = other.info.backend_pid
    assert f"{found.name}: pid {pid} (application 'golive', role 'postgres') is migrating" in one_line(answer)
    assert contents(found) == before


FILLS_UP = """
import resource

import pytest

@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session):
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
    try:
        return (yield)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
"""


def test_a_disk_that_fills_up_during_the_run_is_one_line(run: Any, shop: Path, migrated: Dsn) -> None:
    run.out.mkdir(parents=True)
    (run.out / "certificate.json").write_text("an earlier certificate", "utf-8")
    (run.folder / "fills_up.py").write_text(FILLS_UP, "utf-8")
    answer = run.postcheck(shop, migrated, "-p", "fills_up", env=python_path(run.folder))
    assert answer.code == 4, answer.text
    said = [line for line in answer.text.splitlines() if line.startswith("--out ")]
    assert said == ["--out reports/out: file too large; a folder that can be written, with space left, is needed"]
    assert "Traceback" not in answer.text
    assert "CERTIFIED" not in answer.text
    assert not (run.out / "certificate.json").exists()


def python_path(folder: Path) -> dict[str, str]:
    return {"PYTHONPATH": os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])}
