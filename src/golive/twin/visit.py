"""The session in which code of the target is run: as one of its roles, each attempt undone unless it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from golive.twin.trouble import Trouble

PATIENCE = "2s"
Statement = sql.Composed | sql.SQL
_SEMICOLON = sql.SQL(";\n")
_KEPT = sql.SQL("SET CONSTRAINTS ALL IMMEDIATE; COMMIT")
_UNDONE = sql.SQL("SET CONSTRAINTS ALL IMMEDIATE; ROLLBACK")


@dataclass(slots=True)
class Visit:
    """A login of the twin that has nothing of its own."""

    session: psycopg.Connection[tuple[Any, ...]]
    paths: Mapping[str, str] = field(default_factory=dict)  # of the roles that have a search_path of their own

    def tried(
        self,
        statements: Sequence[Statement],
        role: str = "",
        settings: Mapping[str, str] | None = None,
        keep: bool = False,
    ) -> Trouble | list[tuple[Any, ...]]:
        """What the last statement answered, or what the first that failed met."""
        entered = self._entered(role, settings or {})
        left = _KEPT if keep else _UNDONE
        done = 0
        try:
            if len(statements) == 1:
                return self._at_once([*entered, statements[0], left], len(entered))
            self.session.execute(_SEMICOLON.join(entered))
            answer: list[tuple[Any, ...]] = []
            for statement in statements:
                found = self.session.execute(statement)
                done += 1
                answer = found.fetchall() if found.description else []
            self.session.execute(left)
        except psycopg.Error as error:
            self.session.rollback()
            return Trouble.of(error, self.pasted(statements[: done + 1], role, settings or {}))
        return answer

    def _at_once(self, statements: Sequence[Statement], wanted: int) -> list[tuple[Any, ...]]:
        """One message and one round trip: most attempts are of one statement."""
        found = self.session.execute(_SEMICOLON.join(statements))
        for _ in range(wanted):
            found.nextset()
        return found.fetchall() if found.description else []

    def _entered(self, role: str, settings: Mapping[str, str]) -> list[Statement]:
        path = {"search_path": self.paths[role]} if role in self.paths else {}
        told: list[Statement] = [
            sql.SQL("BEGIN"),
            sql.SQL("SET LOCAL statement_timeout = {}").format(sql.Literal(PATIENCE)),
        ]
        told += [
            sql.SQL("SELECT pg_catalog.set_config({}, {}, true)").format(sql.Literal(name), sql.Literal(value))
            for name, value in {**path, **settings}.items()
        ]
        told += [sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role))] if role else []
        return told

    def pasted(self, statements: Sequence[Statement], role: str, settings: Mapping[str, str]) -> str:
        """What can be pasted into psql to see it again."""
        told = [sql.SQL("SET ROLE {}").format(sql.Identifier(role))] if role else []
        told += [
            sql.SQL("SELECT set_config({}, {}, false)").format(sql.Literal(name), sql.Literal(value))
            for name, value in settings.items()
        ]
        return " ".join(one.as_string(self.session) + ";" for one in (*told, *statements))
