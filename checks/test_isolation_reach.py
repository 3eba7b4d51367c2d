"""Nobody steps around the policies: by owning what they rest on, by the catalog, by a parameter, by more rights."""

import re
from collections import defaultdict
from collections.abc import Iterator

from golive.isolation.asking import Lack
from golive.isolation.cells import Prover, State
from golive.isolation.definers import concerns, lacks
from golive.isolation.doubt import Doubt
from golive.isolation.probed import probed
from golive.judge.audit import Findings, Part, audit
from golive.judge.declared import isolated
from golive.judge.deeds import by_calling
from golive.judge.subjects import counted, judged
from golive.model.catalog import Constraint, Function, Membership, ParameterGrant, Relation, Role, SystemGrant
from golive.model.claims import Claims
from golive.model.claims.identity import Identity
from golive.model.finding import Mend, Severity, decision, sql
from golive.model.relation_names import identity_of
from golive.model.signature import arguments
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.bodies import Names
from golive.rights.foundations import foundations
from golive.rights.grants import gained, rights
from golive.rights.policies import COMMANDS, Tenancy
from golive.rights.reach import uses
from golive.rights.roles import PUBLIC, Roles
from golive.rights.search_path import path_of
from golive.sqltext.injected import chosen, is_text
from golive.sqltext.plpgsql import read
from golive.sqltext.plpgsql_body import Unreadable
from golive.sqltext.quoting import grantee, ident

_SESSION = re.compile(r"(?i)current_setting|session_user|current_user|auth\s*\.\s*(uid|jwt|role|email)")
# What a catalog of the server shows of every tenant, or of the server itself; of some by one column only.
_SHOWS = {
    "pg_authid": ("rolpassword", Severity.CRITICAL, "the password hash of every role"),
    "pg_shadow": ("passwd", Severity.CRITICAL, "the password hash of every role"),
    "pg_largeobject": ("data", Severity.CRITICAL, "what stands in every large object"),
    "pg_user_mapping": ("umoptions", Severity.CRITICAL, "the passwords for other servers"),
    "pg_subscription": ("subconninfo", Severity.CRITICAL, "the password of the publisher"),
    "pg_statistic": ("", Severity.HIGH, "the most common values of every column, of all tenants"),
    "pg_statistic_ext_data": ("", Severity.HIGH, "the most common values of columns together, of all tenants"),
}
# Parameters that only a superuser sets, unless somebody is granted them.
_UNDOES = {
    "session_replication_role": "it switches triggers and foreign keys off",
    "lo_compat_privileges": "it opens every large object",
    "allow_system_table_mods": "it lets the catalog itself be written",
    "dynamic_library_path": "it has the server load its own code",
    "session_preload_libraries": "it has the server load its own code",
}


