"""Functions that return rows: whose the rows are, and what can be known of them without writing."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from golive.isolation.world import World
from golive.model.catalog import Column, Function, Relation
from golive.model.relation_names import identities_of, identity_of
from golive.model.scope import ours
from golive.model.signature import arguments
from golive.rights.reach import uses

VALUE = "golive_rows"  # the column of a function that returns plain values


class Way(StrEnum):
    """How what a function returns is known."""

    AS_CALLER = "as the caller"  # it reads as the session: what the relations let through
    CALLED = "called"
    VOLATILE = "volatile"
    NO_COLUMN = "no column"


@dataclass(frozen=True, slots=True)
class Returned:
    """One function that returns rows."""

    function: Function
    relation: Relation | None  # that its rows have the shape of
    column: str  # that says whose one is; empty where none does, or where the row of a parent does
    way: Way


def returned(world: World, role: str) -> Iterator[Returned]:
    """Those that a role may call, but for those that return rows of everybody."""
    roles, tenancy = world.tenancy.roles, world.claims.tenancy
    shared = identities_of(world.live, tenancy.shared) if tenancy else frozenset()
    for function in ours(world.live, Function, world.claims):
        if function.prokind != "f" or not roles.executes(role, function) or not uses(roles, role, function.schema):
            continue
        several = function.result.startswith("SETOF ")
        relation = world.live.get(Relation, function.result.removeprefix("SETOF "))
        own_columns = function.result.startswith("TABLE(") or function.result == "record"
        if not (several or relation or own_columns) or (relation and relation.identity in shared):
            continue
        column = _column(world, function, relation)
        keyed = column or (relation is not None and relation.identity in world.parents)
        yield Returned(function, relation, column, _way(function, keyed=bool(keyed)))


def _way(function: Function, *, keyed: bool) -> Way:
    if not function.security_definer:
        return Way.AS_CALLER
    if not keyed:
        return Way.NO_COLUMN
    return Way.VOLATILE if function.volatility == "volatile" else Way.CALLED


def _column(world: World, function: Function, relation: Relation | None) -> str:
    tenancy = world.claims.tenancy
    if relation is not None and (column := world.tenant_column(relation.identity)):
        return column
    if function.result == "SETOF uuid":  # numbers and texts may be keys of anything
        return VALUE if "uuid" in key_types(world) else ""
    if relation is not None:
        names = [one.name for one in world.live.on(Column, relation.identity)] if relation.relkind in "vmf" else []
    else:
        given = arguments(function, only_input=True)
        names = [one[0] for one in arguments(function) if one not in given]
    wanted = [*tenancy.columns, *([tenancy.members.tenant] if tenancy.members else [])] if tenancy else []
    return next((one for one in wanted if one in names), "")


def key_types(world: World) -> frozenset[str]:
    """The type of a tenant's key."""
    root, key = root_key(world)
    return frozenset(one.type for one in world.live.on(Column, root) if one.name == key)


def root_key(world: World) -> tuple[str, str]:
    """The table of tenants and its key."""
    tenancy = world.claims.tenancy
    return (identity_of(world.live, tenancy.root), tenancy.key) if tenancy else ("", "")
