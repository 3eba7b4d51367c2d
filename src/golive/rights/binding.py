"""Whom row security binds, and which policies speak for him."""

from golive.model.catalog import Policy, Relation
from golive.rights.roles import Roles
from golive.sqltext.conditions import holds_for_none


def binds(roles: Roles, name: str, table: Relation) -> bool:
    """Whether the policies of a table filter what a role reads and writes there."""
    if not table.row_security or roles.bypasses(name):
        return False
    return table.forced or table.owner not in roles.inherits(name)


def speaking(roles: Roles, name: str, table: Relation, command: str) -> tuple[Policy, ...]:
    """The permissive policies that can let rows through to a role for a command."""
    who = roles.inherits(name)
    return tuple(
        policy
        for policy in roles.live.on(Policy, table.identity)
        if policy.permissive
        and policy.command in ("ALL", command)
        and set(policy.roles) & who
        and not holds_for_none(policy.check if command == "INSERT" and policy.check else policy.using)
    )


def silent(roles: Roles, name: str, table: Relation, command: str) -> bool:
    """Row security binds the role and no policy lets a row through: it sees and changes nothing."""
    return binds(roles, name, table) and not speaking(roles, name, table, command)
