"""The roles of a cluster, their settings and memberships: what no dump of a database carries."""

from typing import Any

import psycopg
from psycopg import sql

from golive.server.queries import Row, rows
from golive.server.settings import assignment

Roles = dict[str, list[Row]]
ATTRIBUTES = {
    "superuser": "SUPERUSER",
    "inherits": "INHERIT",
    "createrole": "CREATEROLE",
    "createdb": "CREATEDB",
    "login": "LOGIN",
    "replication": "REPLICATION",
    "bypassrls": "BYPASSRLS",
}


def read_roles(connection: psycopg.Connection[Any]) -> Roles:
    parameters = rows(connection, "parameter_acl") if connection.info.server_version >= 150000 else []
    return {
        "roles": rows(connection, "roles"),
        "settings": rows(connection, "role_settings"),
        "memberships": rows(connection, "memberships"),
        "parameters": parameters,
    }


def apply_roles(connection: psycopg.Connection[Any], wanted: Roles) -> None:
    """Missing roles are made, without a password; others get the attributes, settings and memberships named.

    The connecting role keeps its own attributes. Nothing is taken away: other databases use these roles too.
    """
    found = read_roles(connection)
    with connection.transaction():
        for statement in _statements(wanted, found, connection.info.user, connection.info.server_version):
            connection.execute(statement)


def missing_from(wanted: Roles, found: Roles, connected_as: str) -> list[str]:
    """What of the wanted roles is missing or different."""
    told = []
    for kind, key in KEYS.items():
        there = {_identity(row, key): row for row in found[kind]}
        for row in wanted[kind]:
            identity = _identity(row, key)
            if identity == (connected_as,):
                continue
            if identity not in there:
                told.append(f"{NOUNS[kind]} {'.'.join(identity)} is missing")
            elif unlike := [f"{name}" for name in row if not _same(row[name], there[identity].get(name))]:
                told.append(f"{NOUNS[kind]} {'.'.join(identity)} differs in {', '.join(unlike)}")
    return told


def surplus(wanted: Roles, found: Roles) -> list[str]:
    """What is there in addition; cluster-wide, so a restore leaves it alone and says so."""
    told = []
    for kind, key in KEYS.items():
        known = {_identity(row, key) for row in wanted[kind]}
        more = (_identity(row, key) for row in found[kind])
        told += [f"{NOUNS[kind]} {'.'.join(each)}" for each in more if each not in known]
    return told


KEYS = {
    "roles": ("name",),
    "settings": ("role", "name"),
    "memberships": ("role", "member"),
    "parameters": ("parameter", "grantee", "privilege"),
}
NOUNS = {
    "roles": "role",
    "settings": "role setting",
    "memberships": "membership",
    "parameters": "parameter grant",
}
# A manifest is a file: only these words become SQL.
PARAMETER_PRIVILEGES = {"SET": "SET", "ALTER SYSTEM": "ALTER SYSTEM"}


def _identity(row: Row, key: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row[part] for part in key)


def _same(wanted: object, found: object) -> bool:
    """None is what a version before 16 does not know of a membership."""
    return wanted is None or found is None or wanted == found


def _statements(wanted: Roles, found: Roles, connected_as: str, version: int) -> list[sql.Composed]:
    made: list[sql.Composed] = []
    there = {role["name"]: role for role in found["roles"]}
    for role in wanted["roles"]:
        name = sql.Identifier(role["name"])
        if role["name"] not in there:
            made.append(sql.SQL("CREATE ROLE {}").format(name))
        if role["name"] != connected_as and role != there.get(role["name"]):
            made.append(_altered(name, role))
            made.append(sql.SQL("COMMENT ON ROLE {} IS {}").format(name, sql.Literal(role["comment"])))
    for setting in wanted["settings"]:
        if setting not in found["settings"]:
            whom = sql.Identifier(setting["role"]) if setting["role"] else sql.SQL("ALL")
            made.append(sql.SQL("ALTER ROLE {} SET {}").format(whom, assignment(setting["name"], setting["value"])))
    made += [_granted(each, version) for each in wanted["memberships"] if each not in found["memberships"]]
    if version >= 150000:
        made += [_parameter(each) for each in wanted["parameters"] if each not in found["parameters"]]
    return made


def _altered(name: sql.Identifier, role: Row) -> sql.Composed:
    words = [word if role[key] else f"NO{word}" for key, word in ATTRIBUTES.items()]
    return sql.SQL("ALTER ROLE {} {} CONNECTION LIMIT {} VALID UNTIL {}").format(
        name,
        sql.SQL(" ").join(sql.SQL(word) for word in words),
        sql.Literal(role["connection_limit"]),
        sql.Literal(role["valid_until"] or "infinity"),
    )


def _granted(membership: Row, version: int) -> sql.Composed:
    words = "WITH ADMIN OPTION" if membership["admin"] else ""
    if version >= 160000:
        options = {
            "ADMIN": membership["admin"],
            "INHERIT": membership["inherits"],
            "SET": membership["can_set"],
        }
        told = [f"{key} {'TRUE' if value else 'FALSE'}" for key, value in options.items() if value is not None]
        words = "WITH " + ", ".join(told)
    return sql.SQL("GRANT {} TO {} {}").format(
        sql.Identifier(membership["role"]), sql.Identifier(membership["member"]), sql.SQL(words)
    )


def _parameter(grant: Row) -> sql.Composed:
    return sql.SQL("GRANT {} ON PARAMETER {} TO {}{}").format(
        sql.SQL(PARAMETER_PRIVILEGES[grant["privilege"]]),
        sql.Identifier(*grant["parameter"].split(".")),
        sql.Identifier(grant["grantee"]) if grant["grantee"] else sql.SQL("PUBLIC"),
        sql.SQL(" WITH GRANT OPTION" if grant["grantable"] else ""),
    )
