"""Rows of migration histories: gone, twice, unknown, failed, or of another text."""

from collections.abc import Iterator

from golive.model.catalog import Column, Constraint, Relation
from golive.model.claims import Claims
from golive.model.claims.history import History
from golive.model.migration_tools import MIGRATION_TOOLS
from golive.model.relation_names import columns_of
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect, of_rows
from golive.prove.ways import way
from golive.sqltext.quoting import ident, idents


@way
def history_rows(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for claim in claims.of(History):
        tool = MIGRATION_TOOLS[claim.tool]
        table = claim.table or f"{tool.schema_}.{tool.table}"
        if live.get(Relation, table) is None:
            continue
        columns = columns_of(live, table)
        numbers = {name for one in live.on(Constraint, table) if one.type == "p" for name in one.columns}
        for which, order in (("first", "min"), ("last", "max")):
            row = f"ctid = (SELECT {order}(ctid) FROM {table})"
            yield of_rows("history row", table, f"the {which} is gone", f"DELETE FROM {table} WHERE {row};")
            for name in tool.columns:
                column = columns.get(name)
                for title, value in _others(column) if column and name not in numbers else ():
                    text = f"UPDATE {table} SET {ident(name)} = {value} WHERE {row};"
                    yield of_rows("history row", table, f"{name} of the {which} {title}", text)
        every = idents(columns)
        text = (
            f"INSERT INTO {table} ({every}) SELECT {every} FROM {table} WHERE ctid = (SELECT max(ctid) FROM {table});"
        )
        yield of_rows("history row", table, "the last is there twice", text)
        yield of_rows("history row", table, "all are gone", f"DELETE FROM {table};")


def _others(column: Column) -> Iterator[tuple[str, str]]:
    name = ident(column.name)
    if column.type.startswith("timestamp"):
        yield "is set, or is not", f"CASE WHEN {name} IS NULL THEN pg_catalog.now() END"
    elif column.type in ("integer", "bigint"):
        yield "is 0", "0"
    elif column.type == "boolean":
        yield "is the other", f"NOT {name}"
    else:
        yield "is another", f"pg_catalog.reverse({name})"
