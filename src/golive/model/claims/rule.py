"""[[rule]]: what no other claim says."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Literal

from psycopg import sql

from golive.model.asking import Asked, keys_and_count, query_of
from golive.model.claim import Claim, Name, Select, Text, says
from golive.model.claim_kind import kind
from golive.model.finding import Severity
from golive.model.questions import Question

if TYPE_CHECKING:
    from golive.model.claims import Claims

RULE = Question("rule")


@kind("rule", answers="CLM")
class Rule(Claim):
    """What no other claim says: one SELECT that returns the keys that offend."""

    name: Annotated[Name, says("the rule as a sentence", "every paid order has an invoice")]
    select: Annotated[
        Select,
        says(
            "returns the keys of the rows that offend",
            "SELECT id FROM public.orders WHERE status = 'paid' AND invoice_id IS NULL",
        ),
    ]
    population: Annotated[
        Select | None,
        says("one count: of how many rows it speaks; 0 of them is an error", "SELECT count(*) FROM public.orders"),
    ] = None
    why: Annotated[Text, says("who is harmed where it does not hold", "the customer pays and gets no receipt")]
    mend: Annotated[Text, says("what to do", "write the missing invoices")]
    mend_is: Annotated[Literal["sql", "command", "decision"], says("what kind of text the mend is", "decision")] = (
        "decision"
    )
    severity: Annotated[Literal["critical", "high", "advice"], says("advice is told and does not block", "high")] = (
        "high"
    )

    @property
    def weight(self) -> Severity:
        return Severity(self.severity)

    def asks(self, claims: "Claims", now: str) -> Iterable[Asked]:
        query = sql.SQL(
            """
            WITH offending AS ({select}), population (n) AS ({population}), shown AS (
                SELECT pg_catalog.btrim(o::text, '()') AS key, pg_catalog.count(*) OVER () AS times
                    FROM offending AS o ORDER BY 1 LIMIT 20
            )
            SELECT s.key, coalesce(s.times, 0), p.n FROM population AS p LEFT JOIN shown AS s ON true ORDER BY 1
            """
        ).format(
            select=query_of(self.select),
            population=query_of(self.population) if self.population else sql.SQL("SELECT 1::bigint"),
        )
        yield Asked(RULE.of(self.name), query, keys_and_count)
