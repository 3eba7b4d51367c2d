"""The session in which code of the target is run: as one of its roles, each attempt undone unless it is kept."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from golive.twin.trouble import Trouble

PATIENCE = "2s"
Statement = sql.Composed | sql.SQL


class Undone(Exception):
    """Takes back what was tried."""


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
        now: Statement = sql.SQL("")
        try:
            with suppress(Undone), self.session.transaction():
                self._enter(role, settings or {})
                for now in statements:
                    found = self.session.execute(now)
                answer = found.fetchall() if found.description else []
                now = sql.SQL("COMMIT")
                self.session.execute("SET CONSTRAINTS ALL IMMEDIATE")
                if not keep:
                    raise Undone
        except psycopg.Error as error:
            return Trouble.of(error, self.pasted((*statements[: statements.index(now)], now) if now in statements
                                                 else statements, role, settings or {}))  # fmt: skip
        return answer

    def _enter(self, role: str, settings: Mapping[str, str]) -> None:
        self.session.execute(sql.SQL("SET LOCAL statement_timeout = {}").format(sql.Literal(PATIENCE)))
        path = {"search_path": self.paths[role]} if role in self.paths else {}
        for name, value in {**path, **settings}.items():
            self.session.execute("SELECT pg_catalog.set_config(%s, %s, true)", (name, value))
        if role:
            self.session.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)))

    def pasted(self, statements: Sequence[Statement], role: str, settings: Mapping[str, str]) -> str:
        """What can be pasted into psql to see it again."""
        told = [sql.SQL("SET ROLE {}").format(sql.Identifier(role))] if role else []
        told += [
            sql.SQL("SELECT set_config({}, {}, false)").format(sql.Literal(name), sql.Literal(value))
            for name, value in settings.items()
        ]
        return " ".join(one.as_string(self.session) + ";" for one in (*told, *statements))
