"""A step holds when its verify.sql returns no row: asked read-only, so that asking changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import Connection

from golive.model import questions as q
from golive.model.evidence import State
from golive.model.snapshot import Snapshot
from golive.model.step import Step
from golive.records import ledger
from golive.sql import fill
from golive.sqltext.statements import split


def claims(connection: Connection[tuple[Any, ...]], step: Step) -> tuple[str, ...]:
    """The claims of the step that do not hold. A query that fails is a claim that does not hold."""
    with connection.transaction(force_rollback=True):
        # Inside a transaction that writes, this holds for the savepoint only.
        connection.execute(fill("runner/verify_session.sql"))
        try:
            rows = connection.execute(split(step.verify)[0].text.encode()).fetchall()
        except psycopg.Error as error:
            if connection.closed or error.sqlstate in ("55P03", "40P01", "40001"):
                raise  # no answer about the claim: the caller may ask again
            return (f"verify.sql cannot look: {error.sqlstate} {error.diag.message_primary or error}",)
    return tuple(str(row[0]) if row[0] is not None else "a claim without words" for row in rows)


@dataclass(frozen=True, slots=True)
class Pending:
    step: Step
    in_place: bool  # it verifies already: only the record of it is missing


def pending(connection: Connection[tuple[Any, ...]], platform: str, steps: Iterable[Step]) -> tuple[Pending, ...]:
    """The steps that the ledger does not call deployed, in order; refuses an edited one. Reads only."""
    done = {row.step: row for row in ledger.read(connection, platform) if row.state is ledger.State.DEPLOYED}
    steps = tuple(steps)
    for step in steps:
        if step.name in done:
            ledger.refuse_edited(step, done[step.name])
    return tuple(Pending(step, _holds(connection, step)) for step in steps if step.name not in done)


def pending_of(steps: Iterable[Step], live: Snapshot) -> tuple[Pending, ...]:
    """The same from what was seen: of steps that nobody looked at, none."""
    seen = ((step, live.evidence.get(q.STEP.of(step.name))) for step in steps)
    return tuple(
        Pending(step, in_place=one.state is State.SEEN and not one.count)
        for step, one in seen
        if one is not None and q.STEP.word(one) != q.DEPLOYED
    )


def _holds(connection: Connection[tuple[Any, ...]], step: Step) -> bool:
    try:
        return not claims(connection, step)
    except psycopg.errors.LockNotAvailable:
        return False
