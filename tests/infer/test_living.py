"""What was drafted and is active is no alarm while a platform lives, and one where it is spoilt; of three shapes."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import psycopg
import pytest

from golive.app.confirm import by_flags, confirm
from golive.app.learn import learn
from golive.model.platform import Platform, load_platform
from golive.model.target import Dsn
from golive.server import Server, choose
from golive.sqltext.statements import split
from golive.testing.look import observe
from golive.testing.spoil import Judged, judged

HERE = Path(__file__).parent / "living"
SAMPLE = Path(__file__).parents[1] / "platforms" / "sample"
KEY = {"ENCRYPTION_KEY": "b7f1c02e9d3a4856af10be27d49c83e5"}
SHAPES = ("labs", "sample", "trades")
NUMBERS = count(1)


@dataclass(frozen=True)
class Learned:
    """A sound database and what golive learn alone says of it, with the tenancy confirmed by flag."""

    server: Server
    platform: Platform
    sound: Judged

    @contextmanager
    def copy(self) -> Iterator[Dsn]:
        name = f"living_{next(NUMBERS)}"
        try:
            yield self.server.clone(self.platform.name, name)
        finally:
            self.server.drop(name)

    def new(self, dsn: Dsn) -> list[str]:
        """What blocks or is unknown, and was not where nothing had happened."""
        said = judged(self.platform, observe(dsn, self.platform, KEY, datetime.now(UTC)))
        found = [f"{one.code} {one.where}: {one.what}" for one in said.blocking if one not in self.sound.blocking]
        return [*found, *sorted({*said.unknown, *said.broken} - {*self.sound.unknown, *self.sound.broken})]


@pytest.fixture(scope="module", params=SHAPES)
def learned(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learned]:
    name = request.param
    folder = tmp_path_factory.mktemp("living") / name
    baseline = load_platform(SAMPLE).baseline if name == "sample" else (HERE / f"{name}.sql",)
    with choose("embedded").launch() as server:
        dsn = server.create_database(name)
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            for path in baseline:
                connection.execute(path.read_bytes())
        learn(dsn, folder, KEY)
        confirm(folder, by_flags(["tenancy"], []), print)
        platform = load_platform(folder)
        yield Learned(server, platform, judged(platform, observe(dsn, platform, KEY, datetime.now(UTC))))


def happens(dsn: Dsn, text: str) -> None:
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        for statement in split(text):
            connection.execute(statement.text.encode())


def test_a_sound_database_keeps_to_what_was_drafted_of_it(learned: Learned) -> None:
    code = {"FUN009", "CRD005"}  # one function of the sample that sees no row, and a key that stands in this tree
    assert [str(one) for one in learned.sound.blocking if one.code not in code] == []
    assert learned.sound.broken == ()


def test_life_is_no_alarm(learned: Learned) -> None:
    """New tenants, people and rows, usual changes, a tenant that leaves."""
    with learned.copy() as dsn:
        happens(dsn, (HERE / f"{learned.platform.name}.life.sql").read_text(encoding="utf-8"))
        assert learned.new(dsn) == []


@pytest.mark.deep
def test_what_was_drafted_finds_what_is_spoilt(learned: Learned) -> None:
    path = HERE / f"{learned.platform.name}.spoilt.toml"
    missed = {}
    for what, spoilt in tomllib.loads(path.read_text(encoding="utf-8")).items():
        with learned.copy() as dsn:
            happens(dsn, spoilt["sql"])
            said = learned.new(dsn)
        if not any(one.startswith(spoilt["code"]) for one in said):
            missed[what] = said
    assert missed == {}
