"""What is never NULL where a condition is asked, so that it is either true or false."""

from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp

from golive.isolation.forms import counts, enclosed
from golive.isolation.reading import Reading
from golive.isolation.trees import bare
from golive.isolation.world import World

Node = Any  # the parser's class has another name from version to version


@dataclass
class Nulls:
    """Columns of the rows that are read, and marks that stand for queries."""

    world: World
    reading: Reading
    never: set[str] = field(default_factory=set)  # marks

    def never_in(self, where: Node) -> frozenset[str]:
        found = set(self.never)
        for one in where.find_all(exp.Column):
            relation = self.reading.tables.get(one.table)
            inner = relation and one.table not in self.reading.outer_joined
            if inner and one.name in self.world.tenancy.not_null(relation or ""):
                found.add(one.sql(dialect="postgres").lower())
        return frozenset(found)

    def decides(self, node: Node) -> bool:
        """Whether a condition with a query in it is true or false, and never NULL."""
        if isinstance(node, exp.Subquery):
            return counts(node)
        if isinstance(node, exp.In) and (query := node.args.get("query")) is not None:
            query = enclosed(query)
            values = query.expressions if isinstance(query, exp.Select) else []
            return len(values) == 1 and self._there(bare(node.this)) and self._there(bare(values[0]))
        return isinstance(node, exp.Exists)

    def _there(self, node: Node) -> bool:
        """Whether it is a column that is never NULL."""
        if not isinstance(node, exp.Column) or node.table in self.reading.outer_joined:
            return False
        if node.table in self.reading.derived:
            beneath = self.reading.derived[node.table]
            names = beneath.args.get("golive_columns") or ()
            return node.name in names and self._there(bare(beneath.expressions[names.index(node.name)]))
        return node.name in self.world.tenancy.not_null(self.reading.tables.get(node.table, ""))
