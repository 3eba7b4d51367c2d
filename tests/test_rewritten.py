"""Ids are replaced where the claim finds them, on the oldest server and a new one, and nothing else changes."""

import json
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import Connection, sql

from golive.model.claims.reference import Reference
from golive.observe.places import walk
from golive.observe.rewritten import rewritten, rewritten_by, target_column
from golive.server import choose

GIVEN: dict[str, Any] = {"name": "n", "table": "public.w", "column": "doc", "to": "public.i", "why": "it fails"}
DOCUMENT = {
    "a": [{"b": {"c": [{"x": {"id": 1}}, {"id": 2}]}}, [[{"id": 3}]]],
    "id": {"id": 4},
    "ids": [7, "8", "{{id}}", None, [9]],
    "other": [{"id": None}, {"id": "5"}, {"id": "{{id}}"}, {"id": 'q"\\id'}, {"id": 1.5}, {"id": True}, '"id": 9'],
    "s": 'x "id": 5',
    "é": {"id": -6, "n": 1.50, "big": 123456789012345678901},
}


@pytest.fixture(scope="module", params=["system", "embedded"])
def connection(request: pytest.FixtureRequest) -> Iterator[Connection[Any]]:
    """It only reads, as the source's session does."""
    with choose(request.param).launch() as server, psycopg.connect(server.dsn("postgres").reveal()) as connection:
        connection.read_only = True
        yield connection


def claimed(**other: Any) -> Reference:
    return Reference.model_validate(GIVEN | other)


def raised(value: sql.Composable) -> sql.Composable:
    return sql.SQL("({} + 1000)").format(value)


def answer(connection: Connection[Any], expression: sql.Composable, value: Any, kind: str = "jsonb") -> Any:
    query = sql.SQL("SELECT to_jsonb(n.v) FROM (SELECT {} AS v FROM (SELECT %s::{} AS doc, 'a' AS kind) AS t) AS n")
    return connection.execute(query.format(expression, sql.SQL(kind)), (value,)).fetchone()[0]  # type: ignore[index]


def expected(document: Any, steps: tuple[str, ...]) -> list[str]:
    """The values at the path, as the walk finds them, with each id raised."""
    return sorted(json.dumps(_raised(value)) for _, value in walk(document, steps))


def _raised(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return value + 1000
    if isinstance(value, str) and value.lstrip("-").isdigit():
        return str(int(value) + 1000)
    return value


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("$.**.x.id", ("**", "x", "id")), ("$.a[*].b.c[*].id", ("a", "[*]", "b", "c", "[*]", "id")),
        ("$.ids[*]", ("ids", "[*]")), ("$.ids[0]", ("ids", "[0]")), ("$.**.ids[*]", ("**", "ids", "[*]")),
        ("$.**.other[*].id", ("**", "other", "[*]", "id")), ("$.none.id", ("none", "id")),
        ('$."é".id', ("é", "id")),
    ],
)  # fmt: skip
def test_ids_at_the_path_are_replaced_and_no_others(
    connection: Connection[Any], path: str, steps: tuple[str, ...]
) -> None:
    new = answer(connection, rewritten(claimed(path=path, type="integer"), sql.SQL("t.doc"), raised),
                 json.dumps(DOCUMENT))  # fmt: skip
    assert sorted(json.dumps(value) for _, value in walk(new, steps)) == expected(DOCUMENT, steps)
    back = rewritten(claimed(path=path, type="integer"), sql.SQL("t.doc"), lambda v: sql.SQL("({} - 1000)").format(v))
    assert answer(connection, back, json.dumps(new)) == DOCUMENT


@pytest.mark.parametrize("document", [DOCUMENT, {**DOCUMENT, 'y"id': 5}, {'y\\"id': 6, "id": 7}])
def test_a_key_is_told_from_text_that_looks_like_it(connection: Connection[Any], document: Any) -> None:
    new = answer(connection, rewritten(claimed(path="$.**.id", type="integer"), sql.SQL("t.doc"), raised),
                 json.dumps(document))  # fmt: skip
    assert new == _everywhere(document)


def _everywhere(node: Any) -> Any:
    if isinstance(node, list):
        return [_everywhere(one) for one in node]
    if isinstance(node, dict):
        return {
            name: _raised(one) if name == "id" and not isinstance(one, dict | list) else _everywhere(one)
            for name, one in node.items()
        }
    return node


def test_a_document_without_an_id_keeps_its_bytes(connection: Connection[Any]) -> None:
    query = sql.SQL("SELECT {}::text = t.doc::text FROM (SELECT %s::jsonb AS doc) AS t")
    for path in ("$.**.id", "$.x.y", "$.**.x[*]"):
        one = rewritten(claimed(path=path, type="integer"), sql.SQL("t.doc"), raised)
        text = '{"n": 1.500, "big": 12345678901234567890.10, "s": "\\u00e9\\u0001", "id": null}'
        assert connection.execute(query.format(one), (text,)).fetchone() == (True,)


def test_an_id_that_is_mapped_to_nothing_stays(connection: Connection[Any]) -> None:
    one = rewritten(claimed(path="$.**.id", type="integer"), sql.SQL("t.doc"),
                    lambda v: sql.SQL("nullif({}, 1) + 1").format(v))  # fmt: skip
    assert answer(connection, one, '[{"id": 1}, {"id": 2}]') == [{"id": 1}, {"id": 3}]


def test_text_ids_are_looked_up_as_text(connection: Connection[Any]) -> None:
    one = rewritten(claimed(path="$.**.id", type="text", templates=True), sql.SQL("t.doc"),
                    lambda v: sql.SQL("{} || '\"2'").format(v))  # fmt: skip
    assert answer(connection, one, '[{"id": "a"}, {"id": "{{a}}"}]') == [{"id": 'a"2'}, {"id": "{{a}}"}]


@pytest.mark.parametrize(("kind", "value", "new"), [("bigint[]", "{3,NULL,1}", [1003, None, 1001]), ("int", "4", 1004)])
def test_arrays_and_plain_columns(connection: Connection[Any], kind: str, value: str, new: Any) -> None:
    claim = claimed(array=kind.endswith("[]"))
    assert answer(connection, rewritten(claim, sql.SQL("t.doc"), raised), value, kind) == new
    assert answer(connection, rewritten(claim, sql.SQL("t.doc"), raised), None, kind) is None


def test_claims_of_one_column_compose_and_none_maps_twice(connection: Connection[Any]) -> None:
    claims = [
        claimed(path="$.**.a", type="integer"), claimed(path="$.**.a", type="integer", where="t.kind = 'a'"),
        claimed(path="$.**.b", type="integer", to="public.other"),
        claimed(path="$.**.c", type="integer", where="t.kind = 'of another table' -- never"),
    ]  # fmt: skip
    one = rewritten_by(
        claims, sql.SQL("t.doc"), lambda c, v: sql.SQL("{} + 5" if c.to == "public.i" else "{} + 7").format(v)
    )
    assert answer(connection, one, '{"a": 1, "b": 1, "c": 1}') == {"a": 6, "b": 8, "c": 1}


def test_only_a_column_is_mapped() -> None:
    named = [target_column(claimed(equals=text)) for text in ("r.id", 'r."Id"::text', "'/' || r.slug")]
    assert named == ["id", "Id", None]
