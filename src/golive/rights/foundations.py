"""What policies rest on, and whose it is: tables, the functions that run for others, schemas, the database."""

from collections import defaultdict
from collections.abc import Iterator

from golive.model.catalog import (
    Column,
    Constraint,
    Database,
    EventTrigger,
    Function,
    Index,
    Policy,
    Relation,
    Schema,
    Trigger,
)
from golive.model.snapshot import Snapshot
from golive.rights.bodies import Names
from golive.rights.policies import Tenancy


def foundations(tenancy: Tenancy) -> dict[str, list[str]]:
    """By owner, what it owns of it, the gravest first."""
    live = tenancy.live
    owned: dict[str, list[str]] = defaultdict(list)
    guarded = [one for one in tenancy.tables if one.row_security or tenancy.column(one.identity)]
    schemas = {one.schema for one in guarded}
    for table in guarded:
        owned[table.owner].append(table.identity)
    for function in _functions(tenancy, guarded):
        owned[function.owner].append(function.identity)
        schemas.add(function.schema)
    for schema in live.of(Schema):
        if schema.name in schemas:
            owned[schema.owner].append(f"schema {schema.identity}")
    for database in live.of(Database):
        owned[database.owner].append("the database")
        owned["pg_database_owner"].append("what the database's owner owns")
    return owned


def _functions(tenancy: Tenancy, guarded: list[Relation]) -> list[Function]:
    """Those that policies call, that triggers of these tables and event triggers run, and that their columns name."""
    live = tenancy.live
    found = {
        function.identity: function
        for table in guarded
        for policy in live.on(Policy, table.identity)
        for _, function in tenancy.followed(policy.using, policy.check)
        if function is not None
    }
    fired = {one.function for table in guarded for one in live.on(Trigger, table.identity)}
    fired |= {one.function for one in live.of(EventTrigger)}
    found |= {one.identity: one for one in live.of(Function) if one.identity in fired}
    owners = {table.owner for table in guarded}
    if any(one.owner not in owners for one in live.of(Function)):  # those of the others are theirs anyway
        names = Names(live, tenancy.claims)
        for table in guarded:
            for text in _computed(live, table):
                found |= {one.identity: one for one in names.functions_in(text, (table.schema or "",))}
    return [found[name] for name in sorted(found)]


def _computed(live: Snapshot, table: Relation) -> Iterator[str]:
    """What is run when a row of it is written: defaults, generated columns, checks, expressions of indexes."""
    for column in live.on(Column, table.identity):
        yield from (text for text in (column.default, column.expression) if "(" in text)
    for check in live.on(Constraint, table.identity):
        if check.type == "c":
            yield check.definition
    for index in live.on(Index, table.identity):
        yield from (text for text in (*index.columns, index.predicate) if "(" in text)
