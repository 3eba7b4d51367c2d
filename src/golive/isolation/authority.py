"""What makes a session a member, and of what rank: the rows that say so, and who may write them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlglot import exp

from golive.isolation.doubt import Doubt
from golive.isolation.forms import asked
from golive.isolation.keys import USER
from golive.isolation.reading import Reading
from golive.isolation.trees import column, parse_expression
from golive.isolation.world import World
from golive.model.catalog import Column, Constraint, Function, Policy
from golive.model.scope import ours
from golive.sqltext.conditions import holds_for_none
from golive.sqltext.expressions import conjuncts
from golive.sqltext.names import parts

Node = Any  # the parser's class has another name from version to version
_ATOMS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.In, exp.Column)
_RANK = "golive_rank"


@dataclass(frozen=True)
class Authority:
    """The ranks that policies ask for, and the relations that give them."""

    world: World

    @cached_property
    def _read(self) -> tuple[dict[str, list[str]], frozenset[str], frozenset[str]]:
        """By column of the members: what is asked of it; what new members are let in by; who owns a tenant."""
        ranks: dict[str, dict[str, None]] = {}
        givers: set[str] = set()
        owners: set[str] = set()
        known: set[tuple[str, str]] = set()
        for policy in ours(self.world.live, Policy, self.world.claims):
            for text in (policy.using, policy.check):
                relation = policy.relation or ""
                same = ("" if "SELECT" not in text else relation, text)
                if not text or same in known:
                    continue
                known.add(same)
                reading = Reading(self.world.live, self.world.routines, self.world.keys, "")
                row = reading.row(relation, "")
                try:
                    tree = reading.condition(text, relation, row, "")
                except Doubt:
                    continue
                for other, name, atom in self._asked(reading, tree):
                    if other != row:
                        ranks.setdefault(name, {})[atom] = None
                if relation == self.world.members and policy.command in ("ALL", "INSERT", "UPDATE"):
                    givers |= {one for one in reading.tables.values() if self.world.tenant_column(one)}
                owners |= set(self._owning(reading, tree))
        for reading, tree in self._functions():
            for _, name, atom in self._asked(reading, tree):
                ranks.setdefault(name, {})[atom] = None
        plain = {self.world.members, self.world.root}
        return {name: list(one) for name, one in ranks.items()}, frozenset(givers - plain), frozenset(owners)

    def _functions(self) -> Iterator[tuple[Reading, Node]]:
        """Those that say something of the members, called by a policy or not."""
        routines, last = self.world.routines, parts(self.world.members)[-1] if self.world.members else ""
        for function in ours(self.world.live, Function, self.world.claims):
            if not last or last not in routines.names.text_of(function):
                continue
            reading = Reading(self.world.live, routines, self.world.keys, "")
            try:
                body = routines.read(function)
                if body is not None:
                    yield reading, reading.function(body, function.owner)
            except Doubt:
                continue

    def _asked(self, reading: Reading, tree: Node) -> Iterator[tuple[str, str, str]]:
        """Each test of a member's column against constants: which row, which column, and the test."""
        pushed = [query for node in tree.walk() for query in asked(node)]
        for whole in (tree, *pushed, *reading.derived.values()):
            for row, name, atom in self.atoms(whole, lambda row: reading.tables.get(row) == self.world.members):
                yield row, name, _of(atom, exp.column(_RANK))

    def atoms(self, tree: Node, wanted: Any) -> Iterator[tuple[str, str, Node]]:
        for node in tree.find_all(*_ATOMS):
            columns = {(one.table, one.name) for one in node.find_all(exp.Column)}
            if len(columns) != 1 or node.find(exp.Select):
                continue
            row, name = next(iter(columns))
            plain = isinstance(node, exp.Column) and not self._is_boolean(name)
            if row and wanted(row) and name in self._candidates and not plain:
                yield row, name, node

    @cached_property
    def _candidates(self) -> frozenset[str]:
        """Columns of the members that can say of what rank one is."""
        members = self.world.claims.tenancy.members if self.world.claims.tenancy else None
        if members is None:
            return frozenset()
        counting = {one.name for one in parse_expression(members.where).find_all(exp.Column)}
        every = {one.name for one in self.world.live.on(Column, self.world.members)}
        return frozenset(every - counting - {members.tenant, members.user})

    def _is_boolean(self, name: str) -> bool:
        return any(one.name == name and one.type == "boolean" for one in self.world.live.on(Column, self.world.members))

    def _owning(self, reading: Reading, tree: Node) -> Iterator[str]:
        """Columns of the tenant's own row that are compared with the session's user."""
        users = {name for name, kind in reading.values.used.items() if kind == USER}
        for node in tree.find_all(exp.EQ):
            sides = (node.this, node.expression)
            for one, other in (sides, sides[::-1]):
                if (
                    isinstance(one, exp.Column) and isinstance(other, exp.Column)
                    and reading.tables.get(one.table) == self.world.root and other.name in users
                ):  # fmt: skip
                    yield one.name

    @cached_property
    def ranks(self) -> dict[str, list[str]]:
        return self._read[0]

    @property
    def ranked(self) -> bool:
        return bool(self.ranks)

    @cached_property
    def relations(self) -> tuple[str, ...]:
        """Those that say who is a member: members, what they are let in by, and the tenants themselves."""
        if self.world.members in ("", self.world.root):
            return ()  # of a tenant that is its one owner's nobody becomes a member
        return (self.world.members, *sorted(self._read[1]), *([self.world.root] if self.world.root else []))

    def columns(self, relation: str) -> frozenset[str]:
        """The columns of it that give authority."""
        members = self.world.claims.tenancy.members if self.world.claims.tenancy else None
        if relation == self.world.root:
            own = self.world.own.get(relation)
            return self._read[2] | ({own} if own else frozenset())
        every = {one.name for one in self.world.live.on(Column, relation)}
        if relation != self.world.members or members is None:
            return frozenset(every)
        counting = {one.name for one in parse_expression(members.where).find_all(exp.Column)}
        return frozenset({members.tenant, members.user} | counting | self.ranks.keys()) & every

    def low(self, name: str) -> tuple[str, ...]:
        """Values of a column that no policy asks for: the one by default, and others that it may have."""
        found: dict[str, None] = {}
        for one in self.world.live.on(Column, self.world.members):
            if one.name == name and one.default:
                found[one.default] = None
        for check in self.world.live.on(Constraint, self.world.members):
            if check.type == "c":
                found |= dict.fromkeys(_listed(check.definition, name))
        asked_for = self.ranks.get(name, [])
        return tuple(one for one in found if all(holds_for_none(f"({_set(atom, one)})") for atom in asked_for))

    def proofs(self, row: str, where: Node | None) -> list[Node | None]:
        """What shows a membership to be of a rank, as the condition has it; nothing more where there are no ranks."""
        if not self.ranked:
            return [None]
        found: list[Node | None] = []
        for _, name, atom in self.atoms(where, lambda one: one == row) if where is not None else ():
            low = self.low(name)
            for one in (atom, exp.Not(this=exp.Paren(this=atom.copy()))):
                text = _of(one, exp.column(_RANK))
                if name in self.ranks and all(holds_for_none(_set(text, value)) for value in low):
                    found.append(one.copy())
                    break
        return [_any(found)] if found else []

    def pinned(self, row: str, written: frozenset[str]) -> list[Node]:
        """That a new row has none of the ranks: of each column that can be chosen, a value that nobody asks for."""
        found = []
        for name in sorted(self.ranks.keys() & written):
            values = [exp.EQ(this=column(row, name), expression=parse_expression(one).copy()) for one in self.low(name)]
            found.append(_any([*values, exp.Is(this=column(row, name), expression=exp.Null())]))
        return found

    def kept(self, row: str, other: str, relation: str, written: frozenset[str]) -> list[Node]:
        """That a new row has the rank that another one gives, or none."""
        there = {one.name for one in self.world.live.on(Column, relation)}
        names = sorted(self.ranks.keys() & written)
        pins = dict(zip(names, self.pinned(row, written), strict=True))
        return [
            _any([exp.EQ(this=column(row, one), expression=column(other, one)), pins[one]])
            if one in there
            else pins[one]
            for one in names
        ]


def _of(node: Node, value: Node) -> str:
    """The test with another value in the place of its column."""
    if isinstance(node, exp.Column):
        return str(value.sql(dialect="postgres"))
    found = node.transform(lambda one: value.copy() if isinstance(one, exp.Column) else one)
    return str(found.sql(dialect="postgres"))


def _set(atom: str, value: str) -> str:
    """The test of one value; of what cannot be told apart nothing is said."""
    return f"({atom}) AND {_RANK} = {value}"


def _any(nodes: list[Any]) -> Node:
    return exp.Paren(this=exp.or_(*(exp.Paren(this=one.copy()) for one in nodes), copy=False))


def _listed(definition: str, name: str) -> list[str]:
    """The constants that a CHECK lists for a column."""
    try:
        tree = parse_expression(definition.removeprefix("CHECK "))
    except Doubt:
        return []
    found: list[str] = []
    for one in conjuncts(tree):
        if isinstance(one, exp.In | exp.EQ) and {each.name for each in one.find_all(exp.Column)} == {name}:
            found += [each.sql(dialect="postgres") for each in one.find_all(exp.Literal)]
    return found
