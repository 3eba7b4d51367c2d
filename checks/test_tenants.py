"""Every row belongs to one tenant, and refers to rows of that tenant."""

from golive.diff.difference import Change
from golive.judge.answers import SEES
from golive.judge.audit import Findings, audit
from golive.judge.row_answers import offenders, rows
from golive.judge.sisters import FEWEST_SCHEMAS, differences, sisters
from golive.model import questions as q
from golive.model.catalog import Column, Constraint, Relation
from golive.model.claims import Claims
from golive.model.claims.tenancy import Tenancy
from golive.model.evidence import State
from golive.model.extent import counted
from golive.model.finding import Severity, command, decision
from golive.model.relation_names import identities_of, identity_of
from golive.model.scope import ours
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.tenancy import TenantKeys, evident_keys, tenant_keys
from golive.sqltext.quoting import ident


@audit("TEN001", Severity.CRITICAL, Truth.LAWFUL)
def test_rows_refer_to_rows_of_their_own_tenant(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every row refers to rows of its own tenant only.

    A foreign key without the tenant lets one tenant's row hang on another's: it shows up on the wrong screen, and the
    tenant who deletes the one loses the other's. Without a claim, the tenant is what row security compares.
    """
    tenants = tenant_keys(live, claims)
    for name, evidence in offenders(findings, live, q.CROSSING, "no foreign key leads from rows of tenants to others"):
        key = live.get(Constraint, name)
        assert key is not None
        assert tenants is not None
        findings.add(
            where=name,
            what=_crossing(key, tenants, evidence.count),
            why="one tenant's row shows up with another, and goes with it when that is deleted",
            mend=decision(_look(key, tenants)),
            extent=counted(evidence),
        )


def _crossing(key: Constraint, tenants: TenantKeys, count: int) -> str:
    told = rows(count, key.relation or "", "refers")
    if key.relation in tenants.columns:
        return f"{told} to rows of {key.referenced} that are another tenant's"
    return f"{told} by it to another tenant's {key.referenced} than by its other keys"


def _look(key: Constraint, tenants: TenantKeys) -> str:
    if key.relation not in tenants.columns:
        return f"decide which of its references each row of {key.relation} should keep, and correct the other"
    pairs = zip(key.columns, key.referenced_columns, strict=True)
    same = " AND ".join(f"c.{ident(own)} = p.{ident(theirs)}" for own, theirs in pairs)
    own, theirs = tenants.columns[key.relation or ""], tenants.columns[key.referenced]
    return (
        f"decide whose each row is, correct it, and add the tenant to the key: SELECT c.* FROM {key.relation} AS c"
        f" JOIN {key.referenced} AS p ON {same} WHERE c.{ident(own)} <> p.{ident(theirs)};"
    )


@audit("TEN002", Severity.HIGH, Truth.LAWFUL)
def test_rows_have_a_tenant(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every row of a tenant's table says whose it is, unless the claim allows rows of everybody.

    Row security hides such a row from all tenants or, where it lets NULL through, shows it to all of them. Where the
    application keeps tenants apart and nobody has confirmed it, a row may be everybody's: that is advice.
    """
    guessed = claims.tenancy is not None and claims.tenancy.proposal and claims.tenancy.enforced_by == "application"
    for name, evidence in offenders(findings, live, q.WITHOUT_TENANT, "no table with rows is known to be of tenants"):
        column = live.get(Column, name)
        assert column is not None
        findings.add(
            where=name,
            what=f"{rows(evidence.count, column.relation or '', 'has')} no tenant",
            why="no tenant finds its row again, or every tenant sees it",
            mend=decision(
                f"give each row its tenant: SELECT * FROM {column.relation} WHERE {ident(column.name)} IS NULL;"
                " or, if they belong to everybody, name the table in tenancy.nullable"
            ),
            severity=Severity.ADVICE if guessed else None,
            extent=counted(evidence),
        )


@audit("TEN003", Severity.HIGH, Truth.LAWFUL)
def test_rows_belong_to_a_tenant_that_exists(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every tenant that a row names exists.

    Rows of a tenant that was deleted stay for ever, and a tenant that gets the number again owns them.
    """
    root = claims.tenancy.root if claims.tenancy else ""
    for name, evidence in offenders(findings, live, q.STRANGE_TENANT, "no table with rows names a tenant"):
        column = live.get(Column, name)
        assert column is not None
        own = ident(column.name)
        findings.add(
            where=name,
            what=f"{rows(evidence.count, column.relation or '', 'names')} a tenant that {root} does not have",
            why="nobody owns them, and nothing deletes them; a tenant that gets the same key would own them",
            mend=decision(
                f"restore the tenant or delete its rows, then add a foreign key: SELECT {own}, count(*)"
                f" FROM {column.relation} GROUP BY {own};"
            ),
            extent=counted(evidence),
        )


@audit("TEN004", Severity.HIGH, Truth.DECLARED)
def test_the_platform_says_whose_its_rows_are(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """The platform says what its tenancy is, or that it has one tenant, and row security says nothing else.

    Where it says neither, no audit holds a row against whose it is: a database in which every tenant reads all rows
    looks as sound as any. So does a table of tenants that is said to be everybody's.
    """
    findings.look("platform.toml")
    tenants = tenant_keys(live, claims)
    if claims.tenancy and claims.tenancy.proposal:
        what = "[tenancy] is a proposal of golive learn, and nobody has confirmed it"
        _unsaid(findings, what, "read it, correct it, and remove its proposal = true")
    elif claims.tenancy is None and claims.platform.tenants is None:
        what = "neither [tenancy] nor [platform] tenants says whose the rows are"
        _unsaid(findings, what, f'declare {_declared(tenants)}, or [platform] tenants = "one" where there is one')
    elif tenants is not None and not tenants.declared:
        several = live.asked(q.TENANTS.of())
        if several.state is not State.SEEN:
            findings.unknown(tenants.root, f"could not look: {several.note}", command(SEES))
        elif several.count > 1:
            what = f'tenants = "one", and {rows(several.count, tenants.root, "is")} told apart by row security'
            _unsaid(findings, what, f"declare {_declared(tenants)} in its place")
    if claims.tenancy and tenants:
        _contradicted(findings, live, claims.tenancy, tenants)


def _contradicted(findings: Findings, live: Snapshot, tenancy: Tenancy, declared: TenantKeys) -> None:
    """Row security that keeps tenants apart was meant to: what says otherwise leaves it unproved."""
    evident = evident_keys(live)
    if evident is None or evident.root != identity_of(live, tenancy.root):
        return
    if tenancy.enforced_by == "application" and 2 * len(evident.columns) >= len(declared.columns):
        what = f'enforced_by = "application", and row security compares the tenant in {len(evident.columns)} tables'
        _unsaid(findings, what, 'declare enforced_by = "database", and an [[identity]] for each way in')
    for name in sorted(identities_of(live, tenancy.shared)):
        if column := evident.columns.get(name):
            what = f"[tenancy] shared has {name}, and row security tells its rows apart by {ident(column)}"
            _unsaid(findings, what, "take it out of shared")


def _unsaid(findings: Findings, what: str, mend: str) -> None:
    why = "whose a row is was not held against anything: the audits of tenants and their isolation looked at little"
    findings.add(where="platform.toml", what=what, why=why, mend=decision(mend))


def _declared(tenants: TenantKeys | None) -> str:
    if tenants is None:
        return "[tenancy] root, columns and enforced_by"
    columns = ", ".join(sorted({f'"{name}"' for name in tenants.columns.values()}))
    return f'[tenancy] root = "{tenants.root}", key = "{tenants.key}", columns = [{columns}] and enforced_by'


@audit("TEN005", Severity.HIGH, Truth.LAWFUL)
def test_schemas_of_tenants_are_alike(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Of several schemas that hold the same tables, such as one for each tenant, each is what most of them are.

    A migration that stopped half way leaves one of them behind: its tenant's rows are without a rule, a policy or an
    index that all others have, and the next migration fails there alone.
    """
    families = sisters(live, ours(live, Relation, claims))
    if not families:
        findings.nothing(f"there are no {FEWEST_SCHEMAS} schemas with the same tables")
    for family in families:
        findings.look(*family.all)
        for odd in family.odd:
            for one in differences(live, family.alike[0], odd):
                extra = one.change is Change.UNEXPECTED and one.kind not in ("policy", "rule", "trigger")
                findings.add(
                    where=one.where,
                    what=f"{one.what}; {len(family.alike)} schemas are as {ident(family.alike[0])} is",
                    why=one.why,
                    mend=one.mend,
                    severity=Severity.ADVICE if extra else one.severity,
                )
