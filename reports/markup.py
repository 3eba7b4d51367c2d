"""HTML in which every text is escaped unless it was built here."""

from collections.abc import Sequence
from html import escape

from golive.sqltext.visible import visible

VOID = frozenset({"br", "hr", "meta"})


class Html(str):
    """Markup made by this module. Any other str is text."""

    __slots__ = ()


def text(value: object) -> Html:
    return value if isinstance(value, Html) else Html(escape(visible(str(value))))


def tag(name: str, *children: object, **attributes: object) -> Html:
    """An element. `class_` is class, an underscore in a name is a hyphen, None or False leaves it out."""
    shown = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{text(value)}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in VOID:
        return Html(f"<{name}{shown}>")
    return Html(f"<{name}{shown}>{joined(*children)}</{name}>")


def joined(*children: object) -> Html:
    return Html("".join(text(child) for child in children if child is not None))


def table(
    caption: str, heads: tuple[str, ...], rows: Sequence[tuple[object, ...]], numbers: tuple[int, ...] = ()
) -> Html:
    """A table whose first cell of a row names the row; columns in `numbers` stand to the right."""

    def kind(column: int) -> str | None:
        return "n" if column in numbers else None

    head = tag("tr", *(tag("th", one, scope="col", class_=kind(at)) for at, one in enumerate(heads)))
    body = [
        tag(
            "tr",
            *(
                tag("td" if at else "th", cell, scope=None if at else "row", class_=kind(at))
                for at, cell in enumerate(row)
            ),
        )
        for row in rows
    ]
    return tag(
        "div",
        tag("table", tag("caption", caption), tag("thead", head), tag("tbody", *body)),
        class_="scroll",
        tabindex="0",
        role="region",
        aria_label=caption,
    )
