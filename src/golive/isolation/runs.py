"""What a program in plpgsql answers, as one expression: each of its paths under the condition that leads there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from golive.isolation.doubt import Doubt
from golive.isolation.programs import FAILED, Assigned, Branched, Command, Raised, Returned, Statement, writes
from golive.isolation.trees import parse_expression

if TYPE_CHECKING:
    from golive.isolation.reading import Frame, Reading

Node = Any  # the parser's class has another name from version to version
_FOUND = "found"
_MOST = 200  # statements, each as often as a path leads through it


@lru_cache(maxsize=1024)
def parse_statement(text: str) -> Node:
    try:
        found = [one for one in sqlglot.parse(text, dialect="postgres") if one is not None]
    except (SqlglotError, RecursionError):
        found = []
    if len(found) != 1:
        raise Doubt("a statement of a body is beyond the parser")
    return found[0]


@dataclass
class Run:
    """One body in one reading."""

    reading: "Reading"
    several: bool  # it returns rows
    steps: int = 0

    def answer(self, statements: Sequence[Statement], frame: "Frame") -> Node:
        """A query of what it returns."""
        if self.several:
            found = list(self._rows(statements, frame))
            if not found:
                raise Doubt("a body that returns no rows is not followed")
            together = found[0]
            for one in found[1:]:
                together = exp.Union(this=together, expression=one)
            return together
        return exp.Select(expressions=[exp.Paren(this=self._value(tuple(statements), frame))])

    def step(self) -> None:
        self.steps += 1
        if self.steps > _MOST:
            raise Doubt("a body with so many paths is not followed")

    def _value(self, statements: tuple[Statement, ...], frame: "Frame") -> Node:
        self.step()
        if not statements:
            return exp.Null()
        first, rest = statements[0], statements[1:]
        match first:
            case Returned():
                return self.expression(first.text, frame)
            case Raised():
                return exp.Null()  # nothing is answered at all
            case Branched():
                branches = [
                    exp.If(this=self.condition(condition, frame), true=self._value((*inside, *rest), frame))
                    for condition, inside in first.branches
                ]
                return exp.Case(ifs=branches, default=self._value((*first.otherwise, *rest), frame))
        return self._value(rest, self.after(first, frame))

    def condition(self, text: str, frame: "Frame") -> Node:
        """Of a handler: whether its block fails, which the same arguments decide alike."""
        if not text.startswith(FAILED):
            return self.expression(text, frame)
        given = [one.copy() for name, one in sorted(frame.parameters.items()) if name.isdigit()]
        return exp.Anonymous(this="golive_call", expressions=[exp.Literal.string(f"{frame.label} {text}"), *given])

    def _rows(self, statements: Sequence[Statement], frame: "Frame") -> "list[Node]":
        """The queries whose rows it returns, whichever path is taken."""
        found: list[Node] = []
        for at, one in enumerate(statements):
            self.step()
            match one:
                case Returned() if one.rows:
                    found.append(self.reading.query(parse_statement(one.text), frame))
                case Returned() | Raised():
                    return found
                case Branched():
                    for inside in (*(each for _, each in one.branches), one.otherwise):
                        found += self._rows((*inside, *statements[at + 1 :]), frame)
                    return found
                case _:
                    frame = self.after(one, frame)
        return found

    def after(self, statement: Statement, frame: "Frame") -> "Frame":
        """What names mean once an assignment or a query has run."""
        if isinstance(statement, Assigned):
            value = self.expression(statement.text, frame)
            return replace(frame, parameters={**frame.parameters, statement.name: value})
        if not isinstance(statement, Command) or writes(statement):
            raise Doubt("a body that writes is not followed")
        query = parse_statement(statement.text)
        if not isinstance(query, exp.Select):
            raise Doubt("a query of another form than SELECT is not followed")
        known = dict(frame.parameters)
        known[_FOUND] = exp.Paren(this=exp.Exists(this=self.reading.query(query, frame)))
        records = dict(frame.records)
        if len(statement.into) == 1 and (len(query.expressions) != 1 or isinstance(query.expressions[0], exp.Star)):
            records[statement.into[0]] = (query, frame)
            return replace(frame, parameters=known, records=records)
        for name, one in zip(statement.into, query.expressions, strict=False):
            single = query.copy()
            single.set("expressions", [one.copy()])
            known[name] = self.reading.scalar(single, frame)
            records.pop(name, None)
            if len(statement.into) == 1:  # a record of one column
                records[name] = (query, frame)
        return replace(frame, parameters=known, records=records)

    def knowing(self, frame: "Frame", values: Mapping[str, Node]) -> "Frame":
        """With other values of variables, whatever they held."""
        records = {name: one for name, one in frame.records.items() if name not in values}
        return replace(frame, parameters={**frame.parameters, **values}, records=records)

    def expression(self, text: str, frame: "Frame") -> Node:
        if not text:
            return exp.Null()
        found = self.reading.expression(parse_expression(text), frame)
        return found if isinstance(found, exp.Column) else exp.Paren(this=found)
