"""Two defects at once: whether one of them hides the other."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import psycopg

from golive.prove.bench import Bench, Unchanged
from golive.prove.defect import Defect
from golive.prove.judging import Judging, Said
from golive.prove.trial import named_of, new_of
from golive.sqltext.names import parts, quoted

_SEED = 14


@dataclass(frozen=True, slots=True)
class Pair:
    """Both were caught by name alone; masked: those that are not, together."""

    one: Defect
    other: Defect
    masked: tuple[Defect, ...]


def paired(bench: Bench, judging: Judging, caught: Sequence[Defect], number: int) -> Iterator[Pair]:
    """So many pairs at random, the same each time; what the server takes alone only is another pair's."""
    chosen = Random(_SEED)
    left = number
    for _ in range(20 * number):  # most are taken
        if not left:
            break
        one, other = chosen.sample(caught, 2)
        if _within(one, other):
            continue
        both = Defect("pair", "", f"{one} and {other}", f"{one.text}\n{other.text}")
        try:
            with bench.spoilt(both) as (live, _):
                new = new_of(judging, live)
        except (Unchanged, psycopg.Error):
            continue
        left -= 1
        yield Pair(one, other, tuple(each for each in (one, other) if not _told(each, new)))
    bench.ground.left()


def _told(defect: Defect, new: Mapping[str, Said]) -> bool:
    """By its name; or where the other one keeps everybody from looking there, by an UNKNOWN of its table."""
    table = quoted(*parts(re.sub(r"\(.*", "", defect.where))[:2])
    kept_out = (text for one in new.values() for text in one.unknown)
    return named_of(defect.where, new) or any(text.startswith(f"{table}:") for text in kept_out)


def _within(one: Defect, other: Defect) -> bool:
    """Of the same object, or of one that is a part of the other: what is gone has no other fault."""
    return one.where.startswith(other.where) or other.where.startswith(one.where)
