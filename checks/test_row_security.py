"""Row security stands where the platform relies on it, binds whom it should and shuts nobody out."""

from golive.judge.audit import Findings, audit
from golive.judge.deeds import to_rows
from golive.judge.guarding import guarded, guarded_like
from golive.judge.subjects import counted
from golive.model.catalog import Function, Policy, Relation
from golive.model.claims import Claims
from golive.model.finding import Mend, Severity, decision, sql
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.grants import rights
from golive.rights.policies import COMMANDS, Tenancy
from golive.sqltext.quoting import grantee


@audit("POL002", Severity.HIGH, Truth.LAWFUL, opens=True)
def test_row_security_binds_the_owner(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Row security of a tenant table is forced where its owner is a role that code runs as.

    Without FORCE the owner sees every tenant: whoever logs in as the owner, and every SECURITY DEFINER function of it.
    """
    tenancy = Tenancy(live, claims)
    definers = {one.owner: one.identity for one in live.of(Function) if one.security_definer}
    secured = (one for one in tenancy.tables if one.row_security and tenancy.column(one.identity))
    for table in counted(findings, secured, "no table of tenants has row security"):
        if table.forced:
            continue
        if tenancy.roles.is_operator(table.owner):
            continue  # FORCE does not bind it either
        logins = sorted(role.name for role in tenancy.roles.known.values() if role.login and not role.superuser
                        and table.owner in tenancy.roles.becomes(role.name))  # fmt: skip
        if not logins and table.owner not in definers:
            continue
        how = f"{logins[0]} logs in and is or becomes it" if logins else f"{definers[table.owner]} runs as it"
        findings.add(
            where=table.identity,
            what=f"row security of {table.identity} is not forced; its owner is {table.owner}, and {how}",
            why="the owner sees and changes the rows of every tenant",
            mend=sql(f"ALTER TABLE {table.identity} FORCE ROW LEVEL SECURITY;"),
            severity=Severity.HIGH if tenancy.confirmed else Severity.ADVICE,
        )


@audit("POL003", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_tenant_tables_have_row_security(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every tenant table has row security, and so has each of its partitions and children.

    Where the database keeps tenants apart, a table without it shows every tenant's rows to everybody who may read it.
    """
    tenancy = Tenancy(live, claims)
    if tenancy.by_application:
        findings.nothing("the application keeps the tenants apart, not the database")
        return
    secured = {one.identity for one in tenancy.tables if one.row_security}
    of_tenants = (one for one in tenancy.tables if tenancy.column(one.identity) or set(one.parents) & secured)
    for table in counted(findings, of_tenants, "no table is known to hold rows of tenants"):
        column = tenancy.column(table.identity)
        if table.row_security:
            continue
        holders = tenancy.coming(table) or _bound_owner(tenancy, table)
        severity = _without_row_security(tenancy, table, secured, bool(holders))
        if severity is None:
            continue
        findings.add(
            where=table.identity,
            what=f"{table.identity} holds rows of tenants"
            + (f" ({column})" if column else "")
            + " and has no row security; "
            + (f"{', '.join(holders)} may use it" if holders else "no role of the application comes to it"),
            why="whoever may read it reads the rows of every tenant"
            if holders
            else "the first GRANT, and whatever runs as its owner, opens the rows of every tenant",
            mend=_mend(table, live, column),
            severity=severity,
            deeds=to_rows(tenancy.roles, holders, table),
        )  # fmt: skip


def _mend(table: Relation, live: Snapshot, column: str | None) -> Mend:
    """A partition or a child as its parent is guarded."""
    parents = [parent for name in table.parents if (parent := live.get(Relation, name)) and parent.row_security]
    return guarded_like(table, parents[0], live) if parents else guarded(table, live, column)


def _without_row_security(tenancy: Tenancy, table: Relation, secured: set[str], granted: bool) -> Severity | None:
    """How bad it is, or None where that is how it should be."""
    if set(table.parents) & secured:
        if granted:
            return Severity.CRITICAL
        siblings = [one for one in tenancy.tables if set(one.parents) & set(table.parents) and one is not table]
        return Severity.HIGH if any(one.row_security for one in siblings) else Severity.ADVICE
    if tenancy.confirmed:
        return Severity.CRITICAL if granted else Severity.HIGH
    beside = [one for one in tenancy.tables if one.row_security and one.schema == table.schema]
    granted = granted and any(tenancy.roles.granted(one) for one in beside)
    return Severity.HIGH if granted or _bound_owner(tenancy, table) else None


def _bound_owner(tenancy: Tenancy, table: Relation) -> tuple[str, ...]:
    """Who logs in as the owner, where policies bind him on other tables of his: the application is meant."""
    owner = tenancy.roles.known.get(table.owner)
    if tenancy.confirmed or owner is None or not owner.login or tenancy.roles.bypasses(owner.name):
        return ()
    bound = any(one.forced and one.row_security and one.owner == owner.name for one in tenancy.tables)
    return (owner.name,) if bound else ()


@audit("POL004", Severity.HIGH, Truth.LAWFUL)
def test_row_security_lets_somebody_through(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every table with row security has a policy for a role of the application that may use it.

    Without one the server answers 'no rows' to everybody, and the application shows an empty page instead of an error.
    """
    tenancy = Tenancy(live, claims)
    secured = (one for one in tenancy.tables if one.row_security and not one.is_partition)
    for table in counted(findings, secured, "no table has row security"):
        holders = tenancy.roles.granted(table, *COMMANDS)
        permissive = [one for one in live.on(Policy, table.identity) if one.permissive]
        if any(tenancy.binds(policy, holder) for policy in permissive for holder in holders):
            continue
        if not holders and permissive:
            continue
        others = sorted({role for policy in permissive for role in policy.roles})
        past = [who for who in rights(table.grants) if tenancy.roles.bypasses(who)]
        findings.add(
            where=table.identity,
            what=f"{table.identity} has row security and "
            + (f"policies for {', '.join(others)} only" if others else "no policy")
            + (f"; {', '.join(holders)} may use it" if holders else ""),
            why="every row of it is hidden from the application"
            if holders
            else "only its owner and operators see its rows",
            mend=decision(
                f"say which rows may be seen: CREATE POLICY … ON {table.identity} TO {grantee(holders[0])} USING (…);"
                if holders
                else f"if nobody shall see it, nothing is to do; else CREATE POLICY … ON {table.identity}"
            ),
            severity=Severity.HIGH if holders and not past else Severity.ADVICE,
        )


@audit("POL006", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_policies_are_in_force(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every table that has policies has row security on.

    Policies of a table whose row security is off are text: everybody who may read the table reads all of it.
    """
    tenancy = Tenancy(live, claims)
    for table in counted(
        findings, (one for one in tenancy.tables if live.on(Policy, one.identity)), "there is no policy"
    ):
        policies = live.on(Policy, table.identity)
        if table.row_security:
            continue
        reached = tenancy.coming(table)
        findings.add(
            where=table.identity,
            what=f"row security of {table.identity} is off; {', '.join(one.name for one in policies)} "
            + ("is" if len(policies) == 1 else "are") + " not in force",
            why=f"{', '.join(reached)} can reach every row of it"
            if reached
            else "the first GRANT opens every row of it",
            mend=sql(f"ALTER TABLE {table.identity} ENABLE ROW LEVEL SECURITY;"),
            severity=Severity.CRITICAL if reached else Severity.HIGH,
            deeds=to_rows(tenancy.roles, reached, table),
        )  # fmt: skip
