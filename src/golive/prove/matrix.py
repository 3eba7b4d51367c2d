"""What became of all defects, class by class, as a person and as a program read it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from golive.prove.pairs import Pair
from golive.prove.trial import Fate, Outcome

_MOST = 20


@dataclass(frozen=True)
class Matrix:
    """Of one platform."""

    platform: str
    outcomes: tuple[Outcome, ...]
    seconds: float
    pairs: tuple[Pair, ...] = ()

    @property
    def hidden(self) -> tuple[str, ...]:
        return tuple(
            f"{one} beside {pair.other if one is pair.one else pair.one}" for pair in self.pairs for one in pair.masked
        )

    def of(self, fate: Fate) -> tuple[Outcome, ...]:
        return tuple(one for one in self.outcomes if one.fate is fate)

    @cached_property
    def planted(self) -> int:
        """What the server refuses is no defect, and what changes nothing is none either."""
        return len(self.of(Fate.CAUGHT)) + len(self.of(Fate.SURVIVED))

    @property
    def said(self) -> str:
        if not self.planted:
            return "nothing could be planted, so that no audit was tried"
        return f"{len(self.of(Fate.CAUGHT)):,} of {self.planted:,} defects of its own kind were caught"

    def classes(self) -> Iterator[tuple[str, Mapping[str, int]]]:
        """By class; 'laws' are those caught without the comparison with the lock."""
        for kind in sorted({one.defect.kind for one in self.outcomes}):
            some = [one for one in self.outcomes if one.defect.kind == kind]
            fates = Counter(one.fate for one in some)
            counts = {
                "planted": fates[Fate.CAUGHT] + fates[Fate.SURVIVED],
                "caught": fates[Fate.CAUGHT],
                "by lock": sum(bool(one.by_lock) for one in some),
                "by laws": sum(bool(one.by_laws) for one in some),
                "named": sum(one.named for one in some),
                "survived": fates[Fate.SURVIVED],
                "equivalent": fates[Fate.EQUIVALENT],
                "refused": fates[Fate.REFUSED],
            }
            yield kind, counts

    def to_plain(self) -> dict[str, Any]:
        return {
            "platform": self.platform,
            "caught": len(self.of(Fate.CAUGHT)),
            "planted": self.planted,
            "seconds": round(self.seconds, 1),
            "classes": dict(self.classes()),
            "pairs": {"planted": len(self.pairs), "hidden": self.hidden},
            "survivors": [
                {"class": one.defect.kind, "object": one.defect.where, "title": one.defect.title,
                 "sql": one.defect.text, "needs": one.needs}
                for one in self.of(Fate.SURVIVED)
            ],
            "defects": [
                {"class": one.defect.kind, "object": one.defect.where, "title": one.defect.title, "fate": one.fate,
                 "by": [*one.by_lock, *one.by_laws], "named": one.named,
                 **({"holes": one.holes} if one.holes else {}), **({"note": one.note} if one.note else {})}
                for one in self.outcomes
            ],
        }  # fmt: skip

    def lines(self) -> Iterator[str]:
        rows = list(self.classes())
        heads = list(rows[0][1]) if rows else []
        width = max([len(kind) for kind, _ in rows] + [len("class")])
        yield f"{'class':<{width}}  " + "  ".join(f"{head:>10}" for head in heads)
        for kind, counts in rows:
            yield f"{kind:<{width}}  " + "  ".join(f"{counts[head]:>10,}" for head in heads)
        survivors = self.of(Fate.SURVIVED)
        for one in survivors[:_MOST]:
            yield f"SURVIVED  {one.defect}"
            yield from (f"          {line}" for line in one.defect.text.splitlines()[:4])
            yield from (f"   needs  {line}" for line in one.needs.splitlines())
        if len(survivors) > _MOST:
            yield f"and {len(survivors) - _MOST} more; --json FILE lists all"
        yield from (f"HIDDEN    {one}" for one in self.hidden)
        if self.pairs:
            yield f"{len(self.pairs):,} pairs at once: {len(self.hidden):,} hidden by the other"
        yield f"{self.platform}: {self.said}, in {self.seconds:.0f} s"
