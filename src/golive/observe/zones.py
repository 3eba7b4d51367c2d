"""Columns of time zones that hold abbreviations or offsets; those of schedules are looked at with them."""

from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.catalog import Column, Relation
from golive.model.claims import Claims
from golive.model.claims.schedule import Schedule
from golive.model.evidence import Evidence
from golive.model.leftovers import is_text, words
from golive.model.relation_names import identities_of
from golive.model.zones import ABBREVIATED, REGION, is_zone
from golive.observe.by_column import count_by_column
from golive.observe.tables import Tables


def observe_zones(connection: Connection[tuple[Any, ...]], tables: Tables, claims: Claims) -> dict[str, Evidence]:
    scheduled = {
        (table, claim.timezone)
        for claim in claims.of(Schedule)
        if claim.timezone
        for table in identities_of(tables.live, [claim.table])
    }

    def asks(table: Relation, name: str, column: Column) -> bool:
        return is_text(column) and is_zone(words(name)) and (table.identity, name) not in scheduled

    return count_by_column(connection, tables, asks, (q.ZONES, _is_abbreviated))


def _is_abbreviated(value: sql.Composable, _: Column) -> sql.Composable:
    """Or has other letters than its place, which the server forgives and most programs do not."""
    return sql.SQL("({v} ~* {abbreviated} OR {v} ~* {region} AND {v} !~ {written})").format(
        v=value, abbreviated=sql.Literal(ABBREVIATED), region=sql.Literal(REGION), written=sql.Literal(f"{REGION}[A-Z]")
    )
