"""What roles do to show a finding: to a relation that is open to them, or by a function that they may call."""

from collections.abc import Iterable

from golive.model.catalog import Relation
from golive.model.deed import EXECUTE, Deed
from golive.rights.policies import COMMANDS
from golive.rights.requests import requesting
from golive.rights.roles import PUBLIC, Roles


def to_rows(
    roles: Roles, who: Iterable[str], table: Relation, commands: Iterable[str] = COMMANDS, where: str = ""
) -> list[Deed]:
    """Each of the commands by each of the roles that holds it; reading last, since it shows least."""
    several = sorted(set(commands) if table.is_table else {"SELECT"}, key=lambda one: one == "SELECT")
    return [
        Deed(role, command, table.identity, where) for command in several for role in somebody(roles, who)
        if roles.holds(role, command, table)
    ]  # fmt: skip


def by_calling(roles: Roles, who: Iterable[str], function: str, comes_to: Iterable[tuple[str, str]]) -> list[Deed]:
    """comes_to: relations, and what it does to them."""
    reached = tuple(dict.fromkeys(comes_to))
    return [Deed(role, EXECUTE, function, comes_to=reached) for role in somebody(roles, who)]


def somebody(roles: Roles, who: Iterable[str]) -> list[str]:
    """Roles that can be: what everybody may do, those do who come in."""
    named = list(who)
    return [*(one for one in named if one != PUBLIC), *(requesting(roles) if set(named) == {PUBLIC} else ())]
