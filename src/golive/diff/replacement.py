"""An object dropped and made again, and rights when the owner changes: what every ALTER may need."""

from golive.diff.create import create
from golive.diff.drop import drop
from golive.model.catalog import CatalogObject, Schema, Type
from golive.model.snapshot import Snapshot
from golive.rights import grants
from golive.sqltext.quoting import ident, joined

Altered = tuple[str, bool] | None  # the statements, and whether they may lose something


def anew(want: CatalogObject, now: CatalogObject, locked: Snapshot, observed: Snapshot, lossy: bool = False) -> Altered:
    """Dropped and made anew, where there is no ALTER."""
    away, made = drop(now, observed), create(want, locked, observed)
    return None if away is None or made is None else (joined(away, made), lossy)


def owned(on: str, want: Schema | Type, now: Schema | Type, full: str) -> str:
    owner = f"ALTER {on} OWNER TO {ident(want.owner)}" if want.owner != now.owner else ""
    return joined(owner, *taken_over(on, want.grants, now.grants, want.owner, now.owner, full))


def taken_over(
    on: str, want: tuple[str, ...], now: tuple[str, ...], owner: str, owner_now: str, full: str
) -> list[str]:
    """A new owner takes the old one's entry over."""
    moved = tuple(
        entry.replace(f"{owner_now}=", f"{owner}=", 1) if entry.startswith(f"{owner_now}=") else entry for entry in now
    )
    return grants.statements(on, want, moved, owner=owner, full=full)
