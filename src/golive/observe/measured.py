"""What was measured travels as evidence: a number, the milliseconds it took, what went wrong."""

import json
from collections.abc import Iterable

from golive.model.snapshot import Evidence


def measured(
    value: float | None = None,
    ms: float | None = None,
    *,
    looked_at: int = 1,
    wrong: Iterable[str] = (),
    errors: int = 0,
) -> Evidence:
    numbers = {"value": value, "ms": None if ms is None else round(ms, 3)}
    note = json.dumps({name: number for name, number in numbers.items() if number is not None})
    return Evidence.seen(looked_at=looked_at, count=errors, keys=dict.fromkeys(wrong), note=note)
