"""Every step of every platform goes there, back and there again, and leaves what it found."""

import re
from difflib import unified_diff
from typing import Any

import pytest

from golive.migrate.runner import Outcome, Runner
from golive.model.target import Dsn
from golive.observe.session import connect
from golive.run.states import State, Watched, differences

# What reverting cannot undo, as the header of the step declares it: exactly these lines of a dump and this object.
LABEL = {"0001_clinic_role_beautician": ["-    'sales_staff'", "+    'sales_staff',", "+    'beautician'"]}
RESIDUES = {"bnaura": LABEL}
CHANGED = {"bnaura": ["type public.clinic_role"]}
APART = 4  # steps from one comparison to the next; a dump takes as long as a step
HANDED_OUT = re.compile(r"[+-]SELECT pg_catalog\.setval")  # while its sequence stands, no number is given twice
KEPT = re.compile(r"INSERT INTO (golive_undo\.\w+)")
GONE = {"bnaura": [("golive_undo.bna_test_accounts",)]}  # its rows are deleted, and met once
UNDO = "golive_undo"  # says what deploy found: the second time, rights that are the default may be written out
DRAWN = re.compile(  # identifiers, tokens and moments: a second deploy draws them anew
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,64}"
    r"|20[0-9]{2}-[0-9]{2}-[0-9]{2}[ T][0-9:.]+(?:[+-][0-9:]+)?"
)


@pytest.mark.deep
def test_every_step_deploys_reverts_and_deploys_again(place: Any) -> None:
    steps = place.platform.steps
    left = RESIDUES.get(place.platform.name, {})
    assert left.keys() <= {step.name for step in steps if step.residue}
    with place.copy() as dsn:
        found_state, found = state(dsn), {}
        with Runner(dsn, place.platform.name, steps) as runner:
            for number, step in enumerate(steps):
                if number % APART == 0:
                    found[step] = place.dump(dsn)
                assert runner.verify(step), f"{step} is green before it was deployed"
                assert runner.deploy(step).outcome is Outcome.DEPLOYED
                assert not runner.verify(step)
            assert not {step.name: red for step in steps if (red := runner.verify(step))}
            deployed, deployed_state = place.dump(dsn, UNDO), state(dsn)
            for step in reversed(steps):
                assert runner.revert(step, consent=True).outcome is Outcome.REVERTED
                if step in found:
                    lines = difference(found[step], place.dump(dsn))
                    if step is not steps[0]:
                        lines = [line for line in lines if not HANDED_OUT.match(line)]
                    assert (step.name, lines) == (step.name, left.get(step.name, []))
            assert runner.revert_all() == ()  # the ledger goes
        assert list(differences(found_state, state(dsn))) == CHANGED.get(place.platform.name, [])
        with Runner(dsn, place.platform.name, steps) as runner:
            again = {step.name: runner.deploy(step).outcome for step in steps}
        assert {step for step, outcome in again.items() if outcome is not Outcome.DEPLOYED} == left.keys()
        assert difference(drawn_alike(deployed), drawn_alike(place.dump(dsn, UNDO))) == []
        assert differences(deployed_state, state(dsn), drawn=True) == {}


def state(dsn: Dsn) -> State:
    with connect(dsn) as session:
        return Watched(session).now()


def difference(before: tuple[str, ...], after: tuple[str, ...]) -> list[str]:
    lines = unified_diff(before, after, lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def drawn_alike(dump: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(DRAWN.sub("#", line) for line in dump))


def test_what_a_walk_found_is_kept_once(place: Any) -> None:
    """A row that is broken again behind the walk is met twice: it goes back to what was found first."""
    kept = {name for step in place.platform.steps if step.batch for name in KEPT.findall(step.deploy)}
    with place.copy() as dsn:
        with Runner(dsn, place.platform.name, place.platform.steps) as runner:
            for step in place.platform.steps:
                runner.deploy(step)
        with connect(dsn) as session:
            keyless = session.execute(
                "SELECT n FROM unnest(%s::text[]) AS n"
                " WHERE NOT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = to_regclass(n) AND i.indisunique)",
                [sorted(kept)],
            ).fetchall()
    assert keyless == GONE.get(place.platform.name, [])
