"""What each role of the application can do with each relation, and whether that ends at its own tenant."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from golive.isolation.authority import Authority
from golive.isolation.doubt import Doubt
from golive.isolation.keys import USER
from golive.isolation.lookups import unchanged
from golive.isolation.openings import open_to_members
from golive.isolation.prove import Proof
from golive.isolation.reading import Frame
from golive.isolation.reasons import alternatives, reason
from golive.isolation.rules import permitting, restricting, rule, said
from golive.isolation.trees import bare
from golive.isolation.world import World
from golive.model.catalog import Column, Policy, Relation
from golive.model.claims import Claims
from golive.model.relation_names import identities_of
from golive.model.scope import ours
from golive.model.snapshot import Snapshot
from golive.rights.binding import binds
from golive.rights.grants import rights
from golive.rights.policies import COMMANDS
from golive.rights.reach import uses
from golive.rights.roles import PUBLIC
from golive.rights.views import is_on

OPAQUE = "nothing that was understood of it says whose a row is"
PERSONAL = "it takes the session's user for the tenant, which is right of tenants that are one person's own"
OPEN = "it can be true for a row of another tenant"
ALONE = "can be true for a row of another tenant by itself"
_PLAIN = (exp.Cast, exp.Coalesce, exp.Nullif, exp.And, exp.Or, exp.In, exp.Like, exp.ILike, exp.Mod, exp.Any,
          exp.StringToArray)  # fmt: skip


class State(StrEnum):
    """What was found out about one cell."""

    PROVED = "proved"  # what is let through is the session's own
    CLOSED = "closed"  # no policy lets anything through
    NO_RIGHT = "no right"
    SHARED = "shared"  # declared as everybody's
    UNPROVEN = "unproven"
    LEAKS = "leaks"


@dataclass(frozen=True, slots=True)
class Fault:
    """A policy, or a relation without one, that lets through what is not proved to be the session's own."""

    where: str
    part: str  # USING, WITH CHECK; empty for a relation
    condition: str
    why: str
    leaks: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One role, one relation, one command."""

    role: str
    relation: str
    command: str
    state: State
    faults: tuple[Fault, ...] = ()


@dataclass
class Prover:
    """All cells of a database."""

    world: World
    _called: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _known: dict[Any, tuple[bool, bool, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, live: Snapshot, claims: Claims) -> "Prover":
        return cls(World(live, claims))

    @cached_property
    def authority(self) -> Authority:
        return Authority(self.world)

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """Those of the declared identities, and every other one that the application has and that holds a right."""
        roles = self.world.tenancy.roles
        named = {identity.role for identity in self.world.claims.identity}
        for relation in self.world.live.of(Relation):
            named |= {who for who in roles.granted(relation, *COMMANDS) if who != PUBLIC}
        for role in roles.known:
            if roles.is_application(role) and any(roles.becomes(role) & {one} for one in named):
                named |= {role} if not (roles.becomes(role) - {role}) or roles.known[role].inherit else set()
        return tuple(sorted(one for one in named & roles.known.keys() if not roles.bypasses(one)))

    def cells(self) -> Iterator[Cell]:
        relations = ours(self.world.live, Relation, self.world.claims)
        tenancy = self.world.claims.tenancy
        shared = identities_of(self.world.live, tenancy.shared) if tenancy else frozenset()
        for role in self.roles:
            for relation in relations:
                for command in COMMANDS:
                    yield self.cell(role, relation, command, relation.identity in shared)

    def cell(self, role: str, relation: Relation, command: str, shared: bool = False) -> Cell:
        roles = self.world.tenancy.roles
        name = relation.identity
        reads_only = relation.relkind == "m" and command != "SELECT"
        if reads_only or not (self._may(role, relation, command) and uses(roles, role, relation.schema)):
            return Cell(role, name, command, State.NO_RIGHT)
        if shared and (command == "SELECT" or name not in self.authority.relations):
            return Cell(role, name, command, State.SHARED)
        if relation.relkind in "vmf":
            return self._derived(role, relation, command)
        if not binds(roles, role, relation):
            why = "row security is off" if not relation.row_security else f"no policy binds {role} there"
            if not self.world.holds_tenants(name):
                why += ", and it is declared neither as a table of tenants nor as shared"
            return Cell(role, name, command, State.LEAKS, (Fault(name, "", "", why, True),))
        if relation.owner in roles.becomes(role):
            fault = Fault(name, "", "", f"{role} is or becomes its owner, and can switch row security off", True)
            leaking = (one for one in self._faults(role, relation, command) if one.leaks)
            return Cell(role, name, command, State.LEAKS, (fault, *leaking))
        faults = [*self._faults(role, relation, command)]
        if faults:
            leaks = any(one.leaks for one in faults)
            return Cell(role, name, command, State.LEAKS if leaks else State.UNPROVEN, tuple(faults))
        text = rule(self.world, role, relation, command, new=command == "INSERT")
        closed = text.startswith("(false)") and not permitting(self.world, role, relation, command)
        return Cell(role, name, command, State.CLOSED if closed else State.PROVED)

    def _may(self, role: str, relation: Relation, command: str) -> bool:
        return self.world.tenancy.roles.holds(role, command, relation)

    def _faults(self, role: str, relation: Relation, command: str) -> Iterator[Fault]:
        parts = {"SELECT": (False,), "DELETE": (False,), "INSERT": (True,), "UPDATE": (False, True)}[command]
        for new in parts:
            if new and command == "UPDATE" and not self.moves(role, relation):
                continue  # nobody granted the column that says whose the row is
            restricting_texts = restricting(self.world, role, relation, command, new=new)
            for policy in permitting(self.world, role, relation, command):
                text = said(policy, new=new)
                if not text:
                    continue
                together = " AND ".join([f"({text})", *restricting_texts])
                holds, leaks, why = self._proved(role, relation, command, together, new=new)
                if not holds and not (new and command == "UPDATE" and self._stays(role, relation, together)):
                    yield Fault(policy.identity, part_of(policy, new=new), text, why, leaks)

    def moves(self, role: str, relation: Relation) -> bool:
        """Whether the role may change the column that says whose a row is."""
        parent = self.world.parents.get(relation.identity)
        name = self.world.tenant_column(relation.identity) or (parent.column if parent else None)
        if name is None:
            return True
        roles = self.world.tenancy.roles
        who = roles.inherits(role)
        if relation.owner in who:
            return True
        held = [rights(relation.grants)]
        held += [rights(one.grants) for one in self.world.live.on(Column, relation.identity) if one.name == name]
        return any("UPDATE" in {one.rstrip("*") for one in mine.get(each, ())} for mine in held for each in who)

    def _stays(self, role: str, relation: Relation, text: str) -> bool:
        """Whether a changed row keeps what says whose it is: who may change it is another condition's."""
        proof, parent = Proof(self.world, role), self.world.parents.get(relation.identity)
        row = proof.reading.row(relation.identity, role)
        try:
            where = proof.reading.condition(text, relation.identity, row, role)
        except Doubt:
            return False
        name = self.world.tenant_column(relation.identity) or (parent.column if parent else None)
        return name in unchanged(self.world, proof.reading, where, row)

    def _proved(self, role: str, relation: Relation, command: str, text: str, *, new: bool) -> tuple[bool, bool, str]:
        """Whether it holds, else whether it leaks for certain, and why."""
        key = (role, *self._shape(relation, text), new, command == "SELECT")
        if key not in self._known:
            self._known[key] = self._attempt(role, relation, command, text, new=new)
        return self._known[key]

    def proves(self, role: str, relation: Relation, command: str, text: str, *, new: bool) -> bool:
        """Whether a condition would be proved, were it a policy's."""
        return self._proved(role, relation, command, text, new=new)[0]

    def _shape(self, relation: Relation, text: str) -> tuple[object, ...]:
        """What a proof takes from the relation: equal tables with equal policies are proved once."""
        world, name = self.world, relation.identity
        own = re.compile(rf"(?<![\w.\"]){re.escape(relation.name)}\.(?=\w)")
        said = own.sub("golive_row.", text)
        alone = name not in (world.members, world.root, *world.parents, *world.shared_rows)
        if not alone or relation.name in said or any(relation.name in one for one in self._bodies(said)):
            return name, text
        columns = tuple(
            (one.name, one.type, one.not_null, one.collation)
            for one in world.live.on(Column, name) if one.name in said
        )  # fmt: skip
        return said, columns, world.tenancy.column(name), world.own.get(name), name in world.nullable

    def _bodies(self, text: str) -> tuple[str, ...]:
        """Of the functions that a condition calls, and those that they call."""
        if text not in self._called:
            names = self.world.routines.names
            self._called[text] = tuple(names.text_of(one) for one in names.reached(text))
        return self._called[text]

    def _attempt(self, role: str, relation: Relation, command: str, text: str, *, new: bool) -> tuple[bool, bool, str]:
        proof = Proof(self.world, role)
        try:
            holds, where = proof.holds(text, relation.identity, reader=role, old=not new, everybody=command == "SELECT")
        except Doubt as doubt:
            opened = next((one for one in self._opening(role, relation, command, text, new=new)), None)
            return (False, True, opened) if opened else (False, False, str(doubt))
        if holds:
            return True, False, ""
        if not self.world.holds_tenants(relation.identity) and relation.identity not in self.world.own:
            return False, False, "it is declared neither as a table of tenants nor as shared"
        if self._personal(proof, where, relation):
            return False, False, PERSONAL
        opaque = any(not isinstance(one, _PLAIN) and one.name != "current_setting"
                     for one in where.find_all(exp.Select, exp.Func))  # fmt: skip
        opaque = opaque or any(_through_a_cast(one) for one in where.find_all(exp.EQ))
        for one in alternatives(text):
            _, leaks, why = self._attempt(role, relation, command, one, new=new)
            if leaks or why == PERSONAL:
                more = why.removeprefix(OPEN) if why.startswith(OPEN) else ""
                return False, leaks, f"its alternative {one} {ALONE}{more}" if leaks else why
        why = reason(self.world, role, relation, text, proof, where, new=new)
        if opaque and not open_to_members(proof, where, relation.identity):
            return False, False, why or OPAQUE
        return False, True, f"{OPEN}{f': {why}' if why else ''}"

    def _opening(self, role: str, relation: Relation, command: str, text: str, *, new: bool) -> Iterator[str]:
        """Alternatives of a condition that leak by themselves, whatever the others are."""
        for one in alternatives(text):
            _, leaks, why = self._attempt(role, relation, command, one, new=new)
            if leaks:
                yield f"its alternative {one} {ALONE}{why.removeprefix(OPEN) if why.startswith(OPEN) else ''}"

    def _personal(self, proof: Proof, where: Any, relation: Relation) -> bool:
        """Whether the row's tenant is to be the session's user."""
        sides = (bare(where.this), bare(where.expression)) if isinstance(where := bare(where), exp.EQ) else ()
        names = {one.name for one in sides if isinstance(one, exp.Column)}
        tenant = self.world.tenant_column(relation.identity)
        return tenant in names and any(proof.reading.values.used.get(one) == USER for one in names)

    def _derived(self, role: str, relation: Relation, command: str) -> Cell:
        """A view is proved table by table; there is no row security on what is stored or comes from elsewhere."""
        name = relation.identity
        if relation.relkind != "v":
            what = "a materialised view keeps" if relation.relkind == "m" else "a foreign table brings"
            fault = Fault(name, "", "", f"{what} rows without their policies", True)
            return Cell(role, name, command, State.LEAKS, (fault,))
        if command != "SELECT":
            fault = Fault(name, "", "", "writing through a view is not followed", False)
            return Cell(role, name, command, State.UNPROVEN, (fault,))
        try:
            bad = self._unproved_behind(role, relation)
        except Doubt as doubt:
            return Cell(role, name, command, State.UNPROVEN, (Fault(name, "", "", str(doubt), False),))
        if bad:
            why = f"rows of {bad} come through it, and nothing proves that they are the session's own"
            return Cell(role, name, command, State.UNPROVEN, (Fault(name, "", "", why, False),))
        return Cell(role, name, command, State.PROVED)

    def _unproved_behind(self, role: str, view: Relation) -> str:
        """The first table of tenants behind a view whose rows are not proved; empty where all are."""
        try:
            tree = sqlglot.parse_one(view.definition, dialect="postgres")
        except (SqlglotError, RecursionError):
            raise Doubt("its definition is beyond the parser") from None
        reader = role if is_on(view, "security_invoker") else view.owner
        proof = Proof(self.world, role)
        query = proof.reading.query(tree, Frame(reader=reader))
        for select in [query, *query.find_all(exp.Select), *proof.reading.derived.values()]:
            found = self._unproved_in(proof, select)
            if found:
                return found
        return ""

    def _unproved_in(self, proof: Proof, select: Any) -> str:
        for row in select.args.get("golive_rows") or ():
            name = proof.reading.tables.get(row, "")
            relation = self.world.live.get(Relation, name)
            if relation is None:
                continue
            if relation.relkind == "v":
                inner = self._unproved_behind(proof.reading.readers[row], relation)
                if inner:
                    return inner
            elif relation.relkind in "mf" or (self.world.holds_tenants(name) and not proof.own_rows(select, row)):
                return name
        return ""


def _through_a_cast(node: Any) -> bool:
    """Two columns of rows, one of them cast: what equals the one is not known to equal the other."""
    sides = bare(node.this), bare(node.expression)
    columns = [one.this if isinstance(one, exp.Cast) else one for one in sides]
    return any(isinstance(one, exp.Cast) for one in sides) and all(
        isinstance(one, exp.Column) and one.table for one in columns
    )


def part_of(policy: Policy, *, new: bool) -> str:
    return "WITH CHECK" if new and policy.check else "USING"


def faults(cells: Sequence[Cell]) -> list[tuple[Fault, list[Cell]]]:
    """Each policy once, with the cells it opens; where it leaks, with those."""
    found: dict[tuple[str, str], tuple[Fault, list[Cell]]] = {}
    for cell in cells:
        for fault in cell.faults:
            key = fault.where, fault.part
            if fault.leaks and key in found and not found[key][0].leaks:
                found[key] = fault, []
            known, opened = found.setdefault(key, (fault, []))
            if fault.leaks or not known.leaks:
                opened.append(cell)
    return list(found.values())
