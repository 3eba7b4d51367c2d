"""Each migration tool finds in its own history table what it would have written itself."""

import ast
import json
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from psycopg import Connection, sql

from golive.model.errors import WrongUse
from golive.model.step import Migration
from golive.sql import fill
from golive.sqltext.statements import split


@dataclass(frozen=True, slots=True)
class Expected:
    """A migration file as its tool sees it."""

    key: str  # what the tool's own table calls it
    name: str  # the file or folder, without suffix
    path: Path
    checksum: str | None  # as the tool computes it
    version: str
    description: str
    parents: tuple[str, ...] = ()  # alembic: what it follows


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
    files: Callable[[Path], list[Expected]]
    search_path: str | None  # what its session looks names up in; None: the role's own default

    @property
    def relation(self) -> sql.Identifier:
        return sql.Identifier(self.schema, self.table)


def _prisma(folder: Path) -> list[Expected]:
    found = []
    for path in sorted(folder.glob("*/migration.sql"), key=lambda path: path.parent.name):
        name = path.parent.name
        found.append(Expected(name, name, path, _sha(path), name.partition("_")[0], name))
    return found


def _drizzle(folder: Path) -> list[Expected]:
    journal = json.loads((folder / "meta" / "_journal.json").read_text(encoding="utf-8"))
    found = []
    for entry in journal["entries"]:
        path = folder / f"{entry['tag']}.sql"
        when = str(entry["when"])
        found.append(Expected(when, entry["tag"], path, _sha(path), when, entry["tag"]))
    return found


def _supabase(folder: Path) -> list[Expected]:
    found = []
    for path in sorted(folder.glob("*.sql"), key=lambda path: path.name):
        version, _, description = path.stem.partition("_")
        if version.isdigit():
            found.append(Expected(version, path.stem, path, None, version, description))
    return found


def _alembic(folder: Path) -> list[Expected]:
    found = []
    for path in sorted((folder / "versions").glob("*.py")):
        named = {
            target.id: ast.literal_eval(node.value)
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name) and target.id in ("revision", "down_revision")
        }
        if "revision" in named:
            down = named.get("down_revision") or ()
            parents = (down,) if isinstance(down, str) else tuple(down)
            revision = named["revision"]
            found.append(Expected(revision, path.stem, path, None, revision, path.stem, parents))
    return found


def _flyway(folder: Path) -> list[Expected]:
    found = []
    for path in folder.glob("V*__*.sql"):
        version, _, description = path.stem[1:].partition("__")
        dotted = version.replace("_", ".")
        crc = flyway_checksum(path.read_bytes())
        found.append(Expected(dotted, path.stem, path, str(crc), dotted, description.replace("_", " ")))
    return sorted(found, key=lambda one: [int(part) for part in one.version.split(".")])


def flyway_checksum(raw: bytes) -> int:
    """CRC-32 over the lines without their ends, without a BOM, as the signed number Flyway stores."""
    crc = 0
    lines = re.split(rb"\r\n|\r|\n", raw.removeprefix(b"\xef\xbb\xbf"))
    for line in lines if lines[-1] else lines[:-1]:
        crc = zlib.crc32(line, crc)
    return crc - (1 << 32) if crc >= 1 << 31 else crc


def _sha(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


APPLIED = ("applied", "resolved")
TOOLS = {
    tool.name: tool
    for tool in (
        Tool("prisma", "public", "_prisma_migrations", _prisma, "public"),
        Tool("drizzle", "drizzle", "__drizzle_migrations", _drizzle, None),
        Tool("supabase", "supabase_migrations", "schema_migrations", _supabase, None),
        Tool("alembic", "public", "alembic_version", _alembic, None),
        Tool("flyway", "public", "flyway_schema_history", _flyway, "public"),
    )
}


def detect(folder: Path) -> Tool | None:
    """The tool whose layout a migrations folder has."""
    if (folder / "migration_lock.toml").exists() or any(folder.glob("*/migration.sql")):
        return TOOLS["prisma"]
    if (folder / "meta" / "_journal.json").exists():
        return TOOLS["drizzle"]
    if (folder / "versions").is_dir():
        return TOOLS["alembic"]
    if any(folder.glob("V*__*.sql")):
        return TOOLS["flyway"]
    return TOOLS["supabase"] if _supabase(folder) else None


def expected(folder: Path, tool: Tool) -> tuple[Expected, ...]:
    """The migrations of a folder in the order the tool applies them."""
    return tuple(tool.files(folder))


def find(migration: Migration) -> tuple[Tool, Expected]:
    """The tool of a step's migration, and the migration as that tool sees it."""
    folder = migration.path.parent if migration.path.parent.name == "migrations" else migration.path.parent.parent
    tool = detect(folder)
    if tool is None:
        raise WrongUse(str(folder), "is the layout of no migration tool", "known: " + ", ".join(TOOLS))
    for one in expected(folder, tool):
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
    place = Tool(tool.name, *table, tool.files, tool.search_path) if table else tool
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
        after = {each.version for each in tool.files(one.path.parent.parent) if found & set(each.parents)}
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
