"""What requests from outside come to lies behind row security, and shows no accounts."""

import re
from collections.abc import Iterator

from golive.judge.audit import Findings, audit
from golive.judge.deeds import by_calling, to_rows
from golive.judge.subjects import counted, judged
from golive.model.catalog import Column, Function, Policy, Relation
from golive.model.claims import Claims
from golive.model.finding import Severity, decision, sql
from golive.model.signature import arguments
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.binding import binds
from golive.rights.bodies import Names
from golive.rights.policies import COMMANDS, Tenancy
from golive.rights.requests import callers, open_to, requesting
from golive.rights.roles import Roles
from golive.rights.search_path import path_of
from golive.rights.views import CALLER, tables_behind
from golive.sqltext.injected import injected, is_text
from golive.sqltext.plpgsql import read
from golive.sqltext.plpgsql_body import Unreadable
from golive.sqltext.quoting import grantee, ident

_WRITES = frozenset(("INSERT", "UPDATE", "DELETE"))
_SECRET = re.compile(
    r"(?i)(?:^|_)(?:password|passwd|pwd|passphrase|secret|token|api_?key|private_?key|access_?key|salt|otp|mfa|ssn"
    r"|social_security(?:_number)?|national_id|credit_card|card_number|cvv|cvc|iban|passport)(?:_?(?:hash|hashed|digest"
    r"|encrypted|enc|plain|number|no|code))?$"
)
_ACCOUNTS = re.compile(r"(?i)^(users?|accounts?|identit(?:y|ies)|sessions?|users_sync)$")
_SIGN_IN = re.compile(r"(?i)(^|_)auth$")
_SESSION = re.compile(r"(?i)\bcurrent_setting\s*\(|\b(current_user|session_user|current_role)\b|\bauth\s*\.\s*\w+\s*\(")
_OWN = re.compile(r"(?i)passw")
_PROOF = re.compile(r"(?i)token|secret|signature|code|key|hash|otp|nonce")


def secrets(live: Snapshot, relation: str) -> list[str]:
    """Columns whose names say that nobody but their owner, or nobody at all, reads them."""
    return [one.name for one in live.on(Column, relation) if _SECRET.search(one.name) and one.type != "boolean"]


_REMARK = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_UNSAFE = re.compile(
    r"(?i)\b(?:(?:disable|no\s+force)\s+row\s+level\s+security|(?:drop|alter)\s+policy|bypassrls|disable\s+trigger"
    r"|session_replication_role)\b"
)


