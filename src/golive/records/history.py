"""Each migration tool finds in its own history table what it would have written itself."""

from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql

from golive.model.errors import WrongUse
from golive.model.migration_tools import MIGRATION_TOOLS
from golive.model.step import Migration
from golive.records.folders import Expected, detect, expected
from golive.sql import fill
from golive.sqltext.statements import split


@dataclass(frozen=True, slots=True)
class Recorded:
    """A row of a history table: evidence without its log text."""

    key: str
    checksum: str | None
    state: str  # applied, resolved (marked by hand), failed, rolled back


@dataclass(frozen=True, slots=True)
class Tool:
    name: str
    schema: str
    table: str
    search_path: str | None  # what its session looks names up in; None: the role's own default

    @property
    def relation(self) -> sql.Identifier:
        return sql.Identifier(self.schema, self.table)


APPLIED = ("applied", "resolved")
# Those whose history golive itself writes, where a step is one of their migrations; None: the role's own search path.
_SEARCH_PATHS = {"prisma": "public", "drizzle": None, "supabase": None, "alembic": None, "flyway": "public"}
TOOLS = {name: Tool(name, *MIGRATION_TOOLS[name].place, path) for name, path in _SEARCH_PATHS.items()}


def find(migration: Migration) -> tuple[Tool, Expected]:
    """The tool of a step's migration, and the migration as that tool sees it."""
    folder = migration.path.parent if migration.path.parent.name == "migrations" else migration.path.parent.parent
    name = detect(folder)
    if name not in TOOLS:
        raise WrongUse(str(folder), "is the layout of no migration tool", "known: " + ", ".join(TOOLS))
    tool = TOOLS[name]
    for one in expected(folder, name):
        if one.name == migration.name:
            return tool, one
    raise WrongUse(str(migration.path), f"is not among the migrations of {tool.name}", "see its layout")


def table_exists(connection: Connection[tuple[Any, ...]], tool: Tool) -> tuple[bool, bool]:
    """Whether the schema and the table of the tool are there."""
    row = connection.execute(fill("history/exists.sql", schema=tool.schema, name=tool.table)).fetchone()
    return (bool(row[0]), bool(row[1])) if row else (False, False)


def read_history(
    connection: Connection[tuple[Any, ...]], tool: Tool, table: tuple[str, str] | None = None
) -> tuple[Recorded, ...] | None:
    """The rows of a tool's history in its order; None where it has no table."""
    place = Tool(tool.name, *table, tool.search_path) if table else tool
    if not table_exists(connection, place)[1]:
        return None
    rows = connection.execute(fill(f"history/{tool.name}/read.sql", table=place.relation)).fetchall()
    return tuple(Recorded(*row) for row in rows)


def standing(connection: Connection[tuple[Any, ...]], tool: Tool, one: Expected) -> str | None:
    """applied, failed, or None where the tool has not recorded this migration."""
    keys = keys_that_tell(tool, one)
    states = {row.state for row in read_history(connection, tool) or () if row.key in keys}
    if states & set(APPLIED):
        return "applied"
    return "failed" if "failed" in states else None


def keys_that_tell(tool: Tool, one: Expected) -> tuple[str, ...]:
    """The keys of rows that speak of this migration; alembic keeps the last revisions only."""
    if tool.name != "alembic":
        return (one.key,)
    found, grown = {one.version}, True
    while grown:
        after = {each.version for each in expected(one.path.parent.parent, tool.name) if found & set(each.parents)}
        grown = not after <= found
        found |= after
    return tuple(sorted(found))


def search_path(tool: Tool, *, local: bool) -> sql.Composed | sql.SQL:
    """Names in a migration are found as the tool's own session would find them."""
    if tool.search_path is not None:
        return fill("runner/search_path.sql", path=tool.search_path, local=local)
    return sql.SQL("SET LOCAL search_path TO DEFAULT" if local else "SET search_path TO DEFAULT")


def creation(tool: Tool, *, schema: bool) -> list[sql.Composed]:
    """The statements that make the tool's table, and its schema where that is missing too."""
    first = [fill("history/create_schema.sql", schema=sql.Identifier(tool.schema))] if schema else []
    return [*first, fill(f"history/{tool.name}/create.sql", table=tool.relation)]


def record(tool: Tool, one: Expected, migration: Migration) -> sql.Composed:
    """The statement that says 'applied', as the tool would have said it."""
    return _filled("record", tool, one, migration, one.parents)


def erase(tool: Tool, one: Expected, migration: Migration, *, first: bool) -> sql.Composed:
    """Takes back what `record` wrote; `first`: nothing was recorded before it."""
    return _filled("erase", tool, one, migration, () if first else one.parents)


def _filled(what: str, tool: Tool, one: Expected, migration: Migration, parents: tuple[str, ...]) -> sql.Composed:
    return fill(
        f"history/{tool.name}/{what}.sql",
        table=tool.relation,
        migration=one.name,
        version=one.version,
        description=one.description,
        checksum=one.checksum,
        script=migration.path.name,
        parents=list(parents),
        statements=[statement.text for statement in split(migration.text)],
    )
