"""Whether a person has said that the database keeps tenants apart, and as whom sessions come."""

from golive.judge.audit import Findings
from golive.model.catalog import Relation
from golive.model.claims import Claims
from golive.model.finding import decision
from golive.model.snapshot import Snapshot
from golive.rights.policies import Tenancy

_DECLARE = '[tenancy] with enforced_by = "database", and an [[identity]] for each kind of session'


def kept_by_database(live: Snapshot, claims: Claims, findings: Findings) -> bool:
    """Whether [tenancy] says so; where it says otherwise there is nothing to look at, where nobody says, who knows."""
    tenancy = Tenancy(live, claims)
    if tenancy.confirmed:
        return True
    if claims.platform.tenants:
        findings.nothing("the database is one tenant's")
    elif tenancy.by_application:
        findings.nothing("the application keeps the tenants apart, not the database")
    elif secured := [one for one in live.of(Relation) if one.row_security]:
        _unsaid(findings, len(secured), "[tenancy] is a proposal" if claims.tenancy else "there is no [tenancy]")
    else:
        findings.nothing("no table has row security, and no [tenancy] says that it should")
    return False


def isolated(live: Snapshot, claims: Claims, findings: Findings) -> bool:
    if not kept_by_database(live, claims, findings):
        return False
    if not claims.identity:
        _unsaid(findings, sum(one.row_security for one in live.of(Relation)), "there is no [[identity]]")
    return bool(claims.identity)


def unreached(live: Snapshot, findings: Findings) -> None:
    """No declared session comes to any rule of row security."""
    if secured := sum(one.row_security for one in live.of(Relation)):
        _unsaid(findings, secured, "no [[identity]] comes to one of them")
    else:
        findings.nothing("no table has row security")


def _unsaid(findings: Findings, secured: int, lacking: str) -> None:
    tables = "1 table has" if secured == 1 else f"{secured} tables have"
    findings.unknown("platform.toml", f"{tables} row security, and {lacking}", decision(f"declare {_DECLARE}"))
