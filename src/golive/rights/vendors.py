"""What is so on every database of a vendor that is here, and so is no finding of this one."""

from golive.model.catalog import Role
from golive.model.snapshot import Snapshot
from golive.model.vendors import matches, vendors


def normal(live: Snapshot, kind: str, role: str) -> bool:
    """Whether a vendor whose roles stand here gives such a right to the role everywhere."""
    names = [one.name for one in live.of(Role) if one.here]
    return any(
        matches(kind, one.kinds) and matches(role, one.roles)
        for vendor in vendors()
        if any(matches(name, vendor.roles) for name in names)
        for one in vendor.normal
    )
