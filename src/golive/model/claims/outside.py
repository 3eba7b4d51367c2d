"""[[outside]]: a schema or role of somebody else."""

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from golive.model.claim import Claim, Name, says
from golive.model.claim_kind import kind


@kind("outside", by="golive.model.scope")
class Outside(Claim):
    """A schema or role of somebody else: not judged, printed in the certificate."""

    schema_: Annotated[Name | None, Field(alias="schema"), says("the schema, or role", "cron")] = None
    role: Annotated[Name | None, says("the role, or schema", "replicator")] = None
    owner: Annotated[Name, says("whose it is", "the hosting provider")]
    reason: Annotated[
        str, StringConstraints(min_length=10), says("why it is not judged here", "made and changed by the provider")
    ]

    @model_validator(mode="after")
    def _one(self) -> "Outside":
        if (self.schema_ is None) == (self.role is None):
            raise ValueError("either schema or role")
        return self
