"""Texts that went through a wrong conversion: a letter lost, letters read twice, nothing written as a word."""

from collections.abc import Iterator

from golive.model.catalog import Column, Relation
from golive.model.claims import Claims
from golive.model.leftovers import is_text
from golive.model.scope import ours
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect, of_rows
from golive.prove.ways import way
from golive.sqltext.quoting import ident

_VALUES = {
    "has lost a letter": "left({0}, 3) || U&'\\FFFD'",
    "was read as Latin": "left({0}, 3) || U&'\\00C3\\00A4'",
    "is the word for nothing": "'NULL'",
}


@way
def texts(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    """In one column of each table, each time another."""
    for table in ours(live, Relation, claims):
        columns = [one for one in live.on(Column, table.identity) if is_text(one)] if table.relkind == "r" else []
        for at, (title, value) in enumerate(_VALUES.items() if columns else ()):
            column = columns[at % len(columns)]
            name = ident(column.name)
            first = f"(SELECT min(ctid) FROM ONLY {table.identity} WHERE {name} IS NOT NULL)"
            text = f"UPDATE ONLY {table.identity} SET {name} = {value.format(name)} WHERE ctid = {first};"
            yield of_rows("text", column.identity, title, text)
