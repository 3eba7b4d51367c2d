"""What one test says of a snapshot, whoever asks it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from golive.judge.audit import Findings, audit_of
from golive.judge.exposure import Exposure
from golive.model.platform import Platform
from golive.model.snapshot import NotObserved
from golive.model.subjects import answer_of
from golive.verdict.acceptance import Acceptance
from golive.verdict.audits import EMPTY, call
from golive.verdict.complete import Due
from golive.verdict.result import Result


def said(
    one: Due, platform: Platform, known: Mapping[Any, Any], acceptance: Acceptance, given: Mapping[str, Any] = EMPTY
) -> Result:
    """Raises NotObserved where the snapshot does not hold what it asks for; any other error is told by its name."""
    audit = audit_of(one.function)
    assert audit is not None  # what is due is one
    findings = Findings(audit, platform.name, sight=known[Exposure])
    try:
        call(one.function, findings, known, one.subject, given)
    except NotObserved:
        raise
    except Exception as error:
        return replace(Result.of(one.test, audit, platform.name, None, acceptance), broken=type(error).__name__)
    result = Result.of(one.test, audit, platform.name, findings, acceptance)
    return replace(result.ended(result.error, 0.0), answers=answer_of(one.subject))
