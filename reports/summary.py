"""The terminal says after a run what the certificate says: by section, finding by finding, then one line."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from textwrap import fill

from golive.model.finding import Finding, Unknown
from golive.sqltext.visible import visible
from golive.verdict.certificate import Certificate, Outcome, PlatformResult, Section, StepState

SHOWN = 50  # a database that was never migrated has hundreds; the page has them all
WIDTH = 110
_OTHERS = {Outcome.UNKNOWN: "?", Outcome.NOT_RUN: "-", Outcome.NOT_LOOKED_AT: "-"}
MARKS = {Outcome.OK: "✓", Outcome.ERROR: "✗", **_OTHERS}
PLAIN_MARKS = {Outcome.OK: "+", Outcome.ERROR: "x", **_OTHERS}


def summary(certificate: Certificate, written: Mapping[str, Path], encoding: str = "utf-8") -> list[str]:
    """The lines; `written` names the files of this run in the order to show them."""
    marks = MARKS if _can_say("✓✗", encoding) else PLAIN_MARKS
    lines: list[str] = []
    for platform in certificate.platforms:
        lines += [*_platform(platform, marks, listed=len(certificate.platforms) == 1), ""]
    lines += _findings(certificate)
    if certificate.broken:
        lines += [*_crashed(certificate), ""]
    if written:
        width = max(len(name) for name in written)
        lines += [f"{name:<{width}}  {place}" for name, place in written.items()] + [""]
    lines.append(overall(certificate))
    return [visible(line).encode(encoding, "backslashreplace").decode(encoding) for line in lines]


def _crashed(certificate: Certificate) -> Iterator[str]:
    """By cause: what one step breaks, hundreds of tests stand on."""
    for why, tests in certificate.crashes:
        more = f" and {len(tests) - 1:,} more" if len(tests) > 1 else ""
        yield f"  crashed  {tests[0]}{more}: {why}"


def overall(certificate: Certificate) -> str:
    """The one line everything comes down to."""
    return str(certificate.verdict) + (f": {', '.join(certificate.reasons)}" if certificate.reasons else "")


def _can_say(signs: str, encoding: str) -> bool:
    try:
        signs.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _platform(one: PlatformResult, marks: Mapping[Outcome, str], listed: bool) -> Iterator[str]:
    server = f"PostgreSQL {one.server_version}" if one.server_version else ""
    yield " · ".join(part for part in (one.title or one.name, one.target, server, one.backend) if part)
    for section in one.sections:
        yield f"  {marks[section.outcome]} {section.name}: {_said(section)}"
    if one.isolation.statement and not one.isolation.proved:
        yield f"  ! {one.isolation.statement}"
    if one.claims.unconfirmed:
        yield f"  ! locked and lawful only; {_many(one.claims.unconfirmed, 'proposal')} unconfirmed"
    failed = [step for step in one.steps if step.state is StepState.FAILED]
    yield from (f"  {marks[Outcome.ERROR]} step {step.name} failed: {step.note}" for step in failed)
    if one.steps:
        yield f"  steps: {_tally(step.state.value for step in one.steps)}"
    if one.not_run:
        yield f"  not run: {_many(len(one.not_run), 'test')}"
    if one.accepted:
        yield f"  accepted: {_many(len(one.accepted), 'finding')}"
    if one.counts:
        yield _rows(one, listed)
    yield (
        f"  looked at {one.looked_at:,} things in {_many(len(one.audits), 'audit')}: "
        f"{_many(len(one.findings), 'finding')}, {len(one.unknowns):,} unknown, {len(one.advice):,} advice"
    )
    yield from _not_looked_at(one)


def _not_looked_at(one: PlatformResult) -> Iterator[str]:
    """By reason: what one missing claim silences, many audits would have spoken of."""
    silent: dict[str, list[str]] = {}
    for audit in one.examined:
        if audit.outcome is Outcome.NOT_LOOKED_AT:
            silent.setdefault(audit.reason, []).append(audit.code)
    for reason, codes in silent.items():
        yield f"  not looked at: {', '.join(codes)}: {reason}"


def _rows(one: PlatformResult, listed: bool) -> str:
    """Table by table for one platform; several would be a wall, which the page holds."""
    counted = [count.rows for count in one.counts if count.rows is not None]
    sign = "about " if any(count.estimated for count in one.counts) else ""
    tables = _many(len(one.counts), "declared table")
    missing = f", {len(one.counts) - len(counted):,} not counted" if len(counted) < len(one.counts) else ""
    whole = f"  rows: {sign}{sum(counted):,} in {tables}{missing}"
    if not listed:
        return whole
    said = ", ".join(
        f"{count.table}\xa0{'about ' if count.estimated else ''}"
        f"{'not counted' if count.rows is None else f'{count.rows:,}'}".replace(" ", "\xa0")
        for count in one.counts
    )
    lines = fill(
        said,
        WIDTH,
        initial_indent="    ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return f"{whole}\n{lines}".replace("\xa0", " ")


def _said(section: Section) -> str:
    parts = [_many(section.findings, "finding")] if section.findings else []
    parts += [f"{section.unknowns:,} unknown"] if section.unknowns else []
    if section.outcome is Outcome.OK:
        nothing = f", {section.not_looked_at:,} not looked at" if section.not_looked_at else ""
        return f"OK ({section.looked_at:,}){nothing}"
    return ", ".join(parts) or section.outcome.lower()


def _findings(certificate: Certificate) -> Iterator[str]:
    said: list[Finding | Unknown] = [*certificate.findings, *certificate.unknowns]
    for one in said[:SHOWN]:
        yield from told(one)
        yield ""
    if len(said) > SHOWN:
        yield f"… and {len(said) - SHOWN:,} more, in the certificate"
        yield ""


def told(one: Finding | Unknown) -> Iterator[str]:
    """A finding as people read it everywhere: what, why and mend below its object."""
    if isinstance(one, Finding):
        yield f"{one.code} {one.severity}  {one.where}  ({one.platform})"
        yield from _labelled("what", one.what)
    else:
        yield f"{one.code} UNKNOWN  {one.where}  ({one.platform})"
    yield from _labelled("why", one.why)
    yield from _labelled("mend", one.mend.text)


def _labelled(label: str, text: str) -> Iterator[str]:
    first, *rest = text.split("\n")
    yield f"  {label:<5} {first}"
    yield from (f"        {line}" for line in rest)


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _tally(states: Iterable[str]) -> str:
    seen: dict[str, int] = {}
    for state in states:
        seen[state] = seen.get(state, 0) + 1
    return ", ".join(f"{number:,} {state}" for state, number in seen.items())
