"""Ten places to which a run may speak, and Ctrl-C before it has said anything: the verdict arrives, no trace does."""

import fcntl
import json
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from golive.model.target import Dsn
from golive.server.account import server_account
from golive.server.folders import home
from tests.run.conftest import surroundings
from tests.run.test_interrupted import mine

ESC = b"\x1b"


@dataclass(frozen=True)
class Place:
    """How a run is started; what it says comes back by a pipe, or by a terminal of so many columns."""

    env: dict[str, str] = field(default_factory=dict)
    columns: int = 0
    redirected: str = ""  # as a shell writes it
    silent: bool = False  # nothing that it says arrives
    coloured: bool = False


PLACES = {
    "a pipe": Place(),
    "a terminal": Place(columns=100, coloured=True),
    "a terminal of twenty columns": Place(columns=20, coloured=True),
    "a dumb terminal": Place({"TERM": "dumb"}, columns=80),
    "NO_COLOR": Place({"NO_COLOR": "1"}, columns=80),
    "no locale": Place({"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "latin-1": Place({"PYTHONIOENCODING": "latin-1"}),
    "a reader that leaves": Place(redirected="| head -n 3 > /dev/null", silent=True),
    "a full disk": Place(redirected="> /dev/full 2>&1", silent=True),
    "no input": Place(redirected="<&-"),
}
SOME = {"a terminal of twenty columns"}


def said(command: list[str], place: Place, folder: Path, env: dict[str, str]) -> tuple[int, bytes]:
    words = ["bash", "-c", f'"$@" {place.redirected}; exit ${{PIPESTATUS[0]}}', "bash", *command]
    if not place.columns:
        done = subprocess.run(words, cwd=folder, env=env, capture_output=True, timeout=300, check=False)
        return done.returncode, done.stdout + done.stderr
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, place.columns, 0, 0))
    process = subprocess.Popen(words, cwd=folder, env=env, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    text = b""
    try:
        while part := os.read(ours, 65536):
            text += part
    except OSError:  # Linux says so when the other side has gone
        pass
    finally:
        os.close(ours)
    return process.wait(300), text


@pytest.mark.parametrize("name", [pytest.param(one, marks=[] if one in SOME else pytest.mark.deep) for one in PLACES])
def test_the_verdict_arrives(run: Any, shop: Path, migrated: Dsn, name: str) -> None:
    place = PLACES[name]
    env = {"TERM": "xterm-256color", **surroundings(), **place.env}
    env.pop("COLUMNS", None)
    words = ["-m", "postcheck", "--platform", str(shop), "--dsn", migrated.reveal()]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:allure_pytest", "-p", "no:cacheprovider", *words]
    code, text = said(command, place, run.folder, env)
    assert b"Traceback" not in text
    assert json.loads((run.out / "certificate.json").read_text("utf-8"))["verdict"] == "CERTIFIED"
    if place.silent:
        return
    assert code == 0, text
    assert text.replace(b"\x1b[0m", b"").split()[-1].endswith(b"CERTIFIED")
    assert (ESC in text) is place.coloured


@pytest.mark.deep
@pytest.mark.parametrize(
    "words", [["-m", "pytest", "-q"], ["-m", "golive", "learn", "--into", "learned"]], ids=["pytest", "golive"]
)
def test_ctrl_c_in_the_first_second_leaves_nothing(run: Any, shop: Path, words: list[str]) -> None:
    """Where pytest begins, and Python before it, a trace is theirs; our own command ends without one."""
    runs = home(server_account()).room("runs")
    ended = []
    for tenth in range(2, 11):  # Python's own start is before
        options = ["--platform", str(shop), "--backend", "embedded"] if "pytest" in words else []
        process = subprocess.Popen(
            [sys.executable, *words, *options], cwd=run.folder, env=surroundings(),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )  # fmt: skip
        time.sleep(tenth / 10)
        process.send_signal(signal.SIGINT)
        text, _ = process.communicate(timeout=60)
        ended.append((tenth, process.returncode, b"Traceback" in text, text[-3000:]))
        assert process.returncode != 0, text
        assert not mine(runs, process)
    assert not list(run.folder.rglob("certificate.json"))
    assert not (run.folder / "learned").exists()
    assert "pytest" in words or [one for one in ended if one[2]] == []


def test_the_name_of_a_file_that_cannot_be_collected_repaints_nothing(run: Any, shop: Path) -> None:
    name = "test_\x1b[2J\u202egnp.py"
    (run.folder / "more").mkdir()
    (run.folder / "more" / name).write_text("import nothing_of_that_name\n", "utf-8")
    answer = run("--collect-only", "--platform", shop, run.folder / "more")
    assert answer.code == 2
    assert "ERROR more/test_\\x1b[2J\\u202egnp.py" in answer.text
    assert not {"\x1b", "\u202e"} & set(answer.text)
