"""What fires when a session writes keeps to the tenant of what it wrote."""

from collections import defaultdict

from golive.isolation.cells import Prover, State
from golive.isolation.doubt import Doubt
from golive.isolation.fired import Fired, Spill
from golive.isolation.keys import editable
from golive.judge.audit import Findings, Part, audit
from golive.judge.declared import isolated
from golive.model.catalog import Function, Relation, Trigger
from golive.model.claims import Claims
from golive.model.finding import Severity, decision
from golive.model.scope import ours, outside
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth

_DONE = {"INSERT": "adds rows to", "UPDATE": "changes rows of"}


@audit("ISO011", Severity.HIGH, Truth.LAWFUL, Part.ISOLATION, opens=True)
def test_triggers_write_for_the_tenant_of_the_row(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No trigger with the rights of its owner writes for another tenant than that of the row that fired it.

    No policy binds what it writes. A tenant that it takes out of a text of the row, or out of what somebody who signs
    up says of himself, is one that he chose; from a table of tenants, every one. A body is followed, or not looked at.
    """
    if not isolated(live, claims, findings):
        return
    findings.nothing("no trigger that sessions fire has the rights of its owner and a body that is followed")
    prover, theirs = Prover.of(live, claims), outside(claims)
    for trigger in ours(live, Trigger, claims):
        table, function = live.get(Relation, trigger.relation or ""), live.get(Function, trigger.function)
        if table is None or function is None or not function.security_definer:
            continue
        if trigger.parent or trigger.level != "ROW" or trigger.enabled in "DR":
            continue
        spilled: dict[Spill, set[str]] = defaultdict(set)
        followed = False
        signing_up = theirs(table)
        for role, command in _firing(prover, table, trigger, signing_up):
            try:
                body = Fired(prover.world, function, role, table=table, command=command, bound=not signing_up)
                for one in body.spilled():
                    if not signing_up or editable((one.chosen,)):
                        spilled[one].add(role)
                followed = True
            except Doubt:
                continue
        if followed:
            findings.look(trigger.identity)
        for one, roles in spilled.items():
            tenant = prover.world.tenant_column(table.identity)
            findings.add(
                trigger.identity,
                f"{_DONE[one.command]} {one.relation} as {function.owner}, whom no policy binds, "
                + (f"and takes their tenant from {one.by}" if one.by else "whosever they are"),
                f"whoever signs up fills in {one.chosen} himself; as {', '.join(sorted(roles))} he has what he chose"
                if signing_up
                else f"{', '.join(sorted(roles))} writes to {table.identity}, and so for other tenants",
                decision(
                    "find the tenant by an invitation that he was sent, or let an administrator add him"
                    if signing_up
                    else f"let {function.identity} "
                    + ("give what it writes" if one.by else "change only what already has")
                    + f" the tenant of the row{f' (NEW.{tenant})' if tenant else ''}, or make it SECURITY INVOKER, "
                    "so that policies bind it"
                ),
            )


def _firing(prover: Prover, table: Relation, trigger: Trigger, signing_up: bool) -> list[tuple[str, str]]:
    """The sessions' roles, with what they can do there to fire it; a gateway does it for whoever has an account."""
    closed = () if signing_up else (State.NO_RIGHT, State.CLOSED)
    return [
        (role, command)
        for role in sorted(prover.world.tenancy.roles.sessions)
        for command in trigger.events
        if command != "TRUNCATE" and prover.cell(role, table, command).state not in closed
    ]
