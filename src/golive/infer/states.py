"""Which rows count: a column that says so, with the word that the catalog itself uses for it."""

import re

from golive.infer.facts import Facts
from golive.model.catalog import Constraint, Type
from golive.model.leftovers import words
from golive.sqltext.names import quoted

_LIVE = re.compile(r"^(?:is_)?(?:active|enabled|approved|accepted|confirmed)$")
_STATE = re.compile(r"^(?:status|state|(?:membership|member|account|subscription|tenant)_(?:status|state))$")
_ACTIVE = re.compile(r"'(active|accepted|approved|confirmed|joined|enabled)'", re.IGNORECASE)
_GONE = re.compile(r"^(?:deleted|removed|archived)_at$")


def active(facts: Facts, table: str) -> str:
    """Boolean SQL over the table; 'true' where nothing tells rows apart."""
    columns = facts.columns(table)
    for name, column in columns.items():
        if column.type == "boolean" and _LIVE.match(words(name)):
            return quoted(name)
    states = [name for name in columns if _STATE.match(words(name))]
    for name in states:
        if match := _ACTIVE.search(labels(facts, table, name)):
            return f"{quoted(name)} = {match[0]}"
    if states:
        return "true"  # it says so in words that the catalog does not know
    for name, column in columns.items():
        if _GONE.match(words(name)) and not column.not_null:
            return f"{quoted(name)} IS NULL"
    return "true"


def labels(facts: Facts, table: str, name: str) -> str:
    """What the catalog writes beside the column: its default, its checks, the labels of its type, policies."""
    column = facts.columns(table)[name]
    checks = [one.definition for one in facts.live.on(Constraint, table) if one.type == "c" and name in one.columns]
    kind = facts.live.get(Type, column.type)
    quotedly = [f"'{label}'" for label in kind.labels] if kind is not None else []
    return " ".join([column.default, *checks, *quotedly, *facts.policies(table)])


def listed(facts: Facts, table: str, name: str) -> list[str]:
    """The words that a column may hold, where the catalog lists them: a check, or the labels of its type."""
    column = facts.columns(table)[name]
    kind = facts.live.get(Type, column.type)
    if kind is not None and kind.labels:
        return list(kind.labels)
    checks = [one.definition for one in facts.live.on(Constraint, table) if one.type == "c" and one.columns == (name,)]
    several = [re.findall(r"'((?:[^']|'')+)'::", one) for one in checks if "ANY" in one or " OR " in one]
    return list(dict.fromkeys(label.replace("''", "'") for some in several for label in some))
