"""What clients wait while each step of a platform runs, beside the naive form of the same step.

    python -m bench.stalls PLATFORM [--rows 200000] [--leave TABLE …] [--where TABLE=CONDITION …] [--json FILE]
    python -m bench.stalls --table FILE.json …                 # writes bench/stalls.md of what such runs have seen

The tables that the steps name are grown, by the rows that meet the condition; clients read and write rows of them by
key, and somebody who has read all tables idles in a transaction for 10 s. The control are 3 s before each step.
The naive form is derived: without CONCURRENTLY, NOT VALID, batches (one takes all rows) and lock_timeout, in one
transaction, which is rolled back.
"""

import argparse
import json
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import psycopg
from psycopg import sql

from bench.grown import grow, named, tables
from golive.migrate.ahead.rules import RULES
from golive.migrate.runner import Runner
from golive.migrate.session import PATH
from golive.model.batch import TABLE, parted
from golive.model.failures import StepUnsafe
from golive.model.migration_tools import MIGRATION_TOOLS
from golive.model.platform import Platform, load_platforms
from golive.model.step import Step
from golive.model.target import Dsn
from golive.run.phases import _load
from golive.server import choose

IDLE_S, CONTROL_S, MARGIN_MS = 10.0, 3.0, 150
_SAFE = re.compile(r"\b(?:CONCURRENTLY|NOT\s+VALID)\b", re.IGNORECASE)
_KEYS = """
SELECT ARRAY(SELECT a.attname::text FROM pg_attribute AS a
             WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[]))
FROM pg_index AS i WHERE i.indrelid = to_regclass(%s) AND i.indisprimary
"""
_PLAIN = """
SELECT a.attname::text FROM pg_attribute AS a
WHERE a.attrelid = to_regclass(%s) AND a.attnum > 0 AND NOT a.attisdropped
  AND a.attgenerated = '' AND a.attidentity = ''
  AND NOT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = a.attrelid AND a.attnum = ANY (i.indkey::int2[]))
  AND NOT EXISTS (SELECT FROM pg_constraint AS k
                  WHERE k.conrelid = a.attrelid AND k.contype = 'f' AND a.attnum = ANY (k.conkey))
ORDER BY a.attnum
"""


@dataclass(frozen=True, slots=True)
class Request:
    """A row by its key, read and, where its triggers bear it, written as it was."""

    table: tuple[str, str]
    read: sql.Composed
    write: sql.Composed | None
    keys: tuple[tuple[Any, ...], ...]


@dataclass(slots=True)
class Row:
    step: str
    naive_ms: float = 0.0
    safe_ms: float = 0.0
    control_ms: float = 0.0
    lock_timeout_ms: int = 0
    errors: int = 0
    took_s: float = 0.0
    attempts: int = 0
    naive: str = ""  # what was taken away, or why there is none
    failed: str = ""


@dataclass(slots=True)
class Clients:
    dsn: Dsn
    requests: list[Request]
    count: int
    worst: list[float] = field(default_factory=list)
    done: list[int] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.worst, self.done = [0.0] * self.count, [0] * self.count

    @contextmanager
    def at_work(self) -> Iterator[None]:
        stop = threading.Event()
        threads = [threading.Thread(target=self._work, args=(n, stop), daemon=True) for n in range(self.count)]
        for one in threads:
            one.start()
        try:
            yield
        finally:
            stop.set()
            for one in threads:
                one.join(60)

    def begin(self) -> None:
        self.errors.clear()
        self.worst[:] = [0.0] * self.count

    def end(self) -> tuple[float, int]:
        """When every request that was under way has come back."""
        before = list(self.done)
        until = time.monotonic() + 60
        while any(now == then for now, then in zip(self.done, before, strict=True)) and time.monotonic() < until:
            time.sleep(0.01)
        return max(self.worst), len(self.errors)

    def _work(self, n: int, stop: threading.Event) -> None:
        chance = Random(n)  # the same rows each time
        with psycopg.connect(self.dsn.reveal(), autocommit=True, prepare_threshold=None) as session:
            while not stop.wait(0.02 + chance.random() * 0.06):
                request = chance.choice(self.requests)
                statement = request.write if request.write is not None and chance.random() < 0.5 else request.read
                key = chance.choice(request.keys)
                began = time.monotonic()
                try:
                    session.execute(statement, key)
                except psycopg.Error as error:
                    self.errors.append(f"{error.sqlstate} {request.table[1]}")
                self.worst[n] = max(self.worst[n], 1000 * (time.monotonic() - began))
                self.done[n] += 1


