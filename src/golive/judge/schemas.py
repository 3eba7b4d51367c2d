"""Laws about what a database need not have: that there is none was seen schema by schema."""

from golive.judge.audit import Findings
from golive.model.catalog import Schema
from golive.model.snapshot import Snapshot


def look_at_schemas(live: Snapshot, findings: Findings) -> None:
    findings.look(*(schema.identity for schema in live.of(Schema)))
