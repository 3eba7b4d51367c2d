"""[[filled]]: a table that must not be empty."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from psycopg import sql
from pydantic import Field

from golive.model.asking import Asked, table, text
from golive.model.claim import Claim, Qualified, Text, says
from golive.model.claim_kind import kind
from golive.model.evidence import Evidence
from golive.model.questions import Question

if TYPE_CHECKING:
    from golive.model.claims import Claims

FILLED = Question("filled")


@kind("filled", answers="FIL")
class Filled(Claim):
    """A table that must not be empty: at least so many rows."""

    table: Annotated[Qualified, says("the table", "public.plans")]
    minimum: Annotated[int, Field(gt=0), says("how many rows it has at least", 3)] = 1
    where: Annotated[Text, says("boolean SQL over its columns: which rows count", "is_active")] = "true"
    why: Annotated[Text, says("what does not work without them", "nobody can sign up without a plan")]

    def __str__(self) -> str:
        return self.table if self.where == "true" else f"{self.table} where {self.where}"

    def asks(self, claims: "Claims", now: str) -> Iterable[Asked]:
        query = sql.SQL("SELECT pg_catalog.count(*) FROM (SELECT FROM {} WHERE {} LIMIT {}) AS found").format(
            table(self.table), text(self.where), sql.Literal(self.minimum)
        )
        yield Asked(
            FILLED.of(self.table, self.where), query, lambda answer: Evidence.seen(looked_at=1, count=answer[0][0])
        )
