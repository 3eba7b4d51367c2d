"""fleet.html: all databases on one page, what needs somebody first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from string import Template

from golive.reports.details import pluralised
from golive.reports.folder import FULL, PART
from golive.reports.markup import Html, joined, table, tag, text
from golive.reports.page import LOOK, SIGN, hashed, resource
from golive.verdict.certificate import Verdict
from golive.verdict.members import Group, Member, Roll, Stands, groups, odd, unjudged

SHOWN = 20  # differences of a group; its certificates have them all
NAMED = 40  # databases of a group that are shown without being asked
_UNSURE = (Verdict.PARTIAL, Stands.UNREACHABLE, Stands.NOT_LOOKED_AT)


def fleet_page(roll: Roll) -> str:
    style, script = resource("page.css"), resource("page.mjs")
    return Template(resource("certificate.html")).substitute(
        title=text(f"{roll.verdict} · {roll.title} · golive"),
        style=style,
        style_hash=hashed(style),
        script=script,
        script_hash=hashed(script),
        head=_head(roll),
        content=joined(_groups(roll), _unjudged(roll), _versions(roll), _all(roll)),
        foot="",
    )


def _head(roll: Roll) -> Html:
    when = f"{roll.started.astimezone(UTC):%Y-%m-%d %H:%M:%S} to {roll.finished.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    return tag(
        "header",
        tag("p", tag("span", f"golive fleet · {roll.title}"), tag("span", when), class_="kicker"),
        tag(
            "div",
            tag("h1", f"{SIGN[roll.verdict]} {roll.verdict}"),
            tag("p", roll.summed.partition(": ")[2]),
            class_=f"stamp {LOOK[roll.verdict]}",
        ),
        _figures(roll),
        class_="head",
    )


def _figures(roll: Roll) -> Html:
    told = [one.verdict for one in roll.members]
    unseen = unjudged(roll.members)
    bad = [one for one in roll.members if not one.good and not one.why]
    shown: list[tuple[int, str, str, str, str | None]] = [
        (len(told), "database", "databases", "databases", None),
        (told.count(Verdict.CERTIFIED), "certified", "certified", "databases", None),
        (len(bad), "differs", "differ", "groups", "bad"),
        (len(unseen), "not judged", "not judged", "unjudged", "unsure"),
        (len(list(odd(roll.members))), "on another version", "on another version", "versions", "unsure"),
    ]
    items = [
        tag("li", tag("a", tag("b", f"{number:,}", class_=look if number else None),
                      tag("span", one if number == 1 else many), href=f"#{anchor}"))
        for number, one, many, anchor, look in shown
    ]  # fmt: skip
    return tag("ul", *items, class_="figures", aria_label="Counts of the fleet")


def _groups(roll: Roll) -> Html | None:
    found = groups(one for one in roll.members if not one.good)
    if not found:
        return None
    by = {one.name: one for one in roll.members}
    return tag(
        "section",
        tag("h2", "What differs", tag("small", "databases that differ in the same way, the worst first")),
        *(_group(one, [by[name] for name in one.names]) for one in found),
        id="groups",
    )


def _group(group: Group, members: Sequence[Member]) -> Html:
    lines = [
        tag("li", tag("code", f"{one.code} {one.weight} {one.where}".strip()), tag("span", one.what, class_="sub"))
        for one in group.differences[:SHOWN]
    ]
    if len(group.differences) > SHOWN:
        lines.append(tag("li", f"and {len(group.differences) - SHOWN:,} more"))
    head = tag(
        "h3",
        tag("span", pluralised(len(members), "database", "databases"), class_="code bad"),
        tag("span", group.platform or "a scan", class_="plat"),
    )
    return tag("article", head, _names(members), tag("ul", *lines), class_="finding bad")


def _names(members: Sequence[Member]) -> Html:
    links = [_link(one) for one in members]
    first = tag("p", *_listed(links[:NAMED]))
    if len(links) <= NAMED:
        return first
    more = tag("details", tag("summary", f"and {len(links) - NAMED:,} more"), tag("p", *_listed(links[NAMED:])))
    return joined(first, more)


def _listed(links: Iterable[Html]) -> Iterator[Html]:
    for at, one in enumerate(links):
        yield joined(", " if at else None, one)


def _link(one: Member) -> Html:
    return tag("a", one.name, href=place(one)) if not one.why else tag("b", one.name)


def place(one: Member) -> str:
    """Of its certificate, from where the page is."""
    return f"databases/{one.name}/{(PART if one.verdict == Verdict.PARTIAL else FULL)[1]}"


def _unjudged(roll: Roll) -> Html | None:
    if not (found := unjudged(roll.members)):
        return None
    rows = [(one.name, _state(one), one.why) for one in found]
    return tag(
        "section",
        tag("h2", "Not judged", tag("small", "nobody knows what they are; none of them is well")),
        tag("div", table("Databases that were not judged, and why", ("Database", "", "Why"), rows), class_="bare"),
        id="unjudged",
    )


def _versions(roll: Roll) -> Html:
    by: dict[str, list[Member]] = defaultdict(list)
    for one in roll.members:
        if one.version:
            by[one.version].append(one)
    strange = {one.name: usual for one, usual in odd(roll.members)}
    rows = []
    for version, several in sorted(by.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        others = [one for one in several if one.name in strange]
        what = joined(*_listed([_link(one) for one in others])) if others else ""
        rows.append((f"PostgreSQL {version}", f"{len(several):,}", what))
    heads = ("Version", "Databases", "On another major version than most of their platform")
    shown = tag("div", table("Versions", heads, rows, (1,)), class_="bare")
    return tag("section", tag("h2", "Versions"), shown, id="versions")


def _all(roll: Roll) -> Html:
    rows = [
        (_link(one), _state(one), one.platform or "a scan", one.version, f"{one.looked_at:,}", f"{one.findings:,}",
         f"{one.unknowns:,}")
        for one in roll.members
    ]  # fmt: skip
    heads = ("Database", "Verdict", "Platform", "Version", "Looked at", "Findings", "Unknown")
    shown = tag("div", table("All databases", heads, rows, (4, 5, 6)), class_="bare")
    return tag("section", tag("h2", "All databases"), shown, id="databases")


def _state(one: Member) -> Html:
    look = "good" if one.good else "unsure" if one.verdict in _UNSURE else "bad"
    return tag("span", one.verdict, class_=f"state {look}")
