"""'Since the last run', as certificate.html tells it."""

from golive.attest.since import Became, Entry, Since
from golive.reports.markup import Html, tag

_LOOK = {Became.NEW: "bad", Became.UNLOOKED: "unsure", Became.FIXED: "good", Became.WAIVED: "idle"}
_SHOWN = 100  # of each: a reader takes no more in, and the certificate has them all


def last_run(since: Since) -> Html:
    still = len(since.of(Became.STILL))
    lists = [_list(became, since.of(became)) for became in _LOOK]
    spoken = {line for one in since.entries for line in one.behind}
    silent = [str(one) for one in since.drifted if str(one) not in spoken]
    return tag(
        "section",
        tag("h2", "Since the last run", tag("small", f"of {since.finished}; {still:,} still there")),
        *lists,
        _silent(silent),
        *(tag("p", note, class_="none") for note in since.notes),
        None if since.entries or since.drifted else tag("p", "Nothing has changed.", class_="none"),
        id="since",
    )


def _list(became: Became, entries: tuple[Entry, ...]) -> Html | None:
    if not entries:
        return None
    items = [
        tag("li", tag("code", f"{one.code} {one.where}"), f" {one.what}", *(_sub(line) for line in one.behind))
        for one in entries[:_SHOWN]
    ]
    more = tag("li", f"and {len(entries) - _SHOWN:,} more") if len(entries) > _SHOWN else None
    head = tag("h3", tag("span", f"{became}: {len(entries):,}", class_=f"state {_LOOK[became]}"))
    return tag("div", head, tag("ul", *items, more))


def _silent(lines: list[str]) -> Html | None:
    if not lines:
        return None
    more = tag("li", f"and {len(lines) - _SHOWN:,} more") if len(lines) > _SHOWN else None
    head = tag("h3", f"changed, and no finding speaks of it: {len(lines):,}")
    return tag("div", head, tag("ul", *(tag("li", line) for line in lines[:_SHOWN]), more))


def _sub(line: str) -> Html:
    return tag("span", f"behind it: {line}", class_="sub")
