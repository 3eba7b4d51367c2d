"""What was measured travels as evidence: a number, the milliseconds it took, what went wrong."""

from collections.abc import Iterable

from golive.model.evidence import Evidence, Numbers


def measured(
    value: float | None = None,
    ms: float | None = None,
    *,
    looked_at: int = 1,
    wrong: Iterable[str] = (),
    errors: int = 0,
) -> Evidence:
    told = Numbers(value, None if ms is None else round(ms, 3))
    return Evidence.seen(looked_at=looked_at, count=errors, keys=dict.fromkeys(wrong), told=told)
