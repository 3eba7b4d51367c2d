"""Why no row came into a table: a fault of the schema that no row can avoid, or a row that was not found."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from psycopg import sql

from golive.model.catalog import Constraint, Function, Trigger
from golive.model.evidence import Broken, Evidence
from golive.model.relation_names import columns_of
from golive.model.snapshot import Snapshot
from golive.twin.making import Row, inserted, relation
from golive.twin.tables import Table, checked
from golive.twin.trouble import Trouble
from golive.twin.visit import Visit

_LITERAL = re.compile(r"'((?:[^']|'')*)'")
_INPUT = re.compile(r'invalid input (?:value|syntax) for .*?: "(?P<text>.*)"')
_SESSION = re.compile(r"(?i)\bcurrent_setting\b|\b(current|session)_user\b|\bauth\.")
_MOMENTS = ("timestamp", "date")

Failed = Mapping[str, Sequence[Trouble]]


@dataclass(frozen=True)
class Blame:
    """Over one catalog."""

    live: Snapshot
    visit: Visit
    circles: frozenset[str]  # tables that no first row can come into

    def answer(self, table: Table, failed: Failed, row: Row) -> Evidence:
        """Of a table for which no row was made; failed: what each table met that has none."""
        met = failed[table.name]
        if not met and table.name in self.circles:
            return Evidence.seen(1, 1, told=Broken("23503", "its first row needs a row that needs it", ""))
        if not met:
            return Evidence.unknown(f"no row was tried: it refers to {_waits_for(table, failed)}")
        for trouble in met:
            if self.lasting(table, trouble, row):
                return broken(trouble)
        last = met[-1]
        why = "refused by design?" if last.by_design else "no row was found that it takes"
        return Evidence.unknown(f"{why} {said(last)}: {last.statement}")

    def lasting(self, table: Table, trouble: Trouble, row: Row) -> bool:
        """Whether what was met does not depend on the row."""
        if trouble.for_ever or trouble.in_circles:
            return True
        match trouble.sqlstate:
            case "42501":
                return not (trouble.by_row_security or trouble.raised or trouble.denied == table.relation.name)
            case "23514" if trouble.partition_missing:
                return self._of_today(table)
            case "23514":
                return self._spelled(table, trouble, row)
            case "23502":
                return self._emptied(table, trouble, row)
            case "23503":
                return self._torn(trouble)
            case "22P02" | "22007" | "22008":
                found = _INPUT.match(trouble.message)
                return found is not None and found["text"] in self._literals(self._bodies(table, trouble))
        return False

    def _of_today(self, table: Table) -> bool:
        """Whether rows of now have no partition to go to."""
        key = table.relation.partition_key
        return any(
            column.type.startswith(_MOMENTS) and column.default and re.search(rf"\b{re.escape(name)}\b", key)
            for name, column in table.columns.items()
        )

    def _spelled(self, table: Table, trouble: Trouble, row: Row) -> bool:
        """A check over one column that refuses a literal of the code that fills it."""
        constraint = next(
            (one for one in self.live.on(Constraint, trouble.table) if one.name == trouble.constraint), None
        )
        if constraint is None or len(constraint.columns) != 1 or (text := checked(constraint)) is None:
            return False
        if not trouble.function and not self._passes_quietly(table, row):
            return False
        name = constraint.columns[0]
        type_ = columns_of(self.live, trouble.table)[name].type
        return any(self._refuses(text, name, type_, one) for one in self._literals(self._bodies(table, trouble)))

    def _refuses(self, text: str, name: str, type_: str, value: str) -> bool:
        asked = sql.SQL("SELECT ({}) IS FALSE FROM (SELECT {}::{}) AS one ({})").format(
            relation(text), sql.Literal(value), relation(type_), sql.Identifier(name)
        )
        return self.visit.tried([asked]) == [(True,)]

    def _torn(self, trouble: Trouble) -> bool:
        """A column that has to be the key of two tables at once, where one of them draws its keys."""
        keys = [one for one in self.live.on(Constraint, trouble.table) if one.type == "f" and not one.parent]
        broken = next((one for one in keys if one.name == trouble.constraint), None)
        if broken is None:
            return False
        every = [
            broken,
            *(one for one in keys if one.columns == broken.columns and one.referenced != broken.referenced),
        ]
        return all(map(self._own, every)) and len(every) > 1 and any(map(self._drawn, every))

    def _own(self, key: Constraint) -> bool:
        """Whether the table that a foreign key leads to takes its keys from no other."""
        others = (one.columns for one in self.live.on(Constraint, key.referenced) if one.type == "f")
        return not any(set(one) & set(key.referenced_columns) for one in others)

    def _drawn(self, key: Constraint) -> bool:
        there = columns_of(self.live, key.referenced)
        return any(there[one].default or there[one].as_identity for one in key.referenced_columns)

    def _emptied(self, table: Table, trouble: Trouble, row: Row) -> bool:
        """Code that leaves a column empty which was given, or which it alone fills; a session may fill it otherwise."""
        if None in row.values() or any(_SESSION.search(body) for body in self._bodies(table, trouble)):
            return False
        if trouble.table != table.name:
            return bool(trouble.function)
        given = row.get(trouble.column) is not None and sql.Identifier(trouble.column).as_string() in trouble.statement
        return given and self._passes_quietly(table, row)

    def _passes_quietly(self, table: Table, row: Row) -> bool:
        """Whether the same row comes in where no trigger of the table fires."""
        quiet = sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(relation(table.name))
        return not isinstance(self.visit.tried([quiet, inserted(table, row)], table.relation.owner), Trouble)

    def _bodies(self, table: Table, trouble: Trouble) -> Iterator[str]:
        if trouble.function:
            names = {trouble.function, trouble.function.partition("(")[0]}
            yield from (
                one.body for one in self.live.of(Function)
                if names & {one.identity, one.identity.partition("(")[0], one.name}
            )  # fmt: skip
            return
        called = {one.function for one in self.live.on(Trigger, table.name)}
        yield from (one.body for one in self.live.of(Function) if one.identity in called)

    @staticmethod
    def _literals(bodies: Iterable[str]) -> set[str]:
        return {found[1].replace("''", "'") for body in bodies for found in _LITERAL.finditer(body)}


def _waits_for(table: Table, failed: Failed) -> str:
    """The table that takes no row, and what it met."""
    empty = [key.referenced for key in table.foreign if failed.get(key.referenced)]
    if not empty:
        return "tables that have none"
    last = failed[empty[0]][-1]
    return f"{empty[0]}, which took none {said(last)}: {last.statement}"


def broken(trouble: Trouble) -> Evidence:
    told = Broken(trouble.sqlstate, trouble.message, trouble.statement, trouble.function)
    return Evidence.seen(1, 1, told=told)


def said(trouble: Trouble) -> str:
    within = f" in {trouble.function}" if trouble.function else ""
    return f"({trouble.sqlstate}{within}: {trouble.message})"
