"""Indexes: gone, broken, no longer unique, of fewer rows, or of another kind."""

from collections.abc import Iterator

from golive.model.catalog import Index
from golive.model.claims import Claims
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect, altered, dropped
from golive.prove.ways import way
from golive.sqltext.quoting import ident, literal


@way
def indexes(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for one in live.of(Index):
        if one.parent:
            continue
        mark = "UPDATE pg_catalog.pg_index SET {} = false WHERE indexrelid = {}::pg_catalog.regclass;"
        for flag, title in (("indisvalid", "is invalid"), ("indisready", "is not kept up")):
            text = "SET LOCAL allow_system_table_mods = on;\n" + mark.format(flag, literal(one.identity))
            yield Defect("index", one.identity, title, text)
        if one.constraint:
            continue
        yield from dropped(one, live)
        yield from _otherwise(one, live)


def _otherwise(one: Index, live: Snapshot) -> Iterator[Defect]:
    text = one.definition
    if one.unique:
        yield from altered(one, live, "accepts duplicates", definition=text.replace("CREATE UNIQUE ", "CREATE ", 1))
    if one.predicate:
        yield from altered(one, live, "is of every row", definition=text.partition(" WHERE ")[0])
    else:
        yield from altered(one, live, "is of no row", definition=f"{text} WHERE false")
    keys = [ident(name) for name in one.columns if name.isidentifier()]
    if one.access_method == "btree" and len(keys) == len(one.columns) and not one.included and not one.predicate:
        head = text.partition(" USING ")[0]
        yield from altered(one, live, "is a BRIN", definition=f"{head.replace(' UNIQUE', '')} USING brin ({keys[0]})")
        if len(keys) > 1:
            yield from altered(one, live, "has its columns in another order",
                               definition=f"{head} USING btree ({', '.join(reversed(keys))})")  # fmt: skip
            yield from altered(one, live, "has a column less",
                               definition=f"{head} USING btree ({', '.join(keys[:-1])})")  # fmt: skip
