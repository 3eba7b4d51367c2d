"""counts: tables whose final row counts the certificate prints."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, Any

from psycopg import sql
from pydantic import WrapValidator

from golive.model.asking import Answer, Asked, table
from golive.model.claim import Claim, Qualified, says
from golive.model.claim_kind import kind
from golive.model.evidence import Evidence
from golive.model.questions import Question

if TYPE_CHECKING:
    from golive.model.claims import Claims

COUNT = Question("count")


class Count(Claim):
    """A table whose final row count the certificate prints; the file has its name alone."""

    table: Annotated[Qualified, says("the table", "public.orders")]

    def asks(self, claims: "Claims", now: str) -> Iterable[Asked]:
        query = sql.SQL("SELECT pg_catalog.count(*) FROM {}").format(table(self.table))
        yield Asked(COUNT.of(self.table), query, _rows)


def _rows(answer: Answer) -> Evidence:
    return Evidence.seen(looked_at=answer[0][0], count=answer[0][0])


def _named(value: Any, checked: Callable[[Any], str]) -> Count:
    return value if isinstance(value, Count) else Count(table=checked(value))


kind("counts", by="golive.verdict.book", form=Annotated[Qualified, WrapValidator(_named)])(Count)
