"""A reader sees every character that is there, also in a statement that he is to run."""

import json
import re

from golive.sqltext.statements import Kind, Unsplittable, tokens

# Controls but for tabs and ends of lines, separators, what turns the direction, what has no width, surrogates.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff\U000e0000-\U000e007f]|\r(?!\n)"
)


def visible(text: str) -> str:
    r"""The text with control and direction characters written out (\x1b, \u202e).

    A name in a catalog may hold them; unseen, they repaint a terminal, or show another statement
    than is copied.
    """
    return _UNSEEN.sub(_written, text)


def visible_json(document: str) -> str:
    """The same document: outside its strings JSON has no such characters, and inside it writes controls out."""
    if document.isascii() and "\x7f" not in document:
        return document
    return _UNSEEN.sub(lambda one: json.dumps(one[0])[1:-1], document)


def visible_toml(value: str) -> str:
    """The same value of JSON as TOML takes it, whose escapes know no surrogates."""
    return _UNSEEN.sub(lambda one: f"\\U{ord(one[0]):08x}", value)


def visible_line(text: str) -> str:
    """Text that ends no line, as a comment must."""
    return visible(text.replace("\r", "\\r").replace("\n", "\\n"))


def visible_sql(statement: str) -> str | None:
    """The same statement with Unicode escapes in names and constants; None where a character stands elsewhere."""
    if not _UNSEEN.search(statement):
        return statement
    try:
        written = "".join(_escaped(one.kind, one.text) for one in tokens(statement))
    except Unsplittable:
        return None
    return None if _UNSEEN.search(written) else written


def _escaped(kind: Kind, token: str) -> str:
    """Names and plain constants; what begins with E, B or a dollar has rules of its own."""
    if not _UNSEEN.search(token) or kind not in (Kind.NAME, Kind.STRING) or token[0] not in "\"'":
        return token
    return "U&" + _UNSEEN.sub(lambda one: f"\\+{ord(one[0]):06x}", token.replace("\\", "\\\\"))


def _written(one: re.Match[str]) -> str:
    return f"\\x{ord(one[0]):02x}" if ord(one[0]) < 256 else f"\\u{ord(one[0]):04x}"
