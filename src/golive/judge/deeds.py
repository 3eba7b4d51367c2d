"""What roles do to show a finding: to a relation that is open to them, or by a function that they may call."""

from collections.abc import Iterable

from golive.model.catalog import Relation
from golive.model.deed import EXECUTE, Deed
from golive.rights.policies import COMMANDS
from golive.rights.roles import PUBLIC, Roles


def to_rows(
    roles: Roles, who: Iterable[str], table: Relation, commands: Iterable[str] = COMMANDS, where: str = ""
) -> list[Deed]:
    """Each of the commands by each of the roles that holds it; reading last, since it shows least."""
    named = [one for one in who if one != PUBLIC]
    several = sorted(set(commands), key=lambda one: one == "SELECT")
    held = table if table.is_table else None
    return [
        Deed(role, command, table.identity, where) for command in several for role in named
        if roles.holds(role, command, table) and (held or command == "SELECT")
    ]  # fmt: skip


def by_calling(who: Iterable[str], function: str, comes_to: Iterable[tuple[str, str]]) -> list[Deed]:
    """comes_to: relations, and what it does to them."""
    reached = tuple(dict.fromkeys(comes_to))
    return [Deed(role, EXECUTE, function, comes_to=reached) for role in who if role != PUBLIC]
