"""What a database has outside of itself: owner, limit, comment, settings and grants."""

from typing import Any

import psycopg
from psycopg import sql

from golive.model.errors import WrongUse
from golive.server.queries import Row, rows
from golive.server.settings import assignment

Properties = dict[str, Any]


def read_properties(connection: psycopg.Connection[Any], database: str) -> Properties:
    """As plain values, so that they can be kept in a file and compared."""
    found = rows(connection, "database", database)
    if not found:
        raise WrongUse(database, "there is no such database on this server")
    return found[0] | {
        "settings": rows(connection, "database_settings", database),
        "acl": rows(connection, "database_acl", database),
    }


def apply_properties(connection: psycopg.Connection[Any], database: str, properties: Properties) -> None:
    """In one transaction, on a database of any name."""
    with connection.transaction():
        for statement in _statements(database, properties):
            connection.execute(statement)


def _statements(database: str, properties: Properties) -> list[sql.Composed]:
    name = sql.Identifier(database)
    owner = sql.Identifier(properties["owner"])
    made: list[sql.Composed] = [
        sql.SQL("ALTER DATABASE {} OWNER TO {}").format(name, owner),
        sql.SQL("ALTER DATABASE {} CONNECTION LIMIT {}").format(name, sql.Literal(properties["connection_limit"])),
        sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, sql.Literal(properties["comment"])),
        sql.SQL("ALTER DATABASE {} RESET ALL").format(name),
    ]
    for setting in properties["settings"]:
        value = assignment(setting["name"], setting["value"])
        if setting["role"]:
            made.append(
                sql.SQL("ALTER ROLE {} IN DATABASE {} SET {}").format(sql.Identifier(setting["role"]), name, value)
            )
        else:
            made.append(sql.SQL("ALTER DATABASE {} SET {}").format(name, value))
    if not properties["default_acl"]:
        made += [
            sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name),
            sql.SQL("REVOKE ALL ON DATABASE {} FROM {}").format(name, owner),
        ]
        made += [part for grant in _owner_first(properties) for part in _grant(name, grant, properties["owner"])]
    return made


def _owner_first(properties: Properties) -> list[Row]:
    """Who grants on needs the grant he got before."""
    return sorted(properties["acl"], key=lambda grant: grant["grantor"] != properties["owner"])


def _grant(name: sql.Identifier, grant: Row, owner: str) -> list[sql.Composed]:
    grantee = sql.Identifier(grant["grantee"]) if grant["grantee"] else sql.SQL("PUBLIC")
    statement = sql.SQL("GRANT {} ON DATABASE {} TO {}{}").format(
        sql.SQL(PRIVILEGES[grant["privilege"]]),
        name,
        grantee,
        sql.SQL(" WITH GRANT OPTION" if grant["grantable"] else ""),
    )
    if grant["grantor"] == owner:
        return [statement]
    return [
        sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(grant["grantor"])),
        statement,
        sql.SQL("RESET ROLE").format(),
    ]


# A manifest is a file: only these words become SQL.
PRIVILEGES = {"CREATE": "CREATE", "CONNECT": "CONNECT", "TEMPORARY": "TEMPORARY"}
