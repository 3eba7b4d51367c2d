"""Functions do what they are called for, for their callers only."""

import re
from collections.abc import Iterable

from golive.judge.answers import answer, listed
from golive.judge.audit import Findings, audit
from golive.judge.deeds import somebody
from golive.judge.subjects import judged
from golive.model import questions as q
from golive.model.catalog import Column, Function, Trigger
from golive.model.claims import Claims
from golive.model.deed import LURE, Deed
from golive.model.evidence import FAILED, State
from golive.model.finding import Mend, Severity, decision, sql
from golive.model.scope import ours
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.bodies import Names
from golive.rights.reach import creating, executing, makers
from golive.rights.roles import Roles
from golive.rights.search_path import needed, pinned
from golive.sqltext.plpgsql import read
from golive.sqltext.plpgsql_body import Body, Form, Unreadable, rows_of
from golive.sqltext.quoting import grantee, ident, idents

_SYSTEM = ("pg_catalog", "pg_temp", "information_schema")
_ENDS_TRANSACTIONS = re.compile(r"(?i)\b(commit|rollback)\b")  # not allowed where a setting is local to the call
_SYSTEM_COLUMNS = frozenset(["ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"])
# A body that asks on which table it runs may name columns that only some of them have.
_ASKS = re.compile(
    r"(?i)\btg_(table_name|relname|table_schema|relid|argv|nargs|name)\b|undefined_column|\balias\s+for\b"
)


def _routine(function: Function) -> str:
    return f"{'PROCEDURE' if function.prokind == 'p' else 'FUNCTION'} {function.identity}"


def _body(findings: Findings, function: Function) -> Body | None:
    if function.language != "plpgsql":
        return None
    try:
        return read(function.body)
    except Unreadable as error:
        findings.unknown(
            function.identity,
            f"its body could not be read: {error}",
            decision("read it yourself, and write that statement in a form that the manual of plpgsql lists"),
        )
        return None


def _by_function(live: Snapshot) -> dict[str, list[Trigger]]:
    found: dict[str, list[Trigger]] = {}
    for trigger in live.of(Trigger):
        found.setdefault(trigger.function, []).append(trigger)
    return found


