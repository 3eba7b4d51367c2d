"""A policy lets through what it should and nothing else, and can be evaluated."""

import re

from golive.judge.audit import Findings, audit
from golive.judge.deeds import to_rows
from golive.judge.subjects import counted
from golive.model.catalog import Comment, Policy, Relation
from golive.model.claims import Claims
from golive.model.deed import Deed
from golive.model.finding import Severity, decision, sql
from golive.model.sealed import secret_columns
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.model.vendors import anonymous
from golive.rights.grants import rights
from golive.rights.policies import COMMANDS, Tenancy
from golive.rights.roles import PUBLIC
from golive.sqltext.conditions import holds_for_all
from golive.sqltext.expressions import asks_session, asks_whose, calls, compares_with_session, mentions, reads
from golive.sqltext.names import quoted
from golive.sqltext.quoting import grantee, ident

_TESTING = re.compile(
    r"(?<![a-z])(test|tests|testing|temp|tmp|temporary|temporarily|debug|dev|development|todo|fixme|remove before)"
    r"(?![a-z])"
)
_ALL = re.compile(r"^(allow|permit)[ _-]?all([ _-]?(access|operations|rows|dev|test|tmp|temp|for[ _-]?testing))?$")

NO_POLICY = "there is no policy"


@audit("POL005", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_policies_can_refuse(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No policy of a role that the application has holds for every row, or for every new row.

    A policy that holds for everything is no policy: permissive ones are ORed, so it undoes all others beside it.
    """
    tenancy = Tenancy(live, claims)
    for policy in counted(findings, tenancy.policies, NO_POLICY):
        table = live.get(Relation, policy.relation or "")
        if table is None:
            continue
        never_null = tenancy.not_null(table.identity)
        parts = [(part, text) for part, text in (("USING", policy.using), ("WITH CHECK", policy.check))
                 if text and holds_for_all(text, never_null)]  # fmt: skip
        if not parts:
            continue
        if not policy.permissive:
            severity: Severity | None = Severity.ADVICE
        elif tenancy.restricted(policy):
            continue
        else:
            severity = _opens(tenancy, policy, table, {part for part, _ in parts})
        if severity is None:
            continue
        findings.add(
            where=policy.identity,
            what="; ".join(f"{part} ({text}) holds for every row" for part, text in parts)
            + f", for {policy.command} by {', '.join(policy.roles)}",
            why="whoever comes makes tenants; one that was not there is nobody else's"
            if table.identity == tenancy.root and tenancy.commands(policy, table) == {"INSERT"}
            else _opened(tenancy, policy, table, {part for part, _ in parts}),
            mend=decision(
                "compare the row with the session, as the other policies do, or declare the table in tenancy.shared: "
                f"ALTER POLICY {ident(policy.name)} ON {table.identity} …;"
            ),
            severity=severity,
            deeds=[
                one
                for part, text in parts
                for one in to_rows(tenancy.roles, tenancy.reached_by(policy, table), table, _ruled(policy, part), text)
            ],
        )


def _ruled(policy: Policy, part: str) -> set[str]:
    """What a part of it decides alone: a row that is changed has to pass both."""
    own = set(COMMANDS) if policy.command == "ALL" else {policy.command}
    return own & ({"INSERT"} if part == "WITH CHECK" else {"SELECT", "DELETE", *(() if policy.check else ("UPDATE",))})


def _opens(tenancy: Tenancy, policy: Policy, table: Relation, parts: set[str]) -> Severity | None:
    """How much a policy that holds for everything opens; None where nobody of the application comes to it."""
    held = tenancy.commands(policy, table)
    column = tenancy.column(table.identity)
    if held == {"INSERT"} and table.identity == tenancy.root:
        who = tenancy.reached_by(policy, table)
        return Severity.HIGH if any(one == PUBLIC or anonymous(one) for one in who) else Severity.ADVICE
    if "USING" in parts and held & {"UPDATE", "DELETE"}:
        return Severity.CRITICAL if column or not tenancy.knows_columns else Severity.HIGH
    if "WITH CHECK" in parts and "UPDATE" in held and policy.using:
        return Severity.CRITICAL if column else Severity.HIGH
    if held == {"SELECT"}:
        if column and tenancy.confirmed:
            return Severity.CRITICAL
        return Severity.HIGH if _undone(tenancy, policy) or _secrets(tenancy, policy, table) else Severity.ADVICE
    if held:
        return Severity.CRITICAL if column else Severity.ADVICE
    return None


def _undone(tenancy: Tenancy, policy: Policy) -> list[str]:
    """Policies that let the same roles read their own rows, written for that alone."""
    if policy.relation in tenancy.shared:
        return []
    return [
        one.name for one in tenancy.live.on(Policy, policy.relation or "")
        if one.permissive and one.command == policy.command == "SELECT" and one.roles == policy.roles
        and asks_whose(one.using, roles=tenancy.roles.known)
    ]  # fmt: skip


def _secrets(tenancy: Tenancy, policy: Policy, table: Relation) -> list[str]:
    """Columns that hold secrets, and that whoever the policy is for may read."""
    granted = rights(table.grants)
    whole = any("SELECT" in {one.rstrip("*") for one in granted.get(role, ())}
                for role in (PUBLIC, *tenancy.reached_by(policy, table)))  # fmt: skip
    return secret_columns(tenancy.live, table.identity) if whole else []


def _opened(tenancy: Tenancy, policy: Policy, table: Relation, parts: set[str]) -> str:
    held = tenancy.commands(policy, table)
    if not policy.permissive:
        return "a restrictive policy that holds for everything restricts nothing"
    if held == {"SELECT"}:
        shown = f", with {', '.join(columns)}" if (columns := _secrets(tenancy, policy, table)) else ""
        undone = f"; {', '.join(names)} might as well not be there" if (names := _undone(tenancy, policy)) else ""
        return f"every row of {table.identity} is readable, whosever it is{shown}{undone}"
    if "USING" in parts and held & {"UPDATE", "DELETE"}:
        done = " or ".join(word for right, word in (("UPDATE", "changed"), ("DELETE", "removed")) if right in held)
        return f"every row of {table.identity} can be {done}, whosever it is"
    if policy.using and "UPDATE" in held:
        return f"whoever may change a row of {table.identity} gives it to anybody he likes"
    return f"rows can be written to {table.identity} in anybody's name"


@audit("POL007", Severity.HIGH, Truth.LAWFUL, opens=True)
def test_policies_are_meant_to_stay(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No policy says of itself that it is for testing, for a while, or for everybody.

    Such a policy was written to get something done; permissive policies are ORed, so it opens what the others close.
    """
    tenancy = Tenancy(live, claims)
    remarks = {one.object: one.text for one in live.of(Comment) if one.on == "POLICY"}
    for policy in counted(findings, tenancy.policies, NO_POLICY):
        table = (policy.relation or "").rpartition(".")[2].strip('"').lower()
        own = policy.name.lower().replace(table, " ").replace(table.rstrip("s"), " ")
        remark = next((text for object_, text in remarks.items() if object_ == f"{policy.name} on {policy.relation}"
                       or object_ == f"{quoted(policy.name)} on {policy.relation}"), "")  # fmt: skip
        literals = " ".join(re.findall(r"'((?:[^']|'')*)'", f"{policy.using} {policy.check}"))
        told = _for_a_while(own, remark.lower(), literals.lower())
        if told is None or not policy.permissive:
            continue
        findings.add(
            where=policy.identity,
            what=f"{told}, and it is in the database that goes live",
            why="what it opens for a test it opens for every tenant",
            mend=sql(
                f"DROP POLICY {ident(policy.name)} ON {policy.relation};",
                destructive=True,
            ),
            severity=Severity.HIGH,
        )


def _for_a_while(name: str, remark: str, literals: str) -> str | None:
    for place, text in (("name", name), ("comment", remark), ("condition", literals)):
        if match := _TESTING.search(text):
            return f"its {place} says {match[0]!r}"
    return "its name says 'allow all'" if _ALL.search(name.strip()) else None


@audit("POL008", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_written_rows_stay_with_their_tenant(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No policy lets a row be written for another tenant than the one it lets the session see.

    A WITH CHECK that is weaker than the USING lets a tenant move rows into another tenant, or plant them there.
    """
    tenancy = Tenancy(live, claims)
    for policy in counted(findings, tenancy.policies, NO_POLICY):
        table = live.get(Relation, policy.relation or "")
        if table is None or not policy.permissive or not policy.check or tenancy.restricted(policy):
            continue
        if holds_for_all(policy.check, tenancy.not_null(table.identity)):
            continue  # POL005 says so
        column = tenancy.column(table.identity)
        if column is None or not tenancy.reached_by(policy, table):
            continue
        said = _weaker(tenancy, policy, column)
        if said is None:
            continue
        findings.add(
            where=policy.identity,
            what=f"WITH CHECK ({policy.check}) {said}",
            why=f"a row can be written to {table.identity} with the {column} of another tenant",
            mend=decision(
                f"tie {column} of the new row to the session: "
                f"ALTER POLICY {ident(policy.name)} ON {table.identity} WITH CHECK (…);"
            ),
            deeds=to_rows(
                tenancy.roles, tenancy.reached_by(policy, table), table, _ruled(policy, "WITH CHECK"), policy.check
            ),
        )


def _weaker(tenancy: Tenancy, policy: Policy, column: str) -> str | None:
    """In which way the check certainly lets through what the reading policies would not show."""
    beside = [one.using for one in tenancy.live.on(Policy, policy.relation or "") if one.permissive and one.using]
    isolating = any(compares_with_session(text, column) for text in beside)
    if isolating and not asks_session(policy.check):
        return "does not ask who writes"
    if mentions(policy.check, column) or any(reads(policy.check)):
        return None
    if compares_with_session(policy.using, column):
        takes_rows = any(tenancy.functions(name) for name in calls(policy.check))
        return None if takes_rows else f"does not speak of {column}, which USING compares"
    return None


@audit("POL009", Severity.HIGH, Truth.LAWFUL)
def test_policies_can_be_evaluated(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every role may execute the functions and read the tables that its policies use.

    A policy runs with the rights of whoever asks: without them each query of the table fails for that role.
    """
    tenancy = Tenancy(live, claims)
    closed: dict[tuple[str, str], list[str]] = {}  # function and role: the tables whose policies call it
    hidden: dict[tuple[str, str], list[str]] = {}
    for policy in counted(findings, tenancy.policies, NO_POLICY):
        table = live.get(Relation, policy.relation or "")
        if table is None or not table.row_security:
            continue
        text = f"{policy.using} {policy.check}"
        for role in tenancy.reached_by(policy, table):
            for name in sorted({name for name in calls(text) if "." in name}):
                called = tenancy.functions(name)
                if called and not any(tenancy.roles.executes(role, one) for one in called):
                    closed.setdefault((called[0].identity, role), []).append(table.identity)
            for name in sorted(set(reads(text))):
                read = live.get(Relation, name)
                if role != PUBLIC and read is not None and not tenancy.roles.holds(role, "SELECT", read):
                    hidden.setdefault((read.identity, role), []).append(table.identity)
    for (function, role), tables in closed.items():
        findings.add(
            where=function,
            what=f"{role} may not execute {function}, which policies of {_some(tables)} call",
            why=f"every query of these tables by {role} fails",
            mend=sql(f"GRANT EXECUTE ON FUNCTION {function} TO {grantee(role)};"),
            extent=[f"{role} for {table}" for table in tables],
            deeds=_refused(role, tables),
        )
    for (relation, role), tables in hidden.items():
        findings.add(
            where=relation,
            what=f"{role} may not read {relation}, which policies of {_some(tables)} read",
            why=f"every query of these tables by {role} fails",
            mend=decision(
                "grant SELECT on the columns that the policies need, or move the query into a SECURITY DEFINER "
                f"function with a fixed search_path: GRANT SELECT (…) ON {relation} TO {grantee(role)};"
            ),
            extent=[f"{role} for {table}" for table in tables],
            deeds=_refused(role, tables),
        )


def _refused(role: str, tables: list[str]) -> list[Deed]:
    """The right that is missing refuses the query."""
    every = dict.fromkeys(tables) if role != PUBLIC else {}
    return [Deed(role, command, table, fails="42501") for table in every for command in COMMANDS]


def _some(tables: list[str]) -> str:
    names = sorted(set(tables))
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
