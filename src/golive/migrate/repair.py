"""A step without a transaction that was cut off is finished, not guessed about.

Recognised as done: an index that is valid and defined exactly so, a dropped index, a label of an enum.
Dropped and built again: an INVALID index. Any other statement runs again, and fails loudly if it cannot:
such a step should hold nothing else.
"""

from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql

from golive.sql import fill
from golive.sqltext.statements import Kind, Statement, Token

Session = Connection[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class IndexBuild:
    schema: str
    index: str
    table: tuple[str, str]
    unique: bool
    rest: str  # from USING or the opening parenthesis on


class Unrepairable(Exception):
    """What is there is not what the statement would have made."""


def index_build(statement: Statement) -> IndexBuild | None:
    """CREATE [UNIQUE] INDEX CONCURRENTLY name ON [ONLY] schema.table …; else None."""
    found = list(statement.tokens)
    words = [token.text.upper() if token.kind is Kind.WORD else "" for token in found]
    at = 2 if words[1:2] == ["UNIQUE"] else 1
    if words[0] != "CREATE" or words[at : at + 2] != ["INDEX", "CONCURRENTLY"]:
        return None
    unique, at = at == 2, at + 2
    if words[at : at + 3] == ["IF", "NOT", "EXISTS"]:
        at += 3
    if words[at : at + 1] == ["ON"] or words[at + 1 : at + 2] != ["ON"]:
        return None
    index, at = plain(found[at]), at + 2
    at += words[at] == "ONLY"
    if found[at + 1].text != ".":
        return None
    table = (plain(found[at]), plain(found[at + 2]))
    return IndexBuild(table[0], index, table, unique, statement.text[found[at + 3].start :])


def plain(token: Token) -> str:
    """The name itself, as the server folds or unquotes it."""
    if token.kind is Kind.NAME:
        return token.text[1:-1].replace('""', '"')
    return token.text.lower()


def clear_invalid(connection: Session, statement: Statement) -> str | None:
    """Drops the INVALID index that this statement would build; says so."""
    build = index_build(statement)
    if build is None:
        return None
    row = _state(connection, build)
    if row is None or row[0]:
        return None
    name = f"{build.schema}.{build.index}"
    if row[3] is not None:
        raise Unrepairable(f"index {name} is being built by pid {row[3]}")
    connection.execute(sql.SQL("DROP INDEX CONCURRENTLY {}").format(sql.Identifier(build.schema, build.index)))
    return f"dropped the INVALID index {name} of a build that was cut off"


def done_already(connection: Session, statement: Statement) -> str | None:
    """Says what is there, if the catalog shows that this statement has run; None if it has not."""
    if build := index_build(statement):
        row = _state(connection, build)
        if row is None or not row[0]:
            return None
        name = f"{build.schema}.{build.index}"
        if (row[1], row[2]) != (build.unique, _definition(connection, build)):
            raise Unrepairable(f"index {name} is there with another definition")
        return f"index {name} is there, valid, and defined so"
    words = statement.words
    found = statement.tokens
    if words[:3] == ("DROP", "INDEX", "CONCURRENTLY") and len(found) == 6:
        schema, index = plain(found[3]), plain(found[5])
        gone = not connection.execute(fill("runner/index_state.sql", schema=schema, index=index)).fetchall()
        return f"index {schema}.{index} is gone" if gone else None
    if words[:2] == ("ALTER", "TYPE") and "ADD" in words and "VALUE" in words:
        label = next((token for token in found if token.kind is Kind.STRING), None)
        if label is not None and found[3].text == ".":
            schema, name = plain(found[2]), plain(found[4])
            text = label.text[1:-1].replace("''", "'")
            query = fill("runner/enum_label.sql", schema=schema, type=name, label=text)
            row = connection.execute(query).fetchone()
            return f"{schema}.{name} has the label" if row is not None and row[0] else None
    return None


def _state(connection: Session, build: IndexBuild) -> tuple[Any, ...] | None:
    query = fill("runner/index_state.sql", schema=build.schema, index=build.index)
    return connection.execute(query).fetchone()


def _definition(connection: Session, build: IndexBuild) -> str | None:
    """What the server would call this index: built on an empty copy of the table and thrown away."""
    copy, index = sql.Identifier("pg_temp", "golive_copy"), sql.Identifier("golive_copy_index")
    with connection.transaction(force_rollback=True):
        connection.execute(sql.SQL("CREATE TEMPORARY TABLE golive_copy (LIKE {})").format(sql.Identifier(*build.table)))
        head = sql.SQL("CREATE UNIQUE INDEX {} ON {} " if build.unique else "CREATE INDEX {} ON {} ")
        connection.execute(head.format(index, copy).as_bytes(connection) + build.rest.encode())
        row = connection.execute(fill("runner/copy_definition.sql")).fetchone()
    return None if row is None else str(row[0])
