"""References inside documents are found at any depth, and the place that is said is where the server found them."""

import json
from typing import Any

import psycopg
import pytest

from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.claims.reference import Reference
from golive.model.errors import WrongUse
from golive.model.evidence import Evidence
from golive.model.json_paths import steps_of
from golive.model.platform import load_platform
from golive.model.target import Dsn
from golive.observe.json_references import observe_json_references
from golive.observe.places import walk
from golive.observe.session import reading

GIVEN: dict[str, Any] = {
    "name": "n", "table": "public.w", "column": "doc", "to": "public.i", "tenant": "org", "why": "it fails"
}  # fmt: skip
DEEP = {"a": [{"b": {"c": [{"x": {"id": 1}}, {"id": 2}]}}, [[{"id": 3}]]], "id": {"id": 4}, "other": [{"id": None}]}


def asked(dsn: Dsn, **other: Any) -> dict[str, Evidence]:
    claims = Claims(platform=Head(name="e", title="E"), reference=(Reference.model_validate(GIVEN | other),))
    with reading(dsn) as connection:
        found = observe_json_references(connection, claims)
    return {name.rpartition(":")[2]: evidence for name, evidence in found.items()}


def broken(dsn: Dsn, **other: Any) -> dict[str, tuple[str, ...]]:
    return {flaw: evidence.keys for flaw, evidence in asked(dsn, **other).items() if evidence.count}


def prepared(dsn: Dsn, *documents: tuple[int, Any]) -> None:
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute(
            "CREATE TABLE public.i (id bigint PRIMARY KEY, org integer, live boolean DEFAULT true);"
            "INSERT INTO public.i VALUES (1, 1), (2, 1), (3, 2), (9, NULL);"
            "CREATE TABLE public.w (id bigserial PRIMARY KEY, org integer, kind text, doc jsonb)"
        )
        for org, document in documents:
            connection.execute(
                "INSERT INTO public.w (org, kind, doc) VALUES (%s, 'k', %s::jsonb)", (org, json.dumps(document))
            )


@pytest.mark.parametrize(
    "path", ["$.**.id", "$.a[*].b.c[*].id", "$.a[1]", "$.**.c[*]", "$.id.id", "$.**.x.id", "$.none"]
)
def test_places_are_those_the_server_finds(database: Dsn, path: str) -> None:
    mine = [value for _, value in walk(DEEP, steps_of(path))]
    mode = "strict" if "**" in path else "lax"
    with psycopg.connect(database.reveal()) as connection:
        theirs = connection.execute(
            "SELECT v FROM jsonb_path_query(%s::jsonb, %s::jsonpath, '{}', true) AS v",
            (json.dumps(DEEP), f"{mode} {path}"),
        ).fetchall()
    assert sorted(map(json.dumps, mine)) == sorted(json.dumps(row[0]) for row in theirs)


def test_each_depth_is_walked_and_its_place_said(database: Dsn) -> None:
    prepared(database, (1, [{"id": 1}, {"s": [{"s": [{"s": [{"c": {"id": 77}}]}]}, {"id": 3}]}]), (2, {"id": 3}))
    assert broken(database, path="$.**.id", type="integer") == {
        "missing": ("w 1: [1].s[0].s[0].s[0].c.id = 77",),
        "tenant": ("w 1: [1].s[1].id = 3",),
    }
    assert asked(database, path="$.**.id")["missing"].looked_at == 4


def test_what_lies_too_deep_for_its_place_is_found(database: Dsn) -> None:
    prepared(database, (1, {"id": 76}))
    with psycopg.connect(database.reveal()) as connection:
        connection.execute(
            "INSERT INTO public.w (org, doc) SELECT 1, (repeat('[', 2000) || %s || repeat(']', 2000))::jsonb",
            ('{"id": 77}',),
        )
    assert broken(database, path="$.**.id") == {"missing": ("w 1: id = 76", "w 2: $.**.id = 77")}


def test_the_same_broken_id_twice_is_two_places(database: Dsn) -> None:
    prepared(database, (1, {"a": {"id": 5}, "b": [{"id": 5}]}))
    found = asked(database, path="$.**.id")["missing"]
    assert found.count == 2


def test_what_is_stored_otherwise_is_told(database: Dsn) -> None:
    prepared(database, (1, {"id": "1"}), (1, {"id": 1.5}), (1, {"id": [1]}), (1, {"id": True}))
    assert len(broken(database, path="$.id", type="integer")["type"]) >= 3
    assert broken(database, path="$.id", type="text of integer", where="t.id = 1") == {}


def test_templates_pass_where_they_are_allowed(database: Dsn) -> None:
    prepared(database, (1, {"id": "{{step1.id}}"}), (1, {"id": 2}))
    assert broken(database, path="$.id", templates=True) == {}
    assert broken(database, path="$.id") == {"missing": ('w 1: id = "{{step1.id}}"',)}


def test_rows_of_nobody_are_named_where_they_are_shared(database: Dsn) -> None:
    prepared(database, (1, {"id": 9}))
    assert broken(database, path="$.id", shared=True) == {}
    assert list(broken(database, path="$.id")) == ["tenant"]


def test_type_column_chooses_the_table(database: Dsn) -> None:
    prepared(database, (1, {"id": 1}), (1, {"id": 88}))
    assert broken(database, path="$.id", where="t.kind = 'other'", at_least=0) == {}
    assert asked(database, path="$.id", where="t.kind = 'other'")["missing"].looked_at == 0


def test_renamed_key_leaves_rows_without_a_reference(database: Dsn) -> None:
    prepared(database, (1, {"id": 1}), (1, {"ID": 1}), (1, {"id": None}))
    assert broken(database, path="$.id", each=True) == {"without": ("w 2",), "null": ("w 3: $.id is null",)}
    assert broken(database, path="$.id", each=True, nullable=True) == {"without": ("w 2", "w 3")}


@pytest.mark.parametrize("path", ["id", "$.**", "$.a ? (@ > 1)", "$.a; DROP", "$.a.size()"])
def test_path_of_another_form_is_refused_in_one_line(path: str, tmp_path: Any) -> None:
    text = "\n".join(f"{name} = {json.dumps(value)}" for name, value in (GIVEN | {"path": path}).items())
    (tmp_path / "platform.toml").write_text(f'[platform]\nname = "e"\ntitle = "E"\n[[reference]]\n{text}\n')
    with pytest.raises(WrongUse, match=r"reference\[1\].path: .* is not allowed"):
        load_platform(tmp_path)
