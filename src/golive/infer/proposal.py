"""A claim that the database suggests: what it would say in platform.toml, how sure that is, and what speaks for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Certainty(StrEnum):
    """Whether a proposal is taken for true until a person has looked."""

    SURE = "sure"
    LIKELY = "likely"
    GUESS = "guess"


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """One claim, as its kind's model takes it; evidence is words, counts and names, never a value."""

    kind: str  # as platform.toml calls it
    claim: Mapping[str, Any]
    certainty: Certainty
    evidence: tuple[str, ...]

    @property
    def sure(self) -> bool:
        return self.certainty is Certainty.SURE
