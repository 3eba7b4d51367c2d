"""Who writes the rows that make somebody a member, and whether he may give what they give."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from golive.isolation.authority import Authority
from golive.isolation.cells import Cell, Fault, Prover, State, part_of
from golive.isolation.doubt import Doubt
from golive.isolation.keys import USER
from golive.isolation.prove import Proof
from golive.isolation.rules import permitting, restricting, said
from golive.isolation.world import World
from golive.model.catalog import Column, Relation
from golive.rights.binding import binds
from golive.rights.grants import rights

Node = Any  # the parser's class has another name from version to version
WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class Giving:
    """The cells of authority: each role and command that writes it."""

    prover: Prover
    authority: Authority = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "authority", self.prover.authority)

    @property
    def _world(self) -> World:
        return self.prover.world

    def cells(self) -> Iterator[Cell]:
        for name in self.authority.relations:
            relation = self._world.live.get(Relation, name)
            for role in self.prover.roles if relation is not None else ():
                for command in WRITES:
                    assert relation is not None
                    cell = self.prover.cell(role, relation, command)
                    if cell.state is State.PROVED:  # else it is open to more than this
                        faults = tuple(self._faults(role, relation, command))
                        yield Cell(role, name, command, State.UNPROVEN if faults else State.PROVED, faults)

    def _faults(self, role: str, relation: Relation, command: str) -> Iterator[Fault]:
        if not binds(self._world.tenancy.roles, role, relation):
            return
        written = self._written(role, relation, command)
        if command != "DELETE" and not written & self.authority.columns(relation.identity):
            return
        if command == "INSERT" and relation.identity == self._world.root:
            return  # a tenant that was not there is nobody else's
        parts = {"INSERT": (True,), "UPDATE": (False, True), "DELETE": (False,)}[command]
        if relation.identity == self._world.root:
            parts = (False,)  # it stays the tenant that it was: whoever holds authority there gives it to whom he likes
        for new in parts:
            more = restricting(self._world, role, relation, command, new=new)
            for policy in permitting(self._world, role, relation, command):
                text = said(policy, new=new)
                why = (
                    self._lacking(role, relation, " AND ".join([f"({text})", *more]), written, new=new) if text else ""
                )
                if why:
                    yield Fault(policy.identity, part_of(policy, new=new), text, why, False)

    def _written(self, role: str, relation: Relation, command: str) -> frozenset[str]:
        """The columns that the role may choose."""
        who = self._world.tenancy.roles.inherits(role)
        columns = self._world.live.on(Column, relation.identity)
        whole = _holds(relation.grants, who, command) or relation.owner in who
        return frozenset(one.name for one in columns if whole or _holds(one.grants, who, command))

    def _lacking(self, role: str, relation: Relation, text: str, written: frozenset[str], *, new: bool) -> str:
        """Why it is not shown that who writes holds authority; empty where it is."""
        name = relation.identity
        proof = Proof(self._world, role, authority=self.authority)
        row = proof.reading.row(name, role)
        try:
            where = proof.reading.condition(text, name, row, role)
            proof.goals.fresh, proof.goals.written = row if new else "", written
            if proof.implied(where, row, [] if new else self._own(proof, row, relation, where)):
                return ""
            if new and self.authority.ranked and self._low(proof, row, relation, where):
                return ""
        except Doubt as doubt:
            return str(doubt)
        return "it asks for no rank" if self.authority.ranked else "it asks for no membership"

    def _own(self, proof: Proof, row: str, relation: Relation, where: Node) -> list[Node]:
        """That the row is the session's own membership or invitation: to leave, or to decline."""
        members = self._world.claims.tenancy.members if self._world.claims.tenancy else None
        names = [members.user] if members and relation.identity == self._world.members else self._columns(relation)
        return [goal for one in names for goal in proof.goals.equals(row, relation.identity, one, USER, where)]

    def _columns(self, relation: Relation) -> list[str]:
        return [one.name for one in self._world.live.on(Column, relation.identity)]

    def _low(self, proof: Proof, row: str, relation: Relation, where: Node) -> bool:
        """Whether a member gives no more than everybody has: a new row without a rank."""
        pins = self.authority.pinned(row, proof.goals.written & frozenset(self._columns(relation)))
        return all(proof.none(where, [one]) for one in pins)


def _holds(grants: tuple[str, ...], who: frozenset[str], right: str) -> bool:
    held = rights(grants) if grants else {}
    return any(right in {one.rstrip("*") for one in held.get(each, ())} for each in who)
