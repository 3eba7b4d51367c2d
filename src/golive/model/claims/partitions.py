"""[partitions]: how far ahead the partitions of time must reach."""

from typing import Annotated

from pydantic import Field

from golive.model.claim import Claim, says
from golive.model.claim_kind import Times, kind


@kind("partitions", Times.DEFAULT, by="golive.checks.test_tables")
class Partitions(Claim):
    """How far ahead the partitions of time must reach."""

    days: Annotated[int, Field(ge=0), says("from the day of the look", 30)] = 30
