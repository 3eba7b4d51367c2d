"""Views show their readers what the tables behind them would show."""

import re
from collections.abc import Iterator

from golive.judge.audit import Findings, audit
from golive.judge.deeds import to_rows
from golive.judge.subjects import judged
from golive.model.catalog import Policy, Relation
from golive.model.claims import Claims
from golive.model.finding import Mend, Severity, decision, sql
from golive.model.relation_names import identities_of
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.binding import binds, silent
from golive.rights.bodies import Names
from golive.rights.reach import reaching
from golive.rights.roles import Roles
from golive.rights.views import is_on, tables_behind
from golive.sqltext.quoting import grantee

_INVOKER_SINCE = 15
_FILTERS_ITSELF = re.compile(r"(?i)\bcurrent_setting\s*\(|\b(current_user|session_user)\b")


@audit("TBL008", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_views_keep_to_row_security(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """A view over row-secured tables reads them as its caller.

    Without security_invoker it reads as its owner: where no policy binds the owner it shows the rows of all tenants,
    where one does it shows none.
    """
    roles, names = Roles.of(live, claims), Names(live, claims)
    for view in judged(findings, live, Relation, claims, lambda one: one.relkind == "v", "there is no view"):
        readers = reaching(roles, view)
        if not readers:
            continue
        behind = [(table, who) for table, who in tables_behind(view, names) if who and table.row_security]
        open_ = [(table, who) for table, who in behind if not binds(roles, who, table)]
        closed = [(table, who) for table, who in behind if silent(roles, who, table, "SELECT")]
        if open_:
            table, who = open_[0]
            itself = _filters(view, table, names)
            findings.add(
                view.identity,
                f"reads {table.identity} as {who}, whom its policies do not bind"
                + ("; it filters by the session itself" if itself else ""),
                f"{', '.join(readers)} sees through it "
                + (
                    "what its own filter lets through, and nothing tests that" if itself else "the rows of every tenant"
                ),
                _as_caller(view, live),
                severity=Severity.ADVICE if itself else None,
                deeds=to_rows(roles, readers, view, ["SELECT"]),
            )
        elif closed:
            table, who = closed[0]
            findings.add(
                view.identity,
                f"reads {table.identity} as {who}, whom no policy lets through",
                f"{', '.join(readers)} finds it empty, whatever stands in the table",
                _as_caller(view, live),
                severity=Severity.HIGH,
            )


def _as_caller(view: Relation, live: Snapshot) -> Mend:
    if live.server.major < _INVOKER_SINCE:
        return decision("filter by the tenant in the view itself and let a role own it whom the policies bind")
    return sql(f"ALTER VIEW {view.identity} SET (security_invoker = true);")


def _filters(view: Relation, table: Relation, names: Names) -> bool:
    """Whether the view asks what the table's policies ask."""
    if _FILTERS_ITSELF.search(view.definition):
        return True
    here = {one.identity for one in names.functions_in(view.definition)}
    asked = {
        one.identity
        for policy in names.live.on(Policy, table.identity)
        for one in names.functions_in(f"{policy.using} , {policy.check}")
    }
    return bool(here & asked)


@audit("TBL009", Severity.ADVICE, Truth.LAWFUL, opens=True)
def test_filtering_views_are_barriers(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """A view that filters rows for its readers is a security barrier.

    Without it a cheap function in the reader's own WHERE is run first, on the rows that the view would have held back.
    """
    roles = Roles.of(live, claims)
    names = Names(live, claims)
    for view in judged(findings, live, Relation, claims, lambda one: one.relkind == "v", "there is no view"):
        if is_on(view, "security_invoker") or is_on(view, "security_barrier") or "WHERE" not in view.definition:
            continue
        tables = [table for table, _ in tables_behind(view, names)]
        readers = [
            who
            for who in reaching(roles, view, "SELECT")
            if any(not roles.holds(who, "SELECT", table) for table in tables)
        ]
        if readers:
            findings.add(
                view.identity,
                f"filters rows for {', '.join(readers)} and is no security barrier",
                "a function in the reader's WHERE is run on rows that the view holds back",
                sql(f"ALTER VIEW {view.identity} SET (security_barrier = true);"),
            )


def _materialised(live: Snapshot, claims: Claims, findings: Findings) -> Iterator[Relation]:
    none = "there is no materialised view"
    return judged(findings, live, Relation, claims, lambda one: one.relkind == "m", none)


@audit("TBL010", Severity.HIGH, Truth.LAWFUL)
def test_materialized_views_are_filled(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every materialised view has been filled.

    Reading one that was not is an error, in whatever report or search stands on it.
    """
    for view in _materialised(live, claims, findings):
        if not view.populated:
            findings.add(
                view.identity,
                "was never filled",
                "reading it is an error",
                sql(f"REFRESH MATERIALIZED VIEW {view.identity};"),
            )


@audit("TBL011", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_materialized_views_are_closed(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No role of the application reads a materialised view over tables of tenants.

    Row security does not exist for materialised views: who may read one reads what it took from all tenants.
    """
    roles, names = Roles.of(live, claims), Names(live, claims)
    shared = identities_of(live, claims.tenancy.shared) if claims.tenancy else frozenset()
    for view in _materialised(live, claims, findings):
        readers = reaching(roles, view, "SELECT")
        behind = [
            table for table, _ in tables_behind(view, names) if table.row_security and table.identity not in shared
        ]
        if readers and behind:
            findings.add(
                view.identity,
                f"holds rows of {behind[0].identity} and may be read by {', '.join(readers)}",
                "no policy applies to it: they read what it took from all tenants",
                sql(f"REVOKE SELECT ON {view.identity} FROM {', '.join(map(grantee, readers))};"),
                deeds=to_rows(roles, readers, view, ["SELECT"]),
            )
