"""Migration histories as evidence: what each tool recorded, and what its files say it should have."""

import json
from dataclasses import dataclass

from golive.model.lock import Lock
from golive.model.snapshot import Evidence, Snapshot

ASKED = "histories"  # that they were looked for
RECORDED = "history:"  # + tool, or tool and table where there are several
FILES = "migrations:"  # + tool
# Tables that tools keep their history in: by name, and by schema where the name alone says too little.
TABLES = {
    "_prisma_migrations": "prisma",
    "__drizzle_migrations": "drizzle",
    "alembic_version": "alembic",
    "flyway_schema_history": "flyway",
}
IN_SCHEMA = {("supabase_migrations", "schema_migrations"): "supabase"}
# Recognised, not read.
OTHERS = {
    "django_migrations": "Django",
    "knex_migrations": "Knex",
    "SequelizeMeta": "Sequelize",
    "goose_db_version": "goose",
    "databasechangelog": "Liquibase",
    "typeorm_migrations": "TypeORM",
    "pgmigrations": "node-pg-migrate",
    "ar_internal_metadata": "Rails",
}
OWN = "golive"  # our own ledger
APPLIED = ("applied", "resolved")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One row of a history."""

    key: str
    checksum: str | None
    state: str  # applied, resolved (marked by hand), failed, rolled back, reverted
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """One migration as its files, or the lock, have it."""

    key: str
    name: str
    checksum: str | None
    state: str = "applied"
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """The history of one tool."""

    tool: str
    table: str
    attempts: tuple[Attempt, ...]

    @property
    def applied(self) -> frozenset[str]:
        return frozenset(one.key for one in self.attempts if one.state in APPLIED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a history should hold, in order."""

    source: str  # the folder, or the lock
    files: tuple[File, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(one.key for one in self.files)


def recorded_evidence(table: str, rows: list[tuple[str, str | None, str, list[str]]]) -> Evidence:
    note = json.dumps({"table": table, "rows": rows}, ensure_ascii=False)
    return Evidence.seen(looked_at=len(rows) or 1, count=len(rows), note=note)


def files_evidence(files: list[File]) -> Evidence:
    note = json.dumps([[one.key, one.name, one.checksum, list(one.parents)] for one in files], ensure_ascii=False)
    return Evidence.seen(looked_at=len(files) or 1, count=len(files), note=note)


def asked(live: Snapshot, prefix: str) -> dict[str, Evidence]:
    """By tool, what was asked of it."""
    return {name.removeprefix(prefix): one for name, one in live.evidence.items() if name.startswith(prefix)}


def histories(live: Snapshot) -> tuple[Recorded, ...]:
    """Every history that could be read."""
    found = []
    for name, evidence in sorted(asked(live, RECORDED).items()):
        if evidence.state == "seen":
            told = json.loads(evidence.note)
            rows = told["rows"]
            attempts = tuple(Attempt(key, checksum, state, tuple(flags)) for key, checksum, state, flags in rows)
            found.append(Recorded(name.partition(":")[0], told["table"], attempts))
    return tuple(found)


def wanted(live: Snapshot, lock: Lock | None, tool: str) -> Wanted | None:
    """What the files say; without files, what was locked."""
    evidence = live.evidence.get(FILES + tool)
    if evidence is not None and evidence.state == "seen":
        rows = json.loads(evidence.note)
        return Wanted("migrations/", tuple(File(key, name, sum_, "applied", tuple(up)) for key, name, sum_, up in rows))
    locked = locked_history(lock, tool)
    return Wanted("the lock", locked) if locked is not None else None


def locked_history(lock: Lock | None, tool: str) -> tuple[File, ...] | None:
    if lock is None or tool not in lock.history:
        return None
    return tuple(File(row[0], row[0], row[1], row[2] if len(row) > 2 else "applied") for row in lock.history[tool])


def learned_history(live: Snapshot) -> dict[str, list[list[str | None]]]:
    """What a lock holds of each tool's history: name, checksum and state of what was applied, in order."""
    return {
        one.tool: [[each.key, each.checksum, each.state] for each in one.attempts if each.state in APPLIED]
        for one in histories(live)
        if one.tool != OWN
    }
