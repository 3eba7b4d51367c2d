"""A step that walks a table there and back: once what stands before, the walk, and once the rest."""

from pathlib import Path

from golive.migrate.verify import claims
from golive.migrate.walk import Walk
from golive.migrate.work import Refused, Work
from golive.model.batch import Parted, parted
from golive.records import cursor
from golive.records.cursor import BACK, THERE, Cursor
from golive.records.ledger import State

ROUNDS = 3  # what was written behind the walk is found by the next
INTEGRITY = "23"  # the class of a key or a check that a row breaks


def deploy(work: Work, rest_s: float) -> None:
    """From wherever an earlier run was cut off; on the way back it goes to the end first, and begins again."""
    path, script = _script(work, "deploy")
    at = _recorded(work)
    if at is not None and at.way == BACK:
        revert(work, rest_s)
        work.notes.append("a revert that was cut off was finished first")
        at = None
    if at is None:
        with work.whole():
            work.expect()
            for statement in script.before:
                work.run_one(path, statement)
            work.settle()
            work.write(State.STARTED)
            _begin(work, Cursor(THERE, None))
    for turn in range(ROUNDS):
        _walk(work, script, THERE, rest_s)
        try:
            _close(work, path, script)
            return
        except Refused as refused:
            behind = refused.claims or (refused.sqlstate or "").startswith(INTEGRITY)
            if not behind or turn == ROUNDS - 1:
                raise
            work.notes.append("rows were written behind it: walked again")
            with work.whole():
                done = _recorded(work) or Cursor(THERE, None)
                _begin(work, Cursor(THERE, None, done.batches, done.walked, done.rows))
                work.must_be_alone()


def _close(work: Work, path: Path, script: Parted) -> None:
    """What stands behind the walk stays only where verify.sql holds; where nothing does, that reads before a write."""
    with work.whole():
        for statement in script.after:
            work.run_one(path, statement)
        work.settle()
        work.must_match()
        work.must_verify()
        if script.after:
            _end(work, State.DEPLOYED)
    if not script.after:
        with work.whole():
            _end(work, State.DEPLOYED)


def revert(work: Work, rest_s: float) -> None:
    """Also of a walk that was cut off: what it did not reach, there is nothing to take back of."""
    path, script = _script(work, "revert")
    at = _recorded(work)
    if at is None or at.way == THERE:
        with work.whole():
            for statement in script.before:
                work.run_one(path, statement)
            work.settle()
            work.write(State.STARTED)
            _begin(work, Cursor(BACK, None))
    if script.each:
        _walk(work, script, BACK, rest_s)
    with work.whole():
        gone = bool(claims(work.session, work.step))  # before what follows holds a lock
    with work.whole():
        for statement in script.after:
            work.run_one(path, statement)
        work.settle()
        if not gone and work.step.residue is None and not claims(work.session, work.step):
            raise Refused(str(path), "changed nothing that verify.sql can see")
        _end(work, State.REVERTED)


def _script(work: Work, part: str) -> tuple[Path, Parted]:
    path = work.step.file(part)
    return path, parted(work.step.deploy if part == "deploy" else work.step.revert, str(path))


def _walk(work: Work, script: Parted, way: str, rest_s: float) -> None:
    assert work.step.batch is not None
    path = work.step.file("deploy" if way == THERE else "revert")
    Walk(work, work.step.batch, way, path, script.each, rest_s).run()


def _recorded(work: Work) -> Cursor | None:
    return cursor.read(work.session, work.platform, work.step.name)


def _begin(work: Work, at: Cursor) -> None:
    cursor.begin(work.session, work.platform, work.step.name, at)


def _end(work: Work, state: State) -> None:
    cursor.erase(work.session, work.platform, work.step.name)
    work.write(state)
