"""Every proposal that a snapshot gives, and the sure ones as claims."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from pydantic import ValidationError

from golive.infer import system
from golive.infer.facts import Facts
from golive.infer.habits import habitual
from golive.infer.outside import schemas_of_others, theirs
from golive.infer.own_rows import own_columns, shared_rows
from golive.infer.people import Membership
from golive.infer.proposal import Certainty, Proposal
from golive.infer.references import references
from golive.infer.schedules import feeds, labels, schedules, trees
from golive.infer.seals import credentials, tokens
from golive.infer.sessions import Session, sessions
from golive.infer.surroundings import histories, mails, queues, server
from golive.infer.tenancy import MANY, Tenants, tenants
from golive.model.claim_kind import KINDS
from golive.model.claims import Claims
from golive.model.snapshot import NotObserved, Snapshot
from golive.model.typed_toml import tuples
from golive.sqltext.quoting import ident
from golive.sqltext.visible import visible_line

T = TypeVar("T")
_MOST, _FEW = 0.5, 0.25  # of the tables, that lead to the tenant
_LONGEST = 110  # characters of a claim's name
SINGLE = frozenset({"tenancy", "server"})  # kinds of which a platform has one


@dataclass(frozen=True)
class Inference:
    """What a database says of itself. The tenancy that it says is a proposal too, however sure."""

    facts: Facts
    tenants: Tenants | None
    sessions: tuple[Session, ...]
    proposals: tuple[Proposal, ...]
    unread: tuple[str, ...] = ()  # why something of it could not be asked

    def of(self, kind: str) -> tuple[Proposal, ...]:
        return tuple(one for one in self.proposals if one.kind == kind)

    @cached_property
    def sure(self) -> tuple[Proposal, ...]:
        return tuple(one for one in self.proposals if one.sure)

    def with_rows(self, whole: Mapping[Proposal, Mapping[str, Any]]) -> "Inference":
        """With the contents of system rows, that were read for platform.toml and are no evidence."""
        filled = (replace(one, claim=whole[one]) if one in whole else one for one in self.proposals)
        return replace(self, proposals=tuple(one for one in filled if one.claim))

    def claims(self, name: str, title: str = "") -> Claims:
        """The sure proposals as a platform's claims, each marked as one that nobody has confirmed."""
        document: dict[str, Any] = {"platform": {"name": name, "title": title or name}}
        for one in self.sure:
            if one.kind == "rows" and "expect" not in one.claim:
                continue
            claim = {**one.claim, "proposal": True}
            if one.kind in SINGLE:
                document[one.kind] = claim
            else:
                document.setdefault(one.kind, []).append(claim)
        return Claims.model_validate(tuples(document))


def infer(live: Snapshot) -> Inference:
    """By the catalog alone, and by what was asked of the rows where it was."""
    unread: dict[str, None] = {}

    def known(part: Callable[[], Iterable[T]]) -> tuple[T, ...]:
        """What it gives; nothing where a kind of object that it reads was not to be read."""
        try:
            return tuple(part())
        except NotObserved as error:
            unread[str(error)] = None
            return ()

    facts = Facts(live, known(lambda: schemas_of_others(live)))
    whose = next(iter(known(lambda: (tenants(facts),))), None)
    ways_in = known(lambda: sessions(facts, whose)) if whose is None or whose.by_database else ()
    roles = [one.role for one in ways_in]
    whose = next(iter(known(lambda: (_of_one_owner(facts, whose, roles),))), None)
    parts: tuple[Callable[[], Iterable[Proposal]], ...] = (
        lambda: _outside(live),
        lambda: _tenancy(facts, whose, roles),
        lambda: _identities(whose, ways_in),
        lambda: histories(live),
        lambda: credentials(facts, whose),
        lambda: references(facts, whose),
        lambda: trees(facts, whose),
        lambda: schedules(facts),
        lambda: tokens(facts),
        lambda: labels(facts),
        lambda: feeds(facts),
        lambda: system.proposals(facts, whose),
        lambda: habitual(facts, whose),
        lambda: mails(facts, whose),
        lambda: queues(facts),
        lambda: server(live),
    )
    proposals = [one for part in parts for one in known(part)]
    return Inference(facts, whose, ways_in, tuple(_sayable(proposals)), tuple(unread))


