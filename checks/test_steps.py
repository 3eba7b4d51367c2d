"""Every step of the migration has run, and what it claims holds."""

import pytest

from golive.judge.answers import answer
from golive.judge.audit import Findings, audit
from golive.model import questions as q
from golive.model.extent import counted
from golive.model.finding import Severity, command, decision
from golive.model.snapshot import Snapshot
from golive.model.step import Rehearsed, Step
from golive.model.truth import Truth

NAMED = 8  # differences: nobody reads a list of two hundred


@pytest.mark.migrate
@audit("STP001", Severity.CRITICAL, Truth.DECLARED)
def test_step_is_deployed_and_verified(step: Step, outcome: str, findings: Findings) -> None:
    """Every step was deployed, or found in place, and its own verification holds.

    The first step that fails stops the migration: nothing after it runs, and whatever stands on it is an error.
    """
    findings.look(f"{step.name}: {outcome}")


@audit("STP002", Severity.HIGH, Truth.DECLARED)
def test_step_holds(step: Step, live: Snapshot, findings: Findings) -> None:
    """What every step of the platform claims holds in the database as it is.

    A step that never ran, or that somebody undid by hand, leaves a database that the application does not fit.
    """
    evidence = answer(findings, live, q.STEP.of(step.name), step.name)
    if evidence and evidence.count:
        more = evidence.count - len(evidence.keys)
        findings.add(
            where=step.name,
            what="; ".join(f"not so: {claim}" for claim in evidence.keys) + (f"; and {more} more" if more else ""),
            why=step.why,
            extent=counted(evidence),
            mend=command("psql -X -f fix.sql, which deploys it first; or: pytest --platform … --dsn … --apply"),
        )


@pytest.mark.rehearsal
@audit("STP003", Severity.CRITICAL, Truth.DECLARED)
def test_step_goes_back(step: Step, rehearsal: Rehearsed, findings: Findings) -> None:
    """Every step goes there, back and there again, and its way back leaves the database as it was before it.

    On the night of the cut-over the way back is the last hope: one that fails, or that takes what is older than the
    step, makes of a migration that went wrong a loss.
    """
    if rehearsal.untried:
        findings.nothing(rehearsal.untried)
        return
    findings.look(step.name)
    if rehearsal.wrong:
        more = len(rehearsal.wrong) - NAMED
        findings.add(
            where=step.name,
            what="; ".join(rehearsal.wrong[:NAMED]) + (f"; and {more} more" if more > 0 else ""),
            why="revert.sql undoes what deploy.sql did: no less, no more, but for what Residue of its header declares",
            mend=decision(f"mend {step.file('revert')}, or declare under Residue what cannot be undone"),
            extent=rehearsal.wrong,
        )
