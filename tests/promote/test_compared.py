"""Rows that travelled are held against their source: each way of spoiling one is found, by table, key and column."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.model.claims import Claims
from golive.model.claims.compare import Compare
from golive.model.claims.platform import Head
from golive.model.errors import WrongUse
from golive.model.platform import Platform
from golive.model.target import Dsn
from golive.run.observation import observe
from golive.server import Server
from golive.testing.spoil import Judged, judged

TABLE = "public.things"
SCHEMA = """
CREATE TABLE public.things (
    id bigint PRIMARY KEY, org integer NOT NULL, name text, note text, at timestamptz, local timestamp(6),
    amount numeric, ratio double precision, doc jsonb, tags text[], raw bytea, code char(5), day date, span interval);
INSERT INTO public.things
SELECT n, n % 3, 'Zoë ' || n, NULL, '2025-06-01 12:34:56.123456+00', '2025-06-01 12:34:56.123456', n + 0.50, n / 7.0,
       jsonb_build_object('n', n, 'deep', jsonb_build_array(jsonb_build_object('id', n), NULL)), ARRAY['a', NULL, 'c'],
       decode('00ff10', 'hex'), 'ab', '2025-02-28', '1 day'
FROM generate_series(1, 3000) AS n;
CREATE TABLE public.bag (a integer, b text);
INSERT INTO public.bag VALUES (1, 'x'), (1, 'x'), (2, NULL);
"""
_ROWS = SCHEMA[SCHEMA.index("INSERT INTO public.things") : SCHEMA.index("CREATE TABLE public.bag")]
_FORMS = """
CREATE TYPE public.mood AS ENUM ('glad', 'calm');
CREATE TABLE public.forms (
    id bigint PRIMARY KEY, number integer, twice integer GENERATED ALWAYS AS (id * 2) STORED, at timestamp,
    mood public.mood);
