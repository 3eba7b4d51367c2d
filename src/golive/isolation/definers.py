"""What functions do with the rights of their owner: each statement of theirs bound to who calls, and to his tenant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from sqlglot import exp

from golive.isolation.asking import Asking, Lack
from golive.isolation.authority import Authority
from golive.isolation.cells import Prover
from golive.isolation.doubt import Doubt
from golive.isolation.forms import enclosed, where_of
from golive.isolation.guards import of_statement
from golive.isolation.keys import GIVEN, USER
from golive.isolation.merging import merged
from golive.isolation.programs import (
    FAILED,
    Assigned,
    Branched,
    Command,
    Raised,
    Returned,
    Statement,
    writes,
)
from golive.isolation.prove import Proof
from golive.isolation.reading import Frame
from golive.isolation.runs import Run, parse_statement
from golive.isolation.trees import column, name_of, rows_of
from golive.isolation.world import World
from golive.model.catalog import Column, Function, Relation
from golive.rights.binding import binds

Node = Any  # the parser's class has another name from version to version
_MOST = 300  # statements, each as often as a path leads through it
_AT_ONCE = (exp.Insert, exp.Update, exp.Delete)


def concerns(world: World, function: Function, relation: str) -> bool:
    """Whether the rows are somebody's, and no policy keeps the owner of the function from them."""
    there = world.live.get(Relation, relation)
    held = world.holds_tenants(relation) or relation in (world.members, world.root)
    return there is not None and there.row_security and held and not binds(world.tenancy.roles, function.owner, there)


def lacks(prover: Prover, function: Function, role: str) -> list[Lack]:
    """What it does beyond the tenant of its caller, else what it gives without asking for his rank."""
    found = list(Definer(prover.world, function, role).lacks())
    if found or not prover.authority.relations:
        return found
    return [replace(one, rank=True) for one in Definer(prover.world, function, role, prover.authority).lacks()]


