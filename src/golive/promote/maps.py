"""Which number a row of the source has here: by spans that moved together, and by pairs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

from psycopg import sql

FEW = 16  # pairs that a CASE spells out; more are looked up in one document


@dataclass(frozen=True, slots=True)
class Span:
    low: int
    high: int
    shift: int


@dataclass(slots=True)
class IdMap:
    """The keys of one table; what no pair and no span speaks of stays as it is."""

    spans: list[Span] = field(default_factory=list)
    pairs: dict[str, str] = field(default_factory=dict)  # keys as text

    def __bool__(self) -> bool:
        return any(span.shift for span in self.spans) or any(old != new for old, new in self.pairs.items())

    def of(self, key: str) -> str:
        if key in self.pairs:
            return self.pairs[key]
        for span in self.spans:
            if span.low <= int(key) <= span.high:
                return str(int(key) + span.shift)
        return key

    def moved(self, value: sql.Composable, type_: str) -> sql.Composable:
        """`value` as it is here, of the type that it has."""
        if not self:
            return value
        moved: sql.Composable = value
        if self.spans:
            cases = [
                sql.SQL("WHEN {v} BETWEEN {low} AND {high} THEN {v} + {shift}").format(
                    v=value, low=sql.Literal(span.low), high=sql.Literal(span.high), shift=sql.Literal(span.shift)
                )
                for span in self.spans
            ]
            moved = sql.SQL("CASE {} ELSE {} END").format(sql.SQL(" ").join(cases), value)
        if self.pairs:
            moved = self._by_pairs(value, moved)
        return sql.SQL("({})::{}").format(moved, sql.SQL(type_))

    def _by_pairs(self, value: sql.Composable, otherwise: sql.Composable) -> sql.Composable:
        text = sql.SQL("({})::text").format(value)
        otherwise = sql.SQL("({})::text").format(otherwise)
        if len(self.pairs) <= FEW:
            cases = [
                sql.SQL("WHEN {} THEN {}").format(sql.Literal(old), sql.Literal(new)) for old, new in self.pairs.items()
            ]
            return sql.SQL("CASE {} {} ELSE {} END").format(text, sql.SQL(" ").join(cases), otherwise)
        flat = [part for pair in self.pairs.items() for part in pair]
        return sql.SQL("coalesce(jsonb_object({}::text[]) ->> {}, {})").format(sql.Literal(flat), text, otherwise)

    def plain(self) -> dict[str, Any]:
        return {"spans": [[one.low, one.high, one.shift] for one in self.spans], "pairs": self.pairs}

    @classmethod
    def from_plain(cls, saved: dict[str, Any]) -> Self:
        return cls([Span(*one) for one in saved["spans"]], dict(saved["pairs"]))


def uncovered(spans: Iterable[Span], low: int, high: int) -> bool:
    """Whether keys from low to high are not all within one of the spans."""
    return not any(span.low <= low and high <= span.high for span in spans)
