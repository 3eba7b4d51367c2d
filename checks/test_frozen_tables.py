"""Rows that were part of the test go live as they were tested."""

from golive.judge.answers import answer
from golive.judge.audit import Findings, audit
from golive.judge.row_answers import rows
from golive.model.claims.frozen import FROZEN, Frozen
from golive.model.finding import Severity, decision
from golive.model.lock import Lock
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth


@audit("FRZ001", Severity.HIGH, Truth.LOCKED)
def test_frozen_table_is_as_locked(frozen: Frozen, live: Snapshot, lock: Lock, findings: Findings) -> None:
    """Every table declared frozen holds exactly the rows that were tested.

    Two columns swapped, a text cut short, a row lost and another gained: names and counts stay the same.
    """
    evidence = answer(findings, live, FROZEN.of(frozen.table), frozen.table)
    if evidence is None:
        return
    locked = lock.frozen.get(frozen.table)
    if locked == FROZEN.word(evidence):
        return
    before = "nothing is locked of it"
    if locked is not None:
        before = f"{rows(int(str(locked).partition(':')[0]), verb='is')} locked"
    same = locked is not None and str(locked).partition(":")[0] == str(evidence.count)
    findings.add(
        where=frozen.table,
        what=f"{before}, it holds {evidence.count}" + (" with other contents" if same else ""),
        why=frozen.why,
        mend=decision("compare it with the reference; if the change is meant, learn the lock again and review it"),
    )
