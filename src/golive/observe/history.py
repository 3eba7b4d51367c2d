"""Migration histories that are there, claimed, or expected; and the files that say what they should hold."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.asking import keys_and_count
from golive.model.catalog import Relation
from golive.model.claims.history import History
from golive.model.evidence import Attempt, Attempts, Evidence, File
from golive.model.migration_tools import MIGRATION_TOOLS, tool_of
from golive.model.migrations import OWN, files_evidence
from golive.model.platform import Platform
from golive.model.snapshot import NotObserved, Snapshot
from golive.observe.ask import Rows, ask
from golive.records import ledger
from golive.records.folders import detect, expected
from golive.sql import fill, filled
from golive.sqltext.names import parts, quoted

_UNREAD = (OSError, ValueError, KeyError, SyntaxError)


def observe_history(connection: Connection[tuple[Any, ...]], platform: Platform, live: Snapshot) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {q.HISTORIES.of(): Evidence.seen(looked_at=1)}
    folder = platform.folder / "migrations"
    there = dict(_there(live))
    tool = _tool_of(folder, platform, there)
    if tool is not None:
        found[q.MIGRATIONS.of(tool)] = _files(folder, tool)
    for name, table in _tables(platform, there, tool):
        identity = q.HISTORY.of(name)
        if identity in found:
            identity = q.HISTORY.of(name, quoted(*table))
        found[identity] = _recorded(connection, live, name, table)
    for table, name in there.items():
        lock = MIGRATION_TOOLS[name].lock
        if lock and any(one.path == (table[0], lock.table) for one in live.of(Relation)):
            held = filled(lock.look, lock=sql.Identifier(table[0], lock.table))
            found[q.HISTORY_LOCK.of(name, quoted(table[0], lock.table))] = ask(connection, held, keys_and_count)
    if ledger.exists(connection):
        found[q.HISTORY.of(OWN)] = _read(connection, OWN, ("golive", "ledger"))
    return found


def _tool_of(folder: Path, platform: Platform, there: Mapping[tuple[str, str], str]) -> str | None:
    """The tool whose files these are: one that is claimed, else one that is here, else what they look like."""
    if not folder.is_dir():
        return None
    claimed = {claim.tool for claim in platform.claims.of(History)}
    for known in (claimed, set(there.values())):
        if len(holding := [name for name in sorted(known) if _holds(folder, name)]) == 1:
            return holding[0]
    return detect(folder) or (claimed.pop() if len(claimed) == 1 else None)


def _holds(folder: Path, tool: str) -> bool:
    try:
        return bool(expected(folder, tool))
    except _UNREAD:
        return False


def _files(folder: Path, tool: str) -> Evidence:
    try:
        return files_evidence(
            [File(one.key, one.name, one.checksum, parents=one.parents) for one in expected(folder, tool)]
        )
    except _UNREAD as error:
        return Evidence.unknown(f"the migrations of {tool} cannot be read ({type(error).__name__})")


def _tables(
    platform: Platform, there: Mapping[tuple[str, str], str], tool: str | None
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Where to look: as claimed, where the tool keeps it by itself, and wherever a table has its name."""
    told: set[tuple[str, tuple[str, str]]] = set()
    asked: list[tuple[str, str | None]] = [(claim.tool, claim.table) for claim in platform.claims.of(History)]
    asked += [(tool, None)] if tool and tool not in {name for name, _ in asked} else []
    locked = platform.lock.history if platform.lock else {}
    known = {each for each, _ in asked}
    asked += [(name, None) for name in sorted(locked) if name in MIGRATION_TOOLS and name not in known]
    for name, place in asked:
        usual = MIGRATION_TOOLS[name].place
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
        if tool := tool_of(live, relation):
            yield _two(relation.identity), tool


def _recorded(connection: Connection[tuple[Any, ...]], live: Snapshot, tool: str, table: tuple[str, str]) -> Evidence:
    if not any(relation.path == table for relation in live.of(Relation)):
        return Evidence.absent(f"{quoted(*table)} does not exist", Attempts(quoted(*table)))
    return _read(connection, tool, table)


def _read(connection: Connection[tuple[Any, ...]], tool: str, table: tuple[str, str]) -> Evidence:
    def read(rows: Rows) -> Evidence:
        attempts = (Attempt(key, checksum, state, tuple(flags)) for key, checksum, state, flags, *_ in rows)
        return Evidence.seen(looked_at=len(rows) or 1, count=len(rows), told=Attempts(quoted(*table), tuple(attempts)))

    if tool == OWN:
        return ask(connection, fill(f"history/{OWN}/look.sql", table=sql.Identifier(*table)), read)
    look = filled(MIGRATION_TOOLS[tool].look, table=sql.Identifier(*table), schema=sql.Identifier(table[0]))
    return ask(connection, look, read)
