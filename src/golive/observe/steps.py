"""Whether each step's claims hold, and what the ledger says of it, asked of a database that is only read."""

from dataclasses import replace
from typing import Any

from psycopg import Connection

from golive.migrate import ledger
from golive.migrate.failures import LedgerHidden
from golive.model.platform import Platform
from golive.model.snapshot import Evidence
from golive.model.step import Step
from golive.observe.ask import KEYS, Rows, ask
from golive.observe.claims import text

NOT_RECORDED = "not recorded"
EDITED = "edited"


def observe_steps(connection: Connection[tuple[Any, ...]], platform: Platform) -> dict[str, Evidence]:
    """By step: the claims of its verify.sql that do not hold; the note is what the ledger says."""
    if not platform.steps:
        return {}
    try:
        rows = {row.step: row for row in ledger.read(connection, platform.name)}
    except LedgerHidden as error:
        return {f"step:{step.name}": Evidence.unknown(str(error).splitlines()[-1]) for step in platform.steps}
    found = {}
    for step in platform.steps:
        evidence = ask(connection, text(step.verify), _claims)
        told = evidence.note if evidence.state != "seen" else _note(rows.get(step.name), step)
        found[f"step:{step.name}"] = replace(evidence, note=told)
    return found


def _note(row: ledger.LedgerRow | None, step: Step) -> str:
    if row is None:
        return NOT_RECORDED
    return EDITED if row.checksum != step.checksum else row.state.value


def _claims(answer: Rows) -> Evidence:
    return Evidence.seen(looked_at=1, count=len(answer), keys=tuple(str(row[0]) for row in answer[:KEYS]))
