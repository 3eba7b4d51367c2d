"""Others lock, write, create and drop while a database is looked at: no crash and no false finding."""

import time
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from golive.model.target import Dsn

Connection = psycopg.Connection[tuple[Any, ...]]


def locks(connection: Connection, n: int) -> None:
    """As REFRESH MATERIALIZED VIEW and a deployment do."""
    with connection.transaction():
        table = ("invoices", "customers", "users")[n % 3]
        connection.execute(f"LOCK TABLE public.{table} IN ACCESS EXCLUSIVE MODE")
        time.sleep(0.2)
    time.sleep(0.1)


def comes_and_goes(connection: Connection, n: int) -> None:
    """Tables of somebody's import, each with all that hangs on one."""
    name = f"public.import_{n % 3}"
    connection.execute(f"CREATE TABLE {name} (id integer PRIMARY KEY, note text CHECK (note <> ''))")
    connection.execute(f"CREATE INDEX ON {name} (lower(note)); CREATE VIEW {name}_seen AS SELECT * FROM {name}")
    connection.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON {name} USING (id > 0)")
    time.sleep(0.06)
    connection.execute(f"DROP TABLE {name} CASCADE")
    time.sleep(0.06)


def rebuilds(connection: Connection, n: int) -> None:
    connection.execute("REINDEX TABLE public.customers" if n % 2 else "VACUUM ANALYZE public.invoices")
    time.sleep(0.1)


def writes(connection: Connection, n: int) -> None:
    connection.execute(
        "UPDATE public.customers SET name = name WHERE ctid IN (SELECT ctid FROM public.customers LIMIT 5)"
    )
    time.sleep(0.02)


def test_a_lock_of_others_is_waited_for(life: Any, alive: Dsn, traffic: Callable[..., Any]) -> None:
    with traffic(alive, locks) as done:
        assert life.told(alive) == []
    assert done["locks"] > 1


def test_tables_of_others_come_and_go(life: Any, alive: Dsn, traffic: Callable[..., Any]) -> None:
    with traffic(alive, comes_and_goes, writes) as done:
        assert life.told(alive) == []
    assert done["comes_and_goes"] > 3


@pytest.mark.deep
def test_fifty_runs_under_traffic(life: Any, alive: Dsn, traffic: Callable[..., Any]) -> None:
    said: list[str] = []
    with traffic(alive, locks, comes_and_goes, rebuilds, writes):
        for _ in range(50):
            try:
                said += life.told(alive)
            except Exception as error:
                said.append(f"CRASH {type(error).__name__}: {error}")
    assert said == []
