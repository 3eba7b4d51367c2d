"""Migration histories as evidence: what each tool recorded, and what its files say it should have."""

from dataclasses import dataclass

from golive.model.evidence import Attempt, Evidence, File, Files, State
from golive.model.lock import Lock
from golive.model.questions import HISTORY, MIGRATIONS
from golive.model.snapshot import Snapshot

OWN = "golive"  # our own ledger
APPLIED = ("applied", "resolved")


@dataclass(frozen=True, slots=True)
class Recorded:
    """The history of one tool."""

    tool: str
    table: str
    attempts: tuple[Attempt, ...]

    @property
    def applied(self) -> frozenset[str]:
        return frozenset(one.key for one in self.attempts if one.state in APPLIED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a history should hold, in order."""

    source: str  # the folder, or the lock
    files: tuple[File, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(one.key for one in self.files)


def files_evidence(files: list[File]) -> Evidence:
    return Evidence.seen(looked_at=len(files) or 1, count=len(files), told=Files(tuple(files)))


def histories(live: Snapshot) -> tuple[Recorded, ...]:
    """Every history that could be read."""
    found = []
    for name, evidence in HISTORY.answers(live):
        told = HISTORY.told(evidence)
        if told and evidence.state is State.SEEN:
            found.append(Recorded(name.partition(":")[0], told.table, told.rows))
    return tuple(found)


def wanted(live: Snapshot, lock: Lock | None, tool: str) -> Wanted | None:
    """What the files say; without files, what was locked."""
    if told := MIGRATIONS.told(live.evidence.get(MIGRATIONS.of(tool))):
        return Wanted("migrations/", told.files)
    locked = locked_history(lock, tool)
    return Wanted("the lock", locked) if locked is not None else None


def locked_history(lock: Lock | None, tool: str) -> tuple[File, ...] | None:
    if lock is None or tool not in lock.history:
        return None
    return tuple(File(row[0], row[0], row[1], row[2] if len(row) > 2 else "applied") for row in lock.history[tool])


def learned_history(live: Snapshot) -> dict[str, list[list[str | None]]]:
    """What a lock holds of each tool's history: name, checksum and state of what was applied, in order."""
    return {
        one.tool: [[each.key, each.checksum, each.state] for each in one.attempts if each.state in APPLIED]
        for one in histories(live)
        if one.tool != OWN
    }
