"""What a statement may do to those who use the database meanwhile, and which of it is never small."""

from dataclasses import dataclass
from enum import Enum, StrEnum


class Effort(StrEnum):
    """What the server does with every row while the lock is held."""

    READS = "reads"
    BUILDS = "builds"
    REWRITES = "rewrites"
    WRITES = "writes"


class Bar(Enum):
    """When it is refused."""

    TIME = "time"  # where it takes longer than the budget on a relation of that size
    ROWS = "rows"  # where there is a row to lose
    THERE = "there"  # where the thing was there before the migration
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Rule:
    bar: Bar
    says: str  # {relation} stands for its name


RULES = {
    "index": Rule(Bar.TIME, "builds an index, and nobody writes to {relation} meanwhile"),
    "reindex": Rule(Bar.TIME, "builds anew, and nobody writes to {relation} meanwhile"),
    "unique": Rule(Bar.TIME, "builds an index, and nobody reads or writes {relation} meanwhile"),
    "exclusion": Rule(Bar.TIME, "builds an index, and nobody reads or writes {relation} meanwhile"),
    "validated": Rule(Bar.TIME, "reads every row, and nobody writes to {relation} meanwhile"),
    "not-null": Rule(Bar.TIME, "reads every row, and nobody reads or writes {relation} meanwhile"),
    "domain": Rule(Bar.TIME, "reads every row of the tables that use {relation}, and nobody writes to them meanwhile"),
    "attach": Rule(Bar.TIME, "reads every row, and nobody reads or writes {relation} meanwhile"),
    "type": Rule(Bar.TIME, "writes every row anew, and nobody reads or writes {relation} meanwhile"),
    "volatile-default": Rule(
        Bar.TIME, "gives every row a value of its own, and nobody reads or writes {relation} meanwhile"
    ),
    "generated": Rule(Bar.TIME, "computes a value for every row, and nobody reads or writes {relation} meanwhile"),
    "serial": Rule(Bar.TIME, "numbers every row, and nobody reads or writes {relation} meanwhile"),
    "rewrite": Rule(Bar.TIME, "writes every row anew, and nobody reads or writes {relation} meanwhile"),
    "refresh": Rule(Bar.TIME, "computes every row anew, and nobody reads {relation} meanwhile"),
    "lock-table": Rule(Bar.TIME, "keeps {relation} locked until the step ends"),
    "long-write": Rule(Bar.TIME, "keeps the rows it writes in {relation} locked until all of them are written"),
    "held": Rule(Bar.TIME, "works on {relation} while the lock of an earlier statement is held until the step ends"),
    "required-column": Rule(
        Bar.ROWS, "fails where {relation} has rows, and the release that still runs can insert no more"
    ),
    "drop-table": Rule(Bar.ROWS, "loses the rows of {relation}"),
    "drop-column": Rule(Bar.ROWS, "loses what {relation} holds in it, and fails the release that still runs"),
    "truncate": Rule(Bar.ROWS, "loses the rows of {relation}, and nobody reads or writes it until the step ends"),
    "rename": Rule(Bar.THERE, "fails the release that still runs: it knows {relation} by its old name"),
    "cascade": Rule(Bar.THERE, "takes along whatever hangs on {relation} by then"),
    "other-shape": Rule(Bar.THERE, "does nothing: {relation} is there already, in another shape"),
    "timeout": Rule(Bar.ALWAYS, "takes away the limit that keeps others from waiting behind this step"),
    "grant-public": Rule(Bar.ALWAYS, "gives every right on {relation} to whoever may connect, now or later"),
}

# What an earlier step may prove, empty or make is told only when the turn of the statement comes.
AT_ITS_TURN = frozenset(["not-null", "attach", "long-write", "held", "other-shape"]) | {
    name for name, rule in RULES.items() if rule.bar is Bar.ROWS
}

# What the server needs, at the least favourable: rows in memory as measured, bytes from a disk of 100 MB/s.
_MICROSECONDS = {Effort.READS: 0.3, Effort.BUILDS: 4.0, Effort.REWRITES: 8.0, Effort.WRITES: 15.0}
_BYTES_A_MS = 100_000

BUDGET_MS = 150  # others may be kept waiting that long, on top of the time a lock is waited for
WRITE_MS = 1_000  # a transaction that locks rows one by one


def duration_ms(effort: Effort, rows: float, size: int) -> float:
    return rows * _MICROSECONDS[effort] / 1000 + size / _BYTES_A_MS


def budget_ms(rule: str) -> int:
    return WRITE_MS if rule == "long-write" else BUDGET_MS
