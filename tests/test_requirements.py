"""Every requirement of the five documents has a line, and every answer names something that exists."""

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from golive.judge.audit import AUDITS
from golive.model.claims import load_claims
from golive.model.errors import WrongUse
from golive.model.finding import Finding, Severity, Unknown, decision
from golive.model.platform import BUILT_IN, Platform, load_platform
from golive.model.rehearsal import RehearsalTold, RequestTold, StepTold
from golive.model.requirements import CODE, Requirement, load_requirements
from golive.model.truth import Truth
from golive.verdict import certificate as c
from golive.verdict.audits import load_audits
from golive.verdict.reading import Reading
from golive.verdict.requirements import Traced
from golive.verdict.result import Result

ASKED = {
    "aimee": ("AIM", 61),
    "enterprise": ("ENT", 61),
    "bnaura": ("BNA", 38),
    "propertyhub": ("PRO", 28),
    "knowledge": ("KNO", 33),
}
STEP = StepTold("0001_x", bound_ms=1, again_seconds=0.1)
REHEARSED = RehearsalTold(
    "a clone", sessions=8, steps=(STEP,), requests=(RequestTold("x", "both", "y", 1, 0, 1, 1, 1),)
)
load_audits()


def test_there_are_221_of_them() -> None:
    assert sum(number for _, number in ASKED.values()) == 221


@pytest.mark.parametrize("name", sorted(ASKED))
def test_every_requirement_has_a_line(name: str) -> None:
    prefix, number = ASKED[name]
    lines = load_platform(BUILT_IN / name).requirements
    assert [line.id for line in lines] == [f"{prefix}-{n:02}" for n in range(1, number + 1)]
    assert all(len(line.sentence) > 4 for line in lines)


@pytest.mark.parametrize("name", sorted(ASKED))
def test_every_answer_names_something_that_exists(name: str) -> None:
    """Steps, smokes, rules, rows and items were looked up when the platform was loaded."""
    platform = load_platform(BUILT_IN / name)
    codes = {answer for line in platform.requirements for answer in line.answered_by if CODE.fullmatch(answer)}
    assert sorted(codes - set(AUDITS)) == []


@pytest.mark.parametrize("name", sorted(ASKED))
def test_every_item_answers_a_requirement(name: str) -> None:
    platform = load_platform(BUILT_IN / name)
    answers = {answer for line in platform.requirements for answer in line.answered_by}
    idle = [item.name for item in platform.claims.item if f"ITM:{item.name}" not in answers]
    assert len(idle) <= 3, idle


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ('answered_by = ["ROW:system role"]', "'ROW:system role', which does not exist (did you mean 'system roles'?)"),
        ('answered_by = ["XXX:roles"]', "does not exist; kinds: CLM, CRD, ENV, FIL, ITM, PRM, REF, ROW, RUN, SMK, STP"),
        ('answered_by = ["the roles"]', "requirement[1].answered_by[1]: 'the roles' is not allowed"),
        ("", "answered_by, open or not_applicable"),
        ('open = "later"\nnot_applicable = "never"', "not_applicable alone"),
        ('answers = ["ROW001"]', "requirement[1].answers: is no known key"),
    ],
)
def test_mistake_in_the_list_is_wrong_use(tmp_path: Path, line: str, mistake: str) -> None:
    file = tmp_path / "requirements.toml"
    file.write_text(f'[[requirement]]\nid = "PRO-05"\nsentence = "five roles"\n{line}\n', "utf-8")
    with pytest.raises(WrongUse) as refused:
        load_requirements(file, load_claims(BUILT_IN / "propertyhub" / "platform.toml"), (), ())
    assert mistake in str(refused.value)


def traced(*said: Result, left_out: dict[str, str] | None = None, advice: str = "") -> tuple[Platform, Traced]:
    platform = load_platform(BUILT_IN / "propertyhub")
    examined = tuple(c.Examined(code, "", Truth.LAWFUL, c.Outcome.OK, 3) for code in ("IDX004", "IDX001", "TRG002"))
    found = (Finding(advice, Severity.ADVICE, "propertyhub", "x", "y", "z", decision("w")),) if advice else ()
    result = c.PlatformResult("propertyhub", "", "", examined=examined, advice=found)
    return platform, Traced(platform, said, left_out or {}, result)


