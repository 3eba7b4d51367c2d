"""Rows that refer to rows: none to one that is not there, none to one of another tenant."""

from collections.abc import Iterator
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.catalog import Column, Constraint, Relation, Type
from golive.model.evidence import Evidence
from golive.observe.counted import Counting, count_all, first, told
from golive.observe.slices import fitting, slices, within
from golive.observe.tables import Tables, joined, named, rows_of
from golive.rights.tenancy import TenantKeys
from golive.sqltext.names import parts

# An index that lost an entry would hide exactly the row that is looked for.
ALL = sql.SQL("true")
Live = Connection[tuple[Any, ...]]
BY_ROWS = {"enable_indexscan": "off", "enable_indexonlyscan": "off", "enable_bitmapscan": "off"}


def observe_references(
    connection: Connection[tuple[Any, ...]], tables: Tables, tenants: TenantKeys | None
) -> dict[str, Evidence]:
    keys = [key for key in tables.live.of(Constraint) if _speaks(tables, key)]
    valid = [key for key in keys if key.validated and key.enforced]
    filled = [key for key in valid if not tables.empty(key.relation or "")]
    fit = fitting(connection)
    orphans = count_all(
        connection,
        [_counting(tables, key, *_parts(connection, tables, key)) for key in filled],
        settings={**BY_ROWS, **fit},
    )
    found = told(q.ORPHANS, first(orphans), len(valid))
    if tenants is None:
        return found | told(q.CROSSING, {}, 0)
    pairs = dict(_crossings(tables, keys, tenants))
    crossing = count_all(connection, [one for one in pairs.values() if one is not None], settings=fit)
    return found | told(q.CROSSING, first(crossing), len(pairs))


def _speaks(tables: Tables, key: Constraint) -> bool:
    """A partition's part of a foreign key is asked about with its parent."""
    return (
        key.type == "f" and not key.parent and tables.get(key.relation or "") is not None
        and tables.live.get(Relation, key.referenced) is not None
    )  # fmt: skip


def _counting(tables: Tables, key: Constraint, select: sql.Composable, *slices: sql.Composable) -> Counting:
    child = key.relation or ""
    size = (tables.size(child) or 0) + (tables.size(key.referenced) or 0)
    table = tables.get(child)
    return Counting(key.identity, select, size, table.rows if table else -1, slices)


def _matching(tables: Tables, key: Constraint, child: str, parent: str) -> sql.Composed:
    """Equal in the sense of the type, also where its operator belongs to an extension."""
    types = tables.columns(key.relation or "")
    return joined(
        (
            sql.SQL("{c}.{a} {equals} {p}.{b}").format(
                c=sql.Identifier(child), a=sql.Identifier(a), p=sql.Identifier(parent), b=sql.Identifier(b),
                equals=_equals(tables, types[a]),
            )
            for a, b in zip(key.columns, key.referenced_columns, strict=True)
        ),
        " AND ",
    )  # fmt: skip


def _equals(tables: Tables, column: Column) -> sql.Composable:
    kind = column.type.partition("(")[0].removesuffix("[]")
    if "." not in kind:
        return sql.SQL("=")
    own = tables.live.get(Type, kind)
    if own is not None and own.typtype != "b":
        return sql.SQL("=")
    return sql.SQL("OPERATOR({}.=)").format(sql.Identifier(parts(kind)[0]))


def _parts(connection: Live, tables: Tables, key: Constraint) -> Iterator[sql.Composable]:
    """The question whole, then in the parts in which the rows that are referred to fit into memory.

    Equal keys of one type have one hash; those of two types need not.
    """
    yield _orphans(tables, key)
    parent = tables.get(key.referenced)
    of = slices(connection, parent, tables.size(key.referenced)) if parent else 1
    here, there = tables.columns(key.relation or ""), tables.columns(key.referenced)
    pairs = zip(key.columns, key.referenced_columns, strict=True)
    if of > 1 and all(here[a].type == there[b].type for a, b in pairs):
        for number in range(of):
            yield _orphans(
                tables,
                key,
                within((sql.Identifier("c", name) for name in key.columns), number, of),
                within((sql.Identifier("p", name) for name in key.referenced_columns), number, of),
            )


