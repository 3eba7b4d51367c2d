"""[partitions]: how far ahead the partitions of time must reach, and how far back."""

from typing import Annotated

from pydantic import Field

from golive.model.claim import Claim, Qualified, says
from golive.model.claim_kind import Times, kind


@kind("partitions", Times.DEFAULT, by="golive.checks.test_tables")
class Partitions(Claim):
    """How far ahead the partitions of time must reach, and how far back."""

    days: Annotated[int, Field(ge=0), says("from the day of the look", 30)] = 30
    kept_days: Annotated[
        dict[Qualified, Annotated[int, Field(gt=0)]],
        says("table: for how long it keeps its rows; an older partition may be gone", {"public.activity_logs": 400}),
    ] = Field(default_factory=dict)
