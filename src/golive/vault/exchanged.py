"""Values that stand in each other's fields: each looks as the other's does in most rows."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

AGREE = 2  # rows that look alike in a field, and more than half of them
FEW = 10  # rows until which nothing is known of what is usual
_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"[a-zA-Z0-9]+")
Looks = tuple[int, int]  # numbers of its letters, and of how long it is and of what: they say equal or not


def looks(value: str) -> Looks:
    letters = (value.islower(), value.isupper(), value.isdigit())
    return hash(_DIGITS.sub("9", value)), hash((len(value), _WORDS.sub("", value), letters))


@dataclass(slots=True)
class Usual:
    """How the fields of one kind look."""

    rows: int = 0
    common: dict[str, tuple[Counter[int], Counter[int]]] = field(default_factory=dict)

    def add(self, found: Mapping[str, Looks]) -> None:
        self.rows += 1
        for name, seen in found.items():
            for counter, one in zip(self.common.setdefault(name, (Counter(), Counter())), seen, strict=True):
                counter[one] += 1

    def crossed(self, found: Mapping[str, Looks]) -> tuple[str, str] | None:
        """The two fields whose values stand in each other's place."""
        for pair in combinations(found, 2):
            for way in (0, 1):
                usual = [self._most(name, way) for name in pair]
                if None not in usual and usual[0] != usual[1] and [found[name][way] for name in pair] == usual[::-1]:
                    return pair
        return None

    def _most(self, name: str, way: int) -> int | None:
        ((most, times),) = self.common[name][way].most_common(1)
        return most if times >= AGREE and 2 * times > self.rows else None


class Exchanged:
    """Of one claim: what is usual by kind, and the rows that may be otherwise."""

    def __init__(self, needed: Mapping[str, Sequence[str]]) -> None:
        self._needed = {kind: tuple(names) for kind, names in needed.items() if len(names) > 1}
        self.clear()

    def clear(self) -> None:
        self._usual: dict[str, Usual] = {kind: Usual() for kind in self._needed}
        self._apart: list[tuple[str, str, Mapping[str, Looks]]] = []

    def looked(self, row: str, kind: str | None, seen: Mapping[str, Looks]) -> None:
        """One row by itself."""
        if seen:
            usual = self._usual[kind or ""]
            usual.add(seen)
            if usual.rows <= FEW or usual.crossed(seen):
                self._apart.append((row, kind or "", seen))

    def any_in(self, kinds: Sequence[str | None], found: Sequence[dict[str, Any]]) -> bool:
        """Whether one of many rows is so; most fields differ in length, which costs little to see."""
        by_kind: dict[str, list[dict[str, Any]]] = {}
        for kind, one in zip(kinds, found, strict=True):
            by_kind.setdefault(kind or "", []).append(one)
        return any(self._any_of(kind, some) for kind, some in by_kind.items() if kind in self._needed)

    def _any_of(self, kind: str, some: list[dict[str, Any]]) -> bool:
        sizes = [{len(str(one[name])) for one in some} for name in self._needed[kind]]
        if all(one.isdisjoint(other) for one, other in combinations(sizes, 2)):
            return False
        usual, every = Usual(), [seen for one in some if (seen := self.looks_of(kind, one))]
        for seen in every:
            usual.add(seen)
        if not any(map(usual.crossed, every)):
            return False
        for seen in every:  # of those rows, few are looked at by themselves
            self._usual[kind].add(seen)
        return True

    def rows(self) -> Iterator[tuple[str, tuple[str, str]]]:
        for row, kind, seen in self._apart:
            if pair := self._usual[kind].crossed(seen):
                yield row, pair

    def looks_of(self, kind: str | None, found: object) -> dict[str, Looks]:
        names = self._needed.get(kind or "", ())
        if not isinstance(found, dict) or any(type(found.get(name)) is not str for name in names):
            return {}
        return {name: looks(found[name]) for name in names}
