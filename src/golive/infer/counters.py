"""Columns that triggers keep as a count or a sum of other rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from golive.infer.facts import Facts, Pointer
from golive.model.catalog import Trigger
from golive.sqltext.names import parts
from golive.sqltext.quoting import ident

_NAME = r"\"?[\w$]+\"?"
# UPDATE t SET n = n + …: what is added follows, up to FROM or WHERE.
_KEPT = re.compile(
    rf"\bupdate\s+(?:only\s+)?(?P<table>(?:{_NAME}\.)?{_NAME})(?:\s+(?:as\s+)?(?!set\b)\w+)?\s+"
    r"set\s+\"?(?P<column>[\w$]+)\"?\s*=\s*(?:(?:coalesce|greatest)\(\s*(?:0\s*,\s*)?)?(?:\w+\.)?\"?(?P=column)\"?"
    r"(?:\s*,\s*0\s*\))?\s*[+-]\s*(?P<added>.*?)\b(?:from|where)\b",
    re.IGNORECASE | re.DOTALL,
)
_OWN = re.compile(r"\b(?:new|old)\.\"?([\w$]+)\"?", re.IGNORECASE)
_HAPPENED = re.compile(
    r"\b(?:if|elsif|case|when)\s+\(?\s*tg_op\b|\bwhen\s+'(?:INSERT|UPDATE|DELETE)'|\bend\s+if\b", re.IGNORECASE
)
_ASKS = re.compile(r"\b(?:if|elsif|when)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Counter:
    """A column, and what it should be: boolean SQL over t that is true of a row whose number is another."""

    table: str
    column: str
    of: str  # the table whose rows it counts
    functions: str
    differs: str
    plain: bool  # every row counts: the function asks for nothing but what happened to it


@dataclass(frozen=True, slots=True)
class _Step:
    """One UPDATE of a function that triggers of the counted table call."""

    function: str
    events: frozenset[str]
    added: str  # the column whose values are summed, '' where rows are counted
    plain: bool


def counters(facts: Facts) -> Iterator[Counter]:
    """Where something is added for what comes and taken away for what goes, and foreign keys lead from there."""
    kept: dict[tuple[str, str, str], list[_Step]] = {}
    for place, step in _steps(facts):
        kept.setdefault(place, []).append(step)
    for (table, column, of), steps in kept.items():
        way = _way(facts, of, table)
        added = {one.added for one in steps}
        if way and len(added) == 1 and {"INSERT", "DELETE"} <= frozenset().union(*(one.events for one in steps)):
            differs = _differs(way, column, added.pop())
            functions = " and ".join(sorted({one.function for one in steps}))
            yield Counter(table, column, of, functions, differs, all(one.plain for one in steps))


def _steps(facts: Facts) -> Iterator[tuple[tuple[str, str, str], _Step]]:
    firing = [one for one in facts.live.of(Trigger) if one.relation in facts.tables and one.enabled != "D"]
    for function in facts.functions:
        called = [one for one in firing if _same(one.function, function.identity)]
        asks = _ASKS.search(_HAPPENED.sub("", function.body)) if called else None
        for match in _KEPT.finditer(function.body) if called else ():
            table, column = _named(facts, match["table"]), match["column"]
            if not table or column not in facts.columns(table):
                continue
            for of in sorted({one.relation or "" for one in called}):
                told = [one for one in called if one.relation == of]
                added = {name for name in _OWN.findall(match["added"]) if _is_number(facts, of, name)}
                if len(added) < 2:
                    plain = asks is None and not any(one.condition or one.level != "ROW" for one in told)
                    events = frozenset(event for one in told for event in one.events)
                    yield (table, column, of), _Step(function.identity, events, "".join(added), plain)


def _same(function: str, called: str) -> bool:
    return function.partition("(")[0] == called.partition("(")[0]


def _is_number(facts: Facts, table: str, name: str) -> bool:
    column = facts.columns(table).get(name)
    return column is not None and column.type.startswith(("integer", "bigint", "smallint", "numeric", "double", "real"))


def _named(facts: Facts, name: str) -> str:
    path = parts(name)
    fitting = [one for one in facts.tables if tuple(parts(one))[-len(path) :] == tuple(path)]
    return fitting[0] if len(fitting) == 1 else ""


def _way(facts: Facts, of: str, table: str) -> tuple[Pointer, ...]:
    """The only foreign keys, one or two, from the rows that are counted to the one that counts them."""
    ways: list[tuple[Pointer, ...]] = [(one,) for one in facts.pointers_of(of) if one.guarded and one.to == table]
    if not ways:
        ways = [
            (one, two)
            for one in facts.pointers_of(of) if one.guarded and one.to != of
            for two in facts.pointers_of(one.to) if two.guarded and two.to == table
        ]  # fmt: skip
    return ways[0] if len(ways) == 1 else ()


def _differs(way: tuple[Pointer, ...], column: str, added: str) -> str:
    """Compared as whole sets, which the server hashes; who is not named there has nothing."""
    joined = f"{way[0].table} AS c0"
    for n, one in enumerate(way[:-1], 1):
        joined += f" JOIN {one.to} AS c{n} ON c{n}.{ident(one.key)} = c{n - 1}.{ident(one.column)}"
    last = way[-1]
    key, number = f"c{len(way) - 1}.{ident(last.column)}", f"t.{ident(column)}::numeric"
    total = f"coalesce(pg_catalog.sum(c0.{ident(added)}), 0)::numeric" if added else "pg_catalog.count(*)::numeric"
    grouped = f"FROM {joined} WHERE {key} IS NOT NULL GROUP BY 1"
    return (
        f"CASE WHEN coalesce({number}, 0) = 0 THEN t.{ident(last.key)} IN (SELECT {key} {grouped} HAVING {total} <> 0)"
        f" ELSE (t.{ident(last.key)}, {number}) NOT IN (SELECT {key}, {total} {grouped}) END"
    )
