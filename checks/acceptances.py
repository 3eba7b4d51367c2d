"""What is said of takings: the book says it at the end of a run, when it is known what each of them took."""

from golive.judge.audit import Audit, Part, register
from golive.model.finding import Severity
from golive.model.truth import Truth

MISUSED = register(
    Audit(
        "ACC001",
        Severity.HIGH,
        Truth.DECLARED,
        "Every [[accept]] takes a finding that is there, and has not ended.",
        "What was taken once is taken for ever, and the next defect of that name hides behind it.",
        Part.ACCEPTANCE,
    )
)