@contextmanager
def idle_reader(dsn: Dsn, known: list[tuple[str, str]]) -> Iterator[None]:
    """Somebody who has read everything, and thinks about it."""
    with psycopg.connect(dsn.reveal(), application_name="idle reader") as session:
        session.execute("SELECT 1")  # the transaction begins, and holds what follows
        for table in known:
            with suppress(psycopg.Error), session.transaction():
                session.execute(sql.SQL("SELECT FROM {} LIMIT 1").format(sql.Identifier(*table)))
        over = threading.Timer(IDLE_S, session.rollback)
        over.start()
        yield
        over.cancel()
        over.join()


def request_of(session: Any, later: Any, table: tuple[str, str]) -> Request | None:
    name = sql.Identifier(*table).as_string(session)
    key = session.execute(_KEYS, [name]).fetchone()
    plain = [row[0] for row in session.execute(_PLAIN, [name])]
    stays = {row[0] for row in later.execute(_PLAIN, [name])}
    columns = [one for one in plain if one in stays]
    if key is None or not key[0] or not columns:
        return None
    here = sql.Identifier(*table)
    where = sql.SQL(" AND ").join(sql.SQL("{} = %s").format(sql.Identifier(one)) for one in key[0])
    read = sql.SQL("SELECT {} FROM {} WHERE {}").format(sql.Identifier(columns[0]), here, where)
    write = sql.SQL("UPDATE {} SET {c} = {c} WHERE {}").format(here, where, c=sql.Identifier(columns[0]))
    listed = sql.SQL(", ").join(map(sql.Identifier, key[0]))
    keys = session.execute(sql.SQL("SELECT {} FROM {} ORDER BY random() LIMIT 500").format(listed, here)).fetchall()
    if not keys:
        return None
    try:
        with session.transaction(force_rollback=True):
            session.execute(write, keys[0])
    except psycopg.Error:
        return Request(table, read, None, tuple(keys))
    return Request(table, read, write, tuple(keys))


def naive_of(step: Step) -> tuple[str, str]:
    text = f"{step.migration.text if step.migration else ''};\n{step.deploy}"
    found = sorted({" ".join(word.upper().split()) for word in _SAFE.findall(re.sub(r"--.*", "", text))})
    if step.batch:
        found.append("batches")
    return _SAFE.sub("", text).lstrip(";\n "), ", ".join(found) or "only lock_timeout"


def run_naive(dsn: Dsn, step: Step, text: str) -> str:
    with psycopg.connect(dsn.reveal(), autocommit=True) as session:
        session.execute(
            "SELECT set_config('search_path', %s, false), set_config('statement_timeout', '120s', false)", [PATH]
        )
        session.execute("BEGIN")
        try:
            script = parted(text, str(step.file("deploy")))
            for one in script.before:
                session.execute(one.text.encode())
            if step.batch:
                key = session.execute(_KEYS, [sql.Identifier(*step.batch.table).as_string(session)]).fetchone()
                listed = sql.SQL(", ").join(map(sql.Identifier, step.batch.keys or (key or [[]])[0]))
                session.execute(
                    sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT {} FROM {}").format(
                        sql.Identifier(TABLE), listed, sql.Identifier(*step.batch.table)
                    )
                )
            for one in (*script.each, *script.after):
                session.execute(one.text.encode())
            return ""
        except psycopg.Error as error:
            return f"naive: {error.sqlstate} {error.diag.message_primary}"
        finally:
            session.execute("ROLLBACK")


@contextmanager
def migrated(platform: Platform) -> Iterator[Dsn]:
    """On another server: roles are of the cluster."""
    with choose("embedded").launch() as server:
        dsn = server.create_database(platform.name)
        _load(dsn, platform.baseline)
        with Runner(dsn, platform.name, platform.steps) as runner:
            for step in platform.steps:
                runner.deploy(step)
        yield dsn


def prepared(
    server: Any, platform: Platform, rows: int, leave: set[str], where: dict[str, str]
) -> tuple[Dsn, list[Request], list[str]]:
    """The baseline, grown; what is asked of it; and which tables stayed as they were."""
    large = server.create_database(platform.name)
    _load(large, platform.baseline)
    asked, left = [], []
    with (
        migrated(platform) as small,
        psycopg.connect(large.reveal(), autocommit=True) as session,
        psycopg.connect(small.reveal(), autocommit=True) as later,
    ):
        there = set(tables(later)) - {tool.place for tool in MIGRATION_TOOLS.values()}  # no team has so many migrations
        texts = [f"{one.deploy} {one.migration.text if one.migration else ''}" for one in platform.steps]
        for table in sorted(named(texts, [one for one in tables(session) if one in there])):
            told = ".".join(table)
            why = (
                "a step decides about each of its rows"
                if told in leave
                else grow(session, table, later, rows, where.get(told, "true"))
            )
            if why:
                left.append(f"{told}: {why}")
            if one := request_of(session, later, table):
                asked.append(one)
    return large, asked, left


