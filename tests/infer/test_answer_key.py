"""What learn drafts of the platforms against what people wrote, and what it then finds of the sample's defects."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "answer_key.py"
pytestmark = pytest.mark.deep


def said(*arguments: str) -> str:
    return subprocess.run([sys.executable, str(BENCH), *arguments], capture_output=True, text=True, check=True).stdout


def test_most_of_what_people_wrote_is_drafted() -> None:
    figures = re.findall(r"drafted (\d+)%.*right and active (\d+)%.*otherwise (\d+)%", said())
    drafted, active, otherwise = map(int, figures[-1])
    assert (drafted >= 75, active >= 50, otherwise <= 10) == (True, True, True), figures[-1]


def test_the_drafted_claims_find_what_is_planted() -> None:
    out = said("--sample")
    assert "sound sample: ['FUN009 app.rotate_tokens()'] () ()" in out
    found = {name: (int(seen), int(of)) for name, seen, of in re.findall(r"'([RFXW])': '(\d+) of (\d+)'", out)}
    for name in "RF":
        assert found[name][0] >= 0.95 * found[name][1]
    assert found["X"][0] + found["W"][0] >= 12
