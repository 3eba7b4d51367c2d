"""Tables that are spread over several servers (Citus) are spread by tenant.

These laws were judged by recorded catalogs alone: no server of ours has the extension, and no mend of theirs was run.
"""

from collections.abc import Callable, Iterator, Mapping

from golive.judge.audit import Findings, audit
from golive.judge.subjects import UNKNOWN_TENANT, judged
from golive.model.catalog import Constraint, Policy, Relation
from golive.model.claims import Claims
from golive.model.distribution import ONE_SERVER, spread
from golive.model.evidence import Spread
from golive.model.finding import Mend, Severity, decision
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.tenancy import tenant_keys
from golive.sqltext.quoting import literal
from golive.sqltext.statements import Kind, Unsplittable, tokens

DISTRIBUTED, REFERENCE = "distributed", "reference"


@audit("DST001", Severity.HIGH, Truth.LAWFUL)
def test_tables_of_tenants_are_distributed_by_tenant(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every table with a tenant's key that is spread over servers is distributed by that key.

    By another column every request of a tenant asks all servers, nothing is unique within a tenant, and no foreign key
    holds; as a reference table, each server keeps the rows of all tenants. One that is on one server alone is advice.
    """
    places, tenants = spread(live), tenant_keys(live, claims)
    none = UNKNOWN_TENANT if places and tenants is None else ONE_SERVER
    columns = tenants.columns if places and tenants else {}
    for table in judged(findings, live, Relation, claims, lambda one: one.identity in columns, none):
        there, key = places.get(table.identity), columns[table.identity]
        if there is not None and there.kind == DISTRIBUTED and there.by == key:
            continue
        if there is not None and there.kind == DISTRIBUTED:
            what, why = f"is distributed by {there.by}, and its tenant is {key}", "a tenant's requests ask every server"
        elif there is not None and there.kind == REFERENCE:
            what, why = f"is a reference table, and its rows have a tenant ({key})", "each server keeps every tenant's"
        else:
            what, why = f"is on one server, and its rows have a tenant ({key})", "it does not grow with the others"
        findings.add(
            where=table.identity,
            what=f"{table.identity} {what}",
            why=why,
            mend=_run_nowhere(_distribute(table.identity, key, there.kind if there else "")),
            severity=Severity.HIGH if there is not None else Severity.ADVICE,
        )


@audit("DST002", Severity.HIGH, Truth.LAWFUL)
def test_what_distributed_tables_share_is_a_reference_table(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every table without a tenant that distributed tables refer to is a reference table.

    Rows on one server cannot be looked up where the rows that refer to them are: joins go over the network, and nothing
    guards the key across it.
    """
    places, tenants = spread(live), tenant_keys(live, claims)
    columns = tenants.columns if tenants else {}
    for key in judged(findings, live, Constraint, claims, _between(places, DISTRIBUTED), ONE_SERVER):
        there = places.get(key.referenced)
        if key.referenced in columns or (there is not None and there.kind in (REFERENCE, DISTRIBUTED)):
            continue
        findings.add(
            where=key.identity,
            what=f"{key.relation} is distributed, and refers to {key.referenced}, which is on one server",
            why="its rows are looked up over the network, or not at all",
            mend=_run_nowhere(f"SELECT create_reference_table({literal(key.referenced)});"),
        )


@audit("DST003", Severity.HIGH, Truth.LAWFUL)
def test_foreign_keys_stay_on_one_server(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every foreign key between distributed tables leads to rows of the same server: co-located, and by their keys.

    Where it does not, nothing guards it: a row may refer to what is not there, and a join of the two moves whole tables
    over the network.
    """
    places = spread(live)
    both = _between(places, DISTRIBUTED)
    far = {table for table, one in places.items() if one.kind == DISTRIBUTED}
    for key in judged(findings, live, Constraint, claims, lambda one: both(one) and one.referenced in far, ONE_SERVER):
        own, theirs = places[key.relation or ""], places[key.referenced]
        if own.place != theirs.place:
            what = "which is not co-located with it"
            together = f"SELECT alter_distributed_table({literal(key.relation or '')}, colocate_with := "
            mend = f"{together}{literal(key.referenced)});"
        elif (own.by, theirs.by) not in zip(key.columns, key.referenced_columns, strict=True):
            what = f"and not by what both are distributed by ({own.by}, {theirs.by})"
            mend = f"a key in which {own.by} refers to {theirs.by}"
        else:
            continue
        findings.add(
            where=key.identity,
            what=f"{key.relation} refers to {key.referenced}, {what}",
            why="nothing guards it across servers",
            mend=_run_nowhere(mend),
        )


@audit("DST004", Severity.ADVICE, Truth.LAWFUL)
def test_policies_ask_what_tables_are_distributed_by(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every policy of a distributed table asks the column that it is distributed by.

    One that goes by another column keeps tenants apart, but sends every request of every tenant to all servers.
    """
    places = spread(live)
    on = {table for table, one in places.items() if one.kind == DISTRIBUTED}
    for policy in judged(findings, live, Policy, claims, lambda one: one.relation in on, ONE_SERVER):
        by = places[policy.relation or ""].by
        if by in _names(f"{policy.using} {policy.check}"):
            continue
        findings.add(
            where=policy.identity,
            what=f"policy {policy.identity} does not ask {by}, by which {policy.relation} is distributed",
            why="each request goes to every server",
            mend=_run_nowhere(f"a condition on {by} in it"),
        )


def _between(places: Mapping[str, Spread], kind: str) -> Callable[[Constraint], bool]:
    """Foreign keys of tables that are spread so."""
    on = {table for table, one in places.items() if one.kind == kind}
    return lambda one: one.type == "f" and one.relation in on


def _distribute(table: str, key: str, kind: str) -> str:
    if kind == DISTRIBUTED:
        return f"SELECT alter_distributed_table({literal(table)}, distribution_column := {literal(key)});"
    first = f"SELECT undistribute_table({literal(table)}); " if kind == REFERENCE else ""
    return f"{first}SELECT create_distributed_table({literal(table)}, {literal(key)});"


def _run_nowhere(text: str) -> Mend:
    """A person's, who has a cluster to try it on."""
    return decision(f"{text} -- not run before it was suggested: no server of ours has Citus")


def _names(condition: str) -> Iterator[str]:
    """Of an expression as the server writes it down."""
    try:
        for token in tokens(condition):
            if token.kind is Kind.WORD:
                yield token.text
            elif token.kind is Kind.NAME:
                yield token.text[1:-1].replace('""', '"')
    except Unsplittable:
        return
