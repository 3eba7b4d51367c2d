"""One session's work at one step: its statements one by one, and what they cost."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection, errors, sql
from psycopg.errors import Diagnostic
from psycopg.pq import TransactionStatus

from golive.migrate import repair
from golive.migrate.session import PATH, budgets
from golive.migrate.verify import claims
from golive.migrate.watch import Watch
from golive.model.step import Migration, Step
from golive.records import history, ledger
from golive.records.folders import Expected
from golive.records.history import Tool
from golive.sql import fill
from golive.sqltext.statements import Statement, split

# Refused while waiting for a lock, or rolled back for the sake of somebody else: worth another try.
LOCK_CODES = ("55P03", "40P01", "40001")
_WRITING = ("INSERT", "UPDATE", "DELETE", "MERGE", "COPY")


class Refused(Exception):
    """A statement or a claim stopped this try."""

    def __init__(self, place: str, what: str, sqlstate: str | None = None, claims: tuple[str, ...] = ()) -> None:
        self.place, self.what, self.sqlstate, self.claims = place, what, sqlstate, claims
        super().__init__(f"{place}: {what}")


@dataclass
class Work:
    session: Connection[tuple[Any, ...]]
    platform: str
    step: Step
    watch: Watch
    alone: Callable[[], bool]  # whether this run still holds its lock
    started: float
    repairing: bool = False  # somebody may have done some statements of a step without transaction
    history: str | None = None  # what was added to the tool's history
    attempts: int = 0
    rows: int = 0
    written: int = 0  # of them, those that INSERT, UPDATE, DELETE and MERGE touched
    expected: int | None = None  # what Rows of the header says of them
    locks: ledger.Locks = ()
    notes: list[str] = field(default_factory=list)
    done: set[tuple[Path, int]] = field(default_factory=set)
    place: str = ""  # of the step's own statement, while it runs
    heard: Counter[str] = field(default_factory=Counter)  # NOTICE and WARNING, without their text: it may hold values

    def __post_init__(self) -> None:
        self.session.add_notice_handler(self._hear)

    def _hear(self, said: Diagnostic) -> None:
        if self.place and said.severity_nonlocalized in ("NOTICE", "WARNING"):
            self.heard[f"{said.severity_nonlocalized} {said.sqlstate} at {self.place}"] += 1

    def begin_attempt(self) -> None:
        """Of a transaction that was rolled back nothing counts."""
        self.attempts += 1
        if self.step.transactional:
            self.rows, self.written, self.history, self.locks = 0, 0, None, ()
            self.heard.clear()
            self.notes.clear()
            self.done.clear()

    def spent_ms(self) -> int:
        return int(1000 * (time.monotonic() - self.started))

    @contextmanager
    def whole(self) -> Iterator[None]:
        """One transaction: all of it or nothing."""
        try:
            self.session.execute("BEGIN")
            self.session.execute(self._budgets(local=True))
            yield
            self.session.execute("COMMIT")
        except psycopg.Error as error:
            if self.session.closed:
                raise
            raise Refused(str(self.step.folder), said(error), error.sqlstate) from None
        finally:
            if self._in_transaction:
                self.session.execute("ROLLBACK")

    def piecewise(self) -> None:
        """From here on each statement stands alone."""
        self.session.execute(self._budgets(local=False))

    def run(self, path: Path, text: str) -> None:
        """The statements of a file, each once."""
        for index, statement in enumerate(split(text)):
            if (path, index) not in self.done:
                self.run_one(path, statement)
                self.done.add((path, index))

    def run_one(self, path: Path, statement: Statement) -> None:
        place, alone = f"{path}:{statement.line}", not self._in_transaction
        try:
            if alone and self.repairing and (there := repair.done_already(self.session, statement)):
                self.notes.append(there)
                return
            if alone and (repaired := repair.clear_invalid(self.session, statement)):
                self.notes.append(repaired)
            with self._patient(alone and "CONCURRENTLY" in statement.words):
                self.place = place
                cursor = self.session.execute(statement.text.encode())
        except repair.Unrepairable as error:
            raise Refused(place, str(error)) from None
        except psycopg.Error as error:
            if self.session.closed:
                raise
            if alone:
                repair.clear_invalid(self.session, statement)
            if position := error.diag.statement_position:
                place = f"{path}:{statement.line + statement.text.count(chr(10), 0, int(position) - 1)}"
            raise Refused(place, said(error), error.sqlstate) from None
        finally:
            self.place = ""
        tag = (cursor.statusmessage or "").partition(" ")[0]
        if tag in _WRITING or (tag == "SELECT" and statement.words[:1] == ("CREATE",)):
            self.rows += max(cursor.rowcount, 0)
            self.written += max(cursor.rowcount, 0) if tag in _WRITING else 0

    @contextmanager
    def _patient(self, concurrently: bool) -> Iterator[None]:
        """CONCURRENTLY waits for old transactions, and nobody waits behind it: no lock timeout."""
        if concurrently:
            self.session.execute(budgets(0, self.step.statement_timeout_ms, local=False))
        yield
        if concurrently:
            self.piecewise()

    def settle(self) -> None:
        """Deferred constraints speak now; a role or path the step took on is laid down."""
        self.session.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self.session.execute(fill("runner/enter.sql"))

    def expect(self) -> None:
        """How many rows Rows says that deploy will touch, counted just before it; row security hides none of them."""
        if self.step.rows is None:
            return
        place = str(self.step.file("deploy"))
        try:
            with self.session.transaction(force_rollback=True):
                self.session.execute(fill("runner/count_session.sql"))
                row = self.session.execute(self.step.rows.encode()).fetchone()
        except psycopg.Error as error:
            if self.session.closed or error.sqlstate in LOCK_CODES:
                raise
            raise Refused(place, f"Rows cannot count: {said(error)}") from None
        self.expected = int(row[0]) if row else 0

    def must_match(self) -> None:
        """All of them were touched, and no other; of a walk, beside which others write, at least some."""
        if self.expected is None or self.written == self.expected:
            return
        what = f"Rows says {self.expected:,}, and it touched {self.written:,}"
        if self.step.batch is None or not self.written:
            raise Refused(str(self.step.file("deploy")), what)
        self.notes.append(what)

    def must_verify(self) -> None:
        if red := claims(self.session, self.step):
            raise Refused(str(self.step.file("verify")), "does not hold after deploy", None, red)

    def migrate(self) -> None:
        """Applies the step's migration and records it as its tool would, unless the tool already has."""
        if (migration := self.step.migration) is None:
            return
        tool, one = history.find(migration)
        standing = history.standing(self.session, tool, one)
        if standing == "applied":
            self.notes.append(f"{tool.name} has already recorded {migration.name}")
            return
        if standing is not None:
            raise Refused(str(migration.path), f"{tool.name} has recorded it as {standing}: resolve that with the tool")
        local = self._in_transaction
        self.session.execute(history.search_path(tool, local=local))
        self.run(migration.path, migration.text)
        self.session.execute(fill("runner/search_path.sql", path=PATH, local=local))
        if local:
            self._add_to_history(tool, one, migration)  # nobody else has: it was read above
            return
        with self.whole():
            self.record_migration()
            self.write(ledger.State.STARTED)

    def record_migration(self) -> None:
        if (migration := self.step.migration) is None:
            return
        tool, one = history.find(migration)
        if history.standing(self.session, tool, one) is None:
            self._add_to_history(tool, one, migration)

    def _add_to_history(self, tool: Tool, one: Expected, migration: Migration) -> None:
        schema, table = history.table_exists(self.session, tool)
        if not table:
            for statement in history.creation(tool, schema=not schema):
                self.session.execute(statement)
        self.session.execute(history.record(tool, one, migration))
        self.history = "row" if table else "table" if schema else "schema"
        self.notes.append(f"recorded {migration.name} in the history of {tool.name}")

    @property
    def history_made(self) -> tuple[str, ...]:
        """The tool's table, where recording the migration made it."""
        if self.step.migration is None or self.history in (None, "row"):
            return ()
        tool, _ = history.find(self.step.migration)
        return (tool.schema, tool.table)

    def erase_migration(self, added: str | None) -> None:
        """Takes out of the tool's history what this step had put there."""
        if (migration := self.step.migration) is None or added is None:
            return
        tool, one = history.find(migration)
        self.session.execute(history.erase(tool, one, migration, first=added != "row"))
        if added == "row" or history.read_history(self.session, tool):
            return
        self.session.execute(fill("history/drop_table.sql", table=tool.relation))
        if added == "schema":
            try:
                with self.session.transaction():
                    self.session.execute(fill("history/drop_schema.sql", schema=sql.Identifier(tool.schema)))
            except errors.DependentObjectsStillExist:
                self.notes.append(f"schema {tool.schema} stays: others use it")

    def must_be_alone(self) -> None:
        if not self.alone():
            raise Refused(str(self.step.folder), "the lock of this run was lost: another run may have begun")

    def write(self, state: ledger.State, *, found: bool = False) -> None:
        """The ledger row, in the transaction of what it speaks of."""
        self.must_be_alone()
        self.locks = tuple(self.session.execute(fill("runner/locks.sql")).fetchall())
        if not ledger.exists(self.session):
            self.session.execute(ledger.create())
        self.session.execute(
            ledger.write(
                self.platform,
                self.step,
                state,
                found=found,
                history=self.history,
                rows_touched=self.rows,
                duration_ms=self.spent_ms(),
                longest_wait_ms=self.watch.longest_ms,
                locks=self.locks,
            )
        )

    def _budgets(self, *, local: bool) -> sql.Composed:
        return budgets(self.step.lock_timeout_ms, self.step.statement_timeout_ms, local=local)

    @property
    def _in_transaction(self) -> bool:
        return self.session.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR)


def said(error: psycopg.Error) -> str:
    """The server's own words without DETAIL, which may hold values of rows."""
    constraint = f" (constraint {error.diag.constraint_name})" if error.diag.constraint_name else ""
    return f"{error.sqlstate or type(error).__name__} {error.diag.message_primary or 'no answer'}{constraint}"
