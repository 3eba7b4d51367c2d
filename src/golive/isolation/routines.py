"""Helper functions of policies, followed into bodies that are one query or one expression."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from golive.isolation.doubt import Doubt
from golive.isolation.programs import Command, Returned, Statement, program
from golive.model.catalog import Function
from golive.model.claims import Claims
from golive.model.signature import arguments, required, variadic
from golive.rights.bodies import Names
from golive.rights.roles import Roles
from golive.rights.search_path import path_of, pinned
from golive.sqltext.statements import Unsplittable, split

Node = Any  # the parser's class has another name from version to version
_ATOMIC = re.compile(r"(?is)^\s*begin\s+atomic\s+(?P<query>[^;]+);\s*end\s*;?\s*$")
_ATOMIC_ALL = re.compile(r"(?is)^\s*begin\s+atomic\s+(?P<queries>.*)\bend\s*;?\s*$")
_RETURNED = re.compile(r"(?is)^\s*return\s+(?P<value>.+?);?\s*$")
_SESSION = re.compile(r"(?i)current_setting|current_user|session_user|current_role")
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Body:
    """What a function computes: one query or the branches of a program, and the names its parameters have there."""

    function: Function
    query: Node | None
    program: tuple[Statement, ...]
    parameters: tuple[str, ...]
    path: tuple[str, ...]
    temporary_first: bool  # an unqualified relation name is looked up in temporary tables first


@dataclass(frozen=True)
class Routines:
    """The functions of a snapshot, as policies call them."""

    names: Names
    roles: Roles
    claims: Claims

    def find(self, name: Sequence[str], count: int, path: Iterable[str]) -> Function | None:
        """The one function that people made with that name and number of arguments; None for the server's own."""
        candidates = [tuple(name[-2:])] if len(name) > 1 else [(schema, name[0]) for schema in path]
        for candidate in candidates:
            found = [one for one in self.names.functions.get(candidate, []) if _takes(one, count)]
            found = [one for one in found if _count(one) == count] or found  # without a default, before one with
            if len(found) > 1:
                raise Doubt(f"{'.'.join(candidate)} has overloads that cannot be told apart")
            if found:
                return found[0]
        return None

    def body(self, function: Function, role: str) -> Body | None:
        """None where it is no single query; Doubt where what stands there now may not be what runs."""
        if function.volatility == "immutable" and self._asks(function):
            raise Doubt(f"{function.identity} is IMMUTABLE and reads the session: a plan keeps the tenant of another")
        if function.owner in self.roles.becomes(role):
            raise Doubt(f"{role} can replace {function.identity}")
        if function.strict and _count(function) and function.result != "boolean":
            return None
        found = self.read(function)
        if function.volatility == "volatile" and found is not None and found.query is not None and _writes(found.query):
            return None  # what only reads answers the same, called VOLATILE or not: that is what nobody wrote
        return found

    def read(self, function: Function) -> Body | None:
        """The body as it stands; None where it is in another language, or of several statements of SQL."""
        text = self.names.text_of(function)
        steps = program(text) if function.language == "plpgsql" and not function.sql_body else ()
        query = None if steps else _query(function.language, function.sql_body, text)
        if query is None and not steps:
            return None
        own = pinned(function)
        first = not function.sql_body and (own is None or "pg_temp" not in own)
        return Body(function, query, steps, _parameters(function), path_of(function, self.claims), first)

    def commands(self, function: Function) -> tuple[Body, tuple[Statement, ...]]:
        """A function in SQL as its statements, what it answers among them."""
        if function.language != "sql":
            raise Doubt(f"a body in {function.language} is not followed")
        text = _COMMENT.sub(" ", self.names.text_of(function)).strip()
        if match := _ATOMIC_ALL.match(text):
            text = match["queries"]
        elif match := _RETURNED.match(text) if function.sql_body else None:
            text = f"SELECT {match['value']}"
        try:
            found = [one for one in split(text) if one.text.strip()]
        except Unsplittable:
            raise Doubt("a body is beyond the reader") from None
        own = pinned(function)
        first = not function.sql_body and (own is None or "pg_temp" not in own)
        body = Body(function, None, (), _parameters(function), path_of(function, self.claims), first)
        return body, tuple(_statement(one.text) for one in found)

    def _asks(self, function: Function) -> bool:
        every = [function, *self.names.reached(self.names.text_of(function), path_of(function, self.claims))]
        return any(
            _SESSION.search(self.names.text_of(one))
            or self.names.relations_in(self.names.text_of(one), path_of(one, self.claims))
            for one in every
        )


def _statement(text: str) -> Statement:
    """A query hands its rows out; what writes may."""
    word = text.split(maxsplit=1)[0].upper()
    return Returned(text, rows=True) if word in ("SELECT", "WITH", "VALUES", "TABLE") else Command(text)


@lru_cache(maxsize=1024)
def _query(language: str, sql_body: str, text: str) -> Node | None:
    plain = _COMMENT.sub(" ", text).strip()
    if sql_body:
        plain = _COMMENT.sub(" ", sql_body)
        if match := _ATOMIC.match(plain):
            plain = match["query"]
        elif match := _RETURNED.match(plain):
            plain = f"SELECT {match['value']}"
    elif language != "sql":
        return None
    try:
        statements = sqlglot.parse(plain, dialect="postgres")
    except (SqlglotError, RecursionError):
        return None
    found = [one for one in statements if one is not None]
    return found[0] if len(found) == 1 and isinstance(found[0], exp.Select | exp.Union) else None


def _writes(query: Node) -> bool:
    return query.find(exp.Insert, exp.Update, exp.Delete, exp.Merge) is not None


def _count(function: Function) -> int:
    return len(arguments(function, only_input=True))


def _takes(function: Function, count: int) -> bool:
    """Whether it can be called with so many arguments: some have a default, the last one may stand for many."""
    return required(function) - variadic(function) <= count and (count <= _count(function) or variadic(function))


def _parameters(function: Function) -> tuple[str, ...]:
    """Names of the input parameters, empty where one has none."""
    return tuple(name for name, _ in arguments(function, only_input=True))
