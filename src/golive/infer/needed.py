"""Rows that others are not complete without: who owns a tenant, and what a word of a state promises."""

import re
from collections.abc import Iterator

from golive.infer.facts import Facts, singular
from golive.infer.habit import Habit
from golive.infer.people import people
from golive.infer.states import active, listed
from golive.infer.tenancy import Tenants
from golive.model.leftovers import words
from golive.sqltext.quoting import ident, literal

_ROLE = re.compile(r"(?:^|_)role(?:_|$)")
_OWNS = re.compile(r"(?:^|_)owner$")


def needed(facts: Facts, tenants: Tenants | None) -> Iterator[Habit]:
    if tenants is not None:
        yield from _owned(facts, tenants)
    yield from _promised(facts)


def _owned(facts: Facts, tenants: Tenants) -> Iterator[Habit]:
    """Each tenant that is active and has people has an owner, in the word that the catalog lists."""
    belonging = {table: tenants.columns[table] for table in people(facts) if table in tenants.columns}
    if tenants.members is not None:
        belonging[tenants.members.table] = tenants.members.tenant
    for table, tenant in sorted(belonging.items()):
        for role in sorted(filter(lambda name: _ROLE.search(words(name)), facts.columns(table))):
            owners = [label for label in listed(facts, table, role) if _OWNS.search(words(label))]
            if len(owners) == 1:
                theirs = _named(table, tenant)
                owning = f"m.{ident(role)} = {literal(owners[0])} AND {active(facts, table)}"
                yield Habit(
                    f"each row of {tenants.root} has a row of {table} whose {role} is {owners[0]}", tenants.root,
                    f"t.{ident(tenants.key)} NOT IN ({theirs} AND {owning})",
                    "nobody may administer the tenant any more, and nobody in it can mend that",
                    f"say in {table} who it is", f"({tenants.active}) AND t.{ident(tenants.key)} IN ({theirs})",
                )  # fmt: skip


def _promised(facts: Facts) -> Iterator[Habit]:
    """A row in a state has a row of the table that is called after that state."""
    for one in facts.pointers:
        if not one.guarded or one.to not in facts.tables or one.to == one.table:
            continue
        name, whole = (words(facts.tables[table].name) for table in (one.table, one.to))
        for state in sorted(facts.columns(one.to)) if name.startswith(singular(whole)) else ():
            for label in listed(facts, one.to, state):
                if singular(name.rpartition("_")[2]) == words(label):
                    by = f"{one.table}.{ident(one.column)}"
                    yield Habit(
                        f"each row of {one.to} whose {state} is {label} stands in {by}", one.to,
                        f"t.{ident(one.key)} NOT IN ({_named(one.table, one.column)})",
                        f"it says that it has a {label}, and nothing is done by it",
                        "take the row from its source, or say another state", f"t.{ident(state)} = {literal(label)}",
                    )  # fmt: skip


def _named(table: str, column: str) -> str:
    """What the rows of a table name by a column."""
    name = f"m.{ident(column)}"
    return " ".join(("SELECT", name, "FROM", table, "AS m WHERE", name, "IS NOT NULL"))
