"""Steps run once, in order, alone, and only what verifies stays."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Any, Self

import psycopg
from psycopg import Connection

from golive.migrate import batches, losses
from golive.migrate.ahead.judge import parts, recent, refuse_unsafe
from golive.migrate.command import run_command
from golive.migrate.declared_locks import untrue
from golive.migrate.lease import Lease, Patience
from golive.migrate.session import RUN_KEY, STEP_KEY, budgets, held, pause, writer
from golive.migrate.takeover import COMMAND
from golive.migrate.verify import claims
from golive.migrate.watch import Watch
from golive.migrate.work import LOCK_CODES, Refused, Work
from golive.model.errors import WrongUse
from golive.model.failures import StepFailed
from golive.model.step import Step
from golive.model.target import Dsn
from golive.records import ledger
from golive.records.ledger import LedgerRow, State
from golive.sqltext.cursor import Name
from golive.sqltext.names import quoted, whole

Session = Connection[tuple[Any, ...]]


class Outcome(StrEnum):
    DEPLOYED = "deployed"
    FOUND = "found in place"  # verified before anything ran: recorded, not run
    ALREADY = "already deployed"  # verified again
    REVERTED = "reverted"


@dataclass(frozen=True, slots=True)
class StepResult:
    step: str
    phase: str
    outcome: Outcome
    rows_touched: int
    duration_ms: int
    longest_wait_ms: int  # for a lock: the step's own wait, or somebody's behind it
    attempts: int
    locks: ledger.Locks  # (relation, strongest lock mode); of a step without transaction: none can be told
    notes: tuple[str, ...]  # repaired indexes, a recorded migration, a command's output


class Runner:
    """`with Runner(dsn, platform, steps) as runner:` holds the one migration lock of the database.

    At most three sessions: one holds the lock and watches, one says that the run lives, the third is the step's own and
    new for each step, so that no setting of one step reaches the next.
    """

    def __init__(
        self, dsn: Dsn, platform: str, steps: Iterable[Step], patience: Patience | None = None, *, exact: bool = False
    ) -> None:
        """`exact` where nothing is at stake: there a header that is untrue of its locks fails the step."""
        self.dsn, self.platform, self.steps, self.exact = dsn, platform, tuple(steps), exact
        self.patience = patience or Patience()

    def __enter__(self) -> Self:
        self._lease = Lease(self.dsn, self.patience).__enter__()
        self._lock, self._notes = self._lease.session, self._lease.notes
        try:
            self._refuse_strangers()
        except BaseException:
            self._lease.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lease.__exit__(kind, error, trace)

    def rows(self) -> dict[str, LedgerRow]:
        """The platform's ledger by step."""
        try:
            return {row.step: row for row in ledger.read(self._lock, self.platform)}
        except psycopg.OperationalError:
            what = "the lock of this run was lost: another run may have begun"
            raise StepFailed(self.platform, self.dsn.name, what, "see what that run did, then run again") from None

    def pending(self) -> tuple[Step, ...]:
        """The steps that the ledger does not call deployed."""
        rows = self.rows()
        return tuple(step for step in self.steps if not _deployed(rows.get(step.name)))

    def standing(self) -> tuple[Step, ...]:
        """What can be taken back, the last first: also a walk that was cut off."""
        rows = self.rows()
        return tuple(step for step in reversed(self.steps) if _standing(step, rows.get(step.name)))

    def verify(self, step: Step) -> tuple[str, ...]:
        """The claims of the step that do not hold now."""
        self._lock.execute(budgets(0, step.statement_timeout_ms, local=False))
        return claims(self._lock, step)

    def deploy(self, step: Step) -> StepResult:
        """Makes the step's claims hold, or leaves nothing of it and says why."""
        rows = self.rows()
        row = rows.get(step.name)
        if row is not None and row.state is State.DEPLOYED:
            return self._again(step, row)
        for name in step.requires:
            if not _deployed(rows.get(name)):
                raise StepFailed(step.name, str(step.folder), f"requires {name}, which is not deployed", "deploy it")
        if (row is None or row.state is State.REVERTED) and not self.verify(step):
            return self._attempt(step, self._record_found, Outcome.FOUND, row)
        if step.batch and row is not None and row.state is State.STARTED:
            ledger.refuse_edited(step, row)  # its cursor speaks of the files that were begun
        new = recent(self._lock, self.steps, rows)
        refuse_unsafe(self._lock, [step], new, ahead=False)
        if step.batch:
            return self._attempt(step, lambda work: batches.deploy(work, self.patience.budget_s), Outcome.DEPLOYED, row)
        if step.transactional:
            made = new.union(*(part.made for part in parts(step)))
            return self._attempt(step, lambda work: self._deploy_whole(work, made), Outcome.DEPLOYED, row)
        cut_off = row is not None and row.state is State.STARTED
        return self._attempt(step, self._deploy_piecewise, Outcome.DEPLOYED, row, repairing=cut_off)

    def revert(self, step: Step, *, consent: bool = False) -> StepResult:
        """Puts back what deploy found; rows that this loses need consent."""
        rows = self.rows()
        row = rows.get(step.name)
        if row is None or not _standing(step, row):
            raise WrongUse(step.name, "is not deployed", "only a deployed step can be reverted")
        ledger.refuse_edited(step, row)
        later = [each.name for each in self.steps if each.name > step.name and _deployed(rows.get(each.name))]
        if later:
            raise WrongUse(step.name, f"{later[-1]} was deployed after it", "revert from the last step backwards")
        if not consent and not row.found:
            losses.refuse(self._lock, step.name, (step,))
        if step.command and not step.revert and not row.found:
            raise WrongUse(step.name, "has no revert.sql", "the tool that changed the database must take it back")
        if step.batch and not row.found:
            return self._attempt(step, lambda work: batches.revert(work, self.patience.budget_s), Outcome.REVERTED, row)
        return self._attempt(
            step,
            lambda work: self._revert(work, row),
            Outcome.REVERTED,
            row,
            repairing=not step.transactional,
        )

    def revert_all(self, *, consent: bool = False) -> tuple[StepResult, ...]:
        """Reverts from the last step to the first; then the ledger goes too, if no platform needs it."""
        deployed = self.standing()
        if not consent:
            rows = self.rows()
            losses.refuse(self._lock, self.platform, (step for step in deployed if not rows[step.name].found))
        results = tuple(self.revert(step, consent=consent) for step in deployed)
        with self._lock.transaction():
            left = ledger.read(self._lock)
            if left and all(row.state is State.REVERTED for row in left):
                self._lock.execute(ledger.drop())
        return results

    def losses(self, step: Step) -> int:
        """How many rows reverting the step would lose."""
        return 0 if self.rows()[step.name].found else losses.counted(self._lock, step)

    # How a step becomes a result

    def _attempt(
        self,
        step: Step,
        body: Callable[[Work], None],
        outcome: Outcome,
        row: LedgerRow | None,
        *,
        repairing: bool = False,
    ) -> StepResult:
        """Runs the body in a session of its own; a lock it did not get is asked for again."""
        started = time.monotonic()
        try:
            with (
                writer(self.dsn, STEP_KEY, self.patience.busy_s, self._lease.named("step")) as session,
                Watch(self._lock, session.info.backend_pid) as watch,
            ):
                work = Work(
                    session,
                    self.platform,
                    step,
                    watch,
                    lambda: held(self._lock, RUN_KEY),
                    started,
                    repairing=repairing,
                    history=row.history if row is not None and repairing else None,
                )
                while not self._tried(work, body):
                    pass
                taken_over = tuple(self._notes)
                self._notes.clear()
                return StepResult(
                    step.name,
                    step.phase,
                    outcome,
                    work.rows,
                    work.spent_ms(),
                    watch.longest_ms,
                    work.attempts,
                    work.locks,
                    (*taken_over, *work.notes, *(f"{said}, {count} times" for said, count in work.heard.items())),
                )
        except psycopg.OperationalError as error:
            raise StepFailed(
                step.name,
                str(step.folder),
                f"the connection was lost ({error.sqlstate or 'no answer'})",
                "run again: the ledger and verify.sql tell whether its COMMIT arrived",
            ) from None

    def _tried(self, work: Work, body: Callable[[Work], None]) -> bool:
        work.begin_attempt()
        try:
            body(work)
        except Refused as refused:
            wait = pause(work.attempts, self.patience.first_pause_s, self.patience.longest_pause_s)
            late = time.monotonic() + wait >= work.started + self.patience.budget_s
            if refused.sqlstate not in LOCK_CODES or late:
                raise _explained(work, refused) from None
            time.sleep(wait)
            return False
        return True

    def _deploy_whole(self, work: Work, made: Iterable[Name]) -> None:
        with work.whole():
            work.expect()
            work.migrate()
            work.run(work.step.file("deploy"), work.step.deploy)
            work.settle()
            work.must_match()
            work.must_verify()
            work.write(State.DEPLOYED)
            ours = (quoted(*whole(name)) for name in (*made, work.history_made) if name)
            if what := untrue(work.step, work.locks, ours):
                if self.exact:
                    raise Refused(str(work.step.file("deploy")), what)
                work.notes.append(what)

    def _record_found(self, work: Work) -> None:
        with work.whole():
            work.record_migration()
            work.write(State.DEPLOYED, found=True)

    def _deploy_piecewise(self, work: Work) -> None:
        step = work.step
        with work.whole():
            work.expect()
            work.write(State.STARTED)
        work.piecewise()
        if step.command and not work.notes:
            with self._lease.outside(work.session):
                work.notes.extend(run_command(step, step.command, self.dsn, self._lease.named(COMMAND)))
        work.migrate()
        work.run(step.file("deploy"), step.deploy)
        with work.whole():
            work.settle()
            work.must_match()
            work.must_verify()
            work.write(State.DEPLOYED)

    def _revert(self, work: Work, row: LedgerRow) -> None:
        step = work.step
        if not row.found and not step.transactional:
            work.must_be_alone()
            work.piecewise()
            work.run(step.file("revert"), step.revert)
        with work.whole():
            if not row.found and step.transactional:
                work.run(step.file("revert"), step.revert)
            work.settle()
            work.erase_migration(row.history)
            if not row.found and step.residue is None and not claims(work.session, step):
                raise Refused(str(step.file("revert")), "changed nothing that verify.sql can see")
            work.history = None
            work.write(State.REVERTED)

    def _again(self, step: Step, row: LedgerRow) -> StepResult:
        ledger.refuse_edited(step, row)
        started = time.monotonic()
        if red := self.verify(step):
            raise StepFailed(
                step.name,
                str(step.file("verify")),
                "was deployed, and does not hold any more",
                "find out who changed it; reverting and deploying again is one way",
                red,
            )
        spent = int(1000 * (time.monotonic() - started))
        return StepResult(step.name, step.phase, Outcome.ALREADY, 0, spent, 0, 0, (), ())

    def _refuse_strangers(self) -> None:
        known = {step.name for step in self.steps}
        for name, row in self.rows().items():
            if name not in known and row.state is not State.REVERTED:
                raise WrongUse(
                    f"golive.ledger of {self.dsn.name}",
                    f"step {name!r} of {self.platform} is {row.state} here, and the folder has no such step",
                    "put the folder back, or revert the step with the release that deployed it",
                )


def _deployed(row: LedgerRow | None) -> bool:
    return row is not None and row.state is State.DEPLOYED


def _standing(step: Step, row: LedgerRow | None) -> bool:
    return _deployed(row) or (step.batch is not None and row is not None and row.state is State.STARTED)


def _explained(work: Work, refused: Refused) -> StepFailed:
    step, what, mend = work.step, refused.what, "mend the file; nothing of this step stayed"
    if refused.sqlstate in LOCK_CODES:
        in_the_way = f"; in the way: {work.watch.blockers}" if work.watch.blockers else ""
        what += f", in {work.attempts} attempts within the budget{in_the_way}"
        mend = "end the session in the way, or come back when it is gone"
    elif step.batch:
        mend = "mend the file or the data and run again: it goes on where it came to; or take it back"
    elif not step.transactional:
        mend = "mend the file or the data and run again: what is done is recognised, an INVALID index rebuilt"
    return StepFailed(step.name, refused.place, what, mend, refused.claims)
