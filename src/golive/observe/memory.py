"""What one look at a database leaves to the next: its catalog, and by what it is known again."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from golive.model.snapshot import Catalog
from golive.observe.digest import STAMPED, Digests


@dataclass(slots=True)
class Memory:
    """Nothing at first; each look takes from it what has not changed, and leaves itself."""

    once: bool = False  # the next look is at another database, of which no stamp says anything
    stamp: str = ""
    version: str = ""  # the state of the catalog that all of it is of
    digests: Digests = field(default_factory=dict)
    catalog: Catalog = field(default_factory=dict)
    indexes: dict[Hashable, Any] = field(default_factory=dict)  # of that catalog

    def of(self, now: Digests) -> Catalog:
        """By kind, the objects whose rows are as they were."""
        same = {kind for kind, digest in now.items() if self.digests.get(kind) == digest}
        return {kind: objects for kind, objects in self.catalog.items() if kind in same}

    def standing(self, stamp: str) -> Digests:
        """Those digests that are the same where the stamp is."""
        return (
            {kind: one for kind, one in self.digests.items() if kind in STAMPED}
            if stamp and stamp == self.stamp
            else {}
        )

    def keep(self, stamp: str, version: str, now: Digests, catalog: Catalog) -> None:
        if any(objects is not self.catalog.get(kind) for kind, objects in catalog.items()) or not catalog:
            self.indexes = {}
        self.stamp, self.version, self.digests, self.catalog = stamp, version, now, catalog

    def forget(self) -> None:
        self.keep("", "", {}, {})
