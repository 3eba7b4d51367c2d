"""[[people]]: where accounts stand, so that test users can be told from real ones."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from psycopg import sql

from golive.model.asking import Asked, keys_and_count, matched, table, text
from golive.model.claim import Claim, Name, Qualified, says
from golive.model.claim_kind import kind
from golive.model.questions import Question

if TYPE_CHECKING:
    from golive.model.claims import Claims

PEOPLE = Question("people")
TEMPORARY = Question("temporary")
SPELLED = Question("spelled")


@kind("people")
class People(Claim):
    """Where accounts stand, so that test users can be told from real ones."""

    table: Annotated[Qualified, says("the table of accounts", "public.users")]
    email: Annotated[Name, says("its column with the e-mail address", "email")]
    tenant: Annotated[Name | None, says("its column with the tenant: an address is one account of it", "tenant_id")] = (
        None
    )
    real: Annotated[
        tuple[Name, ...], says("e-mail domains that look like tests and are real here", ["test.example-lab.org"])
    ] = ()
    temporary: Annotated[
        str | None, says("boolean SQL over its columns: the password is a temporary one", "must_change_password")
    ] = None

    def asks(self, claims: "Claims", now: str) -> Iterable[Asked]:
        yield Asked(PEOPLE.of(self.table), self._tests(), keys_and_count)
        if self.temporary:
            query = sql.SQL(
                "SELECT NULL, pg_catalog.count(*) FILTER (WHERE {condition}), pg_catalog.count(*) FROM {table}"
            ).format(condition=text(self.temporary), table=table(self.table))
            yield Asked(TEMPORARY.of(self.table), query, keys_and_count)

        if self.tenant or claims.tenancy is None or self.table in claims.tenancy.shared:
            yield Asked(SPELLED.of(self.table), self._spelled(), keys_and_count)

    def _spelled(self) -> sql.Composed:
        """Addresses by which one mailbox has more than one account; mail servers know no case."""
        return sql.SQL(
            """
            SELECT NULL, pg_catalog.count(*) FILTER (WHERE ways > 1), pg_catalog.count(*) FROM (
                SELECT pg_catalog.count(DISTINCT {email}::text COLLATE pg_catalog."C") AS ways
                FROM {table} WHERE {email} IS NOT NULL
                GROUP BY {tenant}, pg_catalog.lower(pg_catalog.btrim({email}::text))
            ) AS mailbox
            """
        ).format(
            email=sql.Identifier(self.email), table=table(self.table),
            tenant=sql.Identifier(self.tenant) if self.tenant else sql.SQL("()"),
        )  # fmt: skip

    def _tests(self) -> sql.Composed:
        """Addresses that only tests use: reserved names, and the words testers write."""
        return sql.SQL(
            """
            WITH judged AS (
                SELECT pg_catalog.lower(pg_catalog.split_part({email}, '@', 2)) AS domain,
                       pg_catalog.lower(pg_catalog.split_part({email}, '@', 1)) AS mailbox
                FROM {table}
            )
            SELECT NULL, pg_catalog.count(*) FILTER (WHERE NOT (domain = ANY ({real})
                  OR EXISTS (SELECT FROM pg_catalog.unnest({real}::text[]) AS r WHERE domain LIKE '%.' || r))
                AND (domain ~ '(^|\\.)(test|example|invalid|localhost)$'
                     OR domain ~ '^(example|test|mailinator|yopmail)\\.'
                     OR mailbox ~ '^(test|demo|dummy|e2e|qa|fake)([0-9._+-]|$)')), pg_catalog.count(*)
            FROM judged
            """
        ).format(email=matched(sql.Identifier(self.email)), table=table(self.table), real=sql.Literal(list(self.real)))
