"""A step walks its table: short transactions, each with its cursor, that rest while the server is strained.

A batch commits what it changed together with how far it came, so that whoever was killed is followed by one who goes on
from there; what was written behind the walk meanwhile is found by another round.
"""

import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from psycopg import sql

from golive.migrate.pace import Pace
from golive.migrate.session import budgets, pause
from golive.migrate.work import LOCK_CODES, Refused, Work
from golive.model.batch import TABLE, Batch
from golive.records import cursor
from golive.records.cursor import Cursor
from golive.sql import fill
from golive.sqltext.names import quoted
from golive.sqltext.statements import Statement

TOO_LONG = "57014"
LOOK_S = 1.0  # from one look at the server to the next
TELL_S = 5.0
LAG_S, SNAPSHOT_S, WAITING = 5, 60, 5

_log = logging.getLogger("golive.migrate")


@dataclass(slots=True)
class Walk:
    work: Work
    batch: Batch
    way: str
    path: Path
    statements: Sequence[Statement]
    rest_s: float  # how long it may rest for, and try one batch again
    rested_s: float = 0.0
    longest_ms: float = 0.0
    expected: int = 0
    known: bool = False  # to the planner: how large a batch is
    pace: Pace = field(init=False)
    columns: list[sql.Identifier] = field(init=False)
    types: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.pace = Pace(self.batch.time_ms)

    def run(self) -> None:
        """From the cursor that is recorded to the end of the table."""
        self._prepare()
        at = cursor.read(self.work.session, self.work.platform, self.work.step.name) or Cursor(self.way, None)
        began, first, told, looked = time.monotonic(), at.walked, time.monotonic(), 0.0
        while (reached := self._patiently(at)) is not None:
            at = reached
            now = time.monotonic()
            if now - told > TELL_S:
                told = now
                self._tell(at, (at.walked - first) / max(now - began - self.rested_s, 0.001))
            if now - looked > LOOK_S:
                looked = now
                self._rest()
        self.work.rows = at.rows
        note = f"{at.rows:,} rows in {at.batches:,} transactions, the longest {self.longest_ms:.0f} ms"
        self.work.notes.append(note + (f"; rested for {self.rested_s:.0f} s" if self.rested_s >= 1 else ""))

    def _prepare(self) -> None:
        """The keys of a batch stand in a table of this session, and no longer than its transaction."""
        name = quoted(*self.batch.table)
        session = self.work.session
        row = session.execute(fill("runner/keyset.sql", table=name, keys=list(self.batch.keys))).fetchone()
        if row is None:
            raise Refused(str(self.path), f"Batch walks {name}, which is not there")
        columns, types, unique, self.expected = row[0] or [], tuple(row[1]), row[2], row[3]
        if not unique or len(types) != len(columns):
            wrong = f"({', '.join(columns)}) is no key of it" if columns else "it has no primary key"
            raise Refused(str(self.path), f"Batch walks {name}, and {wrong}: name NOT NULL columns of a unique index")
        self.columns, self.types = [sql.Identifier(column) for column in columns], types
        session.execute(sql.SQL("DROP TABLE IF EXISTS pg_temp.{}").format(sql.Identifier(TABLE)))
        session.execute(
            sql.SQL("CREATE TEMPORARY TABLE {} ON COMMIT DELETE ROWS AS SELECT {} FROM {} WITH NO DATA").format(
                sql.Identifier(TABLE), _listed(self.columns), sql.Identifier(*self.batch.table)
            )
        )
        # How many keys stand on a page holds for every batch; which keys they are, for one.
        session.execute(
            sql.SQL("ALTER TABLE pg_temp.{} {}").format(
                sql.Identifier(TABLE),
                _listed(sql.SQL("ALTER COLUMN {} SET STATISTICS 0").format(column) for column in self.columns),
            )
        )
        session.execute(sql.SQL("GRANT SELECT ON pg_temp.{} TO PUBLIC").format(sql.Identifier(TABLE)))

    def _patiently(self, at: Cursor) -> Cursor | None:
        """One batch, tried again with fewer rows where somebody is in the way or it takes too long."""
        until, tried = time.monotonic() + self.rest_s, 0
        while True:
            began = time.monotonic()
            try:
                reached, taken = self._one(at)
            except Refused as refused:
                slow = refused.sqlstate == TOO_LONG and self.pace.limit_ms is not None
                if not (slow or refused.sqlstate in LOCK_CODES) or time.monotonic() > until:
                    raise
                self.pace.failed()
                tried += 1
                if not slow:
                    self.work.attempts += 1
                    time.sleep(pause(tried, 0.05, 1.0))
                continue
            spent = 1000 * (time.monotonic() - began)
            self.pace.took(taken, spent)
            self.longest_ms = max(self.longest_ms, spent)
            return reached

    def _one(self, at: Cursor) -> tuple[Cursor | None, int]:
        work, before, written = self.work, self.work.rows, self.work.written
        work.rows = 0
        try:
            with work.whole():
                limit = self.pace.limit_ms or work.step.statement_timeout_ms
                lock, began = work.step.lock_timeout_ms, time.monotonic()
                work.session.execute(fill("runner/batch_session.sql", lock=f"{lock}ms", statement=f"{limit}ms"))
                row = work.session.execute(self._next(at)).fetchone()
                if row is None:
                    return None, 0
                if not self.known:  # else the planner takes a batch for thousands of rows, and reads the whole table
                    work.session.execute(sql.SQL("ANALYZE {}").format(sql.Identifier("pg_temp", TABLE)))
                for statement in self.statements:
                    left = max(1, limit - int(1000 * (time.monotonic() - began)))  # all of them share one limit
                    work.session.execute(budgets(lock, left, local=True))
                    work.run_one(self.path, statement)
                work.settle()
                *key, taken = row
                reached = Cursor(at.way, tuple(key), at.batches + 1, at.walked + taken, at.rows + work.rows)
                cursor.write(work.session, work.platform, work.step.name, reached)
                work.must_be_alone()
            self.known = True
            return reached, taken
        except Refused:
            work.written = written
            raise
        finally:
            work.rows = before

    def _next(self, at: Cursor) -> sql.Composed:
        """Fills the batch; its last key, as text, and how many rows it has."""
        after: sql.Composable = sql.SQL("")
        if at.key is not None:
            values = [_cast(value, kind) for value, kind in zip(at.key, self.types, strict=True)]
            after = sql.SQL("WHERE ROW({}) > ROW({})").format(_listed(self.columns), _listed(values))
        return fill(
            "runner/next_batch.sql",
            keys=_listed(self.columns),
            texts=_listed(sql.SQL("{}::text").format(one) for one in self.columns),
            last=_listed(sql.SQL("taken.{} DESC").format(one) for one in self.columns),  # not the text beside it
            batch=sql.Identifier("pg_temp", TABLE),
            table=sql.Identifier(*self.batch.table),
            after=after,
            rows=self.pace.rows,
        )

    def _rest(self) -> None:
        """While a standby falls behind, an old snapshot keeps dead rows, or sessions queue for locks."""
        until = time.monotonic() + self.rest_s
        began = time.monotonic()
        while reasons := self._strain():
            if time.monotonic() > until:
                what = f"the server was strained for {self.rest_s:.0f} s: {'; '.join(reasons)}"
                raise Refused(
                    str(self.path), f"{what}; how far it came is recorded, and another run goes on from there"
                )
            time.sleep(0.5)
        spent = time.monotonic() - began
        self.rested_s += spent if spent >= 0.5 else 0.0

    def _strain(self) -> list[str]:
        query = fill("runner/strain.sql", lag_s=LAG_S, snapshot_s=SNAPSHOT_S, waiting=WAITING)
        return [str(row[0]) for row in self.work.session.execute(query).fetchall()]

    def _tell(self, at: Cursor, rate: float) -> None:
        left = f", about {max(self.expected - at.walked, 0) / rate:.0f} s left" if rate >= 1 else ""
        done = f"{at.walked:,} of about {self.expected:,} rows"
        _log.info("%s: %s, %.0f a second%s", self.work.step, done, rate, left)


def _listed(found: Iterable[sql.Composable]) -> sql.Composed:
    return sql.SQL(", ").join(found)


def _cast(value: str, kind: str) -> sql.Composed:
    """The text of a key as its type, which the catalog has named."""
    return sql.SQL("CAST({} AS {})").format(sql.Literal(value), sql.SQL(kind))
