"""rehearsal.html: what the real run will take, step by step, and what came of requests meanwhile."""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from importlib.resources import files
from math import sqrt
from string import Template

from golive.model.rehearsal import RehearsalTold, StepTold
from golive.reports.markup import Html, joined, table, tag
from golive.verdict.certificate import Certificate, PlatformResult

WIDTH, HEIGHT, LEFT, BOTTOM = 960, 260, 56, 22  # of the plot, with room for its scales
LEAST_MS = 10.0  # a plot of less would make hills of nothing


def rehearsal_page(certificate: Certificate) -> str | None:
    """Nothing where nothing was rehearsed."""
    told = [(one, one.rehearsal) for one in certificate.platforms if one.rehearsal]
    if not told:
        return None
    style, script = _resource("page.css"), _resource("page.mjs")
    return Template(_resource("certificate.html")).substitute(
        title="Rehearsal · golive",
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        head=_head([one for _, one in told]),
        content=joined(*(_platform(platform, one) for platform, one in told)),
        foot=tag("footer", tag("p", _FOOT), class_="foot"),
    )


_FOOT = (
    "Measured on a clone on the machine that ran this, whose disk, memory and neighbours are not those of the target: "
    "what is refused there is refused anywhere, and what takes long there takes its time. Locks of a step without a "
    "transaction are looked at every few milliseconds."
)


def _resource(name: str) -> str:
    return files("golive.reports").joinpath(name).read_text("utf-8")


