"""[[queue]]: rows that fire by themselves once a worker starts."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from psycopg import sql
from pydantic import Field

from golive.model.asking import Asked, keys_and_count, table, text
from golive.model.claim import Claim, Name, Qualified, Text, says
from golive.model.claim_kind import kind
from golive.model.questions import Question

if TYPE_CHECKING:
    from golive.model.claims import Claims

QUEUE = Question("queue")


@kind("queue")
class Queue(Claim):
    """Rows that fire by themselves once a worker starts."""

    table: Annotated[Qualified, says("the table", "public.jobs")]
    pending: Annotated[Text, says("boolean SQL over its columns: the row will fire", "status = 'pending'")]
    since: Annotated[Name, says("the column that says how long it has waited", "created_at")]
    hours: Annotated[int, Field(gt=0), says("from how many on a row is old", 24)] = 24
    why: Annotated[Text, says("what an old row does", "customers get last month's reminders")] = (
        "old rows fire at go-live, at real people"
    )

    def asks(self, claims: "Claims", now: str) -> Iterable[Asked]:
        query = sql.SQL(
            """
            SELECT NULL, pg_catalog.count(*) FILTER (WHERE ({pending})
                AND {since} < pg_catalog.now() - pg_catalog.make_interval(hours => {hours})),
                   pg_catalog.count(*) + 1
            FROM {table}
            """
        ).format(
            pending=text(self.pending),
            since=sql.Identifier(self.since),
            hours=sql.Literal(self.hours),
            table=table(self.table),
        )
        yield Asked(QUEUE.of(self.table), query, keys_and_count)
