"""Migration tools of others: one file of sql/history/ each says how its table is known and what its rows mean."""

import re
from collections.abc import Iterator
from importlib.resources import as_file, files
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from golive.model.catalog import Column, Relation
from golive.model.claim import Name, Regex, Strict, Text
from golive.model.snapshot import NotObserved, Snapshot
from golive.model.typed_toml import read_toml
from golive.sqltext.names import quoted

Problem = Literal["missing", "failed", "edited", "resolved", "pushed"]
_NAMED = re.compile(r"(?i)migration|changelog|schema_version|schema_history")  # a table that was given another name


def _keyed(pattern: str) -> str:
    if "key" not in re.compile(pattern).groupindex:
        raise ValueError("a pattern with a group named key")
    return pattern


class Layout(Strict):
    """How a folder of migrations names its files."""

    layout: Name = "named"  # or one that records.folders reads by itself
    pattern: Annotated[Regex, AfterValidator(_keyed)] | None = None  # of the path below the folder
    key: Text = "{key}"  # what the table calls it, from the groups of the pattern
    number: bool = False  # the table has it as a number: without zeros before it
    holds: Regex | None = None  # what tells these files from those of another tool
    without: Text | None = None  # the end of names that are the way back
    checksum: Literal["sha384"] | None = None  # where the table keeps one of the file as it is


class Locking(Strict):
    """The table by which only one of two deployments runs."""

    table: Name
    look: Text  # NULL, how many are held, how many there may be
    mend: Text


class MigrationTool(Strict):
    """One tool."""

    title: Text
    schema_: Annotated[Name, Field(alias="schema")]
    table: Name
    columns: Annotated[tuple[Name, ...], Field(min_length=1)]  # that its table has, whatever else it has
    exact: bool = False  # and no other
    beside: Name | None = None  # a table of the same schema that no other tool has
    there: bool = False  # and in no other schema
    times: bool = True  # its rows stand in the order in which they were applied
    last: bool = False  # it keeps the last migration only
    look: Text  # key, checksum, state, flags; never a log
    files: Layout
    lock: Locking | None = None
    remedies: dict[Problem, Text]

    @property
    def place(self) -> tuple[str, str]:
        return self.schema_, self.table


def _read() -> Iterator[tuple[str, MigrationTool]]:
    with as_file(files("golive.sql") / "history") as folder:
        for path in sorted(folder.glob("*.toml")):
            yield path.stem, read_toml(path, MigrationTool, missing="one file a tool")


MIGRATION_TOOLS = dict(_read())
_TABLES = frozenset(tool.table for tool in MIGRATION_TOOLS.values())


def tool_of(live: Snapshot, relation: Relation) -> str | None:
    """Whose history a table is: its name is a hint, its columns decide where they were read."""
    if not relation.is_table:
        return None
    try:
        columns = frozenset(live.named(Column, relation.identity))
    except NotObserved:
        columns = frozenset()
    if columns and relation.name not in _TABLES and not _NAMED.search(relation.name):
        return None
    fitting = {key: tool for key, tool in MIGRATION_TOOLS.items() if _fits(tool, live, relation, columns)}
    if not columns:
        return next(iter(fitting)) if len(fitting) == 1 else None
    return max(fitting, key=lambda key: _likeness(fitting[key], relation), default=None)


def _fits(tool: MigrationTool, live: Snapshot, relation: Relation, columns: frozenset[str]) -> bool:
    schema, name = relation.path
    if columns:
        named = name == tool.table or (_NAMED.search(name) is not None and len(tool.columns) > 2)
        fits = named and (columns == set(tool.columns) if tool.exact else columns >= set(tool.columns))
    else:
        fits = relation.path == tool.place
    if not fits or (tool.there and schema != tool.schema_):
        return False
    return tool.beside is None or live.get(Relation, quoted(schema, tool.beside)) is not None


def _likeness(tool: MigrationTool, relation: Relation) -> tuple[bool, bool, bool, int]:
    return relation.path[1] == tool.table, relation.path == tool.place, tool.beside is not None, len(tool.columns)
