"""Texts that went through a wrong conversion: what stands for a letter that was lost, or for one read twice."""

import re
from collections.abc import Iterable, Iterator

from psycopg import sql

from golive.model.asking import matched
from golive.model.catalog import Column, Constraint, Database
from golive.model.leftovers import is_text, words
from golive.model.snapshot import Snapshot
from golive.observe.tables import called, joined

# Controls that no text has (page breaks, colours of a terminal and separators are in some), U+FFFD, and UTF-8 that was
# read as Latin: a closing quotation mark may follow a capital letter with an accent, the others may not.
PATTERN = (
    r"[\x01-\x08\x0e-\x1a\x7f\u0080-\u009f\ufffd]"
    r"|[\u00c2\u00c3][\u00a0-\u00aa\u00ac-\u00ba\u00bc-\u00bf]"
    r"|\u00e2\u20ac[\u0153\u201c\u201d\u2122\u00a6\u02dc]"
)
# What programs write for nothing, and spreadsheets; 'None' and 'null' mean something in some columns.
NOTHING = (
    "NULL", r"\N", "(null)", "<null>", "undefined", "NaN", "[object Object]", "Invalid Date", "#N/A", "#REF!",
    "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!",
)  # fmt: skip
# Names of people, firms and places, which nobody ends with a question mark in the middle of a word.
_NAMED = re.compile(
    r"^(?:(?:full|first|last|middle|given|family|contact|customer|company|legal|display)_?)?name$|^surname$|^city$"
)
# Nor with quotes around it, an entity of HTML, or letters that nobody sees (joiners are letters of some scripts).
_LOST = (
    r"[[:alpha:]]\?[a-z]|^\"[^\"]*\"$|&(#[0-9]{2,5}|#x[0-9a-f]{2,4}|amp|quot|lt|gt|nbsp|[A-Za-z](acute|grave|uml|circ|tilde|cedil|ring));"
    r"|[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]"
)
# Numbers that are written as texts, and what a spreadsheet or an export makes of one.
_NUMBERED = re.compile(
    r"(?:^|_)(?:phone|mobile|fax|tel|telephone|code|number|sku|ean|gtin|isbn|iban|barcode|serial|account)$"
)
_SPREAD = r"^[0-9][.,][0-9]+E[+][0-9]{1,2}$|^[0-9]{5,}\.0$|^ +[^ \n]{1,40}$|^[^ \n]{1,40} +$"


def texts(live: Snapshot, columns: Iterable[Column]) -> list[Column]:
    """Those that can be looked at: of a database whose letters are known."""
    known = any(one.encoding == "UTF8" for one in live.of(Database))
    return [one for one in columns if known and is_text(one, documents=True)]


def garbled(live: Snapshot, columns: Iterable[Column]) -> sql.Composed:
    """All texts of a row are looked at as one; a whole value that says nothing, unless a check or default knows it."""
    some = list(columns)
    plain = [one for one in some if is_text(one)]
    return sql.SQL(" OR ").join((_spoilt(some), *_nothing(live, plain), *_by_name(plain)))


def _spoilt(columns: list[Column]) -> sql.Composed:
    names = [matched(sql.Identifier("t", one.name)) for one in columns]
    text = called(sql.SQL("pg_catalog.concat_ws(' ', {})"), names, " || ' ' || ")
    return sql.SQL("{} ~ {}").format(text, sql.Literal(PATTERN))


def _nothing(live: Snapshot, plain: list[Column]) -> Iterator[sql.Composed]:
    known = " ".join(
        [one.default for one in plain]
        + [key.definition for one in plain[:1] for key in live.on(Constraint, one.relation or "")]
    )
    words_of_none = [word for word in NOTHING if f"'{word}'" not in known]
    if plain:
        yield sql.SQL("ARRAY[{}] && {}::text[]").format(
            joined(sql.SQL("{}::text").format(sql.Identifier("t", one.name)) for one in plain),
            sql.Literal(words_of_none),
        )


def _by_name(plain: list[Column]) -> Iterator[sql.Composed]:
    for column in plain:
        value, name = matched(sql.Identifier("t", column.name)), words(column.name)
        if _NAMED.search(name):
            yield sql.SQL("{v} ~ {lost} OR {v} IS NOT NFC NORMALIZED").format(v=value, lost=sql.Literal(_LOST))
        elif _NUMBERED.search(name):
            yield sql.SQL("{} ~ {}").format(value, sql.Literal(_SPREAD))
