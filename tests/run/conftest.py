"""The real command, as a user types it, on small databases of a server of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.migrate.runner import Runner
from golive.model.platform import load_platform
from golive.model.target import Dsn
from golive.server import Server, choose, find_client
from golive.server.client import client_environment

NUMBERS = count(1)
PATIENCE = 300.0
AT_ONCE = 3
SHOP = Path(__file__).parents[1] / "platforms" / "shop"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said and left."""

    code: int
    text: str
    out: Path

    @property
    def certificates(self) -> list[dict[str, Any]]:
        names = ("certificate.json", "partial.json", "partial/partial.json")
        return [json.loads(path.read_text("utf-8")) for name in names if (path := self.out / name).exists()]

    @property
    def certificate(self) -> dict[str, Any]:
        return self.certificates[0]

    @property
    def verdict(self) -> str:
        """What stands in the files that it left; '' where it left none."""
        left = self.certificates
        assert len(left) <= 1
        return str(left[0]["verdict"]) if left else ""

    @property
    def platform(self) -> dict[str, Any]:
        found: dict[str, Any] = self.certificate["platforms"][0]
        return found

    @property
    def found(self) -> dict[str, str]:
        """Blocking findings: code and object."""
        return {f"{one['code']} {one['where']}": one["what"] for one in self.platform["findings"]}

    @property
    def steps(self) -> dict[str, str]:
        return {one["name"]: one["state"] for one in self.platform["steps"]}


class Command:
    """`pytest` in a folder without anything of ours; without Allure and Hypothesis, which cost more than audits do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "reports" / "out"

    def start(
        self, *words: object, plain: bool = True, env: Mapping[str, str] | None = None, log: str = "said.txt"
    ) -> "subprocess.Popen[bytes]":
        quick = ["-p", "no:allure_pytest", "-p", "no:hypothesispytest"] if plain else []
        if not {"--lf", "--sw"} & set(words):  # these two are of the cache
            quick += ["-p", "no:cacheprovider"]
        with (self.folder / log).open("wb") as said:
            return subprocess.Popen(
                [sys.executable, "-m", "pytest", "-q", *quick, *map(str, words)],
                cwd=self.folder, stdout=said, stderr=subprocess.STDOUT, env=surroundings() | dict(env or {}),
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background ignores it
            )  # fmt: skip

    def __call__(self, *words: object, plain: bool = True, env: Mapping[str, str] | None = None) -> Answer:
        process = self.start(*words, plain=plain, env=env)
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()
        return self.answer(process.returncode)

    def together(self, calls: Mapping[str, Sequence[object]], **more: Any) -> dict[str, Answer]:
        """Several at once, each with a folder of its own: most of a short run is the start of Python."""
        answers = {}
        for names in batched(calls, AT_ONCE):
            places = {name: self.folder / f"run-{next(NUMBERS)}" for name in names}
            for place in places.values():
                place.mkdir()
            started = {name: Command(places[name]).start(*calls[name], **more) for name in names}
            for name, process in started.items():
                try:
                    process.wait(PATIENCE)
                finally:
                    process.kill()
                answers[name] = Command(places[name]).answer(process.returncode)
        return answers

    def postcheck(self, platform: Path, dsn: Dsn, *words: object, **more: Any) -> Answer:
        return self("-m", "postcheck", f"--platform={platform}", "--dsn", dsn.reveal(), *words, **more)

    def apply(self, platform: Path, dsn: Dsn, *words: object, **more: Any) -> Answer:
        return self("--platform", platform, "--dsn", dsn.reveal(), "--apply", *words, **more)

    def answer(self, code: int, log: str = "said.txt") -> Answer:
        return Answer(code, (self.folder / log).read_text("utf-8", "replace"), self.out)


def batched(names: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    left = iter(names)
    while batch := tuple(islice(left, size)):
        yield batch


def surroundings() -> dict[str, str]:
    """Ours, without an address that somebody has set."""
    return {name: value for name, value in os.environ.items() if name != "GOLIVE_DSN" and not name.startswith("PG")}


@pytest.fixture
def run(tmp_path: Path) -> Command:
    return Command(tmp_path)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    """The whole thing with everything on, on a server of its own; several tests look at what it left."""
    return Command(tmp_path_factory.mktemp("once"))("--platform", SHOP, "--backend", "embedded", plain=False)


@pytest.fixture
def another(tmp_path: Path) -> Command:
    """A second folder, for a run that is compared with the first."""
    (tmp_path / "another").mkdir()
    return Command(tmp_path / "another")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A copy of the smallest platform, to be spoilt."""
    return Path(shutil.copytree(SHOP, tmp_path / "shop"))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server of these tests alone: what they plant in it is nobody else's."""
    with choose("embedded").launch() as running:
        yield running


@pytest.fixture(scope="session")
def found_once(server: Server) -> str:
    """The database as the platform's baseline says it is found; copied for each test."""
    load(server.create_database("shop_found"), SHOP)
    return "shop_found"


@pytest.fixture(scope="session")
def migrated_once(server: Server, found_once: str) -> str:
    """The database after the migration, with its ledger; copied for each test."""
    dsn, platform = server.clone(found_once, "shop_migrated"), load_platform(SHOP)
    with Runner(dsn, platform.name, platform.steps) as runner:
        for step in platform.steps:
            runner.deploy(step)
    return "shop_migrated"


@pytest.fixture
def found(server: Server, found_once: str) -> Iterator[Dsn]:
    """A database before the migration."""
    yield from _copy(server, found_once)


@pytest.fixture
def migrated(server: Server, migrated_once: str) -> Iterator[Dsn]:
    """A database after the migration."""
    yield from _copy(server, migrated_once)


def _copy(server: Server, source: str) -> Iterator[Dsn]:
    name = f"shop_{next(NUMBERS)}"
    yield server.clone(source, name)
    server.drop(name)


def load(dsn: Dsn, platform: Path) -> None:
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        for path in sorted(platform.glob("baseline/*.sql")):
            connection.execute(path.read_bytes())


@pytest.fixture
def do() -> Callable[..., list[tuple[Any, ...]]]:
    """Statements on a database, by somebody who is not golive."""

    def execute(dsn: Dsn, *statements: str) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = []
        with psycopg.connect(dsn.reveal(), autocommit=True, application_name="test") as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
                rows = cursor.fetchall() if cursor.description else []
        return rows

    return execute


@pytest.fixture
def client(server: Server) -> Callable[..., str]:
    """psql and pg_dump of the server's own version."""

    def call(program: str, dsn: Dsn, *words: object) -> str:
        binaries = find_client(program, server.major)
        answer = subprocess.run(
            [binaries.program(program), *map(str, words)],
            env=client_environment(dsn), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert answer.returncode == 0, answer.stderr
        return answer.stdout

    return call


@pytest.fixture
def contents(client: Callable[..., str]) -> Callable[[Dsn], str]:
    """A database as bytes, but for the token that pg_dump draws anew each time."""

    def dumped(dsn: Dsn) -> str:
        lines = client("pg_dump", dsn, "--no-comments").splitlines()
        return "\n".join(line for line in lines if not line.startswith(("\\restrict", "\\unrestrict")))

    return dumped


@pytest.fixture
def until() -> Callable[..., None]:
    """Waits until something is so, and fails where it never is."""

    def wait(so: Callable[[], object], what: str, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while not so():
            assert time.monotonic() < deadline, f"never: {what}"
            time.sleep(0.02)

    return wait
