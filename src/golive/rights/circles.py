"""Policies that ask each other without end, found from their texts: no session is needed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from golive.model.catalog import Policy, Relation
from golive.rights.binding import binds
from golive.rights.policies import COMMANDS, Tenancy
from golive.rights.reach import reaching
from golive.rights.search_path import path_of
from golive.rights.views import CALLER, tables_behind


@dataclass(frozen=True)
class Circle:
    """Relations in the order in which their policies read each other, the first again after the last."""

    relations: tuple[str, ...]
    role: str
    command: str
    by_function: bool  # it goes through a function, whose queries the server does not look into


@dataclass(frozen=True)
class _Step:
    relation: str
    reader: str
    by_function: bool


@dataclass(frozen=True)
class Asking:
    """What policies ask each other; one for all tables, which share their texts."""

    tenancy: Tenancy
    blind: bool = False  # the statement reads no row: policies for SELECT are not asked
    known: dict[tuple[str, str, str], tuple[_Step, ...]] = field(default_factory=dict)
    of_texts: dict[tuple[str, str], tuple[_Step, ...]] = field(default_factory=dict)

    def steps(self, relation: str, reader: str, command: str) -> tuple[_Step, ...]:
        """What the policies of a relation read, with whose rights."""
        key = (relation, reader, command)
        if key not in self.known:
            self.known[key] = tuple(dict.fromkeys(self._steps(*key)))
        return self.known[key]

    def _steps(self, relation: str, reader: str, command: str) -> Iterator[_Step]:
        commands = {"ALL", command} | (set() if self.blind else {"SELECT"})
        for policy in self.tenancy.live.on(Policy, relation):
            if self.tenancy.binds(policy, reader) and policy.command in commands:
                text = policy.check if command == "INSERT" and policy.check else f"{policy.using} , {policy.check}"
                if command == "SELECT":
                    text = policy.using if policy.command in ("ALL", "SELECT") else ""
                if (text, reader) not in self.of_texts:
                    read = self._read(text, reader, (), by_function=False, seen=frozenset())
                    self.of_texts[text, reader] = tuple(read)
                yield from self.of_texts[text, reader]

    def _read(
        self, text: str, reader: str, path: tuple[str, ...], *, by_function: bool, seen: frozenset[str]
    ) -> Iterator[_Step]:
        for identity in sorted(self.tenancy.names.relations_in(text, path)):
            relation = self.tenancy.names.live.get(Relation, identity)
            if relation is None:
                continue
            behind = tables_behind(relation, self.tenancy.names) if relation.relkind == "v" else [(relation, CALLER)]
            for table, who in behind:
                if binds(self.tenancy.roles, who or reader, table):
                    yield _Step(table.identity, who or reader, by_function)
        for function in self.tenancy.names.functions_in(text, path):
            if function.identity not in seen and function.language in ("sql", "plpgsql"):
                yield from self._read(
                    self.tenancy.names.text_of(function),
                    function.owner if function.security_definer else reader,
                    path_of(function, self.tenancy.claims),
                    by_function=True,
                    seen=seen | {function.identity},
                )


def circles(asking: Asking, table: Relation) -> Iterator[Circle]:
    """Those that a statement on the table runs into."""
    roles = asking.tenancy.roles
    for command in COMMANDS:
        for role in reaching(roles, table, command):
            if binds(roles, role, table):
                yield from _from(asking, _Step(table.identity, role, by_function=False), command)


def refused(tenancy: Tenancy, table: Relation | None) -> frozenset[tuple[str, str]]:
    """By role and command, what the server refuses whatever the row: policies that it follows itself have no end."""
    found = circles(Asking(tenancy, blind=True), table) if table else ()
    return frozenset((one.role, one.command) for one in found if not one.by_function)


def _from(asking: Asking, start: _Step, command: str) -> Iterator[Circle]:
    done: set[tuple[str, str]] = set()

    def follow(path: tuple[_Step, ...]) -> Iterator[Circle]:
        at = path[-1]
        for step in asking.steps(at.relation, at.reader, command if len(path) == 1 else "SELECT"):
            place = next((n for n, one in enumerate(path) if one.relation == step.relation), None)
            if place is not None:
                inside = (*path[place + 1 :], step)
                through = any(one.by_function for one in inside)
                if path[place].reader == step.reader and _again(asking, path[place], command, through=through):
                    names = tuple(one.relation for one in path[place:])
                    yield Circle(names, start.reader, command, through)
            elif (step.relation, step.reader) not in done:
                done.add((step.relation, step.reader))
                yield from follow((*path, step))

    yield from follow((start,))


def _again(asking: Asking, step: _Step, command: str, *, through: bool) -> bool:
    """Whether reading it asks something in its turn; what was asked only for writing is not asked again."""
    reading = asking.steps(step.relation, step.reader, "SELECT")
    return bool(reading) and not (through and command != "SELECT")
