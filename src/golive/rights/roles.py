"""Who can act as whom: the roles an application has, told from those that operate the database."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from golive.model.catalog import Column, Database, Extension, Function, Membership, Policy, Relation, Role, Schema
from golive.model.claims import Claims
from golive.model.claims.outside import Outside
from golive.model.snapshot import Snapshot
from golive.model.vendors import hosters
from golive.rights.grants import rights

PUBLIC = "PUBLIC"
Granting = tuple[str, *tuple[tuple[str, ...], ...]]  # an owner, and what is granted: of a relation, of its columns
_SHARE = 0.1  # of all relations: who owns that many deploys them


@dataclass(frozen=True)
class Roles:
    """The roles of a snapshot and what they can become."""

    live: Snapshot
    outside: frozenset[str] = frozenset()
    sessions: frozenset[str] = frozenset()  # declared as those that sessions of the application have

    @classmethod
    def of(cls, live: Snapshot, claims: Claims) -> "Roles":
        outside = frozenset(one.role for one in claims.of(Outside) if one.role)
        return cls(live, outside, frozenset(one.role for one in claims.identity) - outside)

    @cached_property
    def known(self) -> dict[str, Role]:
        return {role.name: role for role in self.live.of(Role)}

    @cached_property
    def ways(self) -> dict[tuple[str, str], bool]:
        """By role and schema, whether it comes in, once it was asked: see reach."""
        return {}

    @cached_property
    def bootstrap(self) -> frozenset[str]:
        """The superuser that made the cluster: it owns what every new database has."""
        return frozenset({"postgres", *(one.owner for one in self.live.of(Extension) if one.name == "plpgsql")})

    @cached_property
    def by_member(self) -> dict[str, list[Membership]]:
        found: dict[str, list[Membership]] = {}
        for one in self.live.of(Membership):
            found.setdefault(one.member, []).append(one)
        return found

    def becomes(self, name: str) -> frozenset[str]:
        """What a session of this role can be: itself, and every role it is a member of, by SET ROLE too.

        Who holds the ADMIN option grants itself the rest.
        """
        return self._closure("becomes", name, lambda one: one.set or one.inherit or one.admin)

    def inherits(self, name: str) -> frozenset[str]:
        """Whose rights it has without saying so, PUBLIC among them."""
        return self._closure("inherits", name, lambda one: one.inherit) | {PUBLIC}

    @cached_property
    def _closures(self) -> dict[tuple[str, str], frozenset[str]]:
        return {}

    def _closure(self, how: str, name: str, follows: Callable[[Membership], bool]) -> frozenset[str]:
        if (how, name) in self._closures:
            return self._closures[how, name]
        found, open_ = {name}, [name]
        while open_:
            for one in self.by_member.get(open_.pop(), ()):
                if one.role not in found and follows(one):
                    found.add(one.role)
                    open_.append(one.role)
        self._closures[how, name] = frozenset(found)
        return self._closures[how, name]

    def bypasses(self, name: str) -> bool:
        """Whether row security does not bind it."""
        role = self.known.get(name)
        return role is not None and (role.superuser or role.bypassrls)

    @cached_property
    def deployers(self) -> frozenset[str]:
        """Who owns the database, a schema, or a good part of what stands in it."""
        owners = Counter(relation.owner for relation in self.live.of(Relation))
        total = owners.total()
        many = {owner for owner, count in owners.items() if count >= max(_SHARE * total, 1)}
        above = {one.owner for one in self.live.of(Database)} | {one.owner for one in self.live.of(Schema)}
        return frozenset(many | above)

    def is_hosters(self, name: str) -> bool:
        return hosters(name)

    def is_operator(self, name: str) -> bool:
        """Somebody else's, the hoster's, the server's own, or one whom nothing binds."""
        return (
            name.startswith("pg_")
            or name in self.outside
            or name in self.bootstrap
            or self.is_hosters(name)
            or self.bypasses(name)
        )

    def is_application(self, name: str) -> bool:
        """PUBLIC, a declared session's, or a role that neither operates the database nor owns what it is made of."""
        if name == PUBLIC or name in self.sessions:
            return True
        return not (self.is_operator(name) or name in self.deployers)

    @cached_property
    def _granted(self) -> frozenset[str]:
        found: set[str] = set()
        for relation in self.live.of(Relation):
            found |= rights(relation.grants).keys() - {relation.owner}
        for several in self._by_column.values():
            for grants in several:
                found |= rights(grants).keys()
        for policy in self.live.of(Policy):
            found |= set(policy.roles)
        return frozenset(found - {PUBLIC})

    @cached_property
    def _by_column(self) -> dict[str, list[tuple[str, ...]]]:
        """By relation, what its columns grant."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for column in self.live.of(Column):
            if column.grants:
                found.setdefault(column.relation or "", []).append(column.grants)
        return found

    def is_used(self, name: str) -> bool:
        """An application's role that tables are granted to, or that can become one."""
        return self.is_application(name) and (name == PUBLIC or bool(self.becomes(name) & self._granted))

    def strangers(self) -> bool:
        """Whether anybody can log in whom privileges bind: without one, a right for PUBLIC harms nobody."""
        return any(role.login and self.is_application(role.name) for role in self.known.values())

    def executes(self, name: str, function: Function) -> bool:
        held = rights(function.grants)
        who = self.inherits(name) if name != PUBLIC else {PUBLIC}
        if function.owner in who and function.owner not in held:
            return True
        role = self.known.get(name)
        if role is not None and role.superuser:
            return True
        return any(right.rstrip("*") == "EXECUTE" for one in who for right in held.get(one, ()))

    def holds(self, name: str, right: str, relation: Relation) -> bool:
        """Whether the role has a right on a relation or on one of its columns, its owner's among them."""
        who = self.inherits(name) if name != PUBLIC else frozenset({PUBLIC})
        role = self.known.get(name)
        if relation.owner in who or (role is not None and role.superuser):
            return True
        if right == "SELECT" and "pg_read_all_data" in who:
            return True
        held = [rights(relation.grants)]
        held += [rights(grants) for grants in self._by_column.get(relation.identity, ())]
        return any(right in {one.rstrip("*") for one in mine.get(each, ())} for mine in held for each in who)

    def granted(self, relation: Relation, *wanted: str) -> tuple[str, ...]:
        """The application's roles that a relation grants one of these rights to, on all of it or a column."""
        key = (relation.owner, relation.grants, *self._by_column.get(relation.identity, ())), wanted
        if key not in self._grantees:
            self._grantees[key] = tuple(sorted(set(self._granted_to(*key))))
        return self._grantees[key]

    @cached_property
    def _grantees(self) -> dict[tuple[Granting, tuple[str, ...]], tuple[str, ...]]:
        """Thousands of relations grant the same."""
        return {}

    def _granted_to(self, granting: Granting, wanted: tuple[str, ...]) -> Iterator[str]:
        owner, *several = granting
        for who, held in (one for grants in several for one in rights(grants).items()):
            plain = {right.rstrip("*") for right in held}
            if (plain & set(wanted) if wanted else plain) and who != owner and self.is_application(who):
                yield who
