"""The tables of people, and of who belongs to whom."""

import re
from dataclasses import dataclass

from golive.infer.facts import Facts, Pointer, singular
from golive.infer.states import active
from golive.model.catalog import Relation
from golive.model.leftovers import words

_PEOPLE = re.compile(r"(?:^|_)(?:user|profile|person|people|member|identity|login|auth_user|app_user|customuser)s?$")
MAIL = re.compile(r"^(?:e_?mail|email_address|primary_email|user_email|mail)$")
_LOGS_IN = re.compile(
    r"password|passwd|last_(?:sign_in|login)|email_(?:verified|confirmed)|two_factor|mfa_|provider_id$"
)
TENANT = re.compile(
    r"(?:^|_)(?:tenant|organi[sz]ation|org|workspace|company|account|team|clinic|customer|client|site|store|shop|merchant"
    r"|school|practice|business|agency|firm|group|club|hotel|institution|facility|hospital|partner|venue|restaurant"
    r"|brand|franchise|branch|space|realm|household|community|church|seller|supplier|publisher|instance)$"
)
_OF_USER = re.compile(r"^(?:auth_|account_)?(?:user|profile|person)_?(?:id|uuid)$")
BY = re.compile(
    r"(?:^|_)(?:by|creator|author|inviter|invited|assignee|assigned|approver|reviewer|sender|uploader|editor|manager"
    r"|owner|delegate|created|updated|deleted|granted|revoked|requested)(?:_|$)"
)
_INVITED = re.compile(r"invit|request|application|pending|log|history|audit|session|notification|device|token")


@dataclass(frozen=True, slots=True)
class Membership:
    """A table in which a person and a tenant stand together."""

    table: str
    tenant: str
    user: str
    people: str
    where: str = "true"
    evidence: tuple[str, ...] = ()


def people(facts: Facts) -> dict[str, int]:
    """Tables with one row per person who signs in, by how many columns point to them."""
    found = {one.identity: 0 for one in facts.live.of(Relation) if one.is_table and _is_people(facts, one)}
    belonging = {one.table for one in facts.pointers if one.to in found and one.table in found and one.table != one.to}
    found = {one: 0 for one in found if one not in belonging or _signs_in(facts, one)}
    for pointer in facts.pointers:
        if pointer.to in found and pointer.table not in found:
            found[pointer.to] += 1
    return found


def _is_people(facts: Facts, relation: Relation) -> bool:
    name = singular(words(relation.name))
    if _PEOPLE.search(name):
        return bool(facts.key(relation.identity))
    return not TENANT.search(name) and _signs_in(facts, relation.identity)


def _signs_in(facts: Facts, table: str) -> bool:
    names = [words(one) for one in facts.columns(table)]
    return any(MAIL.match(one) for one in names) and any(_LOGS_IN.search(one) for one in names)


def membership(facts: Facts, root: str, columns: dict[str, str], persons: dict[str, int]) -> Membership | None:
    """The table that policies or keys make the link between people and tenants."""
    named = {facts.tables[one].name for one in facts.tables if facts.tables[one].row_security}
    texts = " ".join(text for table in facts.tables for text in facts.policies(table))
    texts += " ".join(function.body + function.sql_body for function in facts.functions)
    best: tuple[int, str, Membership] | None = None
    for table, tenant in columns.items():
        if table in persons or table == root or table not in facts.tables:
            continue
        users = [one for one in _to_people(facts, table, persons) if not BY.search(words(one.column))]
        if not users:
            continue
        user = users[0]
        name = words(facts.tables[table].name)
        together = any(set(key) >= {tenant, user.column} and len(key) <= 3 for key in facts.unique(table))
        read = len(re.findall(rf"(?<![\w$]){re.escape(facts.tables[table].name)}(?![\w$])", texts)) if named else 0
        called = bool(re.search(r"member|staff|_roles?$|_users?$|^user_|employee|team", name))
        score = 4 * together + min(read, 6) + 2 * called - 4 * bool(_INVITED.search(name))
        where = active(facts, table)
        said = [f"{where} says which memberships count"] if where != "true" else []
        evidence = [f"{table} holds {tenant} beside {user.column}, which names rows of {user.to}"]
        evidence += [f"one row for each pair: a unique key over {tenant} and {user.column}"] if together else []
        evidence += [f"policies and functions read it {read} times"] if read else []
        found = Membership(table, tenant, user.column, user.to, where, (*evidence, *said))
        used = bool(read) or called or not named
        if score >= 4 and used and (best is None or (score, table) > best[:2]):
            best = (score, table, found)
    return best[2] if best else None


def _to_people(facts: Facts, table: str, persons: dict[str, int]) -> list[Pointer]:
    """Columns that name a person, the plainest first: user_id before manager_id."""
    found = [one for one in facts.pointers_of(table) if one.to in persons]
    named = {one.column for one in found}
    first = max(persons, key=lambda one: (persons[one], one), default="")
    found += [
        Pointer(table, name, first, facts.key(first), guarded=False)
        for name in facts.columns(table)
        if first and name not in named and _OF_USER.match(words(name))
    ]
    return sorted(found, key=lambda one: (_plain(one.column), one.column))


def _plain(column: str) -> int:
    return 0 if re.match(r"^(?:auth_)?user_?(?:id|uuid)?$", words(column)) else 1 + bool(BY.search(words(column)))
