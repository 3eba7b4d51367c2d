"""Rows for a table: what its keys, checks and types accept, found by the server itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, islice, product
from typing import Any

import psycopg
from psycopg import sql

from golive.model.catalog import Constraint
from golive.twin.tables import Table, in_order
from golive.twin.trouble import Trouble
from golive.twin.values import Values
from golive.twin.visit import Statement, Visit

ROWS = 2  # of two tenants
VARIANTS = 20  # of a row, before it is given up
CHOICES = 4  # rows of a table that a key may refer to
TOGETHER = 4000  # combinations of values that checks over several columns are tried with
Row = Mapping[str, str | None]


@dataclass(slots=True)
class Maker:
    """Rows are read back by a session that runs no code: plain columns of plain tables."""

    visit: Visit
    reader: psycopg.Connection[tuple[Any, ...]]
    values: Values
    major: int
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def made(
        self, table: Table, role: str, settings: Mapping[str, str] | None = None
    ) -> tuple[list[Row], list[Trouble]]:
        """The rows that stay, and what was met on the way to those that do not; by a session of a role."""
        rows: list[Row] = []
        met: list[Trouble] = []
        if any(self._stands_on_nothing(table, key) for key in table.foreign):
            return rows, met
        for place in range(ROWS):
            for row in self._candidates(table, place):
                answer = self.visit.tried([inserted(table, row)], role, settings, keep=True)
                if isinstance(answer, Trouble) and (answer.by_row_security or answer.by_design):
                    answer = self.visit.tried([inserted(table, row)], settings=settings, keep=True)
                if not isinstance(answer, Trouble):
                    rows.append(row)
                    break
                met.append(answer)
                if answer.for_ever or answer.in_circles:
                    break
            if len(rows) <= place:
                break
        return rows, met

    def together(self, circle: Sequence[Table]) -> dict[str, Row]:
        """A row for each table of a circle, in one transaction: its keys wait for the end of it."""
        rows = {table.name: self.row(table) for table in circle}
        for table in circle:
            for key in table.foreign:
                if (parent := rows.get(key.referenced)) is not None:
                    told = dict(zip(key.columns, key.referenced_columns, strict=True))
                    rows[table.name] |= {mine: parent.get(theirs) for mine, theirs in told.items()}
        statements: list[Statement] = [sql.SQL("SET CONSTRAINTS ALL DEFERRED")]
        statements += (inserted(table, rows[table.name]) for table in in_order(circle))
        answer = self.visit.tried(statements, circle[0].relation.owner, keep=True)
        return {} if isinstance(answer, Trouble) else {**rows}

    def _stands_on_nothing(self, table: Table, key: Constraint) -> bool:
        needed = all(table.columns[name].not_null for name in key.columns)
        return needed and key.referenced != table.name and not key.deferrable and not self.holds(key.referenced)

    def holds(self, name: str) -> bool:
        """Whether there is a row, of whoever made it."""
        asked = sql.SQL("SELECT 1 FROM {} LIMIT 1").format(relation(name))
        return self.reader.execute(asked).fetchone() is not None

    def _candidates(self, table: Table, place: int) -> Iterator[Row]:
        """Whole rows with other keys and values each, then one with what cannot be left out."""
        chosen = product(range(CHOICES), repeat=len(table.foreign))
        keys = [(place,) * len(table.foreign), *islice(chosen, VARIANTS - 1)]
        most = VARIANTS if len(table.foreign) > 1 else CHOICES
        for variant in range(most):
            yield self.row(table, keys[variant % len(keys)], variant)
        spared = [name for name in table.given if not table.columns[name].not_null or table.columns[name].default]
        yield self.row(table, keys[0], without=spared)

    def row(
        self, table: Table, keys: Sequence[int] = (), variant: int = 0, without: Sequence[str] = ()
    ) -> dict[str, str | None]:
        """A value for each column that may be given; keys are those of rows that are there."""
        n = next(self.numbers)
        row: dict[str, str | None] = {}
        for key, place in zip(table.foreign, keys or [0] * len(table.foreign), strict=True):
            if not set(key.columns) & set(without):
                row |= self._referred(table, key, row, place)
        wanted = [name for name in table.given if name not in row and name not in without]
        texts = {name: self.values.of(table.columns[name], table.about(name), n) for name in wanted}
        accepted = self._accepted(table, texts)
        row |= {name: found[0] for name, found in accepted.items() if found}
        row |= self._solved(table, accepted, row, variant)
        return row

    def _referred(self, table: Table, key: Constraint, row: Row, place: int) -> dict[str, str | None]:
        """The key of a row that is there; nothing where there is none, or of the row itself where it must be."""
        pinned = [
            (theirs, row[mine])
            for mine, theirs in zip(key.columns, key.referenced_columns, strict=True)
            if mine in row and row[mine] is not None
        ]
        columns = sql.SQL(", ").join(
            sql.SQL("{}::pg_catalog.text").format(sql.Identifier(one)) for one in key.referenced_columns
        )
        where = sql.SQL("WHERE " if pinned else "") + sql.SQL(" AND ").join(
            sql.SQL("{}::pg_catalog.text OPERATOR(pg_catalog.=) {}").format(sql.Identifier(name), sql.Literal(value))
            for name, value in pinned
        )
        asked = sql.SQL("SELECT {} FROM {} {} ORDER BY tableoid, ctid OFFSET {} LIMIT 1")
        for offset in dict.fromkeys((place, 0)):
            found = self.reader.execute(
                asked.format(columns, relation(key.referenced), where, sql.Literal(offset))
            ).fetchone()
            if found is not None:
                return dict(zip(key.columns, found, strict=True))
        return {name: None for name in key.columns if name not in row and not table.columns[name].not_null}

    def _accepted(self, table: Table, texts: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """Those that are of the column's type at all, domains and enumerations among them."""
        told = [(name, text) for name, several in texts.items() for text in several]
        types = {name: table.columns[name].type for name in texts}
        if self.major >= 16:
            answer = self.visit.tried(
                [
                    sql.SQL(
                        "SELECT n, t FROM ROWS FROM (pg_catalog.unnest({}::text[]), pg_catalog.unnest({}::text[]),"
                        " pg_catalog.unnest({}::text[])) WITH ORDINALITY AS one (n, t, kind, o)"
                        " WHERE pg_catalog.pg_input_is_valid(t, kind) ORDER BY o"
                    ).format(
                        sql.Literal([name for name, _ in told]),
                        sql.Literal([text for _, text in told]),
                        sql.Literal([types[name] for name, _ in told]),
                    )
                ]
            )
            if not isinstance(answer, Trouble):
                found: dict[str, list[str]] = {name: [] for name in texts}
                for name, text in answer:
                    found[name].append(text)
                return found
        return {
            name: [*several]
            if self._are(several, types[name])
            else [one for one in several if self._are([one], types[name])]
            for name, several in texts.items()
        }

    def _are(self, texts: Sequence[str], type_: str) -> bool:
        """Whether all of them are, for a server that says so only by an error."""
        casts = (sql.SQL("{}::" + type_).format(sql.Literal(one)) for one in texts)
        return not isinstance(self.visit.tried([sql.SQL("SELECT {}").format(sql.SQL(", ").join(casts))]), Trouble)

    def _solved(
        self, table: Table, accepted: Mapping[str, Sequence[str]], row: Row, variant: int
    ) -> dict[str, str | None]:
        """Values that the checks accept together, the server says which; another choice for each variant."""
        solved: dict[str, str | None] = {}
        for names, texts in _together(table):
            free: dict[str, list[str | None]] = {name: [*accepted[name]] for name in names if name in accepted}
            if not free:
                continue
            limit = max(2, int(TOGETHER ** (1 / len(free))))
            for name, several in free.items():
                free[name] = several[:limit]
                if not table.columns[name].not_null:
                    free[name].append(None)
            statement = _choice(
                table, free, {name: row.get(name) for name in names if name not in free}, texts, variant
            )
            answer = self.visit.tried([statement], table.relation.owner)
            if not isinstance(answer, Trouble) and answer:
                solved |= dict(zip(free, answer[0], strict=True))
        return solved


