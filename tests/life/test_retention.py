"""A table that keeps its rows for so many days may be without its locked partitions of older ones."""

from dataclasses import replace
from typing import Any

import psycopg

from golive.model.claims.partitions import Partitions
from golive.model.platform import Platform
from golive.model.target import Dsn

LOGS = "public.activity_logs"


def keeping(platform: Platform, days: int) -> Platform:
    partitions = platform.claims.the(Partitions).model_copy(update={"kept_days": {LOGS: days}})
    return replace(platform, claims=platform.claims.model_copy(update={"partitions": partitions}))


def done(dsn: Dsn, statement: str) -> None:
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute(statement.encode())


def test_a_partition_whose_time_is_over_may_be_gone(life: Any, alive: Dsn) -> None:
    platform = life.claimed
    done(alive, f"COMMENT ON TABLE {LOGS}_2025 IS 'old'; DROP TABLE {LOGS}_2025")
    assert life.told(alive, keeping(platform, 120)) == []
    for stays in (platform, keeping(platform, 300)):  # it is June: the last rows of 2025 are five months old
        assert any(
            one.startswith(f"TBL001 {LOGS}_2025: table {LOGS}_2025 is missing") for one in life.told(alive, stays)
        )
    done(alive, f"DROP TABLE {LOGS}_2026")
    assert any(one.startswith(f"TBL001 {LOGS}_2026: ") for one in life.told(alive, keeping(platform, 120)))
