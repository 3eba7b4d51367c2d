"""What a dump of definitions leaves out of them: indexes that are not valid, and triggers of keys that are off."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import psycopg

from golive.model.target import Dsn
from golive.observe.session import connect
from golive.sql import fill
from golive.sqltext.statements import split


@dataclass(frozen=True, slots=True)
class State:
    """Of an index, which is made and then called invalid, or of a trigger that a key has on one of its tables."""

    kind: str
    name: str
    definition: str  # of the index; for a trigger the key, and the function it runs
    state: str  # whether the index is ready; how the trigger is enabled


def read_states(connection: psycopg.Connection[Any]) -> tuple[State, ...]:
    """Of a target, which is only read."""
    return tuple(State(*row) for row in connection.execute(fill("twin/states.sql")).fetchall())


def put(dsn: Dsn, states: Iterable[State]) -> None:
    """Whatever cannot be had stays away, and the comparison with the target says so."""
    with connect(dsn, autocommit=True) as builder:
        builder.execute(fill("twin/builder.sql"))
        for one in states:
            with suppress(psycopg.Error):
                for statement in _statements(builder, one):
                    builder.execute(statement)


def _statements(builder: psycopg.Connection[Any], one: State) -> Iterator[Any]:
    if one.kind == "trigger":
        query = fill("twin/switch.sql", relation=one.name, key=one.definition, enabled=one.state)
        yield from (text.encode() for (text,) in builder.execute(query).fetchall())
    elif len(split(one.definition)) == 1:
        yield one.definition.encode()
        yield fill("twin/invalid.sql", name=one.name, state=one.state)