@audit("ISO006", Severity.CRITICAL, Truth.LAWFUL, Part.ISOLATION, opens=True)
def test_sessions_own_nothing_that_policies_rest_on(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No role that sessions of tenants have, or come in by, owns or becomes what the policies rest on.

    The owner of a table switches its policies off, the owner of its schema drops it, the owner of a function that a
    policy or a trigger calls replaces it, and then it answers what he likes, in the sessions of others too.
    """
    if not isolated(live, claims, findings):
        return
    tenancy = Tenancy(live, claims)
    owned = foundations(tenancy)
    coming = (one for one in live.of(Role) if _comes_in(tenancy.roles, one))
    for role in counted(findings, coming, "no role of this server is a session's, or logs in for the application"):
        session = bool(tenancy.roles.becomes(role.name) & tenancy.roles.sessions)
        for other in sorted(tenancy.roles.becomes(role.name)):
            if things := owned.get(other):
                findings.add(
                    where=role.identity,
                    what=f"{role.name} {'owns' if other == role.name else f'becomes {other}, the owner of'} "
                    + _some(things),
                    why="it switches row security off, drops or replaces what keeps the tenants apart, and nothing asks"
                    if session
                    else "whoever logs in with it is bound by nothing; sessions of tenants do not come in by it",
                    mend=_apart(live, role.name, other)
                    if session
                    else decision(f"if it deploys, say so by [[outside]] role = {role.name!r}; else take it away"),
                    severity=Severity.CRITICAL if session else Severity.ADVICE,
                    extent=[f"{other} owns {thing}" for thing in things],
                )
            elif role.name in tenancy.roles.sessions and not role.login and tenancy.roles.bypasses(other):
                findings.add(
                    where=role.identity,
                    what=f"{role.name} {'is' if other == role.name else f'becomes {other}, who is'} "
                    "a superuser or free of row security (BYPASSRLS)",
                    why="no policy binds the sessions that have it",
                    mend=_apart(live, role.name, other)
                    if other != role.name
                    else sql(f"ALTER ROLE {ident(other)} NOSUPERUSER NOBYPASSRLS;"),
                )


def _comes_in(roles: Roles, role: Role) -> bool:
    """A declared session's role, or a login of the application."""
    return role.name in roles.sessions or (role.login and roles.is_application(role.name))


def _some(things: list[str]) -> str:
    return ", ".join(things[:3]) + (f" and {len(things) - 3} more" if len(things) > 3 else "")


def _apart(live: Snapshot, name: str, owner: str) -> Mend:
    if name == owner:
        return decision(f"let a role own it that no session has: REASSIGN OWNED BY {ident(name)} TO …;")
    if live.get(Membership, f"{ident(name)} in {ident(owner)}"):
        return decision(
            f"let a role own it that {name} does not become; or, where nothing needs the membership: "
            f"REVOKE {ident(owner)} FROM {ident(name)};"
        )
    return decision(f"break the chain of memberships from {ident(name)} to {ident(owner)}")


@audit("ISO007", Severity.HIGH, Truth.DECLARED)
def test_sessions_may_do_what_was_declared(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Where an [[identity]] says what is allowed on a relation, its sessions may do that and nothing else.

    A policy that is wrong everywhere is consistent; only what people meant tells that nobody was to delete there.
    """
    if not isolated(live, claims, findings):
        return
    findings.nothing("no [[identity]] says what it is allowed")
    prover = Prover.of(live, claims)
    passed: dict[tuple[str, str], frozenset[str]] = defaultdict(frozenset)
    for one in probed(live, claims):
        if one.controls:
            passed[one.identity.name, one.relation] |= {one.command}
    for identity in claims.identity:
        for name, allowed in identity.allowed.items():
            findings.look(f"{identity.name} {name}")
            relation = live.get(Relation, identity_of(live, name))
            if relation is None:
                findings.add(
                    where=name,
                    what=f"{identity.name} is allowed {', '.join(allowed)} on it, and it does not exist",
                    why="what was declared is held against nothing",
                    mend=decision(f"correct allowed in [[identity]] {identity.name!r} of platform.toml"),
                )
                continue
            cells = [prover.cell(identity.role, relation, command) for command in COMMANDS]
            may = [one.command for one in cells if one.state not in (State.NO_RIGHT, State.CLOSED)]
            seen = _tells_apart(claims, identity, name, passed.get((identity.name, relation.identity), frozenset()))
            if extra := [one for one in may if one not in allowed and (seen is None or one in seen)]:
                held = ", ".join(extra)
                findings.add(
                    where=relation.identity,
                    what=f"{identity.name} may {held}; declared is {', '.join(allowed) or 'nothing'}",
                    why="the grants and policies let through what nobody meant",
                    mend=sql(f"REVOKE {held} ON TABLE {relation.identity} FROM {ident(identity.role)};")
                    if set(extra) <= {one.rstrip("*") for one in rights(relation.grants).get(identity.role, ())}
                    else decision(f"take {held} on {relation.identity} from whomever {identity.role} has it from"),
                )
            if lacking := [one for one in allowed if one not in may]:
                findings.add(
                    where=relation.identity,
                    what=f"{identity.name} may not {', '.join(lacking)}, which is declared as allowed",
                    why="what the application is built to do is refused, or touches no row",
                    mend=decision(f"grant it and give it a policy, or correct allowed of {identity.name!r}"),
                )


def _tells_apart(claims: Claims, identity: Identity, name: str, passed: frozenset[str]) -> frozenset[str] | None:
    """What the sessions of an identity were seen to do, where others of the same role are allowed more; else None.

    The role's grants and policies are those of all of them: who of them it is, only a condition says, row by row.
    """
    others = [one for one in claims.identity if one.role == identity.role and one.name != identity.name]
    return passed if any(_allowed(one, name) - set(identity.allowed[name]) for one in others) else None


def _allowed(identity: Identity, name: str) -> set[str]:
    return set(identity.allowed.get(name, COMMANDS))


@audit("ISO008", Severity.HIGH, Truth.LAWFUL, Part.ISOLATION, opens=True)
def test_callers_do_not_name_the_tenant(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No SECURITY DEFINER function that a session may call takes the tenant, or a statement, from its caller.

    No policy binds its owner: a session that names another tenant is that tenant, and who hands it a statement runs
    it with the rights of the owner. To ask who calls is not enough: each statement has to end at a tenant of his, and
    one that makes members or changes their rank at those who may. Read from the body; what is not followed is unknown.
    """
    if not isolated(live, claims, findings):
        return
    prover = Prover.of(live, claims)
    tenancy = Tenancy(live, claims)
    roles, names = tenancy.roles, Names(live, claims)

    def called(one: Function) -> bool:
        written = one.security_definer and one.language in ("sql", "plpgsql")
        return written and any(_calls(roles, name, one) for name in roles.sessions)

    none = "sessions may call no SECURITY DEFINER function"
    for function in judged(findings, live, Function, claims, called, none):
        callers = [one for one in sorted(roles.sessions) if _calls(roles, one, function)]
        given = _given(function)
        text = names.text_of(function)
        who = ", ".join(callers)
        if given and (hit := re.search(rf"(?i)\bexecute\s+({given})\s*(;|using\b|into\b)", text)):
            findings.add(
                function.identity,
                f"executes {hit[1]}, which its caller gives, as {function.owner}",
                f"{who} runs every statement that {function.owner} may",
                decision("let it build its statement itself, with format() and %I, from what it knows"),
                severity=Severity.CRITICAL,
            )
        if tables := _chosen(function):
            findings.add(
                function.identity,
                f"takes {', '.join(map(ident, tables))} of its caller for the name of a table, as {function.owner}",
                f"{who} comes to whatever table {function.owner} may, and to the rows of every tenant in it",
                decision("compare the name with those that are meant, or make it SECURITY INVOKER"),
                extent=[f"{one} names a table" for one in tables],
            )
        every = [function, *names.reached(text, path_of(function, claims))]
        asks = any(_SESSION.search(names.text_of(one)) for one in every)
        used: dict[str, set[str]] = defaultdict(set)
        for each in every:
            for identity, commands in names.relations_in(names.text_of(each), path_of(each, claims)).items():
                used[identity] |= commands
        reached = sorted(one for one in used if concerns(prover.world, function, one))
        if not reached or function.result in ("trigger", "event_trigger") or not (asks or given):
            continue
        if not asks and (named := next((one for one in reached if _names(text, tenancy.column(one), given)), "")):
            one_bit = function.result == "boolean" and all(used[one] == {"SELECT"} for one in reached)
            findings.add(
                function.identity,
                f"comes to {named} ({', '.join(sorted(used[named]))}) as {function.owner}, whom no policy binds, "
                f"and its caller names {tenancy.column(named)}",
                f"{who} hears yes or no of another tenant's rows"
                if one_bit
                else f"{who} gives the {tenancy.column(named)} of another tenant",
                decision("compare it with the session inside of the function, or make it SECURITY INVOKER"),
                severity=Severity.ADVICE if one_bit else None,
                deeds=by_calling(roles, callers, function.identity, [(named, one) for one in sorted(used[named])]),
            )
            continue
        _bound(findings, prover, function, callers, reached)


def _bound(findings: Findings, prover: Prover, function: Function, callers: list[str], reached: list[str]) -> None:
    """What the body does that is not shown to end at its caller's tenant."""
    who = ", ".join(callers)
    try:
        every = [lack for caller in callers for lack in lacks(prover, function, caller)]
    except Doubt as doubt:
        _unknown(findings, function, reached, who, str(doubt))
        return
    certain = any(one.certain for one in every)
    lacking = [one for one in every if one.certain or (one.known and not certain)]
    if every and not lacking:
        asked = "a rank in that tenant" if all(one.rank for one in every) else "what it asks of its caller"
        _unknown(findings, function, [one.relation for one in every], who, f"{asked} was not understood")
    if lacking:
        said = ", ".join(dict.fromkeys(f"{one.relation} ({one.command})" for one in lacking))
        rank, secret = all(one.rank for one in lacking), all(one.secret for one in lacking)
        one_bit = function.result == "boolean" and all(one.command == "SELECT" for one in every)
        belonging = one_bit and all(_of_members(prover, one) for one in lacking)
        findings.add(
            function.identity,
            f"comes to {said} as {function.owner}, whom no policy binds, and "
            + ("nothing shows that a rank in that tenant is asked of its caller" if rank and not certain
               else "nothing shows that what it asks of its caller ends at his tenant" if not certain
               else "no rank in that tenant is asked of its caller" if rank
               else "finds it by a secret alone that its caller gives" if secret
               else "tells of whomever its caller names what he is a member of" if belonging
               else "what it asks of its caller does not end at his tenant"),
            f"every member gives as {who} what he does not hold" if rank
            else f"whoever has the secret comes to it as {who}, of whatever tenant" if secret
            else f"{who} hears yes or no of another tenant's rows" if one_bit and not belonging
            else f"{who} calls it with the keys of another tenant",
            decision(
                "let every statement of it depend on a membership of the caller in the tenant of the row, "
                "compared with what the caller gives; or make it SECURITY INVOKER"
            ),
            severity=Severity.ADVICE if secret or one_bit else Severity.CRITICAL if certain else None,
            deeds=by_calling(
                prover.world.tenancy.roles, callers, function.identity,
                [(one.relation, one.command) for one in lacking],
            ),
        )  # fmt: skip


def _unknown(findings: Findings, function: Function, reached: list[str], who: str, why: str) -> None:
    findings.unknown(
        function.identity,
        f"whether it keeps to its caller's tenant is not known: {why}; it comes to {', '.join(dict.fromkeys(reached))} "
        f"as {function.owner}, whom no policy binds",
        decision(f"make it SECURITY INVOKER, write it so that it is followed, or take EXECUTE from {who}"),
    )


def _of_members(prover: Prover, one: Lack) -> bool:
    """Whether it is read, and says who is a member of what, and as what."""
    world = prover.world
    named = {key.referenced for key in world.live.on(Constraint, world.members) if key.type == "f"}
    return one.command == "SELECT" and one.relation in {world.members, world.root, *named}


def _chosen(function: Function) -> tuple[str, ...]:
    """What its caller gives and it takes for the name of a table."""
    if function.language != "plpgsql":
        return ()
    inputs = [(n, *one) for n, one in enumerate(arguments(function, only_input=True), 1)]
    named = {
        way: name or f"${n}"
        for n, name, kind in inputs
        if is_text(kind) or kind in ("name", "regclass")
        for way in (name, f"${n}")
        if way
    }
    try:
        return chosen(read(function.body), named) if named else ()
    except Unreadable:
        return ()  # FUN014 says so


def _calls(roles: Roles, name: str, function: Function) -> bool:
    return roles.executes(name, function) and uses(roles, name, function.schema)


def _names(text: str, column: str | None, given: str) -> bool:
    """Whether the column is compared with what the caller gives."""
    if column is None or not given:
        return False
    column = rf'(?:\b{re.escape(column)}\b|"{re.escape(column)}")(?:::\w+)?'
    return re.search(rf"(?i){column}\s*=\s*(?:{given})|(?:{given})\s*=\s*(?:\w+\.)?{column}", text) is not None


def _given(function: Function) -> str:
    """A pattern for its parameters in its body, by name and by number."""
    named = [one for one, _ in arguments(function, only_input=True)]
    found = [rf"\${n}" for n in range(1, len(named) + 1)]
    return "|".join(found + [rf"(?:\w+\.)?{re.escape(one)}\b" for one in named if one])


@audit("GRT008", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_catalogs_show_no_values(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No role of the application was given a catalog that shows values of rows, passwords or their hashes.

    Statistics are samples of the rows themselves: no policy narrows them, and no grant of a table tells.
    """
    findings.nothing("nobody was granted a catalog that shows values")
    roles = Roles.of(live, claims)
    for grant in live.of(SystemGrant):
        name, _, column = grant.identity.partition(" ")[2].removeprefix("pg_catalog.").partition(".")
        only, severity, shown = _SHOWS.get(name, ("", Severity.HIGH, ""))
        if not shown or (grant.on == "COLUMN" and only and column != only):
            continue
        findings.look(grant.identity)
        what = f"pg_catalog.{name}"
        for who, held in gained(grant.initial, grant.grants).items():
            if "SELECT" in {one.rstrip("*") for one in held} and _of_application(roles, who):
                right = f"SELECT ({ident(column)})" if grant.on == "COLUMN" else "SELECT"
                findings.add(
                    where=what,
                    what=f"{who} may read {what}{f'.{column}' if column else ''}: {shown}",
                    why="no policy binds what is read there",
                    mend=sql(f"REVOKE {right} ON TABLE {what} FROM {grantee(who)};"),
                    severity=severity,
                )


def _of_application(roles: Roles, who: str) -> bool:
    return roles.strangers() if who == PUBLIC else roles.is_application(who)


@audit("GRT009", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_parameters_stay_with_operators(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No role of the application may change the server's configuration, or set what undoes what keeps rows safe.

    ALTER SYSTEM on one parameter can be enough to run programs; one session without triggers and foreign keys writes
    what no constraint lets through.
    """
    roles = Roles.of(live, claims)
    for grant in counted(findings, live.of(ParameterGrant), "nobody was granted a parameter"):
        for who, held in _held(roles, grant):
            if taken := {"ALTER SYSTEM"} & held | ({"SET"} & held if grant.identity in _UNDOES else set()):
                said = ", ".join(sorted(taken))
                findings.add(
                    where=grant.identity,
                    what=f"{who} holds {said} on the parameter {grant.identity}",
                    why="it changes the server for everybody" if "ALTER SYSTEM" in taken else _UNDOES[grant.identity],
                    mend=sql(f"REVOKE {said} ON PARAMETER {grant.identity} FROM {grantee(who)};"),
                )


def _held(roles: Roles, grant: ParameterGrant) -> Iterator[tuple[str, set[str]]]:
    found: dict[str, set[str]] = defaultdict(set)
    for who, held in rights(grant.grants).items():
        found[who] |= {one.rstrip("*") for one in held}
    yield from ((who, held) for who, held in found.items() if _of_application(roles, who))
