"""The objects that are judged: all but those that [[outside]] leaves to somebody else."""

from typing import TypeVar

from golive.judge.as_locked import outside
from golive.judge.audit import Findings
from golive.model.catalog import CatalogObject, Schema
from golive.model.claims import Claims
from golive.model.snapshot import Snapshot

T = TypeVar("T", bound=CatalogObject)


def ours(live: Snapshot, kind: type[T], claims: Claims) -> list[T]:
    covered = outside(claims)
    return [entry for entry in live.of(kind) if not covered(entry)]


def look_at_schemas(live: Snapshot, findings: Findings) -> None:
    """For laws about what a database need not have: that there is none was seen schema by schema."""
    findings.look(*(schema.identity for schema in live.of(Schema)))
