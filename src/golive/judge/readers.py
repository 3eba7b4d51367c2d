"""Which roles of an application may read a table."""

from golive.model.catalog import Column, Relation, Role, Schema
from golive.model.names import quoted
from golive.model.snapshot import Snapshot


def readers(live: Snapshot, table: Relation) -> tuple[str, ...]:
    """Roles that may SELECT, in whole or by column: neither the owner nor one that may read everything anyway."""
    reached = _granted(live.get(Schema, quoted(table.schema or "")), "USAGE")
    may = _granted(table, "SELECT")
    for column in live.on(Column, table.identity):
        may |= _granted(column, "SELECT")
    above = {role.name for role in live.of(Role) if role.superuser or role.bypassrls}
    owners = {table.owner, *above}
    if "PUBLIC" not in reached:
        owner = live.get(Schema, quoted(table.schema or ""))
        may &= reached | ({owner.owner} if owner else set())
    return tuple(sorted(name for name in may if name not in owners and not name.startswith("pg_")))


def _granted(thing: Schema | Relation | Column | None, right: str) -> set[str]:
    grants = thing.grants if thing is not None else ()
    pairs = (grant.rpartition("=") for grant in grants)
    return {name for name, _, held in pairs if right in held.replace("*", "").split(",")}
