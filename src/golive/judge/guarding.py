"""Row security that comes with the policies that let somebody through: without one, it hides every row."""

from dataclasses import replace

from golive.diff.kinds.policy import policy_definition
from golive.model.catalog import Policy, Relation
from golive.model.finding import Mend, decision, sql
from golive.model.snapshot import Snapshot
from golive.sqltext.names import quoted
from golive.sqltext.quoting import joined


def guarded_like(table: Relation, model: Relation, live: Snapshot) -> Mend:
    """As a table is guarded that the rows are read through, or that stands beside it."""
    there = {policy.name for policy in live.on(Policy, table.identity)}
    policies = [
        policy_definition(replace(policy, identity=f"{table.identity}.{quoted(policy.name)}"))
        for policy in live.on(Policy, model.identity)
        if policy.name not in there
    ]
    if not (there or policies):
        return guarded(table, live, None)
    return sql(joined(*_enabled(table, model.forced), *policies))


def guarded(table: Relation, live: Snapshot, tenant: str | None) -> Mend:
    """By its own policies; where it has none, a person says who shall see which rows."""
    enabled = joined(*_enabled(table, forced=True))
    if live.on(Policy, table.identity):
        return sql(enabled)
    rows = f"{tenant} = the tenant of the session" if tenant else "the rows of the session's tenant"
    return decision(
        f"{enabled}\nand with it CREATE POLICY … ON {table.identity} TO … USING ({rows}): until then nobody sees a row"
    )


def _enabled(table: Relation, forced: bool) -> list[str]:
    head = f"ALTER TABLE {table.identity}"
    return [f"{head} ENABLE ROW LEVEL SECURITY", *([f"{head} FORCE ROW LEVEL SECURITY"] if forced else [])]