def _hash(body: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()


def _head(several: Sequence[RehearsalTold]) -> Html:
    good = all(one.whole and one.borne and not any(step.untrue for step in one.steps) for one in several)
    return tag(
        "header",
        tag("p", "golive · rehearsal on a clone", class_="kicker"),
        tag(
            "div",
            tag("h1", "✓ WENT WELL" if good else "✗ DID NOT GO WELL", class_="good" if good else "bad"),
            tag("ul", *(tag("li", _sentence(one)) for one in several)),
            class_=f"stamp {'good' if good else 'bad'}",
        ),
        class_="head",
    )


def _sentence(one: RehearsalTold) -> str:
    wrong = sum(not step.borne for step in one.steps)
    there = "migrated, taken back and migrated again" if one.whole else "not migrated, taken back and migrated again"
    steps = f"{wrong} of {len(one.steps)} steps refused requests or kept them waiting" if wrong else ""
    leaks = f"{len(one.leaks)} requests showed rows of another tenant" if one.leaks else ""
    none = "every request was answered" if one.requests else "no request is declared"
    return "; ".join(filter(None, (f"{one.of}; {there}", steps, leaks, "" if wrong or leaks else none)))


def _platform(platform: PlatformResult, one: RehearsalTold) -> Html:
    seconds = sum(step.seconds for step in one.steps)
    figures = [
        (f"{seconds:,.1f} s", "the steps take"),
        (f"{one.sessions:,}", f"sessions over {one.connections:,} connections"),
        (f"{one.sent:,}", "requests"),
        (f"{one.errors:,}", "errors"),
        (f"{one.median_ms:,.1f} ms", "median"),
        (f"{one.p99_ms:,.0f} ms", "99 of 100 within"),
        (f"{one.worst_ms:,.0f} ms", "the worst"),
        (f"{one.control_ms:,.0f} ms", "the worst before the first step"),
    ]
    return joined(
        tag("h2", platform.title or platform.name, tag("small", platform.target)),
        tag("ul", *(tag("li", tag("b", number), tag("span", what)) for number, what in figures), class_="figures"),
        _plot(one) if one.points else None,
        _steps(one),
        _requests(one) if one.requests else None,
        tag("h3", "Rows of other tenants") if one.leaks else None,
        tag("ul", *(tag("li", leak) for leak in one.leaks)) if one.leaks else None,
        _beside(one),
    )


def _beside(one: RehearsalTold) -> Html:
    lines = [f"{one.compared:,} rows in answers said whose they are"] if one.compared else []
    lines += [f"every step was run once more by {one.owner}, who owns the objects" if one.owner else one.unowned]
    return joined(tag("h3", "Beside"), tag("ul", *(tag("li", line) for line in (*lines, *one.notes) if line)))


def _plot(one: RehearsalTold) -> Html:
    """The worst and the median request over time, above the steps; in a scale that shows both."""
    end = max([one.seconds, *(point.at_s for point in one.points)]) or 1.0
    top = max(LEAST_MS, *(point.worst_ms for point in one.points))
    wide, high = WIDTH - LEFT, HEIGHT - BOTTOM

    def x(at: float) -> float:
        return round(LEFT + wide * at / end, 1)

    def y(ms: float) -> float:
        return round(high - (high - 8) * sqrt(ms / top), 1)

    bands = [
        tag(
            "rect",
            tag("title", f"{step.name}: {step.seconds:,.2f} s, the worst request {step.worst_ms:,.0f} ms"),
            x=x(step.at_s), y=0, width=max(x(step.at_s + step.seconds) - x(step.at_s), 1), height=high,
            class_="band" if step.borne else "band bad",
        )
        for step in one.steps
    ]  # fmt: skip
    scale = [
        joined(
            tag("line", x1=LEFT, x2=WIDTH, y1=y(ms), y2=y(ms), class_="rule"),
            tag("text", f"{ms:,.0f} ms", x=LEFT - 6, y=y(ms) + 4, text_anchor="end"),
        )
        for ms in _ticks(top)
    ]
    seconds = [tag("text", f"{at:,.0f} s", x=x(at), y=HEIGHT - 5, text_anchor="middle") for at in _even(end)]
    worst = [
        tag("line", x1=x(point.at_s), x2=x(point.at_s), y1=high, y2=y(point.worst_ms), class_="worst")
        for point in one.points
    ]
    median = " ".join(f"{x(point.at_s)},{y(point.median_ms)}" for point in one.points)
    drawn = tag(
        "svg",
        tag("title", "How long requests took while the platform migrated"),
        *bands, *scale, *seconds, *worst, tag("polyline", points=median, class_="median"),
        viewBox=f"0 0 {WIDTH} {HEIGHT}", class_="plot", role="img",
    )  # fmt: skip
    said = "Each line is the slowest request sent in that moment, the curve their median; shaded, the steps."
    return joined(tag("h3", "How long requests took"), drawn, tag("p", said, class_="sub"))


def _ticks(top: float) -> Iterable[float]:
    """A few round numbers, wider apart above, as the scale is."""
    several = [one * ten for ten in (1, 10, 100, 1_000, 10_000, 100_000) for one in (1, 2, 5)]
    fitting = [one for one in several if top / 30 < one <= top]
    return fitting[-1::-1][:5]


def _even(end: float) -> Iterable[float]:
    step = next(one for one in (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800, 3_600, 86_400) if end / one <= 10)
    return [at * step for at in range(int(end / step) + 1)]


def _steps(one: RehearsalTold) -> Html:
    rows: list[tuple[object, ...]] = [
        (
            joined(
                tag("code", step.name),
                *(tag("span", line, class_="sub") for line in _locks(step)),
                *(tag("span", line, class_="sub unsure") for line in _said(one, step)),
            ),
            f"{step.seconds:,.2f} s",
            "–" if step.back_seconds is None else f"{step.back_seconds:,.2f} s",
            "–" if step.again_seconds is None else f"{step.again_seconds:,.2f} s",
            f"{step.rows:,}",
            f"{step.wait_ms:,} ms",
            f"{step.sent:,}",
            tag("span", f"{step.worst_ms:,.0f} ms", class_="bad" if step.slow else None),
            tag("span", "✓ answered", class_="state good")
            if step.borne
            else tag("span", "✗ not so", class_="state bad"),
        )
        for step in one.steps
    ]
    heads = ("Step, and what it locks", "There", "Back", "Again", "Rows", "Lock wait", "Requests", "Worst", "")
    return joined(
        tag("h3", "What each step takes"),
        tag("div", table("What each step takes", heads, rows, (1, 2, 3, 4, 5, 6, 7)), class_="bare"),
    )


def _locks(step: StepTold) -> Iterable[str]:
    """By mode; those that keep nobody waiting but DDL are not worth a line."""
    by_mode: dict[str, list[str]] = {}
    for lock in step.locks:
        mode, _, name = lock.partition(" ")
        by_mode.setdefault(mode, []).append(name)
    for mode, names in by_mode.items():
        if mode not in ("AccessShareLock", "RowShareLock", "RowExclusiveLock"):
            yield f"{mode}: {', '.join(names)}"


def _said(one: RehearsalTold, step: StepTold) -> Iterable[str]:
    yield from filter(None, (step.failed, *step.errors, step.untrue))
    if step.slow:
        yield f"allowed are {step.bound_ms:,.0f} ms: Lock-Timeout, what the slowest took before, and 150 ms"
    if step.otherwise:
        yield f"as {one.owner}: {step.otherwise}"
    if step.refused:
        yield f"as {one.owner} it is refused: {step.refused}"


def _requests(one: RehearsalTold) -> Html:
    rows: list[tuple[object, ...]] = [
        (
            tag("code", request.name), request.release, request.who, f"{request.sent:,}",
            tag("span", f"{request.errors:,}", class_="bad" if request.errors else None),
            f"{request.median_ms:,.1f} ms", f"{request.p99_ms:,.0f} ms", f"{request.worst_ms:,.0f} ms",
        )
        for request in one.requests
    ]  # fmt: skip
    heads = ("Request", "Release", "Sent by", "Sent", "Errors", "Median", "99 of 100", "Worst")
    return joined(
        tag("h3", "What applications sent"),
        tag("div", table("What applications sent", heads, rows, (3, 4, 5, 6, 7)), class_="bare"),
    )
