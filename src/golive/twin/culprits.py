"""Which of several mends brought what came with them, found in few trials."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from golive.diff.plan import Planned

Key = tuple[str, str]
Brings = Callable[[Sequence[Planned]], Mapping[Key, str]]
SAID = 3


@dataclass(frozen=True)
class Blamed:
    """What came when these ran one after the other; brings: what comes when only some of them run."""

    mends: Sequence[Planned]
    came: Mapping[Key, str]
    brings: Brings

    def all(self) -> list[tuple[Planned, str]]:
        """Those that must go, each with what it brings; an object that several speak of is looked at once for each."""
        suspects = {key: self._naming(key[1]) for key in self.came}
        guilty = {key: several[0] for key, several in suspects.items() if len(several) == 1}
        open_ = {key: several for key, several in suspects.items() if len(several) > 1}
        free = [one for one in self.mends if all(one not in several for several in suspects.values())]
        for turn in range(max(map(len, open_.values()), default=0)):
            these = [several[turn] for several in open_.values() if turn < len(several)]
            brought = self.brings([one for one in self.mends if one in free or one in these])
            for key, several in open_.items():
                if key in brought and turn < len(several):
                    guilty.setdefault(key, several[turn])
        if not guilty and self.came:
            guilty = {next(iter(self.came)): self._last()}
        return [(one, self._why(one, guilty)) for one in self.mends if one in guilty.values()]

    def _naming(self, where: str) -> list[Planned]:
        """The mends that speak of an object, or of what it is on."""
        name = where.partition("(")[0]
        while name:
            if named := [one for one in self.mends if name in one.mend.text]:
                return named
            name = name.rpartition(".")[0]
        return []

    def _last(self) -> Planned:
        """The last of the shortest beginning with which it comes."""
        low, high = 0, len(self.mends)
        while high - low > 1:
            middle = (low + high) // 2
            there = self.brings(self.mends[:middle]).keys() & self.came.keys()
            low, high = (low, middle) if there else (middle, high)
        return self.mends[high - 1]

    def _why(self, one: Planned, guilty: Mapping[Key, Planned]) -> str:
        brought = [key for key, by in guilty.items() if by is one]
        more = f" and {len(brought) - SAID} more" if len(brought) > SAID else ""
        return (
            "brings " + "; ".join(f"{code} {where}: {self.came[code, where]}" for code, where in brought[:SAID]) + more
        )
