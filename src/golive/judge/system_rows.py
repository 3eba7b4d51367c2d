"""What is wrong with a declared row, in words, and the statement that puts it right."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from unicodedata import normalize

from golive.model.catalog import Column
from golive.model.claims.rows import Rows, nulls
from golive.model.evidence import WrongRow
from golive.model.finding import Mend, decision, sql
from golive.model.relation_names import identity_of
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import ident, literal


def problems(claim: Rows, wrong: Iterable[WrongRow], live: Snapshot) -> Iterator[tuple[str, Mend]]:
    """For each row that is wrong the words and the mend."""
    wrong = tuple(wrong)
    strangers = {_folded(one.key): one.key for one in wrong if one.what == "stranger"}
    misspelt = {
        strangers[_folded(told)]: (row, one.tenant, told)
        for one in wrong
        if one.what == "missing" and len(claim.key) == 1
        for row in [claim.expect[one.number - 1]]
        if _folded(told := _told(claim, row, one.tenant)) in strangers
    }
    renamed = {told for _, _, told in misspelt.values()}
    for one in wrong:
        if one.what == "stranger" and one.key in misspelt:
            row, tenant, told = misspelt[one.key]
            yield f"{_json(one.key)} stands where {_json(told)} is expected", _rename(claim, one.key, row, tenant, live)
        elif one.what == "stranger":
            yield (
                f"{_json(one.key)} is not expected",
                decision(f"find out who made the row; if it is meant, claim it in [[rows]] name = {claim.name!r}"),
            )
        elif one.what != "missing" or _told(claim, claim.expect[one.number - 1], one.tenant) not in renamed:
            yield _problem(claim, one, live)


def _problem(claim: Rows, one: WrongRow, live: Snapshot) -> tuple[str, Mend]:
    row, tenant = claim.expect[one.number - 1], one.tenant
    name = _told(claim, row, tenant)
    name = f"{claim.per_tenant} {name}" if tenant is not None else name
    table = identity_of(live, claim.table)
    types = _types(live, table)
    same = _condition(claim, row, tenant, types)
    if one.what == "beside":
        anywhere = same.removeprefix(f"({claim.where}) AND ")
        return (
            f"{name} does not stand where {claim.where}, but elsewhere in the table",
            decision(f"correct that row, or add this one beside it: SELECT * FROM {table} WHERE {anywhere};"),
        )
    if one.what == "missing":
        insert = _insert(claim, row, tenant, table, types)
        if lacking := _lacking(claim, row, live, table):
            return f"{name} is missing", decision(f"give it {', '.join(lacking)} too, then: {insert}")
        return f"{name} is missing", sql(insert, unless=f"EXISTS (SELECT FROM {table} WHERE {same})")
    if one.what == "twice":
        return (
            f"{name} stands {one.times} times",
            decision(f"keep the row that others refer to: SELECT * FROM {table} WHERE {same};"),
        )
    wanted = ", ".join(f"{column} (expected {_value(row, column)})" for column in one.columns)
    change = ", ".join(f"{ident(column)} = {_literal(row, column, types)}" for column in one.columns)
    return f"{name} differs in {wanted}", sql(f"UPDATE {table} SET {change} WHERE {same};")


def _types(live: Snapshot, table: str) -> dict[str, str]:
    return {column.name: column.type for column in live.on(Column, table)}


def _told(claim: Rows, row: Mapping[str, Any], tenant: str | None) -> str:
    """The row as the evidence tells a stranger."""
    name = " ".join("NULL" if column in nulls(row) else _plain(row[column]) for column in claim.key)
    return name if tenant is None else f"{tenant}: {name}"


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _folded(name: Any) -> str:
    """Equal for names that a person takes for the same: blanks, capitals, letters that look alike by composition."""
    return "".join(normalize("NFKC", str(name)).casefold().split())


def _rename(claim: Rows, stranger: str, row: Mapping[str, Any], tenant: str | None, live: Snapshot) -> Mend:
    """Whoever refers to the row keeps it."""
    table, column = identity_of(live, claim.table), claim.key[0]
    types = _types(live, table)
    was = {**row, column: stranger if tenant is None else stranger.partition(": ")[2]}
    right = _literal(row, column, types)
    return sql(f"UPDATE {table} SET {ident(column)} = {right} WHERE {_condition(claim, was, tenant, types)};")


def _lacking(claim: Rows, row: Mapping[str, Any], live: Snapshot, table: str) -> list[str]:
    """Columns that the claim says nothing of, and without which the row would not be what is claimed."""
    given = {*row, *nulls(row), claim.per_tenant}
    columns = [column for column in live.on(Column, table) if column.name not in given]
    named = set(re.findall(r"[\w$]+", claim.where))
    return [
        ident(column.name)
        for column in columns
        if column.name in named or (column.not_null and not (column.default or column.as_identity or column.generated))
    ]


def _value(row: Mapping[str, Any], column: str) -> str:
    return "NULL" if column in nulls(row) else json.dumps(row[column], ensure_ascii=False)


def _condition(claim: Rows, row: Mapping[str, Any], tenant: str | None, types: Mapping[str, str]) -> str:
    wanted = [f"{ident(column)} = {_literal(row, column, types)}" for column in claim.key]
    if tenant is not None and claim.per_tenant:
        wanted.append(f"{ident(claim.per_tenant)}::text = {literal(tenant)}")
    return " AND ".join([f"({claim.where})", *wanted])


def _insert(claim: Rows, row: Mapping[str, Any], tenant: str | None, table: str, types: Mapping[str, str]) -> str:
    columns = [column for column in (*row, *nulls(row)) if column != "NULL"]
    names = [ident(column) for column in columns]
    values = [_literal(row, column, types) for column in columns]
    if tenant is not None and claim.per_tenant:
        names.append(ident(claim.per_tenant))
        values.append(f"{literal(tenant)}::{types.get(claim.per_tenant, 'text')}")
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(values)});"


def _literal(row: Mapping[str, Any], column: str, types: Mapping[str, str]) -> str:
    """A value as a literal of its column's type."""
    if column in nulls(row):
        return "NULL"
    value, kind = row[column], types.get(column, "")
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    if isinstance(value, str) and kind not in ("json", "jsonb"):
        return literal(value)
    if isinstance(value, list) and kind.endswith("[]"):
        return f"ARRAY[{', '.join(literal(str(item)) for item in value)}]::{kind}"
    return f"{literal(json.dumps(value, ensure_ascii=False))}::{kind or 'jsonb'}"
