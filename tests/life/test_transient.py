"""What a production has for seconds is no finding; what outlasts the declared grace is one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Timer
from typing import Any

import psycopg

from golive.model.claims.server import Server
from golive.model.platform import Platform
from golive.model.target import Dsn

PREPARED = "BEGIN; UPDATE public.customers SET name = name; PREPARE TRANSACTION 'life'", "ROLLBACK PREPARED 'life'"
SLOT = (
    "SELECT pg_create_physical_replication_slot('life', true)",
    "SELECT pg_drop_replication_slot('life')",
)


def with_grace(platform: Platform, seconds: int) -> Platform:
    server = platform.claims.the(Server).model_copy(update={"grace_seconds": seconds})
    return replace(platform, claims=platform.claims.model_copy(update={"server": server}))


@contextmanager
def standing(dsn: Dsn, state: tuple[str, str], seconds: float) -> Iterator[None]:
    """For so long, and no longer than the block."""
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        begun, ended = (part.encode() for part in state)
        connection.execute(begun)
        timer = Timer(seconds, connection.execute, (ended,))
        timer.start()
        try:
            yield
        finally:
            if timer.finished.is_set():
                timer.join()
            else:
                timer.cancel()
                connection.execute(ended)


def test_only_what_outlasts_the_grace_is_judged(life: Any, alive: Dsn) -> None:
    with standing(alive, PREPARED, 60), standing(alive, SLOT, 60):
        said = life.told(alive, with_grace(life.claimed, 0))
    assert [one.partition(": ")[0] for one in said] == ["PRP001 life", "SRV005 replication slot life"]
    with standing(alive, PREPARED, 1.5), standing(alive, SLOT, 1.5):
        assert life.told(alive, with_grace(life.claimed, 2)) == []
