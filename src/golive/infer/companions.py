"""Which other column tells the rows that have a value from those that need none."""

from collections.abc import Iterator
from dataclasses import dataclass

from golive.infer.facts import Facts
from golive.infer.seals import profile
from golive.infer.shapes import FILLED
from golive.infer.states import listed
from golive.sqltext.quoting import ident, literal


@dataclass(frozen=True, slots=True)
class Companion:
    """A column that some rows have filled, and the conditions by labels of the catalog that may say which."""

    table: str
    column: str
    conditions: tuple[str, ...]


def companions(facts: Facts, columns: Iterator[tuple[str, str]]) -> Iterator[Companion]:
    for table, column in columns:
        seen = profile(facts, table)
        if seen is None or not 0 < seen.of(column, FILLED) < seen.rows:
            continue
        conditions = tuple(
            f"t.{ident(name)} = {literal(label)}"
            for name in facts.columns(table)
            if name != column
            for label in listed(facts, table, name)
        )
        if conditions:
            yield Companion(table, column, conditions[:40])
