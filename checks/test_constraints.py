"""Constraints hold for every row, and say something."""

import re

from golive.judge.audit import Findings, audit
from golive.judge.equal_columns import equal_columns
from golive.judge.shared_rows import has_shared_rows
from golive.judge.subjects import UNKNOWN_TENANT, judged
from golive.model.catalog import Column, Constraint, Index, Type
from golive.model.claims import Claims
from golive.model.claims.outside import Outside
from golive.model.finding import Mend, Severity, decision, sql
from golive.model.scope import ours
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.tenancy import TenantKeys, tenant_keys
from golive.sqltext.conditions import outcomes
from golive.sqltext.names import parts
from golive.sqltext.quoting import ident, idents, literal

_WORD = {"c": "check", "f": "foreign key", "p": "primary key", "u": "unique", "x": "exclusion"}
_CHECK = re.compile(r"^CHECK \((?P<condition>.*)\)(?: NO INHERIT)?(?: NOT VALID)?(?: NOT ENFORCED)?$", re.DOTALL)
_OF_DOMAIN = re.compile(r'^(?P<name>"(?:[^"]|"")+"|\S+) (?P<definition>CHECK .*)$', re.DOTALL)


@audit("CON002", Severity.HIGH, Truth.LAWFUL)
def test_constraints_are_in_force(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every constraint was checked against the rows that were there, and is checked for each new one.

    A constraint that is not valid, not enforced, or whose triggers are off has its name in every list, and rows that
    violate it in the table.
    """
    own = lambda one: not one.parent  # noqa: E731
    for constraint in judged(findings, live, Constraint, claims, own, "there is no constraint"):
        word = f"{_WORD[constraint.type]} constraint"
        name = f"ALTER TABLE {constraint.relation}"
        if not constraint.enforced:
            findings.add(
                constraint.identity,
                f"the {word} is not enforced",
                "it is written down and never checked",
                sql(f"{name} ALTER CONSTRAINT {ident(constraint.name)} ENFORCED;")
                if constraint.type == "f"
                else decision("drop the constraint and add it again, enforced, once no row violates it"),
            )
        elif set(constraint.triggers_enabled) - set("OA"):
            findings.add(
                constraint.identity,
                "the triggers that check the foreign key are off",
                "rows without a parent are written and deleted parents leave theirs behind, and nobody is told",
                _fire(constraint),
            )
        elif not constraint.validated:
            findings.add(
                constraint.identity,
                f"the {word} was never checked against the rows that were there before it",
                "rows that violate it may stand in the table, and the planner does not count on it",
                sql(f"{name} VALIDATE CONSTRAINT {ident(constraint.name)};"),
            )
    for domain in ours(live, Type, claims):
        for entry in domain.constraints:
            findings.look(f"{domain.identity} {entry}")
            if entry.endswith(" NOT VALID") and (found := _OF_DOMAIN.match(entry)):
                findings.add(
                    domain.identity,
                    f"the check constraint {found['name']} of the domain was never checked against its columns",
                    "values that violate it may stand in any table",
                    sql(f"ALTER DOMAIN {domain.identity} VALIDATE CONSTRAINT {found['name']};"),
                )


def _fire(constraint: Constraint) -> Mend:
    """The server names the triggers of a foreign key itself, so they are looked up."""
    text = (
        "DO $golive$DECLARE found record; BEGIN\n"  # its names are quoted
        "  FOR found IN SELECT t.tgname, t.tgrelid::pg_catalog.regclass AS relation FROM pg_catalog.pg_trigger AS t\n"
        "    JOIN pg_catalog.pg_constraint AS k ON k.oid = t.tgconstraint\n"
        f"    WHERE k.conrelid = {literal(constraint.relation or '')}::pg_catalog.regclass"
        f" AND k.conname = {literal(constraint.name)}\n"
        "  LOOP EXECUTE pg_catalog.format('ALTER TABLE %s ENABLE TRIGGER %I', found.relation, found.tgname);\n"
        "  END LOOP;\n"
        "END$golive$;"
    )
    return sql(text)


@audit("CON003", Severity.HIGH, Truth.LAWFUL)
def test_checks_can_fail(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every check constraint refuses some value.

    A check that holds for whatever is written keeps its name and lets everything in: negative amounts, unknown
    states, empty names.
    """
    none = "there is no check constraint"
    for constraint in judged(findings, live, Constraint, claims, _is_check, none):
        if _accepts_all(constraint.definition):
            _tell(findings, constraint.identity, constraint.definition)
    for domain in ours(live, Type, claims):
        for entry in domain.constraints:
            findings.look(f"{domain.identity} {entry}")
            if (found := _OF_DOMAIN.match(entry)) and _accepts_all(found["definition"]):
                _tell(findings, domain.identity, found["definition"])


def _is_check(constraint: Constraint) -> bool:
    return constraint.type == "c" and not constraint.parent


def _accepts_all(definition: str) -> bool:
    found = _CHECK.match(definition)
    return found is not None and False not in outcomes(found["condition"])


def _tell(findings: Findings, where: str, definition: str) -> None:
    findings.add(
        where,
        f"{definition} holds whatever is written",
        "the constraint keeps its name and refuses nothing",
        decision("write down what the check is for, and see which rows it then refuses"),
    )


@audit("CON004", Severity.ADVICE, Truth.LAWFUL)
def test_foreign_keys_carry_the_tenant(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every foreign key between tables of tenants compares the tenant too.

    Foreign keys are checked past row security: without the tenant column a row of one tenant can hang on a row of
    another, and whether a key is refused tells which rows the other has.
    """
    keys = tenant_keys(live, claims)
    if keys is None:
        findings.nothing(UNKNOWN_TENANT)
        return

    def between_tenants(one: Constraint) -> bool:
        ends = (one.relation or "", one.referenced)
        return one.type == "f" and not one.parent and all(end in keys.columns for end in ends)

    none = "no foreign key leads from one table of tenants to another"
    for constraint in judged(findings, live, Constraint, claims, between_tenants, none):
        here, there = keys.columns[constraint.relation or ""], keys.columns[constraint.referenced]
        ends = dict(zip(constraint.referenced_columns, constraint.columns, strict=True))
        named = ends.get(there)
        if named in {here, *equal_columns(live, constraint.relation or "", here)}:
            continue
        findings.add(
            constraint.identity,
            f"refers to {constraint.referenced} without the tenant ({ident(here)})",
            "a row of one tenant can hang on a row of another: foreign keys are checked past row security",
            decision(
                f"make ({idents((there, *constraint.referenced_columns))}) unique in {constraint.referenced} and "
                f"let ({idents((here, *constraint.columns))}) refer to it"
            )
            if named is None
            else sql(
                f"ALTER TABLE {constraint.relation} ADD CHECK ({ident(named)} IS NOT DISTINCT FROM {ident(here)});"
            ),
        )


@audit("CON005", Severity.ADVICE, Truth.LAWFUL)
def test_unique_keys_carry_the_tenant(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every unique key over data of tenants is unique within a tenant.

    One that spans all tenants refuses a value because another tenant has it: the second is stopped, and learns
    what the first holds.
    """
    keys = tenant_keys(live, claims)
    if keys is None:
        findings.nothing(UNKNOWN_TENANT)
        return

    def of_tenants(one: Index) -> bool:
        return one.unique and not one.primary and not one.parent and one.table in keys.columns

    tied = _scoped(live, keys)
    for index in judged(findings, live, Index, claims, of_tenants, "no table of tenants has a unique key"):
        tenant = keys.columns[index.table]
        if tenant in index.columns or (index.predicate and _not_of_tenants(index, tenant, live)):
            continue
        columns = [column for column in live.on(Column, index.table) if column.name in index.columns]
        if any((index.table, column.name) in tied or _is_made_up(column) for column in columns):
            continue
        findings.add(
            index.identity,
            f"is unique over ({', '.join(index.columns)}) of all tenants together",
            f"a value that one tenant holds is refused to every other, who so learns of it; {tenant} is not part of it",
            decision(
                f"make ({idents((tenant, *index.columns))}) unique instead, if two tenants may hold the same value"
            ),
        )


def _not_of_tenants(index: Index, tenant: str, live: Snapshot) -> bool:
    """The key's condition speaks of the tenant itself, or leaves it to the rows that belong to everybody."""
    return tenant in index.predicate or has_shared_rows(live, index.table)


def _scoped(live: Snapshot, keys: TenantKeys) -> set[tuple[str, str]]:
    """Columns that belong to one tenant already: keys of rows, and references to rows of tenants."""
    found: set[tuple[str, str]] = set()
    for constraint in live.of(Constraint):
        if constraint.type == "p" or (constraint.type == "f" and constraint.referenced in {keys.root, *keys.columns}):
            found |= {(constraint.relation or "", name) for name in constraint.columns}
    return found


def _is_made_up(column: Column) -> bool:
    """Values that nobody chooses: identifiers, tokens, hashes."""
    return (
        column.type == "uuid"
        or bool(column.as_identity)
        or bool(re.search(r"nextval|gen_random|uuid|random", column.default))
        or bool(
            re.search(
                r"(?i)token|uuid|guid|hash|secret|nonce|digest|checksum|external|stripe|(^|_)(pub|api)_?key|_?key_id|session",
                column.name,
            )
        )
    )


@audit("CON009", Severity.ADVICE, Truth.LAWFUL)
def test_foreign_keys_lean_on_primary_keys(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """A foreign key into another schema leads to the primary key there.

    Whoever keeps that schema may change any other unique key of it; one that is leaned on stops his next release.
    """
    elsewhere = lambda one: one.type == "f" and not one.parent and _schema(one.referenced) != one.schema  # noqa: E731
    theirs = frozenset(one.schema_ for one in claims.of(Outside) if one.schema_)
    none = "no foreign key leads to another schema"
    for constraint in judged(findings, live, Constraint, claims, elsewhere, none):
        primary = next((one for one in live.on(Constraint, constraint.referenced) if one.type == "p"), None)
        if primary is None or set(primary.columns) == set(constraint.referenced_columns):
            continue
        findings.add(
            constraint.identity,
            f"leads to ({idents(constraint.referenced_columns)}) of {constraint.referenced}, not to its primary key",
            "the key can be neither changed nor dropped there while this stands",
            decision(f"let it refer to ({idents(primary.columns)}) of {constraint.referenced}"),
            severity=Severity.HIGH if _schema(constraint.referenced) in theirs else None,
        )


def _schema(relation: str) -> str:
    return parts(relation)[0]
