"""What no row may be, whatever let it in: each table is read once for all of its conditions."""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.catalog import Column, Constraint, Function, Relation
from golive.model.claims import Claims
from golive.model.evidence import Evidence, State
from golive.model.relation_names import identities_of
from golive.observe.counted import Counting, Counts, count_all, told
from golive.observe.garbled import garbled, texts
from golive.observe.slices import stretches
from golive.observe.tables import Tables, called, joined, named, rows_of
from golive.rights.tenancy import TenantKeys

_Chosen = Callable[[Tables, str], list[Column]]
_Offends = Callable[[Tables, list[Column]], sql.Composable]


@dataclass(frozen=True, slots=True)
class Condition:
    """What would be wrong with a row of one table."""

    question: q.Question
    subject: str  # the constraint, column or table that a finding names
    offends: Callable[[], sql.Composable]  # boolean SQL over the table; written only where the table holds rows


def observe_rows(
    connection: Connection[tuple[Any, ...]], tables: Tables, claims: Claims, tenants: TenantKeys | None
) -> tuple[dict[str, Evidence], dict[str, int]]:
    """By question: the rows that violate a valid check, are NULL where nothing may be, or belong to no tenant.

    By table, how many it has: of each that was read.
    """
    nullable = identities_of(tables.live, claims.tenancy.nullable if claims.tenancy else ())
    changing = _changing(tables)
    conditions = {
        one.identity: tuple(_conditions(tables, one.identity, tenants, nullable, changing)) for one in tables.judged
    }
    filled = {table.identity: table for table in tables.stored}
    asked = {name: those for name, those in conditions.items() if those and name in filled}
    answers = _answers(connection, tables, asked)
    late = {
        name: those[:-1] for name, those in asked.items() if those[-1].question == q.GARBLED and _is_late(answers[name])
    }
    again = _answers(connection, tables, {name: those for name, those in late.items() if those})
    found: dict[str, Evidence] = {}
    for question in (q.CHECKS, q.NOT_NULL, q.WITHOUT_TENANT, q.STRANGE_TENANT, q.GARBLED):
        seen: dict[str, Evidence] = {}
        looked = 0
        for name, those in conditions.items():
            answer = answers.get(name) if question == q.GARBLED else again.get(name, answers.get(name))
            for at, condition in enumerate(those):
                if condition.question != question:
                    continue
                looked += 1
                if isinstance(answer, Evidence):
                    seen[name] = answer  # one line for the table that could not be read
                elif answer is not None:
                    seen[condition.subject] = Evidence.seen(looked_at=answer[0], count=answer[at + 1])
        if question in _BY_COLUMN:
            seen = _which(connection, tables, question, seen)
        found |= told(question, seen, looked)
    return found, {name: answer[0] for name, answer in (answers | again).items() if not isinstance(answer, Evidence)}


def _answers(
    connection: Connection[tuple[Any, ...]], tables: Tables, asked: Mapping[str, tuple[Condition, ...]]
) -> dict[str, Counts | Evidence]:
    questions = []
    for name, those in asked.items():
        table = tables.get(name)
        assert table is not None  # it is one of them
        size = tables.size(name)
        parts = tuple(_scan(table, those, one) for one in stretches(size))
        questions.append(Counting(name, _scan(table, those), size, table.rows, parts if parts[1:] else ()))
    return count_all(connection, questions)


def _is_late(answer: Counts | Evidence) -> bool:
    """Reading all texts may take longer than a question has: the others are asked by themselves then."""
    return isinstance(answer, Evidence) and answer.state is State.UNKNOWN


def _scan(
    table: Relation,
    conditions: tuple[Condition, ...],
    of: sql.Composable = sql.SQL("true"),  # noqa: B008  # a value
) -> sql.Composable:
    counts = joined(
        sql.SQL("pg_catalog.count(*) FILTER (WHERE {})").format(condition.offends()) for condition in conditions
    )
    text = sql.SQL("SELECT ARRAY[pg_catalog.count(*), {}] FROM {} AS t WHERE {}")
    return text.format(counts, rows_of(table), of)


