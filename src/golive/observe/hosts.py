"""Addresses of development in documents and columns of addresses, but for those that platform.toml declares."""

import json
from functools import partial
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.catalog import Column, Relation
from golive.model.claims import Claims
from golive.model.claims.rows import Rows
from golive.model.development import OWN_HOST, STAGE_HOST, is_called, names_development
from golive.model.evidence import Evidence
from golive.model.relation_names import identities_of
from golive.observe.by_column import Condition, count_by_column
from golive.observe.tables import Tables


def observe_hosts(connection: Connection[tuple[Any, ...]], tables: Tables, claims: Claims) -> dict[str, Evidence]:
    declared = {
        (table, column)
        for claim in claims.of(Rows)
        for row in claim.expect
        for column, value in row.items()
        if names_development(json.dumps(value, default=str))
        for table in identities_of(tables.live, [claim.table])
    }

    def asks(table: Relation, name: str, column: Column) -> bool:
        return (table.identity, name) not in declared and is_called(table, name, column)

    return count_by_column(
        connection, tables, asks, (q.OWN_HOSTS, _matching(OWN_HOST)), (q.STAGE_HOSTS, _matching(STAGE_HOST))
    )


def _matching(pattern: str) -> Condition:
    return partial(_matches, pattern)


def _matches(pattern: str, value: sql.Composable, _: Column) -> sql.Composable:
    return sql.SQL("{} ~* {}").format(value, sql.Literal(pattern))
