"""A sound database is certified, and each of many ways to spoil it is found, by name."""

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from os import environ
from pathlib import Path

import psycopg
import pytest

from golive.app.learn import learn
from golive.model.platform import Platform, load_platform
from golive.server import Server, choose
from golive.server.logins import made
from golive.testing.look import observe
from golive.testing.spoil import Defect, Judged, judged, planted, read_defects

TESTS = Path(__file__).parent
SAMPLE = TESTS / "platforms" / "sample"
NAMED = tomllib.loads((TESTS / "defects" / "named.toml").read_text(encoding="utf-8"))
DEFECTS = [defect for defect in read_defects(TESTS / "defects") if defect.name in NAMED]
AS_OF = datetime(2026, 6, 1, 12, tzinfo=UTC)  # its partitions end with that year
SOME = {"C16", "F11", "K07", "R05", "W14"}  # a column, a function, rows, a policy, JSON; tests/replay judges all
CASES = [pytest.param(defect, marks=() if defect.name in SOME else pytest.mark.deep) for defect in DEFECTS]


@dataclass(frozen=True)
class Sample:
    server: Server
    platform: Platform

    def judge(self) -> Judged:
        return judged(self.platform, observe(self.server.dsn("sample"), self.platform, {}, AS_OF))

    def spoilt(self, defect: Defect) -> Judged:
        with planted(self.server, "sample", defect) as dsn:
            source = self.server.dsn("sample") if defect.name[0] == "D" else None
            return judged(self.platform, observe(dsn, self.platform, {}, AS_OF, source=source))


@pytest.fixture(scope="module")
def sample() -> Iterator[Sample]:
    """On a server of its own: some defects reach beyond their database."""
    with choose("embedded").launch() as server:
        dsn = server.create_database("sample")
        platform = load_platform(SAMPLE)
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            for path in platform.baseline:
                connection.execute(path.read_bytes())
        yield Sample(server, platform)


def test_sound_sample_is_certified(sample: Sample) -> None:
    said = sample.judge()
    assert (said.blocking, said.unknown, said.broken) == ((), (), ())


def test_sound_sample_is_certified_by_the_command(sample: Sample, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-m", "postcheck", "-q", "-p", "no:cacheprovider"]
    chosen = [f"--platform={SAMPLE}", "--as-of", AS_OF.isoformat(), "--partial-ok", "--out", str(tmp_path / "out")]
    logins = made(sample.server.dsn("sample"), sample.platform)
    settings = environ | {"GOLIVE_DSN": logins.reader.reveal(), "GOLIVE_PROBE_DSN": logins.prober.reveal()}
    done = subprocess.run(
        [*command, *chosen, "golive.checks", "--pyargs"],
        cwd=tmp_path, env=settings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert f"\nPARTIAL: judged as of {AS_OF:%Y-%m-%d %H:%M} UTC (--as-of), not now\n" in done.stdout


@pytest.mark.parametrize("defect", CASES, ids=str)
def test_defect_is_found_by_name(sample: Sample, defect: Defect) -> None:
    said = sample.spoilt(defect)
    assert said.naming(NAMED[defect.name]), [(one.code, one.where) for one in said.blocking]


def test_what_was_planted_is_gone(sample: Sample) -> None:
    assert sample.judge().certified


def test_merely_learned_platform_finds_what_no_claim_is_needed_for(sample: Sample, tmp_path: Path) -> None:
    learn(sample.server.dsn("sample"), tmp_path / "learned")
    learned = Sample(sample.server, load_platform(tmp_path / "learned"))
    for defect in DEFECTS:
        if defect.name in ("C22", "K07", "R05"):
            assert learned.spoilt(defect).naming(NAMED[defect.name]), defect


def test_every_defect_of_these_classes_has_a_name_to_find() -> None:
    assert {path.stem for path in (TESTS / "defects").glob("*.sql")} == set(NAMED)
