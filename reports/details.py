"""The page below its first screen: what was found, then per platform everything that was looked at."""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from golive.model.finding import Finding, Mend, MendKind, Severity
from golive.reports.markup import Html, joined, table, tag
from golive.verdict.acceptance import block
from golive.verdict.certificate import Certificate, Outcome, PlatformResult, StepEntry, StepState
from golive.verdict.entries import Entry, entries

SIGNS = {
    Outcome.OK: ("good", "✓"),
    Outcome.ERROR: ("bad", "✗"),
    Outcome.UNKNOWN: ("unsure", "?"),
    Outcome.NOT_RUN: ("idle", "·"),
    Outcome.NOT_LOOKED_AT: ("idle", "–"),
}
FEW = 12  # objects that a card shows without being asked
WEIGHT = {Severity.CRITICAL: "bad", Severity.HIGH: "bad", Severity.ADVICE: "idle"}
STEPS = {StepState.FAILED: "bad", StepState.PENDING: "unsure", StepState.NOT_RUN: "idle"}
RESULTS = {one.value: look for one, look in SIGNS.items()} | {
    "open": ("unsure", "○"),
    "not applicable": ("idle", "·"),
}


def state(outcome: Outcome) -> Html:
    look, sign = SIGNS[outcome]
    return tag("span", f"{sign} {outcome}", class_=f"state {look}")


