"""What functions write with the rights of their owner."""

import re
from collections.abc import Iterator

from golive.isolation.definers import concerns
from golive.isolation.world import World
from golive.judge.audit import Findings, audit
from golive.judge.subjects import judged
from golive.model.catalog import Function, Relation
from golive.model.claims import Claims
from golive.model.finding import Severity, decision
from golive.model.signature import arguments
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.binding import binds, speaking
from golive.rights.bodies import Names
from golive.rights.reach import executing
from golive.rights.roles import Roles
from golive.rights.search_path import path_of
from golive.sqltext.conditions import outcomes
from golive.sqltext.quoting import grantee

_ASKS = re.compile(r"(?i)current_setting|session_user|current_user|current_role|\bauth\s*\.\s*(uid|jwt|role|email)\b")
_SECRET = re.compile(r"(?i)token|secret|signature|nonce|otp|pass(word|wd|code)|api_?key|hash|code$")
_WRITES = frozenset({"INSERT", "UPDATE", "DELETE"})
_SET = re.compile(r"(?is)\bset\b(?P<values>.*?)(?:\bwhere\b|\breturning\b|;|$)")


@audit("FUN017", Severity.HIGH, Truth.LAWFUL, opens=True)
def test_definer_functions_write_for_whom_they_know(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """A SECURITY DEFINER function that writes what its callers may not write themselves asks who calls.

    No policy binds its owner, and every new function may be called by PUBLIC: without a question, whoever sends a
    request writes there. Where it only adds rows, or sets what it makes up itself, that may be what it is for.
    """
    roles, names, world = Roles.of(live, claims), Names(live, claims), World(live, claims)
    none = "no SECURITY DEFINER function that is called by its name writes"
    for function in judged(findings, live, Function, claims, _is_called, none):
        path, callers = path_of(function, claims), executing(roles, function)
        text = names.text_of(function)
        every = [function, *names.reached(text, path)]
        asked = any(_ASKS.search(names.text_of(one)) for one in every)
        if not callers or asked or any(_SECRET.search(name) for name, _ in arguments(function, only_input=True)):
            continue
        own = {
            (table.identity, command)
            for table, command in _written(live, names.relations_in(text, path))
            if not binds(roles, function.owner, table)
            and any(not _may(roles, who, table, command) for who in callers)
            and not _judged_by_tenant(world, function, table.identity)
        }
        if own:
            said = ", ".join(f"{table} ({command})" for table, command in sorted(own))
            which = [command for _, command in own]
            findings.add(
                function.identity,
                f"writes {said} as {function.owner}, whom no policy binds, and asks nobody who calls",
                f"{', '.join(callers)} changes there by it what no right and no policy lets him",
                decision(
                    "let it ask who calls and whether he may, make it SECURITY INVOKER, or take it from them: "
                    f"REVOKE EXECUTE ON FUNCTION {function.identity} FROM {_from(callers)};"
                ),
                severity=Severity.HIGH if "DELETE" in which or _sets_what_is_given(function, text) else Severity.ADVICE,
            )


def _from(callers: tuple[str, ...]) -> str:
    return ", ".join(grantee(one) for one in callers)


def _is_called(function: Function) -> bool:
    written = function.security_definer and function.language in ("sql", "plpgsql")
    return written and function.result not in ("trigger", "event_trigger")


def _written(live: Snapshot, used: dict[str, set[str]]) -> Iterator[tuple[Relation, str]]:
    for identity, commands in used.items():
        table = live.get(Relation, identity)
        if table is not None and table.is_table:
            yield from ((table, one) for one in commands & _WRITES)


def _may(roles: Roles, who: str, table: Relation, command: str) -> bool:
    """Whether he may do it to any row himself."""
    if not roles.holds(who, command, table):
        return False
    rules = [
        one.check if command == "INSERT" and one.check else one.using for one in speaking(roles, who, table, command)
    ]
    return not binds(roles, who, table) or any(False not in outcomes(one or "true") for one in rules)


def _judged_by_tenant(world: World, function: Function, table: str) -> bool:
    """Whether each statement of it is followed to the tenant of its caller, which says more."""
    given = bool(arguments(function, only_input=True))
    return given and world.tenancy.confirmed and concerns(world, function, table)


def _sets_what_is_given(function: Function, text: str) -> bool:
    given = [re.escape(name) for name, _ in arguments(function, only_input=True) if name]
    given += [r"\$\d+"] if arguments(function, only_input=True) else []
    named = re.compile(rf"(?i)(?<!\w)(?:{'|'.join(given)}|excluded)(?!\w)") if given else None
    return named is not None and any(named.search(one["values"]) for one in _SET.finditer(text))
