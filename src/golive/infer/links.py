"""Values that seem to be keys of another table and that no foreign key guards: columns, arrays, places in documents."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from golive.infer.facts import Facts, singular
from golive.infer.people import BY, people
from golive.infer.shapes import can_point, is_document, is_text
from golive.infer.tenancy import Tenants
from golive.model import questions as q
from golive.model.leftovers import words
from golive.sqltext.names import parts

VALUES, KINDS, FOUND, SAME, COMMON, TEMPLATES = "values", "kinds", "found", "same tenant", "of nobody", "templates"
_ENDS = re.compile(r"_?(?:id|uuid|key|ref|fk)s?$")
_PERSON = re.compile(
    r"(?:^|_)(?:assignee|assigned|owner|author|recipient|reviewer|approver|user|person|member|manager)s?$"
)
_NAME = re.compile(r"^[A-Za-z_]\w{0,60}$")
NUMBER, STRING = "number", "string"


@dataclass(frozen=True, slots=True)
class Link:
    """A place whose values may be keys of a table; path is of a document."""

    table: str
    column: str
    to: str
    key: str
    path: str = ""
    kind: str = ""  # of the values in a document: number, string
    array: bool = False
    tenant: str = ""
    to_tenant: str = ""
    people: bool = False  # it leads to who belongs to the tenant, not only to who there is

    @property
    def question(self) -> str:
        place = " ".join(filter(None, (self.table, self.column, self.path, self.kind)))
        return q.LINK.of(f"{place} > {self.to} {self.key}")

    @property
    def held(self) -> str:
        """Which objects of the documents hold it; nothing where it has no name of its own there."""
        return q.HOLDERS.of(f"{self.table} {self.column} {self.leaf}") if re.search(r"\.\w+$", self.path) else ""

    @property
    def leaf(self) -> str:
        """What the place is called last."""
        found = re.findall(r"\w+", self.path)
        return found[-1] if found else self.column


def links(facts: Facts, tenants: Tenants | None) -> tuple[Link, ...]:
    found = [*_columns(facts, tenants), *_documents(facts, tenants), *_members(facts, tenants)]
    return tuple(dict.fromkeys(found))


def targets(facts: Facts, name: str) -> list[str]:
    """Tables that a place of this name may lead to, the best first: what they are called ends as it does."""
    said = words(name)
    stem = _ENDS.sub("", said)
    if not stem:
        return []
    plain = stem != said or singular(stem) != stem
    wanted = singular(stem).split("_")
    scored = []
    for table in facts.tables:
        if not facts.key(table):
            continue
        called = singular(words(facts.tables[table].name)).split("_")
        if (score := _alike(wanted, called)) and (plain or score == _EXACT):
            scored.append((score, table))
    if _PERSON.search(stem) or BY.search(stem):
        persons = people(facts)
        named = any(persons.values())  # where keys point to some of them, those are meant
        scored += [(0.5, table) for table, times in persons.items() if facts.key(table) and (times or not named)]
    return [table for _, table in sorted(scored, key=lambda one: (-one[0], len(one[1]), one[1]))][:3]


_EXACT = 4.0


def _alike(wanted: Sequence[str], called: Sequence[str]) -> float:
    if _same(wanted, called):
        return _EXACT
    if len(wanted) > len(called) and _same(wanted[-len(called) :], called):
        return 3.0
    if len(called) > len(wanted) and _same(called[-len(wanted) :], wanted):
        return 2.0
    return 1.0 if _same(wanted[-1:], called[-1:]) and len(called) > 1 else 0.0


def _same(some: Sequence[str], others: Sequence[str]) -> bool:
    def one(a: str, b: str) -> bool:
        shorter, longer = sorted((a, b), key=len)
        return a == b or (len(shorter) > 2 and len(longer) > len(shorter) + 3 and longer.startswith(shorter))

    return len(some) == len(others) and all(one(a, b) for a, b in zip(some, others, strict=True))


def _columns(facts: Facts, tenants: Tenants | None) -> Iterator[Link]:
    guarded = {(one.table, one.column) for one in facts.pointers if one.guarded}
    for table in facts.tables:
        own = {*facts.keys(table), tenants.columns.get(table, "") if tenants else ""}
        for name, column in facts.columns(table).items():
            kind, array = column.type.removesuffix("[]"), column.type.endswith("[]")
            if (table, name) in guarded or name in own or not can_point(kind):
                continue
            plain = _ENDS.sub("", words(name)) == words(name)
            if plain and (is_text(kind) or not (_PERSON.search(words(name)) or BY.search(words(name)))) and not array:
                continue
            for to in targets(facts, name):
                key = facts.columns(to)[facts.key(to)]
                if to != table and _fits(kind, key.type):
                    yield _tenanted(tenants, Link(table, name, to, key.name, array=array))


def _documents(facts: Facts, tenants: Tenants | None) -> Iterator[Link]:
    for table in facts.tables:
        for name, column in facts.columns(table).items():
            told = q.DOCUMENT.told(facts.live.evidence.get(q.DOCUMENT.of(column.identity)))
            if not is_document(column.type) or told is None:
                continue
            for place in told.counts:
                kind, path = place.split(" ", 1)
                leaf = (re.findall(r"\w+", path) or [name])[-1]
                for to in targets(facts, leaf):
                    key = facts.columns(to)[facts.key(to)]
                    if (kind == NUMBER) == key.type.endswith("int") or (kind == NUMBER) == (key.type == "integer"):
                        yield _tenanted(tenants, Link(table, name, to, key.name, path=path, kind=kind))


def _members(facts: Facts, tenants: Tenants | None) -> Iterator[Link]:
    """Who is named in a tenant's row belongs to the tenant: a foreign key to the table of people does not say so."""
    if tenants is None or tenants.members is None:
        return
    belongs = tenants.members
    user = facts.columns(belongs.table)[belongs.user]
    persons = people(facts)
    for table in (*tenants.columns, *tenants.through, tenants.root):
        for name, column in facts.columns(table).items():
            pointed = any(one.column == name and one.to in persons for one in facts.pointers_of(table))
            named = _PERSON.search(_ENDS.sub("", words(name))) or BY.search(words(name))
            kind, array = column.type.removesuffix("[]"), column.type.endswith("[]")
            if table == belongs.table or kind != user.type or not (pointed or named):
                continue
            tenant = tenants.key if table == tenants.root else tenants.columns.get(table, "")
            yield Link(
                table, name, belongs.table, belongs.user, array=array, tenant=tenant,
                to_tenant=belongs.tenant if tenant else "", people=True,
            )  # fmt: skip


def _tenanted(tenants: Tenants | None, link: Link) -> Link:
    own = tenants.columns.get(link.table, "") if tenants else ""
    other = tenants.columns.get(link.to, "") if tenants else ""
    if not (own and other):
        return link
    return Link(link.table, link.column, link.to, link.key, link.path, link.kind, link.array, own, other)


def _fits(kind: str, key: str) -> bool:
    integers = ("integer", "bigint", "smallint")
    return kind == key or (kind in integers and key in integers) or (is_text(kind) and (is_text(key) or key == "uuid"))


def is_name(text: str) -> bool:
    """Whether a key of a document is a name that somebody chose, and no value."""
    return _NAME.match(text) is not None


def called(link: Link) -> str:
    """The claim's name: what is named where."""
    return f"{link.leaf} of {parts(link.table)[-1]}" + (" belongs to the tenant" if link.people else "")
