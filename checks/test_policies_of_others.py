"""Policies that the platform put on somebody else's tables."""

from golive.judge.audit import Findings, audit
from golive.judge.deeds import to_rows
from golive.judge.subjects import counted
from golive.model.catalog import Policy, Relation
from golive.model.claims import Claims
from golive.model.finding import Severity, decision
from golive.model.scope import outside
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.model.vendors import anonymous
from golive.rights.policies import Tenancy
from golive.rights.roles import PUBLIC
from golive.sqltext.conditions import holds_for_none
from golive.sqltext.expressions import asks_whose
from golive.sqltext.names import parts
from golive.sqltext.quoting import ident

_DONE = {"INSERT": "added", "UPDATE": "changed", "DELETE": "removed"}


@audit("POL016", Severity.HIGH, Truth.LAWFUL, opens=True)
def test_policies_on_tables_of_others_ask_who_comes(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every policy on a table of somebody else's asks whose the row is.

    Files lie in a vendor's table, for all tenants together: a policy that names the bucket and nobody opens all of it.
    """
    tenancy, covered = Tenancy(live, claims), outside(claims)
    theirs = [one for one in live.of(Policy) if covered(one) and one.permissive]
    for policy in counted(findings, theirs, "no policy stands on a table of somebody else's"):
        table = live.get(Relation, policy.relation or "")
        if table is None or not table.row_security or tenancy.restricted(policy):
            continue
        plain, roles = (parts(table.identity)[0], "pg_catalog"), tenancy.roles.known.keys()
        open_ = sorted(command for command in tenancy.commands(policy, table)
                       if not holds_for_none(_condition(policy, command))
                       and not asks_whose(_condition(policy, command), plain, roles))  # fmt: skip
        if not open_:
            continue
        who = tenancy.reached_by(policy, table)
        done = [word for command, word in _DONE.items() if command in open_]
        anybody = any(one == PUBLIC or anonymous(one) for one in who)
        findings.add(
            where=policy.identity,
            what=f"for {', '.join(open_)} by {', '.join(who)} it asks nobody who he is: "
            + _condition(policy, open_[0]),
            why=f"what it is true of in {table.identity} can be {' or '.join(done)}, whosever it is"
            if done
            else f"what it is true of in {table.identity} can be listed and read, whosever it is",
            mend=decision(
                "tie the row to who comes, by its owner or by the tenant in its name: "
                f"ALTER POLICY {ident(policy.name)} ON {table.identity} …;"
            ),
            severity=Severity.HIGH if done or not anybody else Severity.ADVICE,  # shown to anybody: it is meant so
            deeds=to_rows(tenancy.roles, who, table, open_, _condition(policy, open_[0])),
        )


def _condition(policy: Policy, command: str) -> str:
    return (policy.check or policy.using) if command == "INSERT" else policy.using
