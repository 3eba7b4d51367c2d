"""What an owner's code tries on a twin: nothing of it leaves the server's own folder."""

import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from golive.model.target import Dsn
from golive.server import Server, choose
from golive.server.enclosure import refused
from golive.sqltext.statements import split
from golive.twin.build import BUILDER, Twin, closed, twin_of
from golive.twin.faithful import catalog_of, unlike

pytestmark = pytest.mark.skipif(bool(refused()), reason=refused() or "there is an enclosure")
TEXT = Path(__file__).with_name("reaching_out.sql").read_text("utf-8")
INSIDE = {  # refused by PostgreSQL: what was copied has no right to it
    "program()": "permission denied to COPY to or from an external program",
    "writes_file()": "permission denied to COPY to a file",
    "reads_file()": "permission denied for function pg_read_file",
    "lists_folder()": "permission denied for function pg_ls_dir",
    "exports()": "permission denied for function lo_export",
    "imports()": "permission denied for function lo_import",
    "becomes_superuser()": "permission denied to alter role",
    "becomes_builder()": 'permission denied to set role "golive_builder"',
    "configures()": 'permission denied to set parameter "session_preload_libraries"',
    "subscribes()": "permission denied to create subscription",
    "native_read('OUT/secret')": "function native_read(unknown) does not exist",
    "links()": "extension dblink is not here: dblink_connect only stands in for it",
}
OUTSIDE = {  # refused by the operating system, also where everything inside failed and a superuser asks
    "COPY (SELECT 1) TO PROGRAM 'cat > OUT/as_builder'": "could not execute command",
    "COPY (SELECT 1) TO 'OUT/as_builder'": "Permission denied",
    "SELECT pg_read_file('OUT/secret')": "Permission denied",
    "SELECT pg_ls_dir('OUT')": "Permission denied",
    "SELECT lo_import('OUT/secret')": "Permission denied",
    "DROP EXTENSION dblink CASCADE; CREATE EXTENSION dblink;"
    "SELECT dblink_connect('host=127.0.0.1 port=PORT dbname=x')": "could not establish",
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("out")
    folder.chmod(0o777)
    for parent in folder.parents:
        if parent.stat().st_uid == folder.stat().st_uid and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o011)
    (folder / "secret").write_text("a secret", "utf-8")
    (folder / "secret").chmod(0o644)
    yield folder
    assert sorted(path.name for path in folder.iterdir()) == ["secret"]


@pytest.fixture(scope="module")
def asked() -> Iterator[socket.socket]:
    """A port that counts who comes."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.setblocking(False)
        yield listening
        with pytest.raises(BlockingIOError):
            listening.accept()


@pytest.fixture(scope="module")
def places(out: Path, asked: socket.socket) -> dict[str, str]:
    return {"OUT": str(out), "PORT": str(asked.getsockname()[1])}


def placed(text: str, places: dict[str, str]) -> str:
    for name, value in places.items():
        text = text.replace(name, value)
    return text


@pytest.fixture(scope="module")
def source(places: dict[str, str]) -> Iterator[tuple[Server, Dsn]]:
    with choose("embedded").launch() as server:
        dsn = server.create_database("target")
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            for statement in split(placed(TEXT, places).replace("DATABASE CURRENT", "DATABASE target")):
                connection.execute(statement.text.encode())
        yield server, dsn


@pytest.fixture(scope="module")
def twin(source: tuple[Server, Dsn]) -> Iterator[Twin]:
    with twin_of(source[1]) as twin:
        yield twin


def said(twin: Twin, statements: str, role: str = "") -> str:
    with psycopg.connect((twin.visitor if role else twin.dsn).reveal()) as connection:
        if role:
            connection.execute(f"SET ROLE {role}".encode())
        for statement in split(statements):
            try:
                connection.execute(statement.text.encode())
            except psycopg.Error as error:
                connection.rollback()
                return str(error)
    return "done"


@pytest.mark.parametrize("call", INSIDE)
def test_refused_inside(call: str, twin: Twin, places: dict[str, str]) -> None:
    assert INSIDE[call] in said(twin, placed(f"SELECT public.{call}", places), "app").replace("public.", "")


@pytest.mark.parametrize("statement", OUTSIDE)
def test_refused_outside(statement: str, twin: Twin, places: dict[str, str]) -> None:
    assert OUTSIDE[statement] in said(twin, placed(statement, places))


def test_what_the_wall_takes_is_said(twin: Twin) -> None:
    left_out = " / ".join(twin.left_out)
    for thing in ("EXTENSION dblink", "EXTENSION postgres_fdw", "SERVER production", "USER MAPPING USER MAPPING app",
                  "FOREIGN TABLE public far", "EVENT TRIGGER watching", "FUNCTION public native_read",
                  "maker is no member of pg_execute_server_program", "local_preload_libraries of app"):  # fmt: skip
        assert thing in left_out, left_out
    with psycopg.connect(twin.dsn.reveal()) as connection:
        superusers = connection.execute("SELECT array_agg(rolname) FROM pg_roles WHERE rolsuper").fetchone()
        settings = connection.execute("SELECT setconfig FROM pg_db_role_setting").fetchall()
    assert superusers == ([BUILDER],)
    assert settings == []


def test_the_way_in_passing_is_real(source: tuple[Server, Dsn], twin: Twin, out: Path) -> None:
    """Where nothing walls it in, the same text has the program run by who restores it."""
    _, dsn = source
    with psycopg.connect(dsn.reveal(), autocommit=True, application_name="golive") as connection:
        connection.execute("SELECT '{a}'::checked[]")
    assert (out / "program").exists()
    (out / "program").unlink()
    assert any("could not execute command" in one or "permission denied" in one for one in twin.failed), twin.failed


def test_apart_from_that_it_is_the_target(source: tuple[Server, Dsn], twin: Twin) -> None:
    assert sorted(unlike(catalog_of(source[1]), twin)) == [
        "event trigger watching is missing",
        "foreign data: server production is missing",
        "foreign table public.far is missing",
        "function public.native_read(text) is missing",
        "membership maker in pg_execute_server_program is missing",
        "setting app: local_preload_libraries is missing",
        "setting database: session_preload_libraries is missing",
        "table public.defaulted is missing",  # its default would have run the builder's code: it failed
        "user mapping app on production is missing",
    ]


def test_a_script_in_which_names_may_be_commands_is_not_run() -> None:
    head = b"--\n-- PostgreSQL database dump\n--\n\n"
    assert closed(head + b"\\restrict 4bX\n\nSET statement_timeout = 0;\n")
    assert not closed(head + b"SET statement_timeout = 0;\n" * 9 + b"\\restrict 4bX\n")
