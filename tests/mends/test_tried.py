"""The SQL that every audit suggests, by its example, run on a twin: what came of it, and where none can say.

tried.txt says of each suggestion what a certificate says of it:
`GOLIVE_WRITE_TABLES=1 pytest tests/mends/test_tried.py -m "deep or not deep"` writes it anew.
"""

from collections import Counter
from collections.abc import Callable
from os import environ
from pathlib import Path
from typing import Any

import pytest

from golive.model import questions as q
from golive.model.finding import MendKind
from golive.model.target import Dsn
from golive.model.truth import Truth
from golive.run.observation import observe
from golive.server.enclosure import refused
from golive.sqltext.visible import visible
from golive.testing.spoil import judged, run
from golive.twin import mends
from golive.twin.look import observe_twin
from golive.verdict.trials import with_trials
from tests.mends.examples import FOLDERS, code_of, lock_of, name, platform_of, truth_of

TRIED = Path(__file__).parent / "tried.txt"
DECISIONS = Path(__file__).parent / "decisions.txt"
_NO_SQL = ("A decision for a person", "A command", "nothing that a snapshot shows")
SUGGESTS = {
    example
    for example, _, outcome in (line.partition(": ") for line in DECISIONS.read_text().splitlines())
    if not outcome.startswith(_NO_SQL)
}
# What goes, what takes something away, what hangs on rows, what speaks of a thing that a copy has not.
SOME = {"FUN004", "COL001-unexpected", "SEQ002", "EVT002"}


@pytest.mark.skipif(bool(refused()), reason=refused() or "there is an enclosure")
@pytest.mark.parametrize(
    "folder",
    [
        pytest.param(one, id=name(one), marks=[] if name(one) in SOME else pytest.mark.deep)
        for one in FOLDERS
        if name(one) in SUGGESTS
    ],
)
def test_what_an_example_suggests_is_tried(folder: Path, scratch: Dsn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mends, "SECONDS", 600.0)
    run(scratch, (folder / "good.sql").read_text())
    lock = lock_of(folder, scratch)
    run(scratch, (folder / "bad.sql").read_text())
    truth = truth_of(folder)
    if truth is not Truth.LOCKED:  # what differs from a lock is mended as the lock has it
        lock = lock_of(folder, scratch)
    platform = platform_of(folder, None if truth is Truth.LAWFUL else lock)
    live = observe(scratch, platform, {})
    live = live.with_evidence(observe_twin(scratch, live, platform))
    said = judged(platform, live)
    found = [one for one in (*said.blocking, *said.advice) if one.code == code_of(folder)]
    assert not [one for one in found if one.mend.kind is MendKind.SQL and not with_trials([one], live)[0].mend.tried]
    written(
        name(folder),
        [
            f"{visible(one.mend.text.splitlines()[0])} -> {shown.mend.tried}"
            for one, shown in zip(found, with_trials(found, live), strict=True)
            if one.mend.kind is MendKind.SQL
        ],
    )


@pytest.mark.skipif(bool(refused()), reason=refused() or "there is an enclosure")
def test_what_a_spoilt_platform_suggests_is_tried(
    spoiling: Any, here: Any, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    """fix.sql brings nothing and does not stop; of each suggestion it is said what came of it, or why none can say."""
    monkeypatch.setattr(mends, "SECONDS", 600.0)
    with here.spoilt(spoiling) as dsn:
        live = here.look(dsn)
        live = live.with_evidence(observe_twin(dsn, live, here.platform))
    said = here.judge(live)
    shown = [one.mend for one in with_trials([*said.blocking, *said.advice], live) if one.mend.tried]
    assert not [
        one for one in said.blocking if one.mend.kind is MendKind.SQL and not with_trials([one], live)[0].mend.tried
    ]
    record_property("tried", dict(Counter(one.tried.partition(":")[0] for one in shown)))
    record_property("wrong", [one.text for one in shown if one.kind is MendKind.DECISION])
    fixed = q.FIXED.told(live.evidence[q.FIXED.of()])
    record_property("fix.sql", repr(fixed or live.evidence[q.FIXED.of()].note))
    assert fixed is None or (fixed.stopped, fixed.new) == ("", ())


def written(example: str, outcomes: list[str]) -> None:
    lines = [f"{example}: {outcome}" for outcome in sorted(set(outcomes))] or [f"{example}: nothing that runs"]
    if environ.get("GOLIVE_WRITE_TABLES"):
        others = [line for line in TRIED.read_text().splitlines() if not line.startswith(f"{example}: ")]
        TRIED.write_text("\n".join(sorted([*others, *lines])) + "\n")
    assert [line for line in TRIED.read_text().splitlines() if line.startswith(f"{example}: ")] == lines


def test_the_table_has_every_example_that_suggests_sql() -> None:
    assert {line.partition(": ")[0] for line in TRIED.read_text().splitlines()} == SUGGESTS
