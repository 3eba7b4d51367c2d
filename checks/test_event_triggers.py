"""Event triggers run, and nobody below a superuser decides what they do."""

from golive.judge.audit import Findings, audit
from golive.judge.subjects import judged
from golive.model.catalog import EventTrigger, Role
from golive.model.claims import Claims
from golive.model.finding import Severity, decision, sql
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.sqltext.quoting import ident


@audit("EVT002", Severity.HIGH, Truth.LAWFUL)
def test_event_triggers_fire(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every event trigger is enabled and owned by a superuser.

    One that is disabled guards nothing; the owner of one can give it another function, which then runs for every
    change of the schema with the rights of whoever makes it.
    """
    roles = {role.name: role for role in live.of(Role)}
    for trigger in judged(findings, live, EventTrigger, claims):
        owner = roles.get(trigger.owner)
        if trigger.enabled in "DR":
            findings.add(
                trigger.identity,
                "is disabled" if trigger.enabled == "D" else "is enabled for replicas only",
                "changes of the schema pass it by",
                sql(f"ALTER EVENT TRIGGER {ident(trigger.name)} ENABLE;"),
            )
        elif owner is not None and not owner.superuser:
            findings.add(
                trigger.identity,
                f"is owned by {trigger.owner}, who is no superuser",
                "its owner can drop or disable it, and decides what runs when somebody else changes the schema",
                decision("let a superuser own it, where the hoster gives you one"),
                severity=Severity.ADVICE,
            )
