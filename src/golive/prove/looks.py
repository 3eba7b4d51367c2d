"""Looks that need not be taken again: nothing that one of them read or asked can be other than it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from golive.model.evidence import Evidence
from golive.model.recorded import other
from golive.model.snapshot import Catalog
from golive.prove.affected import Stale


@dataclass(frozen=True, slots=True)
class Look:
    """What one gave; the kinds that it read, the words of its questions, and whether identities were taken."""

    answers: Mapping[str, Evidence]
    kinds: frozenset[str]
    words: frozenset[str]
    tried: bool

    def holds(self, sound: Catalog, now: Catalog, old: Stale) -> bool:
        if old.named(self.words) or (self.tried and old.anybody):
            return False
        return not other(sound, now, self.kinds)


@dataclass(frozen=True, slots=True)
class Looks:
    """By name, of a database in which nothing is changed."""

    of: dict[str, Look] = field(default_factory=dict)

    def holding(self, sound: Catalog, now: Catalog, old: Stale) -> Mapping[str, Look]:
        return {name: one for name, one in self.of.items() if one.holds(sound, now, old)}
