"""What policies and definer functions lean on."""

import re
from functools import lru_cache

from golive.judge.audit import Findings, audit
from golive.judge.deeds import by_calling
from golive.judge.subjects import judged
from golive.model.catalog import Function, Policy, Relation
from golive.model.claims import Claims
from golive.model.finding import Severity, decision, sql
from golive.model.scope import ours
from golive.model.signature import arguments
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.binding import binds, silent
from golive.rights.bodies import Names
from golive.rights.reach import executing
from golive.rights.roles import Roles
from golive.rights.search_path import path_of
from golive.rights.tenancy import columns_without_root
from golive.sqltext.names import quoted
from golive.sqltext.statements import Kind, Unsplittable, tokens

_VERB = {"SELECT": "reads", "INSERT": "inserts into", "UPDATE": "updates", "DELETE": "deletes from"}
# What changes from session to session, so that a result may not outlive the statement.
_SESSION = re.compile(
    r"(?i)\bcurrent_setting\s*\(|\b(current_user|session_user|current_role)\b|\bauth\s*\.\s*(uid|jwt|role|email)\s*\("
)
_USER_METADATA = re.compile(r"(?i)\b(raw_)?user_meta_?data\b")
_HEADERS = re.compile(r"(?i)\brequest\.(headers?|cookies?)\b")
_CAPABILITY = re.compile(r"(?i)token|secret|signature|api-?_?key|key'")
_DECIDES = re.compile(r"(?i)\bset_config\b|\braise\s+(?!log\b|debug|info\b|notice\b|warning\b)")


