"""The primary is lost and its standby takes over: what comes with it is no alarm, on the standby and once promoted."""

from collections.abc import Callable
from time import monotonic, sleep
from typing import Any

import psycopg
import pytest

from golive.model.target import Dsn
from golive.server import choose
from golive.testing.standby import standby_of

WRITTEN = "SELECT count(*), max(id) FROM public.customers"
BEHIND = "SELECT pg_last_wal_replay_lsn() < %s::pg_lsn"


def asked(dsn: Dsn, query: str, *values: object) -> tuple[Any, ...]:
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        row = connection.execute(query.encode(), values or None).fetchone()
    assert row is not None
    return row


def caught_up(standby: Dsn, position: str) -> None:
    deadline = monotonic() + 60
    while asked(standby, BEHIND, position)[0]:
        assert monotonic() < deadline, "the standby does not follow"
        sleep(0.05)


def writes(connection: psycopg.Connection[tuple[Any, ...]], n: int) -> None:
    connection.execute(
        "INSERT INTO public.customers (organization_id, name) SELECT id, 'as before' FROM public.organizations"
    )
    sleep(0.02)


@pytest.mark.deep
@pytest.mark.parametrize("platform", ["claimed", "learned"])
def test_a_promoted_standby_is_no_alarm(life: Any, traffic: Callable[..., Any], platform: str) -> None:
    judged_by = getattr(life, platform)
    with choose("embedded").launch() as primary:
        dsn = primary.create_database("sound")
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            for path in life.claimed.baseline:
                connection.execute(path.read_bytes())
        with standby_of(dsn, primary.major) as standby:
            with traffic(dsn, writes) as done:
                while done.get("writes", 0) < 20:
                    sleep(0.05)
            held = asked(dsn, WRITTEN)
            caught_up(standby, asked(dsn, "SELECT pg_current_wal_lsn()::text")[0])
            assert asked(standby, "SELECT pg_is_in_recovery()") == (True,)
            primary.stop()
            assert asked(standby, "SELECT pg_promote(true, 60)") == (True,)
            assert (asked(standby, "SELECT pg_is_in_recovery()"), asked(standby, WRITTEN)) == ((False,), held)
            assert life.told(standby, judged_by) == []
            with traffic(standby, writes) as done:  # the application is back
                assert life.told(standby, judged_by) == []
            assert done["writes"] > 0
