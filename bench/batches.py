"""A backfill in batches beside one UPDATE of the same rows: what clients wait meanwhile, and how long each takes.

    python -m bench.batches [ROWS] [KILLS]

Eight clients write a row each, again and again, of the table that is filled; the worst of their requests is what a user
would have waited. The run that walks is killed so many times on its way; what passes from a kill to the next batch is
told apart, and so is the longest transaction that wrote: verify.sql reads at the end, and holds nobody up.
"""

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import psycopg

from golive.model.target import Dsn
from golive.server import choose

CLIENTS = 8
NAIVE = "UPDATE public.big SET code = 'c' || id WHERE code IS NULL"
WRITE = "UPDATE public.big SET seen = seen + 1 WHERE id = %s"
DEPLOY = """-- Why: every row gets a code
-- Phase: backfill
-- Locks: row locks on the rows of a batch
-- Requires: nothing
-- Transaction: batches
-- Batch: public.big in 100ms
UPDATE public.big AS b SET code = 'c' || b.id FROM pg_temp.golive_batch AS g WHERE g.id = b.id AND b.code IS NULL;
"""
REVERT = "UPDATE public.big AS b SET code = NULL FROM pg_temp.golive_batch AS g WHERE g.id = b.id;"
VERIFY = "SELECT 'every row has a code' WHERE EXISTS (SELECT FROM public.big WHERE code IS NULL)"


class Clients:
    """Each takes what it waited for the longest, in milliseconds."""

    def __init__(self, dsn: Dsn, rows: int) -> None:
        self.dsn, self.rows = dsn, rows
        self.worst, self.done, self.failed = [0.0] * CLIENTS, [0] * CLIENTS, [0] * CLIENTS

    @contextmanager
    def at_work(self) -> Iterator[None]:
        stop = threading.Event()
        threads = [threading.Thread(target=self._work, args=(n, stop)) for n in range(CLIENTS)]
        for one in threads:
            one.start()
        yield
        stop.set()
        for one in threads:
            one.join()

    def _work(self, n: int, stop: threading.Event) -> None:
        chance = Random(n)  # the same rows each time
        with psycopg.connect(self.dsn.reveal(), autocommit=True) as session:
            while not stop.wait(0.01):
                began = time.monotonic()
                try:
                    session.execute(
                        "UPDATE public.big SET seen = seen + 1 WHERE id = %s", [chance.randint(1, self.rows)]
                    )
                except psycopg.Error:
                    self.failed[n] += 1
                self.worst[n] = max(self.worst[n], 1000 * (time.monotonic() - began))
                self.done[n] += 1

    def __str__(self) -> str:
        return f"worst request {max(self.worst):8.0f} ms of {sum(self.done):7,}, errors {sum(self.failed)}"


def table(dsn: Dsn, rows: int) -> None:
    with psycopg.connect(dsn.reveal(), autocommit=True) as session:
        session.execute("CREATE TABLE public.big (id bigint PRIMARY KEY, code text, seen int DEFAULT 0, note text)")
        session.execute(
            "INSERT INTO public.big SELECT n, NULL, 0, repeat('x', 80) FROM generate_series(1, %s::bigint) AS n", [rows]
        )
        session.execute("VACUUM ANALYZE public.big")


def folder() -> Path:
    place = Path(tempfile.mkdtemp()) / "shop"
    step = place / "steps" / "0001_codes"
    step.mkdir(parents=True)
    for part, text in (("deploy", DEPLOY), ("verify", VERIFY), ("revert", REVERT)):
        (step / f"{part}.sql").write_text(text, "utf-8")
    return place


RUN = """
import sys
from pathlib import Path
from golive.migrate.runner import Runner
from golive.model.step import load_steps
from golive.model.target import Dsn
(step,) = load_steps(Path(sys.argv[2]))
with Runner(Dsn(sys.argv[1]), "shop", [step]) as runner:
    print(runner.deploy(step).notes[0], flush=True)
"""
SEEN = """
SELECT coalesce((SELECT max(extract(epoch FROM clock_timestamp() - xact_start)) FROM pg_stat_activity
                 WHERE application_name LIKE 'golive % step' AND backend_xid IS NOT NULL), 0)::float8,
       to_regclass('golive.cursor') IS NOT NULL
"""


def walked(dsn: Dsn, place: Path, rows: int, kills: int) -> str:
    """Killed each time that another part is done; the seconds that it walked, and what it said in the end."""
    points = [rows * n // (kills + 1) for n in range(1, kills + 1)]
    longest, spent, at, last, note = 0.0, 0.0, 0, 0.0, ""
    with psycopg.connect(dsn.reveal(), autocommit=True) as session:
        while not note:
            child = subprocess.Popen(
                [sys.executable, "-c", RUN, dsn.reveal(), str(place)], stdout=subprocess.PIPE, text=True
            )
            last = 0.0  # of this run nothing was seen yet
            while child.poll() is None:
                time.sleep(0.02)
                took, there = session.execute(SEEN).fetchone() or (0.0, False)
                longest = max(longest, took)
                found = session.execute("SELECT rows_walked FROM golive.cursor").fetchone() if there else None
                now = time.monotonic()
                if found is not None and found[0] > at:
                    spent += now - last if last else 0.0
                    at, last = found[0], now
                if points and at >= points[0]:
                    points.pop(0)
                    child.kill()
            said, _ = child.communicate()
            spent += time.monotonic() - last if last and said else 0.0
            note = said.strip()
    seen = f"longest transaction that wrote {1000 * longest:.0f} ms"
    return f"walked for {spent:.1f} s, {kills} kills, {seen}; the last run: {note}"


def main(rows: int, kills: int) -> None:
    with choose("embedded").launch() as server:
        for name in ("control", "naive", "batches"):
            dsn = server.create_database(name)
            table(dsn, rows)
            clients, place = Clients(dsn, rows), folder()
            began, note = time.monotonic(), ""
            with clients.at_work():
                if name == "control":
                    time.sleep(10)
                elif name == "naive":
                    with psycopg.connect(dsn.reveal(), autocommit=True) as session:
                        session.execute(NAIVE)
                else:
                    note = walked(dsn, place, rows, kills)
                spent = time.monotonic() - began
            print(f"{name:8} {rows:,} rows {spent:7.1f} s  {clients}  {note}", flush=True)
            server.drop(name)


if __name__ == "__main__":
    ROWS, KILLS = (*map(int, sys.argv[1:]), *(200_000, 0)[len(sys.argv) - 1 :])
    main(ROWS, KILLS)