@audit("POL010", Severity.HIGH, Truth.LAWFUL, opens=True)
def test_what_requests_reach_has_row_security(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every table that requests from outside may use has row security.

    Where roles are switched for each request, row security is all that stands between a request and a row: without it
    whoever knows the address reads the whole table, and writes it where the grants say so.
    """
    tenancy = Tenancy(live, claims)
    if tenancy.by_application or not requesting(tenancy.roles):
        findings.nothing("no role is switched to for requests from outside")
        return
    reached = ((one, open_to(tenancy.roles, one, *COMMANDS)) for one in tenancy.tables)
    opened = {one.identity: (one, who) for one, who in reached if who}
    for table in counted(findings, (one for one, _ in opened.values()), "requests from outside reach no table"):
        who = opened[table.identity][1]
        if tenancy.confirmed and table.identity in tenancy.shared:  # an application's own login keeps what all share
            who = tuple(one for one in who if not tenancy.roles.known[one].login)
        if not who or table.row_security or _told_elsewhere(tenancy, table):
            continue
        writes = sorted({right for right in _WRITES for role in who if tenancy.roles.holds(role, right, table)})
        kept = secrets(live, table.identity)
        if tenancy.confirmed and not (writes or kept):
            continue  # what everybody may read was declared with the tenants
        findings.add(
            table.identity,
            f"has no row security, and {', '.join(who)} may {', '.join(writes) if writes else 'SELECT'}"
            + (f"; it has {', '.join(map(ident, kept))}" if kept else ""),
            f"whoever sends a request {'changes' if writes else 'reads'} every row of it",
            decision(
                f"ALTER TABLE {table.identity} ENABLE ROW LEVEL SECURITY; with policies for whom it is meant, or "
                f"REVOKE ALL ON TABLE {table.identity} FROM {', '.join(map(grantee, who))};"
            ),
            severity=Severity.CRITICAL if writes or kept else Severity.HIGH,
            extent=[f"{role} {right}" for role in who for right in (writes or ["SELECT"])],
            deeds=to_rows(tenancy.roles, who, table, writes or ["SELECT"]),
        )


def _told_elsewhere(tenancy: Tenancy, table: Relation) -> bool:
    """Rows of tenants, policies that are off, children of a secured table: other audits speak of them."""
    return bool(tenancy.column(table.identity) or tenancy.live.on(Policy, table.identity) or table.parents)


@audit("TBL013", Severity.HIGH, Truth.LAWFUL, opens=True)
def test_views_show_no_accounts(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No view shows requests from outside the accounts of people, or secrets, of a table that is closed to them.

    A view reads with the rights of its owner: what was kept in a schema of its own stands in the open, of every user.
    """
    roles, names = Roles.of(live, claims), Names(live, claims)
    none = "there is no view"
    for view in judged(findings, live, Relation, claims, lambda one: one.relkind in "vm", none):
        readers = open_to(roles, view, "SELECT")
        if not readers or _SESSION.search(view.definition) or names.functions_in(view.definition):
            continue  # it filters by whom it asks
        for table, who in _lent(view, names, readers):
            shown = [one for one in secrets(live, view.identity) if one in secrets(live, table.identity)]
            accounts = _SIGN_IN.search(table.schema or "") and _ACCOUNTS.match(table.name)
            if shown or accounts:
                findings.add(
                    view.identity,
                    f"shows {', '.join(map(ident, shown)) or 'rows'} of {table.identity}, which it reads as {who}",
                    f"{', '.join(readers)} may not read that table, and reads here what stands there of every user",
                    decision(
                        f"show what the request's own user may see, by a condition on the session; or REVOKE ALL ON "
                        f"{view.identity} FROM {', '.join(map(grantee, readers))};"
                    ),
                    severity=Severity.CRITICAL if shown else None,
                    deeds=to_rows(roles, readers, view, ["SELECT"]),
                )
                break


def _lent(view: Relation, names: Names, readers: tuple[str, ...]) -> Iterator[tuple[Relation, str]]:
    """Tables without row security that it reads for somebody who may not, with the role that may."""
    roles = Roles.of(names.live, names.claims)
    for table, who in tables_behind(view, names):
        closed = [one for one in readers if not open_to(roles, table, "SELECT")] if who != CALLER else []
        if closed and not table.row_security:
            yield table, who


@audit("FUN013", Severity.HIGH, Truth.LAWFUL, opens=True)
def test_definer_functions_write_for_somebody(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """A SECURITY DEFINER function that requests may call, and that writes, asks who calls it.

    EXECUTE belongs to everybody until it is revoked, and no policy binds the owner: whoever sends a request writes
    what the function writes, for whomever he names.
    """
    roles, names = Roles.of(live, claims), Names(live, claims)
    none = "requests from outside call no SECURITY DEFINER function"

    def called(one: Function) -> bool:
        written = one.security_definer and one.language in ("sql", "plpgsql") and one.prokind in "fp"
        return written and bool(callers(roles, one))

    for function in judged(findings, live, Function, claims, called, none):
        text, path = names.text_of(function), path_of(function, claims)
        every = [function, *names.reached(text, path)]
        if roles.sessions or any(_SESSION.search(names.text_of(one)) for one in every):
            continue  # ISO008 reads it statement by statement where the sessions are declared
        used = names.relations_in(text, path or ("public",))
        tables = [live.get(Relation, one) for one, commands in sorted(used.items()) if commands & _WRITES]
        who = callers(roles, function)
        past = [
            one for one in tables
            if one and not binds(roles, function.owner, one)
            and any(binds(roles, role, one) or not open_to(roles, one, *_WRITES) for role in who)
        ]  # fmt: skip
        if not past:
            continue
        given = [name for name, _ in arguments(function, only_input=True)]
        adds = all(used[one.identity] & _WRITES == {"INSERT"} for one in past)  # an account with his own password
        proved = any(_PROOF.search(name) or (adds and _OWN.search(name)) for name in given)
        findings.add(
            function.identity,
            f"writes {past[0].identity} as {function.owner}, whom no policy binds, and asks nobody who calls",
            f"{', '.join(who)} may call it: whoever sends a request writes there"
            + (", with no more than what he knows" if proved else ""),
            decision(
                f"compare what it writes with the session inside of it, or REVOKE EXECUTE ON FUNCTION "
                f"{function.identity} FROM PUBLIC, {', '.join(map(grantee, who))};"
            ),
            severity=Severity.ADVICE if proved else None,
            deeds=by_calling(
                roles,
                who,
                function.identity,
                [(one.identity, command) for one in past for command in sorted(used[one.identity])],
            ),
        )


@audit("FUN014", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_no_caller_writes_a_statement(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No function makes what its caller gives a part of a statement without quoting it.

    The caller ends the text and goes on with a statement of his own. It runs with the rights of the function's owner;
    in one that runs as its caller it may still change the session by which policies go.
    """
    roles = Roles.of(live, claims)

    def puts_together(one: Function) -> bool:
        return one.language == "plpgsql" and "execute" in one.body.lower() and bool(_texts(one))

    none = "no function in plpgsql is given a text and runs one"
    for function in judged(findings, live, Function, claims, puts_together, none):
        who = callers(roles, function)
        try:
            found = injected(read(function.body), _texts(function))
        except Unreadable as error:
            mend = decision("read it yourself, and write that statement in a form that the manual of plpgsql lists")
            findings.unknown(function.identity, f"its body could not be read: {error}", mend)
            continue
        if not found:
            continue
        lends = function.security_definer
        findings.add(
            function.identity,
            f"EXECUTE runs a statement in which {', '.join(map(ident, found))} stands as it was given",
            f"{', '.join(who) or 'whoever may call it'} may end the text and go on with a statement of his own"
            + (f", which runs as {function.owner}" if lends else ""),
            decision("give it with USING; what is a name: format('… %I …', it), what is a value: format('… %L …', it)"),
            severity=(None if who else Severity.HIGH) if lends else Severity.ADVICE,
            extent=[*found, *who],
        )


def _texts(function: Function) -> dict[str, str]:
    """What its caller gives as a text: by each way to write it, what it is called."""
    inputs = [(n, *one) for n, one in enumerate(arguments(function, only_input=True), 1)]
    return {way: name or f"${n}" for n, name, kind in inputs if is_text(kind) for way in (name, f"${n}") if way}


@audit("FUN015", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_no_caller_switches_safety_off(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No SECURITY DEFINER function that requests may call changes policies, row security, triggers or roles.

    Meant for an administrator's button: whoever finds the function presses it, and for everybody.
    """
    roles, names = Roles.of(live, claims), Names(live, claims)
    none = "requests from outside call no SECURITY DEFINER function"

    def called(one: Function) -> bool:
        return one.security_definer and one.language in ("sql", "plpgsql") and bool(callers(roles, one))

    for function in judged(findings, live, Function, claims, called, none):
        said = _REMARK.sub(" ", names.text_of(function))
        if not (found := _UNSAFE.search(said)):
            continue
        who = callers(roles, function)
        findings.add(
            function.identity,
            f"says {' '.join(found[0].split()).upper()} as {function.owner}",
            f"{', '.join(who)} may call it, and what kept the tenants apart is gone for all of them",
            sql(f"REVOKE EXECUTE ON FUNCTION {function.identity} FROM PUBLIC, {', '.join(map(grantee, who))};"),
            extent=[*who],
        )
