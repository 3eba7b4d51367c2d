"""What a promotion decided and did, kept on the target: the next one goes on from it, and the proof reads it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from psycopg import Connection, errors

from golive.model.failures import LedgerHidden
from golive.promote.maps import IdMap
from golive.promote.shape import Path
from golive.sql import fill
from golive.sqltext.names import parts, quoted

Live = Connection[tuple[Any, ...]]


@dataclass(slots=True)
class Counts:
    """Rows of one table, in one run."""

    taken: int = 0
    inserted: int = 0
    updated: int = 0
    removed: int = 0
    sealed: int = 0

    def __str__(self) -> str:
        done = [f"{count} {word}" for word in ("inserted", "updated", "removed", "sealed")
                if (count := getattr(self, word))]  # fmt: skip
        return f"{self.taken} taken" + (f" ({', '.join(done)})" if done else ", nothing to change")


@dataclass(slots=True)
class Moves:
    """Where the rows of one tenant went."""

    tenant: str
    here: str  # the tenant's key on this side
    maps: dict[Path, IdMap] = field(default_factory=dict)
    drops: dict[tuple[Path, str], list[str]] = field(default_factory=dict)  # column: named rows that stayed behind
    brought: dict[Path, list[str]] = field(default_factory=dict)  # keys beyond the selection
    rows: dict[Path, Counts] = field(default_factory=dict)
    xid: str = ""  # of the transaction that wrote last
    notes: list[str] = field(default_factory=list)

    def map(self, table: Path | None) -> IdMap:
        return self.maps.get(table, IdMap()) if table else IdMap()

    def plain(self) -> dict[str, Any]:
        return {
            "here": self.here,
            "maps": {quoted(*table): one.plain() for table, one in self.maps.items() if one.spans or one.pairs},
            "drops": {quoted(*table, column): keys for (table, column), keys in self.drops.items()},
            "brought": {quoted(*table): keys for table, keys in self.brought.items()},
            "rows": {quoted(*table): [one.taken, one.inserted, one.updated, one.removed, one.sealed]
                     for table, one in self.rows.items()},
            "xid": self.xid,
            "notes": self.notes,
        }  # fmt: skip

    @classmethod
    def from_plain(cls, tenant: str, saved: Mapping[str, Any]) -> Self:
        return cls(
            tenant,
            saved["here"],
            {parts(name): IdMap.from_plain(one) for name, one in saved["maps"].items()},
            {(parts(name)[:-1], parts(name)[-1]): keys for name, keys in saved["drops"].items()},
            {parts(name): keys for name, keys in saved["brought"].items()},
            {parts(name): Counts(*counts) for name, counts in saved["rows"].items()},
            xid=saved["xid"],
            notes=list(saved["notes"]),
        )


def recorded(target: Live, platform: str, tenant: str) -> Moves | None:
    """What the last promotion of this tenant left on record; None where there was none."""
    row = target.execute(fill("promote/exists.sql")).fetchone()
    if row is None or not row[0]:
        return None
    try:
        with target.transaction():
            found = target.execute(fill("promote/read.sql", platform=platform, tenant=tenant)).fetchone()
    except errors.InsufficientPrivilege:
        raise LedgerHidden(
            "golive.promotion",
            "this role may not read it",
            "GRANT USAGE ON SCHEMA golive TO …; GRANT SELECT ON golive.promotion TO …;",
        ) from None
    return Moves.from_plain(tenant, found[0]) if found else None


def record(target: Live, platform: str, moves: Moves) -> None:
    """In the promotion's own transaction; what is the same is not written again, but for counts."""
    row = target.execute(fill("promote/exists.sql")).fetchone()
    if row is None or not row[0]:
        target.execute(fill("promote/create.sql"))
    document = json.dumps(moves.plain(), sort_keys=True)
    target.execute(fill("promote/write.sql", platform=platform, tenant=moves.tenant, document=document))