def asked(one: tuple[Platform, Traced], **line: object) -> tuple[str, str]:
    platform, about = one
    requirement = Requirement.model_validate({"id": "PRO-01", "sentence": "it is so", **line})
    (told,) = replace(about, platform=replace(platform, requirements=(requirement,))).requirements()
    return told.result, told.reason


def rows(outcome: c.Outcome, advised: bool = False) -> Result:
    test = "test_system_rows.py::test_rows[propertyhub-system roles]"
    hint = Finding("ROW001", Severity.ADVICE, "propertyhub", "x", "y", "z", decision("w"))
    spoilt = replace(hint, severity=Severity.HIGH)
    unseen = Unknown("ROW001", "propertyhub", "x", "y", decision("w"))
    return Result(
        test, "propertyhub", "ROW001", "ROW:system roles",
        looked={"ROW001": 3},
        findings=(hint,) * advised + (spoilt,) * (outcome is c.Outcome.ERROR),
        unknowns=(unseen,) * (outcome is c.Outcome.UNKNOWN),
    )  # fmt: skip


def test_worst_answer_decides() -> None:
    line = {"answered_by": ("ROW:system roles", "TRG002")}
    assert asked(traced(rows(c.Outcome.OK)), **line) == ("OK", "")
    assert asked(traced(rows(c.Outcome.ERROR)), **line) == ("ERROR", "ROW:system roles did not hold")
    assert asked(traced(rows(c.Outcome.UNKNOWN)), **line) == ("UNKNOWN", "ROW:system roles could not be looked at")
    assert asked(traced(), **line) == ("NOT RUN", "ROW:system roles: it did not run")
    assert asked(traced(rows(c.Outcome.OK)), **{**line, "open": "a part is owed"}) == ("open", "a part is owed")
    assert asked(traced(rows(c.Outcome.ERROR)), **{**line, "open": "a part is owed"})[0] == "ERROR"
    assert asked(traced(rows(c.Outcome.OK, advised=True)), **line) == ("OK", "ROW:system roles advises: y")


def test_answer_that_looked_at_nothing_answers_nothing() -> None:
    silent = replace(rows(c.Outcome.OK), looked={}, nothing="no such table is there")
    asked_ = asked(traced(silent), answered_by=("ROW:system roles",))
    assert asked_ == ("NOT LOOKED AT", "ROW:system roles looked at nothing: no such table is there")


def test_audit_that_did_not_run_never_answers() -> None:
    assert asked(traced(), answered_by=("TRG002",)) == ("OK", "")
    assert asked(traced(), answered_by=("TRG002", "TRG003")) == ("NOT RUN", "TRG003 did not run")


def test_audit_that_only_advises_answers_with_its_advice_shown() -> None:
    assert asked(traced(), answered_by=("IDX004",)) == ("OK", "")
    assert asked(traced(advice="IDX004"), answered_by=("IDX004",)) == ("OK", "IDX004 advises on 1")


def test_subject_is_not_mistaken_for_one_that_ends_like_it() -> None:
    other = replace(rows(c.Outcome.OK), answers="ROW:other system roles")
    assert asked(traced(other), answered_by=("ROW:system roles",))[0] == "NOT RUN"


def test_what_the_run_did_answers_only_where_it_happened() -> None:
    assert asked(traced(), answered_by=("RUN:backup",)) == ("NOT RUN", "RUN:backup did not happen in this run")
    assert asked(traced(), not_applicable="there is none") == ("not applicable", "there is none")


def whole(platform: Platform, spoilt: c.Examined | None = None) -> Traced:
    """A run in which everything that may answer did; `spoilt` in the place of its audit."""
    codes = {one for line in platform.requirements for one in line.answered_by if CODE.fullmatch(one)}
    good = [c.Examined(code, "", Truth.LAWFUL, c.Outcome.OK, 3) for code in codes if not spoilt or code != spoilt.code]
    named = {one for line in platform.requirements for one in line.answered_by if not CODE.fullmatch(one)}
    said = [Result(f"t[{one}]", platform.name, "ROW001", one, looked={"ROW001": 3}) for one in sorted(named)]
    steps = tuple(c.StepEntry(step.name, "", c.StepState.DEPLOYED) for step in platform.steps)
    result = c.PlatformResult(
        platform.name, "", "", steps=steps, examined=(*good, *((spoilt,) if spoilt else ())), backup="restored",
        sections=(c.Section("Steps", c.Outcome.OK),), server_version="17", role="golive_reader",
    )  # fmt: skip
    return Traced(platform, said, {}, result)


