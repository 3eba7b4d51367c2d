"""The mends of every audit, by its example: its finding is gone, nothing new is there, nothing is broken.

decisions.txt says of each example which mend runs and which is asked of a person, and why:
`GOLIVE_WRITE_TABLES=1 pytest tests/mends/test_each.py -m "deep or not deep"` writes it anew.
"""

from collections.abc import Callable
from os import environ
from pathlib import Path
from typing import Any

import pytest

from golive.model.target import Dsn
from golive.model.truth import Truth
from golive.testing.spoil import run
from tests.mends.examples import FOLDERS, Bench, code_of, lock_of, name, platform_of, truth_of

DECISIONS = Path(__file__).parent / "decisions.txt"
# One of each class: a right, a policy, an index, a constraint, a role.
SOME = {"GRT004", "POL001-missing", "IDX001-missing", "CON001-missing", "ROL001-changed"}


@pytest.mark.parametrize(
    "folder", [pytest.param(one, id=name(one), marks=[] if name(one) in SOME else pytest.mark.deep) for one in FOLDERS]
)
def test_example_is_mended(
    folder: Path, bench: Bench, scratch: Dsn, place_of: Callable[..., Any], tmp_path: Path
) -> None:
    run(scratch, (folder / "good.sql").read_text())
    lock = lock_of(folder, scratch)
    # A law's own mend is tried where no lock has one that comes before it.
    here = place_of(bench.server, platform_of(folder, lock if truth_of(folder) is Truth.LOCKED else None), "example")
    told = here.told
    run(scratch, (folder / "bad.sql").read_text())
    live = here.look(scratch)
    said = here.judge(live)
    mended = here.mend(scratch, tmp_path, live, [*said.blocking, *said.advice])
    mended.check(told)
    written(name(folder), mended.outcomes(code_of(folder)))


def written(example: str, outcomes: list[str]) -> None:
    """What decisions.txt says of an example, line by line."""
    lines = [f"{example}: {outcome}" for outcome in outcomes] or [f"{example}: nothing that a snapshot shows"]
    if environ.get("GOLIVE_WRITE_TABLES"):
        others = [line for line in DECISIONS.read_text().splitlines() if not line.startswith(f"{example}: ")]
        DECISIONS.write_text("\n".join(sorted([*others, *lines])) + "\n")
    assert [line for line in DECISIONS.read_text().splitlines() if line.startswith(f"{example}: ")] == lines


def test_the_table_of_decisions_has_every_example() -> None:
    said = {line.partition(": ")[0] for line in DECISIONS.read_text().splitlines()}
    assert said == {name(folder) for folder in FOLDERS}
