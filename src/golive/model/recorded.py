"""What somebody asked of a snapshot, written down while he asked it."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

V = TypeVar("V")
_ALL = "*"


class Recorded(Mapping[str, V]):
    """What is asked of it is written down; what is gone through was asked as a whole."""

    def __init__(self, inner: Mapping[str, V]) -> None:
        self.inner = inner
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> V:
        self.asked.add(key)
        return self.inner[key]

    def __iter__(self) -> Iterator[str]:
        self.asked.add(_ALL)
        return iter(self.inner)

    def __len__(self) -> int:
        self.asked.add(_ALL)
        return len(self.inner)


def other(one: Mapping[str, Any], another: Mapping[str, Any], keys: frozenset[str]) -> bool:
    """Whether any of what was asked is other there."""
    if _ALL in keys:
        return one is not another and one != another
    return any(one.get(key) is not another.get(key) and one.get(key) != another.get(key) for key in keys)
