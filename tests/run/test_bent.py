"""No option, plugin or conftest makes a verdict of a run that was not whole."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import golive.checks
from golive.model.target import Dsn

CHECKS = Path(str(golive.checks.__file__)).parent
WAYS = tomllib.loads(Path(__file__).with_name("ways.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Way:
    """One line of the table."""

    verdict: str
    code: int
    says: str = ""
    words: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    on: str = "migrated"
    first: bool = False


def ways() -> Iterator[Any]:
    for name, told in WAYS.items():
        way = Way(**told)
        yield pytest.param(way, id=name, marks=() if way.first else pytest.mark.deep)


@pytest.fixture(scope="session")
def databases(migrated_once: str, found_once: str, server: Any) -> dict[str, Dsn]:
    """Nothing is written into them, so that all ways share them."""
    return {"migrated": server.dsn(migrated_once), "found": server.dsn(found_once)}


@pytest.mark.parametrize("way", list(ways()))
def test_way(way: Way, run: Any, shop: Path, databases: Mapping[str, Dsn]) -> None:
    for name, text in way.files.items():
        place = run.folder / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, "utf-8")
    words = [word.format(checks=CHECKS) for word in way.words]
    env = {name: text.format(checks=CHECKS) for name, text in way.env.items()}
    answer = run.postcheck(shop, databases[way.on], *words, env=env)
    assert (answer.verdict, answer.code) == (way.verdict, way.code), answer.text
    assert way.says in " ".join(answer.text.split())  # the terminal wraps
    assert "Traceback (most recent call last)" not in answer.text
    assert ("\nCERTIFIED" in answer.text) == (way.verdict == "CERTIFIED")
