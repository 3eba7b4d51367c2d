"""Migration histories that are there, claimed, or expected; and the files that say what they should hold."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.catalog import Relation
from golive.model.claims.history import History
from golive.model.evidence import Attempt, Attempts, Evidence, File
from golive.model.migrations import (
    IN_SCHEMA,
    OWN,
    TABLES,
    files_evidence,
)
from golive.model.platform import Platform
from golive.model.snapshot import NotObserved, Snapshot
from golive.observe.ask import Rows, ask
from golive.records import ledger
from golive.records.history import TOOLS, Tool, detect, expected
from golive.sql import fill
from golive.sqltext.names import parts, quoted


def observe_history(connection: Connection[tuple[Any, ...]], platform: Platform, live: Snapshot) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {q.HISTORIES.of(): Evidence.seen(looked_at=1)}
    folder = platform.folder / "migrations"
    tool = _tool_of(folder, platform)
    if tool is not None:
        found[q.MIGRATIONS.of(tool.name)] = _files(folder, tool)
    for name, table in _tables(platform, live, tool):
        identity = q.HISTORY.of(name)
        if identity in found:
            identity = q.HISTORY.of(name, quoted(*table))
        found[identity] = _recorded(connection, live, name, table)
    if ledger.exists(connection):
        found[q.HISTORY.of(OWN)] = _read(connection, OWN, ("golive", "ledger"))
    return found


def _tool_of(folder: Path, platform: Platform) -> Tool | None:
    """The tool whose files these are: what they look like, or the only one that is claimed."""
    if not folder.is_dir():
        return None
    claimed = [TOOLS[claim.tool] for claim in platform.claims.of(History)]
    seen = detect(folder)
    return seen if seen is not None or len(claimed) != 1 else claimed[0]


def _files(folder: Path, tool: Tool) -> Evidence:
    try:
        return files_evidence(
            [File(one.key, one.name, one.checksum, parents=one.parents) for one in expected(folder, tool)]
        )
    except (OSError, ValueError, KeyError, SyntaxError) as error:
        return Evidence.unknown(f"the migrations of {tool.name} cannot be read ({type(error).__name__})")


def _tables(platform: Platform, live: Snapshot, tool: Tool | None) -> Iterator[tuple[str, tuple[str, str]]]:
    """Where to look: as claimed, where the tool keeps it by itself, and wherever a table has its name."""
    told: set[tuple[str, tuple[str, str]]] = set()
    asked: list[tuple[str, str | None]] = [(claim.tool, claim.table) for claim in platform.claims.of(History)]
    asked += [(tool.name, None)] if tool and tool.name not in {name for name, _ in asked} else []
    locked = platform.lock.history if platform.lock else {}
    asked += [(name, None) for name in sorted(locked) if name in TOOLS and name not in {each for each, _ in asked}]
    there = dict(_there(live))
    for name, place in asked:
        usual = (TOOLS[name].schema, TOOLS[name].table)
        others = [table for table, owner in there.items() if owner == name]
        table = _two(place) if place else usual if usual in others or not others else others[0]
        told.add((name, table))
        yield name, table
    for table, owner in there.items():
        if (owner, table) not in told:
            yield owner, table


def _two(name: str) -> tuple[str, str]:
    schema, table = parts(name)[:2]
    return schema, table


def _there(live: Snapshot) -> Iterator[tuple[tuple[str, str], str]]:
    try:
        relations = live.of(Relation)
    except NotObserved:
        return
    for relation in relations:
        schema, name = _two(relation.identity)
        if relation.is_table and (tool := IN_SCHEMA.get((schema, name)) or TABLES.get(name)):
            yield (schema, name), tool


def _recorded(connection: Connection[tuple[Any, ...]], live: Snapshot, tool: str, table: tuple[str, str]) -> Evidence:
    if not any(relation.path == table for relation in live.of(Relation)):
        return Evidence.absent(f"{quoted(*table)} does not exist", Attempts(quoted(*table)))
    return _read(connection, tool, table)


def _read(connection: Connection[tuple[Any, ...]], tool: str, table: tuple[str, str]) -> Evidence:
    def read(rows: Rows) -> Evidence:
        attempts = (Attempt(key, checksum, state, tuple(flags)) for key, checksum, state, flags in rows)
        return Evidence.seen(looked_at=len(rows) or 1, count=len(rows), told=Attempts(quoted(*table), tuple(attempts)))

    return ask(connection, fill(f"history/{tool}/look.sql", table=sql.Identifier(*table)), read)
