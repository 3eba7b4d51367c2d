"""One secret of two tenants, in a column where most rows have one of their own: only in how many rows."""

from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.catalog import Constraint
from golive.model.claims import Claims
from golive.model.claims.credential import Credential
from golive.model.claims.token import Token
from golive.model.evidence import Evidence
from golive.model.leftovers import is_password
from golive.model.relation_names import identities_of
from golive.model.sealed import sealed_columns, secret_columns
from golive.observe.counted import Counting, count_all, first, told
from golive.observe.tables import Tables, named, rows_of
from golive.rights.tenancy import TenantKeys

_SHORTEST = 12  # letters: what is shorter says something else, or that there is none
_ASKED = sql.SQL(
    """
    SELECT ARRAY[CASE WHEN 2 * pg_catalog.count(*) > pg_catalog.sum(v.tenants)
        THEN coalesce(pg_catalog.sum(v.n) FILTER (WHERE v.tenants > 1), 0) ELSE 0 END]::bigint[]
    FROM (SELECT pg_catalog.count(*) AS n, pg_catalog.count(DISTINCT s.tenant) AS tenants
        FROM (SELECT t.{column}::text AS secret, ({tenant})::text AS tenant FROM {table} AS t) AS s
        WHERE pg_catalog.length(s.secret) >= {shortest} GROUP BY s.secret) AS v
    """
)


def observe_shared_secrets(
    connection: Connection[tuple[Any, ...]], tables: Tables, claims: Claims, tenants: TenantKeys | None
) -> dict[str, Evidence]:
    """What a claim of its own speaks of is not asked about again."""
    said = [(claim.table, claim.column) for claim in claims.of(Credential)]
    said += [(claim.table, claim.column) for claim in claims.of(Token)]
    claimed = {(name, column) for table, column in said for name in identities_of(tables.live, [table])}
    asked = []
    looked_at = 0
    for table in tables.judged:
        tenant = None if table.is_partition or tenants is None else _tenant(tables, table.identity, tenants)
        if tenant is None:
            continue
        of_table = secret_columns(tables.live, table.identity) + sealed_columns(tables.live, table.identity)
        for name in dict.fromkeys(of_table):
            column = tables.columns(table.identity)[name]
            if (table.identity, name) in claimed or is_password(name, column):
                continue
            looked_at += 1
            if not tables.empty(table.identity):
                select = _ASKED.format(
                    column=sql.Identifier(name), tenant=tenant, table=rows_of(table), shortest=sql.Literal(_SHORTEST)
                )
                asked.append(Counting(column.identity, select, tables.size(table.identity), table.rows))
    return told(q.SHARED_SECRETS, first(count_all(connection, asked)), looked_at)


def _tenant(tables: Tables, identity: str, tenants: TenantKeys) -> sql.Composed | None:
    """Its own, or that of the row it belongs to."""
    if own := tenants.columns.get(identity):
        return sql.SQL("t.{}").format(sql.Identifier(own))
    for key in tables.live.on(Constraint, identity):
        if key.type == "f" and len(key.columns) == 1 and (theirs := tenants.columns.get(key.referenced)):
            return sql.SQL("SELECT p.{tenant} FROM {parent} AS p WHERE p.{there} = t.{here}").format(
                tenant=sql.Identifier(theirs), parent=named(key.referenced),
                there=sql.Identifier(key.referenced_columns[0]), here=sql.Identifier(key.columns[0]),
            )  # fmt: skip
    return None
