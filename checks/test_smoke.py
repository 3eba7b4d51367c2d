"""The database behaves as the application expects, tried out and rolled back."""

import pytest

from golive.judge.audit import Findings, audit
from golive.model.finding import Severity, decision
from golive.model.platform import Smoke
from golive.model.truth import Truth


@pytest.mark.smoke
@audit("SMK001", Severity.CRITICAL, Truth.DECLARED)
def test_smoke(smoke: Smoke, tried: tuple[tuple[str, bool], ...], findings: Findings) -> None:
    """What the platform tries out, in a transaction that is rolled back, comes out as claimed.

    A trigger of the right name that does nothing, a right that is missing, a default that is not there: only
    doing it shows it.
    """
    for claim, holds in tried:
        findings.look(claim)
        if not holds:
            findings.add(
                where=smoke.name,
                what=f"does not hold: {claim}",
                why=smoke.why,
                mend=decision(f"see {smoke.path.name}: it says what was tried"),
            )
