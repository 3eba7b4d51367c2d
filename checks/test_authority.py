"""Policies ask what they mean, and of what nobody writes in his own favour."""

import re

from golive.judge.audit import Findings, audit
from golive.judge.subjects import counted, judged
from golive.model.catalog import Function, Policy, Relation
from golive.model.claims import Claims
from golive.model.deed import Deed
from golive.model.finding import Severity, decision
from golive.model.scope import ours
from golive.model.signature import arguments
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.authority import Authority, Written
from golive.rights.circles import Asking, circles, refused
from golive.rights.policies import COMMANDS, Tenancy
from golive.rights.requests import callers
from golive.sqltext.queries import Query, queries_of
from golive.sqltext.quoting import grantee, ident, idents

_PREFERS_COLUMNS = re.compile(r"(?im)^\s*#variable_conflict\s+use_column")
_STATE = re.compile(r"(?i)(^|_)(status|state|active|enabled|deleted|accepted|confirmed|verified|at|on)$")
NO_POLICY = "there is no policy"


@audit("POL011", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_conditions_compare_two_things(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No query of a policy, and of a function that policies call, compares a column with itself.

    A name without its table means the nearest one: `m.org_id = org_id` inside a query of members asks nothing of the
    row, and whoever is a member of anything passes for everything.
    """
    tenancy = Tenancy(live, claims)
    told: dict[str, list[tuple[Policy, Function | None, str]]] = {}
    for policy in counted(findings, tenancy.policies, NO_POLICY):
        for said, function in tenancy.followed(policy.using, policy.check):
            if captured := _captured(said, function):
                where = function.identity if function else policy.identity
                told.setdefault(where, []).append((policy, function, captured))
    for where, several in told.items():
        policy, function, captured = several[0]
        cells = [cell for one, _, _ in several for cell in _cells(tenancy, one)]
        findings.add(
            where,
            f"compares {captured} with itself" + (f"; the policy {policy.identity} calls it" if function else ""),
            f"it holds for every row: what was to tie it to the row of {policy.relation} is not asked",
            decision(
                f"say which {captured.rpartition('.')[2]} is meant: "
                + ("name the argument otherwise, or by its number" if function
                   else f"the row's is {policy.relation}.{captured.rpartition('.')[2]}")
            ),
            severity=None if cells else Severity.ADVICE,
            extent=[*dict.fromkeys(one for _, _, one in several), *cells],
            deeds=[Deed(role, does, to) for role, does, to in (one.split(" ", 2) for one in cells)],
        )  # fmt: skip


def _cells(tenancy: Tenancy, policy: Policy) -> list[str]:
    """Who asks it by which command; policies without end are refused before any of them is true."""
    table = tenancy.live.get(Relation, policy.relation or "")
    if table is None:
        return []
    stopped = refused(tenancy, table)
    commands = COMMANDS if policy.command == "ALL" else (policy.command,)
    asked = ((role, one) for role in tenancy.reached_by(policy, table) for one in commands)
    return [f"{role} {one} {table.identity}" for role, one in asked if (role, one) not in stopped]


def _captured(text: str, function: Function | None) -> str | None:
    """The column that a query compares with itself, where the other side was meant to be the row's or an argument."""
    given: set[str] = set()
    if function is not None:
        prefers = function.language == "sql" or _PREFERS_COLUMNS.search(text)
        given = {name for name, _ in arguments(function, only_input=True) if name} if prefers else set()
    for query in queries_of(text, function.language if function and not function.sql_body else ""):
        for left, right in query.equalities:
            if not (hasattr(left, "table") and hasattr(right, "table") and left.name and left.name == right.name):
                continue
            if left.table == right.table and left.table in query.tables and function is None:
                return f"{left.table}.{left.name}"
            if function is not None and left.name in given and _unqualified(query, left, right):
                return str(left.name)
    return None


def _unqualified(query: Query, *sides: object) -> bool:
    return any(not getattr(one, "table", "") for one in sides) and bool(query.tables)


@audit("POL012", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_nobody_writes_what_policies_go_by(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No row that a session may write as its own holds what policies go by: a role, a tenant, a mark of rank.

    Policies look up in it who the session is. Who writes there his own role is an administrator with one statement,
    and who inserts his own membership is a member of every tenant; by a function of its owner's rights, likewise.
    """
    authority = Authority(Tenancy(live, claims))
    for policy in counted(findings, authority.tenancy.policies, NO_POLICY):
        for written in authority.written(policy):
            state = all(_STATE.search(one) for one in written.columns)
            findings.add(
                policy.identity,
                _said(written),
                f"{', '.join(written.roles)} {'changes' if written.command == 'UPDATE' else 'gives himself'} there "
                f"what {written.asked_by} goes by",
                decision(
                    f"REVOKE {written.command} ON TABLE {written.table} FROM {idents(written.roles)}; and GRANT "
                    f"{written.command} on the other columns only, or compare "
                    f"{idents(written.columns)} in WITH CHECK with what the session may give"
                ),
                severity=Severity.HIGH if state else None,
                extent=[f"{written.command} {one}" for one in written.columns],
            )
    for function in ours(live, Function, claims):
        who = callers(authority.tenancy.roles, function) if function.security_definer else ()
        for handed in dict.fromkeys(authority.handed(function)) if who else ():
            findings.add(
                function.identity,
                f"sets {ident(handed.column)} of {handed.table} to what its caller gives, whatever that is",
                f"{', '.join(who)} gives himself there what {handed.asked_by} goes by",
                decision(
                    f"let it ask whether its caller may have that; or REVOKE EXECUTE ON FUNCTION {function.identity} "
                    f"FROM PUBLIC, {', '.join(map(grantee, who))};"
                ),
                severity=Severity.HIGH if _STATE.search(handed.column) else None,
            )


def _said(written: Written) -> str:
    return (
        f"lets a session {written.command} the row that is its own by {ident(written.own)} with any "
        f"{idents(written.columns)}"
    )


@audit("POL013", Severity.HIGH, Truth.LAWFUL)
def test_policies_come_to_an_end(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No policies ask each other without end.

    The server refuses every such query with 'infinite recursion detected in policy', or runs out of stack in a
    function; nothing tells when the policy is made.
    """
    asking = Asking(Tenancy(live, claims))
    told: set[frozenset[str]] = set()
    secured = judged(findings, live, Relation, claims, lambda one: one.row_security, "no table has row security")
    for table in secured:
        for circle in circles(asking, table):
            if (members := frozenset(circle.relations)) in told:
                continue
            told.add(members)
            findings.add(
                circle.relations[0],
                f"its policies ask themselves without end: {' reads '.join((*circle.relations, circle.relations[0]))}"
                f", for {circle.command} by {circle.role}",
                "every such query fails"
                + (", once the stack is full" if circle.by_function else ": infinite recursion detected in policy"),
                decision(
                    "let a SECURITY DEFINER function with a fixed search_path, whose owner no policy binds, read it"
                ),
                deeds=[]
                if circle.by_function
                else [Deed(circle.role, circle.command, circle.relations[0], fails="42P17")],
            )
