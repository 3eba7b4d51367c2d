"""The queries inside of conditions and bodies: what each reads, and what it asks of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from golive.sqltext.expressions import Node, parsed
from golive.sqltext.plpgsql import read
from golive.sqltext.plpgsql_body import Form, Unreadable
from golive.sqltext.statements import Unsplittable, split


@dataclass(frozen=True)
class Query:
    """One SELECT, without those inside of it."""

    tables: dict[str, str]  # by the name it goes by here, as it is written
    node: Node

    def own(self, kind: type[Node]) -> Iterator[Node]:
        """Its nodes of a kind that stand in no query of their own."""
        for found in self.node.find_all(kind):
            if found.find_ancestor(exp.Select) is self.node:
                yield found

    @property
    def equalities(self) -> Iterator[tuple[Node, Node]]:
        for one in self.own(exp.EQ):
            yield plain(one.this), plain(one.expression)

    @property
    def columns(self) -> Iterator[Node]:
        return self.own(exp.Column)


def plain(node: Node) -> Node:
    while isinstance(node, exp.Paren | exp.Cast):
        node = node.this
    return node


@lru_cache(maxsize=4096)  # a thousand tables have one policy text
def queries_of(text: str, language: str = "") -> tuple[Query, ...]:
    """Those of a condition, or of a body's statements."""
    return tuple(queries(*trees_of(text, language)))


def queries(*trees: Node | None) -> Iterator[Query]:
    for tree in trees:
        for select in tree.find_all(exp.Select) if tree is not None else ():
            tables = {}
            for table in select.find_all(exp.Table):
                if table.find_ancestor(exp.Select) is select:
                    name = f"{table.db}.{table.name}" if table.db else table.name
                    tables[table.alias_or_name] = name
            yield Query(tables, select)


def trees_of(text: str, language: str = "") -> Iterator[Node]:
    """What can be parsed of a condition, or of the statements of a body."""
    if not language:
        if (tree := parsed(text)) is not None:
            yield tree
        return
    for statement in _statements(text, language):
        try:
            tree = sqlglot.parse_one(statement, dialect="postgres")
        except (SqlglotError, RecursionError):
            continue
        if tree is not None:
            yield tree


def _statements(text: str, language: str) -> Iterator[str]:
    if language == "sql":
        try:
            yield from (one.text for one in split(text))
        except Unsplittable:
            return
        return
    try:
        body = read(text)
    except Unreadable:
        return
    for fragment in body.fragments:
        if fragment.form in (Form.COMMAND, Form.EXPRESSION, Form.RETURN):
            said = " ".join(token.text for token in fragment.tokens)
            yield said if fragment.form is Form.COMMAND else f"SELECT {said}"
