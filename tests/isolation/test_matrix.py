"""What a person reads of a saved platform: the sentence, the counts, a line for each table and role, what was left out.

matrix.txt is read by people; GOLIVE_WRITE_TABLES=1 writes it anew.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from golive.isolation.matrix import APPLICATION, BY_APPLICATION, INFERRED, NOTHING, UNDECLARED, matrix, unsaid
from golive.model.claims import Claims
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from tests.replay.recorded import recorded
from tests.replay.worlds import SOUND

MATRIX = Path(__file__).parent / "reading" / "matrix.txt"
NAMES = ("sample", "bnaura", "enterprise", "reading")
CASES = [(name, SOUND) for name in NAMES] + [
    ("reading", "functions that return rows"), ("reading", "view as its owner"), ("reading", "row security off"),
]  # fmt: skip


@cache
def seen(name: str, case: str) -> tuple[Platform, Snapshot]:
    world = recorded(name)
    return world.world.platform(case, world.live), world.live(case)


def told(name: str, case: str) -> Iterator[str]:
    found = matrix(*seen(name, case), taken=2, well=case == SOUND)
    if found is None:
        yield NOTHING
        return
    yield f"{found.name}, {found.title}: {found.sentence}"
    yield f"{'proved' if found.proved else 'not proved'}; " + ", ".join(": ".join(one) for one in found.counts)
    for grid in found.grids:
        yield f"{grid.relation}: {grid.whose}"
        for role, squares in grid.rows:
            yield f"  {role}: " + " | ".join(f"{one.state} {one.look} {one.tried}".strip() for one in squares)
    for function, role, square in found.functions:
        yield f"{function} as {role}: {square.state} {square.look} {square.tried}"
    yield from (f"not looked at: {one}" for one in found.unlooked)


@cache
def expected() -> dict[str, list[str]]:
    parts = ("\n" + MATRIX.read_text(encoding="utf-8")).split("\n=== ")[1:]
    return {title: text.splitlines() for title, _, text in (part.partition("\n") for part in parts)}


@pytest.mark.parametrize(("name", "case"), CASES)
def test_matrix_of_each_platform(name: str, case: str) -> None:
    assert list(told(name, case)) == expected()[f"{name}, {case}"]


def test_table_is_of_every_platform() -> None:
    if os.environ.get("GOLIVE_WRITE_TABLES"):
        said = {f"{name}, {case}": list(told(name, case)) for name, case in CASES}
        MATRIX.write_text(
            "".join(f"=== {title}\n" + "".join(f"{line}\n" for line in lines) for title, lines in said.items()), "utf-8"
        )
    assert list(expected()) == [f"{name}, {case}" for name, case in CASES]


def with_tenancy(**changed: object) -> tuple[Platform, Snapshot]:
    platform, live = seen("reading", SOUND)
    raw = platform.claims.model_dump(exclude_unset=True)
    raw |= {name: value for name, value in changed.items() if name != "tenancy"}
    raw["tenancy"] = {**raw["tenancy"], **changed.get("tenancy", {})}  # type: ignore[dict-item]
    return replace(platform, claims=Claims.model_validate(raw)), live


def test_what_is_not_kept_apart_by_the_database_is_said() -> None:
    platform, live = with_tenancy(tenancy={"enforced_by": "application"})
    found = matrix(platform, live, well=True)
    assert found is not None
    assert (found.sentence, found.proved, found.counts) == (
        APPLICATION, False, (("tables, isolated by the application", "7"),),
    )  # fmt: skip
    assert {(one.relation, one.whose, one.rows) for one in found.grids} >= {
        ("public.notes", "org_id: isolated by the application only", ()),
        ("public.orgs", "id: isolated by the application only", ()),
    }
    assert not {one.relation for one in found.grids} & {"public.countries", "public.lines"}
    without = matrix(platform, None, well=True)
    assert without is not None
    assert (without.grids, without.counts[0][1]) == ((), "0")


@pytest.mark.parametrize(("by", "said"), [("application", BY_APPLICATION), ("database", INFERRED)])
def test_tenants_that_are_inferred_have_no_verdict_and_are_not_denied(by: str, said: str) -> None:
    platform, live = with_tenancy(tenancy={"enforced_by": by, "proposal": True})
    assert (matrix(platform, live, well=True), unsaid(platform.claims.tenancy)) == (None, said)
    assert unsaid(None) == NOTHING


def test_without_an_identity_nothing_is_proved() -> None:
    platform, live = with_tenancy(identity=())
    for found in (matrix(platform, live, well=True), matrix(seen("reading", SOUND)[0], None, well=True)):
        assert found is not None
        assert (found.sentence, found.proved, found.counts, found.grids) == (UNDECLARED, False, (), ())
