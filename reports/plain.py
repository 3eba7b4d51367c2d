"""A reader sees every character that is there."""

import unicodedata

BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def visible(text: str) -> str:
    r"""The text with control and direction characters written out (\x1b, \u202e).

    A name in a catalog may hold them; unseen, they repaint a terminal, or show another statement
    than is copied.
    """
    if text.isprintable() and text.isascii():
        return text
    return "".join(one if one in "\n\t" or not _unseen(one) else _written(one) for one in text)


def _unseen(one: str) -> bool:
    return one in BIDI or unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp")


def _written(one: str) -> str:
    return f"\\x{ord(one):02x}" if ord(one) < 256 else f"\\u{ord(one):04x}"
