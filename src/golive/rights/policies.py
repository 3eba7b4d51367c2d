"""What policies do together: which of them bind a role for a command, what they read, what they compare."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from golive.model.catalog import Column, Function, Policy, Relation
from golive.model.claims import Claims
from golive.model.relation_names import identities_of
from golive.model.scope import outside
from golive.model.snapshot import Snapshot
from golive.rights.bodies import Names
from golive.rights.reach import uses
from golive.rights.roles import PUBLIC, Roles
from golive.rights.tenancy import tenant_keys
from golive.sqltext.expressions import calls
from golive.sqltext.names import parts

COMMANDS = ("SELECT", "INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class Tenancy:
    """Tables, whose rows they hold, and what their policies say."""

    live: Snapshot
    claims: Claims

    @cached_property
    def roles(self) -> Roles:
        return Roles.of(self.live, self.claims)

    @cached_property
    def names(self) -> Names:
        return Names(self.live, self.claims)

    @cached_property
    def confirmed(self) -> bool:
        """A person has said that the database keeps the tenants apart."""
        tenancy = self.claims.tenancy
        return tenancy is not None and tenancy.enforced_by == "database" and not tenancy.proposal

    @cached_property
    def by_application(self) -> bool:
        tenancy = self.claims.tenancy
        return tenancy is not None and tenancy.enforced_by == "application" and not tenancy.proposal

    @cached_property
    def tables(self) -> tuple[Relation, ...]:
        """Every table that is not somebody else's."""
        covered = outside(self.claims)
        return tuple(one for one in self.live.of(Relation) if one.is_table and not covered(one))

    @cached_property
    def policies(self) -> tuple[Policy, ...]:
        covered = outside(self.claims)
        return tuple(one for one in self.live.of(Policy) if not covered(one))

    @cached_property
    def _columns(self) -> dict[str, str]:
        keys = tenant_keys(self.live, self.claims)
        if keys is None:
            return {}
        found = dict(keys.columns)
        if keys.root and self.live.get(Relation, keys.root):
            found[keys.root] = keys.key
        for relation in self.live.of(Relation):  # a child has its parents' columns
            above = next((one for one in relation.parents if one in found), None)
            if relation.identity not in found and above:
                found[relation.identity] = found[above]
        return found

    @property
    def root(self) -> str:
        """The table with one row a tenant, as far as that is known."""
        keys = tenant_keys(self.live, self.claims)
        return keys.root if keys else ""

    @cached_property
    def shared(self) -> frozenset[str]:
        tenancy = self.claims.tenancy
        return frozenset(identities_of(self.live, tenancy.shared)) if tenancy else frozenset()

    def column(self, table: str) -> str | None:
        """The column with the tenant, as far as that is known."""
        return None if table in self.shared else self._columns.get(table)

    @cached_property
    def knows_columns(self) -> bool:
        return bool(self._columns)

    def not_null(self, table: str) -> frozenset[str]:
        return frozenset(one.name for one in self.live.on(Column, table) if one.not_null)

    def of(self, table: str, command: str) -> tuple[Policy, ...]:
        return tuple(one for one in self.live.on(Policy, table) if one.command in ("ALL", command))

    def binds(self, policy: Policy, role: str) -> bool:
        """Whether the policy is for this role; one for PUBLIC is for everybody."""
        return PUBLIC in policy.roles or (role != PUBLIC and bool(self.roles.inherits(role) & set(policy.roles)))

    def coming(self, table: Relation) -> tuple[str, ...]:
        """The application's roles that have a right on the table and its schema; its owner, where sessions are his."""
        holders = {*self.roles.granted(table), *({table.owner} & self.roles.sessions)}
        return tuple(sorted(one for one in holders if uses(self.roles, one, table.schema)))

    def reached_by(self, policy: Policy, table: Relation) -> tuple[str, ...]:
        """The application's roles that the policy is for and that may run its command on the table."""
        return tuple(one for one in self._holding(policy, table) if uses(self.roles, one, table.schema))

    def commands(self, policy: Policy, table: Relation) -> frozenset[str]:
        """Those of its commands that somebody whom it is for may run on the table."""
        reached = self.reached_by(policy, table)
        return frozenset(
            command for command in (COMMANDS if policy.command == "ALL" else (policy.command,))
            if any(self.roles.holds(role, command, table) for role in reached)
        )  # fmt: skip

    def _holding(self, policy: Policy, table: Relation) -> tuple[str, ...]:
        rights = COMMANDS if policy.command == "ALL" else (policy.command,)
        holders = self.roles.granted(table, *rights)
        if PUBLIC in policy.roles:
            return holders
        members = {one for one in holders if one != PUBLIC and self.roles.inherits(one) & set(policy.roles)}
        if PUBLIC in holders:
            members |= {one for one in policy.roles if self.roles.is_application(one)}
        members |= {
            one for one in policy.roles
            if self.roles.is_application(one) and one != table.owner
            and any(self.roles.holds(one, right, table) for right in rights)
        }  # fmt: skip
        return tuple(sorted(members))

    def restricted(self, policy: Policy) -> bool:
        """Whether a restrictive policy stands in front of a permissive one, for all of its commands and roles."""
        commands = COMMANDS if policy.command == "ALL" else (policy.command,)
        over = [
            one for one in self.live.on(Policy, policy.relation or "")
            if not one.permissive and (PUBLIC in one.roles or set(policy.roles) <= set(one.roles))
        ]  # fmt: skip
        return all(any(one.command in ("ALL", command) for one in over) for command in commands)

    @cached_property
    def _functions(self) -> dict[tuple[str, ...], list[Function]]:
        found: dict[tuple[str, ...], list[Function]] = {}
        for one in self.live.of(Function):
            found.setdefault(one.path, []).append(one)
            found.setdefault(one.path[-1:], []).append(one)
        return found

    def functions(self, name: str) -> tuple[Function, ...]:
        """The functions of that name; without a schema, of any."""
        return tuple(self._functions.get(parts(name), ()))

    def followed(self, *texts: str, depth: int = 4) -> Iterator[tuple[str, Function | None]]:
        """Conditions, and the bodies of the functions they call, and so on."""
        seen: set[str] = set()
        open_: list[tuple[str, Function | None]] = [(text, None) for text in texts]
        for _ in range(depth):
            following: list[tuple[str, Function | None]] = []
            for text, function in open_:
                yield text, function
                for name in calls(text):
                    for called in self.functions(name):
                        if called.identity not in seen:
                            seen.add(called.identity)
                            following.append((body(called), called))
            open_ = following


def body(function: Function) -> str:
    """What a function does, as far as it is text of SQL."""
    return function.sql_body or (function.body if function.language in ("sql", "plpgsql") else "")
