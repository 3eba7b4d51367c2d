"""SQL that tells a session's own rows from those of others; it means the same under every search path."""

from dataclasses import dataclass

from psycopg import sql

from golive.isolation.world import World
from golive.model.asking import table, text
from golive.model.catalog import Column, Relation
from golive.observe.plain import Plain
from golive.sqltext.names import parts

SAMPLE = 500


@dataclass(frozen=True, slots=True)
class Whose:
    """SQL that tells own rows from those of others: $1 own tenants, $2 the user, $3 and $4 keys of parent rows."""

    own: sql.Composable
    foreign: sql.Composable
    keys: tuple[str, ...] = ()  # what the reader finds: parents of rows of others, and own ones


def whose(world: World, plain: Plain, relation: Relation) -> Whose | None:
    """None where nothing says whose rows the relation has."""
    column = world.tenant_column(relation.identity)
    if column is None and relation.relkind in "vmf":
        names = {one.name for one in world.live.on(Column, relation.identity)}
        claimed = world.claims.tenancy.columns if world.claims.tenancy else ()
        column = next((one for one in claimed if one in names), None)
    owner = world.own.get(relation.identity)
    if column is not None:
        own = among(as_text(world, relation.identity, column), 1)
        if owner:
            user = as_text(world, relation.identity, owner)
            own = sql.SQL("({} OR {} OPERATOR(pg_catalog.=) $2)").format(own, user)
        return Whose(own, sql.SQL("({}) IS NOT TRUE").format(own))
    parent = world.parents.get(relation.identity)
    above = world.tenant_column(parent.relation) if parent else None
    if parent is None or above is None or not (plain.reads(parent.relation) and plain.reads(relation.identity)):
        return None
    of_parent = sql.SQL(
        "SELECT ARRAY(SELECT {key} FROM {parent} WHERE ({tenant}) IS {what}"
        " AND EXISTS (SELECT FROM {child} AS golive_child"
        " WHERE golive_child.{column} OPERATOR(pg_catalog.=) {short}.{plain_key}) ORDER BY 1 LIMIT {limit})"
    )
    named = {
        "key": as_text(world, parent.relation, parent.key), "parent": table(parent.relation),
        "tenant": among(as_text(world, parent.relation, above), 1), "child": table(relation.identity),
        "column": sql.Identifier(parent.column), "short": sql.Identifier(parts(parent.relation)[-1]),
        "plain_key": sql.Identifier(parent.key), "limit": sql.Literal(SAMPLE),
    }  # fmt: skip
    value = as_text(world, relation.identity, parent.column)
    return Whose(
        among(value, 4),
        among(value, 3),
        tuple(of_parent.format(what=sql.SQL(what), **named).as_string() for what in ("NOT TRUE", "TRUE")),
    )


def as_text(world: World, relation: str, column: str) -> sql.Composed:
    """Its text, by no cast that people wrote."""
    name = sql.Identifier(parts(relation)[-1], column)
    found = next((one for one in world.live.on(Column, relation) if one.name == column), None)
    built_in = found is not None and "." not in found.type
    return sql.SQL("{}::pg_catalog.text" if built_in else "pg_catalog.concat({})").format(name)


def among(value: sql.Composable, parameter: int) -> sql.Composed:
    """Whether it is one of a list."""
    return sql.SQL("({} OPERATOR(pg_catalog.=) ANY (${}::pg_catalog.text[]))").format(value, sql.Literal(parameter))


def everybody(world: World, relation: Relation) -> sql.Composable:
    """Which rows every tenant may read."""
    claimed = world.shared_rows.get(relation.identity)
    found: sql.Composable = text(f"({claimed})") if claimed else sql.SQL("false")
    column = world.tenant_column(relation.identity)
    if column and relation.identity in world.nullable:
        short = sql.Identifier(parts(relation.identity)[-1])
        found = sql.SQL("{} OR {}.{} IS NULL").format(found, short, sql.Identifier(column))
    return found
