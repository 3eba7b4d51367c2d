"""What an application's role can reach: a right on the object, and the way through its schema."""

from collections.abc import Iterable

from golive.model.catalog import Column, Database, Function, Relation, Schema
from golive.rights.grants import Rights, rights
from golive.rights.roles import PUBLIC, Roles


def reaching(roles: Roles, relation: Relation, *wanted: str) -> tuple[str, ...]:
    """The application's roles that hold one of the rights on a relation and may use its schema."""
    return tuple(name for name in roles.granted(relation, *wanted) if uses(roles, name, relation.schema))


def uses(roles: Roles, name: str, schema: str | None) -> bool:
    key = (name, schema or "")
    if key not in roles.ways:
        roles.ways[key] = _uses(roles, *key)
    return roles.ways[key]


def _uses(roles: Roles, name: str, schema: str) -> bool:
    found = _schema(roles, schema)
    if found is None:
        return True
    held = rights(found.grants)
    if "USAGE" in _plain(held, PUBLIC):
        return True
    if name == PUBLIC:  # whoever may use the schema reaches what is granted to everybody
        return any("USAGE" in _plain(held, who) and roles.is_application(who) for who in held)
    members = {name, *(role for role in roles.known if name in roles.becomes(role))}
    return any("USAGE" in _plain(held, who) for member in members for who in roles.inherits(member))


def creating(roles: Roles, schema: str, apart: str = "") -> tuple[str, ...]:
    """The application's roles that may create in a schema; `apart` is not asked about."""
    found = _schema(roles, schema)
    if found is None:
        return ()
    held = rights(found.grants)
    return tuple(
        sorted(
            who
            for who in held
            if "CREATE" in _plain(held, who) and who not in (found.owner, apart) and roles.is_application(who)
        )
    )


def makers(roles: Roles) -> frozenset[str]:
    """The application's roles that may create an object somewhere: in a schema, or a schema in the database."""
    somewhere = [(one.grants, one.owner) for one in roles.live.of(Schema)]
    somewhere += [(one.grants, one.owner) for one in roles.live.of(Database)]
    return frozenset(
        who
        for grants, owner in somewhere
        for who, held in rights(grants).items()
        if {"CREATE", "CREATE*"} & held and who != owner and roles.is_application(who)
    )


def executing(roles: Roles, function: Function) -> tuple[str, ...]:
    """The application's roles that a function grants EXECUTE to, in a schema they may use."""
    held = rights(function.grants)
    return tuple(
        sorted(
            who
            for who in held
            if who != function.owner
            and "EXECUTE" in _plain(held, who)
            and roles.is_application(who)
            and uses(roles, who, function.schema)
        )
    )


def _schema(roles: Roles, name: str) -> Schema | None:
    return next((schema for schema in roles.live.of(Schema) if schema.name == name), None)


def _plain(held: Rights, who: str) -> set[str]:
    return {right.rstrip("*") for right in held.get(who, ())}


def columns_held(relation: Relation, columns: Iterable[Column], who: frozenset[str], right: str) -> tuple[str, ...]:
    """Those of its columns that one of the roles holds a right on: by the whole relation, or each by itself."""
    if _holds(relation.grants, who, right):
        return tuple(one.name for one in columns)
    return tuple(one.name for one in columns if _holds(one.grants, who, right))


def _holds(grants: tuple[str, ...], who: frozenset[str], right: str) -> bool:
    held = rights(grants) if grants else {}
    return any(right in _plain(held, each) for each in who)
