"""Between two runs: what is new, fixed, still there, waived, no longer looked at; which change is behind it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from golive.app.compare import compare
from golive.app.last_run import last_run
from golive.attest.papers import Papers
from golive.attest.since import Became, since
from golive.model.catalog import Trigger
from golive.model.errors import WrongUse
from golive.model.finding import Finding, Severity, decision
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.reports.document import dumped
from golive.reports.page import page
from golive.testing.saved import snapshot_of
from golive.verdict.certificate import (
    Accepted,
    Certificate,
    Examined,
    Outcome,
    PlatformResult,
    Scope,
    Section,
    Verdict,
)
from golive.verdict.snapshot_file import Kept, Run

REPLAY = Path(__file__).parents[1] / "replay"
WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SOUND = snapshot_of((REPLAY / "sample.json").read_text("utf-8"))
TRIGGER = SOUND.of(Trigger)[0]


def finding(code: str, where: str, what: str) -> Finding:
    return Finding(code, Severity.HIGH, "sample", where, what, "harm", decision("mend"))


WEAK = finding("POL007", "public.weak", "says too much")
OLD = finding("IDX002", "public.old", "is spoilt")
KNOWN = finding("TBL004", "public.known", "is open")
OFF = finding("TRG002", TRIGGER.identity, "is disabled")
BEFORE = (WEAK, OLD, KNOWN)
CODES = ("POL007", "IDX002", "TBL004", "TRG002", "ROL002")


def certificate(*findings: Finding, taken: tuple[Accepted, ...] = (), silent: tuple[str, ...] = ()) -> Certificate:
    examined = tuple(
        Examined(code, "Every.", Truth.LAWFUL, Outcome.NOT_LOOKED_AT if code in silent else Outcome.OK, 1)
        for code in CODES
    )
    platform = PlatformResult(
        "sample", "Sample", "here", sections=(Section("Triggers", Outcome.OK, 7),), examined=examined,
        findings=findings, accepted=taken,
    )  # fmt: skip
    return Certificate(Verdict.NOT_CERTIFIED, ("findings block",), Scope.POSTCHECK, (platform,), WHEN, WHEN)


def papers(one: Certificate, live: Snapshot | None = SOUND) -> Papers:
    run = Run("sample", Scope.POSTCHECK, "0", {}, WHEN, WHEN, WHEN.isoformat())
    kept = {"sample": Kept(run, live).text().encode()} if live else {}
    return Papers(Path("certificate.json"), dumped(one).encode(), snapshots=kept)


def spoilt() -> Snapshot:
    """One trigger is off, and another one, of which nothing speaks, is gone."""
    first, _, *others = SOUND.of(Trigger)
    changed = (replace(first, enabled="D"), *others)
    return replace(SOUND, catalog={**SOUND.catalog, Trigger.kind: changed})


TAKEN = Accepted("IDX002", "public.old", "is spoilt", "next release", "head of data", "2027-01-01")
NOW = certificate(KNOWN, OFF, taken=(TAKEN,), silent=("POL007", "ROL002"))


def test_each_finding_says_what_became_of_it() -> None:
    told = since(papers(certificate(*BEFORE)), papers(NOW, spoilt()))
    assert {(one.became, one.code, one.where) for one in told.entries} == {
        (Became.NEW, "TRG002", OFF.where),
        (Became.UNLOOKED, "POL007", "public.weak"),
        (Became.UNLOOKED, "ROL002", ""),
        (Became.WAIVED, "IDX002", "public.old"),
        (Became.STILL, "TBL004", "public.known"),
    }
    assert told.of(Became.NEW)[0].behind == (f"trigger {TRIGGER.identity} has changed (enabled)",)
    assert told.worse
    assert len(told.drifted) > 1


def test_what_is_fixed_is_not_worse() -> None:
    told = since(papers(certificate(*BEFORE, OFF), spoilt()), papers(certificate(*BEFORE)))
    assert [(one.became, one.code) for one in told.entries if one.became is not Became.STILL] == [
        (Became.FIXED, "TRG002")
    ]
    assert told.of(Became.FIXED)[0].behind == (f"trigger {TRIGGER.identity} has changed (enabled)",)
    assert not told.worse


def test_nothing_has_changed_but_the_time() -> None:
    later = replace(certificate(), started=WHEN + timedelta(days=1))
    told = since(papers(certificate()), papers(later))
    assert (told.entries, told.drifted, told.notes) == ((), (), ())


def test_structure_that_cannot_be_compared_is_said() -> None:
    told = since(papers(certificate(), None), papers(certificate()))
    assert told.notes == ("the structure of sample was not compared: both snapshots are needed",)


def test_the_page_tells_it() -> None:
    told = since(papers(certificate(*BEFORE)), papers(NOW, spoilt()))
    shown = page(NOW, last_run(told))
    assert "Since the last run" in shown
    assert "no longer looked at: 2" in shown
    assert "behind it: trigger" in shown
    assert "Since the last run" not in page(NOW)


def test_the_command_tells_it(tmp_path: Path) -> None:
    for name, one in (("a", papers(certificate(*BEFORE))), ("b", papers(NOW, spoilt()))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "certificate.json").write_bytes(one.certificate)
        (tmp_path / name / "snapshot.json").write_bytes(one.snapshots["sample"])
    said: list[str] = []
    assert compare(tmp_path / "a" / "certificate.json", tmp_path / "b" / "certificate.json", said.append) == 1
    assert said[0].startswith(f"new: TRG002 {OFF.where}  is disabled\n    behind it: trigger")
    assert any(line.startswith("changed, and nothing speaks of it: trigger ") for line in said)
    said.clear()
    assert compare(tmp_path / "a" / "snapshot.json", tmp_path / "b" / "snapshot.json", said.append) == 1
    assert f"trigger {TRIGGER.identity} has changed (enabled)" in said
    assert compare(tmp_path / "a" / "snapshot.json", tmp_path / "a" / "snapshot.json", said.append) == 0
    with pytest.raises(WrongUse, match="is no certificate"):
        compare(tmp_path / "a" / "certificate.json", tmp_path / "b" / "snapshot.json", said.append)
