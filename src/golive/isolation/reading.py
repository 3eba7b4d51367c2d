"""A condition read as the server reads it: each column knows its relation, each helper its body, each key its kind."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from sqlglot import exp

from golive.isolation.doubt import Doubt
from golive.isolation.forms import parted
from golive.isolation.keys import GIVEN, Keys
from golive.isolation.routines import Body, Routines
from golive.isolation.runs import Run
from golive.isolation.trees import (
    bare,
    called,
    column,
    function_name,
    is_token,
    name_of,
    parse_expression,
    rows_of,
)
from golive.isolation.values import Values
from golive.model.catalog import Column, Function, Relation
from golive.model.signature import defaults, variadic
from golive.model.snapshot import Snapshot
from golive.sqltext.expressions import predicate

Node = Any  # the parser's class has another name from version to version
_DEEPEST = 12
SETS: Mapping[str, tuple[str, ...]] = {  # functions of the server that return rows: the columns that these have
    **dict.fromkeys(("jsonb_array_elements", "json_array_elements"), ("value",)),
    **dict.fromkeys(("jsonb_array_elements_text", "json_array_elements_text"), ("value",)),
    **dict.fromkeys(("jsonb_each", "json_each", "jsonb_each_text", "json_each_text"), ("key", "value")),
    **dict.fromkeys(("jsonb_to_recordset", "json_to_recordset", "jsonb_to_record", "json_to_record"), ()),
    **dict.fromkeys(("jsonb_object_keys", "json_object_keys", "unnest", "generate_series", "string_to_table"), ()),
    **dict.fromkeys(("regexp_split_to_table", "regexp_matches", "generate_subscripts"), ()),
}


@dataclass(frozen=True)
class Frame:
    """What names mean at one place: the relations of its query, the parameters of its function, what is around."""

    aliases: Mapping[str, str] = field(default_factory=dict)  # alias: the one name it has in the whole reading
    outer: "Frame | None" = None
    parameters: Mapping[str, Node] = field(default_factory=dict)  # by name and by number
    path: tuple[str, ...] = ()
    temporary_first: bool = False
    reader: str = ""
    depth: int = 0
    label: str = ""  # the function, where its parameters are
    records: Mapping[str, "tuple[Node, Frame]"] = field(default_factory=dict)  # variables that hold a row of a query
    beside: Mapping[str, "tuple[Node, Frame]"] = field(default_factory=dict)  # queries of WITH, and what is around them


@dataclass
class Reading:
    """One condition, with everything it names."""

    live: Snapshot
    routines: Routines
    keys: Keys
    role: str  # who asks
    tables: dict[str, str] = field(default_factory=dict)  # by its name in this reading: the relation
    readers: dict[str, str] = field(default_factory=dict)
    derived: dict[str, Node] = field(default_factory=dict)
    outer_joined: set[str] = field(default_factory=set)
    joined_on: dict[str, list[Node]] = field(default_factory=dict)  # of such a row: what is true where it is there
    values: Values = field(init=False)
    _held: dict[int, tuple[Node, Node]] = field(default_factory=dict)  # queries whose row a variable holds

    def __post_init__(self) -> None:
        self.values = Values(self.keys)

    def row(self, relation: str, reader: str) -> str:
        """A name for a row of the relation."""
        name = f"t{len(self.tables) + len(self.derived)}"
        self.tables[name], self.readers[name] = relation, reader
        return name

    def condition(self, text: str, relation: str, row: str, reader: str) -> Node:
        """A condition of the catalog over one relation; Doubt where it cannot be read."""
        tree = parse_expression(text)
        last = self.live.get(Relation, relation)
        alias = last.name if last else relation
        return self.expression(tree, Frame({alias: row}, reader=reader))

    def function(self, body: Body, reader: str) -> Node:
        """What a function answers, whatever it is given."""
        given = [exp.column(f"{GIVEN}_{n}") for n in range(len(body.parameters))]
        return self._inlined(body, given, Frame(reader=reader))

    def expression(self, node: Node, frame: Frame) -> Node:
        match node:
            case exp.Paren():
                inner = self.expression(node.this, frame)
                return inner if isinstance(inner, exp.Column) else exp.Paren(this=inner)
            case exp.Alias():
                return self.expression(node.this, frame)
            case exp.Column():
                return self._column(node, frame)
            case exp.Parameter():
                return self._parameter(str(node.this.this), frame)
            case exp.Subquery():
                return self._scalar(self.query(node, frame))
            case exp.Select() | exp.SetOperation():
                return self.query(node, frame)
            case exp.DataType() | exp.Identifier() | exp.JSONPath():
                return node.copy()
            case exp.Dot() | exp.Anonymous() if (function := called(node)) is not None:
                return self._call(node, function, frame)
            case exp.Dot() if isinstance(node.expression, exp.Identifier):
                whole = bare(self.expression(node.this, frame))
                if _is_given(whole):
                    return _part_of(whole, name_of(node.expression))
        read = type(node)(**{name: self._any(value, frame) for name, value in node.args.items()})
        return self.values.key(parted(predicate(read)))

    def _any(self, value: Any, frame: Frame) -> Any:
        if isinstance(value, list):
            return [self._any(one, frame) for one in value]
        return self.expression(value, frame) if hasattr(value, "args") else value

    def _column(self, node: Node, frame: Frame) -> Node:
        name, table = name_of(node.this), node.args.get("table")
        place: Frame | None = frame
        while place is not None:
            if table is not None:
                if name_of(table) in place.aliases:
                    return column(place.aliases[name_of(table)], name)
                if name_of(table) == place.label and name in place.parameters:
                    return place.parameters[name].copy()
                if name_of(table) in place.records:
                    return self._field(name, *place.records[name_of(table)])
                if _is_given(whole := place.parameters.get(name_of(table))):
                    return _part_of(whole, name)
            else:
                hits = [one for one in place.aliases.values() if name in self.columns(one)]
                if len(hits) > 1 or any(not self.columns(one) for one in place.aliases.values()):
                    raise Doubt(f"what {name} means is not certain")
                if hits:
                    return column(hits[0], name)
                if name in place.aliases:
                    return column(place.aliases[name], name)
            if table is None and name in place.parameters:
                return place.parameters[name].copy()
            place = place.outer
        raise Doubt(f"what {name} means was not found")

    def _field(self, name: str, query: Node, frame: Frame) -> Node:
        """A column of the row that a variable holds."""
        if id(query) not in self._held:
            every = query.copy()
            every.set("expressions", [exp.Star()])
            self._held[id(query)] = (query, self._select(every, frame))  # the same row, whichever column of it
        _, found = self._held[id(query)]
        given = next((one for one in query.expressions if one.alias_or_name == name), exp.column(name))
        value = next((one for one in found.expressions if isinstance(one, exp.Column) and one.name == given.name), None)
        if value is None or any(isinstance(one, exp.Alias) for one in query.expressions):
            plain = query.copy()
            plain.set("expressions", [given.copy()])
            return self.scalar(plain, frame)
        single = found.copy()
        single.set("expressions", [value.copy()])
        return exp.Subquery(this=single)

    def scalar(self, query: Node, frame: Frame) -> Node:
        return self._scalar(self.query(query, frame))

    def columns(self, row: str) -> frozenset[str]:
        if row in self.tables:
            return frozenset(one.name for one in self.live.on(Column, self.tables[row]))
        query = self.derived.get(row)
        return frozenset(query.args.get("golive_columns", ())) if query is not None else frozenset()

    def _parameter(self, number: str, frame: Frame) -> Node:
        place: Frame | None = frame
        while place is not None:
            if number in place.parameters:
                return place.parameters[number].copy()
            place = place.outer
        raise Doubt(f"${number} is no parameter here")

    def _call(self, node: Node, name: tuple[str, ...], frame: Frame) -> Node:
        if name[-1] == "set_config":
            raise Doubt("it sets a setting while it is evaluated")
        call = node.expression if isinstance(node, exp.Dot) else node
        given = [self.expression(one, frame) for one in call.expressions]
        if name[-1] == "current_setting" and name[:-1] in ((), ("pg_catalog",)):
            return self.values.setting(given)
        function = self.routines.find(name, len(given), frame.path)
        if function is not None:
            body = self.routines.body(function, self.role)
            if body is not None:
                found = self._scalar(self._inlined(body, given, frame))
                return _unless_null(given, found) if function.strict and given else found
            if function.volatility == "volatile":
                raise Doubt(f"{function.identity} is VOLATILE, and what it answers is not read")
        return exp.Anonymous(this="golive_call", expressions=[exp.Literal.string(".".join(name)), *given])

    def _inlined(self, body: Body, given: list[Node], frame: Frame) -> Node:
        inner = self.opened(body, given, frame)
        if body.program:
            return Run(self, several=body.function.result.startswith(("SETOF ", "TABLE("))).answer(body.program, inner)
        return self.query(body.query, inner)

    def opened(self, body: Body, given: list[Node], frame: Frame) -> Frame:
        """What names mean inside of a function that is given these arguments."""
        if frame.depth > _DEEPEST:
            raise Doubt(f"{body.function.identity} calls itself")
        reader = body.function.owner if body.function.security_definer else frame.reader
        label = body.function.path[-1]
        inner = Frame({}, None, {}, body.path, body.temporary_first, reader, frame.depth + 1, label=label)
        given = self._completed(body.function, given, inner)
        numbered: dict[str, Node] = {str(n): one for n, one in enumerate(given, 1)}
        named = {name: one for name, one in zip(body.parameters, given, strict=False) if name}
        return replace(inner, parameters={**numbered, **named})

    def _completed(self, function: Function, given: list[Node], frame: Frame) -> list[Node]:
        """The arguments with those that were not given, and those that are one array."""
        every = defaults(function)
        if given and given[-1].key == "variadic":
            given = [*given[:-1], given[-1].this]
        elif variadic(function) and not (len(given) == len(every) and isinstance(given[-1], exp.Array)):
            given = [*given[: len(every) - 1], exp.Array(expressions=given[len(every) - 1 :])]
        missing = [parse_expression(one) for one in every[len(given) :]]
        return [*given, *(self.expression(one, replace(frame, path=("pg_catalog",))) for one in missing)]

    def _scalar(self, query: Node) -> Node:
        """A query of one value and no relation is that value."""
        plain = isinstance(query, exp.Select) and not rows_of(query) and not query.args.get("where")
        if plain and len(query.expressions) == 1 and not query.args.get("golive_narrowed"):
            inner = query.expressions[0]
            return inner if isinstance(inner, exp.Column | exp.Subquery) else exp.Paren(this=inner)
        return exp.Subquery(this=query)

    def query(self, node: Node, frame: Frame) -> Node:
        if (beside := node.args.get("with_") or node.args.get("with")) is not None:
            frame = _beside(beside, frame)
        if isinstance(node, exp.Subquery):
            return self.query(node.this, frame)
        if isinstance(node, exp.Union):
            return exp.Union(this=self.query(node.this, frame), expression=self.query(node.expression, frame))
        if not isinstance(node, exp.Select):
            raise Doubt("a query of another form than SELECT is not followed")
        return self._select(node, frame)

    def _select(self, node: Node, frame: Frame) -> Node:
        aliases: dict[str, str] = {}
        inner = replace(frame, aliases=aliases, outer=frame, parameters={})
        conditions: list[Node] = []
        first = node.args.get("from_") or node.args.get("from")
        if first is not None:
            self._joined(first.this, node.args.get("joins") or [], inner, aliases, conditions)
        if node.args.get("where") is not None:
            conditions.append(self.expression(node.args["where"].this, inner))
        named = [one for each in node.expressions for one in self._every(each, aliases)]
        found = exp.Select(expressions=[self.expression(one, inner) for one in named])
        found.set("golive_rows", tuple(aliases.values()))
        found.set("golive_columns", tuple(one.alias_or_name for one in named))
        found.set("golive_narrowed", any(node.args.get(one) for one in ("group", "having", "limit", "offset")))
        found.set("golive_groups", any(node.args.get(one) for one in ("group", "having")))
        found.set(
            "golive_grouped", found.args["golive_groups"] or any(one.find(exp.AggFunc) for one in node.expressions)
        )
        if aliases:
            sources = [exp.Table(this=exp.to_identifier(one)) for one in aliases.values()]
            found.set("from_", exp.From(this=sources[0]))
            found.set("joins", [exp.Join(this=one) for one in sources[1:]])
        if conditions:
            found.set("where", exp.Where(this=exp.and_(*conditions, copy=False)))
        return found

    def _every(self, node: Node, aliases: Mapping[str, str]) -> list[Node]:
        """Each column that a star stands for."""
        if not isinstance(node, exp.Star):
            return [node]
        found = [(alias, name) for alias, row in aliases.items() for name in self._ordered(row)]
        return [exp.Column(this=exp.to_identifier(name, quoted=True), table=exp.to_identifier(alias, quoted=True))
                for alias, name in found] or [node]  # fmt: skip

    def _ordered(self, row: str) -> list[str]:
        if row in self.tables:
            found = sorted(self.live.on(Column, self.tables[row]), key=lambda one: one.position)
            return [one.name for one in found]
        return list(self.derived[row].args.get("golive_columns") or ())

    def _joined(
        self, first: Node, joins: list[Node], frame: Frame, aliases: dict[str, str], conditions: list[Node]
    ) -> None:
        """What stands in FROM, left to right; ON of an outer join filters nothing."""
        if isinstance(first, exp.Subquery | exp.Paren) and isinstance(first.this, exp.Table) and not first.alias:
            inner = [*(first.this.args.get("joins") or []), *(first.args.get("joins") or [])]
            plain = first.this.copy()
            plain.set("joins", None)
            self._joined(plain, inner, frame, aliases, conditions)
        elif isinstance(first, exp.Table) and first.args.get("joins"):
            plain = first.copy()
            plain.set("joins", None)
            self._joined(plain, first.args["joins"], frame, aliases, conditions)
        else:
            aliases |= self._source(first, frame)
        for join in joins:
            before = set(aliases.values())
            found: list[Node] = []
            self._joined(join.this, [], frame, aliases, found)
            side = str(join.args.get("side") or "").upper()
            added = set(aliases.values()) - before
            if side in ("RIGHT", "FULL"):
                self.outer_joined |= before
            if side in ("LEFT", "FULL"):
                self.outer_joined |= added
            if side == "":
                conditions += found
                if join.args.get("on") is not None:
                    conditions.append(self.expression(join.args["on"], frame))
            elif side != "FULL" and join.args.get("on") is not None:
                with suppress(Doubt):  # what is not understood says nothing
                    found.append(self.expression(join.args["on"], frame))
                for row in added if side == "LEFT" else before:
                    self.joined_on.setdefault(row, []).extend(found)

    def _source(self, node: Node, frame: Frame) -> dict[str, str]:
        if isinstance(node, exp.Subquery):
            return self._derive(node.alias, self.query(node.this, frame), node)
        if isinstance(node, exp.Lateral) and isinstance(node.this, exp.Subquery):
            return self._derive(node.alias, self.query(node.this, frame), node)
        if (made := _made_rows(node)) is not None:
            return self._values_of(*made, node, frame)
        if not isinstance(node, exp.Table):
            raise Doubt("what stands in FROM is not followed")
        name = tuple(name_of(part) for part in (node.args.get("db"), node.this) if hasattr(part, "args"))
        if isinstance(node.this, exp.Anonymous):
            schema = node.args.get("db")
            name = (*([name_of(schema)] if schema is not None else []), function_name(node.this))
            given = [self.expression(one, frame) for one in node.this.expressions]
            function = self.routines.find(name, len(given), frame.path)
            body = self.routines.body(function, self.role) if function else None
            if function is None and name[:-1] in ((), ("pg_catalog",)):
                return self._values_of(name[-1], node.this.expressions, node, frame)
            if body is None:
                raise Doubt(f"{'.'.join(name)}() in FROM is not followed")
            return self._derive(node.alias or name[-1], self._inlined(body, given, frame), node)
        if len(name) == 1 and name[0] in frame.beside:
            query, around = frame.beside[name[0]]
            return self._derive(node.alias or name[0], self._columned(query, around), node)
        relation = self.relation(name, frame)
        return {node.alias or name[-1]: self.row(relation, frame.reader)}

    def _values_of(self, name: str, given: list[Node], node: Node, frame: Frame) -> dict[str, str]:
        """What the server makes rows of: anything, where it is made of what a caller gives or a row holds."""
        given = [self.expression(one, frame) for one in given]
        asks = any(one.find(exp.Select, exp.Anonymous, exp.CurrentUser, exp.SessionUser) for one in given)
        asks |= any(is_token(one) or self.values.kind(one) for each in given for one in each.find_all(exp.Column))
        if name not in SETS or asks:
            raise Doubt(f"{name}() in FROM is not followed")
        written, alias = node.args.get("alias"), node.alias or name
        names = [name_of(one) for one in (written.args.get("columns") or [])] if written is not None else []
        names += SETS[name][len(names) :] or ([] if names else [alias])
        row = f"t{len(self.tables) + len(self.derived)}"
        found = exp.Select(expressions=[column(row, one) for one in names])
        found.set("golive_columns", tuple(names))
        found.set("golive_grouped", True)  # it stands for itself
        self.derived[row] = found
        return {alias: row}

    def _columned(self, node: Node, frame: Frame) -> Node:
        """A query of WITH, with the names that its columns have there."""
        found, written = self.query(node.this, frame), node.args.get("alias")
        names = [name_of(one) for one in (written.args.get("columns") or [])] if written is not None else []
        if names:
            found.set("golive_columns", tuple(names))
        return found

    def _derive(self, alias: str, query: Node, node: Node) -> dict[str, str]:
        row = f"t{len(self.tables) + len(self.derived)}"
        written = node.args.get("alias")
        names = [name_of(one) for one in (written.args.get("columns") or [])] if written is not None else []
        known = list(query.args.get("golive_columns") or ())
        query.set("golive_columns", tuple(names + known[len(names) :]) or (alias,))
        if len(known) == 1 and not names:
            query.set("golive_columns", (known[0] or alias,))
        self.derived[row] = query
        return {alias: row}

    def relation(self, name: tuple[str, ...], frame: Frame) -> str:
        known = self.routines.names.relations
        if len(name) > 1:
            found = known.get(name[-2:])
        else:
            if frame.temporary_first:
                called = f"{frame.label}() looks for {name[0]}"
                raise Doubt(f"{called} among temporary tables first: its search_path is to end with pg_temp")
            found = next((known[schema, name[0]] for schema in frame.path if (schema, name[0]) in known), None)
        if found is None:
            raise Doubt(f"it reads {'.'.join(name)}, of which nothing is known")
        return found


def _made_rows(node: Node) -> tuple[str, list[Node]] | None:
    """A function of the server in FROM that the parser knows by a class of its own, and what it is given."""
    inner = node.this
    if isinstance(node, exp.Unnest):
        return "unnest", list(node.expressions)
    if isinstance(inner, exp.GenerateSeries | exp.ExplodingGenerateSeries):
        return "generate_series", [one for one in inner.args.values() if hasattr(one, "args")]
    if isinstance(node, exp.Lateral) and isinstance(inner, exp.Anonymous):
        return function_name(inner), list(inner.expressions)
    return None


def _is_given(node: Node) -> bool:
    """Whether it is what a caller gives: of a composite type, each of its columns is."""
    return isinstance(node, exp.Column) and not node.table and node.name.startswith(GIVEN)


def _part_of(whole: Node, name: str) -> Node:
    return exp.Column(this=exp.to_identifier(f"{whole.name}_{name}", quoted=True))


def _unless_null(given: list[Node], found: Node) -> Node:
    """What a function that is not called with NULL answers."""
    there = exp.and_(*(exp.Not(this=exp.Is(this=exp.Paren(this=one.copy()), expression=exp.Null())) for one in given))
    return exp.Case(ifs=[exp.If(this=there, true=exp.Paren(this=found))])


def _beside(written: Node, frame: Frame) -> Frame:
    """With the queries that stand before another one: each sees those before it."""
    if written.args.get("recursive"):
        raise Doubt("a recursive query is not followed")
    for one in written.expressions:
        if not isinstance(one.this, exp.Select | exp.SetOperation):
            raise Doubt("a WITH query that writes is not followed")
        frame = replace(frame, beside={**frame.beside, name_of(one.args["alias"].this): (one, frame)})
    return frame