@audit("FUN009", Severity.HIGH, Truth.LAWFUL)
def test_definer_code_sees_rows(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Code that runs as its owner finds rows: row security does not hide every one of them from the owner.

    Since FORCE, or where it owns nothing, the owner is bound as well: the function updates nothing, the materialised
    view stays empty, and neither says so.
    """
    roles, names = Roles.of(live, claims), Names(live, claims)
    none = "no function is SECURITY DEFINER, and no view materialised"
    for function in judged(findings, live, Function, claims, _is_definer, none):
        path = path_of(function, claims)
        _tell_silent(
            findings, roles, function.identity, function.owner, names.relations_in(names.text_of(function), path)
        )
    for view in judged(findings, live, Relation, claims, lambda one: one.relkind == "m", none):
        _tell_silent(findings, roles, view.identity, view.owner, names.relations_in(view.definition))


def _is_definer(function: Function) -> bool:
    return function.security_definer and function.language in ("sql", "plpgsql")


def _tell_silent(findings: Findings, roles: Roles, where: str, owner: str, used: dict[str, set[str]]) -> None:
    blind = []
    for identity, commands in sorted(used.items()):
        table = roles.live.get(Relation, identity)
        if table is not None:
            blind += [(table, one) for one in sorted(commands) if silent(roles, owner, table, one)]
    if blind:
        said = ", ".join(f"{_VERB[one]} {table.identity}" for table, one in blind)
        forced = "FORCE row security binds" if blind[0][0].forced else "row security binds"
        findings.add(
            where,
            f"{said} as {owner}, whom {forced} and no policy lets through",
            "it finds no row, or is refused each one it writes, and what called it goes on as if all were well",
            decision(
                f"let a role own it that no policy binds and nobody can be, or write a policy for {quoted(owner)}"
            ),
        )


@audit("FUN010", Severity.HIGH, Truth.LAWFUL)
def test_policies_call_stable_functions(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every function that a policy calls is STABLE.

    A volatile one is run again for every row and no index is used; of an immutable one a plan keeps the result, and
    the next tenant on the connection sees the rows of the last.
    """
    names = Names(live, claims)
    told: set[str] = set()
    for policy in judged(findings, live, Policy, claims):
        text = f"{policy.using} , {policy.check}"
        direct = {one.identity for one in names.functions_in(text)}
        for function in names.reached(text):
            if function.identity in told:
                continue
            mend = sql(f"ALTER FUNCTION {function.identity} STABLE;")
            if function.volatility == "immutable" and _depends_on_session(function, names, claims):
                told.add(function.identity)
                findings.add(
                    function.identity,
                    f"is IMMUTABLE, reads the session, and the policy {policy.identity} calls it",
                    "a plan keeps its result: the next tenant on the connection sees the rows of the last",
                    mend,
                    severity=Severity.CRITICAL,
                )
            elif function.volatility == "volatile" and function.identity in direct:
                told.add(function.identity)
                findings.add(
                    function.identity,
                    f"is VOLATILE, and the policy {policy.identity} calls it",
                    "it is run again for every row of the table, and no index can be used",
                    mend,
                    severity=Severity.ADVICE if _takes_arguments(function) else None,
                )


def _takes_arguments(function: Function) -> bool:
    return not function.identity.endswith("()")


def _depends_on_session(function: Function, names: Names, claims: Claims) -> bool:
    text, path = names.text_of(function), path_of(function, claims)
    every = [function, *names.reached(text, path)]
    return any(
        _SESSION.search(names.text_of(one)) or names.relations_in(names.text_of(one), path_of(one, claims))
        for one in every
    )


@audit("FUN011", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_policies_trust_nothing_the_user_writes(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No policy decides by a claim that the user can edit or a header that the client sends.

    The user writes another tenant into his own metadata, signs in again, and is that tenant.
    """
    names = Names(live, claims)
    told: set[str] = set()
    for policy in judged(findings, live, Policy, claims):
        text = f"{policy.using} , {policy.check}"
        found = [(policy.identity, text, "")]
        found += [
            (one.identity, names.text_of(one), f"; the policy {policy.identity} calls it")
            for one in names.reached(text)
            if one.result != "void" or _DECIDES.search(names.text_of(one))  # what answers nothing, and refuses nobody
        ]
        for where, said, by in found:
            source = _editable(said)
            if source and where not in told:
                told.add(where)
                findings.add(
                    where,
                    f"decides by {source[0]}{by}",
                    "the user edits it himself, and is whom he likes"
                    if source[1] is None
                    else "whoever sends the request writes it",
                    decision(
                        "read the tenant from what only the server writes: app_metadata, or a table of memberships"
                    ),
                    severity=source[1],
                )


@lru_cache(maxsize=4096)  # a thousand tables have one policy text
def _editable(text: str) -> tuple[str, Severity | None] | None:
    """What the text reads that its user can write; comments do not count."""
    try:
        code = " ".join(token.text for token in tokens(text) if token.kind is not Kind.SPACE)
    except Unsplittable:
        return None
    if found := _USER_METADATA.search(code):
        return found[0], None
    if found := _HEADERS.search(code):
        return found[0], Severity.ADVICE if _CAPABILITY.search(code) else Severity.CRITICAL
    return None


def _answers_unasked(function: Function) -> bool:
    silent = function.result in ("", "void", "trigger", "event_trigger")
    return _is_definer(function) and not silent and not _takes_arguments(function)


@audit("FUN012", Severity.HIGH, Truth.LAWFUL, opens=True)
def test_definer_functions_answer_for_their_caller(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """A SECURITY DEFINER function that reads tables of tenants asks who its caller is.

    No policy binds its owner: without a look at the session, or an argument to go by, it gives every caller the
    rows, or the count, of all tenants.
    """
    roles, names = Roles.of(live, claims), Names(live, claims)
    none = "no SECURITY DEFINER function answers without an argument"
    for function in judged(findings, live, Function, claims, _answers_unasked, none):
        callers = executing(roles, function)
        if not callers or _depends_on_caller(function, names, claims):
            continue
        used = names.relations_in(names.text_of(function), path_of(function, claims))
        tables = (live.get(Relation, one) for one, commands in sorted(used.items()) if "SELECT" in commands)
        behind = [one for one in tables if one and one.row_security and not binds(roles, function.owner, one)]
        if behind:
            findings.add(
                function.identity,
                f"reads {behind[0].identity} as {function.owner}, whom no policy binds, and asks nobody who calls",
                f"{', '.join(callers)} gets from it what stands there of every tenant",
                sql(f"ALTER FUNCTION {function.identity} SECURITY INVOKER;"),
                deeds=by_calling(roles, callers, function.identity, [(behind[0].identity, "SELECT")]),
            )
    if claims.tenancy is None and claims.platform.tenants is None:  # else ISO008 follows each statement
        _named_by_callers(live, claims, findings)


def _named_by_callers(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Where nobody says whose the rows are: what policies compare, taken of whoever calls."""
    roles, names, columns = Roles.of(live, claims), Names(live, claims), live.derived(columns_without_root)
    for function in filter(_is_given, ours(live, Function, claims)) if columns else ():
        callers, text = executing(roles, function), names.text_of(function)
        if not callers or _depends_on_caller(function, names, claims):
            continue
        for identity, commands in sorted(names.relations_in(text, path_of(function, claims)).items()):
            table, column = live.get(Relation, identity), columns.get(identity, "")
            behind = table is not None and table.row_security and not binds(roles, function.owner, table)
            if behind and column and re.search(_compared(function, column), text):
                findings.look(function.identity)
                findings.add(
                    function.identity,
                    f"comes to {identity} ({', '.join(sorted(commands))}) as {function.owner}, whom no policy binds, "
                    f"and its caller names {column}",
                    f"{', '.join(callers)} gives the {column} of another tenant",
                    decision("compare it with the session inside of the function, or make it SECURITY INVOKER"),
                    severity=Severity.ADVICE if function.result == "boolean" and commands == {"SELECT"} else None,
                )
                break


def _is_given(function: Function) -> bool:
    called = function.result not in ("trigger", "event_trigger")
    return called and _is_definer(function) and _takes_arguments(function)


def _compared(function: Function, column: str) -> str:
    """A pattern for the column where it is to equal what the caller gives."""
    names = [re.escape(name) for name, _ in arguments(function, only_input=True) if name]
    given = "|".join([*names, r"[$]\d+"])
    return rf"(?i)(?<!\w){re.escape(column)}(?:::\w+)?\s*=\s*(?:\w+\.)?(?:{given})(?!\w)"


def _depends_on_caller(function: Function, names: Names, claims: Claims) -> bool:
    every = [function, *names.reached(names.text_of(function), path_of(function, claims))]
    return any(_SESSION.search(names.text_of(one)) for one in every)