def _conditions(
    tables: Tables, name: str, tenants: TenantKeys | None, nullable: Container[str], changing: tuple[str, ...]
) -> Iterator[Condition]:
    table = tables.get(name)
    if table is None or table.relkind != "r":
        return
    for constraint in tables.live.on(Constraint, name):
        valid = constraint.type == "c" and constraint.validated and constraint.enforced
        if valid and not any(name in constraint.definition for name in changing):
            text = constraint.definition.removeprefix("CHECK ").removesuffix(" NO INHERIT")
            yield Condition(q.CHECKS, constraint.identity, partial(_violated, text))
    columns = tables.columns(name)
    if never := _never_null(tables, name):
        yield Condition(q.NOT_NULL, name, partial(_some_null, tables, never))
    if tenants is not None and tenants.declared and name in tenants.columns:
        column = columns[tenants.columns[name]]
        if not column.not_null and name not in nullable:
            yield Condition(q.WITHOUT_TENANT, column.identity, partial(_is_null, column))
        if not _guarded(tables, column, tenants):
            yield Condition(q.STRANGE_TENANT, column.identity, partial(_belongs_to_nobody, tables, column, tenants))
    if some := _texts(tables, name):  # the last: it takes longest
        yield Condition(q.GARBLED, name, partial(_garbled, tables, some))


def _violated(text: str) -> sql.Composable:
    return sql.SQL("NOT ({})").format(sql.SQL(text))


def _is_null(column: Column) -> sql.Composable:
    return sql.SQL("t.{} IS NULL").format(sql.Identifier(column.name))


def _some_null(_: Tables, columns: list[Column]) -> sql.Composed:
    """IS NULL of a NOT NULL column is answered from the catalog; a function has to be called with the value."""
    names = [sql.SQL("t.{}").format(sql.Identifier(c.name)) for c in columns]
    return sql.SQL("{} > 0").format(called(sql.SQL("pg_catalog.num_nulls({})"), names, " + "))


def _never_null(tables: Tables, name: str) -> list[Column]:
    return [column for column in tables.columns(name).values() if column.not_null and column.generated != "v"]


def _texts(tables: Tables, name: str) -> list[Column]:
    return texts(tables.live, tables.columns(name).values())


def _garbled(tables: Tables, columns: list[Column]) -> sql.Composed:
    return garbled(tables.live, columns)


_BY_COLUMN: Mapping[q.Question, tuple[_Chosen, _Offends]] = {
    q.NOT_NULL: (_never_null, _some_null),
    q.GARBLED: (_texts, _garbled),
}


def _which(
    connection: Connection[tuple[Any, ...]], tables: Tables, question: q.Question, seen: dict[str, Evidence]
) -> dict[str, Evidence]:
    """By column where some column of a table offends."""
    chosen, offends = _BY_COLUMN[question]
    found: dict[str, Evidence] = {}
    for name, evidence in seen.items():
        if not evidence.count:
            found[name] = evidence
            continue
        each = tuple(
            Condition(question, column.identity, partial(offends, tables, [column])) for column in chosen(tables, name)
        )
        answer = _answers(connection, tables, {name: each})[name]
        if isinstance(answer, Evidence):
            found[name] = evidence
        else:
            found |= {one.subject: Evidence.seen(1, n) for one, n in zip(each, answer[1:], strict=True)}
    return found


def _changing(tables: Tables) -> tuple[str, ...]:
    """Functions of the platform that are not immutable: they say something else today than when the row came in."""
    functions = (function for function in tables.live.of(Function) if function.volatility != "immutable")
    return tuple(function.identity.partition("(")[0] + "(" for function in functions)


def _guarded(tables: Tables, column: Column, tenants: TenantKeys) -> bool:
    """A foreign key already says that the tenant exists: whether it tells the truth is asked of the foreign key."""
    return any(
        constraint.type == "f" and constraint.validated and constraint.enforced
        and constraint.columns == (column.name,) and constraint.referenced == tenants.root
        and constraint.referenced_columns == (tenants.key,)
        for constraint in tables.live.on(Constraint, column.relation or "")
    )  # fmt: skip


def _belongs_to_nobody(tables: Tables, column: Column, tenants: TenantKeys) -> sql.Composed:
    key = tables.columns(tenants.root).get(tenants.key)
    same = key is not None and key.type == column.type
    return sql.SQL(
        "t.{c} IS NOT NULL AND NOT EXISTS (SELECT FROM {root} AS r WHERE r.{key}{cast} = t.{c}{cast})"
    ).format(
        c=sql.Identifier(column.name),
        root=named(tenants.root),
        key=sql.Identifier(tenants.key),
        cast=sql.SQL("" if same else "::text"),
    )
