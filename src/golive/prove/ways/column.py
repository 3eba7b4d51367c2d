"""Columns: without NOT NULL or default, of another type, numbered by hand, open to others, or gone."""

from collections.abc import Iterator

from golive.model.catalog import Column, Relation
from golive.model.claims import Claims
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect, altered, dropped
from golive.prove.ways import way

_OTHER_TYPE = {
    "integer": "bigint", "bigint": "numeric", "smallint": "integer", "uuid": "text", "text": "character varying(4000)",
    "boolean": "text", "jsonb": "json", "json": "text", "timestamp with time zone": "timestamp without time zone",
    "timestamp without time zone": "timestamp with time zone", "date": "timestamp without time zone",
    "numeric": "double precision", "double precision": "numeric", "real": "double precision", "bytea": "text",
}  # fmt: skip


@way
def columns(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    tables = {one.identity for one in live.of(Relation) if one.is_table and not one.is_partition}
    for one in live.of(Column):
        if one.relation not in tables:
            continue
        yield from dropped(one, live)
        yield from altered(one, live, "may be NULL" if one.not_null else "may not be NULL", not_null=not one.not_null)
        if one.default:
            yield from altered(one, live, "has no default", default="")
            if one.default in ("true", "false"):
                other = "false" if one.default == "true" else "true"
                yield from altered(one, live, f"is {other} unless told otherwise", default=other)
        if type_ := _OTHER_TYPE.get(one.type.partition("(")[0]):
            yield from altered(one, live, f"is {type_}", type=type_)
        if one.as_identity:
            yield from altered(one, live, "is numbered otherwise", as_identity="d" if one.as_identity == "a" else "a")
        if one.generated:
            yield from altered(one, live, "is generated no more", generated="", expression="")
