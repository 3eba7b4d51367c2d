"""Who comes in from outside, and how far: without having signed in, as somebody of the application, or as an owner."""

from dataclasses import dataclass
from functools import cached_property

from golive.model.catalog import Function, Policy, Relation, Schema
from golive.model.claims import Claims
from golive.model.finding import REACHES, Reach
from golive.model.snapshot import Snapshot
from golive.model.vendors import anonymous
from golive.rights.grants import rights
from golive.rights.policies import Tenancy
from golive.rights.reach import executing, uses
from golive.rights.roles import PUBLIC, Roles


@dataclass(frozen=True)
class Entrances:
    """The roles of a snapshot by how far outside they stand."""

    live: Snapshot
    claims: Claims

    @cached_property
    def tenancy(self) -> Tenancy:
        return Tenancy(self.live, self.claims)

    @property
    def roles(self) -> Roles:
        return self.tenancy.roles

    @cached_property
    def strangers(self) -> frozenset[str]:
        """Roles of sessions that nobody signed in for: declared as such, or a vendor's."""
        declared = {one.role for one in self.claims.identity if not one.sessions}
        return frozenset(declared | {name for name in self.roles.known if anonymous(name)})

    def of(self, *names: str) -> Reach:
        """The widest of these roles; PUBLIC is whoever comes."""
        found = Reach.NOBODY
        for name in names:
            if name in self.strangers or (name == PUBLIC and self.strangers):
                return Reach.ANYBODY
            outside = name == PUBLIC or (name in self.roles.known and self.roles.is_application(name))
            found = min(found, Reach.MEMBERS if outside else Reach.OWNERS, key=REACHES.__getitem__)
        return found

    def to(self, one: object) -> Reach:
        """Who comes to an object by its grants, through its schema and for whom its policy is."""
        match one:
            case Policy():
                table = self.live.get(Relation, one.relation or "")
                return self.of(*self.tenancy.reached_by(one, table)) if table else Reach.NOBODY
            case Relation():
                return self.of(*(who for who in self.roles.granted(one) if uses(self.roles, who, one.schema)))
            case Function():
                return self.of(*executing(self.roles, one))
            case Schema():
                return self.of(*(who for who in rights(one.grants) if who != one.owner))
        return Reach.NOBODY
