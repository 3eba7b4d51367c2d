"""What the sessions were found to reach, read back from the evidence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from golive.model import questions as q
from golive.model.claims import Claims
from golive.model.claims.identity import Identity
from golive.model.snapshot import Snapshot
from golive.rights.policies import COMMANDS

EXECUTE = "EXECUTE"
_ORDER = (*COMMANDS, EXECUTE)


@dataclass(frozen=True, slots=True)
class Probed:
    """One identity, one command, one relation or function, in many states of a session."""

    key: str
    identity: Identity
    command: str
    relation: str  # or the function that is called
    states: int
    crossing: tuple[str, ...]  # the states in which rows of others came
    tried: int  # states with rows of others that could have come
    controls: int  # states in which own rows came
    blind: int  # states with own rows that did not come
    refused: int
    failed: int
    unseen: int  # states in which the reader itself could not look
    unplanned: str  # the SQLSTATE of an UPDATE or DELETE that cannot even be planned


@dataclass(frozen=True, slots=True)
class Tried:
    """One identity, one command, one relation: what real statements did."""

    identity: str
    command: str  # INSERT, UPDATE, DELETE, MOVE
    relation: str
    states: int
    crossing: tuple[str, ...]  # the states in which rows of others were written
    controls: int  # states in which own rows were written
    failed: tuple[str, ...]  # SQLSTATEs that say nothing about isolation


def probed(live: Snapshot, claims: Claims) -> Iterator[Probed]:
    identities = {identity.name: identity for identity in claims.identity}
    for subject, evidence in q.ISOLATION.answers(live):
        if (told := q.ISOLATION.told(evidence)) is None:
            continue
        name, command, relation = _parts(subject, identities)
        yield Probed(
            q.ISOLATION.of(subject), identities[name], command, relation, evidence.looked_at, evidence.keys,
            told.tried, told.controls, told.blind, told.refused, told.failed, told.unseen, told.unplanned,
        )  # fmt: skip


def _parts(subject: str, identities: dict[str, Identity]) -> tuple[str, str, str]:
    name = next(one for one in sorted(identities, key=len, reverse=True) if subject.startswith(one + ":"))
    command, _, relation = subject.removeprefix(name + ":").partition(":")
    return name, command, relation


def by_relation(all_: Iterable[Probed]) -> list[list[Probed]]:
    """The commands of one identity on one relation together, reading first."""
    found: dict[tuple[str, str], list[Probed]] = {}
    for one in all_:
        found.setdefault((one.relation, one.identity.name), []).append(one)
    return [sorted(found[key], key=lambda one: _ORDER.index(one.command)) for key in sorted(found)]
