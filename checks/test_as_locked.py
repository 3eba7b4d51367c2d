"""The database is what was tested: nothing is missing, nothing has changed, nothing was added."""

from golive.judge.as_locked import AsLocked
from golive.judge.audit import Findings, audit
from golive.model.finding import Severity, command
from golive.model.lock import Lock
from golive.model.platform import Platform
from golive.model.subjects import LockedKind, LockedRelations
from golive.model.truth import Truth


@audit("LCK001", Severity.HIGH, Truth.LOCKED)
def test_relation_is_as_locked(relations: LockedRelations, as_locked: AsLocked, findings: Findings) -> None:
    """Every table or view is what was tested, with its columns, constraints, indexes, triggers, policies and rights.

    A column of another type, a trigger that is off, a policy that says more: the name is there, and checks by name
    are green.
    """
    as_locked.judge_relations(relations, findings)


@audit("LCK002", Severity.HIGH, Truth.LOCKED)
def test_kind_is_as_locked(kind: LockedKind, as_locked: AsLocked, findings: Findings) -> None:
    """Everything else in the database is what was tested, and nothing is there that nobody tested.

    A backup table with real rows, a role of a former colleague, a function that was replaced: nobody asked for them,
    so nobody would look.
    """
    as_locked.judge_kind(kind, findings)


@audit("LCK003", Severity.ADVICE, Truth.LOCKED)
def test_lock_has_a_digest(lock: Lock, platform: Platform, findings: Findings) -> None:
    """The lock carries the digest of what it says, so that a change by hand is seen.

    Who takes an entry out of a lock without one takes it out of what is certified. The digest shows a change by hand
    or by a merge; it is no signature, and who forges a lock can make its digest as well.
    """
    findings.count(sum(len(objects) for objects in lock.objects.values()))
    if not lock.digested:
        findings.add(
            where="lock.json",
            what="has no digest: nothing shows that it stands as golive learn wrote it",
            why="an entry that somebody took out of it is not asked for any more",
            mend=command(f"read lock.json in git, then: golive lock --accept --platform {platform.folder}"),
        )