def measured(clients: Clients, dsn: Dsn, platform: Platform, step: Step) -> Row:
    row = Row(step.name, lock_timeout_ms=step.lock_timeout_ms)
    with psycopg.connect(dsn.reveal(), autocommit=True) as session:
        known = tables(session)
    clients.begin()
    time.sleep(CONTROL_S)
    row.control_ms, row.errors = clients.end()
    text, row.naive = naive_of(step)
    if step.command:
        row.naive = "a command"
    else:
        clients.begin()
        with idle_reader(dsn, known):
            row.failed = run_naive(dsn, step, text)
        row.naive_ms, _ = clients.end()
    clients.begin()
    began = time.monotonic()
    try:
        with idle_reader(dsn, known), Runner(dsn, platform.name, platform.steps) as runner:
            try:
                result = runner.deploy(step)
            except StepUnsafe as error:  # it is run all the same, so that those that follow can be
                row.failed += f" refused at this size: {error.what}"
                result = runner.deploy(replace(step, allows=tuple(RULES)))
            row.attempts = result.attempts
    except Exception as error:
        row.failed = f"{type(error).__name__}: {error}"
        raise
    finally:
        row.took_s = time.monotonic() - began
        row.safe_ms, errors = clients.end()
        row.errors += errors
    return row


def written(files: list[Path]) -> str:
    """The table of several runs."""
    lines = [
        "# What clients wait at each step",
        "",
        "Worst request in milliseconds: 32 clients, tables of 200,000 rows, and a reader that idles for 10 s.",
        f"The bound is the control of the platform's run, and lock_timeout, and {MARGIN_MS} ms.",
        "",
        "| platform | step | naive | here | bound | attempts | errors | what the naive form is without |",
        "|---|---|---:|---:|---:|---:|---:|---|",
    ]
    left = []
    for path in files:
        told = json.loads(path.read_text("utf-8"))
        control = max(one["control_ms"] for one in told["rows"])
        for one in told["rows"]:
            bound = control + one["lock_timeout_ms"] + MARGIN_MS
            here = f"{one['safe_ms']:.0f}" if one["safe_ms"] <= bound else f"**{one['safe_ms']:.0f}**"
            naive = f"{one['naive_ms']:.0f}" if one["naive_ms"] else "none"
            why = one["naive"] + (f"; {one['failed'].strip().partition('; ')[0]}" if one["failed"] else "")
            cells = (told["platform"], one["step"], naive, here, f"{bound:.0f}", one["attempts"], one["errors"], why)
            lines.append("| " + " | ".join(str(cell).replace("|", "/") for cell in cells) + " |")
        left += [f"- {told['platform']}: {one}" for one in told["left"]]
    return "\n".join([*lines, "", "Not grown:", "", *left, ""])


def main() -> None:
    if sys.argv[1:2] == ["--table"]:
        Path(__file__).with_name("stalls.md").write_text(written([Path(one) for one in sys.argv[2:]]), "utf-8")
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("platform")
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--leave", action="append", default=[])
    parser.add_argument("--where", action="append", default=[], type=lambda text: text.split("=", 1))
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--grow-only", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    (platform,) = load_platforms([options.platform])
    rows: list[Row] = []
    with choose("embedded").launch() as server:
        began = time.monotonic()
        dsn, requests, left = prepared(server, platform, options.rows, set(options.leave), dict(options.where))
        print(f"{platform.name}: {len(requests)} tables asked, grown in {time.monotonic() - began:.0f} s", flush=True)
        for one in left:
            print(f"  not grown: {one}", flush=True)
        clients = Clients(dsn, requests, options.clients)
        if options.grow_only:
            with Runner(dsn, platform.name, platform.steps) as runner:
                for step in platform.steps:
                    result = runner.deploy(step)
                    print(f"{step.name:32} {result.duration_ms:8} ms {result.rows_touched:,} rows", flush=True)
            return
        with clients.at_work():
            for step in platform.steps:
                if options.only and step.name not in options.only:
                    with Runner(dsn, platform.name, platform.steps) as runner:
                        runner.deploy(step)
                    continue
                row = measured(clients, dsn, platform, step)
                rows.append(row)
                print(
                    f"{row.step:36} control {row.control_ms:6.0f} naive {row.naive_ms:7.0f} safe {row.safe_ms:6.0f} ms"
                    f"  {row.took_s:5.1f} s  {row.attempts:2} attempts  {row.errors} errors  {row.naive} {row.failed}",
                    flush=True,
                )
                if options.json:
                    told = {"platform": platform.name, "left": left, "rows": [asdict(one) for one in rows]}
                    options.json.write_text(json.dumps(told, indent=1), "utf-8")
    control = max(row.control_ms for row in rows)
    over = [row.step for row in rows if row.safe_ms > control + row.lock_timeout_ms + MARGIN_MS]
    told = f"over it by more than lock_timeout + {MARGIN_MS} ms: {over or 'none'}"
    print(f"{platform.name}: control {control:.0f} ms, {told}")


if __name__ == "__main__":
    main()
