"""What the catalog and the claims say about whose rows are whose."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from golive.isolation.keys import Keys
from golive.isolation.routines import Routines
from golive.model.catalog import Column, Constraint, Index
from golive.model.claims import Claims
from golive.model.relation_names import identity_of
from golive.model.snapshot import Snapshot
from golive.rights.bodies import Names
from golive.rights.policies import Tenancy

_EXACT = ("integer", "bigint", "smallint", "uuid", "text", "character varying")


@dataclass(frozen=True, slots=True)
class Parent:
    """A row's tenant is that of the row it refers to."""

    column: str
    relation: str
    key: str


@dataclass(frozen=True)
class World:
    """What the catalog and the claims say about whose rows are whose."""

    live: Snapshot
    claims: Claims

    @cached_property
    def tenancy(self) -> Tenancy:
        return Tenancy(self.live, self.claims)

    @cached_property
    def routines(self) -> Routines:
        return Routines(Names(self.live, self.claims), self.tenancy.roles, self.claims)

    @cached_property
    def looked(self) -> list[int]:
        """How many queries all proofs together have looked at."""
        return [0]

    @cached_property
    def keys(self) -> Keys:
        return Keys.of(self.claims)

    def keys_of(self, role: str) -> Keys:
        return Keys.of(self.claims, role)

    @cached_property
    def parents(self) -> dict[str, Parent]:
        """Tables whose tenant stands in the row they refer to; the key they refer to is unique."""
        found: dict[str, Parent] = {}
        through = self.claims.tenancy.through if self.claims.tenancy else {}
        for name, via in through.items():
            relation = identity_of(self.live, name)
            for key in self.live.on(Constraint, relation):
                if key.type == "f" and key.columns == (via,) and self.unique(key.referenced, key.referenced_columns):
                    found[relation] = Parent(via, key.referenced, key.referenced_columns[0])
                    break
        return found

    def unique(self, relation: str, columns: Sequence[str]) -> bool:
        return any(
            one.unique and one.valid and one.immediate and not one.predicate and set(one.columns) == set(columns)
            for one in self.live.on(Index, relation)
        )

    @cached_property
    def members(self) -> str:
        tenancy = self.claims.tenancy
        return identity_of(self.live, tenancy.members.table) if tenancy and tenancy.members else ""

    @cached_property
    def root(self) -> str:
        tenancy = self.claims.tenancy
        return identity_of(self.live, tenancy.root) if tenancy else ""

    def tenant_column(self, relation: str) -> str | None:
        """The column with the tenant; of the members' table the one that was declared."""
        members = self.claims.tenancy.members if self.claims.tenancy else None
        if members is not None and relation == self.members:
            return members.tenant
        return self.tenancy.column(relation)

    def _named(self, claimed: dict[str, str]) -> dict[str, str]:
        return {identity_of(self.live, name): value for name, value in claimed.items()}

    @cached_property
    def own(self) -> dict[str, str]:
        return self._named(self.claims.tenancy.own) if self.claims.tenancy else {}

    @cached_property
    def shared_rows(self) -> dict[str, str]:
        return self._named(self.claims.tenancy.shared_rows) if self.claims.tenancy else {}

    @cached_property
    def nullable(self) -> frozenset[str]:
        tenancy = self.claims.tenancy
        return frozenset(identity_of(self.live, name) for name in tenancy.nullable) if tenancy else frozenset()

    def holds_tenants(self, relation: str) -> bool:
        return self.tenancy.column(relation) is not None or relation in self.parents

    def exact(self, relation: str, name: str) -> str:
        """The type of a column whose values are equal only where they are the same; else empty."""
        found = self.live.get(Column, f"{relation}.{name}") or next(
            (one for one in self.live.on(Column, relation) if one.name == name), None
        )
        if found is None or found.collation not in ("", 'pg_catalog."C"'):
            return ""
        plain = found.type.partition("(")[0]
        return plain if plain in _EXACT else ""
