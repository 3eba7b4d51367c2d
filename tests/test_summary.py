"""The terminal says what the certificate says, in lines anybody's terminal can show."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from golive.app.streams import READABLE
from golive.model.finding import Finding, Severity, Unknown, command, sql
from golive.model.truth import Truth
from golive.reports.summary import SHOWN, overall, summary
from golive.verdict.certificate import (
    Broken,
    Certificate,
    Claims,
    Examined,
    Isolation,
    Outcome,
    PlatformResult,
    Scope,
    Section,
    StepEntry,
    StepState,
    TableCount,
    Verdict,
)
from golive.verdict.decision import decide

WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
DISABLED = Finding(
    "TRG002",
    Severity.CRITICAL,
    "bnaura",
    "public.customers.set_customer_code",
    "set_customer_code on public.customers is disabled",
    "rows written by the application pass it by",
    sql("ALTER TABLE public.customers ENABLE TRIGGER set_customer_code;"),
)
SOUND = PlatformResult(
    "bnaura",
    "BN-Aura",
    "postgresql://me@localhost/bnaura",
    server_version="17.10",
    sections=(Section("Tables", Outcome.OK, 12), Section("Triggers", Outcome.OK, 7)),
    counts=(TableCount("public.users", 1200), TableCount("public.clinics", 3)),
    examined=(Examined("TRG002", "Every trigger fires.", Truth.LOCKED, Outcome.OK, 19),),
)
RED = replace(
    SOUND,
    sections=(
        Section("Tables", Outcome.OK, 12),
        Section("Triggers", Outcome.ERROR, 7, findings=1),
        Section("Data", Outcome.UNKNOWN, 0, unknowns=2),
        Section("Smoke", Outcome.NOT_RUN),
    ),
    findings=(DISABLED,),
    unknowns=(Unknown("DAT004", "bnaura", "public.users", "took too long", command("run it\nagain")),),
    steps=(StepEntry("0001_a", "schema", StepState.FAILED, note="verify: 2 users have no clinic"),),
    isolation=Isolation("The database does not isolate tenants."),
    claims=Claims(unconfirmed=3),
)


def said(*platforms: PlatformResult, width: int = 110, broken: tuple[Broken, ...] = ()) -> str:
    verdict, reasons = decide(platforms, broken=broken)
    one = Certificate(verdict, reasons, Scope.FULL, platforms, WHEN, WHEN, broken=broken)
    written = {"certificate": Path("out/certificate.html"), "fix": Path("out/fix.sql")}
    return "\n".join(summary(one, written, width=width))


def test_sound_platform_is_said_by_section_with_its_counts_and_one_overall_line() -> None:
    assert said(SOUND) == (
        "BN-Aura · postgresql://me@localhost/bnaura · PostgreSQL 17.10\n"
        "  ✓ OK: Tables 12, Triggers 7\n"
        "  rows: 1,203 in 2 declared tables\n"
        "    public.clinics 3, public.users 1,200\n"
        "  looked at 19 things in 1 audit: 0 findings, 0 unknown, 0 advice\n"
        "\n"
        "certificate  out/certificate.html\n"
        "fix          out/fix.sql\n"
        "\n"
        "CERTIFIED"
    )


def test_red_platform_says_what_where_why_and_mend() -> None:
    text = said(RED, broken=(Broken("test_x", "KeyError"),))
    for line in (
        "  ✗ Triggers: 1 finding\n",
        "  ? Data: 2 unknown\n",
        "  ✓ OK: Tables 12\n",
        "  - not run: Smoke\n",
        "  ! The database does not isolate tenants.\n",
        "  ! locked and lawful only; 3 proposals unconfirmed\n",
        "  ✗ step 0001_a failed: verify: 2 users have no clinic\n",
        "\nTRG002 critical  public.customers.set_customer_code  (bnaura)\n"
        "  what  set_customer_code on public.customers is disabled\n"
        "  why   rows written by the application pass it by\n"
        "  mend  ALTER TABLE public.customers ENABLE TRIGGER set_customer_code;\n",
        "DAT004 UNKNOWN  public.users  (bnaura)\n  why   took too long\n  mend  run it\n        again\n",
        "  crashed  test_x: KeyError\n",
    ):
        assert line in text
    assert text.endswith("\nNOT CERTIFIED: 1 finding blocks, 1 unknown, 1 test crashed, step 0001_a of bnaura failed")


def test_rows_of_several_platforms_are_summed_not_listed() -> None:
    text = said(SOUND, replace(SOUND, name="shop", counts=(TableCount("a", None), TableCount("b", 5, estimated=True))))
    assert "public.users" not in text
    assert "  rows: about 5 in 2 declared tables, 1 not counted\n" in text


def test_hundreds_of_findings_end_in_a_pointer_to_the_page() -> None:
    text = said(replace(RED, findings=tuple(replace(DISABLED, where=f"public.t{at:04}") for at in range(SHOWN + 200))))
    assert text.count("TRG002 critical") == SHOWN
    assert "… and 201 more, in the certificate" in text


# Encoding of stdout, width: as a terminal, a pipe, a log of CI and Windows' console have them.
TERMINALS = {
    "utf-8": ("utf-8", 110), "narrow": ("utf-8", 40), "80": ("utf-8", 80), "wide": ("utf-8", 200), "C": ("ascii", 80),
    "latin-1": ("latin-1", 80), "western Windows": ("cp1252", 80), "DOS": ("cp437", 80), "Japanese": ("shift_jis", 80),
    "ascii, narrow": ("ascii", 40),
}  # fmt: skip


@pytest.mark.parametrize(("encoding", "width"), TERMINALS.values(), ids=TERMINALS)
def test_every_terminal_gets_every_line(encoding: str, width: int) -> None:
    sections = tuple(Section(f"Part {at}", Outcome.OK, 1200 + at) for at in range(40))
    red = replace(RED, title="Größe", sections=(*sections, Section("Triggers", Outcome.ERROR, 7, findings=1)))
    shown = io.BytesIO()
    stream = io.TextIOWrapper(shown, encoding, errors=READABLE, newline="\n")
    stream.write(text := said(red, width=width))
    stream.flush()
    lines = shown.getvalue().decode(encoding).split("\n")
    assert len(lines) == len(text.split("\n"))
    assert lines[-1].startswith("NOT CERTIFIED: ")
    assert any(line in ("  ✗ Triggers: 1 finding", "  x Triggers: 1 finding") for line in lines)
    assert lines[0].startswith(
        "Größe · " if encoding in ("utf-8", "latin-1", "cp1252", "cp437") else "Gr\\xf6\\xdfe - "
    )
    assert "  mend  ALTER TABLE public.customers ENABLE TRIGGER set_customer_code;" in lines
    lists = [line for line in lines if "Part" in line]
    assert all(len(line) <= min(width, 110) for line in lists)
    assert len(lists) < 40


@pytest.mark.parametrize(
    "name", ["\x1b[2J\x07", "\u202egnp", "\udcff", "x\nCERTIFIED"], ids=["escape", "direction", "surrogate", "line"]
)
def test_name_cannot_repaint_the_terminal(name: str) -> None:
    text = said(replace(RED, findings=(replace(DISABLED, where=name, what=name),)))
    assert name not in text
    assert "CERTIFIED" not in text.split("\n")
    text.encode("utf-8")


def test_what_a_database_has_nothing_of_takes_one_line() -> None:
    nothing = [Examined(f"X{n:03}", "x", Truth.LOCKED, Outcome.NOT_LOOKED_AT, 0, reason=f"no {n}") for n in range(40)]
    one = replace(SOUND, examined=(*SOUND.examined, *nothing))
    assert said(one).count("not looked at") == 1
    assert "  not looked at: X000: no 0\n" in said(replace(one, examined=(*SOUND.examined, nothing[0])))


def test_the_line_of_a_part_is_short_and_says_whole_what_is() -> None:
    reasons = ("only a part was run: -k 'rule or system'", f"12 tests did not report: {', '.join('x' * 9)}", "a" * 59)
    long = ("1,572 of 1,572 tests of a full run did not report: " + "test_of_a_thing[platform], " * 9, *reasons)
    one = Certificate(Verdict.PARTIAL, long, Scope.FULL, (), WHEN, WHEN)
    assert overall(one) == f"PARTIAL: 1,572 of 1,572 tests of a full run did not report, {', '.join(reasons)}"
    whole = replace(one, verdict=Verdict.NOT_CERTIFIED)
    assert overall(whole) == f"NOT CERTIFIED: {', '.join(long)}"  # what blocks is never cut
    part = replace(one, reasons=("only a part was run: " + "--deselect this and that " * 4,))
    assert overall(part) == "PARTIAL: only a part was run"
    assert all(len(overall(each)) < 300 for each in (one, part))


def test_overall_line_of_an_interrupted_run() -> None:
    verdict, reasons = decide([], interrupted="keyboard")
    one = Certificate(verdict, reasons, Scope.FULL, (), WHEN, WHEN)
    assert overall(one) == "NOT CERTIFIED: interrupted: keyboard, no platform was looked at"
