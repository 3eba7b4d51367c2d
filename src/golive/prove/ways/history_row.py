"""Rows of migration histories: gone, twice, unknown, failed, or of another text."""

from collections.abc import Iterator

from golive.model.catalog import Relation
from golive.model.claims import Claims
from golive.model.claims.history import History
from golive.model.migration_tools import MIGRATION_TOOLS
from golive.model.relation_names import columns_of
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect, of_rows
from golive.prove.ways import way
from golive.prove.ways.system_row import changed
from golive.sqltext.quoting import ident, idents


@way
def history_rows(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for claim in claims.of(History):
        tool = MIGRATION_TOOLS[claim.tool]
        table = claim.table or f"{tool.schema_}.{tool.table}"
        if live.get(Relation, table) is None:
            continue
        columns = columns_of(live, table)
        for which, order in (("first", "min"), ("last", "max")):
            row = f"ctid = (SELECT {order}(ctid) FROM {table})"
            yield of_rows("history row", table, f"the {which} is gone", f"DELETE FROM {table} WHERE {row};")
            for name in tool.columns:
                column = columns.get(name)
                if column is None:
                    continue
                if value := changed(column):
                    text = f"UPDATE {table} SET {ident(name)} = {value} WHERE {row};"
                    yield of_rows("history row", table, f"{name} of the {which} is another", text)
                text = f"UPDATE {table} SET {ident(name)} = NULL WHERE {row};"
                yield of_rows("history row", table, f"{name} of the {which} is NULL", text)
        every = idents(columns)
        text = (
            f"INSERT INTO {table} ({every}) SELECT {every} FROM {table} WHERE ctid = (SELECT max(ctid) FROM {table});"
        )
        yield of_rows("history row", table, "the last is there twice", text)
        yield of_rows("history row", table, "all are gone", f"DELETE FROM {table};")
