"""Policies cost every query that they narrow no more than they have to."""

from collections import defaultdict
from collections.abc import Iterator

from sqlglot import exp

from golive.judge.audit import Findings, audit
from golive.judge.subjects import counted
from golive.model.catalog import Function, Policy, Relation
from golive.model.claims import Claims
from golive.model.finding import Severity, decision
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.policies import COMMANDS, Tenancy
from golive.sqltext.expressions import parsed

_SETTING = "current_setting"
NO_POLICY = "there is no policy"


@audit("POL014", Severity.ADVICE, Truth.LAWFUL)
def test_policies_ask_the_session_once(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No policy calls a function of the session for every row.

    Of ten thousand rows the same question is asked ten thousand times; inside of (SELECT …) it is asked once.
    """
    tenancy = Tenancy(live, claims)
    calling: dict[str, list[Policy]] = defaultdict(list)
    called: dict[str, tuple[str, ...]] = {}  # by condition: thousands of policies have the same
    for policy in counted(findings, tenancy.policies, NO_POLICY):
        table = live.get(Relation, policy.relation or "")
        if table is None or not table.row_security:
            continue
        for text in {policy.using, policy.check} - called.keys():
            called[text] = tuple(_per_row(tenancy, text))
        for name in dict.fromkeys((*called[policy.using], *called[policy.check])):
            calling[name].append(policy)
    for name, policies in sorted(calling.items()):
        tables = sorted({one.relation or "" for one in policies})
        findings.add(
            name,
            f"is called for each row by {len(policies)} {'policy' if len(policies) == 1 else 'policies'} of "
            + ", ".join(tables[:3])
            + (f" and {len(tables) - 3} more" if len(tables) > 3 else ""),
            "it gives the same answer for every row of a query, and is asked again for each",
            decision(f"write (SELECT {name.removesuffix('()')}(…)) in the policies: it is asked once for each query"),
            extent=[one.identity for one in policies],
        )


def _per_row(tenancy: Tenancy, text: str) -> Iterator[str]:
    """Functions that take nothing from the row, called outside of a query."""
    tree = parsed(text)
    for call in tree.find_all(exp.Anonymous) if tree is not None else ():
        if call.find_ancestor(exp.Select) or call.find(exp.Column):
            continue
        dotted = call.parent if isinstance(call.parent, exp.Dot) and call.parent.expression is call else None
        name = f"{dotted.this.name}.{call.name}" if dotted is not None else str(call.name)
        if name.lower() == _SETTING:
            yield f"{_SETTING}()"
        elif any(_answers_alone(one) for one in tenancy.functions(name)):
            yield f"{name}()"


def _answers_alone(function: Function) -> bool:
    return function.volatility != "immutable"


@audit("POL015", Severity.ADVICE, Truth.LAWFUL)
def test_one_permissive_policy_speaks(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No role has two permissive policies for one command on a table.

    Each of them is evaluated for every row, and any one of them lets the row through: who reads one of them does not
    know what is open.
    """
    tenancy = Tenancy(live, claims)
    secured = (one for one in tenancy.tables if one.row_security)
    for table in counted(findings, secured, "no table has row security"):
        permissive = [one for one in live.on(Policy, table.identity) if one.permissive]
        several: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for role in sorted({role for one in permissive for role in one.roles}):
            for command in COMMANDS:
                speaking = tuple(
                    sorted(one.name for one in permissive
                           if one.command in ("ALL", command) and tenancy.binds(one, role))
                )  # fmt: skip
                if len(speaking) > 1:
                    several[speaking].append(f"{command} by {role}")
        if several:
            findings.add(
                table.identity,
                "; ".join(f"{', '.join(who)}: {' and '.join(names)}" for names, who in several.items()),
                "all of them are evaluated for every row, and each opens what the others close",
                decision("write them as one policy, its conditions joined by OR, or split them by command or role"),
                extent=[one for who in several.values() for one in who],
            )
