"""[[rows]]: system rows, by content."""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

from psycopg import sql
from pydantic import Field, model_validator

from golive.model.asking import KEYS, Answer, Asked, matched, table, text
from golive.model.claim import Claim, Name, Qualified, Text, Value, says
from golive.model.claim_kind import kind
from golive.model.evidence import Evidence, WrongRow, WrongRows
from golive.model.questions import Question, Telling

if TYPE_CHECKING:
    from golive.model.claims import Claims

ROWS = Telling("rows", WrongRows)
PLACEHOLDERS = Question("placeholders")


@kind("rows", answers="ROW")
class Rows(Claim):
    """System rows, by content: these and, under `where`, no others."""

    name: Annotated[Name, says("what the certificate calls them", "roles")]
    table: Annotated[Qualified, says("the table", "public.roles")]
    key: Annotated[tuple[Name, ...], Field(min_length=1), says("the columns that tell the rows apart", ["slug"])]
    where: Annotated[Text, says("boolean SQL over its columns: which rows are meant", "is_builtin")] = "true"
    expect: Annotated[
        tuple[dict[str, Value], ...],
        Field(min_length=1),
        says(
            'the rows, each with its key and what else must be so; NULL = ["column"] for what must be empty',
            [{"slug": "owner", "rank": 1, "NULL": ["parent_id"]}],
        ),
    ]
    others: Annotated[bool, says("whether rows beyond the expected ones are allowed", True)] = False
    per_tenant: Annotated[
        Name | None, says("the column with the tenant: every active tenant has them all", "tenant_id")
    ] = None
    placeholders: Annotated[
        dict[str, tuple[Name, ...]],
        says("column: the {{names}} that each row's text must carry", {"body": ["customer_name"]}),
    ] = Field(default_factory=dict)
    optional: Annotated[
        dict[str, tuple[Name, ...]], says("column: {{names}} that a row may carry", {"body": ["signature"]})
    ] = Field(default_factory=dict)
    why: Annotated[Text, says("what does not work without them", "a new user gets no role and sees nothing")]

    @model_validator(mode="after")
    def _complete(self) -> "Rows":
        for row in self.expect:
            if missing := [column for column in self.key if column not in row]:
                raise ValueError(f"every expected row with its key ({', '.join(missing)} missing)")
        return self

    def fits(self, claims: "Claims") -> None:
        if self.per_tenant and claims.tenancy is None:
            raise ValueError(f"[tenancy], which per_tenant needs ({self.name!r})")

    def asks(self, claims: "Claims", now: str) -> Iterable[Asked]:
        yield Asked(ROWS.of(self.name), _compared(self, claims), lambda answer: _wrong(self, answer))
        for column in sorted({*self.placeholders, *self.optional}):
            yield _placeholders(self, column)


def nulls(row: Mapping[str, Any]) -> list[str]:
    """The columns that an expected row wants empty: NULL = ["column"], since TOML has no null."""
    return list(row.get("NULL", []))


