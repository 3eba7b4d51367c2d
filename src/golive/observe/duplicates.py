"""Rows that a unique index says cannot be there twice, and those it lets through because a part is NULL."""

from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.catalog import Constraint, Index
from golive.model.evidence import Evidence, State
from golive.observe.checked_indexes import checked_unique
from golive.observe.counted import Counting, Counts, count_all, first, told
from golive.observe.references import BY_ROWS
from golive.observe.slices import fitting, slices, within
from golive.observe.tables import Tables, joined, named, rows_of
from golive.rights.tenancy import TenantKeys

NONE: Counts = (0, 0)
_MOMENTS = ("timestamp", "date", "time")


def observe_duplicates(
    connection: Connection[tuple[Any, ...]], tables: Tables, tenants: TenantKeys | None
) -> dict[str, Evidence]:
    unique = [
        index
        for index in tables.live.of(Index)
        if index.unique and index.valid and (table := tables.get(index.table)) is not None and table.relkind == "r"
    ]
    open_to_null = {index.identity: names for index in unique if (names := names_beside_null(tables, index, tenants))}
    filled = [index for index in unique if not tables.empty(index.table)]
    questions = [_counting(connection, tables, index, open_to_null.get(index.identity, ())) for index in filled]
    checked = checked_unique(connection, [index for index in filled if index.identity not in open_to_null], tables)
    answers = dict.fromkeys(checked, NONE) | count_all(
        connection,
        [one for one in questions if one.subject not in checked],
        settings={**BY_ROWS, **fitting(connection)},
    )
    nullable = {name: answer for name, answer in answers.items() if name in open_to_null}
    through = {name: one for name, one in first(nullable, 1).items() if one.state is State.SEEN}
    return told(q.TWICE, first(answers), len(unique)) | told(q.THROUGH_NULL, through, len(open_to_null))


def names_beside_null(tables: Tables, index: Index, tenants: TenantKeys | None) -> tuple[str, ...]:
    """The columns that name the row where another part of the key may be NULL; none where that is by intent.

    Parts of foreign keys, tenants and moments say where a row belongs and when; a second one of those alone
    (a customer without a code, twice) is no duplicate.
    """
    columns = tables.columns(index.table)
    if index.nulls_not_distinct or not set(index.columns) <= set(columns):
        return ()
    foreign = {name for key in tables.live.on(Constraint, index.table) if key.type == "f" for name in key.columns}
    foreign |= {tenants.columns[index.table]} if tenants and index.table in tenants.columns else set()
    beside = [name for name in index.columns if name not in foreign and not columns[name].type.startswith(_MOMENTS)]
    may_be_null = any(not columns[name].not_null for name in index.columns if name not in beside)
    return tuple(beside) if may_be_null else ()


def _counting(
    connection: Connection[tuple[Any, ...]], tables: Tables, index: Index, told_by: tuple[str, ...]
) -> Counting:
    table = tables.get(index.table)
    assert table is not None
    columns = tables.columns(index.table)
    keys: list[sql.Composable] = [
        sql.Identifier(name) if name in columns else sql.SQL("({})").format(named(name)) for name in index.columns
    ]
    names = [sql.Identifier(f"k{n}") for n, _ in enumerate(keys)]
    outputs = joined(sql.SQL("{} AS {}").format(key, name) for key, name in zip(keys, names, strict=True))
    places = joined(sql.Literal(n + 1) for n, _ in enumerate(keys))
    complete = sql.SQL("pg_catalog.num_nulls({}) = 0").format(joined(names))
    repeated: sql.Composable = sql.SQL("false")
    if told_by:
        own = [sql.Identifier(f"k{index.columns.index(name)}") for name in told_by]
        repeated = sql.SQL("pg_catalog.num_nulls({}) > 0 AND pg_catalog.num_nulls({}) = 0").format(
            joined(names), joined(own)
        )
    condition: sql.Composable = named(index.predicate or "true")
    if len(keys) == 1 and not index.nulls_not_distinct:
        condition = sql.SQL("({}) AND {} IS NOT NULL").format(condition, keys[0])
    text = sql.SQL(
        "SELECT ARRAY[pg_catalog.count(*) FILTER (WHERE {complete}), pg_catalog.count(*)"
        " FILTER (WHERE {repeated})] FROM"
        " (SELECT {outputs} FROM {table} AS t WHERE {condition} GROUP BY {places} HAVING pg_catalog.count(*) > 1) AS g"
    )

    def select(condition: sql.Composable) -> sql.Composed:
        return text.format(
            complete=sql.SQL("true") if index.nulls_not_distinct else complete,
            repeated=repeated,
            outputs=outputs,
            table=rows_of(table),
            condition=condition,
            places=places,
        )

    size = tables.size(index.table)
    of = slices(connection, table, size)
    parts = [sql.SQL("({}) AND {}").format(condition, within(keys, number, of)) for number in range(of)]
    return Counting(index.identity, select(condition), size, table.rows, tuple(map(select, parts)) if of > 1 else ())
