"""What is wrong with a declared row, in words, and the statement that puts it right."""

import json
from collections.abc import Mapping
from typing import Any

from golive.model.catalog import Column
from golive.model.claims import Rows, nulls
from golive.model.finding import Mend, decision, sql
from golive.model.names import parts, quoted
from golive.model.snapshot import Snapshot


def problem(claim: Rows, key: str, live: Snapshot) -> tuple[str, Mend]:
    """The words and the mend for one key of the evidence."""
    what, first, *rest = json.loads(key)
    if what == "stranger":
        return (
            f"{json.dumps(first, ensure_ascii=False)} is not expected",
            decision(f"find out who made the row; if it is meant, claim it in [[rows]] name = {claim.name!r}"),
        )
    row, tenant = claim.expect[first - 1], rest[0]
    name = " ".join(str(row[column]) for column in claim.key)
    name = f"{claim.per_tenant} {tenant}: {name}" if tenant is not None else name
    table = quoted(*parts(claim.table))
    types = {column.name: column.type for column in live.on(Column, table)}
    same = _condition(claim, row, tenant, types)
    if what == "missing":
        insert = _insert(claim, row, tenant, table, types)
        return f"{name} is missing", sql(insert, unless=f"EXISTS (SELECT FROM {table} WHERE {same})")
    if what == "twice":
        return (
            f"{name} stands {rest[1]} times",
            decision(f"keep the row that others refer to: SELECT * FROM {table} WHERE {same};"),
        )
    columns = rest[1:]
    wanted = ", ".join(f"{column} (expected {_value(row, column)})" for column in columns)
    change = ", ".join(f"{quoted(column)} = {_literal(row, column, types)}" for column in columns)
    return f"{name} differs in {wanted}", sql(f"UPDATE {table} SET {change} WHERE {same};")


def _value(row: Mapping[str, Any], column: str) -> str:
    return "NULL" if column in nulls(row) else json.dumps(row[column], ensure_ascii=False)


def _condition(claim: Rows, row: Mapping[str, Any], tenant: str | None, types: Mapping[str, str]) -> str:
    wanted = [f"{quoted(column)} = {_literal(row, column, types)}" for column in claim.key]
    if tenant is not None and claim.per_tenant:
        wanted.append(f"{quoted(claim.per_tenant)}::text = {_quote(tenant)}")
    return " AND ".join([f"({claim.where})", *wanted])


def _insert(
    claim: Rows, row: Mapping[str, Any], tenant: str | None, table: str, types: Mapping[str, str]
) -> str:
    columns = [column for column in (*row, *nulls(row)) if column != "NULL"]
    names = [quoted(column) for column in columns]
    values = [_literal(row, column, types) for column in columns]
    if tenant is not None and claim.per_tenant:
        names.append(quoted(claim.per_tenant))
        values.append(f"{_quote(tenant)}::{types.get(claim.per_tenant, 'text')}")
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(values)});"


def _literal(row: Mapping[str, Any], column: str, types: Mapping[str, str]) -> str:
    """A value as a literal of its column's type."""
    if column in nulls(row):
        return "NULL"
    value, kind = row[column], types.get(column, "")
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    if isinstance(value, str) and kind not in ("json", "jsonb"):
        return _quote(value)
    if isinstance(value, list) and kind.endswith("[]"):
        return f"ARRAY[{', '.join(_quote(str(item)) for item in value)}]::{kind}"
    return f"{_quote(json.dumps(value, ensure_ascii=False))}::{kind or 'jsonb'}"


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
