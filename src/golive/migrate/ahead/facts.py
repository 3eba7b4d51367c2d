"""What the catalog says of what a step's statements name: how large it is, and what is proved of it already."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg
from psycopg import Connection, errors, sql

from golive.migrate.ahead.act import Act
from golive.migrate.ahead.rules import RULES, Bar
from golive.sql import fill
from golive.sqltext.cursor import Name
from golive.sqltext.names import parts, quoted, whole

Session = Connection[tuple[Any, ...]]
_NOT_NULL = re.compile(r'CHECK \(\(("(?:[^"]|"")+"|\w+) IS NOT NULL\)\)')
_TABLES = ("r", "p")
_PARTS = 2


@dataclass(frozen=True, slots=True)
class Relation:
    kind: str  # as pg_class has it
    rows: int  # as the planner would guess
    size: int  # bytes, with its parts and what is stored beside it
    columns: Mapping[str, tuple[str, bool]] = field(default_factory=dict)  # its type, and whether NOT NULL
    checks: tuple[str, ...] = ()  # validated
    valid: bool = True  # of an index
    name: str = ""  # as the server writes it; of an index, its table's
    definition: str = ""  # of an index
    filled: bool = True  # a row stands in it

    @property
    def proved(self) -> frozenset[str]:
        """Columns of which a validated check says that they are never NULL."""
        return frozenset(found[1].strip('"') for check in self.checks if (found := _NOT_NULL.fullmatch(check)))


@dataclass(frozen=True, slots=True)
class Facts:
    relations: Mapping[str, Relation] = field(default_factory=dict)  # by name as the statement has it
    domains: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # rows and bytes of the tables that use it
    others: frozenset[str] = frozenset()  # types, schemas and functions that are there
    steady: frozenset[str] = frozenset()  # functions that are not volatile
    written: Mapping[str, int] = field(default_factory=dict)  # statement: the rows that the planner expects it to write

    def of(self, name: Name) -> Relation | None:
        return self.relations.get(quoted(*name))

    def index(self, act: Act) -> Relation | None:
        """An index that the act names stands in the schema of its table."""
        return self.of((*act.relation[:-1], act.index))

    def there(self, name: Name) -> bool:
        return self.of(name) is not None or quoted(*name) in self.others


def facts(session: Session, acts: Iterable[Act], *, ahead: bool) -> Facts:
    """Asked once for all of them; how much a statement would write, only when its turn comes: the planner tells it."""
    acts = tuple(acts)
    names = {act.relation for act in acts} | {(*act.relation[:-1], act.index) for act in acts if act.index}
    said = sorted(name for name in names if 1 <= len(name) <= _PARTS)
    if not said:
        return Facts()
    asked = {"said": [quoted(*name) for name in said], "whole": [quoted(*whole(name)) for name in said]}
    with session.transaction(force_rollback=True):
        rows = session.execute(fill("runner/sizes.sql", **asked)).fetchall()
        relations = {row[0]: _relation(row) for row in rows}
        lost = {quoted(*act.relation) for act in acts if act.rule and RULES[act.rule].bar is Bar.ROWS}
        for name in sorted(lost & relations.keys()):
            relations[name] = _filled(session, relations[name])
        return Facts(
            relations,
            {row[0]: (row[1], row[2]) for row in session.execute(fill("runner/domain_sizes.sql", **asked))},
            frozenset(row[0] for row in session.execute(fill("runner/others_there.sql", **asked))),
            frozenset(row[0] for row in session.execute(fill("runner/steady_functions.sql", names=_called(acts)))),
            {} if ahead else _written(session, acts),
        )


def _called(acts: Iterable[Act]) -> list[str]:
    return sorted({name for act in acts for name in act.calls})


def _relation(row: tuple[Any, ...]) -> Relation:
    columns = {name: (kind, filled) for name, (kind, filled) in (row[4] or {}).items()}
    return Relation(row[1], row[2], row[3], columns, tuple(row[5]), row[6], row[7], row[8] or "")


def _filled(session: Session, relation: Relation) -> Relation:
    """Whether there is a row to lose; where row security would hide it, there may be."""
    if relation.kind not in _TABLES:
        return relation
    try:
        with session.transaction(force_rollback=True):
            session.execute("SET LOCAL row_security = off")
            found = session.execute(
                sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(*parts(relation.name)))
            ).fetchone()
    except errors.InsufficientPrivilege:
        return replace(relation, filled=relation.size > 0)
    return replace(relation, filled=bool(found and found[0]))


def _written(session: Session, acts: Iterable[Act]) -> dict[str, int]:
    """Of statements that write rows of others: how many the planner expects."""
    texts = {act.text for act in acts if act.rule == "long-write"}
    return {text: rows for text in sorted(texts) if (rows := _expected(session, text)) is not None}


def _expected(session: Session, statement: str) -> int | None:
    """The planner's own estimate; None where it cannot plan, because a table is made only in this step."""
    try:
        with session.transaction(force_rollback=True):
            row = session.execute(b"EXPLAIN (FORMAT JSON) " + statement.encode()).fetchone()
    except psycopg.Error:
        return None
    return _rows(row[0][0]["Plan"]) if row else None


def _rows(plan: Mapping[str, Any]) -> int:
    """The rows that come to the nodes that write."""
    parts = plan.get("Plans", [])
    if plan["Node Type"] == "ModifyTable":
        return sum(part["Plan Rows"] for part in parts if part.get("Parent Relationship") in ("Outer", "Member"))
    return sum(_rows(part) for part in parts)
