"""Rows behind constraints that were off for a while: of nobody, of two tenants, twice, or refused by a check."""

from collections.abc import Iterator

from golive.model.catalog import Constraint, Relation
from golive.model.claims import Claims
from golive.model.relation_names import columns_of
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect, of_rows
from golive.prove.ways import way
from golive.sqltext.quoting import ident

_KIND = "tenant row"


@way
def tenant_rows(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    """Of another tenant than those they hang on, or of none."""
    tenancy = claims.tenancy
    for table in live.of(Relation) if tenancy is not None else ():
        assert tenancy is not None  # else there is no table to go through
        key = next((name for name in tenancy.columns if name in columns_of(live, table.identity)), None)
        if key is None or not table.is_table or table.identity in tenancy.shared:
            continue
        name, root = ident(key), f"{tenancy.root}"
        other = f"(SELECT r.{ident(tenancy.key)} FROM {root} AS r WHERE r.{ident(tenancy.key)} <> t.{name} LIMIT 1)"
        for one in live.on(Constraint, table.identity):
            if one.type != "f" or one.parent or len(one.columns) > 2 or one.referenced in tenancy.shared:
                continue
            if not set(tenancy.columns) & columns_of(live, one.referenced).keys():
                continue
            column = next(each for each in one.columns)
            first = f"(SELECT min(ctid) FROM {table.identity} WHERE {ident(column)} IS NOT NULL)"
            text = f"UPDATE {table.identity} AS t SET {name} = {other} WHERE ctid = {first};"
            yield of_rows(_KIND, table.identity, f"one is of another tenant than {one.referenced}", text)
        if table.identity in tenancy.nullable:
            continue
        first = f"(SELECT min(ctid) FROM {table.identity})"
        text = f"UPDATE {table.identity} SET {name} = NULL WHERE ctid = {first};"
        yield of_rows(_KIND, table.identity, "one is nobody's", text)


@way
def orphans(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for one in live.of(Constraint):
        if one.type != "f" or one.parent or not one.relation or one.relation == one.referenced:
            continue
        pairs = " AND ".join(
            f"r.{ident(there)} = t.{ident(here)}"
            for here, there in zip(one.columns, one.referenced_columns, strict=True)
        )
        text = (
            f"DELETE FROM {one.referenced} AS r WHERE ctid ="
            f" (SELECT r.ctid FROM {one.referenced} AS r JOIN {one.relation} AS t ON {pairs} LIMIT 1);"
        )
        yield of_rows(_KIND, one.relation, f"one refers to a row of {one.referenced} that is gone", text)