def _orphans(
    tables: Tables, key: Constraint, of_child: sql.Composable = ALL, of_parent: sql.Composable = ALL
) -> sql.Composed:
    child, parent = tables.get(key.relation or ""), tables.live.get(Relation, key.referenced)
    assert child is not None
    assert parent is not None
    there = joined((sql.SQL("c.{} IS NOT NULL").format(sql.Identifier(name)) for name in key.columns), " AND ")
    return sql.SQL(
        "SELECT ARRAY[pg_catalog.count(*)] FROM {child} AS c WHERE {there} AND {of_child} AND NOT EXISTS"
        " (SELECT FROM {parent} AS p WHERE {same} AND {of_parent})"
    ).format(
        child=rows_of(child),
        there=there,
        parent=rows_of(parent),
        same=_matching(tables, key, "c", "p"),
        of_child=of_child,
        of_parent=of_parent,
    )


def _crossings(tables: Tables, keys: list[Constraint], tenants: TenantKeys) -> Iterator[tuple[str, Counting | None]]:
    """Every foreign key between rows of tenants; None where a table is empty."""
    reaching: dict[str, list[Constraint]] = {}
    for key in keys:
        child, parent = key.relation or "", key.referenced
        if parent not in tenants.columns or child == tenants.root:
            continue
        if child not in tenants.columns:
            reaching.setdefault(child, []).append(key)
            continue
        own, theirs = tenants.columns[child], tenants.columns[parent]
        if (own, theirs) in zip(key.columns, key.referenced_columns, strict=True):
            continue  # the key itself carries the tenant
        empty = tables.empty(child) or tables.empty(parent)
        yield key.identity, None if empty else _counting(tables, key, _between(tables, key, own, theirs))
    for child, several in reaching.items():
        one, *others = several
        for other in others:
            empty = tables.empty(child)
            yield other.identity, None if empty else _counting(tables, other, _around(tables, one, other, tenants))


def _different(tables: Tables, left: tuple[str, str, str], right: tuple[str, str, str]) -> sql.Composed:
    """Two tenants, both known and not the same; each as (alias, table, column)."""
    types = [tables.columns(table)[name].type for _, table, name in (left, right)]
    cast = sql.SQL("" if types[0] == types[1] else "::text")
    a, b = (
        sql.SQL("{}.{}{}").format(sql.Identifier(alias), sql.Identifier(name), cast) for alias, _, name in (left, right)
    )
    return sql.SQL("{} <> {}").format(a, b)


def _between(tables: Tables, key: Constraint, own: str, theirs: str) -> sql.Composed:
    child = key.relation or ""
    return sql.SQL(
        "SELECT ARRAY[pg_catalog.count(*)] FROM {child} AS c JOIN {parent} AS p ON {same} WHERE {different}"
    ).format(
        child=named(child),
        parent=named(key.referenced),
        same=_matching(tables, key, "c", "p"),
        different=_different(tables, ("c", child, own), ("p", key.referenced, theirs)),
    )


def _around(tables: Tables, one: Constraint, other: Constraint, tenants: TenantKeys) -> sql.Composed:
    """A row without a tenant of its own stands between two parents."""
    return sql.SQL(
        "SELECT ARRAY[pg_catalog.count(*)] FROM {child} AS c JOIN {p} AS p ON {same_p}"
        " JOIN {q} AS q ON {same_q} WHERE {different}"
    ).format(
        child=named(one.relation or ""),
        p=named(one.referenced),
        q=named(other.referenced),
        same_p=_matching(tables, one, "c", "p"),
        same_q=_matching(tables, other, "c", "q"),
        different=_different(
            tables,
            ("p", one.referenced, tenants.columns[one.referenced]),
            ("q", other.referenced, tenants.columns[other.referenced]),
        ),
    )
