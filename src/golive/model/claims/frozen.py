"""[[frozen]]: a table whose rows are part of what was tested."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from psycopg import sql

from golive.model.asking import Answer, Asked, table, text
from golive.model.claim import Claim, Name, Qualified, Text, says
from golive.model.claim_kind import kind
from golive.model.evidence import Evidence, Named
from golive.model.questions import Naming

if TYPE_CHECKING:
    from golive.model.claims import Claims

FROZEN = Naming("frozen")


@kind("frozen")
class Frozen(Claim):
    """A table whose rows are part of what was tested: count and contents are locked."""

    table: Annotated[Qualified, says("the table", "public.permissions")]
    without: Annotated[tuple[Name, ...], says("columns that may differ, such as timestamps", ["created_at"])] = ()
    where: Annotated[Text, says("boolean SQL over its columns: which rows are locked", "is_builtin")] = "true"
    why: Annotated[Text, says("what other rows would do", "roles have other rights than those that were tested")] = (
        "rows that were tested are not the rows that go live"
    )

    def asks(self, claims: "Claims", now: str) -> Iterable[Asked]:
        """Count and content of a table, in no order, as one short text."""
        query = sql.SQL(
            """
            SELECT pg_catalog.count(*), coalesce(pg_catalog.left(pg_catalog.encode(
                pg_catalog.sha256(pg_catalog.string_agg(h, '' ORDER BY h)), 'hex'), 32), '-')
            FROM (SELECT pg_catalog.sha256(pg_catalog.convert_to(
                    (pg_catalog.to_jsonb(t) - {without}::text[])::text, pg_catalog.getdatabaseencoding())) AS h
                FROM {table} AS t WHERE {where}) AS hashed
            """
        ).format(table=table(self.table), where=text(self.where), without=sql.Literal(list(self.without)))
        yield Asked(FROZEN.of(self.table), query, _contents)


def _contents(answer: Answer) -> Evidence:
    count, digest = answer[0]
    return Evidence.seen(looked_at=max(count, 1), count=count, told=Named(f"{count}:{digest}"))
