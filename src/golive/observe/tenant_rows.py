"""SQL that tells a session's own rows from those of others."""

from collections.abc import Mapping
from dataclasses import dataclass

from psycopg import sql

from golive.isolation.world import World
from golive.model.catalog import Column, Relation
from golive.observe.claims import table, text
from golive.observe.session_states import Connected
from golive.sqltext.names import parts

SAMPLE = 500


@dataclass(frozen=True, slots=True)
class Whose:
    """SQL that tells own rows from those of others: $1 own tenants, $2 the user, $3 and $4 keys of parent rows."""

    own: sql.Composable
    foreign: sql.Composable
    keys: Mapping[str, str]


def whose(connection: Connected, world: World, relation: Relation) -> Whose | None:
    """None where nothing says whose rows the relation has."""
    short = sql.Identifier(parts(relation.identity)[-1])
    column = world.tenant_column(relation.identity)
    if column is None and relation.relkind in "vmf":
        names = {one.name for one in world.live.on(Column, relation.identity)}
        claimed = world.claims.tenancy.columns if world.claims.tenancy else ()
        column = next((one for one in claimed if one in names), None)
    owner = world.own.get(relation.identity)
    extra = sql.SQL(" OR {}.{}::text = $2").format(short, sql.Identifier(owner)) if owner else sql.SQL("")
    if column is not None:
        own = sql.SQL("({}.{}::text = ANY ($1){})").format(short, sql.Identifier(column), extra)
        return Whose(own, sql.SQL("({}) IS NOT TRUE").format(own), {})
    parent = world.parents.get(relation.identity)
    above = world.tenant_column(parent.relation) if parent else None
    if parent is None or above is None:
        return None
    of_parent = sql.SQL(
        "SELECT ARRAY(SELECT p.{key}::text FROM {parent} AS p WHERE (p.{tenant}::text = ANY ($1)) IS {what}"
        " AND EXISTS (SELECT FROM {child} AS c WHERE c.{column} = p.{key}) ORDER BY 1 LIMIT {limit})"
    )
    named = {
        "key": sql.Identifier(parent.key), "parent": table(parent.relation), "tenant": sql.Identifier(above),
        "child": table(relation.identity), "column": sql.Identifier(parent.column), "limit": sql.Literal(SAMPLE),
    }  # fmt: skip
    value = sql.SQL("{}.{}::text").format(short, sql.Identifier(parent.column))
    return Whose(
        sql.SQL("{} = ANY ($4)").format(value),
        sql.SQL("{} = ANY ($3)").format(value),
        {
            "foreign_keys": of_parent.format(what=sql.SQL("NOT TRUE"), **named).as_string(connection),
            "own_keys": of_parent.format(what=sql.SQL("TRUE"), **named).as_string(connection),
        },
    )


def everybody(world: World, relation: Relation) -> sql.Composable:
    """Which rows every tenant may read."""
    claimed = world.shared_rows.get(relation.identity)
    found: sql.Composable = text(f"({claimed})") if claimed else sql.SQL("false")
    column = world.tenant_column(relation.identity)
    if column and relation.identity in world.nullable:
        short = sql.Identifier(parts(relation.identity)[-1])
        found = sql.SQL("{} OR {}.{} IS NULL").format(found, short, sql.Identifier(column))
    return found