@dataclass
class Definer:
    """One function, as one role calls it."""

    answers: ClassVar[bool] = True  # a trigger hands nothing out
    world: World
    function: Function
    role: str
    authority: Authority | None = None  # only what gives authority is looked at, and rank is asked for
    proof: Proof = field(init=False)
    asking: Asking = field(init=False)
    steps: int = 0
    made: set[str] = field(default_factory=set)  # keys of tenants that it made itself

    def __post_init__(self) -> None:
        self.proof = Proof(self.world, self.role, authority=self.authority)
        self.asking = Asking(self.world, self.proof)

    def lacks(self) -> Iterator[Lack]:
        """Doubt where the body is not followed."""
        body = self.world.routines.read(self.function)
        reading = self.proof.reading
        statements: Sequence[Statement]
        if body is not None and body.program:
            statements = body.program
        else:
            body, statements = self.world.routines.commands(self.function)
        given = [exp.column(f"{GIVEN}_{n}") for n in range(len(body.parameters))]
        yield from self._walk(tuple(statements), reading.opened(body, given, Frame(reader=self.role)), ())

    def _walk(self, statements: tuple[Statement, ...], frame: Frame, conditions: tuple[Node, ...]) -> Iterator[Lack]:
        """Each path by itself, with the conditions that lead there."""
        run = Run(self.proof.reading, several=False)
        for at, one in enumerate(statements):
            self.steps += 1
            if self.steps > _MOST:
                raise Doubt("a body with so many paths is not followed")
            if not isinstance(one, Command) or not writes(one):
                conditions = (*conditions, *of_statement(run, one, frame))
            match one:
                case Raised():
                    return
                case Returned():
                    if one.text and self.answers:
                        node = parse_statement(one.text if one.rows else f"SELECT {one.text}")
                        yield from self._read(self.proof.reading.query(node, frame), conditions)
                    if not one.rows:
                        return
                case Branched():
                    rest, passed = statements[at + 1 :], conditions
                    for text, inside in one.branches:
                        if text.startswith(FAILED):
                            yield from self._walk((*inside, *rest), frame, passed)
                            continue
                        condition = run.expression(text, frame)
                        yield from self._walk((*inside, *rest), frame, (*passed, condition))
                        not_so = exp.Is(this=exp.Paren(this=condition.copy()), expression=exp.Boolean(this=True))
                        passed = (*passed, exp.Not(this=not_so))
                    yield from self._walk((*one.otherwise, *rest), frame, passed)
                    return
                case Command() if writes(one):
                    written = parse_statement(one.text)
                    yield from self._write(written, frame, conditions)
                    unknown = {name: exp.column(f"{GIVEN}_{name}_{self.steps}") for name in (*one.into, "found")}
                    self._made(written, unknown, one.into, frame)
                    frame = run.knowing(frame, unknown)
                case Assigned() | Command():
                    frame = run.after(one, frame)

    def _read(self, query: Node, conditions: Sequence[Node], beside: tuple[str, ...] = ()) -> Iterator[Lack]:
        """What is handed out: the rows of the query, of those in its FROM, and of those that make its values.

        `beside`: the rows of the queries around it.
        """
        query = enclosed(query)
        if isinstance(query, exp.Union):
            yield from self._read(query.this, conditions, beside)
            yield from self._read(query.expression, conditions, beside)
            return
        rows = (*rows_of(query), *beside)
        for row in rows_of(query):
            if row in self.proof.reading.derived:
                yield from self._read(self.proof.reading.derived[row], (*conditions, where_of(query)), rows)
            elif self._concerns(self.proof.reading.tables[row]) and self.authority is None:
                whole = self._under(
                    query, [*self._apart(query, conditions), *self.proof.reading.joined_on.get(row, ())]
                )
                whole.set("golive_rows", rows)
                every = merged(whole, self.proof.reading.derived, self.proof.reading.outer_joined)
                if not all(self.proof.own_rows(one, row) or self._names_caller(one, row) for one in every):
                    yield self.asking.lack("SELECT", row, where_of(every[0]))
        for value in query.expressions if isinstance(query, exp.Select) else ():
            for inner in _outermost(value):
                yield from self._read(inner, (*conditions, where_of(query)), rows)

    def _names_caller(self, query: Node, row: str) -> bool:
        """Whether each row that is read names who calls in one of its columns."""
        where, relation = where_of(query), self.proof.reading.tables[row]
        named = sorted({one.name for one in where.find_all(exp.Column) if one.table == row})
        goals = [goal for name in named for goal in self.proof.goals.equals(row, relation, name, USER, where)]
        return bool(goals) and self.proof.implied(where, row, goals)

    def _apart(self, query: Node, conditions: Sequence[Node]) -> list[Node]:
        """The conditions, with the query's one value by name where they speak of it."""
        if len(query.expressions) != 1:
            return list(conditions)
        said, value = exp.Subquery(this=query).sql(), query.expressions[0]

        def named(node: Node) -> Node:
            return value.copy() if isinstance(node, exp.Subquery) and node.sql() == said else node

        return [one.transform(named) for one in conditions]

    def _under(self, query: Node, conditions: Sequence[Node]) -> Node:
        found = query.copy()
        found.set("where", exp.Where(this=_all([where_of(query), *conditions])))
        return found

    def _concerns(self, relation: str) -> bool:
        given = self.authority is None or relation in self.authority.relations
        return given and concerns(self.world, self.function, relation)

    def _write(self, node: Node, frame: Frame, conditions: Sequence[Node]) -> Iterator[Lack]:
        if not isinstance(node, _AT_ONCE) or node.args.get("with_") or node.args.get("with"):
            raise Doubt("a statement of another form is not followed")
        table, relation = self._target(node, frame)
        if self._concerns(relation) or (relation == self.world.root and isinstance(node, exp.Insert)):
            if isinstance(node, exp.Insert):
                yield from self._insert(node, relation, frame, conditions)
            else:
                yield from self._change(node, table, relation, frame, conditions)

    def _made(self, node: Node, values: dict[str, Node], into: Sequence[str], frame: Frame) -> None:
        """The key of a tenant that an INSERT gave back."""
        returning = node.args.get("returning")
        if not isinstance(node, exp.Insert) or returning is None or self._target(node, frame)[1] != self.world.root:
            return
        for name, one in zip(into, returning.expressions, strict=False):
            if isinstance(one, exp.Column) and name_of(one.this) == self.world.tenant_column(self.world.root):
                self.made.add(values[name].sql())

    def _target(self, node: Node, frame: Frame) -> tuple[Node, str]:
        table = node.this.this if isinstance(node.this, exp.Schema) else node.this
        name = tuple(name_of(part) for part in (table.args.get("db"), table.this) if hasattr(part, "args"))
        return table, self.proof.reading.relation(name, frame)

    def _change(
        self, node: Node, table: Node, relation: str, frame: Frame, conditions: Sequence[Node]
    ) -> Iterator[Lack]:
        """An UPDATE or DELETE as the query that finds its rows."""
        changed = {name_of(one.this.this) for one in node.expressions} if isinstance(node, exp.Update) else set()
        gives = self.authority.columns(relation) if self.authority else frozenset()
        if self.authority and isinstance(node, exp.Update) and not changed & gives:
            return
        found = self._under(self.changed(node, table, frame, exp.Boolean(this=True)), conditions)
        row, command = rows_of(found)[0], type(node).__name__.upper()
        extra: list[Node] = []
        if self.authority and isinstance(node, exp.Delete):
            extra = self._own(row, relation, where_of(found))
        if not (self.proof.implied(where_of(found), row, extra) or (not extra and self.proof.own_rows(found, row))):
            yield self.asking.lack(command, row, where_of(found))
        elif self.world.tenant_column(relation) in changed:
            raise Doubt("a body that moves rows to other tenants is not followed")

    def changed(self, node: Node, table: Node, frame: Frame, value: Node) -> Node:
        """The query that finds the rows of an UPDATE or DELETE, for a value beside them."""
        beside = node.args.get("from_") or node.args.get("from")
        more = [beside.this] if beside is not None else list(node.args.get("using") or [])
        query = exp.Select(expressions=[value])
        query.set("from_", exp.From(this=table.copy()))
        query.set("joins", [exp.Join(this=one.copy()) for one in more])
        query.set("where", node.args["where"].copy() if node.args.get("where") is not None else None)
        return self.proof.reading.query(query, frame)

    def _own(self, row: str, relation: str, where: Node) -> list[Node]:
        members = self.world.claims.tenancy.members if self.world.claims.tenancy else None
        if members is None or relation != self.world.members:
            return []
        return list(self.proof.goals.equals(row, relation, members.user, USER, where))

    def _insert(self, node: Node, relation: str, frame: Frame, conditions: Sequence[Node]) -> Iterator[Lack]:
        """The new rows, by what their columns are given."""
        if (met := node.args.get("conflict")) is not None and met.expressions:
            self._met(met, relation)
        for names, query in self.given(node, relation, frame):
            said = dict(zip(names, (_plainly(one).sql() for one in query.expressions), strict=False))
            if relation == self.world.root:  # a tenant that was not there is nobody else's
                self.made.add(said.get(self.world.tenant_column(relation) or "", ""))
                continue
            if said.get(self.world.tenant_column(relation) or "") in self.made - {""}:
                continue
            row = self.proof.reading.row(relation, self.function.owner)
            self.proof.goals.fresh, self.proof.goals.written = row, frozenset(names)
            pairs = zip(names, query.expressions, strict=False)
            given: list[Node] = [exp.EQ(this=column(row, one), expression=_plainly(value)) for one, value in pairs]
            low = self.authority.pinned(row, frozenset(names)) if self.authority else []
            if not self._is_own(query, row, conditions, given, low):
                every = [exp.Exists(this=self._under(query, given))] if rows_of(query) else given
                yield self.asking.lack("INSERT", row, _all([*conditions, *every]))
            self.proof.goals.fresh = ""

    def _is_own(
        self, query: Node, row: str, conditions: Sequence[Node], given: Sequence[Node], low: Sequence[Node]
    ) -> bool:
        """Whether a new row is the caller's: by the query that it is made of, or by the rows of that beside it."""

        def kept(where: Node, beside: Sequence[str] = ()) -> bool:
            own = self.proof.implied(where, row, beside=beside)
            return own or (bool(low) and all(self.proof.none(where, [one]) for one in low))

        if not rows_of(query):
            return kept(_all([*conditions, *given]))
        held, reading = self._under(query, given), self.proof.reading
        if kept(_all([*conditions, exp.Exists(this=held)])):
            return True
        if query.args.get("golive_grouped"):
            plain = [one for one in given if not one.expression.find(exp.AggFunc) and not _names(one, rows_of(query))]
            return bool(plain) and kept(_all([*conditions, *plain]))
        branches = merged(held, reading.derived, reading.outer_joined)
        return all(kept(_all([*conditions, where_of(one)]), rows_of(one)) for one in branches)

    def given(self, node: Node, relation: str, frame: Frame) -> Iterator[tuple[list[str], Node]]:
        """The columns that an INSERT fills, and the query of each row that it gives them."""
        every = sorted(self.world.live.on(Column, relation), key=lambda one: one.position)
        names = [name_of(one) for one in node.this.expressions] if isinstance(node.this, exp.Schema) else [
            one.name for one in every
        ]  # fmt: skip
        source = node.expression
        if isinstance(source, exp.Values):
            rows = [exp.Select(expressions=list(one.expressions)) for one in source.expressions]
        elif isinstance(source, exp.Select):
            rows = [source]
        else:
            raise Doubt("what is inserted is not followed")
        for values in rows:
            yield names, self.proof.reading.query(values, frame)

    def _met(self, conflict: Node, relation: str) -> None:
        """DO UPDATE changes a row with the same key: one of the same tenant where the key names it, and it stays so."""
        key = {one.this.name for one in conflict.args.get("conflict_keys") or () if isinstance(one.this, exp.Column)}
        plain = all(isinstance(one.this, exp.Column) for one in conflict.expressions)
        changed = {name_of(one.this.this) for one in conflict.expressions if plain}
        tenant = self.world.tenant_column(relation)
        kept = {tenant} | (self.authority.columns(relation) if self.authority else set())
        if relation == self.world.root or tenant not in key or not plain or kept & changed:
            raise Doubt("ON CONFLICT DO UPDATE is not followed where its key names no tenant, or it sets who may what")


def _plainly(value: Node) -> Node:
    while isinstance(value, exp.Paren | exp.Alias):
        value = value.this
    return value.copy()


def _all(nodes: Sequence[Node]) -> Node:
    return exp.and_(*(exp.Paren(this=one.copy()) for one in nodes), copy=False)


def _names(node: Node, rows: Sequence[str]) -> bool:
    return any(one.table in rows for one in node.find_all(exp.Column))


def _outermost(node: Node) -> Iterator[Node]:
    """The queries in an expression that are in no other query of it."""
    if isinstance(node, exp.Select | exp.SetOperation):
        yield node
        return
    for value in node.args.values():
        for one in value if isinstance(value, list) else [value]:
            if hasattr(one, "args"):
                yield from _outermost(one)
