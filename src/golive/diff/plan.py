"""One plan of all mends: each object once, each mend for the state that those before it leave."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from golive.diff.difference import Change, Difference
from golive.diff.mended import mended
from golive.diff.takes import contradicts, locks_out, loses
from golive.model import questions as q
from golive.model.catalog import Relation
from golive.model.finding import Finding, Mend, MendKind
from golive.model.lock import Lock
from golive.model.snapshot import Snapshot
from golive.sqltext.statements import Unsplittable, split
from golive.sqltext.visible import visible_sql

Key = tuple[str, str]
Judge = Callable[[Snapshot], Iterable[Finding]]
_TAKES = "It takes something away that a mend cannot bring back: is it meant to go?"


@dataclass(frozen=True, slots=True)
class Planned:
    """A mend, the findings that it answers, and why it does not run by itself."""

    mend: Mend
    findings: tuple[Finding, ...]
    question: str = ""


@dataclass(slots=True)
class Plan:
    runs: list[Planned] = field(default_factory=list)
    decisions: list[Planned] = field(default_factory=list)
    settled: list[Finding] = field(default_factory=list)  # by what runs
    waiting: list[Finding] = field(default_factory=list)  # for a decision, and gone with it

    def add(self, finding: Finding, mend: Mend, question: str) -> None:
        """One more mend; findings with the same one share it, or one that makes theirs anew with what it stands on."""
        into = self.decisions if question else self.runs
        for at, one in enumerate(into):
            if one.mend.text == mend.text or (not question and _holds(one.mend, mend)):
                into[at] = replace(one, findings=(*one.findings, finding))
                return
        into.append(Planned(mend, (finding,), question))


def _holds(whole: Mend, part: Mend) -> bool:
    """Whether every statement of the one, but what it drops first, runs in the other."""
    if whole.unless or whole.kind is not MendKind.SQL or part.kind is not MendKind.SQL:
        return False
    there = {one.text for one in split(whole.text)}
    made = [one.text for one in split(part.text) if one.words[:1] not in (("DROP",), ("BEGIN",), ("COMMIT",))]
    return bool(made) and there.issuperset(made)


def key(finding: Finding | Difference) -> Key:
    return finding.code, finding.where


def planned(
    findings: Sequence[Finding], told: Sequence[Difference], lock: Lock | None, live: Snapshot | None, judge: Judge
) -> Plan:
    """The findings of one database; told: how it differs from the lock; judge: what the laws find in a snapshot."""
    plan = Plan()
    asked = {key(one) for one in findings}
    differences = {key(one): one for one in told if key(one) in asked}
    order = list(differences)
    awaited = [one.where for one in differences.values() if _is_missing(one) and why_not(one.mend)]
    of_lock = sorted((one for one in findings if key(one) in differences), key=lambda one: order.index(key(one)))
    of_laws = [one for one in findings if key(one) not in differences]
    for one in of_lock:
        mend = differences[key(one)].mend
        plan.add(one, mend, why_not(mend) or _needs(mend, awaited) or _went_wrong(mend, live))
    running = {key(one) for planned_ in plan.runs for one in planned_.findings}
    if not (of_laws and differences and lock is not None and live is not None):
        for one in of_laws:
            plan.add(one, one.mend, why_not(one.mend) or _against(one.mend, lock) or _went_wrong(one.mend, live))
        return plan
    known = {key(one) for one in judge(live)}
    left = list(judge(mended(lock.snapshot, live, told, lambda one: key(one) in running)))
    as_locked = {key(one) for one in judge(mended(lock.snapshot, live, told, lambda one: key(one) in differences))}
    for one in of_laws:
        again = _again(one, left) if key(one) in known else one
        if again is None:
            plan.settled.append(one)
        elif key(one) in known and key(one) not in as_locked:
            plan.waiting.append(one)
        else:
            question = why_not(again.mend) or _against(again.mend, lock) or _went_wrong(again.mend, live)
            plan.add(one, again.mend, question)
    return plan


def _is_missing(difference: Difference) -> bool:
    return difference.kind == Relation.kind and difference.change is Change.MISSING


def _needs(mend: Mend, awaited: Sequence[str]) -> str:
    """What stands on a relation that a decision brings back waits for it."""
    needed = [name for name in awaited if re.search(rf'(?<![\w".]){re.escape(name)}(?![\w"])', mend.text)]
    return f"It needs {', '.join(needed)}, about which a decision is to be taken first" if needed else ""


def _again(finding: Finding, left: Sequence[Finding]) -> Finding | None:
    """The same finding in the state that mends leave: alike, else the first of its code and place."""
    same = [one for one in left if key(one) == key(finding)]
    return next((one for one in same if one.what == finding.what), same[0] if same else None)


def why_not(mend: Mend) -> str:
    """Why a mend is left to a person; empty where it runs."""
    if mend.kind is MendKind.COMMAND:
        return "A command, for a shell"
    if mend.kind is MendKind.DECISION:
        return "A decision for a person"
    if mend.destructive:
        return _TAKES
    if why := illegible(mend):
        return why
    return _TAKES if any(map(loses, split(mend.text))) else ""


def illegible(mend: Mend) -> str:
    """Why statements are run nowhere, not even on a copy; empty where they may be."""
    try:
        statements = split(mend.text)
    except Unsplittable as error:
        return f"Not run, because {error}"
    if not statements:
        return "No statement"
    if visible_sql(f"{mend.text}\n;{mend.unless or ''}") is None:
        return "It holds characters that nobody sees: are they meant?"
    return ""


def _against(mend: Mend, lock: Lock | None) -> str:
    """Of a law: what it would take from somebody, or from the lock."""
    statements = split(mend.text)
    if any(map(locks_out, statements)):
        return "Somebody may be logged in by it: who loses what, and may he?"
    if lock is not None and contradicts(statements):
        return "The lock has it so: where it is not meant, run this, and learn the lock again"
    return ""


def _went_wrong(mend: Mend, live: Snapshot | None) -> str:
    """What came of it on a copy of the structure, where that is not what was meant."""
    told = q.TRIED.told(live.evidence.get(q.TRIED.of(mend.digest))) if live is not None else None
    return f"Run on a copy of this structure, it {told.wrong}" if told and told.wrong else ""
