"""Nothing of the application reaches another server with rights that are stored here."""

from golive.judge.audit import Findings, audit
from golive.judge.subjects import counted
from golive.model.catalog import Foreign, Relation, UserMapping
from golive.model.claims import Claims
from golive.model.finding import Severity, sql
from golive.model.scope import outside
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.grants import rights
from golive.rights.roles import PUBLIC, Roles
from golive.sqltext.quoting import grantee, ident, joined


@audit("FDW002", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_foreign_servers_are_closed(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No foreign server is usable by a role of the application, and none has credentials for everybody.

    A mapping for PUBLIC connects whoever asks as somebody else, often a superuser: no policy there knows the tenant.
    """
    roles = Roles.of(live, claims)
    none = "there is no foreign server, no data wrapper and no foreign table"
    mapped: dict[str, list[str]] = {}
    for mapping in counted(findings, live.of(UserMapping), none):
        mapped.setdefault(mapping.server, []).append(mapping.role)
        if mapping.role == PUBLIC:
            findings.add(
                where=f"server {ident(mapping.server)}",
                what=f"the server {mapping.server} has a user mapping for PUBLIC",
                why="whoever may use the server, or a table of it, is on the other side who the mapping says",
                mend=sql(f"DROP USER MAPPING FOR PUBLIC SERVER {ident(mapping.server)};", destructive=True),
            )
    for foreign in counted(findings, live.of(Foreign), none):
        for who, held in rights(foreign.grants).items():
            usage = "USAGE" in {right.rstrip("*") for right in held}
            if who == foreign.owner or not usage or not roles.is_application(who):
                continue
            form = "SERVER" if foreign.form == "SERVER" else "DATA WRAPPER"
            reaches = form == "SERVER" and {PUBLIC, *roles.inherits(who)} & set(mapped.get(foreign.name, ()))
            findings.add(
                where=foreign.identity,
                what=f"{who} may use {foreign.identity}" + (", which has credentials for it" if reaches else ""),
                why="it makes a table over there, or connects, past every policy here"
                if form == "SERVER"
                else "it makes servers of its own: the database connects wherever it says",
                mend=sql(joined(f"REVOKE USAGE ON FOREIGN {form} {ident(foreign.name)} FROM {grantee(who)}")),
                severity=Severity.CRITICAL if reaches else Severity.HIGH,
            )
    covered = outside(claims)
    for table in counted(findings, (one for one in live.of(Relation) if one.relkind == "f"), none):
        holders = roles.granted(table)
        if holders and not covered(table):
            findings.add(
                where=table.identity,
                what=f"{', '.join(holders)} may use the foreign table {table.identity}",
                why="row security does not exist on it: everybody sees all that the mapping sees",
                mend=sql(joined(*(f"REVOKE ALL ON TABLE {table.identity} FROM {grantee(who)}" for who in holders))),
                severity=Severity.ADVICE,
            )
