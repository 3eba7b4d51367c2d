"""Large objects have no names: a mend speaks of all those of one owner with one list of rights."""

from golive.diff.kinds.base import HIGH, Kind
from golive.model.catalog import LargeObjects
from golive.model.snapshot import Snapshot
from golive.rights.grants import statements
from golive.sqltext.quoting import ident, joined, literal

_ONE = "LARGE OBJECT %1$s"  # as format() reads it


class OwnersLargeObjects(Kind[LargeObjects]):
    of = LargeObjects
    word = "large objects of"
    unexpected = HIGH, "large objects have no row security: whoever holds the right reads every tenant's"

    def drop(self, entry: LargeObjects, observed: Snapshot) -> str | None:
        return joined(f"SELECT pg_catalog.lo_unlink(l.oid) FROM {_of(entry)}")


def regrant(now: LargeObjects, locked: Snapshot) -> str | None:
    """Gives them the rights that their owner's were locked with; None where the lock knows none, or several."""
    known = [one for one in locked.of(LargeObjects) if one.owner == now.owner]
    if len(known) != 1:
        return None
    told = statements(_ONE, known[0].grants, now.grants, owner=now.owner, full="SELECT,UPDATE")
    changes = literal("; ".join(one.replace("%", "%%").replace(_ONE.replace("%", "%%"), _ONE) for one in told))
    return (
        "DO $golive$DECLARE found record; BEGIN\n"  # its names are quoted
        f"  FOR found IN SELECT l.oid FROM {_of(now)}\n"
        f"  LOOP EXECUTE pg_catalog.format({changes}, found.oid); END LOOP;\n"
        "END$golive$;"
    )


def _of(now: LargeObjects) -> str:
    """The identity carries the access list of the group as the server writes it."""
    acl = now.identity.removeprefix(f"{ident(now.owner)}: ")
    return (
        "pg_catalog.pg_largeobject_metadata AS l "
        f"WHERE pg_catalog.pg_get_userbyid(l.lomowner) = {literal(now.owner)} AND pg_catalog.array_to_string("
        f"coalesce(l.lomacl, pg_catalog.acldefault('L', l.lomowner))::text[], ' ') = {literal(acl)}"
    )
