"""[[compare]]: tables whose rows are equal in the source and here."""

from typing import Annotated

from pydantic import Field, model_validator

from golive.model.claim import Claim, Name, Qualified, Text, says
from golive.model.claim_kind import kind
from golive.model.questions import Question

COMPARE = Question("compare")
FAST = "fast: not numeric scale, not signed zero"


@kind("compare", answers="PRM", by="golive.observe.compared")
class Compare(Claim):
    """Tables whose rows are equal in the source and here; without --source-dsn it is not observed."""

    name: Annotated[Name, says("what the certificate calls it", "orders")]
    tables: Annotated[tuple[Qualified, ...], Field(min_length=1), says("the tables", ["public.orders", "public.lines"])]
    where: Annotated[Text, says("SQL over t: the rows that travel; the same on both sides", "t.tenant_id = 7")] = "true"
    key: Annotated[
        dict[Qualified, tuple[Name, ...]],
        says("table: its key, where it is not the primary key", {"public.orders": ["number"]}),
    ] = Field(default_factory=dict)
    without: Annotated[
        dict[Qualified, tuple[Name, ...]], says("table: columns that may differ", {"public.orders": ["synced_at"]})
    ] = Field(default_factory=dict)
    fast: Annotated[bool, says("compares quicker; its tests then bear in their names what that may miss", True)] = False
    why: Annotated[Text, says("who is harmed by a row that differs", "an order arrives without one of its lines")]

    def __str__(self) -> str:
        return f"{self.name} ({FAST})" if self.fast else self.name

    @model_validator(mode="after")
    def _of_these(self) -> "Compare":
        if strange := sorted({*self.key, *self.without} - set(self.tables)):
            raise ValueError(f"key and without of its own tables ({strange[0]} is none)")
        return self
