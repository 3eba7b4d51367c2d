"""What triggers write with the rights of their owner: into which tenants, where only the row's own is asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from sqlglot import exp

from golive.isolation.definers import Definer
from golive.isolation.doubt import Doubt
from golive.isolation.forms import where_of
from golive.isolation.keys import GIVEN
from golive.isolation.reading import Frame
from golive.isolation.rules import rule
from golive.isolation.sameness import conjuncts
from golive.isolation.trees import bare, column, lossless, name_of, rows_of
from golive.model.catalog import Constraint, Index, Relation

Node = Any  # the parser's class has another name from version to version
_TOLD = ("tg_op", "tg_name", "tg_table_name", "tg_table_schema", "tg_when", "tg_level", "tg_relname", "tg_argv")
_TAKEN = (exp.JSONExtract, exp.JSONExtractScalar, exp.JSONBExtract, exp.JSONBExtractScalar, exp.Cast)


@dataclass(frozen=True, slots=True)
class Spill:
    """A statement that writes rows of tenants that need not be the row's."""

    command: str
    relation: str
    by: str  # what names the tenant; nothing, where it is every row
    chosen: str = ""  # the column of the row that it is taken out of


@dataclass(kw_only=True)
class Fired(Definer):
    """A function as a trigger of one table runs it, for what one role does to a row there."""

    answers: ClassVar[bool] = False
    table: Relation
    command: str
    bound: bool = True  # by the policies of the table; who signs up comes by a gateway
    row: str = ""
    spills: list[Spill] = field(default_factory=list)

    def spilled(self) -> list[Spill]:
        """Doubt where the body is not followed."""
        body = self.world.routines.read(self.function)
        if body is None or not body.program:
            return []
        reading = self.proof.reading
        self.row = reading.row(self.table.identity, self.role)
        told: dict[str, Node] = {one: exp.column(f"{GIVEN}_{one}") for one in _TOLD}
        around = Frame({"new": self.row, "old": self.row}, None, told, reader=self.role)
        frame = reading.opened(body, [], Frame(reader=self.role))
        frame = Frame({}, around, frame.parameters, frame.path, frame.temporary_first, frame.reader, 1, frame.label)
        for _ in self._walk(tuple(body.program), frame, self._asked()):
            pass
        return list(dict.fromkeys(self.spills))

    def _asked(self) -> tuple[Node, ...]:
        """What policies have asked of the row, as far as it is understood."""
        if not self.bound or not self.table.row_security:
            return ()
        text = rule(self.world, self.role, self.table, self.command, new=self.command != "DELETE")
        try:
            return (self.proof.reading.condition(text, self.table.identity, self.row, self.role),)
        except Doubt:
            return ()

    def _insert(self, node: Node, relation: str, frame: Frame, conditions: Sequence[Node]) -> Iterator[Any]:
        tenant = self.world.tenant_column(relation)
        for names, query in self.given(node, relation, frame):
            value = dict(zip(names, query.expressions, strict=False)).get(tenant or "")
            if relation != self.world.root and value is not None:
                self._spill("INSERT", relation, value, query, conditions)
        yield from ()

    def _change(
        self, node: Node, table: Node, relation: str, frame: Frame, conditions: Sequence[Node]
    ) -> Iterator[Any]:
        tenant = self.world.tenant_column(relation)
        for one in node.expressions if isinstance(node, exp.Update) else ():
            query = self.changed(node, table, frame, one.expression.copy())
            value, where = query.expressions[0], where_of(query)
            moved = name_of(one.this.this) == tenant
            if moved:
                self._spill("UPDATE", relation, value, query, conditions)
            asked = _asks(where) or self._session(where)
            if self._of_row(value) and not asked and not self._found(relation, query, moved=moved):
                self.spills.append(Spill("UPDATE", relation, ""))
        yield from ()

    def _found(self, relation: str, query: Node, *, moved: bool) -> bool:
        """Whether the rows that are changed are the row's: by its tenant, as what refers to it, or by a key of theirs.

        What is moved to the tenant of the row is not its own yet: a key of it is one that whoever writes has chosen.
        """
        target, live = rows_of(query)[0], self.world.live
        mine = {one.columns for one in live.on(Constraint, self.table.identity) if one.type == "p"}
        kept = {self.world.tenant_column(relation)}
        if not moved:
            keys = [one.columns for one in live.on(Index, relation) if one.unique]
            keys += [one.columns for one in live.on(Constraint, relation) if one.type == "f"]
            kept |= {columns[0] for columns in keys if len(columns) == 1}
        for one in filter(self._of_row, conjuncts(where_of(query))):
            if not isinstance(one, exp.EQ):
                return True
            for side, other in ((bare(one.this), bare(one.expression)), (bare(one.expression), bare(one.this))):
                names = {each.name for each in side.find_all(exp.Column) if each.table == target}
                whole = isinstance(other, exp.Column) and other.table == self.row and (other.name,) in mine
                if names & kept or (names and whole):
                    return True
        return False

    def _spill(self, command: str, relation: str, value: Node, query: Node, conditions: Sequence[Node]) -> None:
        by, chosen = self._named(value, query)
        if by and not self._proved(relation, value, query, conditions):
            self.spills.append(Spill(command, relation, by, chosen))

    def _proved(self, relation: str, value: Node, query: Node, conditions: Sequence[Node]) -> bool:
        row = self.proof.reading.row(relation, self.function.owner)
        equal = exp.EQ(this=column(row, self.world.tenant_column(relation) or ""), expression=bare(value).copy())
        every = [*conditions, equal, *([where_of(query)] if rows_of(query) else [])]
        return self.proof.implied(exp.and_(*(exp.Paren(this=one.copy()) for one in every), copy=False), row)

    def _named(self, value: Node, query: Node) -> tuple[str, str]:
        """What names the tenant, where whoever writes the row chooses it, or where it is one of many."""
        value = self._plain(value)
        if isinstance(value, exp.Column):
            relation = self.proof.reading.tables.get(value.table, "")
            many = relation and value.table != self.row and not self._tied(value.table, relation, where_of(query))
            return (f"{relation}.{value.name}", "") if many else ("", "")
        taken = [one for one in value.find_all(exp.Column) if one.table == self.row]
        tenant = self.world.tenant_column(self.table.identity)
        chosen = next((one.name for one in taken if one.name != tenant), "")
        plain = value.find(*_TAKEN) is not None and value.find(exp.Select, exp.Anonymous) is None
        return (f"what stands in {chosen} of the row", chosen) if chosen and plain else ("", "")

    def _plain(self, value: Node) -> Node:
        """Without casts that lose nothing."""
        value = bare(value)
        while isinstance(value, exp.Cast) and isinstance(inner := bare(value.this), exp.Column):
            relation = self.proof.reading.tables.get(inner.table, "")
            if not lossless(self.world.exact(relation, inner.name), value.to):
                break
            value = inner
        return value

    def _tied(self, row: str, relation: str, where: Node) -> bool:
        """Whether a key of it is compared with something of the row, or of the session."""
        live = self.world.live
        keys = {name for one in live.on(Index, relation) if one.unique for name in one.columns}
        keys |= {name for one in live.on(Constraint, relation) if one.type == "f" for name in one.columns}
        keys |= {self.world.tenant_column(relation) or ""}
        for one in conjuncts(where):
            if not isinstance(one, exp.EQ):
                if _asks(one):
                    return True
                continue
            for side, other in ((one.this, one.expression), (one.expression, one.this)):
                mine = [each for each in side.find_all(exp.Column) if each.table == row]
                if any(each.name in keys for each in mine) and (
                    self._of_row(other) or self._session(other) or _asks(other) or other.find(exp.Column)
                ):
                    return True
        return False

    def _of_row(self, node: Node) -> bool:
        return any(one.table == self.row for one in node.find_all(exp.Column))

    def _session(self, node: Node) -> bool:
        used = self.proof.reading.values.used
        return any(one.name in used for one in node.find_all(exp.Column) if not one.table)


def _asks(node: Node) -> bool:
    return node.find(exp.Select, exp.Anonymous) is not None
