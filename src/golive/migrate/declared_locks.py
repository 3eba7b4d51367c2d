"""What a step's header says of its locks, beside those that were held before its COMMIT."""

import re
from collections.abc import Iterable

from golive.model.step import Step
from golive.records.ledger import Locks

# From the weakest to the strongest; from SHARE on, writers wait.
_MODES = (
    "ACCESS SHARE",
    "ROW SHARE",
    "ROW EXCLUSIVE",
    "SHARE UPDATE EXCLUSIVE",
    "SHARE",
    "SHARE ROW EXCLUSIVE",
    "EXCLUSIVE",
    "ACCESS EXCLUSIVE",
)
_BLOCKS = _MODES.index("SHARE")
_SAID = re.compile(r"\b(?:" + "|".join(sorted(_MODES, key=len, reverse=True)) + r")\b")


def untrue(step: Step, held: Locks, new: Iterable[str]) -> str:
    """The strongest lock that keeps writers of older relations waiting, where the header admits only weaker ones."""
    said = max((_MODES.index(mode) for mode in _SAID.findall(step.locks)), default=-1)
    ours = set(new)
    seen = [(rank(mode), name) for name, mode in held if name not in ours]
    strongest = max((mode for mode, _ in seen), default=-1)
    if strongest < _BLOCKS or strongest <= said:
        return ""
    names = ", ".join(name for mode, name in seen if mode == strongest)
    return f"Locks says {step.locks!r}, and it holds {_MODES[strongest]} on {names}"


def rank(name: str) -> int:
    """Of AccessExclusiveLock and its like, as pg_locks has them: the stronger, the higher."""
    return _MODES.index(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Lock")).upper())
