"""Types, schemas, rules, statistics, comments, publications, extensions: what stands around tables."""

from collections.abc import Iterator

from golive.model.catalog import (
    Comment,
    EventTrigger,
    Extension,
    Publication,
    Role,
    Rule,
    Schema,
    Statistics,
    Type,
)  # fmt: skip
from golive.model.claims import Claims
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect, altered, dropped
from golive.prove.ways import way
from golive.sqltext.quoting import ident, literal


@way
def types(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for one in live.of(Type):
        yield from dropped(one, live)
        if one.typtype == "e" and one.labels:
            text = f"ALTER TYPE {one.identity} ADD VALUE 'golive-unheard-of';"
            yield Defect("type", one.identity, "has a label more", text)
            label = literal(one.labels[-1])
            text = f"ALTER TYPE {one.identity} RENAME VALUE {label} TO {literal(one.labels[-1] + '_')};"
            yield Defect("type", one.identity, f"calls {label} otherwise", text)
        if one.typtype == "d" and one.constraints:
            yield from altered(one, live, "accepts everything", constraints=())


@way
def others(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for kind in (Rule, Statistics, EventTrigger, Publication, Extension, Comment):
        for one in live.of(kind):
            yield from dropped(one, live)
    strangers = sorted({one.role for one in claims.identity} & {one.name for one in live.of(Role)})
    for schema in live.of(Schema):
        for role in strangers[:1]:
            yield from altered(schema, live, f"is owned by {role}", owner=role)
            text = f"ALTER DEFAULT PRIVILEGES IN SCHEMA {ident(schema.name)} GRANT ALL ON TABLES TO {ident(role)};"
            yield Defect("schema", schema.identity, f"gives {role} all that comes", text)
    yield Defect("schema", "golive_unheard_of", "is there", "CREATE SCHEMA golive_unheard_of;")
    yield Defect("publication", "golive_all", "sends all rows out", "CREATE PUBLICATION golive_all FOR ALL TABLES;")
    made = "CREATE FUNCTION public.golive_passer() RETURNS text LANGUAGE sql SECURITY DEFINER"
    yield Defect("function", "public.golive_passer()", "is there, and everybody's", f"{made} AS 'SELECT current_user';")
