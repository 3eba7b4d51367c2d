"""The session in which code of the target is run: as one of its roles, each attempt undone unless it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from golive.twin.trouble import Trouble

PATIENCE = "2s"
Statement = sql.Composed | sql.SQL


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
        answer: list[tuple[Any, ...]] = []
        done = 0
        try:
            self.session.execute(self._entered(role, settings or {}))
            for statement in statements:
                found = self.session.execute(statement)
                done += 1
            answer = found.fetchall() if found.description else []
            self.session.execute("SET CONSTRAINTS ALL IMMEDIATE; COMMIT" if keep
                                 else "SET CONSTRAINTS ALL IMMEDIATE; ROLLBACK")  # fmt: skip
        except psycopg.Error as error:
            self.session.rollback()
            return Trouble.of(error, self.pasted(statements[: done + 1], role, settings or {}))
        return answer

    def _entered(self, role: str, settings: Mapping[str, str]) -> Statement:
        """One message: an attempt costs as many round trips as it has statements, and two."""
        path = {"search_path": self.paths[role]} if role in self.paths else {}
        told: list[Statement] = [sql.SQL("BEGIN; SET LOCAL statement_timeout = {}").format(sql.Literal(PATIENCE))]
        told += [
            sql.SQL("SELECT pg_catalog.set_config({}, {}, true)").format(sql.Literal(name), sql.Literal(value))
            for name, value in {**path, **settings}.items()
        ]
        told += [sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role))] if role else []
        return sql.SQL("; ").join(told)

    def pasted(self, statements: Sequence[Statement], role: str, settings: Mapping[str, str]) -> str:
        """What can be pasted into psql to see it again."""
        told = [sql.SQL("SET ROLE {}").format(sql.Identifier(role))] if role else []
        told += [
            sql.SQL("SELECT set_config({}, {}, false)").format(sql.Literal(name), sql.Literal(value))
            for name, value in settings.items()
        ]
        return " ".join(one.as_string(self.session) + ";" for one in (*told, *statements))
