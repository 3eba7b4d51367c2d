"""What the server said when something was used, and whether it can ever be otherwise."""

import re
from dataclasses import dataclass

import psycopg

from golive.twin.stubs import REFUSED
from golive.twin.values import MARK

_FUNCTION = re.compile(
    r'(?:PL/pgSQL|SQL) function "?([^"\n]+?)"?(?: line \d+.*| statement \d+.*| during .*)?$', re.MULTILINE
)
_DYNAMIC = re.compile(r"at EXECUTE|at OPEN")
_DENIED = re.compile(r"permission denied for (?:table|view|materialized view|relation|sequence|function|schema) (\S+)")
# What is so whatever the row: names, types, rights and recursion are of the schema.
_NEVER = {"54001": "it calls itself without end", "0A000": "it does what the server does not do"}


@dataclass(frozen=True, slots=True)
class Trouble:
    """One refusal."""

    sqlstate: str
    message: str
    statement: str
    context: str = ""
    table: str = ""  # of a violated constraint
    column: str = ""
    constraint: str = ""

    @classmethod
    def of(cls, error: psycopg.Error, statement: str) -> "Trouble":
        said = error.diag
        table = f"{said.schema_name}.{said.table_name}" if said.table_name else ""
        return cls(
            error.sqlstate or "", said.message_primary or type(error).__name__, statement, said.context or "",
            table, said.column_name or "", said.constraint_name or "",
        )  # fmt: skip

    @property
    def function(self) -> str:
        """The innermost function it happened in."""
        found = _FUNCTION.search(self.context)
        return found[1] if found else ""

    @property
    def denied(self) -> str:
        found = _DENIED.search(self.message)
        return found[1] if found else ""

    @property
    def by_row_security(self) -> bool:
        return self.sqlstate == "42501" and "row-level security" in self.message

    @property
    def raised(self) -> bool:
        """Code of the database says it itself, under whatever SQLSTATE it chose."""
        return self.context.partition("\n")[0].endswith(" at RAISE")

    @property
    def by_design(self) -> bool:
        """Somebody wrote this refusal down."""
        return (
            self.raised
            or self.sqlstate in ("P0001", "P0004")
            or (self.sqlstate.startswith("23") and bool(self.function))
        )

    @property
    def for_ever(self) -> bool:
        """Whether no row and no argument could change it. What a text names at run time may be an argument."""
        if self.raised or (self.sqlstate == "42704" and "configuration parameter" in self.message):
            return False  # a session that says who it is has that
        if self.sqlstate in _NEVER:
            return True
        named = _DYNAMIC.search(self.context.partition("\n")[0]) or MARK in self.message.lower()
        return self.sqlstate.startswith("42") and self.sqlstate not in ("42501", "42P17") and not named

    @property
    def of_a_stub(self) -> bool:
        return self.sqlstate == REFUSED

    @property
    def partition_missing(self) -> bool:
        return self.sqlstate == "23514" and self.message.startswith("no partition of relation")

    @property
    def in_circles(self) -> bool:
        return self.sqlstate == "42P17"
