"""[[accept]]: the one way to take a blocking finding."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from golive.model.claim import Claim, Code, Name, Text, says
from golive.model.claim_kind import kind


@kind("accept", by="golive.verdict.acceptance")
class Accept(Claim):
    """The one way to take a blocking finding: who answers for it, why, and until when."""

    code: Annotated[Code, says("the audit's code", "IDX003")]
    object: Annotated[Name, says("where the finding says it is", "public.orders")]
    took: Annotated[
        tuple[Text, ...],
        says(
            "what was seen, part by part, as the certificate prints it beside a finding: more blocks again",
            ["the index orders_customer is missing"],
        ),
    ] = ()
    reason: Annotated[
        str, StringConstraints(min_length=10), says("why it may be so for now", "built at night, after the go-live")
    ]
    owner: Annotated[Name, says("who answers for it: a function, not a name", "head of operations")]
    until: Annotated[date, says("from the day after it blocks again", date(2030, 1, 31))]
