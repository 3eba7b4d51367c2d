"""[[feed]]: a sequence that makes the numbers in a column it does not own."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from psycopg import sql
from pydantic import model_validator

from golive.model.asking import Answer, Asked, matched, table
from golive.model.claim import Claim, Qualified, Regex, Text, says
from golive.model.claim_kind import kind
from golive.model.evidence import Evidence
from golive.model.questions import Question
from golive.sqltext.names import parts

if TYPE_CHECKING:
    from golive.model.claims import Claims

FEED = Question("feed")


@kind("feed")
class Feed(Claim):
    """A sequence that makes the numbers in a column it does not own."""

    sequence: Annotated[Qualified, says("the sequence", "public.invoice_number")]
    feeds: Annotated[Qualified, says("schema.table.column that gets its numbers", "public.invoices.number")]
    pattern: Annotated[Regex, says("its first group is the number in the column's text", r"^INV-(\d+)$")] = r"^(\d+)$"
    why: Annotated[Text, says("what happens where it is behind", "two invoices get one number")] = (
        "the next number it gives is one that was given before"
    )

    @model_validator(mode="after")
    def _one_group(self) -> "Feed":
        if re.compile(self.pattern).groups != 1:
            raise ValueError("a pattern with exactly one group, the number")
        return self

    def asks(self, claims: "Claims", now: str) -> Iterable[Asked]:
        """The next number against the highest that was given."""
        *relation, column = parts(self.feeds)
        query = sql.SQL(
            """
            SELECT CASE WHEN q.is_called THEN q.last_value + s.seqincrement ELSE q.last_value END,
                   (SELECT pg_catalog.max(substring({column} FROM {pattern})::numeric) FROM {table})
            FROM {sequence} AS q CROSS JOIN pg_catalog.pg_sequence AS s
            WHERE s.seqrelid = {name}::pg_catalog.regclass
            """
        ).format(
            sequence=table(self.sequence),
            name=sql.Literal(self.sequence),
            column=matched(sql.Identifier(column)),
            pattern=sql.Literal(self.pattern),
            table=sql.Identifier(*relation),
        )
        yield Asked(FEED.of(self.sequence), query, _behind)


def _behind(answer: Answer) -> Evidence:
    following, highest = answer[0]
    if highest is None or following > highest:
        return Evidence.seen(looked_at=1, count=0)
    return Evidence.seen(1, 1, (f"the next number is {following}, {highest} is given already",))
