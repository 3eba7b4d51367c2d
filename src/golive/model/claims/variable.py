"""[[variable]]: a variable of the application's environment."""

from typing import Annotated

from pydantic import Field

from golive.model.claim import Claim, EnvironmentName, Text, says
from golive.model.claim_kind import kind
from golive.model.questions import Question

VARIABLE = Question("variable")


@kind("variable", answers="ENV", by="golive.observe.environment")
class Variable(Claim):
    """A variable of the application's environment."""

    name: Annotated[EnvironmentName, says("the variable", "ENCRYPTION_KEY")]
    required: Annotated[bool, says("whether it must be set", True)] = True
    equals: Annotated[str | None, says("what it must be", "production")] = None
    min_length: Annotated[Annotated[int, Field(gt=0)] | None, says("how long it must be", 32)] = None
    secret: Annotated[bool, says("whether its value may be seen nowhere", True)] = False
    why: Annotated[Text, says("what does not work without it", "stored passwords cannot be read")] = (
        "the application starts without it and fails at the first request that needs it"
    )
