"""A backfill that walks a table in short transactions: which table, by which key, and how long each may take."""

import re
from dataclasses import dataclass

from golive.model.errors import WrongUse
from golive.sqltext.names import parts, whole
from golive.sqltext.statements import Kind, Statement, split

TABLE = "golive_batch"  # in pg_temp: the keys of the rows whose turn it is
_PART = r'(?:[a-z_][a-z0-9_$]*|"(?:[^"]|"")+")'
_FORM = re.compile(
    rf"(?P<table>{_PART}(?:\.{_PART})?)(?: by (?P<keys>{_PART}(?:, {_PART})*))?(?: in (?P<time>[1-9][0-9]{{1,2}})ms)?"
)
TIME_MS = 100


@dataclass(frozen=True, slots=True)
class Batch:
    table: tuple[str, ...]
    keys: tuple[str, ...]  # none: the primary key
    time_ms: int  # what one transaction should take


@dataclass(frozen=True, slots=True)
class Parted:
    """A script whose middle is run for every batch: what names pg_temp.golive_batch."""

    before: tuple[Statement, ...]
    each: tuple[Statement, ...]
    after: tuple[Statement, ...]


def read_batch(text: str, place: str) -> Batch:
    found = _FORM.fullmatch(text)
    if found is None:
        raise WrongUse(
            place, f"Batch is {text!r}", "the form is 'public.orders', 'public.orders by tenant, id in 200ms'"
        )
    keys = tuple(parts(key)[0] for key in re.findall(_PART, found["keys"] or ""))
    return Batch(whole(parts(found["table"])), keys, int(found["time"] or TIME_MS))


def parted(text: str, place: str) -> Parted:
    """Before, within and after the walk; a text without a walk is all before it."""
    found = split(text)
    walks = [n for n, one in enumerate(found) if _walks(one)]
    if not walks:
        return Parted(found, (), ())
    first, last = walks[0], walks[-1] + 1
    while first and _sets(found[first - 1]):
        first -= 1
    for one in found[first:last]:
        if not (_walks(one) or _sets(one)):
            what = f"{' '.join(one.words[:2])} … stands between statements that name pg_temp.{TABLE}"
            raise WrongUse(f"{place}:{one.line}", what, "what runs once stands before them or after them")
    return Parted(found[:first], found[first:last], found[last:])


def _walks(statement: Statement) -> bool:
    return any(token.text == TABLE for token in statement.tokens if token.kind in (Kind.WORD, Kind.NAME))


def _sets(statement: Statement) -> bool:
    """What holds for a transaction is said in each."""
    return statement.words[:2] == ("SET", "LOCAL")
