"""[[rows]]: what everybody finds: rows of no tenant, marked as the system's, the same for each tenant, or shared."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from golive.infer.facts import MARK, Facts
from golive.infer.people import people
from golive.infer.proposal import Certainty, Proposal
from golive.infer.seals import profile
from golive.infer.shapes import FILLED, is_text
from golive.infer.tenancy import Tenants
from golive.model import questions as q
from golive.model.catalog import Column, Membership, Role
from golive.model.leftovers import is_password, words
from golive.model.migration_tools import tool_of
from golive.rights.grants import rights
from golive.sqltext.names import parts
from golive.sqltext.quoting import ident

MOST = 40  # rows that are written down
_NAME = re.compile(r"^(?:slug|code|key|name|type|title|label|identifier|handle)$|_(?:slug|code|key|name|type)$")
_MEANT = re.compile(r"role|template|function|layout|plan|permission|categor|section|type|status|setting|feature_flag")
_LOG = re.compile(r"log|audit|histor|event|session|queue|message|notification(?!_template)|invitation")
_PASSING = re.compile(
    r"_(?:at|on|by|date|count|until)$|^(?:created|updated|deleted|modified|last)(?:_|$)|usage|embedding|search"
)


@dataclass(frozen=True, slots=True)
class SystemRows:
    """Rows of one table that a claim could hold: which, by what key, for each tenant or once."""

    table: str
    key: tuple[str, ...]
    where: str
    tenant: str = ""  # for each of them
    why: str = ""

    @property
    def question(self) -> str:
        return q.SYSTEM_ROWS.of(self.table, self.where, self.tenant)


def system_rows(facts: Facts, tenants: Tenants | None) -> Iterator[SystemRows]:
    """What is worth asking."""
    if tenants is None:
        return
    persons = people(facts)
    for table, relation in facts.tables.items():
        columns = facts.columns(table)
        if table == tenants.root or tool_of(facts.live, relation) is not None:
            continue
        if table in persons or _LOG.search(words(relation.name)) or _of_people(facts, table, persons):
            continue
        key = _key(facts, table, tenants.columns.get(table, ""))
        if not key:
            continue
        mark = next((one for one, column in columns.items() if column.type == "boolean" and MARK.match(words(one))), "")
        tenant = tenants.columns.get(table, "")
        if tenant and table in tenants.nullable:
            yield SystemRows(table, key, f"{ident(tenant)} IS NULL", why="they have no tenant")
        elif tenant and mark:
            yield SystemRows(table, key, ident(mark), tenant, "each tenant has the same")
        elif tenant and columns[tenant].not_null and not any(one.to in persons for one in facts.pointers_of(table)):
            yield SystemRows(table, key, "true", tenant, "each tenant has the same")
        elif mark:
            yield SystemRows(table, key, ident(mark), why=f"{mark} marks them")
        elif table in tenants.shared and not any(one.guarded for one in facts.pointers_of(table)):
            yield SystemRows(table, key, "true", why="they belong to everybody, and refer to nobody")


def _of_people(facts: Facts, table: str, persons: Collection[str]) -> bool:
    """What a person wrote or has: who wrote a system row is no part of its key."""
    needed = {name for name, column in facts.columns(table).items() if column.not_null}
    named = any(one.to in persons and one.column in needed for one in facts.pointers_of(table))
    return named or any(re.match(r"^e_?mail", words(name)) for name in needed)


def _key(facts: Facts, table: str, tenant: str) -> tuple[str, ...]:
    """Columns of a unique key that people chose: names, codes; beside the tenant, which every such key may have."""
    columns = facts.columns(table)
    found = []
    for key in facts.unique(table):
        names = tuple(one for one in key if one in columns and one != tenant)
        if names and names != ("id",) and all(is_text(columns[one].type) or "." in columns[one].type for one in names):
            found.append(names)
    if found:
        return min(found, key=lambda one: (len(one), one))
    seen = profile(facts, table)
    named = [
        one for one, column in columns.items()
        if is_text(column.type) and _NAME.search(words(one)) and seen and seen.of(one, FILLED) == seen.rows > 0
    ]  # fmt: skip
    return (min(named, key=lambda one: (not re.search(r"name$", words(one)), columns[one].position)),) if named else ()


def written(facts: Facts, rows: SystemRows, tenants: Tenants | None) -> list[Column]:
    """The columns whose contents are part of what a system row is: no keys, times, people, counts or secrets."""
    pointing = {one.column for one in facts.pointers_of(rows.table)}
    apart = {tenants.columns.get(rows.table, "")} if tenants else set()
    kept = []
    for name, column in facts.columns(rows.table).items():
        passing = _PASSING.search(words(name)) or column.generated or column.as_identity or is_password(name, column)
        by_server = (
            column.default and name not in rows.key and re.search(r"nextval|uuid|now\(|CURRENT_", column.default)
        )
        stored = column.type.startswith(("timestamp", "date", "tsvector", "bytea", "vector", "interval"))
        if name in rows.key or not (passing or by_server or stored or name in pointing | apart):
            kept.append(column)
    return sorted(kept, key=lambda one: one.position)


def proposals(facts: Facts, tenants: Tenants | None) -> Iterator[Proposal]:
    for one in system_rows(facts, tenants):
        told = q.SYSTEM_ROWS.told(facts.live.evidence.get(one.question))
        if told is None or not (0 < told.counts["rows"] <= MOST) or told.counts["keys"] < told.counts["rows"]:
            continue
        if one.tenant and not told.counts["alike"]:
            continue
        claim: dict[str, Any] = {
            "name": f"{parts(one.table)[-1]}, {one.why}", "table": one.table, "key": list(one.key), "where": one.where,
            **({"per_tenant": one.tenant} if one.tenant else {}),
            "why": "the application looks them up by name: one that is missing or differs is missed where it is used",
        }  # fmt: skip
        if one.where == "true":
            claim.pop("where")
        each = f" of each of {told.counts['tenants']} tenants" if one.tenant else ""
        said = f"{told.counts['rows']} rows{each}: {one.why}; by {', '.join(one.key)} each is one"
        several = told.counts["rows"] > 1 and (not one.tenant or told.counts["tenants"] > 1)
        marked = one.where != "true" or bool(placeholders(facts, one.table))
        meant, given = bool(_MEANT.search(words(parts(one.table)[-1]))), _writes_nobody(facts, one.table)
        sure = several and ((marked and meant) or (given and not one.tenant and (marked or meant)))
        yield Proposal("rows", claim, Certainty.SURE if sure else Certainty.LIKELY, (said, *_filled(facts, one)))
        if sure and not one.tenant and given:
            yield _frozen(facts, one, told.counts["rows"])


def _writes_nobody(facts: Facts, table: str) -> bool:
    """Whether rows come with migrations only: no role but the owner may write, and nobody signs in as the owner."""
    owner = facts.tables[table].owner
    others = (held for who, held in rights(facts.tables[table].grants).items() if who != owner)
    login = facts.live.get(Role, owner)
    members = {one.role for one in facts.live.of(Membership)}
    written = any(held & {"INSERT", "UPDATE", "DELETE", "TRUNCATE"} for held in others)
    return login is not None and not login.login and owner not in members and not written


def _frozen(facts: Facts, rows: SystemRows, number: int) -> Proposal:
    """With the texts, which [[rows]] does not hold; without what writes itself."""
    columns = facts.columns(rows.table)
    passing = [one for one in sorted(columns) if _PASSING.search(words(one)) or columns[one].generated]
    counted = [one for one in facts.keys(rows.table) if columns[one].as_identity or columns[one].default]
    without = sorted({*passing, *counted})
    claim: dict[str, Any] = {"table": rows.table, **({"without": without} if without else {})}
    claim |= {"where": rows.where} if rows.where != "true" else {}
    claim["why"] = "no role of the application may write them: what changed them was no request"
    return Proposal("frozen", claim, Certainty.SURE, (f"{number} rows that nobody but their owner may write",))


def _filled(facts: Facts, rows: SystemRows) -> list[str]:
    seen = profile(facts, rows.table)
    names = [one for one in facts.columns(rows.table) if seen and seen.of(one, "placeholder")]
    return [f"{', '.join(names)} hold placeholders in double braces"] if names else []


def placeholders(facts: Facts, table: str) -> list[str]:
    """Columns whose texts hold names to be filled in."""
    seen = profile(facts, table)
    return [one for one in facts.columns(table) if seen and seen.of(one, "placeholder")]
