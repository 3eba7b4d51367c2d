"""The snapshot of a database beside the bare queries it is made of: python bench/snapshot.py URL."""

import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import psycopg

from golive.diff.compare import compare
from golive.model.catalog import KINDS
from golive.model.lock import Lock
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.catalog import query, read_catalog
from golive.observe.server import read_server

ROUNDS = 9


def bare(connection: psycopg.Connection[tuple[Any, ...]]) -> int:
    """The same queries, fetched and thrown away."""
    connection.execute("SET LOCAL search_path = pg_catalog; SET LOCAL jit = off")
    major = connection.info.server_version // 10000
    return sum(len(connection.execute(query(kind.kind, major)).fetchall()) for kind in KINDS)


def timed(work: Callable[[], Any]) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def main(url: str) -> None:
    with psycopg.connect(Dsn.parse(url, "URL").reveal()) as connection:
        rows = bare(connection)
        read_catalog(connection)
        pairs = [(timed(lambda: bare(connection)), timed(lambda: read_catalog(connection))) for _ in range(ROUNDS)]
        live = Snapshot(read_server(connection), read_catalog(connection))
    lock = Lock.of(live, "bench")
    saved = live.to_json()
    print(f"{rows} objects, {live.server.version.split(' on ')[0]}, median of {ROUNDS}")
    print(f"bare queries       {median(one for one, _ in pairs):7.0f} ms")
    print(f"snapshot           {median(two for _, two in pairs):7.0f} ms")
    print(f"ratio              {median(two / one for one, two in pairs):7.2f}")
    print(f"compared with lock {median(timed(lambda: compare(lock, live)) for _ in range(ROUNDS)):7.0f} ms")
    print(f"to JSON            {median(timed(live.to_json) for _ in range(3)):7.0f} ms, {len(saved) / 1e6:.1f} MB")
    print(f"from JSON          {median(timed(lambda: Snapshot.from_json(saved)) for _ in range(3)):7.0f} ms")


if __name__ == "__main__":
    main(sys.argv[1])
