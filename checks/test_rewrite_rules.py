"""Statements on a table do what they say."""

from golive.judge.audit import Findings, audit
from golive.judge.subjects import judged
from golive.model.catalog import Relation, Rule
from golive.model.claims import Claims
from golive.model.finding import Severity, sql
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.sqltext.quoting import ident


@audit("RUL002", Severity.HIGH, Truth.LAWFUL)
def test_tables_have_no_rules(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No table has a rewrite rule.

    A rule turns the statement into another one: a delete that deletes nothing reports success, and expressions of
    an insert are computed twice.
    """
    tables = {one.identity: one for one in live.of(Relation) if one.is_table}
    for rule in judged(findings, live, Rule, claims, lambda one: one.relation in tables, "no table has a rule"):
        table = tables[rule.relation or ""]
        idle = rule.enabled == "D" or (not rule.instead and " NOTIFY " in rule.definition)
        findings.add(
            rule.identity,
            f"turns {rule.event.lower()} on {table.identity} into something else"
            if rule.instead
            else f"does something more for each {rule.event.lower()} on {table.identity}",
            "the application is told that its statement ran"
            if rule.instead
            else "what the statement computes is computed twice",
            sql(f"DROP RULE {ident(rule.name)} ON {table.identity};", destructive=True),
            severity=Severity.ADVICE if idle else None,
        )
