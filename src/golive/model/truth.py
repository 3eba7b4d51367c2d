"""Who spoke: a reader of a verdict can always tell."""

from enum import StrEnum


class Truth(StrEnum):
    DECLARED = "declared"  # platform.toml: the database is not what we meant
    LOCKED = "locked"  # lock.json: the database is not what we tested
    LAWFUL = "lawful"  # holds for any multi-tenant PostgreSQL: what we tested was never right
