"""isolation.html: who can do what to whose rows, one grid per table, and how that is known."""

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from string import Template

from golive.isolation.grids import Grid, Matrix, Square
from golive.reports.markup import Html, joined, table, tag, text

LOOKS = {"bad": "Leaks", "unsure": "Not proved", "good": "Proved", "idle": "Nothing to prove"}  # the worst first
COMMANDS = ("SELECT", "INSERT", "UPDATE", "DELETE")
LEGEND = (
    ("proved", "the rule implies that the row is the session's own"),
    ("closed", "no policy lets anything through"),
    ("no right", "no grant, so that no policy is asked"),
    ("shared", "declared to belong to everybody"),
    ("unproven", "nothing shows that it keeps to the tenant"),
    ("leaks", "it can let through a row of another tenant"),
)


def isolation_page(matrices: Sequence[Matrix]) -> str:
    style = files("golive.reports").joinpath("page.css").read_text("utf-8")
    script = files("golive.reports").joinpath("isolation.mjs").read_text("utf-8")
    return Template(files("golive.reports").joinpath("certificate.html").read_text("utf-8")).substitute(
        title="Tenant isolation · golive",
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        head=_head(matrices),
        content=joined(*(_platform(one) for one in matrices)),
        foot=tag(
            "footer",
            tag("p", "A cell says what was proved from the catalog, and below it what sessions were found to reach."),
            class_="foot",
        ),
    )


def _hash(body: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()


def _head(matrices: Sequence[Matrix]) -> Html:
    good = all(one.proved for one in matrices)
    return tag(
        "header",
        tag("p", "golive · tenant isolation", class_="kicker"),
        tag(
            "div",
            tag("h1", "PROVED" if good else "NOT PROVED", class_="good" if good else "unsure"),
            tag("ul", *(tag("li", tag("b", one.name), ": ", one.sentence) for one in matrices)),
            class_=f"stamp {'good' if good else 'unsure'}",
        ),
        class_="head",
    )


def _platform(one: Matrix) -> Html:
    counts = [tag("li", tag("b", number), tag("span", what)) for what, number in one.counts]
    legend = table("What the words mean", ("word", "meaning"), LEGEND)
    missing = tag("ul", *(tag("li", what) for what in one.unlooked)) if one.unlooked else None
    return joined(
        tag("h2", one.title, tag("small", one.name)),
        tag("ul", *counts, class_="figures"),
        legend if one.grids and one.grids[0].rows else None,
        _index(one.grids, one.name),
        _functions(one.functions) if one.functions else None,
        tag("h3", "Not looked at") if missing else None,
        missing,
    )


def _index(grids: Sequence[Grid], at: str) -> Html:
    """The worst first; a line for each table until it is opened."""
    by_look: dict[str, list[Grid]] = {look: [] for look in LOOKS}
    for grid in grids:
        by_look[_worst(grid)].append(grid)
    there = [(look, several) for look, several in by_look.items() if several]
    links = [
        tag("a", f"{LOOKS[look]}: {len(several):,}", href=f"#{at}-{look}", class_=f"state {look}")
        for look, several in there
    ]
    return joined(
        tag("nav", *links, class_="index", aria_label="Tables by what is known of them"),
        *(
            tag(
                "section",
                tag("h3", f"{LOOKS[look]} ({len(several):,})", class_=look),
                *(_grid(grid) for grid in sorted(several, key=lambda one: (-_squares(one)[look], one.relation))),
                class_="looks",
                id=f"{at}-{look}",
            )
            for look, several in there
        ),
    )


def _squares(grid: Grid) -> Counter[str]:
    return Counter(square.look for _, squares in grid.rows for square in squares)


def _worst(grid: Grid) -> str:
    found = _squares(grid)
    return next((look for look in LOOKS if found[look]), "idle")


def _grid(grid: Grid) -> Html:
    if not grid.rows:
        return tag("p", tag("code", grid.relation), " ", tag("small", grid.whose), class_="none")
    rows = [(role, *(_square(square) for square in squares)) for role, squares in grid.rows]
    states = Counter((square.look, square.state) for _, squares in grid.rows for square in squares)
    worst_first = sorted(states.items(), key=lambda one: list(LOOKS).index(one[0][0]))
    said = [
        tag("span", f"{number} {state}", class_=f"tag {look}")
        for (look, state), number in worst_first
        if look != "idle"
    ]
    return tag(
        "details",
        tag("summary", tag("code", grid.relation), *said),
        tag("p", grid.whose, class_="sub"),
        tag("div", table(grid.relation, ("session", *COMMANDS), rows), class_="bare"),
        class_="grid",
    )


def _functions(all_: Sequence[tuple[str, str, Square]]) -> Html:
    rows = [(name, role, _square(square)) for name, role, square in all_]
    return joined(
        tag("h3", "Functions that return rows"),
        tag("div", table("Functions that return rows", ("function", "session", "rows of others"), rows), class_="bare"),
    )


def _square(square: Square) -> Html:
    return joined(
        tag("span", text(square.state), class_=f"state {square.look}"),
        tag("span", square.tried, class_="sub") if square.tried else None,
    )
