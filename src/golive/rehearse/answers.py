"""What came of each request, and what that says of a time."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from golive.model.rehearsal import Point

POINTS, FEW = 240, 5  # of a plot: no more than a page is wide, and requests at each of them


class Answer(NamedTuple):
    """One request: when it was sent, how long its session waited, and what was wrong with it."""

    request: str
    at: float  # on the monotonic clock
    ms: float
    error: str = ""  # an SQLSTATE
    compared: int = 0  # rows that said whose they are
    strange: int = 0  # of them, those of another tenant
    called: bool = False  # sent between two steps, to see whether it is answered

    @property
    def until(self) -> float:
        return self.at + self.ms / 1000


def share(ordered: Sequence[float], part: float) -> float:
    """The value below which that part of them lies; 0 where there is none."""
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0


def within(answers: Iterable[Answer], begin: float, end: float) -> list[Answer]:
    """Those that were on their way at some time between."""
    return [one for one in answers if one.at <= end and one.until >= begin]


def points(answers: Iterable[Answer], begin: float, end: float) -> tuple[Point, ...]:
    """By the time at which they were sent."""
    ordered = sorted((one for one in answers if not one.error), key=lambda one: one.at)
    width = (end - begin) / max(1, min(POINTS, len(ordered) // FEW))
    found = []
    for slot, several in groupby(ordered, key=lambda one: int((one.at - begin) / width)):
        times = sorted(one.ms for one in several)
        found.append(Point(round(slot * width, 3), round(share(times, 0.5), 2), round(times[-1], 2)))
    return tuple(found)
