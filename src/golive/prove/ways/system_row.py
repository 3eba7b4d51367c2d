"""Rows that are claimed by content: gone, twice, changed, or with others beside them."""

from collections.abc import Iterator, Mapping

from golive.model.catalog import Column
from golive.model.claims import Claims
from golive.model.claims.filled import Filled
from golive.model.claims.frozen import Frozen
from golive.model.claims.rows import Rows, nulls
from golive.model.relation_names import columns_of
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect, of_rows
from golive.prove.ways import way
from golive.sqltext.quoting import ident, idents, literal

_KIND = "system row"


@way
def system_rows(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for claim in claims.of(Rows):
        columns = columns_of(live, claim.table)
        for row in claim.expect:
            which = f"{_is(claim.key, row)} AND ({claim.where})"
            shown = ", ".join(str(row[name]) for name in claim.key)
            yield of_rows(_KIND, claim.name, f"{shown} is gone", f"DELETE FROM {claim.table} WHERE {which};")
            copied = idents(
                name for name, one in columns.items() if not (one.generated or one.as_identity or _made(one))
            )
            twice = f"INSERT INTO {claim.table} ({copied}) SELECT {copied} FROM {claim.table} WHERE {which};"
            yield of_rows(_KIND, claim.name, f"{shown} is there twice", twice)
            for name in [*(one for one in row if one != "NULL"), *nulls(row)]:
                yield from _other(claim, which, shown, columns.get(name))
        for column in sorted({*claim.placeholders}):
            text = f"UPDATE {claim.table} SET {ident(column)} = 'golive' WHERE {claim.where};"
            yield of_rows(_KIND, claim.name, f"{column} has no placeholder", text)


@way
def known_rows(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for frozen in claims.of(Frozen):
        one = f"ctid = (SELECT min(ctid) FROM {frozen.table} WHERE {frozen.where})"
        yield of_rows(_KIND, frozen.table, "one is gone", f"DELETE FROM {frozen.table} WHERE {one};")
        for column in columns_of(live, frozen.table).values():
            if column.name not in frozen.without and (value := changed(column)):
                text = f"UPDATE {frozen.table} SET {ident(column.name)} = {value} WHERE {one};"
                yield of_rows(_KIND, frozen.table, f"{column.name} of one is another", text)
    for filled in claims.of(Filled):
        text = f"DELETE FROM {filled.table} WHERE {filled.where};"
        yield of_rows(_KIND, filled.table, "none is left", text)


def _made(column: Column) -> bool:
    """A key that the server makes."""
    return "gen_random_uuid" in column.default or "nextval" in column.default


def _is(key: tuple[str, ...], row: Mapping[str, object]) -> str:
    return " AND ".join(f"{ident(name)}::text = {literal(str(row[name]))}" for name in key)


def _other(claim: Rows, which: str, shown: str, column: Column | None) -> Iterator[Defect]:
    if column is None:
        return
    value = changed(column)
    if value:
        text = f"UPDATE {claim.table} SET {ident(column.name)} = {value} WHERE {which};"
        yield of_rows(_KIND, claim.name, f"{column.name} of {shown} is another", text)


def changed(column: Column) -> str:
    """SQL of another value than it has; empty where none is known."""
    name, type_ = ident(column.name), column.type.partition("(")[0]
    match type_:
        case "text" | "character varying" | "citext":
            return f"coalesce({name}, '') || ' '"
        case "boolean":
            return f"{name} IS NOT TRUE"
        case "integer" | "bigint" | "smallint" | "numeric":
            return f"coalesce({name}, 0) + 1"
        case "jsonb":
            return f"coalesce({name}, '{{}}') || '{{\"golive\": 1}}'"
        case "timestamp with time zone" | "timestamp without time zone":
            return f"coalesce({name}, '2001-01-01') + interval '1 hour'"
    return ""