def _sayable(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Each under a name of its own that a file takes; a table may have any name, and what no claim can say is left."""
    taken: set[tuple[str, str]] = set()
    for one in proposals:
        claim = dict(one.claim)
        if one.kind != "identity" and (name := claim.get("name")):
            short = plain = visible_line(name)[:_LONGEST]
            turn = 1
            while (one.kind, short) in taken:
                turn += 1
                short = f"{plain} ({turn})"
            taken.add((one.kind, short))
            claim["name"] = short
        rows = {"expect": [dict.fromkeys(claim["key"], "")]} if one.kind == "rows" else {}
        with suppress(ValidationError):
            KINDS[one.kind].model.model_validate(tuples({**claim, **rows}))
            yield replace(one, claim=claim)


def _of_one_owner(facts: Facts, whose: Tenants | None, roles: Collection[str]) -> Tenants | None:
    """Where nothing says who belongs to whom, and policies go by a tenant's one owner, he is its only member."""
    if whose is None or whose.members is not None or not whose.by_database:
        return whose
    owner = own_columns(facts, whose, roles).get(whose.root)
    to = next((one.to for one in facts.pointers_of(whose.root) if one.column == owner), "")
    said = f"each row of {whose.root} names its one owner by {owner}"
    return replace(whose, members=Membership(whose.root, whose.key, owner, to, evidence=(said,))) if owner else whose


def _outside(live: Snapshot) -> Iterator[Proposal]:
    for one in theirs(live):
        said = {"schema": one.schema} if one.schema else {"role": one.role}
        what = "schema" if one.schema else "role"
        reason = f"a {what} that {one.owner} installs and looks after; the application only uses it"
        yield Proposal("outside", {**said, "owner": one.owner, "reason": reason}, Certainty.SURE, (one.evidence,))


def _tenancy(facts: Facts, whose: Tenants | None, roles: Collection[str]) -> Iterator[Proposal]:
    if whose is None:
        return
    names = dict.fromkeys(sorted(whose.columns.values(), key=list(whose.columns.values()).count, reverse=True))
    claim: dict[str, Any] = {
        "root": whose.root,
        "key": whose.key,
        "columns": list(names),
        "enforced_by": "database" if whose.by_database else "application",
        "active": whose.active,
        "shared": list(whose.shared),
        "nullable": list(whose.nullable),
        "through": {table: one.column for table, one in whose.through.items()},
        "own": own_columns(facts, whose, roles) if whose.by_database else {},
        "shared_rows": shared_rows(facts, whose, roles) if whose.by_database else {},
    }
    if whose.members is not None:
        one = whose.members
        claim["members"] = {"table": one.table, "tenant": one.tenant, "user": one.user, "where": one.where}
    said = {key: value for key, value in claim.items() if value not in ([], {}, "true")}
    number = len(whose.columns)
    evidence = [
        f"{number} of {len(facts.tables)} tables name a row of {whose.root} by {' or '.join(names)}",
        f"{len(whose.through)} more lead there by a foreign key, {len(whose.shared)} do not",
        f"policies of {len(whose.secured)} of the {number} tables compare that column",
    ]
    evidence += [f"{len(whose.nullable)} tables hold rows without a tenant, or reckon with them"] * bool(whose.nullable)
    evidence += list(whose.members.evidence) if whose.members else []
    plain = number >= MANY and whose.ahead >= 1.5 and (whose.share >= _MOST or 2 * len(whose.secured) > number)
    few = number < MANY or whose.share < _FEW
    nothing_else = few and not whose.by_database and whose.members is None  # a shop's customers look so, too
    certainty = Certainty.SURE if plain else Certainty.GUESS if nothing_else else Certainty.LIKELY
    yield Proposal("tenancy", said, certainty, tuple(evidence))


def _identities(whose: Tenants | None, ways_in: tuple[Session, ...]) -> Iterator[Proposal]:
    for one in ways_in:
        claim: dict[str, Any] = {"name": one.role, "role": one.role}
        if one.settings:
            claim["settings"] = one.settings
        if one.claims:
            claim["claims"] = one.claims
        by_user, by_tenant = "{user}" in one.placeholders, "{tenant}" in one.placeholders
        listed = _listed(whose, by_user) if by_user or by_tenant else ""
        if (by_user or by_tenant) and not listed:
            evidence = (*one.evidence, "nothing says which users belong to which tenants")
            yield Proposal("identity", {**claim, "sessions": "SELECT NULL, NULL"}, Certainty.GUESS, evidence)
            continue
        if listed:
            claim["sessions"] = listed
        sure = not one.strange and (not listed or (whose is not None and (not by_user or whose.members is not None)))
        yield Proposal("identity", claim, Certainty.SURE if sure else Certainty.LIKELY, one.evidence)


def _listed(whose: Tenants | None, by_user: bool) -> str:
    """The query that lists whom a session may be of."""
    one = whose.members if whose is not None and by_user else None
    if whose is None or (by_user and one is None):
        return ""
    names, table, where = (
        ((one.tenant, one.user), one.table, one.where) if one else ((whose.key,), whose.root, whose.active)
    )
    chosen = ", ".join(f"{ident(name)}::text" for name in names)
    order = ", ".join(str(n) for n in range(1, len(names) + 1))
    return " ".join(["SELECT", chosen, "FROM", table, *(["WHERE", where] * (where != "true")), "ORDER BY", order])
