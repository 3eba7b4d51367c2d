"""What only this platform can say of itself holds."""

from golive.judge.answers import answer, listed
from golive.judge.audit import Findings, audit
from golive.model.claims.rule import RULE, Rule
from golive.model.extent import counted
from golive.model.finding import Mend, MendKind, Severity
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth


@audit("CLM001", Severity.HIGH, Truth.DECLARED)
def test_no_row_offends_the_rule(rule: Rule, live: Snapshot, findings: Findings) -> None:
    """No row offends a rule of the platform.

    Each rule says itself who is harmed; a rule that speaks of no row at all is an error, not a pass.
    """
    evidence = answer(findings, live, RULE.of(rule.name), rule.name)
    if evidence and evidence.count:
        findings.add(
            where=rule.name,
            what=f"{evidence.count} offend: {listed(evidence)}",
            why=rule.why,
            mend=Mend(MendKind(rule.mend_is), rule.mend),
            severity=rule.weight,
            extent=counted(evidence),
        )