INSERT INTO public.forms (id, number, mood, at)
SELECT n, n, CASE WHEN n = 2 THEN 'calm' ELSE 'glad' END::public.mood, '2025-06-01' FROM generate_series(1, 50) AS n;
"""
SPOILT = {
    "microseconds cut": ("at = date_trunc('milliseconds', at)", "at"),
    "moved by the time zone": ("at = at + interval '2 hours'", "at"),
    "local time moved": ("local = local + interval '1 hour'", "local"),
    "decomposed letters": ("name = normalize(name, NFD)", "name"),
    "letter replaced": ("name = replace(name, 'ë', '?')", "name"),
    "letter read twice": ("name = replace(name, 'ë', 'Ã«')", "name"),
    "tail cut": ("name = left(name, -1)", "name"),
    "space behind": ("name = name || ' '", "name"),
    "empty for NULL": ("note = ''", "note"),
    "the word null for NULL": ("note = 'NULL'", "note"),
    "NULL for a text": ("name = NULL", "name"),
    "scale lost": ("amount = trim_scale(amount)", "amount"),
    "rounded": ("amount = round(amount)", "amount"),
    "last digit of a float": ("ratio = ratio * (1 + 2.3e-16::float8)", "ratio"),
    "key of a document lost": ("doc = doc - 'n'", "doc"),
    "number became a text": ("doc = jsonb_set(doc, '{n}', to_jsonb(doc ->> 'n'))", "doc"),
    "id deep inside changed": ("doc = jsonb_set(doc, '{deep,0,id}', '7')", "doc"),
    "null deep inside lost": ("doc = jsonb_set(doc, '{deep}', (doc -> 'deep') - 1)", "doc"),
    "document in a string": ("doc = to_jsonb(doc::text)", "doc"),
    "NULL in an array": ("tags = array_replace(tags, NULL, 'NULL')", "tags"),
    "order of an array": ("tags = ARRAY['c', NULL, 'a']", "tags"),
    "bytes as their text": ("raw = convert_to(encode(raw, 'hex'), 'UTF8')", "raw"),
    "end of bytes": ("raw = substring(raw FROM 1 FOR 2)", "raw"),
    "day moved": ("day = day - 1", "day"),
    "interval in hours": ("span = interval '24 hours'", "span"),
    "another tenant": ("org = 99", "org"),
}  # fmt: skip


@pytest.fixture(scope="module")
def source(server: Server) -> Iterator[Dsn]:
    dsn = server.create_database("compared_source")
    run(dsn, SCHEMA)
    yield dsn
    server.drop("compared_source")


@pytest.fixture
def copy(server: Server, source: Dsn) -> Iterator[Dsn]:
    yield server.clone(source.name, "compared_copy")
    server.drop("compared_copy")


def run(dsn: Dsn, text: str) -> None:
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute(text.encode())


def said(folder: Path, source: Dsn | None, copy: Dsn, **other: Any) -> Judged:
    given = {"name": "things", "tables": (TABLE,), "why": "it is not what it was"} | other
    claims = Claims(platform=Head(name="example", title="Example"), compare=(Compare.model_validate(given),))
    platform = Platform(folder, claims, None, steps=(), smokes=(), baseline=())
    return judged(platform, observe(copy, platform, {}, source=source), [f"PRM00{n}" for n in (1, 2, 3, 4)])


def test_equal_rows_are_silent(source: Dsn, copy: Dsn, tmp_path: Path) -> None:
    found = said(tmp_path, source, copy, tables=(TABLE, "public.bag"))
    assert (found.blocking, found.unknown, found.broken) == ((), (), ())


def test_each_way_to_spoil_a_row_is_named(source: Dsn, copy: Dsn, tmp_path: Path) -> None:
    """All at once, each in a row of its own: the finding names twenty, the rest are counted."""
    for start in (0, 13):
        chosen = list(SPOILT.values())[start : start + 13]
        run(
            copy,
            "".join(
                f"UPDATE {TABLE} SET {change} WHERE id = {n};" for n, (change, _) in enumerate(chosen, 101 + start)
            ),
        )
        found = said(tmp_path, source, copy)
        assert [one.code for one in found.blocking] == ["PRM003"]
        for number, (_, column) in enumerate(chosen, 101 + start):
            assert f"{TABLE} {number}: {column}" in found.blocking[0].what, list(SPOILT)[number - 101]
        run(copy, f"TRUNCATE {TABLE}; " + _ROWS)


def test_lost_row_is_found_beside_a_new_one(source: Dsn, copy: Dsn, tmp_path: Path) -> None:
    run(copy, f"UPDATE {TABLE} SET id = 9999 WHERE id = 77")
    found = said(tmp_path, source, copy)
    assert [(one.code, one.what) for one in found.blocking] == [
        ("PRM001", f"1 row of 3000 did not arrive: {TABLE} 77"),
        ("PRM002", f"1 row here that the source does not have: {TABLE} 9999"),
    ]


def test_two_values_that_changed_places_are_found(source: Dsn, copy: Dsn, tmp_path: Path) -> None:
    run(copy, f"UPDATE {TABLE} SET name = CASE id WHEN 1 THEN 'Zoë 4' ELSE 'Zoë 1' END WHERE id IN (1, 4)")
    assert said(tmp_path, source, copy).blocking[0].what.endswith(f"{TABLE} 1: name; {TABLE} 4: name")


def test_only_what_travelled_is_compared(source: Dsn, copy: Dsn, tmp_path: Path) -> None:
    run(copy, f"UPDATE {TABLE} SET name = 'another' WHERE org <> 1; INSERT INTO {TABLE} (id, org) VALUES (5000, 2)")
    assert said(tmp_path, source, copy, where="t.org = 1").certified
    run(copy, f"UPDATE {TABLE} SET note = 'x' WHERE org = 1")
    assert said(tmp_path, source, copy, where="t.org = 1", without={TABLE: ("note",)}).certified


def test_rows_without_a_key_are_a_bag(source: Dsn, copy: Dsn, tmp_path: Path) -> None:
    run(copy, "DELETE FROM public.bag WHERE ctid = (SELECT min(ctid) FROM public.bag)")
    found = said(tmp_path, source, copy, tables=("public.bag",))
    assert [one.code for one in found.blocking] == ["PRM003"]


def test_column_of_one_side_only_is_said(source: Dsn, copy: Dsn, tmp_path: Path) -> None:
    run(copy, f"ALTER TABLE {TABLE} DROP COLUMN note, ADD COLUMN extra text")
    found = said(tmp_path, source, copy)
    assert [one.code for one in found.blocking] == ["PRM004"]
    assert f"{TABLE}.note is not here; {TABLE}.extra is not in the source" in found.blocking[0].what


def test_fast_misses_scale_and_signed_zero_and_says_so(source: Dsn, copy: Dsn, tmp_path: Path) -> None:
    fast = Compare(name="things", tables=(TABLE,), fast=True, why="it is not what it was")
    assert str(fast) == "things (fast: not numeric scale, not signed zero)"
    run(copy, f"UPDATE {TABLE} SET amount = trim_scale(amount) WHERE id < 50")
    found = said(tmp_path, source, copy, fast=True)
    assert (found.blocking, found.unknown, found.broken) == ((), (), ())
    assert [one.code for one in said(tmp_path, source, copy).blocking] == ["PRM003"]


def test_fast_names_everything_else(source: Dsn, copy: Dsn, tmp_path: Path) -> None:
    others = [one for one in SPOILT.items() if one[0] != "scale lost"] + [("sign", ("amount = -amount", "amount"))]
    for start in (0, 13):
        chosen = dict(enumerate(others[start : start + 13], 101))
        run(copy, "".join(f"UPDATE {TABLE} SET {change} WHERE id = {n};" for n, (_, (change, _)) in chosen.items()))
        what = said(tmp_path, source, copy, fast=True).blocking[0].what
        for number, (name, (_, column)) in chosen.items():
            assert f"{TABLE} {number}: {column}" in what, name
        run(copy, f"TRUNCATE {TABLE}; " + _ROWS)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("ALTER TABLE public.forms ALTER number TYPE bigint", ""),
        ("ALTER TABLE public.forms ALTER mood TYPE text", ""),
        ("ALTER TABLE public.forms DROP COLUMN number, ADD COLUMN number integer; UPDATE public.forms SET number = id",
         ""),
        ("ALTER TABLE public.forms ALTER twice DROP EXPRESSION", ""),
        ("ALTER TABLE public.forms RENAME TO old; CREATE TABLE public.forms (LIKE public.old, PRIMARY KEY (id)) "
         "PARTITION BY RANGE (id); CREATE TABLE public.rest PARTITION OF public.forms DEFAULT; "
         "INSERT INTO public.forms SELECT * FROM public.old", ""),
        ("ALTER TABLE public.forms ALTER number TYPE bigint; UPDATE public.forms SET number = 4294967296 WHERE id = 1",
         "public.forms 1: number"),
        ("ALTER TYPE public.mood RENAME VALUE 'calm' TO 'quiet'", "public.forms 2: mood"),
        ("ALTER TABLE public.forms ALTER number TYPE numeric",
         "public.forms.number is integer in the source, numeric here"),
    ],
)  # fmt: skip
def test_another_form_of_the_same_rows(server: Server, source: Dsn, tmp_path: Path, change: str, told: str) -> None:
    """Types and layouts that hold the same values are equal; a value that does not stay what it is, is not."""
    both = server.create_database("forms_source"), server.create_database("forms_copy")
    try:
        for dsn in both:
            run(dsn, _FORMS)
        run(both[1], change)
        found = said(tmp_path, *both, tables=("public.forms",)).blocking
        assert [told in one.what for one in found] == ([True] if told else [])
    finally:
        for dsn in both:
            server.drop(dsn.name)


@pytest.mark.parametrize("batch", [10, 20_000])
def test_many_differing_rows_are_counted(
    source: Dsn, copy: Dsn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    """Whether their columns come with them or are read afterwards."""
    monkeypatch.setattr("golive.observe.compared.BATCH", batch)
    run(copy, f"UPDATE {TABLE} SET note = 'x'")
    assert said(tmp_path, source, copy).blocking[0].what.startswith(f"3000 rows of 3000 differ: {TABLE} 1: note; ")


def test_what_is_not_there_is_never_a_pass(source: Dsn, copy: Dsn, tmp_path: Path) -> None:
    run(copy, f"DROP TABLE {TABLE}")
    assert {one.code for one in said(tmp_path, source, copy).blocking} == {"PRM001", "PRM002", "PRM003", "PRM004"}


def test_target_is_no_source_of_itself(copy: Dsn, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="is the database that is judged"):
        said(tmp_path, copy, copy)


def test_without_a_source_nothing_is_said(copy: Dsn, tmp_path: Path) -> None:
    assert said(tmp_path, None, copy).blocking == ()
