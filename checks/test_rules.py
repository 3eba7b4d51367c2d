"""What only this platform can say of itself holds."""

from golive.judge.answers import answer, listed
from golive.judge.audit import Findings, audit
from golive.model.claims.rule import RULE, Rule
from golive.model.extent import counted
from golive.model.finding import Mend, MendKind, Severity, decision
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.sqltext.barren import barren


@audit("CLM001", Severity.HIGH, Truth.DECLARED)
def test_no_row_offends_the_rule(rule: Rule, live: Snapshot, findings: Findings) -> None:
    """No row offends a rule of the platform.

    Each rule says itself who is harmed; a rule that speaks of no row at all is an error, not a pass, and so is one that
    no row can offend.
    """
    if barren(rule.select):
        findings.look(rule.name)
        findings.add(
            where=rule.name,
            what="no row can offend it: the condition of its select is never true",
            why=f"what it is there for goes unseen: {rule.why}",
            mend=decision(f"let select of [[rule]] {rule.name!r} return the keys that offend, or take the rule out"),
            severity=rule.weight,
        )
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
