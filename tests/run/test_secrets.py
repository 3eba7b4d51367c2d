"""A password and a key of the environment appear nowhere: in no file, on no screen, in no log, in no argument."""

import base64
import html
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest

from golive.model.target import Dsn
from golive.server import Server

Do = Callable[..., list[tuple[Any, ...]]]
PASSWORD = "cAnary p@ss/w%rd:ü'\\1"
KEY = "cAnary-key+of/the=environment-0123456789"
KEYS = {"ENCRYPTION_KEY": KEY, "OPENAI_API_KEY": f"sk-{KEY}"}
# What leads past a fixture of ours into the frames of psycopg, and prints all that stands in them.
CRASHING = """
import os
import psycopg
import pytest
from golive.app.plugin import session_of

@pytest.fixture(scope="session", autouse=True)
def crash(request):
    surroundings = os.environ
    case = next(iter(session_of(request.config).cases.values()))
    print("printed:", case, case.settings, dict(os.environ))
    password = case.dsn.password
    settings = case.settings
    dsn = case.dsn
    psycopg.connect(dsn.reveal(), dbname="no_such_database")
"""


def shapes(secret: str) -> Iterable[str]:
    """The ways in which a secret is written down by mistake."""
    raw = secret.encode()
    yield secret
    yield secret.replace("\\", "\\\\").replace("'", "\\'")
    yield secret.replace("'", "''")
    yield quote(secret, safe="")
    yield quote_plus(secret)
    yield quote(secret)
    yield base64.b64encode(raw).decode().rstrip("=")
    yield raw.hex()
    yield secret.encode("unicode_escape").decode()
    yield json.dumps(secret)[1:-1]
    yield html.escape(secret)


def leaks(folder: Path) -> list[str]:
    """Where below a folder a secret stands, in any shape."""
    looked_for = {shape.encode() for secret in (PASSWORD, KEY) for shape in shapes(secret)}
    return [
        f"{path.relative_to(folder)}: {shape!r}"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".py"
        for shape in looked_for
        if shape in path.read_bytes()
    ]


@pytest.fixture
def guarded(migrated: Dsn, do: Do) -> Iterator[Dsn]:
    """The database by a role whose password has every awkward sign."""
    quoted = PASSWORD.replace("'", "''")
    do(migrated, f"CREATE ROLE golive_reader SUPERUSER LOGIN PASSWORD '{quoted}'")
    yield Dsn.of(**{**migrated.fields, "user": "golive_reader", "password": PASSWORD})
    do(migrated, "DROP OWNED BY golive_reader", "DROP ROLE golive_reader")


def test_what_is_looked_for_is_found(tmp_path: Path) -> None:
    (tmp_path / "note").write_text(f"postgresql://a:{quote(PASSWORD, safe='')}@b/c", "utf-8")
    assert leaks(tmp_path)


# How the address comes in, and on how many workers it is used.
RUNS = {"as an option": ("--dsn", "{dsn}"), "by the environment, on two workers": ("-n", "2")}


@pytest.mark.parametrize(
    "words", [pytest.param(one, id=name, marks=pytest.mark.deep if "-n" in one else ()) for name, one in RUNS.items()]
)
def test_no_secret_in_anything_that_a_run_leaves(
    run: Any, shop: Path, guarded: Dsn, do: Do, server: Server, words: tuple[str, ...]
) -> None:
    claims = shop / "platform.toml"
    variable = '\n[[variable]]\nname = "ENCRYPTION_KEY"\nmin_length = 99\nsecret = true\n'
    claims.write_text(claims.read_text("utf-8") + variable, "utf-8")
    do(
        server.dsn(),
        "ALTER SYSTEM SET log_statement = 'all'",
        "ALTER SYSTEM SET log_connections = on",
        "SELECT pg_reload_conf()",
    )
    loud = ("--showlocals", "-vv", "--platform", shop, "-m", "postcheck")
    told = [word.format(dsn=guarded.reveal()) for word in words]
    with arguments() as seen:
        answer = run(*loud, *told, env=KEYS | {"GOLIVE_DSN": guarded.reveal()}, plain=False)
    do(server.dsn(), "ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()")
    assert answer.code == 1, answer.text
    assert "ENCRYPTION_KEY" in answer.text
    assert str(guarded) in answer.text
    assert leaks(run.folder) == []
    log = (server.folder / "log").read_text("utf-8", "replace")
    assert "golive_reader" in log
    assert not [shape for secret in (PASSWORD, KEY) for shape in shapes(secret) if shape in log]
    assert not [line for line in seen if any(shape in line for secret in (PASSWORD, KEY) for shape in shapes(secret))]


@contextmanager
def arguments() -> Iterator[set[str]]:
    """The command lines of every process but those that a user typed."""
    seen: set[str] = set()
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.02):
            for entry in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    line = entry.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                except OSError:
                    continue
                if "-m pytest" not in line:
                    seen.add(line)

    watch = threading.Thread(target=look)
    watch.start()
    try:
        yield seen
    finally:
        over.set()
        watch.join()


def test_no_secret_where_a_fixture_crashes(run: Any, shop: Path, guarded: Dsn) -> None:
    folder = run.folder / "foreign"
    folder.mkdir()
    (folder / "conftest.py").write_text(CRASHING, "utf-8")
    (folder / "test_own.py").write_text("def test_own(): pass\n", "utf-8")
    words = ("--showlocals", "-vv", "--full-trace", "--platform", shop, "--dsn", guarded.reveal(), folder)
    answer = run(*words, env=KEYS, plain=False)
    assert answer.code == 1, answer.text
    assert "no_such_database" in answer.text
    assert leaks(run.folder) == []


@pytest.mark.deep
def test_no_secret_where_the_use_is_wrong(run: Any, shop: Path, guarded: Dsn) -> None:
    wrong = guarded.database("no_such_database").reveal()
    loud = ("--showlocals", "-vv", "--platform", shop, "-m", "postcheck")
    answers = run.together(
        {
            "wrong": (*loud, "--dsn", wrong),
            "malformed": (*loud, "--dsn", guarded.reveal().replace("postgresql", "mysql")),
            "apply": ("--showlocals", "--platform", shop, "--apply", "--dsn", wrong),
        },
        env=KEYS,
        plain=False,
    )
    assert [answer.code for answer in answers.values()] == [4, 4, 4]
    assert leaks(run.folder) == []