def pluralised(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def findings_of(certificate: Certificate) -> Html:
    """All that blocks, first; then what could not be looked at, what crashed, and advice."""
    several = len(certificate.platforms) > 1
    return joined(
        _group(
            "findings",
            "Findings",
            f"each of these blocks; {pluralised(len(certificate.findings), 'finding', 'findings')}",
            [_entry(one, several, certificate.started.date()) for one in entries(certificate.findings)],
        ),
        _group(
            "unknowns",
            "Unknown",
            "could not look, which is never a pass",
            [_entry(one, several) for one in entries(certificate.unknowns)],
        ),
        _group(
            "broken",
            "Crashed",
            "these tests judged nothing",
            [_card("bad", _first_of(tests), tag("dt", "why"), tag("dd", why)) for why, tests in certificate.crashes],
        ),
        _group(
            "advice",
            "Advice",
            "shown, never blocking",
            [_entry(one, several) for one in entries(certificate.advice)],
            folded=True,
        ),
    )


def _group(anchor: str, title: str, note: str, cards: list[Html], folded: bool = False) -> Html | None:
    if not cards:
        return None
    heading = tag("h2", f"{title} ({len(cards):,})", tag("small", note))
    body = tag("details", tag("summary", f"Show {len(cards):,}"), *cards) if folded else joined(*cards)
    return tag("section", heading, body, id=anchor)


def _first_of(tests: list[str]) -> Html:
    more = f" and {pluralised(len(tests) - 1, 'other test', 'other tests')}" if tests[1:] else ""
    return joined(tag("code", tests[0]), more)


def _entry(entry: Entry, several: bool, today: date | None = None) -> Html:
    """today: that of the run, for who takes it."""
    one = entry.first
    known = isinstance(one, Finding)
    look = WEIGHT[one.severity] if isinstance(one, Finding) else "unsure"
    heading = joined(
        tag("span", entry.codes, class_="code"),
        tag("span", one.severity if isinstance(one, Finding) else "UNKNOWN", class_=f"tag {look}"),
        tag("code", one.where) if len(entry.objects) == 1 else tag("b", f"{len(entry.objects):,} objects"),
        tag("span", f"reached by {entry.reach}", class_="plat") if entry.reach else None,
        tag("span", one.platform, class_="plat") if several else None,
    )
    return _card(
        look,
        heading,
        *((tag("dt", "what"), tag("dd", one.what)) if isinstance(one, Finding) else ()),
        tag("dt", "why"),
        tag("dd", one.why),
        *((tag("dt", "shown"), tag("dd", one.shown)) if isinstance(one, Finding) and one.shown else ()),
        *_mend(one.mend),
        *((tag("dt", "also"), tag("dd", f"{', '.join(entry.also)}: the proof fails there")) if entry.also else ()),
        *(_objects(entry, today if known else None) if len(entry.objects) > 1 else ()),
        *(_accept(one, today) if isinstance(one, Finding) and today and len(entry.objects) == 1 else ()),
    )


def _objects(entry: Entry, today: date | None) -> tuple[Html, Html]:
    """Each with what is said of it alone."""
    listed = [
        tag("details", tag("summary", tag("code", one.where)), *_own(one, today), class_="one")
        if isinstance(one, Finding)
        else tag("code", one.where, class_="one")
        for one in entry.findings
    ]
    opened = tag("details", tag("summary", f"all {len(entry.objects):,}"), *listed, open=len(listed) <= FEW)
    return tag("dt", "at"), tag("dd", opened)


def _own(one: Finding, today: date | None) -> tuple[Html, ...]:
    taken = (tag("pre", block(one, today), class_="mend"),) if today else ()
    return tag("p", one.what), tag("p", one.why), tag("pre", one.mend.text, class_="mend"), *taken


def _accept(one: Finding, today: date) -> tuple[Html, Html]:
    said = tag("details", tag("summary", "for platform.toml"), tag("pre", block(one, today), class_="mend"))
    return tag("dt", "accept"), tag("dd", said, class_="how")


def _card(look: str, heading: Html, *facts: Html) -> Html:
    return tag("article", tag("h3", heading), tag("dl", *facts), class_=f"finding {look}")


def _mend(mend: Mend) -> tuple[Html, Html]:
    note = {
        MendKind.SQL: "SQL; it stands ready in fix.sql",
        MendKind.COMMAND: "a command, not SQL",
        MendKind.DECISION: "somebody has to decide this",
    }[mend.kind]
    if mend.destructive:
        note = "SQL that removes something: read it first, it stands commented out in fix.sql"
    return tag("dt", "mend"), tag(
        "dd",
        tag("pre", mend.text, class_="mend"),
        tag(
            "span", f"{note}; {mend.tried}" if mend.tried else note, class_="sub unsure" if mend.destructive else "sub"
        ),
        class_="how",
    )


def platform_details(one: PlatformResult, at: int) -> Html:
    return tag(
        "section",
        tag("h2", one.title or one.name, tag("small", state(one.outcome))),
        _facts(one),
        _sections(one),
        _counts(one),
        _promoted(one),
        _steps(one),
        _accepted(one),
        _outside(one),
        _requirements(one),
        _audits(one),
        id=f"platform-{at}",
    )


def _facts(one: PlatformResult) -> Html:
    claims = f"{one.claims.declared:,} declared · {one.claims.locked:,} locked · {one.claims.lawful:,} lawful"
    if one.claims.unconfirmed:
        claims += f" · {pluralised(one.claims.unconfirmed, 'proposal', 'proposals')} unconfirmed"
    digests = (("lock", one.digests.lock), ("platform", one.digests.platform), ("steps", one.digests.steps))
    facts: list[tuple[str, list[object]]] = [
        ("Claims", [claims]),
        ("Isolation", [one.isolation.statement] if one.isolation.statement else []),
        ("Mends", [one.mends] if one.mends else []),
        ("Planted defects", [one.proved] if one.proved else []),
        ("Backup", [one.backup] if one.backup else []),
        ("Rehearsal", [one.rehearsal.of, one.rehearsal.figures] if one.rehearsal else []),
        ("Only read", list(one.harmless)),
        ("Digests", [joined(f"{name} ", tag("code", digest)) for name, digest in digests if digest]),
    ]
    lines = (joined(tag("dt", name), *(tag("dd", line) for line in said)) for name, said in facts if said)
    return tag("dl", *lines, class_="facts")


def _sections(one: PlatformResult) -> Html | None:
    rows: list[tuple[object, ...]] = [
        (
            part.name,
            state(part.outcome),
            f"{part.looked_at:,}",
            part.findings or "",
            part.unknowns or "",
            part.advice or "",
            part.not_looked_at or "",
        )
        for part in one.sections
    ]
    heads = ("Section", "Verdict", "Looked at", "Findings", "Unknown", "Advice", "Not looked at")
    return table("Verdict by section", heads, rows, (2, 3, 4, 5, 6)) if rows else None


def _counts(one: PlatformResult) -> Html | None:
    if not one.counts:
        return None
    lines = [
        tag(
            "li",
            tag("code", count.table),
            tag("span", "not counted" if count.rows is None else f"{'about ' * count.estimated}{count.rows:,}"),
        )
        for count in one.counts
    ]
    title = f"Rows in {pluralised(len(lines), 'declared table', 'declared tables')}"
    return joined(tag("h3", title), tag("ul", *lines, class_="counts"))


def _promoted(one: PlatformResult) -> Html | None:
    if not one.promoted:
        return None
    lines = [line.partition(": ") for line in one.promoted]
    return table("Promotion", ("Table", "Rows"), [(tag("code", name), what) for name, _, what in lines], ())


def _steps(one: PlatformResult) -> Html | None:
    if not one.steps:
        return None
    offsets = _offsets(one.steps)
    whole = max(at + step.seconds for at, step in zip(offsets, one.steps, strict=True)) or 1.0
    rows: list[tuple[object, ...]] = [
        (
            joined(tag("code", step.name), tag("span", step.note, class_="sub") if step.note else None),
            step.phase,
            tag("span", step.state, class_=f"state {STEPS.get(step.state, 'good')}"),
            f"{step.rows:,}",
            joined(*(tag("span", lock, class_="sub") for lock in step.locks)),
            f"{step.longest_wait_ms:,.0f} ms",
            f"{step.seconds:,.2f} s",
            _bar(at / whole, step.seconds / whole, STEPS.get(step.state, "good")),
        )
        for at, step in zip(offsets, one.steps, strict=True)
    ]
    heads = ("Step", "Phase", "State", "Rows", "Locks", "Longest wait", "Took", "When")
    return joined(
        tag("h3", f"Migration: {pluralised(len(rows), 'step', 'steps')}"),
        tag("div", table("Steps in the order they ran", heads, rows, (3, 5, 6)), class_="bare"),
    )


def _offsets(steps: Sequence[StepEntry]) -> list[float]:
    """Seconds after the first start; one after the other where not every start is known."""
    starts = [step.started for step in steps if step.started]
    if len(starts) == len(steps):
        return [(start - min(starts)).total_seconds() for start in starts]
    return list(accumulate((step.seconds for step in steps[:-1]), initial=0.0))


def _bar(start: float, share: float, look: str) -> Html:
    bar = tag("rect", x=f"{start * 100:.2f}%", y="0", height="100%", width=f"{max(share * 100, 1):.2f}%")
    return tag("svg", bar, class_=f"bar {look}", aria_hidden="true")


def _accepted(one: PlatformResult) -> Html | None:
    rows: list[tuple[object, ...]] = [
        (taken.code, tag("code", taken.where), taken.what, taken.reason, taken.owner, taken.until)
        for taken in one.accepted
    ]
    heads = ("Code", "Object", "Finding", "Reason", "Owner", "Until")
    return (
        joined(tag("h3", "Accepted"), tag("div", table("Findings accepted", heads, rows), class_="bare"))
        if rows
        else None
    )


def _outside(one: PlatformResult) -> Html | None:
    rows: list[tuple[object, ...]] = [
        (tag("code", outside.schema), outside.owner, outside.reason) for outside in one.outside
    ]
    return (
        joined(
            tag("h3", "Outside: not judged here"),
            tag("div", table("Schemas of others", ("Schema", "Owner", "Reason"), rows), class_="bare"),
        )
        if rows
        else None
    )


def _requirements(one: PlatformResult) -> Html | None:
    if not one.requirements:
        return None
    tally: dict[str, int] = {}
    rows: list[tuple[object, ...]] = []
    for asked in one.requirements:
        tally[asked.result] = tally.get(asked.result, 0) + 1
        look, sign = RESULTS.get(asked.result, ("idle", ""))
        answer = joined(
            tag("code", ", ".join(asked.answered_by)) if asked.answered_by else None,
            tag("span", asked.reason, class_="sub") if asked.reason else None,
        )
        result = tag("span", f"{sign} {asked.result}".strip(), class_=f"state {look}")
        rows.append((tag("span", asked.id, class_="code"), asked.sentence, answer, result))
    summary = " · ".join(f"{number:,} {result}" for result, number in sorted(tally.items()))
    heads = ("Requirement", "Sentence", "Answered by", "Result")
    return _folded("Requirements", summary, table("Requirement, what answers it, and its result", heads, rows))


def _audits(one: PlatformResult) -> Html | None:
    rows: list[tuple[object, ...]] = [
        (
            tag("span", audit.code, class_="code"),
            joined(audit.sentence, tag("span", audit.reason, class_="sub") if audit.reason else None),
            audit.truth,
            f"{audit.looked_at:,}" if audit.looked_at else "",
            state(audit.outcome),
            f"{audit.seconds:,.2f} s",
        )
        for audit in one.examined
    ]
    heads = ("Audit", "Claim", "Truth", "Looked at", "Outcome", "Took")
    summary = f"{one.looked_at:,} things looked at"
    if nothing := len(one.examined) - len(one.audits):
        summary += f" · {nothing:,} had nothing to look at"
    title = pluralised(len(one.audits), "audit", "audits")
    return _folded(title, summary, table("Audits with their claims", heads, rows, (3, 5))) if rows else None


def _folded(title: str, note: str, body: Html) -> Html:
    return tag("details", tag("summary", title, tag("small", note)), tag("div", body, class_="bare"))
