"""A setting of a role or database, written as PostgreSQL's own dump writes it."""

import re

from psycopg import sql

# Their value is a list of quoted names; one literal would turn `a, b` into a single name.
LISTS = {
    "local_preload_libraries",
    "search_path",
    "session_preload_libraries",
    "shared_preload_libraries",
    "temp_tablespaces",
    "unix_socket_directories",
}
ELEMENT = re.compile(r'\s*("(?:[^"]|"")*"|[^,]*?)\s*(?:,|$)')


def assignment(name: str, value: str) -> sql.Composed:
    """`"name" TO value`, for ALTER ROLE or ALTER DATABASE … SET."""
    words = _elements(value) if name.lower() in LISTS else [value]
    return sql.SQL("{} TO {}").format(
        sql.Identifier(*name.split(".")), sql.SQL(", ").join(sql.Literal(word) for word in words)
    )


def _elements(value: str) -> list[str]:
    found, at = [], 0
    while at <= len(value) and (match := ELEMENT.match(value, at)):
        word = match[1]
        found.append(word[1:-1].replace('""', '"') if word.startswith('"') else word)
        if not match[0].endswith(",") or match.end() == at:
            break
        at = match.end()
    return found
