"""Twenty values that a run was given, in six encodings each: nothing that it says or leaves has one of them."""

import base64
import json
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from golive.model.target import Dsn
from tests.test_redact import CANARIES, ENCODINGS

NAMES = {f"CANARY_{n}": canary for n, canary in enumerate(CANARIES)}
# Prints, raises, warns, records and logs all of them; beside the audits, in the same process.
TELLING = """
import json, logging, os, signal, time, warnings
import pytest
from urllib.parse import quote

ENCODINGS = (lambda t: t, lambda t: quote(t, safe=""), lambda t: repr(t)[1:-1], lambda t: t.replace("'", "''"),
    lambda t: json.dumps(t)[1:-1], lambda t: t.encode().hex())
VALUES = [os.environ[f"CANARY_{n}"] for n in range(20)]
TOLD = " ".join(f"told-{n}-{m}={one(text)};" for n, text in enumerate(VALUES) for m, one in enumerate(ENCODINGS))

def test_prints(record_property):
    print(TOLD)
    logging.getLogger("told").error(TOLD)
    warnings.warn(TOLD)
    record_property("told", TOLD)

def test_skips():
    pytest.skip(TOLD)

@pytest.mark.xfail(reason=TOLD)
def test_fails_as_expected():
    raise ValueError(TOLD)
"""
RED = """
def test_raises():
    told, whole = TOLD, dict(os.environ)
    try:
        raise LookupError(TOLD)
    except LookupError as error:
        raise AssertionError(TOLD) from error

@pytest.fixture
def broken():
    yield 1
    raise ValueError(TOLD)

def test_tears_down(broken):
    print(TOLD)
"""
CRASHED = """
@pytest.fixture(scope="session", autouse=True)
def crash():
    told = TOLD
    raise RuntimeError(TOLD)
"""
INTERNAL = """
import sys
from tests_told import TOLD
def pytest_runtest_logfinish(nodeid):
    def deeper(told):
        raise RuntimeError(told)
    deeper(TOLD)
"""
INTERRUPTED = """
def test_waits():
    def waiting(told):
        open("waits", "w").close()
        time.sleep(60)
    waiting(TOLD)
"""
EXIT = """
def test_ends():
    pytest.exit(TOLD)
"""
AFTER = re.compile(r"told-(\d+)-(\d)=(?!\*\*\*|\*?\.\.\.)(.{0,12})")
BLOB = re.compile(rb"[A-Za-z0-9+/]{200,}={0,2}")


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """What a run left, and what is packed into it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in (".py", ".pyc"):
            raw = path.read_bytes()
            for part in [raw, *(base64.b64decode(found + b"==") for found in BLOB.findall(raw))]:
                yield str(path.relative_to(folder)), part.decode("utf-8", "replace")


def leaks(folder: Path) -> list[str]:
    alone = [form(text) for text in CANARIES for form in ENCODINGS.values() if len(form(text)) >= 12]
    return [
        *(f"{name}: {found[0]}" for name, text in texts(folder) for found in AFTER.finditer(text)),
        *(f"{name}: {one}" for name, text in texts(folder) for one in alone if one in text),
    ]


def test_what_is_looked_for_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(base64.b64encode(b"x" * 200 + b"told-1-2=pw1;"))
    (tmp_path / "b.txt").write_text(f"told-1-2=***; {json.dumps(CANARIES[12])}")
    assert {one.partition(": ")[0] for one in leaks(tmp_path)} == {"a.html", "b.txt"}


@pytest.fixture
def told(run: Any, shop: Path) -> Callable[[str], list[object]]:
    """The words of a run with a file of somebody's tests."""
    claims = shop / "platform.toml"
    variables = "".join(f'\n[[variable]]\nname = "{name}"\nsecret = true\n' for name in NAMES)
    claims.write_text(claims.read_text("utf-8") + variables, "utf-8")

    def words(more: str) -> list[object]:
        place = run.folder / f"told-{len(list(run.folder.iterdir()))}"
        place.mkdir()
        (place / "test_told.py").write_text(TELLING + more, "utf-8")
        (place / "tests_told.py").write_text(TELLING, "utf-8")
        (place / "inside.py").write_text(INTERNAL, "utf-8")
        checks = [place / "test_told.py", "golive.checks", "--pyargs"]
        return [
            "--showlocals",
            "-vv",
            "--full-trace",
            "-rA",
            "--platform",
            shop,
            "-m",
            "postcheck or not postcheck",
            *checks,
        ]

    return words


@pytest.mark.deep
def test_no_canary_in_a_run_of_any_end(
    run: Any, told: Callable[[str], list[object]], migrated: Dsn, until: Callable[..., None]
) -> None:
    dsn = ("--dsn", migrated.reveal())
    inside = told("")
    ends = {
        "green": (*told(""), *dsn),
        "red": (*told(RED), *dsn),
        "red in workers": (*told(RED), *dsn, "-n", "2"),
        "crashed": (*told(CRASHED), *dsn),
        "internal": (*inside, *dsn, "-p", "inside"),
        "exit": (*told(EXIT), *dsn),
    }
    answers = run.together(ends, env=NAMES | {"PYTHONPATH": str(Path(str(inside[-3])).parent)}, plain=False)
    process = run.start(*told(INTERRUPTED), *dsn, env=NAMES, plain=False)
    until((run.folder / "waits").exists, "somebody's test waits", 120)
    process.send_signal(signal.SIGINT)
    interrupted = run.answer(process.wait(120))
    codes = {name: one.code for name, one in answers.items()} | {"interrupted": interrupted.code}
    assert codes == {
        "green": 1, "red": 1, "red in workers": 1, "crashed": 1, "internal": 3, "exit": 2, "interrupted": 2,
    }  # fmt: skip
    assert leaks(run.folder) == []
    said = {name: one.text.count("told-0-0=") for name, one in answers.items()} | {
        "interrupted": interrupted.text.count("told-0-0=")
    }
    assert all(said.values()), said
