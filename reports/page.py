"""certificate.html is one file that opens from disk and says the verdict on its first screen."""

import base64
import hashlib
from datetime import UTC
from importlib.resources import files
from string import Template

from golive.reports.details import findings_of, platform_details, pluralised, state
from golive.reports.markup import Html, joined, table, tag, text
from golive.verdict.certificate import Certificate, PlatformResult, Scope, Verdict

LOOK = {Verdict.CERTIFIED: "good", Verdict.NOT_CERTIFIED: "bad", Verdict.PARTIAL: "unsure", Verdict.SCANNED: "unsure"}
SIGN = {Verdict.CERTIFIED: "✓", Verdict.NOT_CERTIFIED: "✗", Verdict.PARTIAL: "◐", Verdict.SCANNED: "◌"}
MEANS = {
    Scope.FULL: "full run: migrated where it was allowed, then audited",
    Scope.POSTCHECK: "postcheck: read-only, the database as found",
    Scope.SCAN: "scan: read-only, by laws and by what was inferred; nothing is certified",
}


def page(certificate: Certificate, since: Html | None = None) -> str:
    """`since`: what has become of findings since the run before."""
    style, script = resource("page.css"), resource("page.mjs")
    return Template(resource("certificate.html")).substitute(
        title=text(f"{certificate.verdict} · {_named(certificate)} · golive"),
        style=style,
        style_hash=hashed(style),
        script=script,
        script_hash=hashed(script),
        head=_head(certificate),
        content=_content(certificate, since),
        foot=_foot(),
    )


def resource(name: str) -> str:
    return files("golive.reports").joinpath(name).read_text("utf-8")


def hashed(body: str) -> str:
    """The content security policy lets these two run and nothing a name could smuggle in."""
    return "sha256-" + base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()


def _named(certificate: Certificate) -> str:
    return ", ".join(one.title or one.name for one in certificate.platforms) or "no platform"


def _head(certificate: Certificate) -> Html:
    verdict, took = certificate.verdict, certificate.finished - certificate.started
    when = f"{certificate.finished.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    reasons: Html | None = None
    if certificate.reasons:
        reasons = tag("ul", *(tag("li", one) for one in certificate.reasons))
    elif verdict is Verdict.CERTIFIED:
        reasons = tag("p", "Everything that was claimed was looked at, and nothing blocks.")
    return tag(
        "header",
        tag(
            "p",
            tag("span", f"golive certificate · {MEANS[certificate.scope]}"),
            tag("span", f"{when} · took {took.total_seconds():.1f} s"),
            class_="kicker",
        ),
        tag("div", tag("h1", f"{SIGN[verdict]} {verdict}"), reasons, class_=f"stamp {LOOK[verdict]}"),
        _inferred(certificate),
        _figures(certificate),
        tag("div", _platforms(certificate), class_="first"),
        class_="head",
    )


def _inferred(certificate: Certificate) -> Html | None:
    """What a scan went by, with what says so."""
    lines = [
        tag("li", tag("b", one.what), f" ({one.certainty})", tag("span", one.evidence, class_="sub"))
        for platform in certificate.platforms
        for one in platform.inferred
    ]
    return tag("ul", *lines, class_="inferred", aria_label="What was inferred") if lines else None


def _figures(certificate: Certificate) -> Html:
    blocking, unknown = len(certificate.findings), len(certificate.unknowns)
    shown: list[tuple[int, str, str, str | None]] = [
        (len(certificate.platforms), "platform", "platforms", None),
        (certificate.audits, "audit", "audits", None),
        (certificate.looked_at, "thing looked at", "things looked at", None),
        (blocking, "finding blocks", "findings block", "findings"),
        (unknown, "unknown", "unknown", "unknowns"),
        (len(certificate.advice), "advice", "advice", "advice"),
        (_left(certificate), "not run", "not run", "not-run"),
    ]
    colour = {"findings": "bad" if blocking else "good", "unknowns": "unsure" if unknown else "good"}
    if certificate.broken:
        shown.insert(5, (len(certificate.broken), "test crashed", "tests crashed", "broken"))
        colour["broken"] = "bad"
    items = []
    for number, one, many, anchor in shown:
        figure = joined(
            tag("b", f"{number:,}", class_=colour.get(anchor or "")),
            tag("span", one if number == 1 else many),
        )
        items.append(tag("li", tag("a", figure, href=f"#{anchor}") if anchor and number else figure))
    return tag("ul", *items, class_="figures", aria_label="Counts of the run")


def _left(certificate: Certificate) -> int:
    return len(certificate.not_run) + sum(len(one.not_run) for one in certificate.platforms)


def _platforms(certificate: Certificate) -> Html:
    rows = [
        (
            joined(
                tag("a", tag("b", one.title or one.name), href=f"#platform-{at}"),
                tag("span", one.isolation.statement, class_="sub" if one.isolation.proved else "sub unsure")
                if one.isolation.statement
                else None,
            ),
            state(one.outcome),
            joined(tag("code", one.target), tag("span", _seen_as(one), class_="sub")),
            f"{one.looked_at:,}",
            f"{len(one.findings):,}",
            f"{len(one.unknowns):,}",
        )
        for at, one in enumerate(certificate.platforms)
    ]
    if not rows:
        return tag("p", "No platform was looked at.", class_="none")
    heads = ("Platform", "Outcome", "Target", "Looked at", "Findings", "Unknown")
    return table("Platforms of this run", heads, rows, (3, 4, 5))


def _seen_as(one: PlatformResult) -> str:
    server = f"PostgreSQL {one.server_version}" if one.server_version else ""
    return " · ".join(part for part in (server, one.backend, one.role and f"as {one.role}") if part)


def _content(certificate: Certificate, since: Html | None) -> Html:
    return joined(
        since,
        findings_of(certificate),
        *(platform_details(one, at) for at, one in enumerate(certificate.platforms)),
        _not_run(certificate),
        _run(certificate),
    )


def _not_run(certificate: Certificate) -> Html | None:
    rows: list[tuple[object, ...]] = [(tag("code", left.test), "", left.why) for left in certificate.not_run]
    rows += [(tag("code", left.test), one.name, left.why) for one in certificate.platforms for left in one.not_run]
    if not rows:
        return None
    return tag(
        "section",
        tag("h2", "Not run", tag("small", pluralised(len(rows), "test or audit", "tests or audits"))),
        tag("div", table("What was not run, and why", ("Test", "Platform", "Why"), rows), class_="bare"),
        id="not-run",
    )


def _run(certificate: Certificate) -> Html:
    facts = [
        tag("dt", "Started"),
        tag("dd", f"{certificate.started.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"),
        tag("dt", "Versions"),
        tag("dd", " · ".join(f"{name} {one}" for name, one in certificate.versions.items())),
    ]
    if certificate.command:
        facts += [tag("dt", "Command"), tag("dd", tag("code", certificate.command))]
    return tag("section", tag("h2", "The run"), tag("dl", *facts, class_="facts"))


def _foot() -> Html:
    return tag(
        "footer",
        tag(
            "p",
            "A record of one run at its time. This page carries no signature: certificate.json beside it does, where "
            "the run was given a key, and golive verify says whether it holds. It names the database by the identifier "
            "of its cluster, which a physical copy shares, also a standby after failover: those are told apart only by "
            "what the verifier connects to. A plugin or conftest.py that took part "
            "is named; code that changes the process otherwise (an edited installation, PYTHONPATH, sitecustomize) is "
            "not looked for. A lock's digest shows a change by hand, no forgery.",
        ),
        class_="foot",
    )
