"""certificate.html says the verdict first, and shows any name as text."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from golive.model.finding import Finding, Severity, Unknown, command, decision, sql
from golive.model.truth import Truth
from golive.reports.markup import VOID, tag
from golive.reports.page import page
from golive.sqltext.visible import visible
from golive.verdict.certificate import (
    Broken,
    Certificate,
    Examined,
    Isolation,
    NotRun,
    Outcome,
    PlatformResult,
    Requirement,
    Scope,
    Section,
    StepEntry,
    StepState,
    TableCount,
)
from golive.verdict.decision import decide

WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
EVIL = "</script><script>alert(1)</script>{{7*7}} %s ${style} $title \"'&<b onclick=x> \x1b[31m\u202e"


class Reader(HTMLParser):
    """The page as a browser reads it: balanced, with its elements and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((name, dict(attributes)))
        if name not in VOID | {"link"}:
            self.open.append(name)

    def handle_endtag(self, name: str) -> None:
        assert self.open.pop() == name

    def handle_data(self, data: str) -> None:
        if self.open[-1:] not in (["style"], ["script"]):
            self.text += data + " "

    def of(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for one, attributes in self.elements if one == name]


def platform(text: str = "shop", *, red: bool = True) -> PlatformResult:
    found = (
        Finding("TRG002", Severity.CRITICAL, text, text, text, text, sql(f"SELECT '{text}';")),
        Finding("TBL001", Severity.HIGH, text, text, text, text, sql(f"DROP TABLE {text};", destructive=True)),
        Finding("ROW001", Severity.HIGH, text, text, text, text, decision(text)),
    )
    return PlatformResult(
        text,
        text,
        text,
        server_version="17.10",
        backend=text,
        role=text,
        isolation=Isolation("The database does not isolate tenants."),
        sections=(Section(text, Outcome.ERROR if red else Outcome.OK, 3),),
        promoted=(f"{text}: {text}",),
        counts=(
            TableCount(text, 1234567),
            TableCount(f"{text}2", None),
            TableCount(f"{text}3", 9, estimated=True),
        ),
        examined=(Examined("TRG002", text, Truth.LOCKED, Outcome.OK, 41),),
        findings=found if red else (),
        unknowns=(Unknown("DAT001", text, text, text, command(text)),) if red else (),
        not_run=(NotRun(text, text),),
        steps=(
            StepEntry(text, "schema", StepState.FAILED if red else StepState.DEPLOYED, 1, 2, (text,), 3, WHEN, text),
        ),
        requirements=(Requirement("SHO-01", text, (), "open", text),),
    )


def certificate(*platforms: PlatformResult, narrowed: str = "", broken: tuple[Broken, ...] = ()) -> Certificate:
    verdict, reasons = decide(platforms, narrowed=narrowed, broken=broken)
    return Certificate(verdict, reasons, Scope.POSTCHECK, platforms, WHEN, WHEN, {"golive": "0.1"}, EVIL, broken)


@pytest.mark.parametrize("one", [platform(EVIL), platform(EVIL, red=False)], ids=["red", "green"])
def test_no_name_becomes_markup(one: PlatformResult) -> None:
    read = Reader(page(certificate(one, broken=(Broken(EVIL, EVIL),))))
    assert read.open == []
    assert len(read.of("script")) == 1
    assert "{{7*7}} %s ${style} $title" in read.text
    assert "\x1b" not in read.text
    assert "\\x1b[31m\\u202e" in read.text
    assert not [1 for _, attributes in read.elements for name in attributes if name.startswith("on")]


def test_page_asks_nobody_for_anything() -> None:
    text = page(certificate(platform()))
    assert not re.findall(r"(?:src|href)=\"(?!#|data:,)[^\"]*\"|url\(|@import|https?://", text)
    policy = next(one for one in Reader(text).of("meta") if one.get("http-equiv"))["content"] or ""
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("one", "title"),
    [
        (certificate(platform(red=False)), "✓ CERTIFIED"),
        (certificate(platform()), "✗ NOT CERTIFIED"),
        (certificate(platform(red=False), narrowed="-k x"), "◐ PARTIAL"),
        (certificate(), "✗ NOT CERTIFIED"),
    ],
    ids=["green", "red", "partial", "empty"],
)
def test_verdict_reasons_target_and_isolation_stand_before_the_content(one: Certificate, title: str) -> None:
    first = page(one).split('<main id="content">')[0]
    assert f"<h1>{title}</h1>" in first
    assert all(tag("li", reason) in first for reason in one.reasons)
    assert all(told in first for each in one.platforms for told in (each.target, "17.10", each.isolation.statement))


def test_findings_come_before_everything_that_was_sound() -> None:
    text = page(certificate(platform(red=False), platform()))
    places = [text.index(f'id="{anchor}"') for anchor in ("findings", "unknowns", "platform-0", "not-run")]
    assert places == sorted(places)


def test_mend_is_shown_as_it_is_to_be_pasted() -> None:
    mend = "CREATE TABLE public.a (\n  \"b\" text -- <x> & 'y'\n);"
    found = Finding("TBL001", Severity.HIGH, "shop", "public.a", "is missing", "why", sql(mend))
    shown = re.findall(
        r'<pre class="mend">(.*?)</pre>', page(certificate(replace(platform(), findings=(found,)))), re.S
    )
    assert Reader(f"<p>{shown[0]}</p>").text.strip() == mend


def test_every_link_leads_somewhere_and_every_table_says_what_it_is() -> None:
    text = page(certificate(platform(), platform("other")))
    read = Reader(text)
    anchors = {one["id"] for _, one in read.elements if one.get("id")}
    assert {one["href"] for one in read.of("a")} <= {f"#{one}" for one in anchors}
    assert text.count("<table>") == text.count("<caption>")
    assert all(one.get("scope") in ("col", "row") for one in read.of("th"))
    assert read.of("html")[0]["lang"] == "en"


def test_page_claims_no_signature() -> None:
    assert "carries no signature" in page(certificate(platform(red=False)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\nb\tü → 表", "a\nb\tü → 表"), ("\x00\x7f", "\\x00\\x7f"), ("\u2066x\u2028", "\\u2066x\\u2028")],
)
def test_hidden_characters_are_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown
