"""Whether each step's claims hold, and what the ledger says of it, asked of a database that is only read."""

from dataclasses import replace
from typing import Any

from psycopg import Connection

from golive.model import questions as q
from golive.model.asking import text
from golive.model.evidence import Evidence, Named
from golive.model.failures import LedgerHidden
from golive.model.platform import Platform
from golive.model.step import Step
from golive.observe.ask import KEYS, Rows, ask
from golive.records import ledger


def observe_steps(connection: Connection[tuple[Any, ...]], platform: Platform) -> dict[str, Evidence]:
    """By step: the claims of its verify.sql that do not hold; and what the ledger says."""
    if not platform.steps:
        return {}
    try:
        rows = {row.step: row for row in ledger.read(connection, platform.name)}
    except LedgerHidden as error:
        return {q.STEP.of(step.name): Evidence.unknown(str(error).splitlines()[-1]) for step in platform.steps}
    found = {}
    for step in platform.steps:
        evidence = ask(connection, text(step.verify), _claims)
        found[q.STEP.of(step.name)] = replace(evidence, told=Named(_recorded(rows.get(step.name), step)))
    return found


def _recorded(row: ledger.LedgerRow | None, step: Step) -> str:
    if row is None:
        return q.NOT_RECORDED
    return q.EDITED if row.checksum != step.checksum else row.state.value


def _claims(answer: Rows) -> Evidence:
    return Evidence.seen(looked_at=1, count=len(answer), keys=tuple(str(row[0]) for row in answer[:KEYS]))
