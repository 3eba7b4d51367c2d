"""Large objects are read by their owner alone."""

from golive.judge.audit import Findings, audit
from golive.judge.subjects import judged
from golive.model.catalog import LargeObjects
from golive.model.claims import Claims
from golive.model.finding import Severity, sql
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.grants import rights
from golive.rights.roles import Roles
from golive.sqltext.quoting import grantee, literal


@audit("LOB002", Severity.HIGH, Truth.LAWFUL, opens=True)
def test_large_objects_are_closed(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No role of the application may read or write large objects that it does not own.

    They have no row security: whoever holds the right reads the documents of every tenant.
    """
    roles = Roles.of(live, claims)
    for objects in judged(findings, live, LargeObjects, claims, none="there is no large object"):
        for who, held in sorted(rights(objects.grants).items()):
            if who != objects.owner and held and roles.is_application(who):
                findings.add(
                    objects.identity,
                    f"{who} holds {', '.join(sorted(held))} on {objects.count} large objects of {objects.owner}",
                    "they have no row security: it reads or overwrites those of every tenant",
                    sql(_revoke(objects.owner, who)),
                )


def _revoke(owner: str, who: str) -> str:
    return (
        "DO $golive$DECLARE found record; BEGIN\n"  # its names are quoted
        "  FOR found IN SELECT m.oid FROM pg_catalog.pg_largeobject_metadata AS m\n"
        f"    WHERE m.lomowner = (SELECT r.oid FROM pg_catalog.pg_roles AS r WHERE r.rolname = {literal(owner)})\n"
        "  LOOP EXECUTE pg_catalog.format('REVOKE ALL ON LARGE OBJECT %s FROM %s', found.oid, "
        f"{literal(grantee(who))}); END LOOP;\n"
        "END$golive$;"
    )
