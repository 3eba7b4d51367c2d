"""The terminal says after a run what the certificate says: by section, finding by finding, then one line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import fill, shorten

from golive.model.finding import Finding
from golive.sqltext.visible import visible
from golive.verdict.certificate import Certificate, Outcome, PlatformResult, Section, StepState, Verdict
from golive.verdict.entries import Entry, entries

SHOWN = 50  # a database that was never migrated has hundreds; the page has them all
LISTED = 40  # objects of one cause
WIDTH = 110  # a wider line is hard to read
SHORT = 60  # a reason that a verdict says whole
FIRST = 12  # entries that a screen bears beside what goes on
FEW = 3  # reasons that a screen bears; what a small database has nothing of fills one
MARKS = {Outcome.OK: "✓", Outcome.ERROR: "✗", Outcome.UNKNOWN: "?", Outcome.NOT_RUN: "-", Outcome.NOT_LOOKED_AT: "-"}


def summary(certificate: Certificate, written: Mapping[str, Path], remark: str = "", width: int = WIDTH) -> list[str]:
    """The verdict is the last; `written` names the files of this run in the order to show them."""
    lines: list[str] = []
    width = min(width, WIDTH)
    for platform in certificate.platforms:
        lines += [*_platform(platform, width, listed=len(certificate.platforms) == 1), ""]
    lines += _findings(certificate, width)
    if certificate.broken:
        lines += [*_crashed(certificate), ""]
    if written:
        longest = max(len(name) for name in written)
        lines += [f"{name:<{longest}}  {place}" for name, place in written.items()]
    lines += [remark] if remark else []
    lines += ["", overall(certificate)] if written or remark else [overall(certificate)]
    return [visible(line) for line in lines]


def heads(said: Sequence[Entry], width: int = WIDTH) -> list[str]:
    """What is known before everything was tried: a line a cause."""
    more = [f"  … and {len(said) - FIRST:,} more"] if len(said) > FIRST else []
    shown = (shorten(f"{_headline(one)}: {one.said}", width - 2, placeholder=" …") for one in said[:FIRST])
    return [
        f"by laws alone, {_many(len(said), 'cause')}; what comes of using a copy of the structure follows",
        *(visible(f"  {line}") for line in shown),
        *more,
    ]


def _crashed(certificate: Certificate) -> Iterator[str]:
    """By cause: what one step breaks, hundreds of tests stand on."""
    for why, tests in certificate.crashes:
        more = f" and {len(tests) - 1:,} more" if len(tests) > 1 else ""
        yield f"  crashed  {tests[0]}{more}: {why}"


def overall(certificate: Certificate) -> str:
    """The one line everything comes down to; what a part of a run left out is listed on its page."""
    reasons = certificate.reasons
    if certificate.verdict is Verdict.PARTIAL:
        reasons = tuple(one if len(one) <= SHORT else one.partition(": ")[0] for one in reasons)
    return str(certificate.verdict) + (f": {', '.join(reasons)}" if reasons else "")


def _platform(one: PlatformResult, width: int, listed: bool) -> Iterator[str]:
    server = f"PostgreSQL {one.server_version}" if one.server_version else ""
    yield " · ".join(part for part in (one.title or one.name, one.target, server, one.backend) if part)
    yield from (f"  inferred, {each.certainty}: {each.what} ({each.evidence})" for each in one.inferred)
    yield from _sections(one.sections, width)
    if one.isolation.statement and not one.isolation.proved:
        yield f"  ! {one.isolation.statement}"
    if one.claims.unconfirmed:
        yield f"  ! locked and lawful only; {_many(one.claims.unconfirmed, 'proposal')} unconfirmed"
    failed = [step for step in one.steps if step.state is StepState.FAILED]
    yield from (f"  {MARKS[Outcome.ERROR]} step {step.name} failed: {step.note}" for step in failed)
    if one.steps:
        yield f"  steps: {_tally(step.state.value for step in one.steps)}"
    if one.not_run:
        yield f"  not run: {_many(len(one.not_run), 'test')}"
    if one.known:
        yield f"  known from the baseline: {_many(one.known, 'finding')}"
    if one.accepted:
        yield f"  accepted: {_many(len(one.accepted), 'finding')}"
    if one.proved:
        yield f"  planted defects: {one.proved}"
    if one.mends:
        yield f"  mends: {one.mends}"
    if one.counts:
        yield _rows(one, width, listed)
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
    if len(silent) <= FEW:
        yield from (f"  not looked at: {', '.join(codes)}: {reason}" for reason, codes in silent.items())
    else:
        audits = _many(sum(map(len, silent.values())), "audit")
        yield f"  not looked at: what {audits} would speak of is not here; the certificate says of each what"


def _rows(one: PlatformResult, width: int, listed: bool) -> str:
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
    return f"{whole}\n{_filled('    ', said, width)}"


def _filled(indent: str, said: str, width: int) -> str:
    """Lines of a list whose entries stay whole: their blanks are hard ones until here."""
    return fill(
        said,
        width,
        initial_indent=indent,
        subsequent_indent=" " * len(indent),
        break_long_words=False,
        break_on_hyphens=False,
    ).replace("\xa0", " ")


def _sections(sections: Iterable[Section], width: int) -> Iterator[str]:
    """What is not well each on a line of its own; of what is well only how much was looked at."""
    quiet: dict[Outcome, list[str]] = {Outcome.OK: [], Outcome.NOT_LOOKED_AT: [], Outcome.NOT_RUN: []}
    for section in sections:
        if (same := quiet.get(section.outcome)) is None or section.findings or section.unknowns:
            yield f"  {MARKS[section.outcome]} {section.name}: {_said(section)}"
        else:
            same.append(f"{section.name} {section.looked_at:,}" if section.outcome is Outcome.OK else section.name)
    for outcome, names in quiet.items():
        if names:
            word = "OK" if outcome is Outcome.OK else outcome.lower()
            said = ", ".join(names).replace(" ", "\xa0").replace(",\xa0", ", ")
            yield _filled(f"  {MARKS[outcome]} {word}: ", said, width)


def _said(section: Section) -> str:
    parts = [_many(section.findings, "finding")] if section.findings else []
    parts += [f"{section.unknowns:,} unknown"] if section.unknowns else []
    return ", ".join(parts) or section.outcome.lower()


def _findings(certificate: Certificate, width: int) -> Iterator[str]:
    said = entries([*certificate.findings, *certificate.unknowns])
    for one in said[:SHOWN]:
        yield from told(one, width)
        yield ""
    if len(said) > SHOWN:
        yield f"… and {len(said) - SHOWN:,} more, in the certificate"
        yield ""


def told(entry: Entry, width: int = WIDTH) -> Iterator[str]:
    """A finding as people read it everywhere: what, why and mend below its objects."""
    one, objects = entry.first, [where.replace("\n", "\\n") for where in entry.objects]
    yield _headline(entry)
    if isinstance(one, Finding):
        yield from _labelled("what", one.what)
    yield from _labelled("why", one.why)
    if isinstance(one, Finding) and one.shown:
        yield from _labelled("shown", one.shown)
    yield from _labelled("mend", one.mend.text)
    if one.mend.tried:
        yield from _labelled("tried", one.mend.tried)
    if entry.also:
        yield from _labelled("also", f"{', '.join(entry.also)}: the proof fails there")
    if objects[1:]:
        if len(objects) > LISTED:
            objects[LISTED:] = [f"and {len(objects) - LISTED:,} more, in the certificate"]
        yield _filled("  at    ", ", ".join(objects).replace(" ", "\xa0").replace(",\xa0", ", "), width)


def _headline(entry: Entry) -> str:
    one, objects = entry.first, entry.objects
    where = objects[0].replace("\n", "\\n") if len(objects) == 1 else f"{len(objects):,} objects"
    grade = one.severity if isinstance(one, Finding) else "UNKNOWN"
    reached = f"  reached by {entry.reach}" if entry.reach else ""
    return f"{entry.codes} {grade}  {where}  ({one.platform}){reached}"


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