@audit("FUN002", Severity.CRITICAL, Truth.LAWFUL)
def test_trigger_functions_fit_their_tables(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every trigger function reads and writes only columns that its tables have.

    The function is made without a word; the first insert fails with 'record "new" has no field'.
    """
    triggers = _by_function(live)
    rowwise = {name: [one for one in many if one.level == "ROW" and not one.parent] for name, many in triggers.items()}
    none = "no trigger fires for rows"
    for function in judged(findings, live, Function, claims, lambda one: bool(rowwise.get(one.identity)), none):
        attached = rowwise[function.identity]
        body = _body(findings, function)
        if body is None or body.variables.keys() & {"new", "old"}:
            continue
        if any(name.lower() in ("new", "old") for one in attached for name in (one.old_table, one.new_table)):
            continue
        tables = {
            one.relation or "": {column.name for column in live.on(Column, one.relation or "")} for one in attached
        }
        used = {name for _, name, _ in rows_of(body)} - _SYSTEM_COLUMNS
        of_each = tables
        if _ASKS.search(function.body):
            everywhere = set[str]().union(*tables.values())
            tables = {"none of its tables": everywhere}
        for table, columns in sorted(tables.items()):
            if missing := sorted(used - columns):
                named = ", ".join(map(ident, missing))
                nowhere = table not in of_each
                findings.add(
                    function.identity,
                    f"names {named} of NEW or OLD, which {table} has" + ("" if nowhere else " not"),
                    "the write that comes this far fails" if nowhere else f"every write to {table} that fires it fails",
                    decision("add the missing column, put the name right, or take the trigger off"),
                )


@audit("FUN003", Severity.HIGH, Truth.LAWFUL)
def test_function_bodies_name_what_exists(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every table, column and function that the static SQL of a function names exists.

    A body is text: what it names can be renamed or dropped behind it, and only the call fails. Statements that are
    put together while the function runs cannot be looked at.
    """
    if (failed := live.evidence.get(f"{FAILED}:bodies")) is not None:
        findings.unknown("the bodies of functions", f"could not look: {failed.note}", decision("look again"))
    triggers = _by_function(live)
    findings.nothing("no function has a body whose SQL can be looked at")
    for function in ours(live, Function, claims):
        if q.BODY.of(function.identity) not in live.evidence:
            continue
        evidence = live.asked(q.BODY.of(function.identity))
        if evidence.state is State.UNKNOWN:
            findings.unknown(function.identity, evidence.note, decision("read its body yourself"))
            continue
        findings.look(f"{function.identity}" + (f" ({evidence.note})" if evidence.note else ""))
        if evidence.count:
            findings.add(
                function.identity,
                listed(evidence),
                "every write that fires it fails"
                if function.identity in triggers
                else "every call that comes this far fails",
                decision("put the name right, or bring back what the function was written for"),
                severity=Severity.CRITICAL if function.identity in triggers else None,
            )


@audit("FUN004", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_definer_functions_pin_their_search_path(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every SECURITY DEFINER function names the schemas it searches, and none that its callers may write.

    Without that a caller who may create an object, if only a temporary table, decides which table, function or
    operator it works on, with the rights of the owner.
    """
    roles, names = Roles.of(live, claims), Names(live, claims)
    triggers = _by_function(live)
    open_to = makers(roles)
    none = "no function is SECURITY DEFINER"
    for function in judged(findings, live, Function, claims, _is_definer, none):
        callers = executing(roles, function)
        fired = function.identity in triggers or function.result == "event_trigger"
        path = pinned(function)
        if path is None:
            if function.sql_body:
                continue  # bound when it was made
            who = "whoever writes to its table" if fired else ", ".join(callers) or "whoever may call it next"
            luring = _luring(function, names) or ("anything" if open_to and (callers or fired) else "")
            findings.add(
                function.identity,
                "is SECURITY DEFINER and has no search_path of its own",
                f"{who} decides by search_path what it works on, with the rights of {function.owner}"
                if luring
                else "nothing that it names can be replaced today: no caller may create an object, and what it names "
                "has its schema",
                _pin(function, roles, claims),
                severity=Severity.ADVICE if not luring else None if callers or fired else Severity.HIGH,
                deeds=_lured(roles, function, callers, names),
            )
            continue
        for schema in path:
            if schema not in _SYSTEM and (writers := creating(roles, schema, function.owner)):
                findings.add(
                    function.identity,
                    f"searches {ident(schema)}, where {', '.join(writers)} may create",
                    f"an object made there is used with the rights of {function.owner}",
                    sql("\n".join(f"REVOKE CREATE ON SCHEMA {ident(schema)} FROM {grantee(w)};" for w in writers)),
                )
        if path and "pg_temp" not in path and any(schema not in _SYSTEM for schema in path) and callers:
            findings.add(
                function.identity,
                f"searches pg_temp before {', '.join(ident(schema) for schema in path)}",
                "a temporary table of the caller hides one of the same name; qualified names are safe from it",
                sql(f"ALTER {_routine(function)} SET search_path = {idents((*path, 'pg_temp'))};"),
                severity=Severity.ADVICE,
            )


def _luring(function: Function, names: Names) -> str:
    """A name without a schema that a caller's search_path sends elsewhere; in statements put together, any."""
    text = names.text_of(function)
    found = [*names.unqualified(text)]
    if function.language not in ("sql", "plpgsql") or re.search(r"(?i)\bexecute\b", text):
        found += [some for literal in re.findall(r"'(?:[^']|'')*'", text)
                  for some in names.unqualified(literal[1:-1])]  # fmt: skip
    return next((name for some in found for name in sorted(some)), "")


def _lured(roles: Roles, function: Function, callers: Iterable[str], names: Names) -> list[Deed]:
    """A temporary relation of the caller's stands before every other of its name."""
    relations = tuple(sorted(names.unqualified(names.text_of(function))[0]))
    return [Deed(role, LURE, function.identity, names=relations) for role in somebody(roles, callers) if relations]


def _is_definer(function: Function) -> bool:
    return function.security_definer and function.language not in ("c", "internal") and function.prokind != "a"


def _pin(function: Function, roles: Roles, claims: Claims) -> Mend:
    """The schemas that its names are in; temporary tables last."""
    path = needed(function, roles.live, claims)
    text = f"ALTER {_routine(function)} SET search_path = {idents((*(path or ('pg_catalog',)), 'pg_temp'))};"
    if _ENDS_TRANSACTIONS.search(function.body):
        return decision(f"qualify its names, or stop it from ending transactions and then {text}")
    open_ = [ident(schema) for schema in path if creating(roles, schema, function.owner)]
    if open_:
        return decision(f"qualify its names, or close {', '.join(open_)} to those who may create there and then {text}")
    return sql(text)


@audit("FUN005", Severity.ADVICE, Truth.LAWFUL)
def test_functions_pin_their_search_path(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every function with names to look up says where.

    It works on other objects, or none, when a session has another search_path: in a restore, a job, a migration.
    """
    none = "no function looks its names up when it is called"
    for function in judged(findings, live, Function, claims, _looks_names_up, none):
        if pinned(function) is None:
            findings.add(
                function.identity,
                "has no search_path of its own",
                "what its unqualified names mean depends on the session that calls it",
                decision("qualify its names, or set its search_path where no query needs it inlined"),
            )


def _looks_names_up(function: Function) -> bool:
    written = function.language in ("sql", "plpgsql") and function.prokind in "fp"
    return written and not (function.security_definer or function.sql_body)


@audit("FUN006", Severity.CRITICAL, Truth.LAWFUL)
def test_row_triggers_let_rows_through(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """A BEFORE ROW trigger lets some row through, does something in its place, or refuses it aloud.

    One that can only return NULL drops every row: the application is told INSERT 0 0, no error, and the data is gone.
    """
    triggers = _by_function(live)
    before = {
        name: [one for one in many if one.timing != "AFTER" and one.level == "ROW" and not one.parent]
        for name, many in triggers.items()
    }
    own = {one.name for one in live.of(Function)}
    none = "no trigger fires before rows are written"
    for function in judged(findings, live, Function, claims, lambda one: bool(before.get(one.identity)), none):
        body = _body(findings, function)
        if body is None or body.writes or body.calls & own or not _only_null(body):
            continue
        for trigger in before[function.identity]:
            findings.add(
                trigger.identity,
                f"calls {function.identity}, which can only return NULL",
                f"every row of {' or '.join(event.lower() for event in trigger.events)} vanishes without an error",
                decision(
                    "let the function return NEW (OLD for DELETE), or raise an exception where it means to refuse"
                ),
            )


def _only_null(body: Body) -> bool:
    """Every way out returns NULL, and none of them is closed by an exception before it."""
    returns = [fragment for fragment in body.fragments if fragment.form is Form.RETURN]
    if not returns or any([token.text.upper() for token in one.tokens] != ["NULL"] for one in returns):
        return False
    return not any(fragment.form is Form.RAISE and fragment.always for fragment in body.fragments)


@audit("FUN007", Severity.HIGH, Truth.LAWFUL)
def test_functions_cannot_leave_the_database(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No function outside an extension is written in an untrusted language or calls the server's own code.

    It runs past every right: it reads files, opens connections, or crashes the server, whoever calls it.
    """
    for function in judged(findings, live, Function, claims):
        if not function.trusted and function.prokind in "fp":
            findings.add(
                function.identity,
                f"is written in {function.language}, an untrusted language"
                if function.language not in ("c", "internal")
                else f"calls {function.language} code",
                "it runs past all rights: nothing in the database binds what it does",
                decision("take it from an extension that is maintained, or write it in a trusted language"),
            )


@audit("FUN008", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_no_function_is_leakproof(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No function outside an extension claims to be LEAKPROOF.

    The planner runs such a function before the policies: what it prints or raises shows the rows of other tenants.
    """
    for function in judged(findings, live, Function, claims):
        if function.leakproof:
            findings.add(
                function.identity,
                "is LEAKPROOF",
                "it is evaluated before the policies, on the rows of all tenants",
                sql(f"ALTER {_routine(function)} NOT LEAKPROOF;"),
            )


@audit("FUN016", Severity.CRITICAL, Truth.LAWFUL)
def test_no_function_of_the_server_was_rewritten(live: Snapshot, findings: Findings) -> None:
    """Every function that the server brings is as it brought it.

    A search_path that names pg_catalog alone does not help: every query finds the new one, and no dump has it.
    """
    evidence = answer(findings, live, q.REWRITTEN_BUILTINS.of(), "pg_catalog")
    for name in evidence.keys if evidence else ():
        findings.add(
            f"pg_catalog.{name}",
            "is not as the server brings it: in another language, or with an owner, rights or settings of its own",
            "whatever calls it runs what somebody put there, in policies and constraints too",
            decision("find out who did it and why; dump the rows, and load them into a new cluster"),
        )
