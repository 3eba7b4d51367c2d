"""A step whose way back is wrong is told at a rehearsal, with what it left; a sound one and a residue are not."""

from pathlib import Path

import psycopg
import pytest

from golive.model.step import Rehearsed, Step, load_steps
from golive.model.target import Dsn
from golive.run.rehearsal import Rehearsal

HEADER = """-- Why: tried out
-- Phase: schema
-- Locks: ACCESS EXCLUSIVE on shop, for an instant
-- Requires: nothing
-- Transaction: one
"""
CLAIM = """SELECT 'no note' WHERE NOT EXISTS (
    SELECT FROM pg_attribute WHERE attrelid = 'public.shop'::regclass AND attname = 'note')"""
SOUND = ("ALTER TABLE shop ADD note text;", "ALTER TABLE shop DROP note;", CLAIM)
FIRST, SECOND, THIRD = "0001_first", "0002_second", "0003_third"


@pytest.fixture
def shop(database: Dsn) -> Dsn:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute("CREATE TABLE public.shop (id int PRIMARY KEY, name text)")
        connection.execute("INSERT INTO public.shop VALUES (1, 'one'), (2, 'two')")
    return database


def step(folder: Path, name: str, deploy: str, revert: str, claim: str, residue: str = "") -> None:
    own = folder / "steps" / name
    own.mkdir(parents=True)
    more = f"-- Residue: {residue}\n" if residue else ""
    (own / "deploy.sql").write_text(f"{HEADER}{more}{deploy}\n".replace("shop", "public.shop"), "utf-8")
    (own / "revert.sql").write_text(revert.replace("shop", "public.shop"), "utf-8")
    (own / "verify.sql").write_text(claim, "utf-8")


def column(name: str) -> str:
    return CLAIM.replace("note", name)


def said(shop: Dsn, folder: Path, apart: int = 1) -> dict[str, Rehearsed]:
    steps: tuple[Step, ...] = load_steps(folder)
    return Rehearsal(shop, "shop", steps, apart).run()


def test_sound_steps_are_silent(shop: Dsn, tmp_path: Path) -> None:
    step(tmp_path, FIRST, *SOUND)
    step(tmp_path, SECOND, "ALTER TABLE shop ADD more int;", "ALTER TABLE shop DROP more;", column("more"))
    assert said(shop, tmp_path) == {FIRST: Rehearsed(), SECOND: Rehearsed()}


def test_what_a_way_back_leaves_is_told_of_its_own_step_alone(shop: Dsn, tmp_path: Path) -> None:
    step(tmp_path, FIRST, *SOUND)
    two = "ALTER TABLE shop ADD more int; CREATE INDEX left_there ON shop (name);"
    step(tmp_path, SECOND, two, "ALTER TABLE shop DROP more;", column("more"))
    step(tmp_path, THIRD, "ALTER TABLE shop ADD last int;", "ALTER TABLE shop DROP last;", column("last"))
    told = said(shop, tmp_path)
    assert told[THIRD] == Rehearsed()
    assert "index public.left_there was not there before" in told[SECOND].wrong
    assert any(one.startswith("cannot be deployed again: ") for one in told[SECOND].wrong)
    assert told[FIRST] == Rehearsed()


@pytest.mark.parametrize(
    ("revert", "wrong"),
    [
        ("ALTER TABLE shop DROP note; DELETE FROM shop WHERE id = 2;", "rows of public.shop are 1 instead of 2"),
        (
            "ALTER TABLE shop DROP note; UPDATE shop SET name = 'x' WHERE id = 2;",
            "rows of public.shop are not the 2 that were there",
        ),
        ("ALTER TABLE shop DROP nothing;", "cannot be taken back: "),
        (
            "ALTER TABLE shop DROP note; ALTER TABLE shop ENABLE ROW LEVEL SECURITY;",
            "table public.shop is not as it was",
        ),
        ("ALTER TABLE shop DROP note; ALTER TABLE shop DROP name;", "column public.shop.name is missing"),
    ],
)
def test_way_back_that_harms_what_is_older(shop: Dsn, tmp_path: Path, revert: str, wrong: str) -> None:
    step(tmp_path, FIRST, SOUND[0], revert, SOUND[2])
    assert any(one.startswith(wrong) for one in said(shop, tmp_path)[FIRST].wrong)


def test_only_the_declared_residue_may_stay(shop: Dsn, tmp_path: Path) -> None:
    made = "CREATE TYPE public.mood AS ENUM ('fine'); ALTER TABLE shop ADD note text;"
    step(tmp_path, FIRST, made, SOUND[1], SOUND[2], residue="the type public.mood stays")
    told = said(shop, tmp_path)[FIRST].wrong
    assert not any("was not there before" in one for one in told)
    assert [one.partition(":")[0] for one in told] == ["cannot be deployed again"]


def test_step_in_place_or_not_deployed_is_not_looked_at(shop: Dsn, tmp_path: Path) -> None:
    step(tmp_path, FIRST, "ALTER TABLE shop ADD name text;", "ALTER TABLE shop DROP name;", column("name"))
    step(tmp_path, SECOND, "ALTER TABLE shop ADD id int;", "ALTER TABLE shop DROP more;", column("more"))
    told = said(shop, tmp_path)
    assert told[FIRST].untried == "it was in place before: nothing was done or taken back"
    assert told[SECOND].untried.startswith(f"{SECOND} was not deployed: 42701 ")


def test_roles_of_the_server_are_as_before(shop: Dsn, tmp_path: Path) -> None:
    made = "CREATE ROLE rehearsed_clerk; GRANT SELECT ON shop TO rehearsed_clerk;"
    back = "REVOKE SELECT ON shop FROM rehearsed_clerk; DROP ROLE rehearsed_clerk;"
    claim = "SELECT 'no clerk' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rehearsed_clerk')"
    step(tmp_path, FIRST, made, back, claim)
    assert said(shop, tmp_path) == {FIRST: Rehearsed()}
    with psycopg.connect(shop.reveal()) as connection:
        assert connection.execute("SELECT FROM pg_roles WHERE rolname = 'rehearsed_clerk'").fetchall() == []
