"""What names rows without a foreign key: leading nowhere, to another tenant, in a circle, or never due."""

from collections.abc import Iterator

from golive.model.claims import Claims
from golive.model.claims.reference import Reference
from golive.model.claims.schedule import Schedule
from golive.model.claims.token import Token
from golive.model.claims.tree import Tree
from golive.model.relation_names import columns_of
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect, of_rows
from golive.prove.ways import way
from golive.sqltext.quoting import ident, literal

_NONE = {"uuid": "'00000000-0000-4000-8000-00000000dead'", "integer": "2147483000", "bigint": "9007199254740993"}


@way
def references(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for claim in claims.of(Reference):
        column = columns_of(live, claim.table).get(claim.column)
        if column is None:
            continue
        name = ident(claim.column)
        key = ", ".join(f"t.{ident(one)}" for one in claim.key)
        if claim.path is None:
            nowhere = _NONE.get(column.type.removesuffix("[]"), "'golive-nowhere'")
            value = f"ARRAY[{nowhere}]::{column.type}" if claim.array else nowhere
            text = f"UPDATE {claim.table} SET {name} = {value} WHERE {_first(claim, name, key, '')};"
            yield of_rows("reference", claim.name, "leads nowhere", text)
            continue
        listed = str(claim.path).endswith("[*]")  # the first of a list stands behind its bracket
        named = str(claim.path).removesuffix("[*]").rpartition(".")[2].strip('"$')
        key_, opening = literal(named), literal((f'"{named}": ' if named else "") + ("[" if listed else ""))
        found = f"jsonb_path_exists(t.{name}::jsonb, {literal(str(claim.path))})"
        for title, value in (("leads nowhere", "2147483000"), ("is null", "null"), ("is a text", '"golive-nowhere"')):
            old = f"(jsonb_path_query_first({name}::jsonb, {literal(str(claim.path))}))::text"
            before, after = (f"{opening} || {each}" for each in (old, literal(value)))
            new = f"replace({name}::text, {before}, {after})"
            text = f"UPDATE {claim.table} SET {name} = ({new})::{column.type} WHERE {_first(claim, name, key, found)};"
            yield of_rows("reference", claim.name, title, text)
        if named:
            gone = f"replace({name}::text, {key_}, {key_} || '_old')"
            text = f"UPDATE {claim.table} SET {name} = ({gone})::{column.type} WHERE {_first(claim, name, key, found)};"
            yield of_rows("reference", claim.name, "stands under another name", text)
        twice = f"to_jsonb({name}::text)" if column.type == "jsonb" else f"to_json({name}::text)::text"
        text = f"UPDATE {claim.table} SET {name} = {twice} WHERE {_first(claim, name, key, found)};"
        yield of_rows("reference", claim.name, "stands in a text of JSON", text)


def _first(claim: Reference, name: str, key: str, more: str) -> str:
    where = f"({claim.where}) AND t.{name} IS NOT NULL" + (f" AND {more}" if more else "")
    return f"ctid = (SELECT t.ctid FROM {claim.table} AS t WHERE {where} ORDER BY {key} LIMIT 1)"


@way
def trees(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for claim in claims.of(Tree):
        id_, parent = ident(claim.id), ident(claim.parent)
        child = (
            f"SELECT {{}} FROM {claim.table} AS t WHERE ({claim.where}) AND t.{parent} IS NOT NULL ORDER BY 1 LIMIT 1"
        )
        circle = f"UPDATE {claim.table} SET {parent} = ({child.format(f't.{id_}')})" \
                 f" WHERE {id_} = ({child.format(f't.{parent}')});"  # fmt: skip
        yield of_rows("reference", claim.table, "goes in a circle", circle)
        if claim.tenant:
            tenant = ident(claim.tenant)
            other = (
                f"UPDATE {claim.table} AS c SET {parent} = (SELECT t.{id_} FROM {claim.table} AS t"
                f" WHERE t.{tenant} <> c.{tenant} LIMIT 1) WHERE ctid = ({child.format('t.ctid')});"
            )
            yield of_rows("reference", claim.table, "has a parent of another tenant", other)


@way
def schedules(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for claim in claims.of(Schedule):
        first = f"ctid = (SELECT min(t.ctid) FROM {claim.table} AS t WHERE {claim.where})"
        values = {"never fires": "0 0 31 2 *", "has a field more": "0 0 9 * * 1", "is no schedule": "every day",
                  "has a minute that is none": "99 9 * * 1"}  # fmt: skip
        if claim.seconds != "no":
            del values["has a field more"]
        for title, value in values.items():
            text = f"UPDATE {claim.table} SET {ident(claim.column)} = {literal(value)} WHERE {first};"
            yield of_rows("reference", claim.table, title, text)
        if claim.timezone:
            text = f"UPDATE {claim.table} SET {ident(claim.timezone)} = 'Europe/Wien' WHERE {first};"
            yield of_rows("reference", claim.table, "is of a time zone that is none", text)


@way
def tokens(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for claim in claims.of(Token):
        name = ident(claim.column)
        first = f"ctid = (SELECT min(t.ctid) FROM {claim.table} AS t WHERE {claim.where})"
        for title, value in (("is short", "'golive'"), ("is missing", "NULL"), ("is a guess", "repeat('a', 64)")):
            text = f"UPDATE {claim.table} SET {name} = {value} WHERE {first};"
            yield of_rows("reference", claim.table, f"{claim.column} {title}", text)
        same = f"UPDATE {claim.table} AS t SET {name} = (SELECT min({name}) FROM {claim.table}) WHERE {claim.where};"
        yield of_rows("reference", claim.table, f"{claim.column} is that of another row", same)
