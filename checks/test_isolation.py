"""No tenant reads, adds, changes, deletes or moves another tenant's rows: proved, and tried."""

from collections.abc import Iterator
from functools import cache

import pytest

from golive.isolation.cells import Cell, Fault, Prover, faults
from golive.isolation.closing import closing
from golive.isolation.counterexample import FIRST, counterexample
from golive.isolation.giving import Giving
from golive.isolation.probed import EXECUTE, Probed, Tried, by_relation, probed
from golive.judge.answers import SEES, cured
from golive.judge.audit import Findings, Part, audit
from golive.judge.declared import isolated, kept_by_database, unreached
from golive.model import questions as q
from golive.model.catalog import Function, Relation, Role
from golive.model.claims import Claims
from golive.model.deed import Deed
from golive.model.evidence import State
from golive.model.extent import digest
from golive.model.finding import Mend, Severity, command, decision, sql
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.circles import refused
from golive.sqltext.quoting import ident

_VERB = {"SELECT": "reads", "INSERT": "adds", "UPDATE": "changes", "DELETE": "deletes", EXECUTE: "reads"}

_WRITES = {
    "INSERT": "plants rows with other tenants",
    "JOIN": "writes itself into other tenants",
    "UPDATE": "changes rows of other tenants",
    "DELETE": "deletes rows of other tenants",
    "MOVE": "moves its rows to other tenants",
}


