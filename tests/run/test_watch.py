"""What changes is told once, whatever happens to the database, to the webhook or to the process itself."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from golive.app.watch import watching
from golive.model.target import Dsn
from golive.server import Server, choose
from golive.watch.watch import GOOD, WORSE, Watch
from tests.run.conftest import load, surroundings

Do = Callable[..., list[tuple[Any, ...]]]
BY_HAND = "ALTER TABLE public.notes ADD COLUMN by_hand text"


@dataclass
class Told:
    """A watch of one folder, and what it has said since it was asked last."""

    watch: Watch
    lines: list[str]

    def once(self) -> tuple[int, list[str]]:
        self.lines.clear()
        return self.watch.once(), [*self.lines]

    @property
    def metrics(self) -> dict[str, float]:
        text = self.watch.metrics.read_text("utf-8")
        assert text.endswith("# EOF\n")
        found = re.findall(r"^golive_watch_(\w+)\{(?:severity=\"(\w+)\")?.*\} (\S+)$", text, re.M)
        return {f"{name} {severity}".strip(): float(value) for name, severity, value in found}


def told_of(dsn: Dsn, platform: Path, out: Path, webhook: str | None = None) -> Told:
    lines: list[str] = []
    one = watching(dsn, "--dsn", None, str(platform), out, None, webhook, lines.append)
    one.resume()
    return Told(one, lines)


def test_what_changes_is_told_once_and_decides_the_code(tmp_path: Path, shop: Path, migrated: Dsn, do: Do) -> None:
    told = told_of(migrated, shop, tmp_path / "out")
    code, lines = told.once()
    assert code == GOOD
    assert ": CERTIFIED" in lines[0]
    assert told.once() == (GOOD, [])
    do(migrated, BY_HAND)
    code, lines = told_of(migrated, shop, tmp_path / "out").once()  # the folder has what was told last
    assert code == WORSE
    assert lines[0].endswith(": NOT CERTIFIED, before CERTIFIED")
    assert "  new: COL001 public.notes.by_hand  column public.notes.by_hand is not in the lock" in lines[1]
    told = told_of(migrated, shop, tmp_path / "out")
    assert told.once() == (GOOD, [])
    assert (told.metrics["up"], told.metrics["good"], told.metrics["findings high"]) == (1, 0, 1)
    do(migrated, "ALTER TABLE public.notes DROP COLUMN by_hand")
    code, lines = told.once()
    assert code == GOOD
    assert [line.partition(":")[0] for line in lines[1:]] == ["  fixed", "      behind it"]
    assert (told.metrics["good"], told.metrics["findings high"]) == (1, 0)
    assert told.metrics["expires_timestamp_seconds"] - told.metrics["last_look_timestamp_seconds"] > 29 * 86_400


def test_a_database_that_is_away_is_told_once_and_so_is_its_return(
    tmp_path: Path, shop: Path, migrated: Dsn, do: Do
) -> None:
    away = migrated.database(f"{migrated.name}_away")
    told = told_of(migrated, shop, tmp_path)
    told.once()
    do(migrated.database("postgres"), f"ALTER DATABASE {migrated.name} RENAME TO {away.name}")
    code, lines = told.once()
    assert code == WORSE
    assert ": UNREACHABLE, before CERTIFIED: cannot connect" in lines[0]
    assert told.once() == (WORSE, [])
    assert told_of(migrated, shop, tmp_path).once() == (WORSE, [])
    told.once()
    assert (told.metrics["up"], told.metrics["failures"], told.metrics["good"]) == (0, 3, 1)
    do(migrated.database("postgres"), f"ALTER DATABASE {away.name} RENAME TO {migrated.name}")
    code, lines = told.once()
    assert (code, len(lines)) == (GOOD, 1)
    assert lines[0].endswith(": CERTIFIED, before UNREACHABLE")
    assert (told.metrics["up"], told.metrics["failures"]) == (1, 0)
    said = "".join(path.read_text("utf-8") for path in tmp_path.rglob("*") if path.suffix in (".prom", ".json"))
    assert migrated.password is not None
    assert migrated.password not in said


@dataclass
class Listener:
    answers: list[int]
    bodies: list[dict[str, Any]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/services/T0P-S3CRET-TOKEN"


@contextmanager
def listening(*answers: int) -> Iterator[Listener]:
    told = Listener(list(answers))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(told.answers.pop(0) if told.answers else 200)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *words: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told.port = server.server_port
        Thread(target=server.serve_forever, daemon=True).start()
        yield told
        server.shutdown()


def test_what_a_webhook_did_not_take_is_told_again(tmp_path: Path, shop: Path, migrated: Dsn, do: Do) -> None:
    do(migrated, BY_HAND)
    with listening(404, 302) as listener:
        told = told_of(migrated, shop, tmp_path, listener.url)
        for answer in (404, 302):  # neither comes again by itself, and nobody is sent elsewhere
            code, lines = told.once()
            assert code == WORSE
            assert f"  webhook: 127.0.0.1 did not take it: it answered {answer}" in lines[-1]
            assert "S3CRET" not in "".join(lines)
            assert told.metrics["untold"] == 1
        assert told.once()[0] == WORSE
        assert told.once() == (GOOD, [])
        assert told.metrics["untold"] == 0
    assert len(listener.bodies) == 3
    (body,) = {json.dumps({**one, "at": "", "certificate": ""}) for one in listener.bodies}
    said = json.loads(body)
    assert (said["verdict"], said["before"], said["worse"]) == ("NOT CERTIFIED", "", True)
    assert said["new"]["first"][0]["where"] == "public.notes.by_hand"
    assert migrated.password not in body


def start(dsn: Dsn, platform: Path, out: Path, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "golive", "watch", "--platform", str(platform), "--out", str(out), *words],
        env=surroundings() | {"GOLIVE_DSN": dsn.reveal()}, cwd=platform, stdout=subprocess.PIPE, text=True,
        stderr=subprocess.STDOUT,
    )  # fmt: skip


def up(out: Path) -> str:
    metrics = out / "watch.prom"
    found = re.search(r"^golive_watch_up\{.*\} (\d)$", metrics.read_text("utf-8"), re.M) if metrics.exists() else None
    return found[1] if found else ""


def test_a_watch_that_is_told_to_end_ends_well(tmp_path: Path, shop: Path, migrated: Dsn, until: Any) -> None:
    process = start(migrated, shop, tmp_path / "out", "--every", "1h")
    try:
        until(lambda: up(tmp_path / "out") == "1", "a look", 120)
        other = start(migrated, shop, tmp_path / "out", "--once")
        refused, _ = other.communicate(timeout=60)
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (other.returncode, refused.count("\n")) == (4, 1)
    assert "--out: another run writes to" in refused
    assert process.returncode == 0
    assert ": CERTIFIED\n" in said
    assert said.endswith("\ngolive: ended\n")


@dataclass
class Restarted:
    """Its postmaster is ended, and another is started with the same words, as the same user."""

    server: Server
    process: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        place = Path("/proc", (self.server.folder / "data" / "postmaster.pid").read_text().split("\n")[0])
        self.pid, self.account = int(place.name), place.stat()
        self.words = (place / "cmdline").read_bytes().split(b"\0")[:-1]
        pairs = (one.split(b"=", 1) for one in (place / "environ").read_bytes().split(b"\0") if b"=" in one)
        self.known = dict(pairs)

    def stop(self) -> None:
        os.kill(self.pid, signal.SIGQUIT)

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.words, env=self.known, cwd=self.server.folder, user=self.account.st_uid, group=self.account.st_gid,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.pid = self.process.pid


@pytest.mark.deep
def test_a_watch_outlives_its_server(tmp_path: Path, shop: Path, until: Any) -> None:
    out = tmp_path / "out"
    with choose("embedded").launch() as server:
        dsn = server.create_database("shop")
        load(dsn, shop)
        process, again = start(dsn, shop, out, "--every", "1s"), Restarted(server)
        try:
            for state, act in (("1", again.stop), ("0", again.start), ("1", None)):
                until(lambda state=state: up(out) == state, f"up {state}", 240)
                if act:
                    act()
            process.send_signal(signal.SIGTERM)
            said, _ = process.communicate(timeout=60)
        finally:
            process.kill()
            if again.process:
                again.stop()
                again.process.wait(60)
    assert process.returncode == 0
    assert len(re.findall(r": UNREACHABLE, before", said)) == 1
    assert len(re.findall(r", before UNREACHABLE$", said, re.M)) == 1
    assert "Traceback" not in said


@pytest.mark.deep
def test_two_hundred_looks_take_no_more_memory_than_forty(tmp_path: Path, shop: Path, migrated: Dsn, do: Do) -> None:
    told, sizes = told_of(migrated, shop, tmp_path), []
    for number in range(200):
        if number % 20 == 0:
            do(migrated, BY_HAND if number % 40 else "ALTER TABLE public.notes DROP COLUMN IF EXISTS by_hand")
        told.once()
        sizes.append(int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE"))
    assert sizes[-1] - sizes[40] < 8 * 2**20, [size >> 20 for size in sizes[::20]]
