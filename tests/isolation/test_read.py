"""What a policy or a function is read as, and what that proves: each form that people write, without a server.

reading/cases.toml has the cases, planted once on a server and saved in tests/replay. reading/read.txt is read by
people: of each changed policy the condition as it is understood, with the session's own under golive_tenant and
golive_user, of each function what it answers and where it goes beyond its caller, of other changes what becomes of
the cells. GOLIVE_WRITE_TABLES=1 writes it anew.
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from golive.isolation.cells import Cell, Prover, State, faults
from golive.isolation.closing import closing
from golive.isolation.counterexample import counterexample
from golive.isolation.definers import lacks
from golive.isolation.doubt import Doubt
from golive.isolation.giving import Giving
from golive.isolation.prove import Proof
from golive.isolation.returned import returned
from golive.model.catalog import Function, Policy, Relation
from tests.replay.recorded import recorded
from tests.replay.worlds import SOUND

EACH = 6  # of so many cases one is in every run; the others have the marker deep
WORLD = recorded("reading")
READ = Path(__file__).parent / "reading" / "read.txt"


@cache
def prover(case: str) -> Prover:
    return Prover.of(WORLD.live(case), WORLD.world.platform(case, WORLD.live).claims)


def told(case: str) -> Iterator[str]:
    found, sound = prover(case), prover(SOUND).world.live
    live = found.world.live
    policies = [one for one in live.of(Policy) if sound.get(Policy, one.identity) != one]
    functions = [one for one in live.of(Function) if sound.get(Function, one.identity) != one]
    for policy in policies:
        yield from of_policy(found, policy)
    for function in functions:
        yield from of_function(found, function)
    if policies or not functions:
        yield from of_cells(found, [one.relation or "" for one in policies] if functions or ": " in case else None)


def plain(line: str) -> str:
    return line.replace("\n", "\\n").replace("\x1f", "/")


def of_policy(found: Prover, policy: Policy) -> Iterator[str]:
    """The condition as each role that it is for comes with it."""
    for role in policy.roles:
        for part, text in (("USING", policy.using), ("WITH CHECK", policy.check)):
            proof = Proof(found.world, role)
            relation = policy.relation or ""
            row = proof.reading.row(relation, role)
            try:
                read = proof.reading.condition(text, relation, row, role).sql() if text else ""
            except Doubt as doubt:
                read = f"doubt: {doubt}"
            if text:
                yield f"{policy.identity} {part} as {role}: {read}"


def of_function(found: Prover, function: Function) -> Iterator[str]:
    routines, proof = found.world.routines, Proof(found.world, "clerk")
    try:
        body = routines.body(function, "clerk")
        yield f"{function.identity}: {proof.reading.function(body, 'clerk').sql() if body else 'not read'}"
    except Doubt as doubt:
        yield f"{function.identity}: doubt: {doubt}"
    if function.security_definer:
        try:
            gone = lacks(found, function, "clerk")
        except Doubt as doubt:
            yield f"  doubt: {doubt}"
        else:
            for one in gone:
                said = [name for name in ("certain", "known", "rank", "secret") if getattr(one, name)]
                yield f"  {one.command} {one.relation}: {', '.join(said) or 'not followed'}"
    for one in returned(found.world, "clerk"):
        if one.function == function:
            yield f"  rows {one.relation and one.relation.identity} {one.column or '-'}: {one.way}"


def of_cells(found: Prover, relations: list[str] | None) -> Iterator[str]:
    """Those that are others than in the sound database; of one condition those of its relation."""
    looked = tuple(found.cells() if relations is None else of_relations(found, relations))
    given = Giving(found).cells() if relations is None else ()
    known = {_key(one) for one in sound_cells()}
    other = (one for one in (*looked, *given) if one not in sound_cells())
    changed = [one for one in other if one.state is not State.NO_RIGHT or _key(one) in known]
    for one in changed:
        yield f"{one.role} {one.command} {one.relation}: {one.state}"
    for fault, cells in faults(changed):
        yield f"  {fault.where} {fault.part}: {fault.why}{' (leaks)' if fault.leaks else ''}"
        if relations is None and cells[0] in looked:
            yield f"    -> {closing(found, fault, cells[0].role, cells[0].command).text}"
            for identity in (one for one in found.world.claims.identity if one.role == cells[0].role):
                shown = counterexample(found.world, identity, cells[0].relation, cells[0].command)
                yield f"    {shown.statement}: {shown.row}"


def _key(cell: Cell) -> tuple[str, str, str]:
    return cell.role, cell.relation, cell.command


@cache
def sound_cells() -> tuple[Cell, ...]:
    return (*prover(SOUND).cells(), *Giving(prover(SOUND)).cells())


def of_relations(found: Prover, relations: list[str]) -> Iterator[Cell]:
    for name in relations:
        relation = found.world.live.get(Relation, name)
        assert relation is not None
        for role in found.roles:
            yield found.cell(role, relation, "SELECT")


@cache
def expected() -> dict[str, str]:
    parts = ("\n" + READ.read_text(encoding="utf-8")).split("\n=== ")[1:]
    return {title: text.rstrip("\n") for title, _, text in (part.partition("\n") for part in parts)}


@pytest.mark.parametrize(
    "case",
    [one if n % EACH == 0 else pytest.param(one, marks=pytest.mark.deep) for n, one in enumerate(WORLD.cases[1:])],
)
def test_each_is_read_as_it_stands(case: str) -> None:
    assert "\n".join(plain(line) for line in told(case)) == expected()[case]


def test_table_is_of_every_case() -> None:
    if os.environ.get("GOLIVE_WRITE_TABLES"):
        said = {case: [plain(line) for line in told(case)] for case in WORLD.cases[1:]}
        text = "".join(f"=== {case}\n" + "".join(f"{line}\n" for line in lines) for case, lines in said.items())
        READ.write_text(text, encoding="utf-8")
    assert list(expected()) == list(WORLD.cases[1:])
