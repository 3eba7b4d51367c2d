"""That a condition lets through rows of the session's own tenant only: a proof, or why there is none.

The condition and the negated goal are given to the solver of conditions; what it does not understand may be
anything, so that a proof is never wrong because something was not understood.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlglot import exp

from golive.isolation.authority import Authority
from golive.isolation.doubt import Doubt
from golive.isolation.forms import asked, elements, enclosed, rowless, surrounds, where_of
from golive.isolation.goals import Goals
from golive.isolation.keys import GIVEN, TENANT, USER
from golive.isolation.lookups import asked_before, looked_up
from golive.isolation.merging import merged
from golive.isolation.nulls import Nulls
from golive.isolation.reading import Frame, Reading
from golive.isolation.rules import rule
from golive.isolation.sameness import Sameness, conjuncts
from golive.isolation.trees import bare, column, lossless, parse_expression, rows_of, spelled
from golive.isolation.world import Parent, World
from golive.model.catalog import Constraint, Policy, Relation
from golive.rights.binding import binds
from golive.sqltext.conditions import holds_for_none
from golive.sqltext.expressions import mentions
from golive.sqltext.names import parts

Node = Any  # the parser's class has another name from version to version
_DEEPEST = 4
_MOST, _FEW = 600, 12  # queries, each as often as another one asks what it says: in one proof, and once …
_MUCH = 1500  # … so many were looked at in all, since policies that ask through one another have no end


@dataclass
class Proof:
    """One attempt: the rows that a condition lets through, for one role."""

    world: World
    role: str
    reading: Reading = field(init=False)
    depth: int = 0
    looked: int = 0
    marks: int = 0
    authority: Authority | None = None  # asked for
    around: tuple[Node, ...] = ()  # what else is true wherever the condition is: of the row that is written
    nulls: Nulls = field(init=False)
    same: Sameness = field(init=False)
    goals: Goals = field(init=False)

    def __post_init__(self) -> None:
        self.reading = Reading(self.world.live, self.world.routines, self.world.keys_of(self.role), self.role)
        self.nulls = Nulls(self.world, self.reading)
        self.same = Sameness(self._exact, partial(looked_up, self.world, self.reading))
        self.goals = Goals(self.world, self.role, self.reading, self.same, self.authority)

    def _exact(self, node: Node) -> bool:
        if isinstance(node, exp.Subquery):
            return True
        if not node.table:
            return str(node.name).startswith(GIVEN)
        relation = self.reading.tables.get(node.table, "")
        return bool(self.world.exact(relation, node.name))

    def holds(self, text: str, relation: str, *, reader: str, old: bool, everybody: bool) -> tuple[bool, Node]:
        """Whether the condition implies whose the row is. Rows of everybody count where they are only read."""
        row = self.reading.row(relation, reader)
        where = self.reading.condition(text or "false", relation, row, reader)
        self.goals.fresh = "" if old else row
        extra = list(self._exempt(relation, row, where, old=old, everybody=everybody))
        return self.implied(where, row, extra), where

    def _exempt(self, relation: str, row: str, where: Node, *, old: bool, everybody: bool) -> Iterator[Node]:
        world = self.world
        if (own := world.own.get(relation)) and (old or self._by_user_alone(relation)):
            yield from self.goals.equals(row, relation, own, USER, where)
        if not old and relation == world.root:  # a tenant that was not there: whoever makes it is named in it
            if relation not in world.own and not any(one.type == "f" for one in world.live.on(Constraint, relation)):
                yield exp.Boolean(this=True)  # where anybody is
            for name in sorted({one.name for one in where.find_all(exp.Column) if one.table == row}):
                yield from self.goals.equals(row, relation, name, USER, where)
        if everybody:
            if text := world.shared_rows.get(relation):
                frame = Frame({parts(relation)[-1]: row}, reader=self.role)
                yield self.reading.expression(parse_expression(text), frame)
            name = world.tenant_column(relation)
            if name and relation in world.nullable:
                yield exp.Is(this=column(row, name), expression=exp.Null())

    def _by_user_alone(self, relation: str) -> bool:
        """Whether no policy goes by the tenant: which one a row names then shows it to nobody else."""
        name = self.world.tenant_column(relation) or ""
        texts = [text for one in self.world.live.on(Policy, relation) for text in (one.using, one.check)]
        return relation != self.world.members and not any(mentions(text, name) for text in texts if name)

    def implied(self, where: Node, row: str, extra: Sequence[Node] = (), beside: Sequence[str] = ()) -> bool:
        """Whether the condition is true only where the row is the session's own, or one of the other goals holds.

        It may speak of rows beside it.
        """
        others = tuple(beside)
        if row != self.goals.fresh:  # a row that is written anew is not what a query found
            told, more = asked_before(self.world, self.reading, where, row)
            others += more
            where = exp.and_(where, *told)
        with self.same.within(where, row) as alike:
            marked, marks = self._marked(alike, row)
            goals = [*extra, *marks, *self.goals.of(row, marked)]
            marked, tied = self._tied(marked, row, others)
            return self.none(marked, [*goals, *tied])

    def none(self, where: Node, goals: Sequence[Node]) -> bool:
        """Whether the condition holds for no row for which no goal holds; by one of them, where all are too many."""
        goals = [self.same.everywhere(one) for one in goals]
        return self._none(where, goals) or (len(goals) > 1 and any(self._none(where, [one]) for one in goals))

    def _none(self, where: Node, goals: Sequence[Node]) -> bool:
        wanted = {spelled(one) for goal in goals for one in goal.find_all(exp.Column)}
        text = _weakened(where, wanted).sql(dialect="postgres")
        for goal in goals:
            text = f"({text}) AND (({goal.sql(dialect='postgres')}) IS NOT TRUE)"
        return holds_for_none(text, self.nulls.never_in(where))

    def _marked(self, where: Node, row: str) -> tuple[Node, list[Node]]:
        """The condition with each query that says whose a row is replaced by a mark, and the marks."""
        marks: list[Node] = []
        again: dict[str, str] = {}
        before, fresh = self.around, self.goals.fresh
        if fresh:
            plain = [one for one in conjuncts(where) if one.find(exp.Select) is None or isinstance(one, exp.EQ)]
            self.around += tuple(one for one in plain if any(each.table == fresh for each in one.find_all(exp.Column)))

        def mark(node: Node) -> Node:
            if node.find(exp.Select) is None:
                return node
            if self._says(node, row):
                if node.sql() not in again:
                    self.marks += 1
                found = exp.column(again.setdefault(node.sql(), f"golive_mark_{self.marks}"))
                if self.nulls.decides(node):
                    self.nulls.never.add(found.name)
                marks.append(found)
                return found.copy()
            if surrounds(node):
                return type(node)(**{name: within(value) for name, value in node.args.items()})
            return node

        def within(value: Any) -> Any:
            if isinstance(value, list):
                return [mark(one) for one in value]
            return mark(value) if hasattr(value, "args") else value

        marked = mark(where)
        marks += self._valued(marked, row)
        self.around = before
        return marked, marks

    def _valued(self, where: Node, row: str) -> list[Node]:
        """That a query of one value had one, or had this one, where that says whose the row is."""
        found: list[Node] = []
        compared: dict[str, list[Node]] = {}
        for node in where.find_all(exp.EQ, exp.NEQ, exp.Is):
            if (value := bare(node.this)) and isinstance(value, exp.Subquery) and rows_of(value.this):
                compared.setdefault(value.sql(), [value]).append(node.expression)
        for value, *others in compared.values() if self.depth < _DEEPEST else ():
            there = exp.Not(this=exp.Is(this=value.copy(), expression=exp.Null()))
            equal = [
                exp.EQ(this=value.copy(), expression=one.copy()) for one in others if not isinstance(one, exp.Null)
            ]
            found += [one for one in (there, *equal) if self._says(one, row)]
        return found

    def _says(self, node: Node, row: str) -> bool:
        """Whether a condition with a query in it is true only where the row is the session's own."""
        if self.depth >= _DEEPEST:
            return False
        self.looked += 1
        self.world.looked[0] += 1
        if self.looked > (_MOST if self.world.looked[0] < _MUCH else _FEW):
            raise Doubt("a condition with so many queries in one another is not followed")
        self.depth += 1
        try:
            match node:
                case exp.In() if (query := node.args.get("query")) is not None:
                    if self._among(node.this, enclosed(query), row):
                        return True
                case exp.EQ():
                    for one, other in ((node.this, node.expression), (node.expression, node.this)):
                        if (query := _query(other)) is not None and self._among(one, query, row):
                            return True
            return any(self._exists(query, row) for query in asked(node))
        finally:
            self.depth -= 1

    def _among(self, node: Node, query: Node, row: str) -> bool:
        relation = self.reading.tables.get(row)
        if relation is None:
            return False
        name, parent = self.world.tenant_column(relation), self.world.parents.get(relation)
        if name and self._is(node, row, relation, name):
            return self.own_tenants(query)
        if parent is not None and self._is(node, row, relation, parent.column):
            return self._own_keys(query, parent)
        return False

    def _is(self, node: Node, row: str, relation: str, name: str) -> bool:
        node = bare(node)
        exact = self.world.exact(relation, name)
        if isinstance(node, exp.Cast) and exact and lossless(exact, node.to):
            node = bare(node.this)
        return (
            bool(exact)
            and isinstance(node, exp.Column)
            and spelled(node) == spelled(self.same.named(column(row, name)))
        )

    def own_tenants(self, query: Node) -> bool:
        """Whether every value of the query is a tenant of the session."""
        if isinstance(query, exp.Union):
            return self.own_tenants(enclosed(query.this)) and self.own_tenants(enclosed(query.expression))
        if not isinstance(query, exp.Select) or len(query.expressions) != 1:
            return False
        value = bare(query.expressions[0])
        if isinstance(value, exp.Subquery):
            return self.own_tenants(value.this)
        if self.reading.values.kind(value) == TENANT:
            return True
        casts: list[Node] = []
        while isinstance(value, exp.Cast | exp.Min | exp.Max):
            casts += [value.to] if isinstance(value, exp.Cast) else []
            value = bare(value.this)
        if not isinstance(value, exp.Column):
            return False
        if value.table in self.reading.derived:
            return self.own_tenants(self.reading.derived[value.table])
        relation = self.reading.tables.get(value.table, "")
        if not relation or self.world.tenant_column(relation) != value.name:
            return False
        exact = self.world.exact(relation, value.name)
        if not exact or not all(lossless(exact, to) for to in casts):
            return False
        return self._within(query, [value.table])

    def _own_keys(self, query: Node, parent: Parent) -> bool:
        if isinstance(query, exp.Union):
            return self._own_keys(enclosed(query.this), parent) and self._own_keys(enclosed(query.expression), parent)
        if not isinstance(query, exp.Select) or len(query.expressions) != 1:
            return False
        value = bare(query.expressions[0])
        if isinstance(value, exp.Subquery):
            return self._own_keys(value.this, parent)
        if not isinstance(value, exp.Column):
            return False
        if value.table in self.reading.derived:
            return self._own_keys(self.reading.derived[value.table], parent)
        if (self.reading.tables.get(value.table), value.name) != (parent.relation, parent.key):
            return False
        return self._within(query, [value.table])

    def own_rows(self, query: Node, row: str) -> bool:
        """Whether a row that a query reads is one that the session may read."""
        where = where_of(query)
        relation = self.reading.tables[row]
        extra = list(self._exempt(relation, row, where, old=True, everybody=True))
        if row in self.reading.outer_joined:
            where = where if row in self.reading.joined_on else exp.Boolean(this=True)
            self.reading.outer_joined.discard(row)
        if self.implied(where, row, extra) or self._within(query, [row]):
            return True
        more = self._with_row_security(query, where)
        if more is None:
            return False
        return self.implied(more, row, list(self._exempt(relation, row, more, old=True, everybody=True)))

    def _within(self, query: Node, rows: list[str]) -> bool:
        where = where_of(query)
        beside = rows_of(query)
        for condition in self._narrowed(query, where):
            if condition is not None and self._implied_beside(condition, rows, beside):
                return True
        return False

    def _implied_beside(self, where: Node, rows: list[str], beside: Sequence[str]) -> bool:
        with self.same.within(where, rows[0]) as marked:
            goals: list[Node] = []
            for row in [*rows, *(one for one in beside if one not in rows)]:
                marked, marks = self._marked(marked, row)
                base = [*marks, *self.goals.of(row, marked)]
                goals += base if row in rows else self.goals.tied(rows[0], row, base)
            return self.none(marked, goals)

    def _exists(self, query: Node, row: str) -> bool:
        query = enclosed(query)
        if isinstance(query, exp.Union):
            return self._exists(query.this, row) and self._exists(query.expression, row)
        if rowless(query):
            return True
        if not isinstance(query, exp.Select) or query.args.get("golive_grouped"):
            return False
        branches = merged(query, self.reading.derived, self.reading.outer_joined)
        if branches != [query]:
            return all(self._exists(one, row) for one in branches)
        where = where_of(query)
        for condition in self._narrowed(query, where):
            if condition is not None and self._ties_to(condition, row, rows_of(query)):
                return True
        return False

    def _ties_to(self, where: Node, row: str, others: Sequence[str]) -> bool:
        """Whether the condition is true only where the row is the session's own, or tied to one that is."""
        before = self.around
        around, self.around = [_held(one, others) for one in self.around], ()
        with self.same.within(exp.and_(where, *around), row) as marked:
            marked, goals = self._tied(marked, row, others)
            marked, marks = self._marked(marked, row)
            goals += [*marks, *self.goals.of(row, marked)]
            self.around = before
            return bool(goals) and self.none(marked, goals)

    def _tied(self, where: Node, row: str, others: Sequence[str]) -> tuple[Node, list[Node]]:
        """The condition with its marks, and what ties the row to one beside it that is the session's own."""
        own: dict[str, list[Node]] = {}
        for one in others:
            where, marks = self._marked(where, one)
            own[one] = [*marks, *self.goals.of(one, where)]

        def reached(one: str, before: Sequence[str]) -> Iterator[Node]:
            """What says that it is: of itself, or by the next one that it leads to."""
            yield from own[one]
            further = [each for each in own if each not in before]
            leads = self.reading.tables.get(one) in self.world.parents
            for each in further:
                goals = reached(each, (*before, each)) if leads else own[each]
                yield from self.goals.tied(one, each, goals)

        leads = self.reading.tables.get(row) in self.world.parents
        return where, [
            goal
            for one in others
            for goal in self.goals.tied(row, one, reached(one, (one,)) if leads else own[one], where)
        ]

    def _narrowed(self, query: Node, where: Node) -> Iterator[Node | None]:
        """The condition, and where that is not enough the condition with row security, that may be beyond reading."""
        yield where
        yield self._with_row_security(query, where)

    def _with_row_security(self, query: Node, where: Node) -> Node | None:
        """The condition and what row security of the relations it reads adds for whoever reads them."""
        added = []
        for row in rows_of(query):
            relation = self.world.live.get(Relation, self.reading.tables.get(row, ""))
            reader = self.reading.readers.get(row, "")
            if relation is None or not binds(self.world.tenancy.roles, reader, relation):
                continue
            text = rule(self.world, reader, relation, "SELECT")
            added.append(self.reading.condition(text, relation.identity, row, reader))
        return exp.and_(where.copy(), *added) if added else None


def _held(node: Node, rows: Sequence[str]) -> Node:
    """With what a variable holds of the very row that is read here."""

    def value(one: Node) -> Node:
        if isinstance(one, exp.Subquery) and rows_of(one.this) == tuple(rows) and len(one.this.expressions) == 1:
            return one.this.expressions[0].copy()
        return one

    return node.transform(value)


def _weakened(node: Node, wanted: set[str]) -> Node:
    """The condition without what has nothing to do with the goals: true in its place."""
    match node:
        case exp.Paren():
            return exp.Paren(this=_weakened(node.this, wanted))
        case exp.And() | exp.Or():
            return type(node)(this=_weakened(node.this, wanted), expression=_weakened(node.expression, wanted))
    columns = {spelled(one) for one in node.find_all(exp.Column)}
    return node.copy() if columns & wanted or not columns else exp.Boolean(this=True)


def _query(node: Node) -> Node | None:
    """The query that a side of an equation is: a scalar one, or ANY of one."""
    node = bare(node)
    if isinstance(node, exp.Subquery):
        return node.this
    if isinstance(node, exp.Any):
        found = elements(node.this) or enclosed(node.this)
        return found if isinstance(found, exp.Select | exp.Union) else None
    return None
