"""The roles that requests from outside have: what is open to them is open to whoever finds the address."""

from golive.model.catalog import Function, Relation
from golive.rights.reach import uses
from golive.rights.roles import Roles

# As APIs that switch the role for each request name them by default.
_USUAL = frozenset(("anon", "anonymous", "authenticated", "web_anon", "web_user"))


def requesting(roles: Roles) -> tuple[str, ...]:
    """Declared sessions' roles, those that a login switches to without having their rights, and the usual names."""
    switched = {
        membership.role
        for steps in roles.by_member.values()
        for membership in steps
        if membership.set and not membership.inherit and (login := roles.known.get(membership.member)) and login.login
    }
    found = roles.sessions | {
        role.name for role in roles.known.values() if not role.login and role.name in switched | _USUAL
    }
    return tuple(sorted(one for one in found if one in roles.known and roles.is_application(one)))


def open_to(roles: Roles, relation: Relation, *wanted: str) -> tuple[str, ...]:
    """Those of them that hold one of the rights on a relation, and may use its schema."""
    return tuple(
        who
        for who in requesting(roles)
        if who != relation.owner
        and uses(roles, who, relation.schema)
        and any(roles.holds(who, right, relation) for right in wanted)
    )


def callers(roles: Roles, function: Function) -> tuple[str, ...]:
    """Those of them that may call a function by themselves."""
    if function.result in ("trigger", "event_trigger"):
        return ()
    return tuple(
        who for who in requesting(roles) if uses(roles, who, function.schema) and roles.executes(who, function)
    )
