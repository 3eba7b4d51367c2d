"""A server with copies of one migrated database, and the real command on them."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.migrate.runner import Runner
from golive.model.platform import load_platform
from golive.model.target import Dsn
from golive.server import Server, choose

SHOP = Path(__file__).parents[1] / "platforms" / "shop"
DRIFTED = {
    "b": "ALTER TABLE public.notes ADD COLUMN by_hand text",
    "c": "ALTER TABLE public.notes ADD COLUMN by_hand text",
    "d": 'DROP TABLE public.plans CASCADE; CREATE TABLE public."<b>x" (id bigint PRIMARY KEY)',
}
GONE = "e"
NAMES = ("a", *DRIFTED, GONE, "f")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with choose("embedded").launch() as running:
        yield running


@pytest.fixture(scope="session")
def databases(server: Server) -> Mapping[str, Dsn]:
    """Six that are to be alike: three differ, in two ways, and one is not there."""
    model = server.create_database("model")
    platform = load_platform(SHOP)
    with psycopg.connect(model.reveal(), autocommit=True) as connection:
        for path in platform.baseline:
            connection.execute(path.read_bytes())
    with Runner(model, platform.name, platform.steps) as runner:
        for step in platform.steps:
            runner.deploy(step)
    found = {name: server.clone("model", f"shop_{name}") for name in NAMES if name != GONE}
    for name, statements in DRIFTED.items():
        with psycopg.connect(found[name].reveal(), autocommit=True) as connection:
            connection.execute(statements.encode())
    return found | {GONE: model.database("shop_gone")}


@dataclass
class Command:
    """`golive fleet` in a folder of its own."""

    folder: Path
    environment: Mapping[str, str]
    out: Path = field(init=False)

    def __post_init__(self) -> None:
        self.out = self.folder / "out"

    def start(self, *words: object, program: Sequence[str] = ("-m", "golive", "fleet")) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, *program, *map(str, words)], cwd=self.folder, env=self.environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def __call__(self, *words: object, **more: Any) -> tuple[int, str]:
        process = self.start(*words, **more)
        try:
            said, _ = process.communicate(timeout=300)
        finally:
            process.kill()
        return process.returncode, said

    def pages(self, out: str = "out") -> dict[str, str]:
        names = ("fleet.html", "fleet.json", "fleet.sarif", "junit.xml", "metrics.prom")
        return {name: (self.folder / out / name).read_text("utf-8") for name in names}


@pytest.fixture
def fleet(databases: Mapping[str, Dsn], tmp_path: Path) -> Command:
    """The six in a fleet.toml, and the password in a variable."""
    shutil.copytree(SHOP, tmp_path / "shop")
    lines = ["[fleet]", 'title = "Shops <all>"', 'platform = "shop"', 'password_variable = "SHOP_PASSWORD"']
    for name, dsn in databases.items():
        lines += ["", "[[database]]", f'name = "{name}"', f'dsn = "{dsn!s}"']
    (tmp_path / "fleet.toml").write_text("\n".join(lines) + "\n", "utf-8")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "GOLIVE_"))}
    password = databases["a"].password
    assert password is not None
    return Command(tmp_path, inherited | {"SHOP_PASSWORD": password})


@pytest.fixture
def until() -> Callable[..., None]:
    """Waits until something is so, and fails where it never is."""

    def wait(so: Callable[[], object], what: str, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not so():
            assert time.monotonic() < deadline, f"never: {what}"
            time.sleep(0.02)

    return wait
