"""isolation.html: who can do what to whose rows, one grid per table, and how that is known."""

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files
from string import Template

from golive.isolation.grids import Grid, Matrix, Square
from golive.reports.markup import Html, joined, table, tag, text

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
    script = ""
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
        *(_grid(grid) for grid in one.grids),
        _functions(one.functions) if one.functions else None,
        tag("h3", "Not looked at") if missing else None,
        missing,
    )


def _grid(grid: Grid) -> Html:
    if not grid.rows:
        return joined(tag("h3", tag("code", grid.relation)), tag("p", grid.whose, class_="none"))
    rows = [(role, *(_square(square) for square in squares)) for role, squares in grid.rows]
    return joined(
        tag("h3", tag("code", grid.relation), " ", tag("small", grid.whose)),
        tag("div", table(grid.relation, ("session", *COMMANDS), rows), class_="bare"),
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