def _together(table: Table) -> list[tuple[tuple[str, ...], list[str]]]:
    """Checks that share columns are met together."""
    groups: list[tuple[set[str], list[str]]] = []
    for columns, text in table.checks:
        joined = [one for one in groups if one[0] & set(columns)]
        groups = [one for one in groups if one not in joined]
        groups.append(
            ({*columns, *(name for one in joined for name in one[0])}, [text, *(t for one in joined for t in one[1])])
        )
    return [(tuple(name for name in table.columns if name in names), texts) for names, texts in groups if names]


def _choice(
    table: Table, free: Mapping[str, Sequence[str | None]], fixed: Row, texts: Sequence[str], variant: int
) -> Statement:
    """The first combination that no check refuses."""
    sources = [
        sql.SQL("(VALUES {}) AS {} ({})").format(
            sql.SQL(", ").join(_valued(table, name, text) for text in several),
            sql.Identifier(f"golive_{number}"), sql.Identifier(name),
        )
        for number, (name, several) in enumerate({**free, **{one: [text] for one, text in fixed.items()}}.items())
    ]  # fmt: skip
    return sql.SQL("SELECT {} FROM {} WHERE {} LIMIT 1 OFFSET {}").format(
        sql.SQL(", ").join(sql.SQL("{}::pg_catalog.text").format(sql.Identifier(name)) for name in free),
        sql.SQL(" CROSS JOIN ").join(sources),
        sql.SQL(" AND ").join(sql.SQL("(" + text + ") IS NOT FALSE") for text in texts),
        sql.Literal(variant),
    )


def _valued(table: Table, name: str, text: str | None) -> sql.Composed:
    return sql.SQL("({}::" + table.columns[name].type + ")").format(sql.Literal(text))


def relation(name: str) -> sql.SQL:
    """A name as the catalog quotes it."""
    return sql.SQL(name)


def inserted(table: Table, row: Row) -> sql.Composed:
    if not row:
        return sql.SQL("INSERT INTO {} DEFAULT VALUES").format(relation(table.name))
    return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        relation(table.name),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join(map(sql.Literal, row.values())),
    )
