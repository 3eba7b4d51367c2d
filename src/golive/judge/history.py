"""What a migration history tells, and the commands of each tool that put it right."""

import re
from collections.abc import Iterator, Mapping

from golive.judge.answers import SEES
from golive.judge.audit import Findings
from golive.model import questions as q
from golive.model.evidence import File, State
from golive.model.finding import command
from golive.model.lock import Lock
from golive.model.migration_tools import MIGRATION_TOOLS, Problem
from golive.model.migrations import (
    APPLIED,
    OWN,
    Recorded,
    Wanted,
    histories,
    wanted,
)
from golive.model.snapshot import Snapshot

_DIGITS = re.compile(r"(\d+)")
_OURS = "pytest --platform … --dsn … --apply"


def remedy(tool: str, problem: Problem, key: str) -> str:
    """The tool's own command."""
    return MIGRATION_TOOLS[tool].remedies[problem].replace("{key}", key) if tool in MIGRATION_TOOLS else _OURS


def could_not_read(live: Snapshot, findings: Findings) -> None:
    for tool, evidence in q.HISTORY.answers(live):
        if evidence.state is State.UNKNOWN:
            findings.unknown(
                f"the history of {tool}",
                f"could not look: {evidence.note}",
                command(SEES),
            )


def descendants(should: Wanted, file: File) -> frozenset[str]:
    """The keys that say this one was applied: its own, and where only the last is kept, what came after it."""
    found = {file.key}
    if not any(one.parents for one in should.files):
        return frozenset(found)
    grown = True
    while grown:
        after = {one.key for one in should.files if found & set(one.parents)}
        grown = not after <= found
        found |= after
    return frozenset(found)


def out_of_order(history: Recorded, order: tuple[str, ...] | None) -> Iterator[tuple[str, str]]:
    """Each migration that was applied after one that comes later, with that one."""
    if history.tool == OWN or not MIGRATION_TOOLS[history.tool].times:
        return
    first = list(dict.fromkeys(one.key for one in history.attempts if one.state in APPLIED))
    if order is None:
        first = [key for key in first if not key.startswith("R__")]
        order = tuple(sorted(first, key=_natural if history.tool != "prisma" else lambda key: [(0, 0, key)]))
    place = {key: at for at, key in enumerate(order)}
    highest: str | None = None
    for key in first:
        if key not in place:
            continue
        if highest is not None and place[key] < place[highest]:
            yield key, highest
        else:
            highest = key


def _natural(key: str) -> list[tuple[int, int, str]]:
    """1.10 after 1.9."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in _DIGITS.split(key) if part]


def by_hand(history: Recorded, tested: Mapping[str, str]) -> Iterator[str]:
    """Migrations that were only marked; at the start of a history that is how a tool takes over an old database."""
    ran = False
    states = {one.key: one.state for one in history.attempts if one.state in APPLIED}
    for key, state in states.items():
        ran = ran or state == "applied"
        if state == "resolved" and (ran or tested.get(key) == "applied"):
            yield key


def absent(live: Snapshot, lock: Lock | None) -> Iterator[tuple[str, str, bool]]:
    """Tool and table of every history that should be there and is not, or is empty."""
    for tool, evidence in q.HISTORY.answers(live):
        if evidence.state is State.ABSENT and (told := q.HISTORY.told(evidence)):
            yield tool.partition(":")[0], told.table, False
    for history in histories(live):
        should = wanted(live, lock, history.tool)
        if should and should.files and not history.attempts and history.tool != OWN:
            yield history.tool, history.table, True
