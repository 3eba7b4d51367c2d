"""Rows that a step's way back loses: counted by its header, or found to be there, and gone with consent alone."""

from collections.abc import Iterable

import psycopg

from golive.migrate.ahead.acts import acts
from golive.migrate.ahead.facts import facts
from golive.migrate.session import Session
from golive.migrate.work import said
from golive.model.failures import ConsentNeeded, StepFailed
from golive.model.step import UNDO, Step
from golive.sql import fill
from golive.sqltext.names import quoted

_LOSE = ("drop-table", "drop-column", "truncate")


def counted(session: Session, step: Step) -> int:
    """What Loses says."""
    if step.loses is None:
        return 0
    try:
        with session.transaction(force_rollback=True):
            session.execute(fill("runner/verify_session.sql"))
            row = session.execute(step.loses.encode()).fetchone()
    except psycopg.Error as error:
        where = str(step.file("deploy"))
        raise StepFailed(step.name, where, f"Loses cannot count: {said(error)}", "mend the header") from None
    return int(row[0]) if row else 0


def refuse(session: Session, place: str, steps: Iterable[Step]) -> None:
    """Before the first of them is taken back."""
    lost: dict[str, int] = {}
    for step in steps:
        if count := counted(session, step):
            lost[step.name] = count
        if step.loses is None and (taken := _taken(session, step)):
            what = f"reverting it takes {', '.join(taken)} away with rows, and nothing says which of them are lost"
            raise ConsentNeeded(
                step.name, what, "'-- Loses: SELECT count(*) …' in its header counts them; or: --consent"
            )
    if lost:
        listed = ", ".join(f"{name} {count}" for name, count in lost.items())
        what = f"reverting it loses {sum(lost.values())} rows ({listed})"
        raise ConsentNeeded(place, what, "say that they may go: --consent")


def _taken(session: Session, step: Step) -> tuple[str, ...]:
    """What has rows and is dropped, emptied or robbed of a column; but not what deploy has kept for revert."""
    found = [act for act in acts(step.revert) if act.rule in _LOSE and act.relation[0] != UNDO]
    seen = facts(session, found, ahead=True)
    names = dict.fromkeys(act.relation for act in found)
    return tuple(quoted(*name) for name in names if (there := seen.of(name)) is not None and there.filled)
