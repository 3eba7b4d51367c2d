"""A copy that holds rows of two tenants: whose they are, and the keys that a session of the first would name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import psycopg
from psycopg import sql

from golive.isolation.world import World
from golive.model.catalog import Relation
from golive.model.relation_names import columns_of
from golive.twin.making import Maker, relation
from golive.twin.sessions import settings_of
from golive.twin.tables import Table, tables_of


@dataclass(frozen=True, slots=True)
class Whose:
    """The column that says whose a row is, what it says where that is the session, and what where it is not."""

    column: str
    own: str
    other: str  # empty where there is nobody else


@dataclass(frozen=True)
class Stage:
    """Of one copy."""

    world: World
    reader: psycopg.Connection[tuple[Any, ...]]  # plain columns of plain tables
    maker: Maker

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        return {one.name: one for one in tables_of(self.world.live, self.world.live.of(Relation))}

    @cached_property
    def tenants(self) -> Sequence[str]:
        """The keys of the first two."""
        tenancy = self.world.claims.tenancy
        return self.keys(self.world.root, tenancy.key) if tenancy else ()

    @cached_property
    def users(self) -> Sequence[str]:
        """The first member of each of them."""
        tenancy = self.world.claims.tenancy
        members = tenancy.members if tenancy else None
        if members is None:
            return self.tenants
        found = [self.keys(self.world.members, members.user, {members.tenant: one}) for one in self.tenants]
        return [one[0] for one in found if one]

    def session(self, role: str) -> Mapping[str, str]:
        """Of the first tenant, as the identity of the role says that it comes."""
        identity = next((one for one in self.world.claims.identity if one.role == role), None)
        return settings_of(identity, "".join(self.tenants[:1]), "".join(self.users[:1]))

    def whose(self, name: str) -> Whose | None:
        tenancy = self.world.claims.tenancy
        if tenancy is None:
            return None
        columns = columns_of(self.world.live, name)
        of_tenants = tenancy.key if name == self.world.root else self.world.tenant_column(name)
        of_view = next((one for one in tenancy.columns if one in columns), None)
        for column, keys in ((of_tenants or of_view, self.tenants), (self.world.own.get(name), self.users)):
            if column is not None and keys and column in columns:
                return Whose(column, keys[0], "".join(keys[1:2]))
        return None

    def keys(self, table: str, column: str, where: Mapping[str, str] | None = None) -> list[str]:
        """Of the rows that are there, in the order in which they were made."""
        if table not in self.tables or column not in self.tables[table].columns:
            return []
        asked = sql.SQL("SELECT {0}::text FROM {1} WHERE {0} IS NOT NULL {2} ORDER BY tableoid, ctid LIMIT 10").format(
            sql.Identifier(column), relation(table), _only(where or {})
        )
        return list(dict.fromkeys(row[0] for row in self.reader.execute(asked).fetchall()))

    def number(self, table: str, whose: Whose) -> int:
        """Of rows that are the session's own."""
        asked = sql.SQL("SELECT count(*) FROM {} WHERE true {}").format(
            relation(table), _only({whose.column: whose.own})
        )
        row = self.reader.execute(asked).fetchone()
        return int(row[0]) if row else 0

    def oids(self, table: str) -> Sequence[int]:
        """Of the relation and its partitions, by which the server counts what is done to them."""
        asked = sql.SQL(
            "SELECT {0}::regclass::oid UNION SELECT relid::oid FROM pg_catalog.pg_partition_tree({0}::regclass)"
        ).format(sql.Literal(table))
        return [int(row[0]) for row in self.reader.execute(asked).fetchall()]


def _only(where: Mapping[str, str]) -> sql.Composed:
    return sql.SQL("").join(
        sql.SQL(" AND {}::text OPERATOR(pg_catalog.=) {}").format(sql.Identifier(name), sql.Literal(value))
        for name, value in where.items()
    )
