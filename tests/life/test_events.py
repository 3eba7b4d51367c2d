"""Ordinary life is no alarm: what happens to a sound database keeps no certificate back."""

import tomllib
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.model.target import Dsn
from golive.sqltext.statements import split

EVENTS: dict[str, str] = tomllib.loads((Path(__file__).parent / "events.toml").read_text("utf-8"))
SOME = ("CLUSTER", "a validity is prolonged", "a temporary password after a support call", "a plain index", "a comment")


def happens(dsn: Dsn, name: str) -> None:
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        for statement in split(EVENTS[name].replace("{here}", dsn.name)):
            if statement.text.startswith("COPY"):
                with connection.cursor().copy(statement.text.encode()) as rows:
                    assert all(rows)
            else:
                connection.execute(statement.text.encode())


def test_a_handful_of_events_is_no_alarm(life: Any, alive: Dsn) -> None:
    for name in SOME:
        happens(alive, name)
    assert life.told(alive) == []
    assert life.told(alive, life.learned) == []


@pytest.mark.deep
@pytest.mark.parametrize("platform", ["claimed", "learned"])
def test_no_event_is_an_alarm(life: Any, platform: str) -> None:
    """One after the other: what each of them adds to what is told is its own."""
    wrong: dict[str, list[str]] = {}
    with life.copy() as dsn:
        before: list[str] = []
        for name in EVENTS:
            happens(dsn, name)
            said = life.told(dsn, getattr(life, platform))
            if more := [one for one in said if one not in before]:
                wrong[name] = more
            before = said
    assert wrong == {}
