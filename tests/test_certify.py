"""The book of a run becomes a certificate: what a person took, what crashed, what was not reached."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from golive.judge.audit import AUDITS, Findings, LookedAtNothing
from golive.model.finding import Finding, Severity, decision
from golive.model.platform import Platform, load_platform
from golive.reports.page import page
from golive.reports.summary import summary
from golive.run.case import Settings
from golive.verdict.acceptance import Acceptance
from golive.verdict.audits import load_audits
from golive.verdict.book import Book
from golive.verdict.certificate import Certificate, Outcome, Verdict
from golive.verdict.result import Result

SHOP = Path(__file__).parent / "platforms" / "shop"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TAKEN = Finding(
    "IDX002", Severity.HIGH, "shop", "public.notes", "is spoilt", "harm", decision("mend"), ("high", "rows <= 3")
)


@pytest.fixture
def platform(tmp_path: Path) -> Platform:
    return load_platform(Path(shutil.copytree(SHOP, tmp_path / "shop")))


def accepting(platform: Platform, **changes: str) -> Platform:
    """The same platform with one finding taken."""
    fields = {"code": "IDX002", "object": "public.notes", "owner": "head of data", "until": "2026-06-01"} | changes
    lines = [f'{key} = "{value}"' for key, value in fields.items() if key != "until"]
    lines.append('took = ["high", "rows <= 3"]')
    claims = platform.folder / "platform.toml"
    told = "\n".join(
        ["", "[[accept]]", *lines, 'reason = "mended in the next release"', f"until = {fields['until']}", ""]
    )
    claims.write_text(claims.read_text("utf-8") + told, "utf-8")
    return load_platform(platform.folder)


def certify(
    platform: Platform,
    *findings: Finding,
    narrowed: str = "",
    postcheck: bool = False,
    error: BaseException | None = None,
    unknown: str = "",
) -> Certificate:
    """The certificate of a run in which one test found this."""
    load_audits()
    audit = AUDITS["IDX002"] if "IDX002" in AUDITS else AUDITS["LCK001"]
    book = Book(
        Settings((platform,), Path("out"), platform.folder / "shared", started=NOW), narrowed, "pytest", postcheck
    )
    collected = Findings(audit, platform.name)
    collected.look("public.notes")
    collected.found += [replace(finding, code=audit.code) for finding in findings]
    if unknown:
        collected.unknown("public.notes", unknown, decision("mend"))
    said = Result.of("test_one", audit, platform.name, collected, Acceptance(platform, NOW.date()))
    book.enter(Result.from_json(said.ended(error, 0.1).to_json()))
    return book.certificate()


def code() -> str:
    load_audits()
    return "IDX002" if "IDX002" in AUDITS else "LCK001"


def codes(certificate: Certificate) -> list[str]:
    return [finding.code for finding in certificate.findings]


def test_a_finding_blocks_until_somebody_takes_it(platform: Platform) -> None:
    assert certify(platform, TAKEN).verdict is Verdict.NOT_CERTIFIED
    taken = certify(accepting(platform, code=code()), TAKEN)
    assert taken.verdict is Verdict.CERTIFIED
    (accepted,) = taken.platforms[0].accepted
    assert (accepted.owner, accepted.reason, accepted.until) == (
        "head of data",
        "mended in the next release",
        "2026-06-01",
    )


@pytest.mark.parametrize(
    ("extent", "more"),
    [
        (("high", "rows <= 4"), "rows <= 4"),
        (("high", "rows <= 2", "another table"), "another table"),
        (("critical", "rows <= 3"), "critical"),
        (("high", "says 0123"), "it is not what its [[accept]] took"),
    ],
    ids=["more", "another", "worse", "otherwise"],
)
def test_more_than_was_taken_is_a_finding_that_says_so(platform: Platform, extent: tuple[str, ...], more: str) -> None:
    certificate = certify(accepting(platform, code=code()), replace(TAKEN, extent=extent))
    (left,) = certificate.findings
    assert (left.code, left.where) == (code(), "public.notes")
    assert "[[accept]]" in left.what
    assert more in left.what
    assert certificate.platforms[0].accepted == ()


def test_the_page_prints_what_takes_a_finding(platform: Platform) -> None:
    certificate = certify(platform, TAKEN)
    assert "took = [&quot;high&quot;, &quot;rows &lt;= 3&quot;]" in page(certificate)


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"until": "2026-05-31"}, "ended on 2026-05-31"),
        ({"object": "public.plans"}, "takes nothing"),
    ],
    ids=["ended", "another object"],
)
def test_a_taking_that_takes_nothing_is_a_finding(platform: Platform, changes: dict[str, str], what: str) -> None:
    certificate = certify(accepting(platform, code=code(), **changes), TAKEN)
    assert certificate.verdict is Verdict.NOT_CERTIFIED
    assert sorted(codes(certificate)) == sorted(["ACC001", code()])
    assert what in next(finding.what for finding in certificate.findings if finding.code == "ACC001")


def test_a_part_of_a_run_says_nothing_of_unused_takings(platform: Platform) -> None:
    assert codes(certify(accepting(platform, code=code()), narrowed="-k one")) == []
    assert codes(certify(accepting(platform, code=code()))) == ["ACC001"]


def test_nothing_is_said_of_a_taking_whose_audit_crashed_or_could_not_look(platform: Platform) -> None:
    assert codes(certify(accepting(platform, code=code()), error=ValueError("broken"))) == []
    assert codes(certify(accepting(platform, code=code()), unknown="could not look")) == []


def test_a_postcheck_says_nothing_of_a_taking_whose_audit_it_does_not_run(platform: Platform) -> None:
    assert codes(certify(accepting(platform, code="SMK001"), postcheck=True)) == []
    assert codes(certify(accepting(platform, code="SMK001"))) == ["ACC001"]


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (LookedAtNothing("looked at nothing"), "looked at nothing"),
        (ValueError("a row of somebody"), "ValueError; the trace stands in the terminal and in junit.xml"),
    ],
    ids=["nothing", "crash"],
)
def test_what_crashed_is_told_without_values(platform: Platform, error: BaseException, why: str) -> None:
    certificate = certify(platform, error=error)
    assert certificate.verdict is Verdict.NOT_CERTIFIED
    assert [one.why for one in certificate.broken] == [why]
    assert not any("gave no finding" in reason for reason in certificate.reasons)


def test_a_crash_is_not_forgotten_when_its_test_ends_well(platform: Platform) -> None:
    book = Book(Settings((platform,), Path("out"), platform.folder / "shared"), "", "pytest")
    load_audits()
    audit = AUDITS[code()]
    for error in (ValueError("in its teardown"), None):
        found = Findings(audit, platform.name)
        found.look("public.notes")
        said = Result.of("test_one", audit, platform.name, found, Acceptance(platform, NOW.date()))
        book.enter(said.ended(error, 0.1))
    assert book.certificate().verdict is Verdict.NOT_CERTIFIED


def nothing(platform: Platform, *, others: bool) -> Certificate:
    """The certificate of a run in which an audit had nothing to look at."""
    load_audits()
    book = Book(Settings((platform,), Path("out"), platform.folder / "shared", started=NOW), "", "pytest")
    for name in (code(), "TBL001") if others else (code(),):
        found = Findings(AUDITS[name], platform.name)
        found.look("public.notes") if name == "TBL001" else found.nothing("no index is there")
        said = Result.of(name, AUDITS[name], platform.name, found, Acceptance(platform, NOW.date()))
        book.enter(Result.from_json(said.to_json()))
    return book.certificate()


def test_what_had_nothing_to_look_at_is_told_with_its_reason_and_never_green(platform: Platform) -> None:
    certificate = nothing(platform, others=True)
    assert certificate.verdict is Verdict.CERTIFIED
    assert (certificate.audits, certificate.looked_at) == (1, 1)
    (said,) = (one for one in certificate.platforms[0].examined if one.code == code())
    assert (said.outcome, said.looked_at, said.reason) == (Outcome.NOT_LOOKED_AT, 0, "no index is there")
    assert [one.not_looked_at for one in certificate.platforms[0].sections if one.name == said.section] == [1]
    assert f"not looked at: {code()}: no index is there" in "\n".join(summary(certificate, {}))
    assert "no index is there" in page(certificate)


def test_a_run_that_had_nothing_to_look_at_is_not_certified(platform: Platform) -> None:
    certificate = nothing(platform, others=False)
    assert certificate.verdict is Verdict.NOT_CERTIFIED
    assert certificate.platforms[0].outcome is Outcome.NOT_RUN


def test_what_was_looked_at_all_the_same_decides(platform: Platform) -> None:
    load_audits()
    found = Findings(AUDITS[code()], platform.name)
    found.nothing("no index is there")
    assert Result.of("t", found.audit, "shop", found, Acceptance(platform, NOW.date())).error is None
    found.look("public.notes")
    assert Result.of("t", found.audit, "shop", found, Acceptance(platform, NOW.date())).outcome is Outcome.OK


def test_a_platform_that_nobody_looked_at_is_not_certified(platform: Platform) -> None:
    book = Book(Settings((platform,), Path("out"), platform.folder / "shared"), "", "pytest")
    assert book.certificate().reasons == ("nothing of shop was looked at",)
