"""The application's environment is that of production."""

from golive.judge.answers import answer
from golive.judge.audit import Findings, audit
from golive.model.claims.variable import VARIABLE, Variable
from golive.model.finding import Severity, decision
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth


@audit("ENV001", Severity.HIGH, Truth.DECLARED)
def test_variable_is_ready(variable: Variable, live: Snapshot, findings: Findings) -> None:
    """Every declared variable is set, to a value of its own, as long as it must be.

    A placeholder starts as well as a secret does; whoever has read where it was copied from can forge every token.
    """
    evidence = answer(findings, live, VARIABLE.of(variable.name), variable.name)
    if evidence and evidence.count:
        findings.add(
            where=variable.name,
            what=f"{variable.name} " + "; ".join(evidence.keys),
            why=variable.why,
            mend=decision(
                f"set {variable.name} where the application runs, and run this with that environment; "
                + ("a new secret: openssl rand -hex 32" if variable.secret else "the value stands in the runbook")
            ),
        )
