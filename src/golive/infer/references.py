"""[[reference]]: places whose values were found to be keys of another table."""

from collections.abc import Iterator
from typing import Any

from golive.infer.facts import Facts
from golive.infer.links import COMMON, FOUND, KINDS, SAME, TEMPLATES, VALUES, Link, called, links
from golive.infer.proposal import Certainty, Proposal
from golive.infer.tenancy import Tenants
from golive.model import questions as q
from golive.sqltext.quoting import ident

_SHARE = 0.5  # of the values, that must be keys before anybody is asked
_WHY = "no foreign key looks there: what it names may be gone, or another tenant's, and nothing says so"
Counts = dict[str, int]


def references(facts: Facts, tenants: Tenants | None) -> Iterator[Proposal]:
    best: dict[tuple[str, str, str, str], tuple[Link, Counts]] = {}
    for link in links(facts, tenants):
        told = q.LINK.told(facts.live.evidence.get(link.question))
        if told is None or not told.counts[VALUES] or told.counts[FOUND] < _SHARE * told.counts[VALUES]:
            continue
        place = (link.table, link.column, link.path, link.kind)
        if place not in best or _better(facts, link, told.counts, *best[place]):
            best[place] = link, told.counts
    names: set[str] = set()
    for link, counts in best.values():
        name = called(link)
        if name in names:
            name = f"{name}, {link.column}"
        names.add(name)
        certainty = _certainty(link, counts)
        if certainty is Certainty.SURE and link.people and not (tenants and tenants.by_database):
            certainty = Certainty.LIKELY  # that only members act in a tenant is the application's affair
        yield Proposal("reference", _claim(facts, link, counts, name), certainty, _said(link, counts))


def _better(facts: Facts, link: Link, counts: Counts, other: Link, others: Counts) -> bool:
    """More of the values first; of equals who belongs to the tenant, then those who sign in before their profiles."""

    def rank(one: Link, met: Counts) -> tuple[int, int, bool, bool]:
        return met[FOUND], _same(one, met), one.people, one.to not in facts.tables

    return rank(link, counts) > rank(other, others)


def _same(link: Link, counts: Counts) -> int:
    return counts[SAME] + counts[COMMON] if link.to_tenant else 0


def _certainty(link: Link, counts: Counts) -> Certainty:
    whole = counts[FOUND] + counts[TEMPLATES] == counts[VALUES]
    of_tenant = not link.to_tenant or _same(link, counts) + counts[TEMPLATES] == counts[VALUES]
    if whole and of_tenant and counts[KINDS] > 1 and (link.to_tenant or not link.people):
        return Certainty.SURE
    return Certainty.LIKELY if whole and (of_tenant or counts[KINDS] == 1) else Certainty.GUESS


def _claim(facts: Facts, link: Link, counts: Counts, name: str) -> dict[str, Any]:
    claim: dict[str, Any] = {
        "name": name,
        "table": link.table,
        "column": link.column,
        "key": list(facts.keys(link.table)),
    }
    if link.path:
        integer = link.kind == "number"
        key = facts.columns(link.to)[link.key].type
        claim |= {"path": link.path, "type": "integer" if integer else "uuid" if key == "uuid" else "text"}
    if link.array:
        claim["array"] = True
    claim["to"] = link.to
    if link.key != "id":
        claim["equals"] = f"r.{ident(link.key)}"
    if link.to_tenant and _same(link, counts):
        claim["tenant"] = link.tenant
        claim |= {"to_tenant": link.to_tenant} if link.to_tenant != link.tenant else {}
        claim |= {"shared": True} if counts[COMMON] else {}
    if held := _holding(facts, link):
        claim["held_by"] = held
    claim |= {"templates": True} if counts[TEMPLATES] else {}
    return claim | {"why": _WHY}


def _holding(facts: Facts, link: Link) -> dict[str, list[str]]:
    """The kinds of objects that always hold one, by the key that tells them apart."""
    told = q.HOLDERS.told(facts.live.evidence.get(link.held)) if link.held else None
    pairs = [one.split(" ", 1) for one in told.counts] if told else []
    return {key: [kind for other, kind in pairs if other == key] for key, _ in pairs[:1]}


def _said(link: Link, counts: Counts) -> tuple[str, ...]:
    share = 100 * counts[FOUND] // counts[VALUES]
    said = [
        f"{counts[FOUND]} of {counts[VALUES]} values ({share} %, {counts[KINDS]} different) are keys of {link.to}",
        *([f"{_same(link, counts)} of them are of the row's own tenant, or of everybody"] if link.to_tenant else []),
        *([f"{counts[TEMPLATES]} are filled in later"] if counts[TEMPLATES] else []),
    ]
    return tuple(said)