def _compared(claim: Rows, claims: "Claims") -> sql.Composed:
    """Each expected row (of each active tenant) once and equal; then the rows nobody expects."""
    documents = []
    for row in claim.expect:
        document = {name: value for name, value in row.items() if name != "NULL"}
        documents.append(document | dict.fromkeys(nulls(row)))
    columns = sorted({name for document in documents for name in document})
    of_tenant = join_tenant = elsewhere = sql.Composed([])
    tenants: sql.Composable = sql.SQL("(SELECT NULL::text AS tenant) AS tenants")
    if claim.per_tenant and (tenancy := claims.tenancy):
        tenants = sql.SQL("(SELECT {key}::text AS tenant FROM {root} WHERE {active}) AS tenants").format(
            key=sql.Identifier(tenancy.key), root=table(tenancy.root), active=text(tenancy.active)
        )
        of_tenant = sql.SQL("AND t.{}::text = e.tenant").format(sql.Identifier(claim.per_tenant))
        join_tenant = sql.SQL("coalesce(t.{}::text, 'no tenant') || ': ' ||").format(sql.Identifier(claim.per_tenant))
        # A tenant that is not active need not be complete, and its rows are no strangers.
        elsewhere = sql.SQL(
            "AND NOT EXISTS (SELECT FROM {root} WHERE {root}.{key}::text = t.{own}::text AND ({active}) IS NOT TRUE)"
        ).format(
            root=table(tenancy.root),
            key=sql.Identifier(tenancy.key),
            own=sql.Identifier(claim.per_tenant),
            active=text(tenancy.active),
        )
    same_key = sql.SQL(" AND ").join(
        sql.SQL("t.{c} IS NOT DISTINCT FROM (e.wanted).{c}").format(c=sql.Identifier(column)) for column in claim.key
    )
    differing = sql.SQL(", ").join(
        sql.SQL(
            "CASE WHEN e.doc ? {n} AND pg_catalog.bool_or(pg_catalog.to_jsonb(t.{c}) IS DISTINCT"
            " FROM pg_catalog.to_jsonb((e.wanted).{c}))"
            " FILTER (WHERE {where}) THEN {n} END"
        ).format(n=sql.Literal(column), c=sql.Identifier(column), where=text(claim.where))
        for column in columns
    )
    return sql.SQL(
        """
        WITH expected AS MATERIALIZED (
            SELECT e.n, e.doc, wanted, tenants.tenant
            FROM pg_catalog.jsonb_array_elements({documents}::jsonb) WITH ORDINALITY AS e (doc, n)
            CROSS JOIN LATERAL pg_catalog.jsonb_populate_record(NULL::{table}, e.doc) AS wanted
            CROSS JOIN {tenants}
        ), compared AS (
            SELECT e.n, e.tenant, m.times, m.beside, m.differing
            FROM expected AS e
            CROSS JOIN LATERAL (
                SELECT pg_catalog.count(*) FILTER (WHERE {where}) AS times,
                       pg_catalog.count(*) FILTER (WHERE ({where}) IS NOT TRUE) AS beside,
                       pg_catalog.array_remove(ARRAY[{differing}], NULL) AS differing
                FROM {table} AS t WHERE {same_key} {of_tenant}
            ) AS m
        ), strangers AS (
            SELECT {join_tenant} {key_text} AS key
            FROM {table} AS t
            WHERE ({where}) {elsewhere} AND NOT EXISTS (SELECT FROM expected AS e WHERE {same_key} {of_tenant})
        )
        SELECT 'compared', n, tenant, times, beside, differing FROM compared
        UNION ALL
        (SELECT 'stranger', pg_catalog.count(*) OVER (), key, 0, 0, NULL FROM strangers ORDER BY key LIMIT 20)
        ORDER BY 1, 2, 3
        """
    ).format(
        documents=sql.Literal(json.dumps(documents)), table=table(claim.table), where=text(claim.where),
        tenants=tenants, differing=differing,
        same_key=same_key, of_tenant=of_tenant, join_tenant=join_tenant, key_text=_key_text(claim), elsewhere=elsewhere,
    )  # fmt: skip


def _key_text(claim: Rows) -> sql.Composed:
    return sql.SQL(" || ' ' || ").join(
        sql.SQL("coalesce(t.{}::text, 'NULL')").format(sql.Identifier(column)) for column in claim.key
    )


def _wrong(claim: Rows, answer: Answer) -> Evidence:
    compared = [row for row in answer if row[0] == "compared"]
    wrong: list[WrongRow] = []
    for _, number, tenant, times, beside, columns in compared:
        if times == 0:
            wrong.append(WrongRow("beside" if beside else "missing", number, tenant))
        elif times > 1:
            wrong.append(WrongRow("twice", number, tenant, times=times))
        elif columns:
            wrong.append(WrongRow("differs", number, tenant, tuple(columns)))
    strangers = [] if claim.others else [row for row in answer if row[0] == "stranger"]
    count = len(wrong) + (strangers[0][1] if strangers else 0)
    wrong += [WrongRow("stranger", key=row[2]) for row in strangers]
    return Evidence.seen(looked_at=len(compared), count=count, told=WrongRows(tuple(wrong[:KEYS])))


def _placeholders(claim: Rows, column: str) -> Asked:
    """Which {{names}} each row carries; the names are the evidence, never the text around them."""
    query = sql.SQL(
        """
        SELECT {key}, ARRAY(
            SELECT DISTINCT m[1] FROM pg_catalog.regexp_matches({column},
                '\\{{\\{{\\s*([\\w.]+)\\s*\\}}\\}}', 'g') AS m
            ORDER BY 1)
        FROM {table} AS t WHERE {where} ORDER BY 1
        """
    ).format(
        key=_key_text(claim),
        column=matched(sql.Identifier("t", column)),
        table=table(claim.table),
        where=text(claim.where),
    )
    required = set(claim.placeholders.get(column, ()))
    allowed = required | set(claim.optional.get(column, ()))

    def read(answer: Answer) -> Evidence:
        keys = []
        for key, names in answer:
            if missing := required - set(names):
                keys.append(f"{key}: {column} lacks {', '.join('{{' + name + '}}' for name in sorted(missing))}")
            if strange := set(names) - allowed:
                keys.append(f"{key}: {column} names unknown {', '.join('{{' + n + '}}' for n in sorted(strange))}")
        return Evidence.seen(looked_at=len(answer), count=len(keys), keys=tuple(keys[:KEYS]))

    return Asked(PLACEHOLDERS.of(claim.name, column), query, read)