@audit("ISO001", Severity.CRITICAL, Truth.LAWFUL, Part.ISOLATION, opens=True)
def test_rules_keep_to_the_tenant(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every rule of row security lets through rows of the session's own tenant only, for each role and command.

    What is not proved is not known: one condition that holds for a row of another tenant opens that row to whoever
    asks for it, and no sample of rows need contain it. A policy that is right and beyond proof is taken by [[accept]].
    """
    if not isolated(live, claims, findings):
        return
    guessed = all(one.proposal for one in claims.identity)
    prover = Prover.of(live, claims)
    stopped = cache(lambda name: refused(prover.world.tenancy, live.get(Relation, name)))
    cells = list(findings.over(prover.cells(), name=lambda one: f"{one.role} {one.command} {one.relation}"))
    if not cells:
        unreached(live, findings)
    for fault, opened in faults(cells):
        said = f"{fault.part} ({fault.condition}) of {opened[0].relation}" if fault.part else fault.where
        mend = closing(prover, fault, opened[0].role, opened[0].command)
        reached = [one for one in opened if (one.role, one.command) not in stopped(one.relation)]
        if not fault.leaks and guessed and reached:  # what nobody has declared cannot be held against the database
            findings.unknown(fault.where, f"whether it keeps to the tenant is not proved: {fault.why}", mend)
            continue
        opened = reached or opened
        findings.add(
            where=fault.where,
            what=f"{said} {'leaks' if fault.leaks else 'is not proved'}: {fault.why}",
            why=_opened(opened, leaks=fault.leaks) + (_by(prover, opened[0], fault) if fault.leaks else "")
            if reached
            else "nobody comes so far today: its policies ask themselves without end, and every such query fails",
            mend=mend,
            severity=Severity.ADVICE if not reached else Severity.CRITICAL if fault.leaks else Severity.HIGH,
            extent=_extent(fault, opened),
            deeds=[Deed(one.role, one.command, one.relation, fault.condition) for one in opened] if fault.leaks else (),
        )


def _extent(fault: Fault, opened: list[Cell]) -> list[str]:
    """The cells that it opens, and the rule that opens them."""
    return [
        *(f"{one.role} {one.command} {one.relation}" for one in opened),
        f"{fault.part or 'no policy'} {digest(fault.condition)}",
    ]


def _by(prover: Prover, cell: Cell, fault: Fault) -> str:
    """The session that shows it, where one of that role is declared."""
    identity = next((one for one in prover.world.claims.identity if one.role == cell.role), None)
    if identity is None:
        return ""
    state = FIRST if identity.sessions else "as declared"
    shown = counterexample(prover.world, identity, cell.relation, cell.command, state, fault.condition)
    return f"; this session shows it: {shown}"


def _opened(cells: list[Cell], *, leaks: bool) -> str:
    roles = ", ".join(sorted({one.role for one in cells}))
    verbs = ", ".join(dict.fromkeys(_VERB[one.command] for one in cells))
    return f"{roles} {verbs} rows of other tenants" if leaks else f"nothing shows that {roles} {verbs} own rows only"


@audit("ISO002", Severity.HIGH, Truth.DECLARED, Part.ISOLATION)
def test_sessions_are_declared(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Where the database keeps tenants apart, platform.toml says as whom its sessions come.

    Without an [[identity]] nobody knows whose a session is, and nothing about isolation can be proved or tried.
    """
    if not kept_by_database(live, claims, findings):
        return
    if not claims.identity:
        findings.add(
            where=claims.tenancy.root if claims.tenancy else "",
            what="platform.toml has no [[identity]]: nobody has said how a session tells whose it is",
            why="whether the policies compare rows with the right thing cannot be known",
            mend=decision(
                'add [[identity]] with name, role, settings = { "app.tenant" = "{tenant}" } or claims, and sessions'
            ),
        )
    known = {role.name for role in live.of(Role)}
    for identity in findings.over(claims.identity):
        if identity.role not in known:
            findings.add(
                where=identity.name,
                what=f"the role {identity.role} of [[identity]] {identity.name!r} does not exist",
                why="what is said of its sessions is said of nobody",
                mend=decision(f"correct role in [[identity]] {identity.name!r} of platform.toml"),
            )


@audit("ISO003", Severity.CRITICAL, Truth.LAWFUL, Part.ISOLATION, opens=True)
def test_sessions_do_not_reach_others(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No declared session reaches a row of another tenant, in any state: unset, empty, strange, or its own.

    What a policy says and what a session gets can differ: views, functions and grants stand in between. Functions
    that return rows and run as their owner are called, with nothing and with each tenant's key. Whoever
    comes without a context, or with one that he made up, gets what is let through here.
    """
    if not isolated(live, claims, findings):
        return
    _sessions_seen(live, claims, findings)
    prover = Prover.of(live, claims)
    for several in by_relation(findings.over(probed(live, claims), name=lambda one: one.key)):
        one = next((each for each in several if each.crossing), several[0])
        if one.crossing:
            commands = ", ".join(each.command for each in several if each.crossing)
            findings.add(
                where=one.relation,
                what=f"{one.identity.name} comes to rows of other tenants by {commands}, "
                f"in {len(one.crossing)} of {one.states} states: {', '.join(one.crossing[:3])}",
                why=f"this session {_VERB[one.command]} them: {_shown(prover, one)}" + _lets(prover, one),
                mend=_closed(prover, one),
                shown="by a session of this run, in the database itself",
                extent=[part for each in several if each.crossing for part in _reached(prover, each)],
            )
        elif any(each.unseen for each in several):
            findings.unknown(
                one.relation,
                "row security hides its rows from the reader, reading them runs code of the database, or a condition "
                "of its policies means something else by itself",
                command(SEES),
            )


def _sessions_seen(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """As whom nobody could look, or who was not there."""
    for identity in claims.identity:
        if identity.proposal and q.ISOLATION.of(identity.name) not in live.evidence:
            findings.nothing(
                f"nobody has said that sessions come as {identity.role}; --probe-dsn tries it all the same"
            )
            continue
        evidence = live.asked(q.ISOLATION.of(identity.name))
        if evidence.state is State.UNKNOWN:
            findings.unknown(
                identity.name,
                f"could not look: {evidence.note}",
                cured(evidence, decision("see what the server answered, and why")),
            )
        elif evidence.state is State.ABSENT:
            findings.unknown(identity.name, evidence.note, decision("name sessions that exist, or restore their rows"))


def _reached(prover: Prover, one: Probed) -> Iterator[str]:
    """The states in which one command came to rows of others, and all that lets it."""
    yield from (f"{one.identity.name} {one.command} {state}" for state in one.crossing)
    function = prover.world.live.get(Function, one.relation)
    lets = (
        [function.body] if function else [f"{each.where} {each.part} {each.condition}" for each in _faults(prover, one)]
    )
    yield f"{one.identity.name} {one.command} by {digest(*lets)}"


def _faults(prover: Prover, one: Probed) -> tuple[Fault, ...]:
    """What the proof faults for it."""
    relation = prover.world.live.get(Relation, one.relation)
    return prover.cell(one.identity.role, relation, one.command).faults if relation else ()


def _shown(prover: Prover, one: Probed) -> str:
    return str(counterexample(prover.world, one.identity, one.relation, one.command, one.crossing[0]))


def _fault(prover: Prover, one: Probed) -> Fault | None:
    return next(iter(_faults(prover, one)), None)


def _lets(prover: Prover, one: Probed) -> str:
    fault = _fault(prover, one)
    return f"; {fault.where} lets it through" if fault and fault.part else ""


def _closed(prover: Prover, one: Probed) -> Mend:
    """What closes the policy that lets it through; the policies or grants are its last word otherwise."""
    if one.command == EXECUTE:
        return decision(
            f"compare the tenant with the session inside of {one.relation}, or make it SECURITY INVOKER, "
            f"or REVOKE EXECUTE ON FUNCTION {one.relation} FROM {one.identity.role}"
        )
    role = prover.world.tenancy.roles.known.get(one.identity.role)
    if role is not None and (role.superuser or role.bypassrls):
        return sql(f"ALTER ROLE {ident(role.name)} NOSUPERUSER NOBYPASSRLS;")
    if fault := _fault(prover, one):
        return closing(prover, fault, one.identity.role, one.command)
    return decision(f"find what shows them: the policies of {one.relation}, or the grants on it to {one.identity.role}")


@audit("ISO004", Severity.HIGH, Truth.LAWFUL, Part.ISOLATION)
def test_sessions_reach_their_own(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every declared session that may read a relation sees its own rows there, where there are any.

    A policy that hides everything isolates perfectly: the application shows empty pages, and a test that only counts
    rows of others is green. What it may change or delete there can be planned: policies that ask each other without
    end, or a right that they lack, refuse every statement.
    """
    if not isolated(live, claims, findings):
        return
    _sessions_seen(live, claims, findings)
    for one in findings.over(probed(live, claims), name=lambda one: one.key):
        if one.command == "SELECT" and one.blind and not one.controls and one.identity.allows(one.relation, "SELECT"):
            failed = f"; {one.failed + one.refused} were refused or failed" if one.failed + one.refused else ""
            findings.add(
                where=one.relation,
                what=f"{one.identity.name} sees none of its own rows, in {one.blind} states in which there are some"
                + failed,
                why=f"{one.identity.role} finds it empty, or every query of it fails",
                extent=[f"{one.identity.name} sees none of its own"],
                mend=decision(
                    f"compare the policies of {one.relation} with those of a relation that shows its rows, and whether "
                    f"{one.identity.role} may execute what they call"
                ),
            )
        elif one.unplanned and one.identity.allows(one.relation, one.command):
            recursion = one.unplanned == "42P17"
            findings.add(
                where=one.relation,
                what=f"no {one.command} of {one.identity.name} there can be planned: "
                + ("its policies ask each other without end" if recursion else "it is refused a right")
                + f" ({one.unplanned})",
                why=f"{one.identity.role} is granted {one.command}, and every one fails",
                mend=decision(
                    f"let a SECURITY DEFINER helper read what the policies of {one.relation} ask"
                    if recursion
                    else f"grant {one.identity.role} what the policies of {one.relation} read or call"
                ),
            )


@pytest.mark.rehearsal
@audit("ISO005", Severity.CRITICAL, Truth.LAWFUL, Part.WRITES, opens=True)
def test_sessions_write_their_own_only(
    live: Snapshot, claims: Claims, written: tuple[Tried, ...], findings: Findings
) -> None:
    """No declared session inserts, changes, deletes or moves a row of another tenant, tried by real statements.

    Statements without WHERE are bound by fewer policies than those that read a column; a row that is planted with a
    tenant stays there, and its mails, invoices and counts are the tenant's.
    """
    if not isolated(live, claims, findings):
        return
    roles = {identity.name: identity.role for identity in claims.identity}
    for one in findings.over(written, name=lambda one: f"{one.identity} {one.command} {one.relation}"):
        if one.crossing:
            findings.add(
                where=one.relation,
                what=f"{one.identity} {_WRITES[one.command]} in {len(one.crossing)} of {one.states} states: "
                + ", ".join(one.crossing[:3]),
                why=f"{roles[one.identity]} does it without asking for it: the statement had no WHERE",
                mend=decision(f"tie rows of {one.relation} to the session's tenant, in USING and in WITH CHECK"),
                shown="by statements of this run, in the database itself",
                extent=[f"{one.identity} {one.command} {state}" for state in one.crossing],
            )


_GIVES = {"INSERT": "gives", "UPDATE": "changes", "DELETE": "takes away"}


@audit("ISO009", Severity.HIGH, Truth.LAWFUL, Part.ISOLATION, opens=True)
def test_authority_is_given_by_those_who_hold_it(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """What makes a session a member, and of what rank, is written by those only who may give it.

    Memberships, what new members are let in by, and the tenant's own row are what every other policy goes by: a member
    who writes his own role, an invitation, or the owner's name needs no other hole. Where policies tell members apart
    by a column, a new or changed row needs such a membership of that tenant, an invitation of the same rank, or no
    rank.
    """
    if not isolated(live, claims, findings):
        return
    findings.nothing("no role may write what makes a session a member")
    giving = Giving(Prover.of(live, claims))
    cells = list(findings.over(giving.cells(), name=lambda one: f"{one.role} {one.command} {one.relation}"))
    for fault, opened in faults(cells):
        roles = ", ".join(sorted({one.role for one in opened}))
        verbs = ", ".join(dict.fromkeys(_GIVES[one.command] for one in opened))
        ranks = ", ".join(sorted(giving.authority.ranks))
        findings.add(
            where=fault.where,
            what=f"{fault.part} ({fault.condition}) of {opened[0].relation} does not keep authority with those who "
            f"hold it: {fault.why}",
            why=f"{roles} {verbs} there what makes a member"
            + (f", and of what rank: policies go by {ranks} of the members" if ranks else ""),
            mend=decision(
                f"ask in {fault.where} for a membership of the row's tenant that may give it, or take the right to "
                + (f"write {ranks} " if ranks else "write those columns ")
                + f"of {opened[0].relation} from {roles}"
            ),
            extent=_extent(fault, opened),
        )