def told(about: Traced, name: str) -> str:
    return next(one.result for one in about.requirements() if one.id == name)


@cache
def platform_of(name: str) -> Platform:
    return load_platform(BUILT_IN / next(one for one, (prefix, _) in ASKED.items() if name.startswith(prefix)))


@pytest.mark.parametrize("name", ["ENT-06", "ENT-39", "ENT-40", "BNA-25", "BNA-26", "BNA-27", "KNO-11"])
def test_way_back_is_answered_by_the_rehearsal_alone(name: str) -> None:
    """Steps alone answer nothing: each of these goes red, or stays open, with the rehearsal."""
    platform = platform_of(name)
    assert told(whole(platform), name) == "OK"
    for outcome in (c.Outcome.ERROR, c.Outcome.UNKNOWN, c.Outcome.NOT_LOOKED_AT):
        spoilt = c.Examined("STP003", "", Truth.DECLARED, outcome, 3)
        assert told(whole(platform, spoilt), name) == outcome
    run = whole(platform)
    unrehearsed = tuple(one for one in run.result.examined if one.code != "STP003")
    assert told(replace(run, result=replace(run.result, examined=unrehearsed)), name) == "NOT RUN"


@pytest.mark.parametrize("name", ["KNO-33", "PRO-28", "ENT-55"])
def test_manual_path_is_answered_only_where_there_are_steps(name: str) -> None:
    platform = platform_of(name)
    assert told(whole(platform), name) == "OK"
    assert told(whole(replace(platform, steps=())), name) == "NOT RUN"


def test_figure_that_nothing_limits_is_told_with_its_answer() -> None:
    """So that nobody takes what was only seen for what was judged."""
    platform = platform_of("ENT-51")
    seen = Reading("totalOrganizations", "organizations", 7.0, "organizations")
    line = next(one for one in replace(whole(platform), readings=(seen,)).requirements() if one.id == "ENT-51")
    assert line.result == "OK"
    assert "ITM:organizations is 7 organizations, which nothing limits" in line.reason
    assert "users without an organization" not in line.reason  # it has a limit


@pytest.mark.parametrize(
    ("name", "rehearsal", "result"),
    [
        ("ENT-14", None, "NOT RUN"),
        ("ENT-14", REHEARSED, "OK"),
        ("ENT-14", replace(REHEARSED, requests=()), "NOT RUN"),
        ("ENT-14", replace(REHEARSED, errors=1), "ERROR"),
        ("ENT-08", REHEARSED, "OK"),
        ("ENT-05", REHEARSED, "NOT RUN"),  # of our own baseline
        ("ENT-45", replace(REHEARSED, named=True), "OK"),
        ("KNO-31", replace(REHEARSED, named=True), "OK"),
        ("KNO-31", replace(REHEARSED, named=True, steps=(replace(STEP, again_seconds=None),)), "NOT RUN"),
        ("KNO-31", replace(REHEARSED, named=True, steps=(replace(STEP, failed="cannot be taken back"),)), "ERROR"),
        ("ENT-43", REHEARSED, "NOT RUN"),
        ("ENT-43", replace(REHEARSED, sessions=1_000), "OK"),
        ("ENT-01", replace(REHEARSED, sessions=1_000), "OK"),
        ("ENT-01", replace(REHEARSED, sessions=1_000, leaks=("somebody else's",)), "ERROR"),
    ],
)
def test_rehearsal_answers_what_it_has_shown(name: str, rehearsal: RehearsalTold | None, result: str) -> None:
    run = whole(platform_of(name))
    run = replace(run, result=replace(run.result, rehearsal=rehearsal))
    assert told(run, name) == result
    line = next(one for one in run.requirements() if one.id == name)
    assert (rehearsal is not None and rehearsal.figures in line.reason) == (result in ("OK", "ERROR"))


def test_the_five_lists_say_how_much_is_open() -> None:
    """Nothing goes from answered to open unseen."""
    lines = [line for name in ASKED for line in load_platform(BUILT_IN / name).requirements]
    kinds = Counter("open" if line.open else "not applicable" if line.not_applicable else "answered" for line in lines)
    assert sum(kinds.values()) == 221
    assert kinds["open"] <= 15  # each says what nobody looks at here
