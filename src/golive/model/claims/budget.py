"""[budget]: what one question to the data may take of a server that others use."""

from typing import Annotated

from pydantic import Field

from golive.model.claim import Claim, says
from golive.model.claim_kind import Times, kind


@kind("budget", Times.DEFAULT, by="golive.observe.budget")
class Budget(Claim):
    """What one question to the data may take of a server that others use; beyond it the answer is UNKNOWN."""

    seconds: Annotated[int, Field(gt=0), says("of time", 60)] = 60
    temporary_mb: Annotated[int, Field(gt=0), says("MB of temporary files, as the planner expects them", 256)] = 256
    memory_mb: Annotated[
        int, Field(gt=0), says("MB for a question about a large table, which is cut so that it fits", 64)
    ] = 64
