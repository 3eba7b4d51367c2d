"""[[token]]: secrets in addresses."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from psycopg import sql
from pydantic import Field

from golive.model.asking import Asked, key_text, keys_and_count, matched, table, text
from golive.model.claim import Found, Key, Name, Qualified, Text, says
from golive.model.claim_kind import kind
from golive.model.questions import Question

if TYPE_CHECKING:
    from golive.model.claims import Claims

TOKEN = Question("token")


@kind("token", answers="REF")
class Token(Found):
    """Secrets in addresses: there, long enough, and each its own."""

    table: Annotated[Qualified, says("the table", "public.webhooks")]
    column: Annotated[Name, says("the column with the token", "token")]
    key: Annotated[Key, says("the columns that name a row in a finding", ["id"])] = ("id",)
    where: Annotated[Text, says("SQL over t: the rows that need one", "t.is_active")] = "true"
    bits: Annotated[int, Field(ge=32, le=512), says("how strong each is at least", 128)] = 128
    why: Annotated[Text, says("what whoever guesses it does", "starts other people's workflows")] = (
        "whoever guesses it triggers what it guards"
    )

    def asks(self, claims: "Claims", now: str) -> Iterable[Asked]:
        """Its strength is what its alphabet and length can give at most, and none where its row or tenant gives it."""
        query = sql.SQL(
            """
            WITH tokens AS (
                SELECT {key} AS key, {column} AS token, {tenant} AS tenant,
                    pg_catalog.translate(pg_catalog.lower({column}), '-', '') AS bare,
                    pg_catalog.count(*) OVER (PARTITION BY CASE WHEN {column} ~* '^[0-9a-f-]+$' THEN
                        pg_catalog.translate(pg_catalog.lower({column}), '-', '') ELSE {column} END)
                    AS times, pg_catalog.count(*)
                    OVER (PARTITION BY pg_catalog.left({column}, 3 * pg_catalog.length({column}) / 4))
                    AS alike, {names} AS names, pg_catalog.strpos(
                        (pg_catalog.to_jsonb(t) - {name}::text)::text, {column}) > 0 AS told
                FROM {table} AS t WHERE {where}
            ), judged AS (
                SELECT key, CASE
                    WHEN token IS NULL OR pg_catalog.btrim(token) = '' THEN 'has none'
                    WHEN times > 1 THEN 'has that of another row'
                    WHEN pg_catalog.length(token) * CASE WHEN token ~ '^[0-9]+$'
                        THEN 3.32 WHEN token ~* '^[0-9a-f-]+$' THEN 4
                        WHEN token ~ '^[0-9a-z]+$' THEN 5.17 ELSE 6 END < {bits} THEN 'has a short one'
                    WHEN (SELECT pg_catalog.count(DISTINCT c)
                        FROM pg_catalog.regexp_split_to_table(token, '') AS c) < 8
                        THEN 'has one of few different characters'
                    WHEN token = pg_catalog.repeat(pg_catalog.left(token, pg_catalog.length(token) / 2), 2)
                        THEN 'has one of one part twice'
                    WHEN alike > 1 THEN 'has one that begins as another row''s, nearly to its end'
                    WHEN EXISTS (SELECT FROM pg_catalog.unnest(names || of_tenant) AS n
                        WHERE bare IN (pg_catalog.translate(pg_catalog.lower(n), '-', ''),
                            CASE pg_catalog.length(bare) WHEN 32 THEN pg_catalog.md5(n) WHEN 64 THEN
                            pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(n, 'UTF8')), 'hex') END))
                        THEN 'has one that its own row or tenant gives'
                    WHEN told AND 2 * pg_catalog.count(*) FILTER (WHERE told) OVER () < pg_catalog.count(token) OVER ()
                        THEN 'has one that another column of it tells' END AS wrong
                FROM tokens LEFT JOIN {tenants} USING (tenant)
            )
            SELECT key || ' ' || wrong, pg_catalog.count(wrong) OVER (), pg_catalog.count(*) OVER () FROM judged
            ORDER BY (wrong IS NULL), key LIMIT 20
            """
        ).format(
            key=key_text(self.key), names=self._names(claims), column=matched(sql.Identifier("t", self.column)),
            name=sql.Literal(self.column),
            table=table(self.table), where=text(self.where), bits=sql.Literal(self.bits), tenant=_tenant(claims),
            tenants=_tenants(claims),
        )  # fmt: skip
        yield Asked(TOKEN.of(self.name), query, keys_and_count)

    def _names(self, claims: "Claims") -> sql.Composed:
        """What the row calls itself; where the token may be a digest, whatever else it says in short, alone or beside
        its key or tenant."""
        names = sql.SQL(", ").join(
            sql.SQL("t.{}::text").format(sql.Identifier(one)) for one in self.key if one != self.column
        )
        by = [*self.key, *(claims.tenancy.columns if claims.tenancy else ())]
        return sql.SQL(
            "ARRAY[{names}]::text[] || CASE WHEN {column} ~* '^([0-9a-f]{{32}}){{1,2}}$' THEN ARRAY("
            "WITH e AS MATERIALIZED (SELECT e.key, e.value FROM pg_catalog.jsonb_each_text(pg_catalog.to_jsonb(t)"
            " - {name}::text) AS e WHERE pg_catalog.length(e.value) <= 64) SELECT e.value FROM e UNION ALL"
            " SELECT v.v FROM e AS a, e AS b, (VALUES (''), (':'), ('-')) AS s (s), LATERAL"
            " (VALUES (a.value || s.s || b.value), (b.value || s.s || a.value)) AS v (v)"
            " WHERE a.key = ANY ({by}::text[]) AND b.value ~ '^[[:alpha:]]') END"
        ).format(
            names=names,
            column=matched(sql.Identifier("t", self.column)),
            name=sql.Literal(self.column),
            by=sql.Literal(by),
        )


def _tenant(claims: "Claims") -> sql.Composable:
    """Of whichever of its names the row has."""
    columns = claims.tenancy.columns if claims.tenancy else ()
    found = (sql.SQL("pg_catalog.to_jsonb(t) ->> {}").format(sql.Literal(one)) for one in columns)
    return sql.SQL("coalesce({}, NULL)").format(sql.SQL(", ").join(found)) if columns else sql.SQL("NULL::text")


def _tenants(claims: "Claims") -> sql.Composable:
    """What every tenant says of itself in short."""
    if claims.tenancy is None:
        return sql.SQL("(SELECT NULL::text AS tenant, '{}'::text[] AS of_tenant) AS o")
    return sql.SQL(
        "(SELECT r.{key}::text AS tenant, ARRAY(SELECT e.value FROM pg_catalog.jsonb_each_text(pg_catalog.to_jsonb(r))"
        " AS e WHERE pg_catalog.length(e.value) BETWEEN 3 AND 64) AS of_tenant FROM {root} AS r) AS o"
    ).format(key=sql.Identifier(claims.tenancy.key), root=table(claims.tenancy.root))
