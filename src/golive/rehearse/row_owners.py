"""Whose the rows of an answer are, by the columns that the platform says it of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import AsyncCursor

from golive.model.claims import Claims
from golive.rehearse.visitors import Visitor


@dataclass(frozen=True, slots=True)
class Whose:
    """Columns of a result are known by their names: what a request calls as the tenant's column is called, is it."""

    columns: frozenset[str]

    @classmethod
    def of(cls, claims: Claims) -> "Whose":
        known = claims.tenancy is not None and claims.tenancy.enforced_by == "database"
        return cls(frozenset(claims.tenancy.columns) if claims.tenancy and known else frozenset())

    def held(
        self, cursor: AsyncCursor[tuple[Any, ...]], rows: Sequence[tuple[Any, ...]], visitor: Visitor
    ) -> tuple[int, int]:
        """How many rows said whose they are, and how many are somebody else's than the visitor's."""
        if visitor.tenants is None or not cursor.description:
            return 0, 0
        at = [n for n, column in enumerate(cursor.description) if column.name in self.columns]
        said = [{str(row[n]) for n in at if row[n] is not None} for row in rows] if at else []
        named = [one for one in said if one]
        return len(named), sum(not one <= visitor.tenants for one in named)
